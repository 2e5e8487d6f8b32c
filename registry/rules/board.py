"""Rules of the tumour board."""

from __future__ import annotations

from registry.fields.base import T
from registry.rules.access import is_old
from registry.rules.base import DRUGS, Case, Record, ask, before, iso
from registry.rules.dates import before_birth, earliest, future, perhaps_after_death

_BOARD = T("La RCP", "The tumour board")


def _courses(case: Case) -> list[Record]:
    """The courses of the drug that was discussed."""
    drug = case.record.get("drug")
    return [course for course in case.others("course") if drug in course.get("drugs", ())] if drug else []


def _is_first_and_late(case: Case) -> bool:
    """Treatment began before the first tumour board that discussed this drug."""
    day = case.record.get("held_on")
    start = earliest(_courses(case), "first_dose") if day else ""
    return before(start, day) and not any(
        other.get("drug") == case.record.get("drug") and iso(other.get("held_on")) <= start
        for other in case.others("board")
        if other.get("held_on")
    )


def _was_not_followed(case: Case) -> bool:
    """Against the drug, or not yet, and a course of it began, with no later tumour board for it."""
    day = iso(case.record.get("held_on"))
    if case.record.get("recommendation") not in ("not_recommended", "deferred") or not day:
        return False
    starts = [iso(course.get("first_dose")) for course in _courses(case)]
    return any(
        start >= day and not any(_recommends(other, case, day, start) for other in case.others("board"))
        for start in starts
    )


def _recommends(other: Record, case: Case, after: str, until: str) -> bool:
    return (
        other.get("drug") == case.record.get("drug")
        and other.get("recommendation") in ("recommended", "option")
        and after <= iso(other.get("held_on")) <= until
    )


RULES = (
    future("BRD-01", "board", "held_on", _BOARD),
    before_birth("BRD-02", "board", "held_on", _BOARD),
    perhaps_after_death("BRD-03", "board", "held_on", _BOARD),
    ask(
        "BRD-04",
        "board",
        "trial",
        T(
            "Le patient peut entrer dans un essai, et le médicament est recommandé hors essai. Pourquoi ?",
            "The patient may enter a trial, and the drug is recommended outside it. Why?",
        ),
        lambda c: c.record.get("trial") == "eligible" and c.record.get("recommendation") == "recommended",
    ),
    ask(
        "BRD-05",
        "board",
        "drug",
        T(
            "Un médicament est recommandé, et il n’est pas nommé. Lequel est-ce ?",
            "A drug is recommended and not named. Which one is it?",
        ),
        lambda c: c.record.get("recommendation") == "recommended" and c.is_unexplained("drug"),
    ),
    ask(
        "BRD-06",
        "board",
        "held_on",
        T(
            "La RCP ({held_on}) suit la première prise de ce médicament. Y en a-t-il eu une avant ?",
            "The tumour board ({held_on}) is after the first dose of this drug. Was there one before?",
        ),
        _is_first_and_late,
        needs=("course", "board"),
    ),
    ask(
        "BRD-07",
        "board",
        "recommendation",
        T(
            "La RCP ne recommande pas ce médicament, et il a été donné. Pourquoi ?",
            "The tumour board does not recommend this drug, and it was given. Why?",
        ),
        _was_not_followed,
        needs=("course", "board"),
    ),
    ask(
        "BRD-08",
        "board",
        "drug",
        T(
            "Ce médicament est autorisé dans l’Union européenne depuis 2007 ou avant, sans forme nouvelle : "
            "il n’est pas suivi ici. Est-ce le bon ?",
            "This drug has been authorised in the European Union since 2007 or before, without a new form: "
            "it is not followed here. Is it the right one?",
        ),
        lambda c: any(is_old(drug) for drug in c.drug_facts.values()),
        needs=(DRUGS,),
    ),
)
