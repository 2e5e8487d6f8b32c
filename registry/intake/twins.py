"""Patients who may be the same person twice, among what is stored and what the files bring."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from typing import Any

from sqlalchemy import select, tuple_

from registry.intake.outlook import Outlook, Record, as_stored
from registry.models.patient import Patient

Key = tuple[str, Any, Any]


def of(outlook: Outlook, patients: Iterable[Record]) -> Mapping[str, list[Mapping[str, Any]]]:
    """By patient id, the others of its centre with the same month of birth and sex (registry.rules.base.TWIN)."""
    keys = {patient.id: key for patient in patients if all(key := _key(patient))}
    alike = _alike(outlook, set(keys.values()))
    several = {id_: [other for other in alike[key] if other.id != id_] for id_, key in keys.items()}
    ids = {other.id for others in several.values() for other in others}
    diagnoses, courses = outlook.below("diagnosis", ids), outlook.below("course", ids)
    return {
        id_: [_twin(other, diagnoses[other.id], courses[other.id]) for other in others]
        for id_, others in several.items()
    }


def _key(patient: Record) -> Key:
    return patient.centre_id, patient.values.get("birth_month"), patient.values.get("sex")


def _alike(outlook: Outlook, keys: set[Key]) -> Mapping[Key, list[Record]]:
    """The patients as they will be, by centre, month of birth and sex."""
    found: defaultdict[Key, list[Record]] = defaultdict(list)
    laid = outlook.records["patient"]
    for patient in laid.values():
        if _key(patient) in keys:
            found[_key(patient)].append(patient)
    columns = tuple_(Patient.centre_id, Patient.birth_month, Patient.sex)
    for row in outlook.select(select(Patient).where(columns.in_(sorted(keys)))) if keys else ():
        if row.id not in laid:
            found[row.centre_id, row.birth_month, row.sex].append(as_stored("patient", row))
    return found


def _twin(patient: Record, diagnoses: Iterable[Record], courses: Iterable[Record]) -> Mapping[str, Any]:
    return {
        "id": patient.id,
        "number": patient.values.get("number"),
        "groups": [d.values["iccc3"] for d in diagnoses if d.values.get("iccc3")],
        "first_doses": [c.values["first_dose"] for c in courses if c.values.get("first_dose")],
    }
