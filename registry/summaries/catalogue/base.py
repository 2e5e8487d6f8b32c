"""What an output is, and the words for readings, subsets, units and populations."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from types import MappingProxyType

from registry.fields.base import T, ValueSet


class By(StrEnum):
    """What the rows of an output are broken down by, one category each."""

    NOTHING = ""
    KIND = "kind"
    REASON = "reason"
    RESPONSE = "response"
    DIAGNOSIS = "diagnosis"
    GRADE = "grade"
    SOC = "soc"
    TERM = "term"
    ANSWER = "answer"
    STATISTIC = "statistic"
    QUESTIONNAIRE = "questionnaire"
    MONTH = "month"
    GENE = "gene"
    ALTERATION = "alteration"
    PAIR = "pair"
    FIELD = "field"


@dataclass(frozen=True, slots=True)
class Output:
    """An output of the summary of a drug.

    population: over whom it is counted, "" when over nobody. unit: %, patients, events or records. by: its
    categories. parameters: those it depends on, printed in its rows. read: it depends on the reading of the
    responses. source: where the definition comes from. values: the value set of its categories, where they are answers.
    """

    title: T
    definition: T
    population: str
    unit: str
    by: By = By.NOTHING
    parameters: tuple[str, ...] = ()
    read: bool = False
    source: str = ""
    values: ValueSet | None = None


READING_LABELS: Mapping[str, T] = MappingProxyType(
    {
        "reviewed_else_local": T("Relue, sinon locale", "Reviewed, else local"),
        "local": T("Locale", "Local"),
        "reviewed": T("Relue", "Reviewed"),
    }
)

SUBSET_LABELS: Mapping[str, T] = MappingProxyType(
    {
        "all": T("Tous", "All"),
        "monotherapy": T("Monothérapie", "Monotherapy"),
        "combination": T("Association", "Combination"),
    }
)

UNIT_LABELS: Mapping[str, T] = MappingProxyType(
    {
        "%": T("%", "%"),
        "patients": T("patients", "patients"),
        "courses": T("traitements", "courses"),
        "events": T("événements", "events"),
        "queries": T("questions", "queries"),
        "records": T("fiches", "records"),
        "assessments": T("évaluations", "assessments"),
        "points": T("points de %", "percentage points"),
        "kappa": T("kappa", "kappa"),
        "years": T("ans", "years"),
        "months": T("mois", "months"),
        "days": T("jours", "days"),
        "lines": T("lignes", "lines"),
        "kg": T("kg", "kg"),
        "cm": T("cm", "cm"),
        "m2": T("m²", "m²"),
        "score": T("score", "score"),
        "ratio": T("rapport", "ratio"),
        "mg/kg/day": T("mg/kg/jour", "mg/kg/day"),
        "mg/m2/day": T("mg/m²/jour", "mg/m²/day"),
        "patient-months": T("patients-mois", "patient-months"),
        "per 100 patient-months": T("pour 100 patients-mois", "per 100 patient-months"),
    }
)

POPULATION_LABELS: Mapping[str, T] = MappingProxyType(
    {
        "": T("Sans objet", "Not applicable"),
        "registered": T("Patients enregistrés", "Registered patients"),
        "treated": T("Patients traités", "Treated patients"),
        "evaluable": T("Patients évaluables", "Evaluable patients"),
        "responders": T("Répondeurs", "Responders"),
        "serious": T("Toxicités graves des patients traités", "Serious toxicities of treated patients"),
        "authorised": T("Autorisations éligibles", "Eligible authorisations"),
        "expected": T("Valeurs attendues", "Expected values"),
        "living": T("Patients enregistrés vivants", "Living registered patients"),
        "visits": T("Visites de suivi échues", "Follow-up visits that are over"),
        "reports": T("Toxicités sous le médicament", "Toxicities on the drug"),
        "questionnaires": T("Questionnaires attendus", "Expected questionnaires"),
        "dosed": T("Patients dont les doses sont suivies", "Patients with dose periods"),
        "stopped": T("Patients dont le traitement est arrêté", "Patients who stopped the drug"),
    }
)

COURSE_LABELS: Mapping[str, T] = MappingProxyType(
    {
        **POPULATION_LABELS,
        "registered": T("Traitements enregistrés", "Registered courses"),
        "treated": T("Traitements commencés", "Courses begun"),
        "evaluable": T("Traitements évaluables", "Evaluable courses"),
        "responders": T("Traitements avec une réponse", "Courses with a response"),
        "serious": T("Toxicités graves des traitements commencés", "Serious toxicities of courses begun"),
        "dosed": T("Traitements dont les doses sont suivies", "Courses with dose periods"),
        "stopped": T("Traitements arrêtés", "Courses that were stopped"),
    }
)
"""The populations where all courses of a patient are counted, each for itself."""
