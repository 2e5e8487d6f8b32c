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
        table.name: connection.scalar(text(f"{_changed(connection, table)} SELECT count(*) FROM changed"))
        or 0
        for table in _audited(connection)
    }


def settle(connection: Connection, *, actor: str, reason: str) -> int:
    """Write the entries that are lacking, under this name and reason; how many there were."""
    named = {"actor": actor, "reason": reason}
    return sum(
        connection.execute(text(_entries(connection, table)), named).rowcount
        for table in _audited(connection)
    )


def _audited(connection: Connection) -> list[Table]:
    standing = tables.standing(connection)
    if all(table.name != tables.AUDIT for table in standing):
        return []
    return [table for table in standing if table.name in tables.AUDITED]


def _changed(connection: Connection, table: Table) -> str:
    """The rows as they are, their last entries, and what differs between the two."""
    build, owner = walls.of(connection), tables.centre_column(table)
    centre = f'stored."{owner}"' if owner else "NULL"
    return (
        f"WITH here AS MATERIALIZED (SELECT {build.row_id(table, 'stored')} AS row_id, {centre} AS centre_id, "
        f'{build.row_json(table, "stored")} AS new FROM "{table.name}" AS stored), '
        f"last AS MATERIALIZED (SELECT row_id, centre_id, new FROM {tables.AUDIT} WHERE id IN "
        f"(SELECT max(id) FROM {tables.AUDIT} WHERE table_name = '{table.name}' GROUP BY row_id)), "
        f"changed AS (SELECT * FROM ({build.PAIRS}) AS pairs WHERE NOT ({build.same('old', 'new')}))"
    )


def _entries(connection: Connection, table: Table) -> str:
    return (
        f"INSERT INTO {tables.AUDIT} (at, actor, reason, table_name, row_id, centre_id, operation, old, new) "
        f"{_changed(connection, table)} SELECT {walls.of(connection).NOW}, :actor, :reason, '{table.name}', "
        "row_id, centre_id, CASE WHEN old IS NULL THEN 'INSERT' WHEN new IS NULL THEN 'DELETE' ELSE 'UPDATE' END, "
        "old, new FROM changed"
    )
