"""MedicationStatement: a drug of a course. MedicationAdministration: a period at one dose, or a pause."""

from __future__ import annotations

from exports.exchange.fhir.terms import (
    BASE,
    Json,
    Record,
    concept,
    concepts,
    dose,
    hl7,
    period,
    reference,
    started,
    trimmed,
    unknown_period,
)

_AS_PLANNED = (None, "planned", "response")
PAUSE = "interruption"


def medication(drug: str | None) -> Json:
    """A drug by its international non-proprietary name; a draft may lack it."""
    if drug is None:
        return {"coding": [hl7("data-absent-reason", "unknown")]}
    return {"coding": [{"system": f"{BASE}:list:drug", "code": drug, "display": drug}], "text": drug}


def statement(record: Record, course: Record) -> Json:
    """A drug of a course, from first to last dose, with its starting dose and why it stopped."""
    rate = dose(record, "starting_dose")
    dosage = trimmed(
        route=concept("route", record["route"]), doseAndRate=[{"doseQuantity": rate}] if rate else None
    )
    return started("MedicationStatement", "course_drug", record) | trimmed(
        status=_status(course),
        statusReason=concepts("stop_reason", course["stop_reason"]),
        medicationCodeableConcept=medication(record["drug"]),
        subject=reference("Patient", record["patient_id"]),
        effectivePeriod=period(course["first_dose"], course["last_dose"]),
        dosage=[dosage] if dosage else None,
    )


def _status(course: Record) -> str:
    if course["last_dose"] is None:
        return "active"
    return "completed" if course["stop_reason"] in _AS_PLANNED else "stopped"


def administration(record: Record) -> Json:
    """A dose period. A pause was not given."""
    rate = dose(record, "dose")
    return started("MedicationAdministration", "dose_period", record) | trimmed(
        status=_given(record),
        statusReason=concepts("dose_reason", record["change_reason"]),
        medicationCodeableConcept=medication(record["drug"]),
        subject=reference("Patient", record["patient_id"]),
        effectivePeriod=period(record["began"], record["ended"]) or unknown_period(),
        dosage=trimmed(route=concept("route", record["route"]), dose=rate) if rate else None,
    )


def _given(record: Record) -> str:
    if record["change"] == PAUSE:
        return "not-done"
    return "completed" if record["ended"] else "in-progress"
