"""Rules of the course and its drugs."""

from __future__ import annotations

from registry.fields.base import T
from registry.rules import course_around
from registry.rules.access import OLDEST, is_of_another_country, is_old, named_drugs, was_closed
from registry.rules.base import DRUGS, Case, Record, ask, before, iso, refuse
from registry.rules.dates import after_death, before_birth, future, is_at_least, is_dead, order

_FIRST = T("La première prise", "The first dose")
_LAST = T("La dernière prise", "The last dose")

ABOVE_PLAN = 1.2
"""Times the planned dose beyond which a dose is asked about."""


def _overlaps(case: Case) -> bool:
    """Another course of the patient holds one of these drugs at the same time."""
    start, end = iso(case.record.get("first_dose")), iso(case.record.get("last_dose")) or "9999"
    drugs = set(named_drugs(case.rows))
    return bool(start) and any(
        drugs & set(other.get("drugs", ()))
        and iso(other.get("first_dose")) <= end
        and start <= (iso(other.get("last_dose")) or "9999")
        for other in case.siblings
        if other.get("first_dose")
    )


def _has_no_drug_of_interest(case: Case) -> bool:
    """Every drug under study is known to be an old one."""
    studied = [row["drug"] for row in case.rows if row.get("drug") and row.get("role") != "backbone"]
    return bool(studied) and all(is_old(case.drug_facts.get(drug, {})) for drug in studied)


def is_above_plan(dose: float | None, planned: float | None) -> bool:
    return bool(dose and planned) and (dose or 0) > ABOVE_PLAN * (planned or 0)


def _is_dose_without_unit(row: Record) -> bool:
    return bool(row.get("starting_dose")) and not row.get("dose_unit")


RULES = (
    order("COU-01", "course", ("first_dose", T("la première", "the first")), ("last_dose", _LAST)),
    future("COU-02", "course", "first_dose", _FIRST),
    future("COU-03", "course", "last_dose", _LAST),
    before_birth("COU-04", "course", "first_dose", _FIRST),
    after_death("COU-05", "course", "first_dose", _FIRST),
    refuse(
        "COU-06",
        "course",
        "",
        T(
            "Le même médicament figure deux fois dans ce traitement. Retirez une ligne.",
            "The same drug stands twice in this course. Take one line out.",
        ),
        lambda c: len(drugs := named_drugs(c.rows)) != len(set(drugs)),
    ),
    ask(
        "COU-07",
        "course",
        "first_dose",
        T(
            "Le patient a 26 ans révolus ou plus à la première prise. Est-ce exact ?",
            "The patient is 26 completed years or older at first dose. Is that right?",
        ),
        lambda c: is_at_least(OLDEST, c.patient, c.record.get("first_dose")),
    ),
    ask(
        "COU-08",
        "course",
        "board_date",
        T(
            "La RCP ({board_date}) suit la première prise ({first_dose}). Pourquoi ?",
            "The tumour board ({board_date}) is after the first dose ({first_dose}). Why?",
        ),
        lambda c: before(c.record.get("first_dose"), c.record.get("board_date")),
    ),
    ask(
        "COU-09",
        "course",
        "last_dose",
        T(
            "Une raison d’arrêt est donnée sans date de dernière prise. Le traitement est-il arrêté ?",
            "A reason for stopping is given without a last dose. Has treatment stopped?",
        ),
        lambda c: bool(c.record.get("stop_reason")) and not c.record.get("last_dose"),
    ),
    ask(
        "COU-10",
        "course",
        "first_dose",
        T(
            "Ce traitement chevauche un autre traitement par le même médicament. Est-ce voulu ?",
            "This course overlaps another course of the same drug. Is that intended?",
        ),
        _overlaps,
    ),
    future("COU-11", "course", "board_date", T("La RCP", "The tumour board")),
    after_death("COU-12", "course", "last_dose", _LAST),
    ask(
        "COU-13",
        "course",
        "last_dose",
        T(
            "Le patient est décédé, et le traitement n’a pas de dernière prise. Quand a-t-il pris fin ?",
            "The patient is dead, and the course has no last dose. When did it end?",
        ),
        lambda c: is_dead(c.patient) and bool(c.record.get("first_dose")) and c.is_unexplained("last_dose"),
    ),
    ask(
        "COU-14",
        "course",
        "access_scheme",
        T(
            "Ce régime d’accès est celui d’un autre pays que celui du centre. Est-ce le bon ?",
            "This access scheme is that of a country other than the centre’s. Is it the right one?",
        ),
        lambda c: is_of_another_country(c.record.get("access_scheme"), c.patient),
    ),
    ask(
        "COU-15",
        "course",
        "access_scheme",
        T(
            "Ce régime d’accès n’était pas ouvert à la première prise ({first_dose}). Lequel est juste ?",
            "This access scheme was not open at the first dose ({first_dose}). Which is right?",
        ),
        lambda c: was_closed(c.record.get("access_scheme"), c.record.get("first_dose")),
    ),
    ask(
        "COU-16",
        "course",
        "",
        T(
            "Tous ces médicaments sont autorisés dans l’Union européenne depuis 2007 ou avant, sans forme nouvelle. "
            "Lequel est suivi ici ?",
            "All these drugs have been authorised in the European Union since 2007 or before, without a new form. "
            "Which one is followed here?",
        ),
        _has_no_drug_of_interest,
        needs=(DRUGS,),
    ),
    ask(
        "COU-17",
        "course",
        "stop_reason",
        T(
            "La dernière prise est donnée ({last_dose}) sans la raison de l’arrêt. Quelle est-elle ?",
            "The last dose is given ({last_dose}) without the reason for stopping. What is it?",
        ),
        lambda c: bool(c.record.get("last_dose")) and c.is_unexplained("stop_reason"),
    ),
    ask(
        "COU-18",
        "course",
        "stop_reason",
        T(
            "L’arrêt est dû au décès, et le patient n’est pas dit décédé. Lequel est juste ?",
            "Treatment stopped because of death, and the patient is not said to be dead. Which is right?",
        ),
        lambda c: c.record.get("stop_reason") == "death" and not is_dead(c.patient),
    ),
    order(
        "COU-19",
        "course",
        ("last_dose", T("la dernière prise", "the last dose")),
        (
            "toxicity_followed_until",
            T("La fin du suivi de la toxicité", "The end of follow-up of the toxicity"),
        ),
    ),
    future(
        "COU-20",
        "course",
        "toxicity_followed_until",
        T("La fin du suivi de la toxicité", "The end of follow-up of the toxicity"),
    ),
    ask(
        "COU-21",
        "course",
        "",
        T(
            "Une dose de départ dépasse de plus d’un cinquième la dose prévue par le protocole. Est-ce exact ?",
            "A starting dose is more than a fifth above the dose planned by the protocol. Is that right?",
        ),
        lambda c: any(is_above_plan(row.get("starting_dose"), row.get("planned_dose")) for row in c.rows),
    ),
    ask(
        "COU-22",
        "course",
        "",
        T(
            "Une dose de départ n’a pas d’unité. Laquelle est-ce ?",
            "A starting dose has no unit. Which one is it?",
        ),
        lambda c: any(_is_dose_without_unit(row) for row in c.rows),
    ),
    *course_around.RULES,
)
