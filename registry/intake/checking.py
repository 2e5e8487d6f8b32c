"""The rules, on every new or changed record, with its surroundings as they will be."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from registry.actions.records import open_questions
from registry.fields.catalogue import KINDS, embedded
from registry.fields.layout import COMPLETE
from registry.intake.outlook import Outlook, Record, chunks
from registry.intake.report import Remarks
from registry.queries.records import KINDS_WITH_SIBLINGS
from registry.rules.base import EMPTY, Case, Level
from registry.rules.check import Finding, findings

Groups = Mapping[str, list[Record]]


@dataclass(frozen=True, slots=True)
class _Surroundings:
    """What stands around some records: by id patients and courses, by record its rows, drugs and siblings."""

    patients: Mapping[str, Record]
    courses: Mapping[str, Record]
    drugs: Groups
    rows: Groups
    siblings: Groups


def check(kind: str, outlook: Outlook, *, on: dt.date, problems: Remarks) -> int:
    """Check the records of a kind; the number of questions that they leave open."""
    opened = 0
    if KINDS[kind].record.embedded:
        return opened
    for records in chunks(outlook.records[kind].values()):
        around = _surroundings(kind, outlook, records)
        for record in records:
            _check(record, around, on=on, problems=problems)
            opened += len(record.questions)
    return opened


def _surroundings(kind: str, outlook: Outlook, records: list[Record]) -> _Surroundings:
    fields, below = KINDS[kind].record, embedded(kind)
    ids, above = [record.id for record in records], {record.parent_id for record in records}
    courses = above if fields.parent == "course" else set[str]()
    siblings = outlook.below(kind, above) if kind in KINDS_WITH_SIBLINGS else {}
    of_siblings = {other.id for group in siblings.values() for other in group} if kind == "course" else set()
    return _Surroundings(
        patients=outlook.find("patient", {r.patient_id for r in records})
        if fields.clinical and kind != "patient"
        else {},
        courses=outlook.find("course", courses),
        drugs=outlook.below("course_drug", courses | of_siblings),
        rows=outlook.below(below.record.name, ids) if below else {},
        siblings=siblings,
    )


def _check(record: Record, around: _Surroundings, *, on: dt.date, problems: Remarks) -> None:
    """Questions are kept with the record; a refusal stands only against a complete one."""
    if record.is_faulty or any(near.is_faulty for near in _near(record, around)):
        return
    found = findings(record.kind, _case(record, around, on=on))
    record.questions = open_questions(found, record.answers)
    origin = record.origin
    if record.status == COMPLETE and origin is not None:
        for finding in _refusals(found):
            column = finding.field if origin.id == record.id else ""
            problems.add(
                origin.sheet,
                origin.number,
                finding.text,
                column=column,
                value=record.values.get(finding.field),
            )


def _refusals(found: Iterable[Finding]) -> Iterable[Finding]:
    return (finding for finding in found if finding.level is Level.REFUSE)


def _near(record: Record, around: _Surroundings) -> Iterable[Record]:
    yield from (
        near
        for near in (around.patients.get(record.patient_id), around.courses.get(record.parent_id))
        if near
    )
    yield from around.rows.get(record.id, ())


def _case(record: Record, around: _Surroundings, *, on: dt.date) -> Case:
    patient, course = around.patients.get(record.patient_id), around.courses.get(record.parent_id)
    return Case(
        record=record.values,
        on=on,
        rows=[row.values for row in around.rows.get(record.id, ())],
        patient=patient.values if patient else EMPTY,
        course=course.values if course else EMPTY,
        drugs=_drugs(around, record.parent_id),
        siblings=[
            _sibling(other, around)
            for other in around.siblings.get(record.parent_id, ())
            if other.id != record.id
        ],
    )


def _drugs(around: _Surroundings, course_id: str) -> list[str]:
    named = (row.values.get("drug") for row in around.drugs.get(course_id, ()))
    return [drug for drug in named if drug]


def _sibling(other: Record, around: _Surroundings) -> Mapping[str, Any]:
    return {**other.values, "drugs": _drugs(around, other.id)} if other.kind == "course" else other.values
