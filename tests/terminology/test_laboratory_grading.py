"""Laboratory values graded by hand from CTCAE v5.0, and the sentences that say why."""

from typing import Any

import pytest

from registry.fields.base import T
from registry.terminology.laboratory.grading import Graded, grade

NB = "\u00a0"

# analyte, value, unit, what is known beside it, term, grade
BY_HAND: list[tuple[str, float, str, dict[str, Any], str | None, int | None]] = [
    ("haemoglobin", 7.9, "g/dL", {"lower": 11.5, "upper": 15.5}, "anemia", 3),
    ("haemoglobin", 80, "g/L", {"lower": 115, "upper": 155}, "anemia", 2),
    ("haemoglobin", 105, "g/L", {"lower": 115, "upper": 155}, "anemia", 1),
    ("haemoglobin", 176, "g/L", {"lower": 115, "upper": 155}, "hemoglobin_increased", 2),
    ("neutrophils", 499, "/mm3", {"lower": 1500}, "neutrophil_count_decreased", 4),
    ("neutrophils", 500, "/mm3", {"lower": 1500}, "neutrophil_count_decreased", 3),
    ("neutrophils", 1.2, "G/L", {}, "neutrophil_count_decreased", 2),
    ("platelets", 74, "10^9/L", {"lower": 150}, "platelet_count_decreased", 2),
    ("platelets", 24_999, "/mm3", {"lower": 150_000}, "platelet_count_decreased", 4),
    ("leukocytes", 101, "G/L", {"lower": 4, "upper": 12}, "leukocytosis", 3),
    ("lymphocytes", 0.4, "G/L", {"lower": 1, "upper": 5}, "lymphocyte_count_decreased", 3),
    ("alt", 120, "U/L", {"upper": 40}, "alanine_aminotransferase_increased", 1),
    ("alt", 121, "U/L", {"upper": 40}, "alanine_aminotransferase_increased", 2),
    ("alt", 301, "U/L", {"upper": 40, "baseline": 60}, "alanine_aminotransferase_increased", 3),
    ("alt", 85, "U/L", {"upper": 40, "baseline": 60}, None, 0),
    ("alt", 90, "U/L", {"upper": 40, "baseline": 60}, "alanine_aminotransferase_increased", 1),
    ("alt", 801, "U/L", {"upper": 40, "baseline": 30}, "alanine_aminotransferase_increased", 4),
    ("ggt", 200, "U/L", {"upper": 60, "baseline": 100}, "ggt_increased", 1),
    ("bilirubin", 3.7, "mg/dL", {"upper": 1.2, "baseline": 0.6}, "blood_bilirubin_increased", 3),
    ("creatinine", 61, "umol/L", {"upper": 60, "baseline": 30}, "creatinine_increased", 2),
    ("creatinine", 91, "umol/L", {"upper": 60, "baseline": 30}, "creatinine_increased", 3),
    ("creatinine", 361, "umol/L", {"upper": 60, "baseline": 30}, "creatinine_increased", 4),
    ("potassium", 3.2, "mmol/L", {"lower": 3.5, "upper": 5}, "hypokalemia", 1),
    ("potassium", 2.9, "mmol/L", {"lower": 3.5, "upper": 5}, "hypokalemia", 3),
    ("potassium", 7.1, "mmol/L", {"lower": 3.5, "upper": 5}, "hyperkalemia", 4),
    ("sodium", 132, "mmol/L", {"lower": 135, "upper": 145}, "hyponatremia", 1),
    ("sodium", 127, "mmol/L", {"lower": 135, "upper": 145}, "hyponatremia", 2),
    ("sodium", 122, "mmol/L", {"lower": 135, "upper": 145}, "hyponatremia", 3),
    ("sodium", 124, "mmol/L", {"lower": 135, "upper": 145}, "hyponatremia", 3),
    ("sodium", 119, "mmol/L", {"lower": 135, "upper": 145}, "hyponatremia", 4),
    ("glucose", 0.38, "g/L", {"lower": 0.7, "upper": 1.1}, "hypoglycemia", 3),
    ("glucose", 12, "mmol/L", {"lower": 3.9, "upper": 6.1}, "hyperglycemia", 1),
    ("glucose", 12, "mmol/L", {"lower": 3.9, "upper": 6.1, "baseline": 13}, None, 0),
    ("calcium", 1.74, "mmol/L", {"lower": 2.2, "upper": 2.6}, "hypocalcemia", 3),
    ("calcium_ionised", 1.7, "mmol/L", {"lower": 1.1, "upper": 1.3}, "hypercalcemia", 3),
    ("magnesium", 0.45, "mmol/L", {"lower": 0.7, "upper": 1}, "hypomagnesemia", 2),
    ("triglycerides", 1.71, "mmol/L", {}, "hypertriglyceridemia", 1),
    ("triglycerides", 1.7, "mmol/L", {}, None, 0),
    ("triglycerides", 4, "mmol/L", {}, "hypertriglyceridemia", 2),
    ("cholesterol", 10.35, "mmol/L", {"upper": 5.2}, "cholesterol_high", 3),
    ("lipase", 100, "U/L", {"upper": 60}, "lipase_increased", 2),
    ("lipase", 300, "U/L", {"upper": 60}, "lipase_increased", 2),
    ("amylase", 301, "U/L", {"upper": 60}, "serum_amylase_increased", 3),
    ("amylase", 300, "U/L", {"upper": 60}, "serum_amylase_increased", 2),
    ("urate", 361, "umol/L", {"upper": 360}, "hyperuricemia", 1),
    ("urate", 360, "umol/L", {"upper": 360}, None, 0),
    ("lipase", 301, "U/L", {"upper": 60}, "lipase_increased", 3),
    ("cpk", 1701, "U/L", {"upper": 170}, "cpk_increased", 4),
    ("fibrinogen", 0.49, "g/L", {}, "fibrinogen_decreased", 4),
    ("fibrinogen", 1.7, "g/L", {"lower": 2, "baseline": 3.5}, "fibrinogen_decreased", 3),
    ("fibrinogen", 1.75, "g/L", {"lower": 2, "baseline": 3.5}, "fibrinogen_decreased", 3),
    ("fibrinogen", 1.76, "g/L", {"lower": 2, "baseline": 3.5}, "fibrinogen_decreased", 2),
    ("qtc", 482, "ms", {"baseline": 430}, "electrocardiogram_qt_corrected_interval_prolonged", 2),
    ("qtc", 455, "ms", {"baseline": 390}, "electrocardiogram_qt_corrected_interval_prolonged", 3),
    ("ejection_fraction", 45, "%", {}, "ejection_fraction_decreased", 2),
    ("ejection_fraction", 55, "%", {"baseline": 66}, "ejection_fraction_decreased", 2),
    ("ejection_fraction", 19, "%", {}, "ejection_fraction_decreased", 4),
    ("egfr", 28, "mL/min/1.73m2", {"lower": 90}, "chronic_kidney_disease", 3),
    ("urine_protein", 1.2, "g/24h", {"upper": 0.15, "age_years": 9}, "proteinuria", 1),
    ("urine_protein", 1.2, "g/24h", {"upper": 0.15, "age_years": 18}, "proteinuria", 2),
    ("urine_protein_creatinine_ratio", 2, "g/g", {"age_years": 17}, "proteinuria", 3),
    ("urine_protein_creatinine_ratio", 2, "g/g", {"age_years": 18}, None, None),
    ("ph", 7.28, "1", {"lower": 7.35, "upper": 7.45}, "acidosis", 3),
    ("inr", 1.6, "1", {}, "inr_increased", 2),
    ("eosinophils", 0.8, "G/L", {"upper": 0.5}, "eosinophilia", 1),
]


@pytest.mark.parametrize("case", BY_HAND, ids=str)
def test_grades_as_by_hand(case: tuple[str, float, str, dict[str, Any], str | None, int | None]) -> None:
    analyte, value, unit, beside, term, expected = case
    graded = grade(analyte, value, unit, **beside)
    assert (graded.term, graded.grade) == (term, expected)


REASONS: list[tuple[Graded, T]] = [
    (
        grade("neutrophils", 0.4, "10^9/L", lower=1.5),
        T(
            f"Neutrophiles 0,4{NB}× 10⁹/L < 0,5{NB}: grade{NB}4.",
            f"Neutrophils 0.4{NB}× 10⁹/L < 0.5: grade 4.",
        ),
    ),
    (
        grade("platelets", 20_000, "/mm3", lower=150_000),
        T(
            f"Plaquettes 20{NB}× 10⁹/L (20\u202f000{NB}/mm³) < 25{NB}: grade{NB}4.",
            f"Platelets 20{NB}× 10⁹/L (20,000{NB}/mm³) < 25: grade 4.",
        ),
    ),
    (
        grade("alt", 180, "U/L", upper=40),
        T(
            f"ALAT 180{NB}UI/L > 3 × LSN (40){NB}: grade{NB}2. Sans valeur initiale, le grade peut changer.",
            f"ALT 180{NB}U/L > 3 × ULN (40): grade 2. Without the baseline the grade may change.",
        ),
    ),
    (
        grade("alt", 30, "U/L", upper=40, baseline=60),
        T(
            f"ALAT 30{NB}UI/L < 1,5 × valeur initiale (60){NB}: pas de toxicité.",
            f"ALT 30{NB}U/L < 1.5 × baseline (60): no toxicity.",
        ),
    ),
    (
        grade("potassium", 4.1, "mmol/L", lower=3.5, upper=5),
        T(
            f"Potassium 4,1{NB}mmol/L ≥ LIN (3,5) et ≤ LSN (5){NB}: pas de toxicité.",
            f"Potassium 4.1{NB}mmol/L ≥ LLN (3.5) and ≤ ULN (5): no toxicity.",
        ),
    ),
    (
        grade("potassium", 4.1, "mmol/L"),
        T(
            f"Potassium 4,1{NB}mmol/L{NB}: pas de grade sans limite inférieure de la normale "
            "ni limite supérieure de la normale.",
            f"Potassium 4.1{NB}mmol/L: no grade without the lower limit of normal and the upper limit of normal.",
        ),
    ),
    (
        grade("potassium", 3.2, "mmol/L", lower=3.5),
        T(
            f"Potassium 3,2{NB}mmol/L < LIN (3,5){NB}: grade{NB}1. "
            f"Selon les symptômes ou le traitement, jusqu’au grade{NB}4.",
            f"Potassium 3.2{NB}mmol/L < LLN (3.5): grade 1. Symptoms or treatment may raise it to grade 4.",
        ),
    ),
    (
        grade("haemoglobin", 95, "g/L", lower=90, upper=140),
        T(
            f"Hémoglobine 95{NB}g/L < 100{NB}: grade{NB}2. Dans les limites données{NB}: la borne est celle du CTCAE. "
            f"Selon les symptômes ou le traitement, jusqu’au grade{NB}4.",
            f"Haemoglobin 95{NB}g/L < 100: grade 2. Within the limits given: the bound is CTCAE’s. "
            "Symptoms or treatment may raise it to grade 4.",
        ),
    ),
    (
        grade("ejection_fraction", 52, "%", baseline=66),
        T(
            f"Fraction d’éjection 52{NB}% ≤ valeur initiale (66) − 10{NB}: grade{NB}2.",
            "Ejection fraction 52% ≤ baseline (66) − 10: grade 2.",
        ),
    ),
    (
        grade("inr", 2, "1"),
        T(
            f"INR 2 > 1,5{NB}: grade{NB}2. Sous anticoagulant, le CTCAE compare à la valeur initiale.",
            "INR 2 > 1.5: grade 2. On anticoagulants, CTCAE compares with the baseline.",
        ),
    ),
    (
        grade("urine_protein_creatinine_ratio", 0.4, "g/g", age_years=20),
        T(
            f"Rapport protéines/créatinine urinaire 0,4{NB}g/g{NB}: le CTCAE n’a pas de borne à cet âge.",
            f"Urine protein/creatinine ratio 0.4{NB}g/g: CTCAE has no bound at this age.",
        ),
    ),
]


@pytest.mark.parametrize(("graded", "reason"), REASONS)
def test_says_why(graded: Graded, reason: T) -> None:
    assert graded.reason == reason


LACKING: list[tuple[str, float, str, dict[str, Any], int | None, tuple[str, ...]]] = [
    ("potassium", 4, "mmol/L", {"lower": 3.5}, None, ("upper",)),
    ("potassium", 4, "mmol/L", {}, None, ("lower", "upper")),
    ("potassium", 2, "mmol/L", {}, 4, ()),
    ("haemoglobin", 95, "g/L", {}, 2, ()),
    ("alt", 30, "U/L", {}, None, ("upper", "baseline")),
    ("alt", 30, "U/L", {"upper": 40}, 0, ()),
    ("alt", 50, "U/L", {"upper": 40}, 1, ("baseline",)),
    ("creatinine", 100, "umol/L", {"baseline": 30}, 3, ("upper",)),
    ("creatinine", 20, "umol/L", {"upper": 60}, 0, ("baseline",)),
    ("qtc", 430, "ms", {}, 0, ("baseline",)),
    ("urine_protein", 1.2, "g/24h", {"upper": 0.2}, 1, ("age",)),
    ("urine_protein_creatinine_ratio", 0.1, "g/g", {}, None, ("age",)),
]


@pytest.mark.parametrize("case", LACKING, ids=str)
def test_says_what_is_missing(
    case: tuple[str, float, str, dict[str, Any], int | None, tuple[str, ...]],
) -> None:
    analyte, value, unit, beside, expected, lacking = case
    graded = grade(analyte, value, unit, **beside)
    assert (graded.grade, graded.lacking) == (expected, lacking)


@pytest.mark.parametrize(
    ("analyte", "value", "beside", "possible"),
    [
        ("lipase", 100, {"upper": 60}, 2),
        ("lipase", 130, {"upper": 60}, 3),
        ("amylase", 301, {"upper": 60}, 4),
        ("alt", 50, {"upper": 40}, 1),
        ("ldh", 200, {"upper": 300}, 0),
    ],
)
def test_says_how_high_signs_may_take_it(
    analyte: str, value: float, beside: dict[str, Any], possible: int
) -> None:
    assert grade(analyte, value, "U/L", **beside).possible == possible


def test_takes_the_side_that_is_out_of_limits() -> None:
    """An infant with 4.5 where 5 to 9.5 is normal: low, though CTCAE calls more than 4 increased."""
    graded = grade("lymphocytes", 4.5, "G/L", lower=5, upper=9.5)
    assert (graded.term, graded.grade) == ("lymphocyte_count_decreased", 1)


def test_says_that_a_graded_value_is_within_its_limits() -> None:
    assert grade("lymphocytes", 6, "G/L", lower=5, upper=9.5).within_limits
    assert not grade("lymphocytes", 10, "G/L", lower=5, upper=9.5).within_limits
    assert not grade("lymphocytes", 10, "G/L").within_limits


@pytest.mark.parametrize("wrong", [-1.0, float("nan"), float("inf")])
@pytest.mark.parametrize("place", ["value", "lower", "upper", "baseline"])
def test_refuses_what_no_laboratory_reports(wrong: float, place: str) -> None:
    numbers: dict[str, Any] = {"value": 4, "lower": 3.5, "upper": 5, "baseline": 4} | {place: wrong}
    with pytest.raises(ValueError, match="numbers from 0 up"):
        grade("potassium", numbers.pop("value"), "mmol/L", **numbers)


def test_refuses_limits_the_wrong_way_round() -> None:
    with pytest.raises(ValueError, match="lower limit of normal is above the upper"):
        grade("potassium", 4, "mmol/L", lower=5, upper=3.5)


def test_refuses_a_unit_it_is_not_measured_in() -> None:
    with pytest.raises(ValueError, match="potassium is not measured in g/L"):
        grade("potassium", 4, "g/L")
