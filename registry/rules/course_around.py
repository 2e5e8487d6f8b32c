"""Rules of the course that look at the other records of the patient."""

from __future__ import annotations

import datetime as dt

from registry.fields.base import T
from registry.rules.access import (
    belies,
    expires_soon,
    granted,
    has_expired,
    is_ongoing,
    last_expiry,
    named_drugs,
    starts_before,
)
from registry.rules.base import TWIN, Case, Record, ask, before, iso, refuse
from registry.rules.dates import days_between, earliest
from registry.terminology.responses import Progression, code_of

AROUND_STOP = 28
"""Days around the last dose within which the progression that stopped treatment is assessed."""

RANKS = {"CR": 3, "PR": 2, "MR": 1}
"""The responses that an assessment must show, best first."""


def _category(assessment: Record) -> str:
    found = code_of(assessment.get("criterion") or "", assessment.get("response") or "")
    return found.category if found else ""


def _is_progression_near(assessment: Record, stop: dt.date | None) -> bool:
    found = code_of(assessment.get("criterion") or "", assessment.get("response") or "")
    days = days_between(stop, assessment.get("assessed_on"))
    return (
        found is not None
        and found.progression is not Progression.NO
        and days is not None
        and abs(days) <= AROUND_STOP
    )


def _stops_without_progression(case: Case) -> bool:
    stop = case.record.get("last_dose")
    if case.record.get("stop_reason") != "progression" or stop is None:
        return False
    return not any(_is_progression_near(one, stop) for one in case.below("assessment", "course"))


def _is_better_than_assessed(case: Case) -> bool:
    rank = RANKS.get(case.record.get("best_response") or "", 0)
    return rank > 0 and not any(
        RANKS.get(_category(one), 0) >= rank for one in case.below("assessment", "course")
    )


def _may_be_a_twin(case: Case) -> bool:
    """Another patient with the same month of birth, sex, centre and first dose, and a diagnosis of the same group."""
    start = iso(case.record.get("first_dose"))
    alike = [one for one in case.others(TWIN) if start and start in map(iso, one.get("first_doses", ()))]
    if not alike:
        return False
    groups = {one.get("iccc3") for one in case.others("diagnosis")}
    return any(groups & set(one.get("groups", ())) for one in alike)


def _is_without_board(case: Case) -> bool:
    """No date of a tumour board here, and no board of the patient before the first dose that named the drug or none."""
    start, drugs = iso(case.record.get("first_dose")), (None, *named_drugs(case.rows))
    if not start or not case.is_unexplained("board_date"):
        return False
    return not any(
        board.get("drug") in drugs and "" < iso(board.get("held_on")) <= start
        for board in case.others("board")
    )


def _requests(case: Case) -> list[Record]:
    return granted(case.others("access_request"), named_drugs(case.rows))


def _is_running_out(case: Case) -> bool:
    return is_ongoing(case.record, case.patient) and expires_soon(last_expiry(_requests(case)), case.on)


def _has_run_out(case: Case) -> bool:
    return is_ongoing(case.record, case.patient) and has_expired(last_expiry(_requests(case)), case.on)


def _is_said_never_started(case: Case) -> bool:
    if not case.record.get("access_scheme"):
        return False
    course = {**case.record, "drugs": named_drugs(case.rows)}
    requests = case.others("access_request")
    return any(belies(course, one, [other for other in requests if other is not one]) for one in requests)


def _begins_before_authorised(case: Case) -> bool:
    """Every authorisation of its drugs came after the first dose."""
    if not case.record.get("first_dose"):
        return False
    requests = [one for one in _requests(case) if one.get("decided_on")]
    return bool(requests) and all(starts_before(one, case.record) for one in requests)


def _precedes_the_disease(case: Case) -> bool:
    if not case.record.get("first_dose"):
        return False
    return before(case.record["first_dose"], earliest(case.others("diagnosis"), "diagnosis_date"))


RULES = (
    ask(
        "COU-23",
        "course",
        "stop_reason",
        T(
            "Arrêt pour progression, sans évaluation qui la montre dans les 28 jours autour de la dernière prise. "
            "Reste-t-elle à saisir ?",
            "Stopped for progression, without an assessment that shows it within 28 days of the last dose. "
            "Is it still to be entered?",
        ),
        _stops_without_progression,
        needs=("assessment",),
    ),
    ask(
        "COU-24",
        "course",
        "best_response",
        T(
            "Aucune évaluation de ce traitement ne montre une réponse aussi bonne. Reste-t-elle à saisir ?",
            "No assessment of this course shows a response as good. Is it still to be entered?",
        ),
        _is_better_than_assessed,
        needs=("assessment",),
    ),
    ask(
        "COU-25",
        "course",
        "stop_reason",
        T(
            "Arrêt pour toxicité, et ce traitement n’a pas de toxicité saisie. Reste-t-elle à saisir ?",
            "Stopped for toxicity, and no toxicity of this course is entered. Is it still to be entered?",
        ),
        lambda c: c.record.get("stop_reason") == "toxicity" and not c.below("toxicity", "course"),
        needs=("toxicity",),
    ),
    ask(
        "COU-26",
        "course",
        "first_dose",
        T(
            "Un autre patient du centre, né le même mois et de même sexe, a un diagnostic du même groupe et la même "
            "première prise. Est-ce la même personne ?",
            "Another patient of the centre, born in the same month and of the same sex, has a diagnosis of the same "
            "group and the same first dose. Is it the same person?",
        ),
        _may_be_a_twin,
        needs=(TWIN, "diagnosis"),
    ),
    ask(
        "COU-27",
        "course",
        "board_date",
        T(
            "Aucune RCP n’est saisie avant la première prise ({first_dose}). A-t-elle eu lieu ?",
            "No tumour board is entered before the first dose ({first_dose}). Was there one?",
        ),
        _is_without_board,
        needs=("board",),
    ),
    refuse(
        "COU-28",
        "course",
        "access_scheme",
        T(
            "La demande d’accès sous ce régime dit que ce médicament n’a jamais été commencé. Corrigez-la d’abord.",
            "The access request under this scheme says that this drug was never started. Correct it first.",
        ),
        _is_said_never_started,
        needs=("access_request",),
    ),
    ask(
        "COU-29",
        "course",
        "access_scheme",
        T(
            "L’autorisation expire d’ici 60 jours et le traitement continue. Le renouvellement est-il demandé ?",
            "The authorisation expires within 60 days and treatment goes on. Is its renewal asked for?",
        ),
        _is_running_out,
        needs=("access_request",),
    ),
    ask(
        "COU-30",
        "course",
        "access_scheme",
        T(
            "L’autorisation a expiré et le traitement continue. Le renouvellement ou l’arrêt reste-t-il à saisir ?",
            "The authorisation has expired and treatment goes on. Is its renewal or the stop still to be entered?",
        ),
        _has_run_out,
        needs=("access_request",),
    ),
    ask(
        "COU-31",
        "course",
        "first_dose",
        T(
            "La première prise ({first_dose}) précède l’autorisation. Pourquoi ?",
            "The first dose ({first_dose}) is before the authorisation. Why?",
        ),
        _begins_before_authorised,
        needs=("access_request",),
    ),
    ask(
        "COU-32",
        "course",
        "first_dose",
        T(
            "La première prise ({first_dose}) précède le diagnostic. Est-ce exact ?",
            "The first dose ({first_dose}) is before the diagnosis. Is that right?",
        ),
        _precedes_the_disease,
        needs=("diagnosis",),
    ),
)
