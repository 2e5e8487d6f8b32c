"""The words of a row's category, in French and English."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from registry.fields.alteration import ALTERATION_TYPE
from registry.fields.base import T
from registry.fields.catalogue import KINDS
from registry.fields.diagnosis import STAGE_SYSTEM
from registry.fields.questionnaire import INSTRUMENT, RESPONDENT
from registry.fields.values import DIAGNOSIS_CATEGORY, GRADE, RESPONSE_CATEGORY, VISIT
from registry.summaries.catalogue import COURSE_LABELS, OUTPUTS, POPULATION_LABELS, By
from registry.summaries.columns import COLUMNS
from registry.summaries.parameters import ALL_COURSES
from registry.summaries.populations import ALL, UNKNOWN
from registry.summaries.table import Row
from registry.terminology.ctcae import SOCS, terms

EVERY_COURSE = f"courses={ALL_COURSES}"
"""What a row notes that counts all courses of a patient."""

_ALL = T("Tous", "All")
_UNKNOWN = T("Non renseigné", "Not recorded")

_NO_ANSWER: Mapping[str, T] = MappingProxyType(
    {"unknown": _UNKNOWN, "not_applicable": T("Non applicable", "Not applicable")}
)

_STATISTICS: Mapping[str, T] = MappingProxyType(
    {
        "mean": T("Moyenne", "Mean"),
        "sd": T("Écart-type", "Standard deviation"),
        "median": T("Médiane", "Median"),
        "q1": T("1er quartile", "1st quartile"),
        "q3": T("3e quartile", "3rd quartile"),
        "min": T("Minimum", "Minimum"),
        "max": T("Maximum", "Maximum"),
    }
)

_REASONS: Mapping[str, T] = MappingProxyType(
    {
        "not_started": T("Traitement non commencé", "Not started"),
        "no_baseline": T("Pas d’évaluation de référence", "No baseline assessment"),
        "no_later_assessment": T("Pas d’évaluation après la référence", "No assessment after baseline"),
        "no_reading": T("Lecture en attente", "Reading not yet done"),
        "not_evaluable_only": T("Évaluations toutes non évaluables", "All assessments not evaluable"),
    }
)

_KINDS: Mapping[str, T] = MappingProxyType(
    {
        **{
            name: KINDS[columns[0].removesuffix("_id")].record.plural
            for name, columns in COLUMNS.items()
            if "status" in columns
        },
        "patients": T("Patients", "Patients"),
        "diagnoses": T("Diagnostics", "Diagnoses"),
        "courses": T("Traitements", "Courses"),
        "assessments": T("Évaluations", "Assessments"),
        "toxicities": T("Toxicités", "Toxicities"),
    }
)

_DEATH = T("Décès d’une autre cause avant évaluation", "Death of another cause before assessment")

_WORDS: Mapping[By, Mapping[str, T]] = MappingProxyType(
    {
        By.NOTHING: {ALL: _ALL},
        By.REASON: _REASONS,
        By.KIND: _KINDS,
        By.RESPONSE: {choice.code: choice.label for choice in RESPONSE_CATEGORY} | {"death": _DEATH},
        By.DIAGNOSIS: {ALL: _ALL, UNKNOWN: _UNKNOWN}
        | {choice.code: choice.label for choice in DIAGNOSIS_CATEGORY},
        By.GRADE: {UNKNOWN: _UNKNOWN} | {choice.code: choice.label for choice in GRADE},
        By.STATISTIC: _STATISTICS,
        By.SOC: {UNKNOWN: _UNKNOWN, **SOCS},
    }
)


def category_label(output: str, category: str) -> T:
    """The words of a category of an output."""
    by = OUTPUTS[output].by
    if by is By.TERM:
        return _term_label(category)
    if by is By.QUESTIONNAIRE:
        return _questionnaire_label(category)
    if by is By.ANSWER:
        return _answer_label(output, category)
    if by is By.MONTH:
        return T(f"{category} mois", f"{category} months")
    if by is By.ALTERATION:
        return _alteration_label(category)
    if by is By.PAIR:
        return _pair_label(category)
    if by is By.FIELD:
        return _field_label(category)
    return _WORDS.get(by, {}).get(category) or T(category, category)


def population_label(row: Row) -> T:
    """Whom the N of a row counts: patients, or each of their courses."""
    labels = COURSE_LABELS if EVERY_COURSE in row.parameters else POPULATION_LABELS
    return labels[row.population]


def _answer_label(output: str, category: str) -> T:
    """The words of an answer; one that no value set declares is its own."""
    if category in _NO_ANSWER:
        return _NO_ANSWER[category]
    if output == "baseline_stage":
        return _stage_label(category)
    declared = OUTPUTS[output].values
    return declared.label(category) if declared else T(category, category)


def _stage_label(category: str) -> T:
    """The words of a staging system, then the stage as it was typed."""
    code, colon, stage = category.partition(": ")
    system = STAGE_SYSTEM.label(code)
    return T(f"{system.fr} : {stage}", f"{system.en}: {stage}") if colon else system


def _alteration_label(category: str) -> T:
    """A gene and the type of its alteration, written GENE/type."""
    gene, _, type_ = category.rpartition("/")
    if not gene:
        return _UNKNOWN
    words = ALTERATION_TYPE.label(type_)
    return T(f"{gene}, {words.fr.lower()}", f"{gene}, {words.en.lower()}")


def _pair_label(category: str) -> T:
    """What the centre read and what the reviewer read, written LOCAL>REVIEWED."""
    local, reviewed = map(RESPONSE_CATEGORY.label, category.split(">"))
    return T(
        f"{local.fr}, relue {reviewed.fr[:1].lower()}{reviewed.fr[1:]}",
        f"{local.en}, reviewed as {reviewed.en[:1].lower()}{reviewed.en[1:]}",
    )


def _field_label(category: str) -> T:
    """A field and its record, written KIND.FIELD."""
    if category == ALL:
        return _ALL
    kind, _, name = category.partition(".")
    record, field = KINDS[kind].record.label, KINDS[kind].fields[name].label
    return T(f"{record.fr} : {field.fr}", f"{record.en}: {field.en}")


def _questionnaire_label(category: str) -> T:
    """Instrument, respondent, visit and statistic in words."""
    words = [_questionnaire_word(part) for part in category.split(" / ")]
    return T(", ".join(word.fr for word in words), ", ".join(word.en for word in words))


def _questionnaire_word(part: str) -> T:
    code, _, name = part.partition(": ")
    if name:
        return T(name, name)
    for known in (INSTRUMENT, RESPONDENT, VISIT):
        if code in known:
            return known.label(code)
    return _STATISTICS.get(code) or T(code, code)


def soc_of(category: str) -> str:
    """The organ class of a category of toxicity_term."""
    term = terms().get(category.partition(": ")[0])
    return term.soc if term else UNKNOWN


def _term_label(category: str) -> T:
    """The name of the term; of "Other, specify", the text that was typed."""
    key, _, text = category.partition(": ")
    if text:
        return T(text, text)
    if category == UNKNOWN:
        return _UNKNOWN
    return terms()[key].name if key in terms() else T(key, key)
