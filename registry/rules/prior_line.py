"""Rules of prior treatment lines."""

from __future__ import annotations

from registry.fields.base import T
from registry.rules.base import Case, Record, ask, before, iso, refuse
from registry.rules.dates import after_death, before_birth, earliest, future, order

_START = T("Le début", "The start")
_END = T("La fin", "The end")
_PROGRESSION = T("La progression", "The progression")


def _is_out_of_order(case: Case) -> bool:
    """A line with a lower number began later, or one with a higher number earlier."""
    line, began = case.record.get("line"), case.record.get("began")
    if line is None or not began:
        return False
    return any(
        before(began, other.get("began")) if other["line"] < line else before(other.get("began"), began)
        for other in case.siblings
        if other.get("line") not in (None, line)
    )


def _overlaps(first: Record, second: Record) -> bool:
    """Both lines ran at the same time, certainly: the days of each are known as far as they are compared."""
    spans = [(one.get("began"), one.get("ended")) for one in (first, second)]
    if not all(iso(day) for span in spans for day in span):
        return False
    (start, end), (other_start, other_end) = spans
    return before(start, other_end) and before(other_start, end)


def _is_not_prior(case: Case) -> bool:
    if not case.record.get("began"):
        return False
    return before(earliest(case.others("course"), "first_dose"), case.record["began"])


def _precedes_the_disease(case: Case) -> bool:
    if not case.record.get("began"):
        return False
    return before(case.record["began"], earliest(case.others("diagnosis"), "diagnosis_date"))


RULES = (
    future("PRI-01", "prior_line", "began", _START),
    future("PRI-02", "prior_line", "ended", _END),
    future("PRI-03", "prior_line", "progressed_on", _PROGRESSION),
    order("PRI-04", "prior_line", ("began", T("le début", "the start")), ("ended", _END)),
    order("PRI-05", "prior_line", ("began", T("le début", "the start")), ("progressed_on", _PROGRESSION)),
    before_birth("PRI-06", "prior_line", "began", _START),
    after_death("PRI-07", "prior_line", "began", _START),
    refuse(
        "PRI-08",
        "prior_line",
        "line",
        T(
            "Une autre ligne porte déjà le numéro {line}. Donnez à celle-ci le sien.",
            "Another line has the number {line} already. Give this one its own.",
        ),
        lambda c: (
            c.record.get("line") is not None
            and any(other.get("line") == c.record["line"] for other in c.siblings)
        ),
    ),
    ask(
        "PRI-09",
        "prior_line",
        "line",
        T(
            "Les numéros des lignes ne suivent pas leurs dates (ligne {line}). Lequel est juste ?",
            "The numbers of the lines do not follow their dates (line {line}). Which is right?",
        ),
        _is_out_of_order,
    ),
    ask(
        "PRI-10",
        "prior_line",
        "began",
        T(
            "Cette ligne a couru en même temps qu’une autre. Est-ce exact ?",
            "This line ran at the same time as another. Is that right?",
        ),
        lambda c: any(_overlaps(c.record, other) for other in c.siblings),
    ),
    ask(
        "PRI-11",
        "prior_line",
        "began",
        T(
            "Cette ligne ({began}) suit la première prise du traitement suivi. Est-ce un traitement ultérieur ?",
            "This line ({began}) is after the first dose of the course followed. Is it a subsequent treatment?",
        ),
        _is_not_prior,
        needs=("course",),
    ),
    ask(
        "PRI-12",
        "prior_line",
        "began",
        T(
            "Cette ligne ({began}) précède le diagnostic. Est-ce exact ?",
            "This line ({began}) is before the diagnosis. Is that right?",
        ),
        _precedes_the_disease,
        needs=("diagnosis",),
    ),
    ask(
        "PRI-13",
        "prior_line",
        "progressed_on",
        T(
            "La ligne s’est arrêtée pour progression, sans date de progression. La connaissez-vous ?",
            "The line ended for progression, without a date of progression. Do you know it?",
        ),
        lambda c: c.record.get("end_reason") == "progression" and c.is_unexplained("progressed_on"),
    ),
)
