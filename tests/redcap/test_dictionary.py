"""The dictionary as REDCap wants it: names, codes and conditions, made from the declarations."""

import re

import pytest

from registry.fields.catalogue import KINDS
from registry.i18n import speak
from registry.web.redcap import dictionary
from registry.web.redcap.variables import Instrument, Variable, instruments

WITH_TEXT = instruments(with_text=True)
VARIABLES = [variable for instrument in WITH_TEXT for variable in instrument.variables]


@pytest.fixture(autouse=True)
def english() -> None:
    speak("en")


def rows(found: tuple[Instrument, ...] = WITH_TEXT) -> dict[str, dict[str, object]]:
    table = dictionary.metadata(found, None)
    return {str(row[0]): dict(zip(table.columns, row, strict=True)) for row in table.rows}


def test_names_are_those_that_redcap_takes_and_each_stands_once() -> None:
    names = [column for variable in VARIABLES for column in variable.columns]
    names += [instrument.complete for instrument in WITH_TEXT]
    assert len(names) == len(set(names))
    assert [name for name in names if not re.fullmatch(r"[a-z][a-z0-9_]{0,99}", name)] == []


def test_every_clinical_kind_is_an_instrument() -> None:
    assert [i.kind for i in WITH_TEXT] == [k for k, fields in KINDS.items() if fields.record.clinical]
    assert [i.kind for i in WITH_TEXT if not i.repeats] == ["patient"]


def test_codes_can_be_read_back_from_the_choices() -> None:
    """As clients part them: at bars, then at the first comma."""
    for variable in VARIABLES:
        pairs = [part.partition(", ") for part in dictionary.choices(variable).split(" | ")]
        if variable.choices:
            assert [code for code, _comma, _words in pairs] == list(variable.choices)


def test_a_field_is_described_by_its_declaration() -> None:
    grade = rows()["toxicity_grade"]
    assert (grade["form_name"], grade["field_type"], grade["required_field"]) == ("toxicity", "radio", "y")
    assert str(grade["select_choices_or_calculations"]).startswith("1, Grade 1")
    onset = rows()["toxicity_first_received"]
    assert onset["text_validation_type_or_show_slider_number"] == "date_ymd"
    partial = rows()["toxicity_onset"]
    assert partial["text_validation_type_or_show_slider_number"] == ""
    assert "YYYY-MM or YYYY" in str(partial["field_note"])
    relapse = rows()["diagnosis_relapse_number"]
    limits = relapse["text_validation_min"], relapse["text_validation_max"]
    declared = KINDS["diagnosis"].fields["relapse_number"]
    assert limits == (f"{declared.minimum:g}", f"{declared.maximum:g}")


@pytest.mark.parametrize(
    ("name", "logic"),
    [
        ("patient_death_cause", "[patient_vital_status] = 'dead'"),
        ("toxicity_end", "[toxicity_ongoing] = 'no' or [toxicity_ongoing] = ''"),
        ("toxicity_lab_value", "[toxicity_lab_analyte] <> ''"),
        ("toxicity_hospitalised_on", "[toxicity_seriousness(hospitalisation)] = '1'"),
        ("toxicity_grade", ""),
    ],
)
def test_when_a_field_applies_is_branching_logic(name: str, logic: str) -> None:
    assert rows()[name]["branching_logic"] == logic


def test_a_condition_never_names_what_the_reader_has_not() -> None:
    for with_text in (True, False):
        found = rows(instruments(with_text=with_text))
        for row in found.values():
            for name in re.findall(r"\[(\w+)", str(row["branching_logic"])):
                assert name in found


def test_reasons_for_absence_are_those_of_the_field() -> None:
    (reason,) = (v for v in VARIABLES if v.name == "diagnosis_diagnosis_date_missing")
    declared = KINDS["diagnosis"].fields["diagnosis_date"].missing
    assert tuple(reason.choices) == declared


def test_typed_words_are_not_variables_for_who_does_not_see_them() -> None:
    without: set[str] = {v.name for i in instruments(with_text=False) for v in i.variables}
    typed = {v.name for v in VARIABLES if is_typed(v)}
    assert {"toxicity_term_text", "diagnosis_name"} <= typed
    assert without == {v.name for v in VARIABLES} - typed


def is_typed(variable: Variable) -> bool:
    return variable.field is not None and variable.field.is_text
