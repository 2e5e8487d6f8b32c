"""What the walls protect: which tables are audited, kept for ever, append-only, owned by a centre."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from sqlalchemy import Connection, ForeignKeyConstraint, MetaData, Table

from registry.models.audit import AuditContext, AuditEntry, Event
from registry.models.base import Base, CentreOwned
from registry.models.catalogue import AUDITED as AUDITED_MODELS
from registry.models.draft import FormDraft, SavedRequest
from registry.models.job import ExportJob, QueueCounter, QueuedTask, QueueValue, ScheduledTask
from registry.models.place import Centre
from registry.models.snapshot import Snapshot, SnapshotPatient
from registry.models.terminology import TerminologyEntry, TerminologyRelease
from registry.models.user import SignInAttempt, User, UserSession


def _names(*models: Any) -> frozenset[str]:
    return frozenset(model.__tablename__ for model in models)


AUDIT = AuditEntry.__tablename__
AUDIT_CONTEXT = AuditContext.__tablename__

AUDITED = _names(*AUDITED_MODELS)
"""Their changes are written to the trail; nothing is ever deleted from them."""

APPEND_ONLY = _names(AuditEntry, Event, TerminologyEntry, Snapshot, SnapshotPatient)
"""Written once: no row is changed or deleted, whoever asks."""

SUCCEEDED = _names(TerminologyRelease)
"""Not in the trail: an event tells of each. Rows stay as they are, but for which of them is current."""

PASSING = _names(
    *(FormDraft, SavedRequest, UserSession, SignInAttempt),
    *(ExportJob, QueuedTask, ScheduledTask, QueueValue, QueueCounter),
)
"""The only tables whose rows may go."""

OWNED = _names(*(mapper.class_ for mapper in Base.registry.mappers if CentreOwned in mapper.class_.__mro__))
"""Under row-level security: each row belongs to one centre."""

WHOLE = _names(Snapshot, SnapshotPatient)
"""Under row-level security: each row holds those of several centres, and is there for who sees all of them."""

SECRETS = {User.__tablename__: ("password_hash",)}
"""Columns that the trail shows as "set" or empty."""

METADATA = Base.metadata
KNOWN = frozenset(METADATA.tables)


def standing(connection: Connection) -> tuple[Table, ...]:
    """The registry's tables that the database has now, with the columns it has now, by name."""
    found = MetaData()
    found.reflect(connection, only=lambda name, _: name in KNOWN)
    return tuple(table for name, table in sorted(found.tables.items()))


def key(table: Table) -> tuple[str, ...]:
    """The columns that make a row's id in the trail, joined by ":" there."""
    return tuple(column.name for column in table.primary_key.columns)


def lasting(table: Table) -> tuple[str, ...]:
    """The columns that no change touches: the key, of a release all that it says of itself."""
    if table.name in SUCCEEDED:
        return tuple(column.name for column in table.columns if column.name != TerminologyRelease.current.key)
    return key(table)


def centre_column(table: Table) -> str | None:
    """The column with the centre of a row; a centre belongs to itself."""
    if table.name == Centre.__tablename__:
        return "id"
    return "centre_id" if "centre_id" in table.columns else None


def secrets(table: Table) -> tuple[str, ...]:
    """The columns whose values the trail leaves out."""
    return tuple(name for name in SECRETS.get(table.name, ()) if name in table.columns)


def torn(table: Table) -> str:
    """SQL that is true when NEW lies in another centre, or under another patient, than a row it refers to."""
    if table.name not in OWNED:
        return ""
    parents = sorted(table.foreign_key_constraints, key=lambda key: ",".join(key.column_keys))
    return " OR ".join(_apart(table, parent) for parent in parents if parent.referred_table.name in OWNED)


def _apart(table: Table, reference: ForeignKeyConstraint) -> str:
    parent, (link,) = reference.referred_table, reference.elements
    shared = [
        name for name in ("centre_id", "patient_id") if name in table.columns and name in parent.columns
    ]
    agreed = "".join(f' AND "{name}" = NEW."{name}"' for name in shared)
    found = f'SELECT 1 FROM "{parent.name}" WHERE "{link.column.name}" = NEW."{link.parent.name}"{agreed}'
    return f'(NEW."{link.parent.name}" IS NOT NULL AND NOT EXISTS ({found}))'


def linking(table: Table) -> str:
    """The columns that place a row, for `UPDATE OF`."""
    return ", ".join(f'"{name}"' for name in sorted({"centre_id", *_links(table)}))


def _links(table: Table) -> Iterator[str]:
    for key in table.foreign_keys:
        if key.column.table.name in OWNED:
            yield key.parent.name
