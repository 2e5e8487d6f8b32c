"""One transaction: all new records in the order of their kinds, then what changes in stored ones."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import Any

from sqlalchemy import insert
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm.attributes import flag_modified

from registry.access import events
from registry.db import RegistrySession, writing
from registry.errors import Conflict
from registry.fields.catalogue import KINDS
from registry.i18n import N_
from registry.i18n import gettext as _
from registry.intake import numbering
from registry.intake.outlook import Outlook, Record, chunks
from registry.intake.report import Tally
from registry.models.catalogue import MODELS

FIRST_VERSION = 1
TAKEN = N_(
    "An id or number of these files is that of a record you do not see, or was just taken. "
    "Nothing was imported."
)


def write(
    session: RegistrySession,
    outlook: Outlook,
    *,
    reason: str,
    tallies: Mapping[str, Tally],
    progress: Callable[[str, int], None],
) -> None:
    """Write what the outlook holds. Conflict if somebody wrote one of its records, ids or numbers meanwhile."""
    try:
        with writing(session, reason=reason or None):
            for kind, records in outlook.records.items():
                if kind == "patient":
                    numbering.give(session, records.values())
                _insert(session, kind, (r for r in records.values() if r.is_new), progress)
            for records in outlook.records.values():
                _change(r for r in records.values() if not r.is_new)
            counts: dict[str, Any] = {
                kind: {"new": t.created, "changed": t.changed}
                for kind, t in tallies.items()
                if t.created or t.changed
            }
            events.note(session, events.IMPORTED, **counts)
    except IntegrityError:
        raise Conflict(_(TAKEN)) from None


def _insert(
    session: RegistrySession, kind: str, records: Iterable[Record], progress: Callable[[str, int], None]
) -> None:
    """Rows as they are: the version of the files is kept, which the ORM's own insert would set to 1."""
    statement = insert(MODELS[kind]).execution_options(dml_strategy="raw")
    done = 0
    for chunk in chunks(records):
        session.execute(statement, [_row(record) for record in chunk])
        done += len(chunk)
        progress(_("Writing %(kind)s") % {"kind": kind}, done)


def _row(record: Record) -> dict[str, Any]:
    place = KINDS[record.kind].record
    version = record.origin.version if record.origin else None
    row = {**record.values, "id": record.id, "version": version or FIRST_VERSION}
    row |= {"status": record.status, "missing": dict(record.missing)}
    if place.clinical:
        row |= {"centre_id": record.centre_id, place.parent_id: record.parent_id}
        if place.name != "patient":
            row["patient_id"] = record.patient_id
    if hasattr(MODELS[record.kind], "answers"):
        row |= {"answers": dict(record.answers), "questions": record.questions}
    return row


def _change(records: Iterable[Record]) -> None:
    """Set what differs; the mapper raises the version, also where only an embedded row changed."""
    for record in records:
        row, has_changed = record.row, False
        for name, value in _columns(record):
            if getattr(row, name) != value:
                setattr(row, name, value)
                has_changed = True
        if not has_changed:
            flag_modified(row, "status")


def _columns(record: Record) -> Iterable[tuple[str, Any]]:
    declared = KINDS[record.kind].fields
    yield from ((name, value) for name, value in record.values.items() if not declared[name].generated)
    yield "status", record.status
    yield "missing", dict(record.missing)
    if hasattr(record.row, "answers"):
        yield "answers", dict(record.answers)
        yield "questions", record.questions
