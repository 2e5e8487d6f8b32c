"""The rules, on every new or changed record, with its surroundings as they will be."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from registry.actions.records import open_questions
from registry.fields.catalogue import KINDS, embedded
from registry.fields.layout import COMPLETE
from registry.intake import twins
from registry.intake.outlook import Outlook, Record, chunks
from registry.intake.report import Remarks
from registry.queries.records import KINDS_WITH_SIBLINGS
from registry.rules.base import BLOCKING, DRUGS, EMPTY, TWIN, Case, Level
from registry.rules.check import Finding, findings, needs_of

Groups = Mapping[str, list[Record]]


@dataclass(frozen=True, slots=True)
class _Surroundings:
    """What stands around some records: by id what is above them and the drugs they name, by record its rows, drugs
    and siblings, by kind and patient what else the rules read."""

    patients: Mapping[str, Record]
    courses: Mapping[str, Record]
    toxicities: Mapping[str, Record]
    countries: Mapping[str, Record]
    drugs: Groups
    rows: Groups
    siblings: Groups
    others: Mapping[str, Groups]
    twins: Mapping[str, list[Mapping[str, Any]]]
    facts: Mapping[str, Record]


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
    toxicities = outlook.find("toxicity", above) if fields.parent == "toxicity" else {}
    of_toxicities = {toxicity.parent_id for toxicity in toxicities.values()}
    courses = above if fields.parent == "course" else of_toxicities
    siblings = outlook.below(kind, above) if kind in KINDS_WITH_SIBLINGS else {}
    of_siblings = {other.id for group in siblings.values() for other in group} if kind == "course" else set()
    owners = {r.patient_id for r in records} if fields.clinical else set[str]()
    needed = needs_of(kind)
    others = {name: outlook.of_patients(name, owners) for name in needed if name not in (TWIN, DRUGS)}
    rows = outlook.below(below.record.name, ids) if below else {}
    of_others = {course.id for group in others.get("course", {}).values() for course in group}
    patients = outlook.find("patient", owners) if fields.clinical and kind != "patient" else {}
    return _Surroundings(
        patients=patients,
        courses=outlook.find("course", courses),
        toxicities=toxicities,
        countries=outlook.find("country", {r.centre_id[:2] for r in records}) if kind == "patient" else {},
        drugs=outlook.below("course_drug", courses | of_siblings | of_others),
        rows=rows,
        siblings=siblings,
        others=others,
        twins=twins.of(outlook, patients.values()) if TWIN in needed else {},
        facts=outlook.find("drug", _named((records, *rows.values()))) if DRUGS in needed else {},
    )


def _named(groups: Iterable[Iterable[Record]]) -> set[str]:
    """The drugs that records name."""
    return {record.values["drug"] for group in groups for record in group if record.values.get("drug")}


def _check(record: Record, around: _Surroundings, *, on: dt.date, problems: Remarks) -> None:
    """Questions are kept with the record; a refusal stands only against a complete one."""
    if record.is_faulty or any(near.is_faulty for near in _near(record, around)):
        return
    found = findings(record.kind, _case(record, around, on=on))
    record.questions = open_questions(found, record.answers)
    origin = record.origin
    if origin is not None:
        for finding in _refusals(found, is_complete=record.status == COMPLETE):
            column = finding.field if origin.id == record.id else ""
            problems.add(
                origin.sheet,
                origin.number,
                finding.problem.told,
                column=column,
                value=record.values.get(finding.field),
            )


def _refusals(found: Iterable[Finding], *, is_complete: bool) -> Iterable[Finding]:
    levels = BLOCKING if is_complete else (Level.FORBID,)
    return (finding for finding in found if finding.level in levels)


def _near(record: Record, around: _Surroundings) -> Iterable[Record]:
    above = (around.patients.get(record.patient_id), _course(record, around), _toxicity(record, around))
    yield from (near for near in above if near)
    yield from around.rows.get(record.id, ())


def _toxicity(record: Record, around: _Surroundings) -> Record | None:
    return around.toxicities.get(record.parent_id)


def _course(record: Record, around: _Surroundings) -> Record | None:
    toxicity = _toxicity(record, around)
    return around.courses.get(toxicity.parent_id if toxicity else record.parent_id)


def _case(record: Record, around: _Surroundings, *, on: dt.date) -> Case:
    course = _course(record, around)
    return Case(
        record=record.values,
        on=on,
        id=record.id,
        missing=record.missing,
        rows=[row.values for row in around.rows.get(record.id, ())],
        patient=_values(around.patients.get(record.patient_id)),
        course=_values(course),
        toxicity=_values(_toxicity(record, around)),
        country=_values(around.countries.get(record.centre_id[:2])),
        drugs=_drugs(around, course.id if course else ""),
        siblings=[
            _sibling(other, around)
            for other in around.siblings.get(record.parent_id, ())
            if other.id != record.id
        ],
        around=_others(record, around),
        drug_facts={
            drug: _values(around.facts[drug])
            for drug in _named(([record], around.rows.get(record.id, ())))
            if drug in around.facts
        },
    )


def _others(record: Record, around: _Surroundings) -> Mapping[str, Sequence[Mapping[str, Any]]]:
    """By kind, the other records of the patient, with their ids; courses with their drugs."""
    found: dict[str, Sequence[Mapping[str, Any]]] = {
        kind: [
            {**_values(other), **({"drugs": _drugs(around, other.id)} if kind == "course" else {})}
            for other in groups.get(record.patient_id, ())
            if other.id != record.id
        ]
        for kind, groups in around.others.items()
    }
    return found | {TWIN: around.twins.get(record.patient_id, ())}


def _values(record: Record | None) -> Mapping[str, Any]:
    """What a record holds, with its id and that of its parent, as the rules read it."""
    if record is None:
        return EMPTY
    parent = KINDS[record.kind].record.parent_id
    place = {parent: record.parent_id} if parent else {}
    return {**record.values, **place, "id": record.id}


def _drugs(around: _Surroundings, course_id: str) -> list[str]:
    named = (row.values.get("drug") for row in around.drugs.get(course_id, ()))
    return [drug for drug in named if drug]


def _sibling(other: Record, around: _Surroundings) -> Mapping[str, Any]:
    return {**other.values, "drugs": _drugs(around, other.id)} if other.kind == "course" else other.values
