"""The response criteria: the published codes, and what each counts as."""

import re

import pytest

from registry.fields.values import RESPONSE_CATEGORY
from registry.terminology.responses import MeasureKind, Objective, Progression, code_of, criteria
from tests.terminology.reference import rows_of

OBJECTIVE = {"1": Objective.YES, "minor": Objective.MINOR, "0": Objective.NO}

# (criterion, code): category, objective response, disease control, progression.
KNOWN = {
    ("RECIST_1_1", "PR"): ("PR", "yes", True, "no"),
    ("RECIST_1_1", "NON-CR/NON-PD"): ("SD", "no", True, "no"),
    ("RAPNO_LGG", "MR"): ("MR", "minor", True, "no"),
    ("iRECIST", "iUPD"): ("PD", "no", False, "pending"),
    ("iRECIST", "iCPD"): ("PD", "no", False, "yes"),
    ("REINS_PN", "uPR"): ("PR", "no", True, "no"),
    ("DEAUVILLE", "4"): ("", "no", False, "no"),
    ("AML_ELN", "DA"): ("NE", "no", False, "no"),
    ("LCH_HS", "NAD"): ("CR", "yes", True, "no"),
}

UNITS = {
    MeasureKind.DIAMETERS: "mm",
    MeasureKind.PRODUCT: "mm²",
    MeasureKind.VOLUME: "cm³",
    MeasureKind.PERCENT: "%",
    MeasureKind.UPTAKE: "g/mL",
    MeasureKind.SCORE: "",
    MeasureKind.NONE: "",
}


def test_holds_the_published_codes_and_what_they_count_as() -> None:
    published = [
        (
            row["criteria_id"],
            row["code"],
            row["category"],
            OBJECTIVE[row["objective_response"]],
            row["disease_control"] == "1",
            Progression(row["progression"]),
            int(row["order"]),
        )
        for row in rows_of("response_value_sets.csv")
    ]
    own = [
        (
            criterion.key,
            code.code,
            code.category,
            code.objective_response,
            code.disease_control,
            code.progression,
            code.order,
        )
        for criterion in criteria().values()
        for code in criterion.codes
    ]
    assert sorted(own) == sorted(published)


def test_names_every_year_of_the_published_version() -> None:
    for row in rows_of("response_value_sets.csv"):
        for year in re.findall(r"\d{4}", row["version"]):
            assert year in criteria()[row["criteria_id"]].version


def test_has_21_criteria_and_144_codes() -> None:
    assert len(criteria()) == 21
    assert sum(len(criterion.codes) for criterion in criteria().values()) == 144


@pytest.mark.parametrize(("where", "counts"), KNOWN.items())
def test_a_code_counts_as_its_criterion_says(
    where: tuple[str, str], counts: tuple[str, str, bool, str]
) -> None:
    code = code_of(*where)
    assert code is not None
    assert (code.category, code.objective_response, code.disease_control, code.progression) == counts


def test_a_code_of_another_criterion_is_none() -> None:
    assert code_of("RECIST_1_1", "CMR") is None
    assert code_of("no such criterion", "CR") is None


def test_categories_are_those_of_the_fields() -> None:
    for criterion in criteria().values():
        for code in criterion.codes:
            assert code.category in ("", *RESPONSE_CATEGORY.codes)


def test_codes_and_labels_are_told_apart_within_a_criterion() -> None:
    for criterion in criteria().values():
        for seen in (
            [code.code for code in criterion.codes],
            [code.label.fr for code in criterion.codes],
            [code.label.en for code in criterion.codes],
        ):
            assert len(set(seen)) == len(seen), criterion.key
        assert [code.order for code in criterion.codes] == list(range(1, len(criterion.codes) + 1))


def test_a_progression_is_neither_a_response_nor_disease_control() -> None:
    for criterion in criteria().values():
        for code in criterion.codes:
            if code.progression is not Progression.NO:
                assert (code.objective_response, code.disease_control) == (Objective.NO, False)


def test_what_is_measured_has_the_unit_of_its_kind() -> None:
    for criterion in criteria().values():
        assert criterion.unit == UNITS[criterion.measure_kind], criterion.key
        assert (criterion.measure is None) == (criterion.measure_kind is MeasureKind.NONE)
    assert criteria()["RECIST_1_1"].measure_kind is MeasureKind.DIAMETERS
    assert criteria()["REINS_PN"].measure_kind is MeasureKind.VOLUME
    assert criteria()["RAPNO_LGG"].measure_kind is MeasureKind.PRODUCT
