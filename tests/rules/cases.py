"""Every rule: a case that breaks it and one, as near as can be, that does not."""

from collections.abc import Mapping

from tests.rules import (
    cases_access,
    cases_course,
    cases_disease,
    cases_measures,
    cases_patient,
    cases_toxicity,
)
from tests.rules.given import Pair

CASES: Mapping[str, Mapping[str, Pair]] = {
    "drug": cases_access.DRUG,
    "patient": cases_patient.PATIENT,
    "consent": cases_patient.CONSENT,
    "diagnosis": cases_disease.DIAGNOSIS,
    "alteration": cases_disease.ALTERATION,
    "history": cases_disease.HISTORY,
    "prior_line": cases_disease.PRIOR_LINE,
    "concomitant": cases_disease.CONCOMITANT,
    "subsequent": cases_disease.SUBSEQUENT,
    "board": cases_access.BOARD,
    "access_request": cases_access.ACCESS_REQUEST,
    "course": cases_course.COURSE,
    "initiation": cases_course.INITIATION,
    "dose_period": cases_course.DOSE_PERIOD,
    "follow_up": cases_course.FOLLOW_UP,
    "lab_result": cases_measures.LAB_RESULT,
    "assessment": cases_measures.ASSESSMENT,
    "ctdna": cases_measures.CTDNA,
    "questionnaire": cases_measures.QUESTIONNAIRE,
    "toxicity": cases_toxicity.TOXICITY,
    "toxicity_grade": cases_toxicity.TOXICITY_GRADE,
    "declaration": cases_toxicity.DECLARATION,
    "special_situation": cases_toxicity.SPECIAL_SITUATION,
}
"""By kind and code."""
