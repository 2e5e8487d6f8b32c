"""Observation: assessments of the tumour, weight and height, laboratory results."""

from __future__ import annotations

from collections.abc import Iterator

from exports.exchange.columns import RESPONSE
from exports.exchange.fhir.terms import (
    BASE,
    Json,
    Record,
    coding,
    concept,
    field,
    iso,
    quantity,
    reference,
    started,
    trimmed,
)
from registry.fields.catalogue import KINDS
from registry.terminology import codes

MEASURES = (("weight", "kg"), ("height", "cm"))
"""What is measured of the child, and its unit in UCUM."""


def assessment(record: Record) -> Json:
    """An assessment: the local response, the criterion as method, the measure and the reviewed reading beside it."""
    measure = quantity(record["target_measure"], None, None)
    reviewed = _response(record, "reviewed_response")
    components = [
        trimmed(code=_field("assessment", "target_measure"), valueQuantity=measure),
        trimmed(code=_field("assessment", "reviewed_response"), valueCodeableConcept=reviewed),
    ]
    return _observation("assessment", record, record["assessed_on"]) | trimmed(
        code=_field("assessment", "response"),
        valueCodeableConcept=_response(record, "response"),
        method=concept("criterion", record["criterion"]),
        component=[component for component in components if len(component) > 1],
    )


def measures(kind: str, record: Record, day: str) -> Iterator[tuple[str, Json]]:
    """Weight and height of a visit, each with the key of its resource; day: the column of the date."""
    for name, unit in MEASURES:
        if record[name] is not None:
            key = f"{record['id']}-{name}"
            made = _observation(kind, {**record, "id": key}, record[day])
            made["identifier"] = [{"system": f"{BASE}:record:{kind}", "value": record["id"]}]
            yield (
                key,
                made | {"code": _field(kind, name), "valueQuantity": quantity(record[name], unit, unit)},
            )


def lab_result(record: Record) -> Json:
    """A laboratory result with its limits of normal."""
    unit = codes.label("lab_unit", record["unit"]).en if record["unit"] else None
    limits = trimmed(low=quantity(record["lower"], unit, None), high=quantity(record["upper"], unit, None))
    return _observation("lab_result", record, record["sampled_on"]) | trimmed(
        code=concept("analyte", record["analyte"]) or _field("lab_result", "analyte"),
        valueQuantity=quantity(record["value"], unit, None),
        referenceRange=[limits] if limits else None,
    )


def _observation(kind: str, record: Record, day: object) -> Json:
    return started("Observation", kind, record) | trimmed(
        status="final" if record["status"] == "complete" else "preliminary",
        subject=reference("Patient", record["patient_id"]),
        effectiveDateTime=iso(day),
    )


def _response(record: Record, name: str) -> Json | None:
    code = record[name]
    return {"coding": [coding(RESPONSE, code, criterion=record["criterion"])]} if code else None


def _field(kind: str, name: str) -> Json:
    return field(kind, name, KINDS[kind].fields[name].label.en)
