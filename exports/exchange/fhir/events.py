"""AdverseEvent: a toxicity, with its grade, seriousness, outcome and the drugs in question."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from types import MappingProxyType

from exports.exchange.fhir.terms import (
    Json,
    Record,
    coding,
    concept,
    hl7,
    iso,
    reference,
    started,
    trimmed,
)

OUTCOMES: Mapping[str, str] = MappingProxyType(
    {
        "recovered": "resolved",
        "recovering": "recovering",
        "not_recovered": "ongoing",
        "sequelae": "resolvedWithSequelae",
        "fatal": "fatal",
        "unknown": "unknown",
    }
)
"""The registry's outcomes in HL7's list, which the standard demands."""

SEVERITIES: Mapping[str, str] = MappingProxyType(
    {"1": "mild", "2": "moderate", "3": "severe", "4": "severe", "5": "severe"}
)
"""CTCAE grades in HL7's three steps, which the standard demands; the grade itself stands beside."""

NOT_SERIOUS = "none"


def adverse_event(record: Record, suspects: Iterable[Record], *, statements: Mapping[str, str]) -> Json:
    """A toxicity. statements: the MedicationStatement of each drug of its course, by INN."""
    made = started("AdverseEvent", "toxicity", record)
    made["identifier"] = made["identifier"][0]
    grade, outcome = record["grade"], record["outcome"]
    return made | trimmed(
        actuality="actual",
        event=concept("ctcae", record["term"], text=record.get("term_text")),
        subject=reference("Patient", record["patient_id"]),
        date=iso(record["onset"]),
        seriousness=_seriousness(record["seriousness"]),
        severity=_pair("adverse-event-severity", SEVERITIES.get(grade), coding("ctcae_grade", grade))
        if grade
        else None,
        outcome=_pair("adverse-event-outcome", OUTCOMES.get(outcome), coding("outcome", outcome))
        if outcome
        else None,
        suspectEntity=[_suspect(drug, statements) for drug in suspects if drug["drug"]],
    )


def _seriousness(joined: str | None) -> Json | None:
    if not joined:
        return None
    word = "Non-serious" if joined == NOT_SERIOUS else "Serious"
    codings = [coding("seriousness", code) for code in joined.split(";")]
    return {"coding": [hl7("adverse-event-seriousness", word), *codings]}


def _pair(system: str, code: str | None, ours: Json) -> Json:
    return {"coding": [*([hl7(system, code)] if code else []), ours]}


def _suspect(record: Record, statements: Mapping[str, str]) -> Json:
    drug = record["drug"]
    instance = reference("MedicationStatement", statements[drug]) if drug in statements else {}
    causality = concept("causality", record["causality"])
    return trimmed(
        instance=instance | {"display": drug}, causality=[{"assessment": causality}] if causality else None
    )
