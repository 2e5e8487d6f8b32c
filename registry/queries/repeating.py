"""Records as repeating forms: those of a patient, numbered for good, and the patients that a period touched."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, Select, Subquery, func, or_, select

from registry.db import RegistrySession
from registry.fields.catalogue import KINDS
from registry.models.audit import AuditEntry
from registry.models.catalogue import MODELS
from registry.models.patient import Patient
from registry.queries.layout import Row, select_cells
from registry.queries.research import PATIENTS, kept, owner_of

CLINICAL = tuple(kind for kind, fields in KINDS.items() if fields.record.clinical)
"""The kinds whose records are of a patient."""


@dataclass(frozen=True, slots=True)
class Numbered:
    """A record of a patient: its number among those of its kind, and the cells that were asked for."""

    patient_id: str
    number: int
    cells: Row


@dataclass(frozen=True, slots=True)
class Choice:
    """Which patients: those named (None: all), and of them those whose records changed between two instants."""

    among: tuple[str, ...] | None = None
    since: dt.datetime | None = None
    until: dt.datetime | None = None


def batches(session: RegistrySession, choice: Choice) -> Iterator[dict[str, str]]:
    """The centre of each patient by key, some at a time, without who objected and under the session's scope."""
    last = ""
    while True:
        statement = kept(select_cells("patient", ("id", "centre_id")), "patient").where(*_chosen(choice))
        found = session.execute(statement.where(Patient.id > last).order_by(Patient.id).limit(PATIENTS)).all()
        if not found:
            return
        yield {row.id: row.centre_id for row in found}
        last = found[-1].id


def numbered(
    session: RegistrySession, kind: str, names: tuple[str, ...], patients: Sequence[str]
) -> Iterator[Numbered]:
    """The records of a kind of some patients, by patient and number.

    A record is numbered when it is made, those that are void now among them: so a number never passes to another.
    """
    model, numbers = MODELS[kind], _numbers(kind, patients)
    owner = owner_of(model)
    statement = kept(select_cells(kind, names, before=(owner, numbers.c.number)), kind)
    statement = statement.where(numbers.c.id == model.id, owner.in_(patients))
    for patient, number, *cells in session.execute(statement.order_by(owner, numbers.c.number)):
        yield Numbered(patient, number, tuple(cells))


def _numbers(kind: str, patients: Sequence[str]) -> Subquery:
    """The number of each record of a kind: its place in the order in which the trail saw them made."""
    model = MODELS[kind]
    owner = owner_of(model)
    made = select(func.min(AuditEntry.id)).where(AuditEntry.table == kind, AuditEntry.row == model.id)
    order = (func.coalesce(made.scalar_subquery(), 0), model.id)
    place = func.row_number().over(partition_by=owner, order_by=order).label("number")
    return select(model.id.label("id"), place).where(owner.in_(patients)).subquery()


def _chosen(choice: Choice) -> Iterator[ColumnElement[bool]]:
    if choice.among is not None:
        yield Patient.id.in_(choice.among)
    if choice.since or choice.until:
        yield or_(*(Patient.id.in_(_touched(kind, choice)) for kind in CLINICAL))


def _touched(kind: str, choice: Choice) -> Select[Any]:
    model = MODELS[kind]
    changed = select(AuditEntry.row).where(AuditEntry.table == kind)
    if choice.since:
        changed = changed.where(AuditEntry.at >= choice.since)
    if choice.until:
        changed = changed.where(AuditEntry.at <= choice.until)
    return select(owner_of(model)).where(model.id.in_(changed))
