"""The small parts of FHIR resources: systems, concepts, quantities, references. Empty parts are left out."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any, TypeAlias

from exports.exchange.columns import RESPONSE
from exports.exchange.units import dose_unit
from exports.exchange.words import entries
from registry.terminology import codes

Json: TypeAlias = dict[str, Any]
Record: TypeAlias = Mapping[str, Any]

BASE = "urn:paediatric-oncology-registry"
HL7 = "http://terminology.hl7.org/CodeSystem"
UCUM = "http://unitsofmeasure.org"
ABSENT = "http://hl7.org/fhir/StructureDefinition/data-absent-reason"

_ID = re.compile(r"[A-Za-z0-9\-.]{1,64}")


def system(list_: str) -> str:
    """The URI of one of the registry's code lists."""
    return f"{BASE}:list:{list_}"


def url(resource: str, key: str) -> str:
    """What a resource is called in its bundle, and by references to it."""
    return f"{BASE}:{resource}:{key}"


def trimmed(**parts: Any) -> Json:
    """The parts that hold something."""
    return {name: part for name, part in parts.items() if part not in (None, "", [], {})}


def started(resource: str, kind: str, record: Record) -> Json:
    """A resource with its key and the status of its record."""
    key = record["id"]
    return trimmed(
        resourceType=resource,
        id=key if _ID.fullmatch(key) else None,
        meta={"tag": [coding("status", record["status"])]},
        identifier=[{"system": f"{BASE}:record:{kind}", "value": key}],
    )


def coding(list_: str, code: str, *, criterion: str | None = None) -> Json:
    """A code of the registry with its English words."""
    if list_ == RESPONSE:
        label = codes.label(RESPONSE, code, criterion=criterion or "").en
    else:
        found = entries(list_)
        label = found[code].en if code in found else code
    return {"system": system(list_), "code": code, "display": label}


def concept(
    list_: str, code: str | None, *, text: str | None = None, more: tuple[Json, ...] = ()
) -> Json | None:
    """A concept of one code, further codings and typed words; None when there is nothing of it."""
    found = trimmed(coding=[*([coding(list_, code)] if code else []), *more], text=text)
    return found or None


def concepts(list_: str, joined: str | None) -> list[Json]:
    """A concept for each of several codes joined by ";"."""
    return [{"coding": [coding(list_, code)]} for code in joined.split(";")] if joined else []


def hl7(name: str, code: str) -> Json:
    """A coding of one of HL7's own systems."""
    return {"system": f"{HL7}/{name}", "code": code}


def field(kind: str, name: str, label: str) -> Json:
    """A concept that names a field of the registry: what an observation observes."""
    return {"coding": [{"system": f"{BASE}:field", "code": f"{kind}.{name}", "display": label}]}


def quantity(value: float | None, unit: str | None, code: str | None) -> Json | None:
    if value is None:
        return None
    return trimmed(value=value, unit=unit, system=UCUM if code else None, code=code)


def dose(record: Record, name: str) -> Json | None:
    """A dose with its unit and basis: mg/kg/d."""
    code = dose_unit(record["dose_unit"], record["dose_basis"])
    return quantity(record[name], code, code)


def period(start: Any, end: Any) -> Json | None:
    return trimmed(start=iso(start), end=iso(end)) or None


def unknown_period() -> Json:
    """A period that the standard demands and nobody entered yet."""
    return {"extension": [{"url": ABSENT, "valueCode": "unknown"}]}


def iso(value: Any) -> str | None:
    """A date, full or partial, as text."""
    return None if value is None else str(value)


def reference(resource: str, key: str) -> Json:
    return {"reference": url(resource, key)}
