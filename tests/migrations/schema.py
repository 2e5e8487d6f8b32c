"""What a database holds, as plain values that two databases can be compared by."""

from __future__ import annotations

import datetime as dt
import re
from typing import Any

from sqlalchemy import (
    JSON,
    Boolean,
    CheckConstraint,
    Column,
    Connection,
    Date,
    DateTime,
    Float,
    Integer,
    LargeBinary,
    MetaData,
    inspect,
    text,
)

from migrations.tables import METADATA
from tests.migrated import see_all

BESIDE = {"alembic_version", "audit", "audit_context"}
ROWS = 3


def described(connection: Connection) -> dict[str, dict[str, Any]]:
    """Columns, keys, checks and indexes of every table but alembic's."""
    look = inspect(connection)
    return {
        name: {
            # By name: a migration adds columns behind those that are there.
            "columns": sorted(
                (c["name"], c["type"].compile(connection.dialect), c["nullable"], str(c["default"]))
                for c in look.get_columns(name)
            ),
            "primary key": look.get_pk_constraint(name),
            "foreign keys": sorted(map(repr, look.get_foreign_keys(name))),
            "unique": sorted(map(repr, look.get_unique_constraints(name))),
            "checks": sorted(map(repr, look.get_check_constraints(name))),
            "indexes": sorted(map(repr, look.get_indexes(name))),
        }
        for name in look.get_table_names()
        if name != "alembic_version"
    }


def fill(connection: Connection) -> None:
    """The same few rows in every table, whatever its columns are; the nth row refers to the nth of each parent."""
    see_all(connection)
    known = MetaData()
    known.reflect(connection)
    for table in known.sorted_tables:
        if table.name not in BESIDE:
            rows = [
                {column.name: value(column, number) for column in table.columns} for number in range(ROWS)
            ]
            connection.execute(table.insert(), rows)


def counted(connection: Connection) -> dict[str, int]:
    """The number of rows of each table, those of the trail left out."""
    see_all(connection)
    names = set(inspect(connection).get_table_names()) - BESIDE
    return {name: connection.scalar(text(f'SELECT count(*) FROM "{name}"')) or 0 for name in sorted(names)}


def value(column: Column[Any], number: int) -> Any:
    if column.foreign_keys:
        return value(next(iter(column.foreign_keys)).column, number)
    match getattr(column.type, "impl_instance", column.type):
        case JSON():
            return {"number": number}
        case Boolean():
            return number % 2 == 0
        case Float():
            return number / 3
        case Integer():
            return number + 1
        case DateTime() | Date() as kind:
            return _when(kind, number)
        case LargeBinary():
            return f"{column.name}-{number}".encode()
        case _:
            codes = allowed(column)
            return codes[0] if codes else f"{column.name}-{number}"[-(column.type.length or 40) :]


def _when(kind: DateTime | Date, number: int) -> dt.date:
    if isinstance(kind, Date):
        return dt.date(2026, 11, number + 1)
    return dt.datetime(2026, 11, 3, 9, 30, number, tzinfo=dt.UTC)


def allowed(column: Column[Any]) -> list[str]:
    """The codes that the model's checks leave to a column; none of them for one that takes any text."""
    table = METADATA.tables.get(column.table.name)
    checks = (
        [check for check in table.constraints if isinstance(check, CheckConstraint)]
        if table is not None
        else []
    )
    for check in checks:
        if found := re.fullmatch(rf"{column.name} IN \((.*)\)", str(check.sqltext)):
            return re.findall(r"'(\w+)'", found[1])
    return []
