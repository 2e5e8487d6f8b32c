"""Reading the trail in tests: entries as they are, and the tables that a replay of them gives."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from typing import Any

from sqlalchemy import Date, DateTime, Engine, Float, Table, select

from migrations import tables
from migrations.tables import METADATA
from registry.db import RegistrySession
from registry.models.audit import AuditEntry
from registry.models.base import Codes
from tests.migrated import see_all

Rows = dict[tuple[str, str], dict[str, Any]]
"""What stands in the audited tables: (table, row id) to the row."""


def entries(session: RegistrySession, table: str = "") -> list[AuditEntry]:
    """The trail in the order it was written."""
    found = session.scalars(select(AuditEntry).order_by(AuditEntry.id)).all()
    return [entry for entry in found if table in ("", entry.table)]


def replayed(engine: Engine) -> Rows:
    """The tables as the trail tells them, from the first entry to the last."""
    state: Rows = {}
    audit = METADATA.tables["audit"]
    with engine.connect() as connection:
        see_all(connection)
        for entry in connection.execute(select(audit).order_by(audit.c.id)):
            row = (entry.table_name, entry.row_id)
            assert entry.old is None or _plain(entry.table_name, entry.old) == state.get(row)
            if entry.operation == "DELETE":
                del state[row]
            else:
                state[row] = _plain(entry.table_name, entry.new)
    return state


def stored(engine: Engine) -> Rows:
    """The tables as they are."""
    state: Rows = {}
    with engine.connect() as connection:
        see_all(connection)
        for name in tables.AUDITED:
            table = METADATA.tables[name]
            for row in connection.execute(select(table)).mappings():
                key = ":".join(str(row[column.name]) for column in table.primary_key)
                state[name, key] = _open(table, row)
    return state


def _open(table: Table, row: Mapping[str, Any]) -> dict[str, Any]:
    hidden = tables.secrets(table)
    return {name: ("set" if value else None) if name in hidden else value for name, value in row.items()}


def _plain(name: str, row: Mapping[str, Any]) -> dict[str, Any]:
    """A row of the trail with the values that the columns hold."""
    return {column.name: _value(column.type, row[column.name]) for column in METADATA.tables[name].columns}


def _value(kind: Any, value: Any) -> Any:
    if value is None:
        return None
    if isinstance(kind, Codes):
        return value.split(";")
    kind = getattr(kind, "impl_instance", kind)
    if isinstance(kind, Float):
        return float(value)
    if isinstance(kind, Date):
        return dt.date.fromisoformat(value)
    return dt.datetime.fromisoformat(value) if isinstance(kind, DateTime) else value
