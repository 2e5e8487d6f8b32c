"""Rules of the course and its drugs."""

from registry.fields.base import T
from registry.rules.base import Case, ask, before, completed_years, iso, refuse

OLDEST = 26
"""The study is for patients up to 25 years: 26 completed years at first dose raise a question."""


def _too_old(case: Case) -> bool:
    birth, start = case.patient.get("birth_month"), case.record.get("first_dose")
    return birth is not None and start is not None and completed_years(birth, start) >= OLDEST


def _drugs(case: Case) -> list[str]:
    return [row["drug"] for row in case.rows if row.get("drug")]


def _after_death(case: Case) -> bool:
    dead = case.patient.get("vital_status") == "dead"
    return dead and before(case.patient.get("vital_status_date"), case.record.get("first_dose"))


def _overlaps(case: Case) -> bool:
    """Another course of the patient holds one of these drugs at the same time."""
    start, end = iso(case.record.get("first_dose")), iso(case.record.get("last_dose")) or "9999"
    drugs = set(_drugs(case))
    return bool(start) and any(
        drugs & set(other.get("drugs", ()))
        and iso(other.get("first_dose")) <= end
        and start <= (iso(other.get("last_dose")) or "9999")
        for other in case.siblings
        if other.get("first_dose")
    )


RULES = (
    refuse(
        "COU-01",
        "course",
        "last_dose",
        T(
            "La dernière prise ({last_dose}) précède la première ({first_dose}). Corrigez l’une des deux dates.",
            "The last dose ({last_dose}) is before the first ({first_dose}). Correct one of the two dates.",
        ),
        lambda c: before(c.record.get("last_dose"), c.record.get("first_dose")),
    ),
    refuse(
        "COU-02",
        "course",
        "first_dose",
        T(
            "La première prise ({first_dose}) est dans le futur.",
            "The first dose ({first_dose}) is in the future.",
        ),
        lambda c: before(c.on, c.record.get("first_dose")),
    ),
    refuse(
        "COU-03",
        "course",
        "last_dose",
        T(
            "La dernière prise ({last_dose}) est dans le futur.",
            "The last dose ({last_dose}) is in the future.",
        ),
        lambda c: before(c.on, c.record.get("last_dose")),
    ),
    refuse(
        "COU-04",
        "course",
        "first_dose",
        T(
            "La première prise ({first_dose}) précède la naissance du patient.",
            "The first dose ({first_dose}) is before the patient’s birth.",
        ),
        lambda c: before(c.record.get("first_dose"), c.patient.get("birth_month")),
    ),
    refuse(
        "COU-05",
        "course",
        "first_dose",
        T(
            "La première prise ({first_dose}) suit le décès du patient. Corrigez l’une des deux dates.",
            "The first dose ({first_dose}) is after the patient’s death. Correct one of the two dates.",
        ),
        _after_death,
    ),
    refuse(
        "COU-06",
        "course",
        "",
        T(
            "Le même médicament figure deux fois dans ce traitement.",
            "The same drug stands twice in this course.",
        ),
        lambda c: len(_drugs(c)) != len(set(_drugs(c))),
    ),
    ask(
        "COU-07",
        "course",
        "first_dose",
        T(
            "Le patient a 26 ans révolus ou plus à la première prise. Est-ce exact ?",
            "The patient is 26 completed years or older at first dose. Is that right?",
        ),
        _too_old,
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
)
