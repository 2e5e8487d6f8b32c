"""The bounds of the laboratory terms of CTCAE v5.0, as facts: one row per term and analyte.

A bound is read "grade 3 when the value is < 80" or "> 5 × upper limit". Numbers are in the canonical unit of the
analyte (see `analytes`). Where CTCAE prints mg/dL and mmol/L side by side, the SI figure stands here, so that a
grade does not depend on the unit of the report. The ranges that CTCAE prints in whole numbers (QTc 481-500,
sodium 120-124) are taken as printed: the worse grade begins at its own number.
"""

from __future__ import annotations

from functools import cache

from registry.fields.base import T
from registry.terminology.laboratory.bounds import (
    Bound,
    Given,
    Of,
    Rule,
    Side,
    above,
    at_least,
    at_most,
    below,
)

_LLN = below("1", of=Of.LOWER)
_ULN = above("1", of=Of.UPPER)


def _liver(*upper: str, first: tuple[Bound, ...]) -> tuple[Bound, ...]:
    """Multiples of the upper limit, or of a baseline that was abnormal: the same but for the `first` grade."""
    return (
        *above(*upper, of=Of.UPPER, given=Given.BASELINE_NORMAL),
        *first,
        *above(None, *upper[1:], of=Of.BASELINE, given=Given.BASELINE_ABNORMAL),
    )


def _from_baseline(number: str) -> tuple[Bound, ...]:
    return at_least(number, of=Of.BASELINE, given=Given.BASELINE_ABNORMAL)


_OVER_BASELINE = above("1", of=Of.BASELINE, given=Given.BASELINE_ABNORMAL)
_OVER_BOTH = (*above("1", of=Of.UPPER, given=Given.BASELINE_NORMAL), *_OVER_BASELINE)
"""Above the upper limit and above the baseline."""

_PANCREAS = (
    *above("1", "1.5", "5", of=Of.UPPER),
    *above(None, None, "2", "5", of=Of.UPPER, given=Given.SYMPTOMS),
)

_INFARCTION = T(
    "Au seuil d’infarctus du fabricant, grade\u00a03.", "At the maker’s threshold for infarction, grade 3."
)
_ANTICOAGULANTS = T(
    "Sous anticoagulant, le CTCAE compare à la valeur initiale.",
    "On anticoagulants, CTCAE compares with the baseline.",
)
_LASTING = T("Vaut pour une atteinte durable du rein.", "Holds for a lasting loss of kidney function.")
_RATIO = T(
    "Avant 18 ans, le rapport protéines/créatinine donne les grades 2 et 3.",
    "Under 18, the protein/creatinine ratio gives grades 2 and 3.",
)

_LOW, _HIGH = Side.LOW, Side.HIGH

RULES: tuple[Rule, ...] = (
    # Blood counts
    Rule("anemia", "haemoglobin", _LOW, (*_LLN, *below(None, "100", "80")), clinical=4),
    Rule("hemoglobin_increased", "haemoglobin", _HIGH, (*_ULN, *above(None, "20", "40", of=Of.OVER_UPPER))),
    Rule("white_blood_cell_decreased", "leukocytes", _LOW, (*_LLN, *below(None, "3", "2", "1"))),
    Rule("leukocytosis", "leukocytes", _HIGH, above(None, None, "100"), clinical=4),
    Rule("neutrophil_count_decreased", "neutrophils", _LOW, (*_LLN, *below(None, "1.5", "1", "0.5"))),
    Rule("lymphocyte_count_decreased", "lymphocytes", _LOW, (*_LLN, *below(None, "0.8", "0.5", "0.2"))),
    Rule("lymphocyte_count_increased", "lymphocytes", _HIGH, above(None, "4", "20")),
    Rule("cd4_lymphocytes_decreased", "cd4_lymphocytes", _LOW, (*_LLN, *below(None, "0.5", "0.2", "0.05"))),
    Rule("eosinophilia", "eosinophils", _HIGH, _OVER_BOTH, clinical=3),
    Rule("platelet_count_decreased", "platelets", _LOW, (*_LLN, *below(None, "75", "50", "25"))),
    Rule("methemoglobinemia", "methaemoglobin", _HIGH, above(None, "1", of=Of.UPPER), clinical=4),
    # Clotting
    Rule(
        "activated_partial_thromboplastin_time_prolonged",
        "aptt",
        _HIGH,
        above("1", "1.5", "2.5", of=Of.UPPER),
        clinical=3,
    ),
    Rule(
        "inr_increased",
        "inr",
        _HIGH,
        (
            *above("1.2", "1.5", "2.5"),
            *above("1", "1.5", "2.5", of=Of.BASELINE, given=Given.ANTICOAGULANTS),
        ),
        caution=_ANTICOAGULANTS,
    ),
    Rule(
        "fibrinogen_decreased",
        "fibrinogen",
        _LOW,
        (
            *below("1", "0.75", "0.5", "0.25", of=Of.LOWER),
            *below(None, None, None, "0.5"),
            *at_most(None, "0.75", "0.5", "0.25", of=Of.BASELINE, given=Given.BELOW_LOWER),
        ),
    ),
    Rule("haptoglobin_decreased", "haptoglobin", _LOW, _LLN),
    # Liver, pancreas, muscle, heart
    Rule(
        "alanine_aminotransferase_increased",
        "alt",
        _HIGH,
        _liver("1", "3", "5", "20", first=_from_baseline("1.5")),
    ),
    Rule(
        "aspartate_aminotransferase_increased",
        "ast",
        _HIGH,
        _liver("1", "3", "5", "20", first=_from_baseline("1.5")),
    ),
    Rule(
        "alkaline_phosphatase_increased",
        "alp",
        _HIGH,
        _liver("1", "2.5", "5", "20", first=_from_baseline("2")),
    ),
    Rule("ggt_increased", "ggt", _HIGH, _liver("1", "2.5", "5", "20", first=_from_baseline("2"))),
    Rule(
        "blood_bilirubin_increased", "bilirubin", _HIGH, _liver("1", "1.5", "3", "10", first=_OVER_BASELINE)
    ),
    Rule("blood_lactate_dehydrogenase_increased", "ldh", _HIGH, _ULN),
    Rule("lipase_increased", "lipase", _HIGH, _PANCREAS),
    Rule("serum_amylase_increased", "amylase", _HIGH, _PANCREAS),
    Rule("cpk_increased", "cpk", _HIGH, above("1", "2.5", "5", "10", of=Of.UPPER)),
    Rule("cardiac_troponin_i_increased", "troponin_i", _HIGH, _ULN, clinical=3, caution=_INFARCTION),
    Rule("cardiac_troponin_t_increased", "troponin_t", _HIGH, _ULN, clinical=3, caution=_INFARCTION),
    Rule(
        "electrocardiogram_qt_corrected_interval_prolonged",
        "qtc",
        _HIGH,
        (*at_least("450", "481", "501"), *above(None, None, "60", of=Of.OVER_BASELINE)),
        clinical=4,
    ),
    Rule(
        "ejection_fraction_decreased",
        "ejection_fraction",
        _LOW,
        (
            *at_most(None, "50", "39"),
            *below(None, None, None, "20"),
            *at_most(None, "10", "20", of=Of.UNDER_BASELINE),
        ),
    ),
    # Kidney
    Rule(
        "creatinine_increased",
        "creatinine",
        _HIGH,
        (*above("1", "1.5", "3", "6", of=Of.UPPER), *above(None, "1.5", "3", of=Of.BASELINE)),
    ),
    Rule(
        "chronic_kidney_disease",
        "egfr",
        _LOW,
        (*_LLN, *at_most(None, "59", "29"), *below(None, None, None, "15")),
        clinical=4,
        caution=_LASTING,
    ),
    Rule(
        "proteinuria",
        "urine_protein",
        _HIGH,
        (*at_least("1", of=Of.UPPER), *at_least(None, "1", "3.5", given=Given.ADULT)),
        caution=_RATIO,
    ),
    Rule(
        "proteinuria",
        "urine_protein_creatinine_ratio",
        _HIGH,
        (*at_least(None, "0.5", given=Given.CHILD), *above(None, None, "1.9", given=Given.CHILD)),
    ),
    # Electrolytes, acids, metabolism
    Rule(
        "hyponatremia",
        "sodium",
        _LOW,
        (
            *_LLN,
            *at_most(None, "129", "124"),
            *below(None, None, None, "120"),
            *at_most(None, None, "129", given=Given.SYMPTOMS),
        ),
        clinical=4,
    ),
    Rule("hypernatremia", "sodium", _HIGH, (*_ULN, *above(None, "150", "155", "160")), clinical=4),
    Rule(
        "hypokalemia",
        "potassium",
        _LOW,
        (
            *_LLN,
            *below(None, None, "3", "2.5"),
            *below(None, "1", of=Of.LOWER, given=Given.SYMPTOMS),
        ),
        clinical=4,
    ),
    Rule("hyperkalemia", "potassium", _HIGH, (*_ULN, *above(None, "5.5", "6", "7")), clinical=4),
    Rule("hypocalcemia", "calcium", _LOW, (*_LLN, *below(None, "2", "1.75", "1.5")), clinical=4),
    Rule("hypercalcemia", "calcium", _HIGH, (*_ULN, *above(None, "2.9", "3.1", "3.4")), clinical=4),
    Rule("hypocalcemia", "calcium_ionised", _LOW, (*_LLN, *below(None, "1", "0.9", "0.8")), clinical=4),
    Rule("hypercalcemia", "calcium_ionised", _HIGH, (*_ULN, *above(None, "1.5", "1.6", "1.8")), clinical=4),
    Rule("hypomagnesemia", "magnesium", _LOW, (*_LLN, *below(None, "0.5", "0.4", "0.3")), clinical=4),
    Rule("hypermagnesemia", "magnesium", _HIGH, (*_ULN, *above(None, None, "1.23", "3.3")), clinical=4),
    Rule("hypophosphatemia", "phosphate", _LOW, _LLN, clinical=4),
    Rule("hyperphosphatemia", "phosphate", _HIGH, _ULN, clinical=4),
    Rule("blood_bicarbonate_decreased", "bicarbonate", _LOW, _LLN),
    Rule("acidosis", "ph", _LOW, (*_LLN, *below(None, None, "7.3")), clinical=4),
    Rule("alkalosis", "ph", _HIGH, (*_ULN, *above(None, None, "7.5")), clinical=4),
    Rule("hypoglycemia", "glucose", _LOW, (*_LLN, *below(None, "3", "2.2", "1.7")), clinical=4),
    Rule("hyperglycemia", "glucose", _HIGH, _OVER_BOTH, clinical=4),
    Rule("hypoalbuminemia", "albumin", _LOW, (*_LLN, *below(None, "30", "20")), clinical=4),
    Rule("cholesterol_high", "cholesterol", _HIGH, (*_ULN, *above(None, "7.75", "10.34", "12.92"))),
    Rule(
        "hypertriglyceridemia",
        "triglycerides",
        _HIGH,
        (*at_least("1.71"), *above(None, "3.42", "5.7", "11.4")),
        clinical=4,
    ),
    Rule(
        "hyperuricemia",
        "urate",
        _HIGH,
        (*_ULN, *above(None, None, "1", of=Of.UPPER, given=Given.SYMPTOMS)),
        clinical=4,
    ),
    Rule("thyroid_stimulating_hormone_increased", "tsh", _HIGH, _ULN),
)
"""The table. A term that two analytes grade (calcium, proteinuria) has a row for each."""


@cache
def rules_of(analyte: str) -> tuple[Rule, ...]:
    """The rules of an analyte: one, or one for each side."""
    return tuple(rule for rule in RULES if rule.analyte == analyte)


@cache
def term_of(analyte: str, side: Side) -> str | None:
    """The term that an analyte grades on a side; None where CTCAE has none."""
    return next((rule.term for rule in rules_of(analyte) if rule.side is side), None)
