"""Long lists a page at a time, for programs: records of one kind by id, their embedded rows, and the raw trail."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Any

from sqlalchemy import ColumnElement, and_, func, or_, select
from sqlalchemy.orm import aliased

from registry.db import RegistrySession
from registry.fields.base import Kind
from registry.fields.catalogue import KINDS, embedded
from registry.fields.layout import VOID
from registry.models.audit import AuditEntry
from registry.models.base import OfPatient
from registry.models.catalogue import MODELS
from registry.models.drug import Drug
from registry.models.patient import Patient


@dataclass(frozen=True, slots=True)
class Asked:
    """Which records of a kind: equal columns, statuses, changed since an instant; and which page of them."""

    columns: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}))
    statuses: tuple[str, ...] = ()
    since: dt.datetime | None = None
    page: int = 1
    page_size: int = 50


@dataclass(frozen=True, slots=True)
class Page:
    """The rows of one page by id, and how many there are on all pages."""

    rows: Sequence[Any]
    total: int


def page_of(session: RegistrySession, kind: str, asked: Asked) -> Page:
    """One page of the records of a kind in the reader's rows.

    Like an export, a list over several patients leaves out the records of those who objected; patients themselves
    stay in the list of patients, and a list that is asked for one patient or parent is whole.
    """
    model = MODELS[kind]
    conditions = list(_conditions(kind, asked))
    total = session.scalar(select(func.count()).select_from(model).where(*conditions)) or 0
    statement = select(model).where(*conditions).order_by(model.id)
    rows = session.scalars(statement.offset((asked.page - 1) * asked.page_size).limit(asked.page_size))
    return Page(list(rows), total)


def _conditions(kind: str, asked: Asked) -> Iterable[ColumnElement[bool]]:
    model = MODELS[kind]
    for name, value in asked.columns.items():
        yield getattr(model, name) == value
    if asked.statuses:
        yield model.status.in_(asked.statuses)
    if asked.since is not None:
        entry = aliased(AuditEntry)
        changed = and_(entry.table == kind, entry.row == model.id, entry.at >= asked.since)
        yield select(entry.id).where(changed).exists()
    if issubclass(model, OfPatient) and not asked.columns:
        yield model.patient_id.not_in(select(Patient.id).where(Patient.objection == "yes"))


def rows_of_all(session: RegistrySession, kind: str, ids: Sequence[str]) -> Mapping[str, list[Any]]:
    """The embedded rows, not void, of several records at once, by the record's id."""
    below = embedded(kind)
    found: defaultdict[str, list[Any]] = defaultdict(list)
    if below is None or not ids:
        return found
    model = MODELS[below.record.name]
    parent = getattr(model, below.record.parent_id)
    for row in session.scalars(select(model).where(parent.in_(ids), model.status != VOID).order_by(model.id)):
        found[getattr(row, below.record.parent_id)].append(row)
    return found


def inns_of(session: RegistrySession, rows: Iterable[tuple[str, Any]]) -> Mapping[str, str]:
    """The INN of every drug that one of these (kind, row) names, by the drug's id."""
    named = {getattr(row, name) for kind, row in rows for name in _drug_fields(kind)} - {None}
    if not named:
        return {}
    return {drug.id: drug.inn for drug in session.scalars(select(Drug).where(Drug.id.in_(sorted(named))))}


def _drug_fields(kind: str) -> Iterable[str]:
    return (f.name for f in KINDS[kind].fields.values() if f.kind is Kind.REFERENCE and f.source == "drug")


def trail_of(session: RegistrySession, kind: str, row: Any) -> list[AuditEntry]:
    """The entries of a record and of its embedded rows as the trail holds them, newest first."""
    of_row = and_(AuditEntry.table == kind, AuditEntry.row == row.id)
    below = embedded(kind)
    if below is not None:
        model = MODELS[below.record.name]
        ids = select(model.id).where(getattr(model, below.record.parent_id) == row.id)
        of_row = or_(of_row, and_(AuditEntry.table == below.record.name, AuditEntry.row.in_(ids)))
    return list(session.scalars(select(AuditEntry).where(of_row).order_by(AuditEntry.id.desc())))
