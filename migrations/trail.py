"""The trail and the tables: the last entry of a row says what the row holds.

Triggers do not see what a migration does to rows (a column that comes with a default, a table that is rebuilt).
After each migration `settle` writes one entry for every row that then differs from its last one.
"""

from __future__ import annotations

from collections.abc import Mapping

from sqlalchemy import Connection, Table, text

from migrations import tables, walls


def differences(connection: Connection) -> Mapping[str, int]:
    """For each audited table, the rows whose last entry says something else, or that have none, or that are gone."""
    return {
        table.name: sum(
            connection.scalar(text(f"SELECT count(*) {part}")) or 0
            for part in (_differing(connection, table), _vanished(connection, table))
        )
        for table in _audited(connection)
    }


def settle(connection: Connection, *, actor: str, reason: str) -> int:
    """Write the entries that are lacking, under this name and reason; how many there were."""
    written = 0
    for table in _audited(connection):
        for statement in (_enter_rows(connection, table), _enter_vanished(connection, table)):
            written += connection.execute(text(statement), {"actor": actor, "reason": reason}).rowcount
    return written


def _audited(connection: Connection) -> list[Table]:
    standing = tables.standing(connection)
    if all(table.name != tables.AUDIT for table in standing):
        return []
    return [table for table in standing if table.name in tables.AUDITED]


def _last(table: Table) -> str:
    """The last entry of each row of a table."""
    return (
        f"(SELECT row_id, centre_id, new FROM {tables.AUDIT} WHERE id IN "
        f"(SELECT max(id) FROM {tables.AUDIT} WHERE table_name = '{table.name}' GROUP BY row_id)) AS last"
    )


def _differing(connection: Connection, table: Table) -> str:
    build = walls.of(connection)
    return (
        f'FROM "{table.name}" AS here LEFT JOIN {_last(table)} ON last.row_id = {build.row_id(table, "here")} '
        f"WHERE NOT ({build.same('last.new', build.row_json(table, 'here'))})"
    )


def _vanished(connection: Connection, table: Table) -> str:
    row_id = walls.of(connection).row_id(table, "here")
    return (
        f'FROM {_last(table)} LEFT JOIN "{table.name}" AS here ON last.row_id = {row_id} '
        f"WHERE {row_id} IS NULL AND last.new IS NOT NULL"
    )


def _enter_rows(connection: Connection, table: Table) -> str:
    build = walls.of(connection)
    owner = tables.centre_column(table)
    centre = f'here."{owner}"' if owner else "NULL"
    return (
        f"{_INTO} SELECT {build.NOW}, :actor, :reason, '{table.name}', {build.row_id(table, 'here')}, {centre}, "
        f"CASE WHEN last.new IS NULL THEN 'INSERT' ELSE 'UPDATE' END, last.new, {build.row_json(table, 'here')} "
        f"{_differing(connection, table)}"
    )


def _enter_vanished(connection: Connection, table: Table) -> str:
    return (
        f"{_INTO} SELECT {walls.of(connection).NOW}, :actor, :reason, '{table.name}', last.row_id, last.centre_id, "
        f"'DELETE', last.new, NULL {_vanished(connection, table)}"
    )


_INTO = f"INSERT INTO {tables.AUDIT} (at, actor, reason, table_name, row_id, centre_id, operation, old, new)"
