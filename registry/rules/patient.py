"""Rules of the patient."""

from registry.fields.base import T
from registry.rules.base import ask, before, refuse

RULES = (
    refuse(
        "PAT-01",
        "patient",
        "birth_month",
        T("Le mois de naissance est dans le futur.", "The month of birth is in the future."),
        lambda c: before(c.on, c.record.get("birth_month")),
    ),
    refuse(
        "PAT-02",
        "patient",
        "vital_status_date",
        T(
            "La date des dernières nouvelles ({vital_status_date}) est dans le futur.",
            "The date of last news ({vital_status_date}) is in the future.",
        ),
        lambda c: before(c.on, c.record.get("vital_status_date")),
    ),
    refuse(
        "PAT-03",
        "patient",
        "vital_status_date",
        T(
            "La date des dernières nouvelles ({vital_status_date}) précède la naissance ({birth_month}).",
            "The date of last news ({vital_status_date}) is before birth ({birth_month}).",
        ),
        lambda c: before(c.record.get("vital_status_date"), c.record.get("birth_month")),
    ),
    refuse(
        "PAT-04",
        "patient",
        "information_date",
        T("La date d’information est dans le futur.", "The date of information is in the future."),
        lambda c: before(c.on, c.record.get("information_date")),
    ),
    refuse(
        "PAT-05",
        "patient",
        "objection_date",
        T("La date de l’opposition est dans le futur.", "The date of objection is in the future."),
        lambda c: before(c.on, c.record.get("objection_date")),
    ),
    ask(
        "PAT-06",
        "patient",
        "objection_date",
        T(
            "L’opposition ({objection_date}) précède l’information ({information_date}). Est-ce exact ?",
            "The objection ({objection_date}) is before the information ({information_date}). Is that right?",
        ),
        lambda c: before(c.record.get("objection_date"), c.record.get("information_date")),
    ),
)
