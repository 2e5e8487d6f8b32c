"""The trail of one record: who changed what, when, from what, to what, and why."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from sqlalchemy import select

from registry import i18n
from registry.db import RegistrySession
from registry.fields.catalogue import KINDS, embedded
from registry.i18n import gettext as _
from registry.models.audit import AuditEntry
from registry.models.catalogue import MODELS

HIDDEN = frozenset(
    {
        "id",
        "version",
        "questions",
        "centre_id",
        "patient_id",
        "course_id",
        "toxicity_id",
        "access_request_id",
        "questionnaire_id",
    }
)
"""Columns that say where a row stands, not what it says."""


@dataclass(frozen=True, slots=True)
class Change:
    """One field before and after."""

    label: str
    old: str
    new: str


@dataclass(frozen=True, slots=True)
class Entry:
    """One write to a record or to one of its embedded rows."""

    at: dt.datetime
    actor: str
    reason: str
    what: str
    changes: tuple[Change, ...]


def of_record(session: RegistrySession, kind: str, row: Any) -> list[Entry]:
    """The trail of a record and of its embedded rows, newest first."""
    entries = [_entry(kind, found) for found in _found(session, kind, [row.id])]
    below = embedded(kind)
    if below is not None:
        model = MODELS[below.record.name]
        ids = list(session.scalars(select(model.id).where(getattr(model, below.record.parent_id) == row.id)))
        entries += [_entry(below.record.name, found) for found in _found(session, below.record.name, ids)]
    return sorted(entries, key=lambda entry: entry.at, reverse=True)


def last_change(session: RegistrySession, kind: str, row: Any) -> AuditEntry | None:
    """The newest entry of a row."""
    return next(iter(_found(session, kind, [row.id])), None)


def values_at(session: RegistrySession, kind: str, row: Any, version: int) -> Mapping[str, Any] | None:
    """The stored values of a row at one of its versions, as the trail holds them."""
    return next(
        (e.new for e in _found(session, kind, [row.id]) if e.new and e.new.get("version") == version), None
    )


def plain(value: Any) -> Any:
    """A value as the trail holds it."""
    if isinstance(value, dt.date):
        return value.isoformat()
    return ";".join(value) if isinstance(value, list) else value


def _found(session: RegistrySession, kind: str, ids: list[str]) -> list[AuditEntry]:
    statement = select(AuditEntry).where(AuditEntry.table == kind, AuditEntry.row.in_(ids))
    return list(session.scalars(statement.order_by(AuditEntry.id.desc()))) if ids else []


def _entry(kind: str, found: AuditEntry) -> Entry:
    what = {"INSERT": _("created"), "UPDATE": _("changed"), "DELETE": _("deleted")}[found.operation.upper()]
    label = i18n.say(KINDS[kind].record.label)
    return Entry(found.at, found.actor, found.reason or "", f"{label}: {what}", tuple(_changes(kind, found)))


def _changes(kind: str, found: AuditEntry) -> Iterator[Change]:
    old, new = found.old or {}, found.new or {}
    for name in sorted(set(old) | set(new)):
        if name in HIDDEN or old.get(name) == new.get(name):
            continue
        declared = KINDS[kind].fields.get(name)
        label = i18n.say(declared.label) if declared else _label(name)
        yield Change(label, _words(old.get(name)), _words(new.get(name)))


def _label(name: str) -> str:
    return {"status": _("State"), "missing": _("Missing values"), "answers": _("Answers to questions")}.get(
        name, name
    )


def _words(value: Any) -> str:
    if value in (None, {}, []):
        return ""
    if isinstance(value, Mapping):
        return "; ".join(f"{name}: {text}" for name, text in value.items())
    return str(value)
