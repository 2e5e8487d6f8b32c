"""Who sees and may do what on PostgreSQL: row-level security, and the rights of the application's role.

The centres of a transaction are in the setting app.centres: "*", or ids joined by commas; none means no rows.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from sqlalchemy import Connection, Table, text

from migrations import tables
from migrations.revision import VERSION_TABLE
from registry.db import APP_ROLE

POLICY = "wall_scope"

# Each setting is read in a sub-select, so that it is read once per statement and not once per row.
_SETTING = "current_setting('app.centres', true)"
_ALL = f"(SELECT {_SETTING}) = '*'"
_VISIBLE = f"{_ALL} OR centre_id::text = ANY ((SELECT string_to_array(nullif({_SETTING}, ''), ','))::text[])"


def statements(schema: str, standing: Sequence[Table]) -> Iterator[str]:
    yield f'GRANT USAGE ON SCHEMA "{schema}" TO {APP_ROLE}'
    yield f"GRANT SELECT ON {VERSION_TABLE} TO {APP_ROLE}"
    for table in standing:
        yield from _scope(table)
        yield from _grants(table)


def opening(table: str) -> tuple[str, ...]:
    """What takes the scope away from a table, for a migration to see all its rows."""
    return (
        f'DROP POLICY {POLICY} ON "{table}"',
        f'ALTER TABLE "{table}" NO FORCE ROW LEVEL SECURITY, DISABLE ROW LEVEL SECURITY',
    )


def protected(connection: Connection) -> list[str]:
    """The tables that have the policy."""
    statement = text(
        "SELECT tablename FROM pg_policies WHERE schemaname = current_schema() AND policyname = :name"
    )
    return list(connection.scalars(statement, {"name": POLICY}))


def faults(connection: Connection, standing: Sequence[Table]) -> Iterator[tuple[str, str]]:
    """(area, name) of each policy or right that is lacking or too much."""
    yield from _scope_faults(connection, standing)
    yield from _right_faults(connection, standing)


def readable_without_scope(connection: Connection) -> list[str]:
    """The tables of centres that show a row when no centre is set: none, if row-level security works."""
    connection.execute(text("SELECT set_config('app.centres', '', true)"))
    names = sorted(tables.OWNED | tables.WHOLE)
    return [name for name in names if connection.scalar(text(f'SELECT EXISTS (SELECT 1 FROM "{name}")'))]


def allowed(table: Table) -> frozenset[str]:
    """What the application may do with a table."""
    if table.name == tables.AUDIT_CONTEXT:
        return frozenset()
    if table.name == tables.AUDIT:
        return frozenset({"SELECT"})
    if table.name in tables.APPEND_ONLY:
        return frozenset({"SELECT", "INSERT"})
    if table.name in tables.PASSING:
        return frozenset({"SELECT", "INSERT", "UPDATE", "DELETE"})
    return frozenset({"SELECT", "INSERT", "UPDATE"})


def _scope(table: Table) -> Iterator[str]:
    """Row-level security. The owner is under it too, except on the trail, which the owner's function writes."""
    if table.name in tables.OWNED | tables.WHOLE:
        visible = _ALL if table.name in tables.WHOLE else _VISIBLE
        yield f'ALTER TABLE "{table.name}" ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY'
        yield f'CREATE POLICY {POLICY} ON "{table.name}" USING ({visible}) WITH CHECK ({visible})'
    if table.name == tables.AUDIT:
        yield f'ALTER TABLE "{table.name}" ENABLE ROW LEVEL SECURITY'
        yield f'CREATE POLICY {POLICY} ON "{table.name}" FOR SELECT USING ({_VISIBLE})'


def _grants(table: Table) -> Iterator[str]:
    yield f'REVOKE ALL ON "{table.name}" FROM PUBLIC, {APP_ROLE}'
    if granted := ", ".join(sorted(allowed(table))):
        yield f'GRANT {granted} ON "{table.name}" TO {APP_ROLE}'
    if (sequence := _sequence(table)) and "INSERT" in allowed(table):
        yield f'GRANT USAGE ON SEQUENCE "{sequence}" TO {APP_ROLE}'


def _sequence(table: Table) -> str | None:
    """The sequence behind a numbered key."""
    numbered = table.primary_key.columns.values()[0]
    default = getattr(numbered.server_default, "arg", "")
    return f"{table.name}_{numbered.name}_seq" if "nextval" in str(default) else None


def _scope_faults(connection: Connection, standing: Sequence[Table]) -> Iterator[tuple[str, str]]:
    """Tables without their policy, with another one beside it, or with security switched off."""
    security = text(
        "SELECT relname, relrowsecurity, relforcerowsecurity, array_agg(polname::text ORDER BY polname) "
        "FROM pg_class LEFT JOIN pg_policy ON polrelid = pg_class.oid "
        "WHERE relnamespace = current_schema()::regnamespace AND relkind = 'r' GROUP BY 1, 2, 3"
    )
    found = {name: tuple(state) for name, *state in connection.execute(security)}
    for table in standing:
        if table.name in tables.OWNED | tables.WHOLE and found[table.name] != (True, True, [POLICY]):
            yield "scope", table.name
        if table.name == tables.AUDIT and found[table.name] != (True, False, [POLICY]):
            yield "scope", table.name


def _right_faults(connection: Connection, standing: Sequence[Table]) -> Iterator[tuple[str, str]]:
    """Rights of the role, or of everybody, that should not be there or that are lacking."""
    given = text(
        "SELECT relname, array_agg(DISTINCT privilege_type) FROM pg_class, aclexplode(relacl) "
        "WHERE relnamespace = current_schema()::regnamespace AND grantee IN (0, to_regrole(:role)) GROUP BY 1"
    )
    found = {name: set(privileges) for name, privileges in connection.execute(given, {"role": APP_ROLE})}
    for table in standing:
        for privilege in sorted(allowed(table) ^ found.get(table.name, set())):
            yield "rights", f"{privilege} {table.name}"
    create = text("SELECT has_schema_privilege(:role, current_schema(), 'CREATE')")
    if connection.scalar(create, {"role": APP_ROLE}):
        yield "rights", "CREATE in the schema"
