"""What stands around the tables: audit triggers, refusals, row-level security, rights.

They are made anew after every migration from the tables as they then are, so no migration mentions them and none can
lose them: razed before it, because a rebuilt or renamed column would trip over them, and built after it.
"""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType, ModuleType

from sqlalchemy import Connection

from migrations import postgresql, sqlite, tables

_BUILDERS: Mapping[str, ModuleType] = MappingProxyType({"sqlite": sqlite, "postgresql": postgresql})


def of(connection: Connection) -> ModuleType:
    """The builder for this kind of database."""
    return _BUILDERS[connection.dialect.name]


def build(connection: Connection) -> None:
    """Put every wall around the tables that stand now."""
    raze(connection)
    of(connection).build(connection, tables.standing(connection))


def raze(connection: Connection) -> None:
    """Take every wall away, inside the transaction that builds them again."""
    of(connection).raze(connection)


def faults(connection: Connection) -> Mapping[str, tuple[str, ...]]:
    """What is absent or altered, by area: audit, keep, append, and on PostgreSQL scope and rights."""
    found: dict[str, list[str]] = {area: [] for area in of(connection).AREAS}
    for area, name in of(connection).faults(connection, tables.standing(connection)):
        found[area].append(name)
    return {area: tuple(names) for area, names in found.items()}
