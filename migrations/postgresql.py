"""The walls of a PostgreSQL database: triggers, row-level security, and the rights of the application's role.

The trail is written by one function that runs as the owner, so that the application needs no right on it. The
centres of a transaction are in the setting app.centres: "*", or ids joined by commas; none means no rows.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from sqlalchemy import Connection, Table, text

from migrations import tables
from migrations.revision import VERSION_TABLE
from registry.db import APP_ROLE

AREAS = ("audit", "keep", "append", "scope", "rights")
NOW = "clock_timestamp()"
POLICY = "wall_scope"

_WRITE_ENTRY = """
DECLARE
    before jsonb;
    after jsonb;
    kept jsonb;
    secret text;
BEGIN
    IF TG_OP <> 'INSERT' THEN before := to_jsonb(OLD); END IF;
    IF TG_OP <> 'DELETE' THEN after := to_jsonb(NEW); END IF;
    FOREACH secret IN ARRAY string_to_array(TG_ARGV[2], ',') LOOP
        IF before ->> secret IS NOT NULL THEN before := before || jsonb_build_object(secret, 'set'); END IF;
        IF after ->> secret IS NOT NULL THEN after := after || jsonb_build_object(secret, 'set'); END IF;
    END LOOP;
    kept := coalesce(after, before);
    INSERT INTO audit (at, actor, reason, request, table_name, row_id, centre_id, operation, old, new)
    VALUES (
        clock_timestamp(),
        coalesce(nullif(current_setting('app.actor', true), ''), 'unknown'),
        nullif(current_setting('app.reason', true), ''),
        nullif(current_setting('app.request', true), ''),
        TG_TABLE_NAME,
        array_to_string(ARRAY(SELECT kept ->> name FROM unnest(string_to_array(TG_ARGV[0], ',')) AS name), ':'),
        kept ->> TG_ARGV[1],
        TG_OP,
        before,
        after
    );
    RETURN NULL;
END
"""
_REFUSE = """
BEGIN
    RAISE EXCEPTION '%', TG_ARGV[0] USING ERRCODE = 'restrict_violation';
END
"""
FUNCTIONS = {"wall_audit": _WRITE_ENTRY, "wall_refuse": _REFUSE}


def build(connection: Connection, standing: Sequence[Table]) -> None:
    if not standing:
        return
    schema = _schema(connection)
    _run(connection, *_functions(schema))
    for table in standing:
        _run(connection, *triggers(table).values(), *_scope(table))
    _run(connection, *_rights(schema, standing))


def raze(connection: Connection) -> None:
    for table, name in _found_triggers(connection):
        _run(connection, f'DROP TRIGGER "{name}" ON "{table}"')
    for table in _found_policies(connection):
        _run(connection, f'DROP POLICY {POLICY} ON "{table}"')
        _run(connection, f'ALTER TABLE "{table}" NO FORCE ROW LEVEL SECURITY, DISABLE ROW LEVEL SECURITY')
    _run(connection, *(f"DROP FUNCTION IF EXISTS {name}()" for name in FUNCTIONS))


def faults(connection: Connection, standing: Sequence[Table]) -> Iterator[tuple[str, str]]:
    """(area, name) of each trigger, function, policy or right that is absent, altered or too much."""
    yield from _trigger_faults(connection, standing)
    yield from _function_faults(connection)
    yield from _scope_faults(connection, standing)
    yield from _right_faults(connection, standing)


def triggers(table: Table) -> dict[str, str]:
    """The triggers of one table by name."""
    made: dict[str, str] = {}
    if table.name in tables.AUDITED:
        made |= _audit(table) | _keep(table)
    if table.name in tables.APPEND_ONLY:
        sentence = f"What is written in {table.name} stays as it is."
        made["wall_append"] = _refusal(table, "wall_append", "UPDATE OR DELETE OR TRUNCATE", sentence)
    return made


def row_json(table: Table, source: str) -> str:
    """SQL of one row as the trail keeps it; the session speaks UTC."""
    hidden = "".join(
        f""" || CASE WHEN {source}."{name}" IS NULL THEN '{{}}' ELSE '{{"{name}": "set"}}' END::jsonb"""
        for name in tables.secrets(table)
    )
    return f"(to_jsonb({source}){hidden})"


def row_id(table: Table, source: str) -> str:
    return " || ':' || ".join(f'{source}."{name}"::text' for name in tables.key(table))


def same(left: str, right: str) -> str:
    """SQL that compares two rows as JSON; an empty value and an absent one are the same."""
    return f"jsonb_strip_nulls({left}) IS NOT DISTINCT FROM jsonb_strip_nulls({right})"


def rights(table: Table) -> frozenset[str]:
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


def _functions(schema: str) -> Iterator[str]:
    for name, body in FUNCTIONS.items():
        yield (
            f"CREATE FUNCTION {name}() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER "
            f"""SET search_path = pg_catalog, "{schema}", pg_temp SET timezone = 'UTC' AS $wall${body}$wall$"""
        )
        yield f"REVOKE ALL ON FUNCTION {name}() FROM PUBLIC"


def _audit(table: Table) -> dict[str, str]:
    keys, secrets = ",".join(tables.key(table)), ",".join(tables.secrets(table))
    call = f"EXECUTE FUNCTION wall_audit('{keys}', '{tables.centre_column(table) or ''}', '{secrets}')"
    return {
        "wall_audit": f'CREATE TRIGGER wall_audit AFTER INSERT OR DELETE ON "{table.name}" FOR EACH ROW {call}',
        "wall_audit_update": (
            f'CREATE TRIGGER wall_audit_update AFTER UPDATE ON "{table.name}" FOR EACH ROW '
            f"WHEN (OLD.* IS DISTINCT FROM NEW.*) {call}"
        ),
    }


def _keep(table: Table) -> dict[str, str]:
    """Rows stay, and keep the key under which the trail knows them."""
    rekeyed = " OR ".join(f'OLD."{name}" IS DISTINCT FROM NEW."{name}"' for name in tables.key(table))
    return {
        "wall_keep": _refusal(
            table, "wall_keep", "DELETE OR TRUNCATE", f"Nothing is deleted from {table.name}."
        ),
        "wall_keep_key": (
            f'CREATE TRIGGER wall_keep_key BEFORE UPDATE ON "{table.name}" FOR EACH ROW WHEN ({rekeyed}) '
            f"EXECUTE FUNCTION wall_refuse('A row of {table.name} keeps its key.')"
        ),
    }


def _refusal(table: Table, name: str, operations: str, sentence: str) -> str:
    return (
        f'CREATE TRIGGER {name} BEFORE {operations} ON "{table.name}" FOR EACH STATEMENT '
        f"EXECUTE FUNCTION wall_refuse('{sentence}')"
    )


def _scope(table: Table) -> Iterator[str]:
    """Row-level security. The owner is under it too, except on the trail, which the owner's function writes."""
    if table.name in tables.OWNED:
        yield f'ALTER TABLE "{table.name}" ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY'
        yield f'CREATE POLICY {POLICY} ON "{table.name}" USING ({_VISIBLE}) WITH CHECK ({_VISIBLE})'
    if table.name == tables.AUDIT:
        yield f'ALTER TABLE "{table.name}" ENABLE ROW LEVEL SECURITY'
        yield f'CREATE POLICY {POLICY} ON "{table.name}" FOR SELECT USING ({_VISIBLE})'


# Each setting is read in a sub-select, so that it is read once per statement and not once per row.
_SETTING = "current_setting('app.centres', true)"
_VISIBLE = (
    f"(SELECT {_SETTING}) = '*' "
    f"OR centre_id::text = ANY ((SELECT string_to_array(nullif({_SETTING}, ''), ','))::text[])"
)


def _rights(schema: str, standing: Sequence[Table]) -> Iterator[str]:
    yield f'GRANT USAGE ON SCHEMA "{schema}" TO {APP_ROLE}'
    yield f"GRANT SELECT ON {VERSION_TABLE} TO {APP_ROLE}"
    for table in standing:
        yield f'REVOKE ALL ON "{table.name}" FROM PUBLIC, {APP_ROLE}'
        if granted := ", ".join(sorted(rights(table))):
            yield f'GRANT {granted} ON "{table.name}" TO {APP_ROLE}'
        if (sequence := _sequence(table)) and "INSERT" in rights(table):
            yield f'GRANT USAGE ON SEQUENCE "{sequence}" TO {APP_ROLE}'


def _sequence(table: Table) -> str | None:
    """The sequence behind a numbered key."""
    numbered = table.primary_key.columns.values()[0]
    default = getattr(numbered.server_default, "arg", "")
    return f"{table.name}_{numbered.name}_seq" if "nextval" in str(default) else None


def _run(connection: Connection, *statements: str) -> None:
    for statement in statements:
        connection.execute(text(statement))


def _schema(connection: Connection) -> str:
    return str(connection.scalar(text("SELECT current_schema()")))


def _found_triggers(connection: Connection, *, working: bool = False) -> list[tuple[str, str]]:
    """(table, name) of the walls' triggers; `working`: those that fire."""
    rows = connection.execute(
        text(
            "SELECT relname, tgname FROM pg_trigger JOIN pg_class ON pg_class.oid = tgrelid "
            "WHERE relnamespace = current_schema()::regnamespace AND NOT tgisinternal "
            r"AND tgname LIKE 'wall\_%' AND (NOT :working OR tgenabled IN ('O', 'A')) ORDER BY 1, 2"
        ),
        {"working": working},
    )
    return [(table, name) for table, name in rows]


def _found_policies(connection: Connection) -> list[str]:
    """The tables that have the policy."""
    statement = text(
        "SELECT tablename FROM pg_policies WHERE schemaname = current_schema() AND policyname = :name"
    )
    return list(connection.scalars(statement, {"name": POLICY}))


def _trigger_faults(connection: Connection, standing: Sequence[Table]) -> Iterator[tuple[str, str]]:
    found = set(_found_triggers(connection, working=True))
    wanted = {(table.name, name) for table in standing for name in triggers(table)}
    for table, name in sorted(wanted ^ found):
        yield name.split("_")[1], f"{table}.{name}"


def _function_faults(connection: Connection) -> Iterator[tuple[str, str]]:
    statement = text(
        "SELECT proname, prosrc FROM pg_proc WHERE pronamespace = current_schema()::regnamespace AND prosecdef"
    )
    found = {row.proname: row.prosrc for row in connection.execute(statement)}
    for name, body in FUNCTIONS.items():
        if found.get(name) != body:
            yield "audit", f"{name}()"


def _scope_faults(connection: Connection, standing: Sequence[Table]) -> Iterator[tuple[str, str]]:
    """Tables without their policy, with another one beside it, or with security switched off."""
    security = text(
        "SELECT relname, relrowsecurity, relforcerowsecurity, array_agg(polname::text ORDER BY polname) "
        "FROM pg_class LEFT JOIN pg_policy ON polrelid = pg_class.oid "
        "WHERE relnamespace = current_schema()::regnamespace AND relkind = 'r' GROUP BY 1, 2, 3"
    )
    found = {name: tuple(state) for name, *state in connection.execute(security)}
    for table in standing:
        if table.name in tables.OWNED and found[table.name] != (True, True, [POLICY]):
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
        for privilege in sorted(rights(table) ^ found.get(table.name, set())):
            yield "rights", f"{privilege} {table.name}"
    create = text("SELECT has_schema_privilege(:role, current_schema(), 'CREATE')")
    if connection.scalar(create, {"role": APP_ROLE}):
        yield "rights", f"CREATE {_schema(connection)}"
