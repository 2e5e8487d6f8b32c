"""Rules of information and consent."""

from __future__ import annotations

from registry.fields.base import T
from registry.rules.base import Case, ask, before, iso
from registry.rules.dates import before_birth, earliest, future, is_under, perhaps_after_death
from registry.rules.patient_around import ADULT, INFORMED, OPPOSED

_ACT = T("Cet acte", "This act")


def _event(case: Case) -> str:
    return case.record.get("event") or ""


def _others(case: Case, events: tuple[str, ...]) -> list[str]:
    return [iso(act.get("given_on")) for act in case.others("consent") if act.get("event") in events]


def _is_unknown_to_the_patient_form(case: Case) -> bool:
    """An objection or withdrawal that nothing later took back, and the patient's own form does not say so."""
    if _event(case) not in OPPOSED or case.patient.get("objection") == "yes":
        return False
    return not any(day > iso(case.record.get("given_on")) for day in _others(case, INFORMED))


def _is_first_and_late(case: Case) -> bool:
    """The first information, and treatment had begun."""
    day = case.record.get("given_on")
    if _event(case) not in ("information", "consent") or not day:
        return False
    return before(earliest(case.others("course"), "first_dose"), day) and not any(
        before(other, day) for other in _others(case, ("information", "consent"))
    )


def _withdraws_nothing(case: Case) -> bool:
    day = case.record.get("given_on")
    return _event(case) == "withdrawal" and not any(
        not before(day, other) for other in _others(case, ("consent", "information"))
    )


def _informs_a_minor_alone(case: Case) -> bool:
    return (
        _event(case) in ("information", "consent")
        and case.record.get("informed") == ["patient"]
        and is_under(ADULT, case.patient, case.record.get("given_on"))
    )


RULES = (
    future("CON-01", "consent", "given_on", _ACT),
    before_birth("CON-02", "consent", "given_on", _ACT),
    perhaps_after_death("CON-03", "consent", "given_on", _ACT),
    ask(
        "CON-04",
        "consent",
        "event",
        T(
            "La fiche du patient ne porte pas d’opposition. Faut-il l’y saisir, et retirer ses données des exports ?",
            "The patient’s form holds no objection. Is it to be entered there, so that the data leave the exports?",
        ),
        _is_unknown_to_the_patient_form,
        needs=("consent",),
    ),
    ask(
        "CON-05",
        "consent",
        "given_on",
        T(
            "L’information à la majorité est datée d’avant les 18 ans ({given_on}). Est-ce exact ?",
            "The information at coming of age is dated before the age of 18 ({given_on}). Is that right?",
        ),
        lambda c: _event(c) == "coming_of_age" and is_under(ADULT, c.patient, c.record.get("given_on")),
    ),
    ask(
        "CON-06",
        "consent",
        "informed",
        T(
            "À la majorité, c’est le patient qui est informé. Qui l’a été ?",
            "At coming of age it is the patient who is informed. Who was?",
        ),
        lambda c: (
            _event(c) == "coming_of_age"
            and bool(c.record.get("informed"))
            and "patient" not in c.record["informed"]
        ),
    ),
    ask(
        "CON-07",
        "consent",
        "given_on",
        T(
            "La première information ({given_on}) suit la première prise. Pourquoi ?",
            "The first information ({given_on}) is after the first dose. Why?",
        ),
        _is_first_and_late,
        needs=("course", "consent"),
    ),
    ask(
        "CON-08",
        "consent",
        "event",
        T(
            "Un consentement est retiré, aucun n’est enregistré avant. Reste-t-il à saisir ?",
            "A consent is withdrawn and none is on record before. Is it still to be entered?",
        ),
        _withdraws_nothing,
        needs=("consent",),
    ),
    ask(
        "CON-09",
        "consent",
        "informed",
        T(
            "Le patient est mineur et seul informé. Les parents ou le tuteur l’ont-ils été aussi ?",
            "The patient is a minor and the only one informed. Were the parents or the guardian informed too?",
        ),
        _informs_a_minor_alone,
    ),
)
