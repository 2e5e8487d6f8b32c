"""One patient with everything under it, for the page of the patient."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import bindparam, exists, select

from registry.db import RegistrySession
from registry.fields.base import Kind
from registry.fields.catalogue import KINDS
from registry.fields.layout import VOID
from registry.models.catalogue import MODELS
from registry.models.course import CourseDrug
from registry.models.drug import Drug
from registry.models.patient import Patient
from registry.queries import records
from registry.rules.base import iso

UNDER: tuple[str, ...] = tuple(
    kind
    for kind, fields in KINDS.items()
    if fields.record.clinical and fields.record.parent not in ("", "centre") and not fields.record.embedded
)
"""Every kind of record that is under a patient and has a form of its own."""

ORDERED_BY: Mapping[str, tuple[str, ...]] = {
    "diagnosis": ("diagnosis_date",),
    "prior_line": ("line",),
    "concomitant": ("began",),
    "access_request": ("requested_on",),
    "course": ("first_dose",),
    "follow_up": ("visited_on", "planned_on"),
    "assessment": ("assessed_on",),
    "toxicity": ("onset",),
    "questionnaire": ("filled_on",),
}
"""The fields that put the records of a kind in clinical order, where it is not their first date; the first given."""

_HAS = select(
    *(
        exists()
        .where(MODELS[kind].patient_id == bindparam("patient_id"))
        .select_from(MODELS[kind])
        .label(kind)
        for kind in UNDER
    )
)
"""Which kinds a patient has any record of: one question, so that a page asks only for those there are."""


@dataclass(frozen=True, slots=True)
class PatientRecord:
    """A patient with everything under it, void rows included for those who look; by kind, in clinical order."""

    patient: Patient
    rows: Mapping[str, Sequence[Any]]
    course_drugs: Mapping[str, Sequence[CourseDrug]]
    toxicity_drugs: Mapping[str, Sequence[Any]]
    drugs: Mapping[str, Drug]

    def drugs_of(self, course: Any) -> list[Drug]:
        """The drugs of one of the courses, in the order they were entered."""
        named = [row.drug for row in self.course_drugs.get(course.id, ())]
        return [self.drugs[drug] for drug in named if drug]

    def live(self, kind: str) -> list[Any]:
        """The rows of a kind that are not void."""
        return [row for row in self.rows.get(kind, ()) if row.status != VOID]

    def under(self, kind: str, parent_id: str) -> list[Any]:
        """The rows of a kind under one parent, that are not void."""
        parent = KINDS[kind].record.parent_id
        return [row for row in self.live(kind) if getattr(row, parent) == parent_id]


def whole(session: RegistrySession, patient_id: str, *, kinds: Collection[str] = UNDER) -> PatientRecord:
    """One patient and its records of these kinds. NotFound outside the reader's rows."""
    patient = records.get(session, "patient", patient_id)
    there = session.execute(_HAS, {"patient_id": patient_id}).mappings().one()
    rows = {kind: _under(session, kind, patient_id) if there[kind] else [] for kind in UNDER if kind in kinds}
    course_drugs = _by_parent(session, "course_drug", patient_id) if there["course"] else {}
    toxicity_drugs = _by_parent(session, "toxicity_drug", patient_id) if there["toxicity"] else {}
    drugs = _drugs(session, [*course_drugs.values(), *rows.values()])
    return PatientRecord(patient, rows, course_drugs, toxicity_drugs, drugs)


def _drugs(session: RegistrySession, groups: Sequence[Sequence[Any]]) -> dict[str, Drug]:
    """The drugs that any of the rows names."""
    named = {row.drug for group in groups for row in group if getattr(row, "drug", None)}
    return {drug.id: drug for drug in session.scalars(select(Drug).where(Drug.id.in_(sorted(named))))}


def _under(session: RegistrySession, kind: str, patient_id: str) -> list[Any]:
    model, names = MODELS[kind], ORDERED_BY.get(kind) or _first_date(kind)
    rows = session.scalars(select(model).where(model.patient_id == patient_id))
    return sorted(rows, key=lambda row: (_order(row, names), row.id))


def _first_date(kind: str) -> tuple[str, ...]:
    dates = (Kind.DATE, Kind.PARTIAL_DATE, Kind.MONTH)
    return tuple(field.name for field in KINDS[kind].fields.values() if field.kind in dates)[:1]


def _order(row: Any, names: Sequence[str]) -> str:
    """What a record is sorted by: the first of the fields that has a value."""
    return next((_sortable(value) for name in names if (value := getattr(row, name)) is not None), "")


def _sortable(value: Any) -> str:
    return f"{value:04d}" if isinstance(value, int) else iso(value)


def _by_parent(session: RegistrySession, kind: str, patient_id: str) -> dict[str, list[Any]]:
    model, parent = MODELS[kind], KINDS[kind].record.parent_id
    grouped: defaultdict[str, list[Any]] = defaultdict(list)
    for row in session.scalars(
        select(model).where(model.patient_id == patient_id, model.status != VOID).order_by(model.id)
    ):
        grouped[getattr(row, parent)].append(row)
    return dict(grouped)
