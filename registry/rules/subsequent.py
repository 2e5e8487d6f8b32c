"""Rules of subsequent treatments."""

from __future__ import annotations

from registry.fields.base import T
from registry.rules.base import Case, ask, before
from registry.rules.dates import after_death, before_birth, earliest, future, order

_START = T("Le début", "The start")
_END = T("La fin", "The end")


def _precedes_treatment(case: Case) -> bool:
    if not case.record.get("began"):
        return False
    return before(case.record["began"], earliest(case.others("course"), "first_dose"))


def _runs_beside_treatment(case: Case) -> bool:
    """It began after a first dose, and that course was not over."""
    began = case.record.get("began")
    return bool(began) and any(
        before(course.get("first_dose"), began)
        and (not course.get("last_dose") or before(began, course["last_dose"]))
        for course in case.others("course")
    )


RULES = (
    future("SUB-01", "subsequent", "began", _START),
    future("SUB-02", "subsequent", "ended", _END),
    order("SUB-03", "subsequent", ("began", T("le début", "the start")), ("ended", _END)),
    before_birth("SUB-04", "subsequent", "began", _START),
    after_death("SUB-05", "subsequent", "began", _START),
    ask(
        "SUB-06",
        "subsequent",
        "began",
        T(
            "Ce traitement ultérieur ({began}) commence avant le traitement suivi. Est-ce une ligne antérieure ?",
            "This subsequent treatment ({began}) begins before the course followed. Is it a prior line?",
        ),
        _precedes_treatment,
        needs=("course",),
    ),
    ask(
        "SUB-07",
        "subsequent",
        "began",
        T(
            "Ce traitement ({began}) commence pendant le traitement suivi. Est-ce une association, ou l’arrêt est-il "
            "à saisir ?",
            "This treatment ({began}) begins during the course followed. Is it a combination, or is the stop to be "
            "entered?",
        ),
        _runs_beside_treatment,
        needs=("course",),
    ),
)
