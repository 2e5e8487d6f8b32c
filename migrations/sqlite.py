"""The walls of a SQLite database: its triggers, made from the columns that its tables have."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from sqlalchemy import JSON, Boolean, Column, Connection, DateTime, Float, Table

from migrations import tables

AREAS = ("audit", "keep", "append", "parent")
NOW = "strftime('%Y-%m-%d %H:%M:%f000', 'now')"
"""The instant in UTC, written as SQLAlchemy writes instants."""

PAIRS = (
    "SELECT here.row_id, here.centre_id, last.new AS old, here.new "
    "FROM here LEFT JOIN last ON last.row_id = here.row_id "
    "UNION ALL SELECT last.row_id, last.centre_id, last.new, NULL "
    "FROM last LEFT JOIN here ON here.row_id = last.row_id WHERE here.row_id IS NULL"
)
"""Rows and last entries side by side; a full join would compare each with each."""


def build(connection: Connection, standing: Sequence[Table]) -> None:
    for statement in triggers(standing).values():
        connection.exec_driver_sql(statement)
    if any(table.name == tables.AUDIT_CONTEXT for table in standing):
        connection.exec_driver_sql(f"INSERT OR IGNORE INTO {tables.AUDIT_CONTEXT} (id, actor) VALUES (1, '')")


def raze(connection: Connection) -> None:
    for name in _found(connection):
        connection.exec_driver_sql(f'DROP TRIGGER "{name}"')


def faults(connection: Connection, standing: Sequence[Table]) -> Iterator[tuple[str, str]]:
    """(area, name) of each trigger that is absent, altered or not ours."""
    wanted, found = triggers(standing), _found(connection)
    for name in sorted({*wanted, *found}):
        if wanted.get(name) != found.get(name):
            yield name.split("_")[1], name


def triggers(standing: Sequence[Table]) -> dict[str, str]:
    """Every trigger by name: wall_<area>_<table>_<operation>."""
    made: dict[str, str] = {}
    for table in standing:
        if table.name in tables.AUDITED:
            made |= _audit(table)
        if table.name in tables.AUDITED | tables.SUCCEEDED:
            made |= _keep(table)
        if table.name in tables.APPEND_ONLY:
            made |= _append_only(table)
        made |= _parent(table)
    return made


def row_json(table: Table, source: str) -> str:
    """SQL of one row as a JSON object: JSON nested, instants with their zone, numbers exact, no secret."""
    hidden = tables.secrets(table)
    members = " || ',' || ".join(
        f"""'"{column.name}":' || {(_hidden if column.name in hidden else _value)(column, source)}"""
        for column in table.columns
    )
    return f"json('{{' || {members} || '}}')"


def row_id(table: Table, source: str) -> str:
    return " || ':' || ".join(f'CAST({source}."{name}" AS TEXT)' for name in tables.key(table))


def same(left: str, right: str) -> str:
    """SQL that compares two rows as JSON; an empty value and an absent one are the same."""
    return f"{left} IS {right} OR json_patch('{{}}', {left}) IS json_patch('{{}}', {right})"


def _value(column: Column[object], source: str) -> str:
    cell = f'{source}."{column.name}"'
    match column.type:
        case JSON():
            return f"coalesce(json({cell}), 'null')"
        case Boolean():
            return f"CASE {cell} WHEN 1 THEN 'true' WHEN 0 THEN 'false' ELSE 'null' END"
        case Float():
            return f"CASE WHEN {cell} IS NULL THEN 'null' ELSE printf('%!.18g', {cell}) END"
        case DateTime():
            return f"json_quote(replace({cell}, ' ', 'T') || '+00:00')"
        case _:
            return f"json_quote({cell})"


def _hidden(column: Column[object], source: str) -> str:
    return f"""CASE WHEN {source}."{column.name}" IS NULL THEN 'null' ELSE '"set"' END"""


def _audit(table: Table) -> dict[str, str]:
    old, new = row_json(table, "OLD"), row_json(table, "NEW")
    changed = " OR ".join(f'OLD."{column.name}" IS NOT NEW."{column.name}"' for column in table.columns)
    return dict(
        (
            _entry(table, "INSERT", source="NEW", old="NULL", new=new),
            _entry(table, "UPDATE", source="NEW", old=old, new=new, when=f" WHEN {changed}"),
            _entry(table, "DELETE", source="OLD", old=old, new="NULL"),
        )
    )


def _entry(
    table: Table, operation: str, *, source: str, old: str, new: str, when: str = ""
) -> tuple[str, str]:
    """The trigger that writes one entry, with who and why from the context row."""
    name = f"wall_audit_{table.name}_{operation.lower()}"
    owner = tables.centre_column(table)
    centre = f'{source}."{owner}"' if owner else "NULL"
    return name, (
        f'CREATE TRIGGER "{name}" AFTER {operation} ON "{table.name}"{when} BEGIN '
        f"INSERT INTO {tables.AUDIT}"
        " (at, actor, reason, request, table_name, row_id, centre_id, operation, old, new) "
        f"SELECT {NOW}, coalesce(nullif(context.actor, ''), 'unknown'), context.reason, context.request, "
        f"'{table.name}', {row_id(table, source)}, {centre}, "
        f"'{operation}', {old}, {new} "
        f"FROM (SELECT 1) LEFT JOIN {tables.AUDIT_CONTEXT} AS context ON context.id = 1; END"
    )


def _keep(table: Table) -> dict[str, str]:
    """Rows stay, and keep what they are known by: in the trail, the key."""
    rekeyed = " OR ".join(f'OLD."{name}" IS NOT NEW."{name}"' for name in tables.lasting(table))
    return dict(
        (
            _refusal(table, "keep", "DELETE", f"Nothing is deleted from {table.name}."),
            _refusal(
                table, "keep", "UPDATE", f"A row of {table.name} keeps its key.", when=f" WHEN {rekeyed}"
            ),
        )
    )


def _append_only(table: Table) -> dict[str, str]:
    """No change, no deletion, and no INSERT OR REPLACE, which deletes without a word."""
    same_key = " AND ".join(f'"{name}" = NEW."{name}"' for name in tables.key(table))
    taken = f'EXISTS (SELECT 1 FROM "{table.name}" WHERE {same_key})'
    sentence = f"What is written in {table.name} stays as it is."
    return dict(
        (
            _refusal(table, "append", "UPDATE", sentence),
            _refusal(table, "append", "DELETE", sentence),
            _refusal(table, "append", "INSERT", sentence, when=f" WHEN {taken}"),
        )
    )


def _parent(table: Table) -> dict[str, str]:
    """A row belongs to the centre and the patient of the rows it refers to."""
    torn = tables.torn(table)
    if not torn:
        return {}
    sentence = f"A row of {table.name} belongs to the centre and the patient of its parent."
    return dict(
        _refusal(table, "parent", operation, sentence, when=f" WHEN {torn}", of=of)
        for operation, of in (("INSERT", ""), ("UPDATE", f" OF {tables.linking(table)}"))
    )


def _refusal(
    table: Table, area: str, operation: str, sentence: str, *, when: str = "", of: str = ""
) -> tuple[str, str]:
    name = f"wall_{area}_{table.name}_{operation.lower()}"
    return name, (
        f'CREATE TRIGGER "{name}" BEFORE {operation}{of} ON "{table.name}"{when} '
        f"BEGIN SELECT RAISE(ABORT, '{sentence}'); END"
    )


def _found(connection: Connection) -> Mapping[str, str]:
    rows = connection.exec_driver_sql(
        r"SELECT name, sql FROM sqlite_master WHERE type = 'trigger' AND name LIKE 'wall\_%' ESCAPE '\'"
    )
    return {row.name: row.sql for row in rows}
