"""Rules of quality-of-life questionnaires."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from registry.fields.base import T
from registry.rules.base import Case, ask, refuse
from registry.rules.dates import after_death, before_birth, future, is_at_least, is_under
from registry.rules.visits import visit_rules

_FILLED = T("Le questionnaire", "The questionnaire")

ADULT = 18

AGES: Mapping[str, tuple[int, int]] = MappingProxyType(
    {
        "pedsql_core": (2, 26),
        "pedsql_cancer": (2, 26),
        "eq5d_y": (4, 16),
        "qlq_c30": (18, 130),
        "promis_25": (5, 18),
        "ped_pro_ctcae": (7, 18),
    }
)
"""The ages an instrument was made for, proxy versions included: from so many completed years to under so many."""

OF_A_HUNDRED = ("pedsql_core", "pedsql_cancer", "pedsql_nf1", "qlq_c30", "kindl")
"""Instruments whose scores run from 0 to 100."""

SELF_FROM = 5
"""Age in years from which a child answers for itself."""

ADULT_FORMS = ("young_adult",)
PARENTS = ("parent_1", "parent_2")


def _is_not_for_this_age(case: Case) -> bool:
    first, end = AGES.get(case.record.get("instrument") or "", (0, 200))
    day = case.record.get("filled_on")
    return is_under(first, case.patient, day) or is_at_least(end, case.patient, day)


def _cannot_answer_yet(case: Case) -> bool:
    day, respondent = case.record.get("filled_on"), case.record.get("respondent")
    return (respondent == "child" and is_under(SELF_FROM, case.patient, day)) or (
        respondent in ADULT_FORMS and is_under(ADULT, case.patient, day)
    )


def _is_outside(score: float | None) -> bool:
    return score is not None and not 0 <= score <= 100


def _is_of_a_hundred(case: Case) -> bool:
    return case.record.get("instrument") in OF_A_HUNDRED


def _names_a_dimension_twice(case: Case) -> bool:
    named = [row["dimension"].strip().casefold() for row in case.rows if row.get("dimension")]
    return len(named) != len(set(named))


def _is_there_already(case: Case) -> bool:
    names = ("instrument", "instrument_text", "respondent", "filled_on")
    told = [case.record.get(name) for name in names]
    return bool(case.record.get("filled_on")) and any(
        [other.get(name) for name in names] == told for other in case.beside("questionnaire")
    )


RULES = (
    future("QOL-01", "questionnaire", "filled_on", _FILLED),
    before_birth("QOL-02", "questionnaire", "filled_on", _FILLED),
    after_death("QOL-03", "questionnaire", "filled_on", _FILLED),
    *visit_rules("questionnaire", ("QOL-04", "QOL-05", "QOL-06"), "filled_on"),
    ask(
        "QOL-07",
        "questionnaire",
        "instrument",
        T(
            "Ce questionnaire n’est pas fait pour cet âge. Est-ce le bon ?",
            "This questionnaire is not made for this age. Is it the right one?",
        ),
        _is_not_for_this_age,
    ),
    ask(
        "QOL-08",
        "questionnaire",
        "respondent",
        T(
            "Le patient est trop jeune pour avoir répondu ainsi. Qui a répondu ?",
            "The patient is too young to have answered so. Who answered?",
        ),
        _cannot_answer_yet,
    ),
    ask(
        "QOL-09",
        "questionnaire",
        "respondent",
        T(
            "Un parent a répondu pour un patient majeur. Est-ce exact ?",
            "A parent answered for a patient who is of age. Is that right?",
        ),
        lambda c: (
            c.record.get("respondent") in PARENTS and is_at_least(ADULT, c.patient, c.record.get("filled_on"))
        ),
    ),
    refuse(
        "QOL-10",
        "questionnaire",
        "total_score",
        T(
            "Le score de ce questionnaire va de 0 à 100. Corrigez {total_score}.",
            "The score of this questionnaire runs from 0 to 100. Correct {total_score}.",
        ),
        lambda c: _is_of_a_hundred(c) and _is_outside(c.record.get("total_score")),
    ),
    refuse(
        "QOL-11",
        "questionnaire",
        "",
        T(
            "Le score d’une dimension sort de 0 à 100. Corrigez-le.",
            "The score of a dimension is outside 0 to 100. Correct it.",
        ),
        lambda c: _is_of_a_hundred(c) and any(_is_outside(row.get("score")) for row in c.rows),
    ),
    refuse(
        "QOL-12",
        "questionnaire",
        "",
        T(
            "La même dimension figure deux fois. Retirez une ligne, ou corrigez son nom.",
            "The same dimension stands twice. Take one line out, or correct its name.",
        ),
        _names_a_dimension_twice,
    ),
    ask(
        "QOL-13",
        "questionnaire",
        "filled_on",
        T(
            "Le même questionnaire, rempli par la même personne, est déjà saisi à cette date ({filled_on}). "
            "Est-il saisi deux fois ?",
            "The same questionnaire, filled in by the same person, is entered on that date ({filled_on}) already. "
            "Is it entered twice?",
        ),
        _is_there_already,
        needs=("questionnaire",),
    ),
)
