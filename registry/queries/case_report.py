"""What the records hold for the pharmacovigilance report of one toxicity."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from registry.access.scope import scope_in
from registry.db import RegistrySession
from registry.fields.base import T
from registry.fields.catalogue import KINDS
from registry.queries import patient_record, records
from registry.queries.patient_record import PatientRecord
from registry.rules.base import EMPTY, Record, before
from registry.rules.case_facts import CaseFacts, DrugFacts, dose_at, last_measure, whole_day

READ = (
    "diagnosis",
    "history",
    "concomitant",
    "access_request",
    "course",
    "initiation",
    "dose_period",
    "follow_up",
    "toxicity",
    "declaration",
)
"""The kinds of record that the report takes something from."""

MEASURED = (("follow_up", "visited_on"), ("initiation", "measured_on"), ("access_request", "requested_on"))
"""Where weight and height are recorded, and the day they are of."""


def facts_of(session: RegistrySession, toxicity_id: str) -> CaseFacts:
    """The facts of a case, typed words only for those who read them. NotFound outside the reader's rows."""
    toxicity = records.get(session, "toxicity", toxicity_id)
    found = patient_record.whole(session, toxicity.patient_id, kinds=READ)
    course = records.get(session, "course", toxicity.course_id)
    onset = toxicity.onset
    with_text = scope_in(session).role.reads_text
    diagnoses = found.live("diagnosis")
    return CaseFacts(
        id=toxicity.id,
        toxicity=_record("toxicity", toxicity, with_text),
        patient=_record("patient", found.patient, with_text),
        patient_id=found.patient.id,
        course=_record("course", course, with_text),
        course_id=course.id,
        centre=toxicity.centre_id,
        drugs=tuple(_drugs(found, toxicity, with_text)),
        diagnosis=_record("diagnosis", diagnoses[-1], with_text) if diagnoses else EMPTY,
        weight=last_measure(_measured(found, "weight"), onset),
        height=last_measure(_measured(found, "height"), onset),
        history=_all(found, "history", with_text),
        concomitants=tuple(
            row for row in _all(found, "concomitant", with_text) if is_given_at(row, toxicity.onset)
        ),
        declarations=tuple(
            _record("declaration", row, with_text) for row in found.under("declaration", toxicity.id)
        ),
    )


def _record(kind: str, row: Any, with_text: bool) -> Record:
    """The declared values of a row with its id, without typed words for those who do not read them."""
    fields = KINDS[kind].fields
    values = {name: getattr(row, name) for name, field in fields.items() if with_text or not field.is_text}
    return values | {"id": row.id}


def is_given_at(treatment: Record, onset: str | None) -> bool:
    """Whether a treatment was perhaps given at onset: it did not certainly begin after it, nor end before it."""
    return not before(onset, treatment.get("began")) and not before(treatment.get("ended"), onset)


def _all(found: PatientRecord, kind: str, with_text: bool) -> tuple[Record, ...]:
    return tuple(_record(kind, row, with_text) for row in found.live(kind))


def _measured(found: PatientRecord, name: str) -> list[tuple[Any, Any]]:
    """(day, value) of each record that holds the measure."""
    return [
        (getattr(row, day), getattr(row, name))
        for kind, day in MEASURED
        for row in found.live(kind)
        if hasattr(row, name)
    ]


def _drugs(found: PatientRecord, toxicity: Any, with_text: bool) -> Iterator[DrugFacts]:
    """The drugs of the course with their dose at onset, their batch and what is thought of each."""
    opinions = {row.drug: row for row in found.toxicity_drugs.get(toxicity.id, ())}
    periods = found.under("dose_period", toxicity.course_id)
    batches = [row.batch for row in found.under("initiation", toxicity.course_id) if row.batch]
    rows = [(row.drug, row) for row in found.course_drugs.get(toxicity.course_id, ()) if row.drug]
    for drug, row in rows:
        known = found.drugs[drug]
        own = [_record("dose_period", period, with_text) for period in periods if period.drug == drug]
        dose = dose_at(own, _record("course_drug", row, with_text), whole_day(toxicity.onset))
        opinion = opinions.get(drug)
        yield DrugFacts(
            drug=drug,
            name=T(known.inn_fr or known.inn, known.inn),
            opinion=_record("toxicity_drug", opinion, with_text) if opinion else EMPTY,
            dose=dose,
            # The batch of the initiation form names no drug: it is that of the only one.
            batch=dose.get("batch") or (batches[-1] if batches and len(rows) == 1 else ""),
        )
