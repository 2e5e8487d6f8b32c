"""Rules of dose periods."""

from __future__ import annotations

from registry.fields.base import T
from registry.rules.base import Case, Record, ask, before, iso, refuse
from registry.rules.course import is_above_plan
from registry.rules.dates import after_death, before_birth, future, latest_before, order

_START = T("Le début de la période", "The start of the period")
_END = T("La fin de la période", "The end of the period")


def _same_drug(case: Case) -> list[Record]:
    """The other periods of the course at this drug."""
    return [other for other in case.siblings if other.get("drug") == case.record.get("drug")]


def _overlaps(case: Case) -> bool:
    start, end = iso(case.record.get("began")), iso(case.record.get("ended")) or "9999"
    return bool(start) and any(_share_days(start, end, other) for other in _same_drug(case))


def _share_days(start: str, end: str, other: Record) -> bool:
    """A period ends at the latest on the day the next begins, even where nobody wrote its end."""
    began, ended = iso(other.get("began")), iso(other.get("ended"))
    if not began:
        return False
    if began == start:
        return True
    if began < start:
        return bool(ended) and ended > start
    return end != "9999" and end > began


def _previous(case: Case) -> Record | None:
    """The last period before this one at the same drug with a dose of the same unit and basis."""
    alike = [
        other
        for other in _same_drug(case)
        if other.get("dose")
        and all(other.get(name) == case.record.get(name) for name in ("dose_unit", "dose_basis"))
    ]
    return latest_before(alike, "began", case.record.get("began"))


def _goes_the_other_way(case: Case, change: str) -> bool:
    """A reduction that is none, an increase that is none."""
    dose, previous = case.record.get("dose"), _previous(case)
    if case.record.get("change") != change or not dose or previous is None:
        return False
    return bool(dose <= previous["dose"] if change == "increase" else dose >= previous["dose"])


def _resumes_nothing(case: Case) -> bool:
    return case.record.get("change") == "resumption" and not any(
        other.get("change") == "interruption" and not before(case.record.get("began"), other.get("began"))
        for other in _same_drug(case)
    )


def _is_above_plan(case: Case) -> bool:
    """Against the planned dose of the drug in the course, in the same unit and basis."""
    if not case.record.get("dose"):
        return False
    return any(
        is_above_plan(case.record["dose"], line.get("planned_dose"))
        for line in case.beside("course_drug")
        if all(line.get(name) == case.record.get(name) for name in ("drug", "dose_unit", "dose_basis"))
    )


def _is_for_another_toxicity(case: Case) -> bool:
    term = case.record.get("toxicity_term")
    return bool(term) and not any(one.get("term") == term for one in case.beside("toxicity"))


RULES = (
    future("DOS-01", "dose_period", "began", _START),
    future("DOS-02", "dose_period", "ended", _END),
    order("DOS-03", "dose_period", ("began", T("son début", "its start")), ("ended", _END)),
    before_birth("DOS-04", "dose_period", "began", _START),
    after_death("DOS-05", "dose_period", "began", _START),
    ask(
        "DOS-06",
        "dose_period",
        "began",
        T(
            "La période ({began}) commence avant la première prise du traitement. Est-ce exact ?",
            "The period ({began}) begins before the first dose of the course. Is that right?",
        ),
        lambda c: before(c.record.get("began"), c.course.get("first_dose")),
    ),
    ask(
        "DOS-07",
        "dose_period",
        "ended",
        T(
            "La période finit ({ended}) après la dernière prise du traitement. Est-ce exact ?",
            "The period ends ({ended}) after the last dose of the course. Is that right?",
        ),
        lambda c: before(c.course.get("last_dose"), c.record.get("ended")),
    ),
    ask(
        "DOS-08",
        "dose_period",
        "began",
        T(
            "La période commence ({began}) après la dernière prise du traitement. Est-ce exact ?",
            "The period begins ({began}) after the last dose of the course. Is that right?",
        ),
        lambda c: before(c.course.get("last_dose"), c.record.get("began")),
    ),
    refuse(
        "DOS-09",
        "dose_period",
        "drug",
        T(
            "Ce médicament n’est pas dans ce traitement. Choisissez-en un autre, ou ajoutez-le au traitement.",
            "This drug is not in this course. Choose another one, or add it to the course.",
        ),
        lambda c: bool(c.record.get("drug")) and c.record["drug"] not in c.drugs,
    ),
    ask(
        "DOS-10",
        "dose_period",
        "began",
        T(
            "La période chevauche une autre période du même médicament. Est-ce exact ?",
            "The period overlaps another period of the same drug. Is that right?",
        ),
        _overlaps,
    ),
    ask(
        "DOS-11",
        "dose_period",
        "dose",
        T(
            "Une dose nulle est une interruption. Est-ce ce qui a changé ?",
            "A dose of zero is an interruption. Is that what changed?",
        ),
        lambda c: c.record.get("dose") == 0,
    ),
    ask(
        "DOS-12",
        "dose_period",
        "dose",
        T(
            "La dose ({dose}) dépasse de plus d’un cinquième celle que prévoit le protocole. Est-elle exacte ?",
            "The dose ({dose}) is more than a fifth above the one planned by the protocol. Is it right?",
        ),
        _is_above_plan,
        needs=("course_drug",),
    ),
    ask(
        "DOS-13",
        "dose_period",
        "change",
        T(
            "Ce médicament a déjà une période de début. Est-ce une reprise ou un changement ?",
            "This drug has a period of start already. Is it a resumption or a change?",
        ),
        lambda c: (
            c.record.get("change") == "start"
            and any(other.get("change") == "start" for other in _same_drug(c))
        ),
    ),
    ask(
        "DOS-14",
        "dose_period",
        "dose",
        T(
            "Une réduction, et la dose ({dose}) n’est pas plus basse que la précédente. Laquelle est juste ?",
            "A reduction, and the dose ({dose}) is not lower than the one before. Which is right?",
        ),
        lambda c: _goes_the_other_way(c, "reduction"),
    ),
    ask(
        "DOS-15",
        "dose_period",
        "dose",
        T(
            "Une augmentation, et la dose ({dose}) n’est pas plus haute que la précédente. Laquelle est juste ?",
            "An increase, and the dose ({dose}) is not higher than the one before. Which is right?",
        ),
        lambda c: _goes_the_other_way(c, "increase"),
    ),
    ask(
        "DOS-16",
        "dose_period",
        "change",
        T(
            "Une reprise, et aucune interruption de ce médicament n’est saisie avant. Reste-t-elle à saisir ?",
            "A resumption, and no interruption of this drug is entered before it. Is it still to be entered?",
        ),
        _resumes_nothing,
    ),
    ask(
        "DOS-17",
        "dose_period",
        "toxicity_term",
        T(
            "Aucune toxicité de ce traitement ne porte ce terme. Reste-t-elle à saisir ?",
            "No toxicity of this course has this term. Is it still to be entered?",
        ),
        _is_for_another_toxicity,
        needs=("toxicity",),
    ),
    ask(
        "DOS-18",
        "dose_period",
        "dose_unit",
        T(
            "La dose ({dose}) n’a pas d’unité. Laquelle est-ce ?",
            "The dose ({dose}) has no unit. Which one is it?",
        ),
        lambda c: bool(c.record.get("dose")) and c.is_unexplained("dose_unit"),
    ),
)
