"""Rules of the diagnosis."""

from registry.fields.base import T
from registry.rules.base import before, refuse

RULES = (
    refuse(
        "DIA-01",
        "diagnosis",
        "diagnosis_date",
        T(
            "La date du diagnostic ({diagnosis_date}) est dans le futur.",
            "The date of diagnosis ({diagnosis_date}) is in the future.",
        ),
        lambda c: before(c.on, c.record.get("diagnosis_date")),
    ),
    refuse(
        "DIA-02",
        "diagnosis",
        "diagnosis_date",
        T(
            "Le diagnostic ({diagnosis_date}) précède la naissance du patient. Corrigez l’une des deux dates.",
            "The diagnosis ({diagnosis_date}) is before the patient’s birth. Correct one of the two dates.",
        ),
        lambda c: before(c.record.get("diagnosis_date"), c.patient.get("birth_month")),
    ),
)
