"""Units of the laboratory: factors against published equivalents, and what is refused."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from registry.fields.base import T
from registry.terminology import ctcae
from registry.terminology.laboratory.analytes import ANALYTES, convert, names
from registry.terminology.laboratory.rules import RULES
from registry.terminology.laboratory.units import UNITS, words_after

# The same quantity in two units, as laboratories print it.
EQUIVALENTS = [
    ("haemoglobin", 8, "g/dL", 80, "g/L", 0),
    ("haemoglobin", 6.2, "mmol/L", 100, "g/L", 0.1),
    ("neutrophils", 1500, "/mm3", 1.5, "10^9/L", 0),
    ("platelets", 75, "10^3/mm3", 75, "G/L", 0),
    ("creatinine", 1, "mg/dL", 88.42, "umol/L", 0),
    ("creatinine", 10, "mg/L", 88.42, "umol/L", 0),
    ("bilirubin", 1.2, "mg/dL", 20.52, "umol/L", 0),
    ("glucose", 55, "mg/dL", 3.05, "mmol/L", 0.005),
    ("glucose", 1, "g/L", 5.55, "mmol/L", 0.005),
    ("calcium", 8, "mg/dL", 2.0, "mmol/L", 0.005),
    ("calcium", 2, "mEq/L", 1, "mmol/L", 0),
    ("magnesium", 3, "mg/dL", 1.23, "mmol/L", 0.005),
    ("phosphate", 3.1, "mg/dL", 1.0, "mmol/L", 0.005),
    ("cholesterol", 300, "mg/dL", 7.76, "mmol/L", 0.005),
    ("triglycerides", 100, "mg/dL", 1.13, "mmol/L", 0.005),
    ("urate", 7, "mg/dL", 416, "umol/L", 0.5),
    ("albumin", 3, "g/dL", 30, "g/L", 0),
    ("fibrinogen", 50, "mg/dL", 0.5, "g/L", 0),
    ("alt", 1, "ukat/L", 60, "U/L", 0),
    ("troponin_i", 0.04, "ng/mL", 40, "ng/L", 0),
    ("qtc", 0.48, "s", 480, "ms", 0),
    ("urine_protein_creatinine_ratio", 50, "mg/mmol", 0.442, "g/g", 0.0005),
]

PAIRS = [(code, unit) for code, analyte in ANALYTES.items() for unit in analyte.units]


@pytest.mark.parametrize("case", EQUIVALENTS, ids=str)
def test_converts_as_published(case: tuple[str, float, str, float, str, float]) -> None:
    analyte, value, unit, same, other, within = case
    assert convert(analyte, value, unit, other) == pytest.approx(same, rel=1e-15, abs=within)


@given(st.sampled_from(PAIRS), st.decimals("0.001", "99999", places=3))
def test_converts_there_and_back(pair: tuple[str, str], value: object) -> None:
    analyte, unit = pair
    number = float(str(value))
    for other in ANALYTES[analyte].units:
        there = convert(analyte, number, unit, other)
        assert convert(analyte, there, other, unit) == pytest.approx(number, rel=1e-15)


@pytest.mark.parametrize(("unit", "other"), [("mmol/L", "g/L"), ("g/L", "mmol/L"), ("", "g/L")])
def test_refuses_a_unit_it_is_not_measured_in(unit: str, other: str) -> None:
    with pytest.raises(ValueError, match=r"albumin is not measured in .*: use g/L, g/dL\."):
        convert("albumin", 40, unit, other)


def test_refuses_an_unknown_analyte() -> None:
    with pytest.raises(ValueError, match="There is no analyte called vitamin_z"):
        convert("vitamin_z", 1, "g/L", "g/L")


def test_every_unit_has_words_and_is_used() -> None:
    assert {unit for _, unit in PAIRS} == set(UNITS)


def test_each_analyte_has_a_rule_and_each_rule_an_analyte() -> None:
    assert {rule.analyte for rule in RULES} == set(ANALYTES)


def test_knows_its_terms() -> None:
    assert (ANALYTES["potassium"].low, ANALYTES["potassium"].high) == ("hypokalemia", "hyperkalemia")
    assert (ANALYTES["alt"].low, ANALYTES["alt"].high) == (None, "alanine_aminotransferase_increased")


def test_grades_only_what_ctcae_has() -> None:
    for rule in RULES:
        grades = ctcae.terms()[rule.term].grades
        assert {bound.grade for bound in rule.bounds} <= set(grades)
        assert rule.clinical == 0 or rule.clinical in grades


def test_no_two_rules_grade_one_analyte_on_one_side() -> None:
    assert len({(rule.analyte, rule.side) for rule in RULES}) == len(RULES)


def test_names_can_be_told_apart() -> None:
    assert names()["neutrophils"] == T("Neutrophiles", "Neutrophils")
    for language in ("fr", "en"):
        assert len({getattr(name, language) for name in names().values()}) == len(ANALYTES)


def test_a_value_without_unit_is_followed_by_nothing() -> None:
    assert words_after("1") == T("", "")
    assert words_after("%") == T("\u00a0%", "%")
    assert words_after("10^9/L").fr == "\u00a0× 10⁹/L"
