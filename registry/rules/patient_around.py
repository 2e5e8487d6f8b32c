"""Rules of the patient that look at the records below: dates, deaths and consent told alike."""

from __future__ import annotations

from registry.fields.base import T
from registry.rules.base import Case, ask, before, iso, note, refuse
from registry.rules.dates import born, died, earliest, is_at_least, is_dead, is_under

ADULT = 18
"""Age in years from which the patient is informed in person."""

INFORMED = ("information", "consent", "coming_of_age")
OPPOSED = ("objection", "withdrawal")


def _is_something_later(case: Case, kind: str, name: str) -> bool:
    """The patient is dead, and a record of that kind is dated after it."""
    day = died(case.record)
    return bool(day) and any(before(day, other.get(name)) for other in case.others(kind))


def _is_something_before_birth(case: Case, kind: str, name: str) -> bool:
    birth = born(case.record)
    return bool(birth) and any(before(other.get(name), birth) for other in case.others(kind))


def _has_fatal_toxicity(case: Case) -> bool:
    return any(
        other.get("grade") == "5" or other.get("outcome") == "fatal" for other in case.others("toxicity")
    )


def _acts(case: Case, events: tuple[str, ...]) -> list[str]:
    """The days of some acts of information or consent."""
    return [iso(act.get("given_on")) for act in case.others("consent") if act.get("event") in events]


def _was_never_told_as_an_adult(case: Case) -> bool:
    """Informed as a minor, now of age, and not informed again."""
    if case.record.get("vital_status") in ("dead", "lost") or not is_at_least(ADULT, case.record, case.on):
        return False
    days = [day for day in (*_acts(case, INFORMED), iso(case.record.get("information_date"))) if day]
    has_come_of_age = bool(_acts(case, ("coming_of_age",)))
    return bool(days) and not has_come_of_age and all(is_under(ADULT, case.record, day) for day in days)


def _objected_in_an_act(case: Case) -> bool:
    if case.record.get("objection") == "yes":
        return False
    return max(_acts(case, OPPOSED), default="") > max(_acts(case, INFORMED), default="")


def _was_informed_late(case: Case) -> bool:
    day = case.record.get("information_date")
    return bool(day) and before(earliest(case.others("course"), "first_dose"), day)


def _has_later_news(case: Case) -> bool:
    """Somebody saw the patient after the date of the last news."""
    day = case.record.get("vital_status_date")
    if not day or is_dead(case.record):
        return False
    return any(before(day, one.get("assessed_on")) for one in case.others("assessment")) or any(
        before(day, one.get("visited_on")) for one in case.others("follow_up")
    )


RULES = (
    refuse(
        "PAT-13",
        "patient",
        "vital_status_date",
        T(
            "Un traitement de ce patient commence après ce décès ({vital_status_date}). Corrigez l’une des deux dates.",
            "A course of this patient begins after this death ({vital_status_date}). Correct one of the two dates.",
        ),
        lambda c: _is_something_later(c, "course", "first_dose"),
        needs=("course",),
    ),
    refuse(
        "PAT-14",
        "patient",
        "vital_status_date",
        T(
            "Une évaluation de ce patient suit ce décès ({vital_status_date}). Corrigez l’une des deux dates.",
            "An assessment of this patient is after this death ({vital_status_date}). Correct one of the two dates.",
        ),
        lambda c: _is_something_later(c, "assessment", "assessed_on"),
        needs=("assessment",),
    ),
    refuse(
        "PAT-15",
        "patient",
        "vital_status_date",
        T(
            "Une visite de ce patient suit ce décès ({vital_status_date}). Corrigez l’une des deux dates.",
            "A visit of this patient is after this death ({vital_status_date}). Correct one of the two dates.",
        ),
        lambda c: _is_something_later(c, "follow_up", "visited_on"),
        needs=("follow_up",),
    ),
    ask(
        "PAT-16",
        "patient",
        "vital_status_date",
        T(
            "Une toxicité de ce patient commence après ce décès ({vital_status_date}). Est-ce exact ?",
            "A toxicity of this patient begins after this death ({vital_status_date}). Is that right?",
        ),
        lambda c: _is_something_later(c, "toxicity", "onset"),
        needs=("toxicity",),
    ),
    refuse(
        "PAT-17",
        "patient",
        "birth_month",
        T(
            "Un traitement de ce patient précède cette naissance ({birth_month}). Corrigez l’une des deux dates.",
            "A course of this patient is before this birth ({birth_month}). Correct one of the two dates.",
        ),
        lambda c: _is_something_before_birth(c, "course", "first_dose"),
        needs=("course",),
    ),
    refuse(
        "PAT-18",
        "patient",
        "birth_month",
        T(
            "Un diagnostic de ce patient précède cette naissance ({birth_month}). Corrigez l’une des deux dates.",
            "A diagnosis of this patient is before this birth ({birth_month}). Correct one of the two dates.",
        ),
        lambda c: _is_something_before_birth(c, "diagnosis", "diagnosis_date"),
        needs=("diagnosis",),
    ),
    refuse(
        "PAT-19",
        "patient",
        "vital_status",
        T(
            "Une toxicité de ce patient est un décès. Mettez le statut vital à « Décédé », ou corrigez la toxicité.",
            "A toxicity of this patient is a death. Set the vital status to “Dead”, or correct the toxicity.",
        ),
        lambda c: c.record.get("vital_status") in ("alive", "lost") and _has_fatal_toxicity(c),
        needs=("toxicity",),
    ),
    ask(
        "PAT-20",
        "patient",
        "information_date",
        T(
            "Le patient est majeur et n’a été informé que mineur. L’information à la majorité reste-t-elle à saisir ?",
            "The patient is of age and was informed only as a minor. Is the information of the adult to be entered?",
        ),
        _was_never_told_as_an_adult,
        needs=("consent",),
    ),
    ask(
        "PAT-21",
        "patient",
        "objection",
        T(
            "Le dernier acte enregistré est une opposition ou un retrait. L’opposition est-elle à saisir ici ?",
            "The last act on record is an objection or a withdrawal. Is the objection to be entered here?",
        ),
        _objected_in_an_act,
        needs=("consent",),
    ),
    ask(
        "PAT-22",
        "patient",
        "information_date",
        T(
            "L’information ({information_date}) suit la première prise. Pourquoi ?",
            "The information ({information_date}) is after the first dose. Why?",
        ),
        _was_informed_late,
        needs=("course",),
    ),
    ask(
        "PAT-23",
        "patient",
        "death_cause",
        T(
            "Le décès est dit dû à une toxicité, et aucune toxicité mortelle n’est saisie. Reste-t-elle à saisir ?",
            "The death is put down to a toxicity, and no fatal toxicity is entered. Is it still to be entered?",
        ),
        lambda c: c.record.get("death_cause") == "toxicity" and not _has_fatal_toxicity(c),
        needs=("toxicity",),
    ),
    note(
        "PAT-24",
        "patient",
        "vital_status_date",
        T(
            "Une évaluation ou une visite est plus récente que ces dernières nouvelles ({vital_status_date}).",
            "An assessment or a visit is more recent than this last news ({vital_status_date}).",
        ),
        _has_later_news,
        needs=("assessment", "follow_up"),
    ),
)
