"""The walls of a PostgreSQL database: its triggers and their functions; rights.py adds who sees and may do what.

The trail is written by one function that runs as the owner, so that the application needs no right to write it.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from sqlalchemy import Connection, Table, text

from migrations import rights, tables

AREAS = ("audit", "keep", "append", "parent", "scope", "rights")
NOW = "clock_timestamp()"
PAIRS = (
    "SELECT coalesce(here.row_id, last.row_id) AS row_id, coalesce(here.centre_id, last.centre_id) AS centre_id, "
    "last.new AS old, here.new FROM here FULL JOIN last ON last.row_id = here.row_id"
)
"""Rows and last entries side by side; without statistics, other joins would compare each with each."""

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
_PARENT = """
BEGIN
    IF {torn} THEN
        RAISE EXCEPTION 'A row of % belongs to the centre and the patient of its parent.', TG_TABLE_NAME
            USING ERRCODE = 'foreign_key_violation';
    END IF;
    RETURN NEW;
END
"""


def build(connection: Connection, standing: Sequence[Table]) -> None:
    if not standing:
        return
    schema = _schema(connection)
    _run(connection, *_functions(schema, standing))
    for table in standing:
        _run(connection, *triggers(table).values())
    _run(connection, *rights.statements(schema, standing))


def raze(connection: Connection) -> None:
    for table, name in _found_triggers(connection):
        _run(connection, f'DROP TRIGGER "{name}" ON "{table}"')
    for table in rights.protected(connection):
        _run(connection, *rights.opening(table))
    _run(connection, *(f'DROP FUNCTION "{name}"()' for name in _found_functions(connection)))


def faults(connection: Connection, standing: Sequence[Table]) -> Iterator[tuple[str, str]]:
    """(area, name) of each trigger, function, policy or right that is absent, altered or too much."""
    yield from _trigger_faults(connection, standing)
    yield from _function_faults(connection, standing)
    yield from rights.faults(connection, standing)


def triggers(table: Table) -> dict[str, str]:
    """The triggers of one table by name."""
    made: dict[str, str] = {}
    if table.name in tables.AUDITED:
        made |= _audit(table)
    if table.name in tables.AUDITED | tables.SUCCEEDED:
        made |= _keep(table)
    if table.name in tables.APPEND_ONLY:
        sentence = f"What is written in {table.name} stays as it is."
        made["wall_append"] = _refusal(table, "wall_append", "UPDATE OR DELETE OR TRUNCATE", sentence)
    if tables.torn(table):
        made["wall_parent"] = (
            f'CREATE TRIGGER wall_parent BEFORE INSERT OR UPDATE OF {tables.linking(table)} ON "{table.name}" '
            f'FOR EACH ROW EXECUTE FUNCTION "wall_parent_{table.name}"()'
        )
    return made


def functions(standing: Sequence[Table]) -> dict[str, str]:
    """The bodies of the trigger functions by name."""
    made = {"wall_audit": _WRITE_ENTRY, "wall_refuse": _REFUSE} if standing else {}
    for table in standing:
        if torn := tables.torn(table):
            made[f"wall_parent_{table.name}"] = _PARENT.format(torn=torn)
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


def _functions(schema: str, standing: Sequence[Table]) -> Iterator[str]:
    for name, body in functions(standing).items():
        security = "SECURITY DEFINER" if name == "wall_audit" else "SECURITY INVOKER"
        yield (
            f'CREATE FUNCTION "{name}"() RETURNS trigger LANGUAGE plpgsql {security} '
            f"""SET search_path = pg_catalog, "{schema}", pg_temp SET timezone = 'UTC' AS $wall${body}$wall$"""
        )
        yield f'REVOKE ALL ON FUNCTION "{name}"() FROM PUBLIC'


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
    """Rows stay, and keep what they are known by: in the trail, the key."""
    rekeyed = " OR ".join(f'OLD."{name}" IS DISTINCT FROM NEW."{name}"' for name in tables.lasting(table))
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


def _found_functions(connection: Connection) -> dict[str, str]:
    """The bodies of the walls' functions by name."""
    statement = text(
        "SELECT proname, prosrc FROM pg_proc "
        r"WHERE pronamespace = current_schema()::regnamespace AND proname LIKE 'wall\_%'"
    )
    return {row.proname: row.prosrc for row in connection.execute(statement)}


def _trigger_faults(connection: Connection, standing: Sequence[Table]) -> Iterator[tuple[str, str]]:
    found = set(_found_triggers(connection, working=True))
    wanted = {(table.name, name) for table in standing for name in triggers(table)}
    for table, name in sorted(wanted ^ found):
        yield name.split("_")[1], f"{table}.{name}"


def _function_faults(connection: Connection, standing: Sequence[Table]) -> Iterator[tuple[str, str]]:
    wanted, found = functions(standing), _found_functions(connection)
    for name in sorted({*wanted, *found}):
        if wanted.get(name) != found.get(name):
            yield ("parent" if name.startswith("wall_parent") else "audit"), f"{name}()"
