"""Data freezes: the list, one of them, its content, the freezes that hold a patient, and who changed what between two.

Only who sees the rows of all centres reads them (access.scope, and row-level security underneath).
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import islice
from typing import Any

from sqlalchemy import func, select

from registry.access import events
from registry.db import RegistrySession
from registry.errors import NotFound
from registry.i18n import gettext as _
from registry.models.audit import AuditEntry, Event
from registry.models.snapshot import Snapshot, SnapshotPatient

CHUNK = 500
MISSING, SUFFIX = "missing", "_missing"

FACTS = (
    "id",
    "drug",
    "period_start",
    "cut_off",
    "schemes",
    "indication",
    "recipient",
    "language",
    "scope",
    "patients",
    "state",
    "versions",
    "trail",
    "made_at",
    "made_by",
    "reason",
)
"""What a row says of its freeze: all of it is under the fingerprint."""


def facts_of(row: Snapshot) -> dict[str, Any]:
    """What a row says of its freeze, as plain values."""
    return {name: _plain(getattr(row, name)) for name in FACTS}


def _plain(value: Any) -> Any:
    return value.isoformat() if isinstance(value, dt.date) else value


def listed(session: RegistrySession, *, drug: str = "") -> Sequence[Snapshot]:
    """The freezes, of one drug if it is named by its id, the newest first."""
    statement = select(Snapshot).order_by(Snapshot.made_at.desc(), Snapshot.id)
    return session.scalars(statement.where(Snapshot.drug == drug) if drug else statement).all()


def get(session: RegistrySession, snapshot_id: str) -> Snapshot:
    """One freeze by its id."""
    row = session.scalar(select(Snapshot).where(Snapshot.id == snapshot_id))
    if row is None:
        raise NotFound(_("There is no such data freeze."))
    return row


def content_of(session: RegistrySession, snapshot_id: str) -> bytes:
    """The stored file of a freeze."""
    return session.scalar(select(Snapshot.content).where(Snapshot.id == snapshot_id)) or b""


def fingerprint_told(session: RegistrySession, snapshot_id: str) -> str:
    """The fingerprint that the journal noted when the freeze was made."""
    made = select(Event.detail).where(Event.kind == events.SNAPSHOT_MADE).order_by(Event.id)
    told = (detail for detail in session.scalars(made) if detail.get("snapshot") == snapshot_id)
    return next((str(detail["sha256"]) for detail in told), "")


def of_patient(session: RegistrySession, patient_id: str) -> Sequence[Snapshot]:
    """The freezes that hold a patient, the newest first."""
    holding = select(SnapshotPatient.snapshot_id).where(SnapshotPatient.patient_id == patient_id)
    statement = select(Snapshot).where(Snapshot.id.in_(holding))
    return session.scalars(statement.order_by(Snapshot.made_at.desc(), Snapshot.id)).all()


def end_of_trail(session: RegistrySession) -> int:
    """The highest number of the audit trail."""
    return session.scalar(select(func.max(AuditEntry.id))) or 0


@dataclass(frozen=True, slots=True)
class Told:
    """What the trail says of a change: who, when, why."""

    actor: str = ""
    at: dt.datetime | None = None
    reason: str = ""


NOTHING = Told()


@dataclass(frozen=True)
class Trail:
    """The entries of some records up to a number of the trail, by kind and id, the newest first."""

    entries: Mapping[tuple[str, str], Sequence[AuditEntry]]

    def of_field(self, kind: str, record_id: str, field: str) -> Told:
        """Who gave a field the value that it has at the end."""
        found = (
            e for e in self.entries.get((kind, record_id), ()) if _held(e.old, field) != _held(e.new, field)
        )
        return _told(next(found, None))

    def of_record(self, kind: str, record_id: str) -> Told:
        """Who wrote the record last."""
        return _told(next(iter(self.entries.get((kind, record_id), ())), None))

    def of_beginning(self, kind: str, record_id: str) -> Told:
        """Who entered the record."""
        return _told(next(reversed(self.entries.get((kind, record_id), ())), None))


def trail_of(session: RegistrySession, records: Iterable[tuple[str, str]], *, until: int) -> Trail:
    """The trail of records (kind, id), up to an entry of this number."""
    found: dict[tuple[str, str], list[AuditEntry]] = {}
    wanted = frozenset(records)
    for ids in _in_chunks(sorted({record_id for _kind, record_id in wanted})):
        statement = select(AuditEntry).where(AuditEntry.row.in_(ids), AuditEntry.id <= until)
        for entry in session.scalars(statement.order_by(AuditEntry.id.desc())):
            if (entry.table, entry.row) in wanted:
                found.setdefault((entry.table, entry.row), []).append(entry)
    return Trail(found)


def _in_chunks(ids: Sequence[str]) -> Iterator[list[str]]:
    rest = iter(ids)
    while chunk := list(islice(rest, CHUNK)):
        yield chunk


def _held(row: Mapping[str, Any] | None, field: str) -> Any:
    """What an entry of the trail holds of a column of the file layout."""
    if row is None:
        return None
    if field in row:
        return row[field] or None
    return (row.get(MISSING) or {}).get(field.removesuffix(SUFFIX)) if field.endswith(SUFFIX) else None


def _told(entry: AuditEntry | None) -> Told:
    return Told(entry.actor, entry.at, entry.reason or "") if entry else NOTHING
