"""DM: one line per patient. DS: why courses stopped, death and loss."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from types import MappingProxyType

from exports.exchange.sdtm.base import Domain, Line, Subject, Variable, identifiers, iso
from registry.fields.values import STOP_REASON, VITAL_STATUS

SEXES = {"male": "M", "female": "F", "unknown": "U"}

DISPOSITIONS: Mapping[str, str] = MappingProxyType(
    {
        "progression": "PROGRESSIVE DISEASE",
        "toxicity": "ADVERSE EVENT",
        "planned": "COMPLETED",
        "response": "OTHER",
        "death": "DEATH",
        "choice": "WITHDRAWAL BY SUBJECT",
        "physician": "PHYSICIAN DECISION",
        "supply": "OTHER",
        "trial": "OTHER",
        "transplant": "OTHER",
        "lost": "LOST TO FOLLOW-UP",
        "other": "OTHER",
    }
)
"""The registry's reasons for stopping in the words of the standard; DSTERM keeps the registry's."""
ENDS: Mapping[str, str] = MappingProxyType({"dead": "DEATH", "lost": "LOST TO FOLLOW-UP"})


def _demographics(subject: Subject) -> Iterator[Line]:
    patient = subject.patient
    firsts = [iso(course["first_dose"]) for course in subject.records["course"] if course["first_dose"]]
    lasts = [iso(course["last_dose"]) for course in subject.records["course"]]
    is_dead = patient["vital_status"] == "dead"
    yield {
        "SUBJID": patient["number"],
        "RFSTDTC": min(firsts, default=None, key=str),
        "RFENDTC": max(lasts, default=None, key=str) if None not in lasts else None,
        "RFICDTC": iso(patient["information_date"]),
        "DTHDTC": iso(patient["vital_status_date"]) if is_dead else None,
        "DTHFL": "Y" if is_dead else None,
        "SITEID": patient["centre_id"],
        "BRTHDTC": patient["birth_month"],
        "SEX": SEXES.get(patient["sex"]),
        "COUNTRY": subject.country,
    }


DM = Domain(
    "DM",
    "Demographics",
    ("patient", "course"),
    (
        *identifiers("DM", sequence=False),
        Variable("SUBJID", "Subject Identifier for the Study", "patient.number"),
        Variable("RFSTDTC", "Subject Reference Start Date/Time", "earliest course.first_dose"),
        Variable(
            "RFENDTC", "Subject Reference End Date/Time", "latest course.last_dose, once all have stopped"
        ),
        Variable(
            "RFICDTC",
            "Date/Time of Informed Consent",
            "patient.information_date (information, non-objection)",
        ),
        Variable("DTHDTC", "Date/Time of Death", "patient.vital_status_date of the dead"),
        Variable("DTHFL", "Subject Death Flag", "Y where patient.vital_status is dead"),
        Variable("SITEID", "Study Site Identifier", "patient.centre_id"),
        Variable("BRTHDTC", "Date/Time of Birth", "patient.birth_month"),
        Variable("SEX", "Sex", "patient.sex: M, F, U"),
        Variable("COUNTRY", "Country", "centre.country_id, two letters"),
    ),
    _demographics,
)


def _dispositions(subject: Subject) -> Iterator[Line]:
    for course in subject.records["course"]:
        if course["stop_reason"]:
            yield {
                "DSSPID": course["id"],
                "DSTERM": STOP_REASON.label(course["stop_reason"]).en,
                "DSDECOD": DISPOSITIONS[course["stop_reason"]],
                "DSCAT": "DISPOSITION EVENT",
                "DSSCAT": "TREATMENT",
                "DSSTDTC": iso(course["last_dose"]),
            }
    status = subject.patient["vital_status"]
    if status in ENDS:
        yield {
            "DSSPID": subject.patient["id"],
            "DSTERM": VITAL_STATUS.label(status).en,
            "DSDECOD": ENDS[status],
            "DSCAT": "DISPOSITION EVENT",
            "DSSCAT": "STUDY PARTICIPATION",
            "DSSTDTC": iso(subject.patient["vital_status_date"]),
        }


DS = Domain(
    "DS",
    "Disposition",
    ("patient", "course"),
    (
        *identifiers("DS"),
        Variable(
            "DSTERM", "Reported Term for the Disposition Event", "words of course.stop_reason or of the death"
        ),
        Variable(
            "DSDECOD",
            "Standardized Disposition Term",
            "course.stop_reason or patient.vital_status, translated",
        ),
        Variable("DSCAT", "Category for Disposition Event", "always DISPOSITION EVENT"),
        Variable("DSSCAT", "Subcategory for Disposition Event", "TREATMENT or STUDY PARTICIPATION"),
        Variable(
            "DSSTDTC", "Start Date/Time of Disposition Event", "course.last_dose or patient.vital_status_date"
        ),
    ),
    _dispositions,
)
