"""Five things that hold of every migration: head equals the models, up, down, up with rows, down with rows."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, inspect

from migrations import run, trail, walls
from migrations.tables import METADATA
from registry.db import connect
from tests.migrations.schema import ROWS, counted, described, fill
from tests.servers import database

SCRIPTS = ScriptDirectory.from_config(run.configuration())
NUMBERS = [script.revision for script in reversed(list(SCRIPTS.walk_revisions()))]
KINDS = ["sqlite", pytest.param("postgresql", marks=pytest.mark.postgres)]
every_migration = pytest.mark.parametrize("number", NUMBERS)


def before(number: str) -> str:
    return str(SCRIPTS.get_revision(number).down_revision or "base")


def reach(url: str, number: str) -> None:
    if number != "base":
        run.upgrade(url, to=number)


@contextmanager
def opened(url: str, *, write: bool = False) -> Iterator[Connection]:
    engine = connect(url, owner=True)
    with engine.connect().execution_options(writer=write) as connection, connection.begin():
        yield connection
    engine.dispose()


@pytest.mark.parametrize("kind", KINDS)
def test_head_equals_the_models(kind: str) -> None:
    with database(kind) as migrated, database(kind) as created:
        run.upgrade(migrated)
        with opened(created, write=True) as connection:
            METADATA.create_all(connection)
            wanted = described(connection)
        with opened(migrated) as connection:
            assert described(connection) == wanted
            options = {"compare_type": True, "compare_server_default": True}
            assert compare_metadata(MigrationContext.configure(connection, opts=options), METADATA) == []


def test_the_file_named_head_says_the_last_number() -> None:
    assert [run.head()] == SCRIPTS.get_heads() == NUMBERS[-1:]


@every_migration
def test_up(database_url: str, number: str) -> None:
    reach(database_url, before(number))
    assert run.upgrade(database_url, to=number) == number
    with opened(database_url) as connection:
        assert not any(walls.faults(connection).values())


@every_migration
def test_down(database_url: str, number: str) -> None:
    reach(database_url, before(number))
    with opened(database_url) as connection:
        wanted = described(connection)
    run.upgrade(database_url, to=number)
    assert run.downgrade(database_url, to=before(number)) == before(number)
    with opened(database_url) as connection:
        assert described(connection) == wanted
        assert not any(walls.faults(connection).values())


@every_migration
def test_up_with_rows(database_url: str, number: str) -> None:
    reach(database_url, before(number))
    with opened(database_url, write=True) as connection:
        fill(connection)
        held = counted(connection)
    run.upgrade(database_url, to=number)
    with opened(database_url) as connection:
        now = counted(connection)
        assert {name: now[name] for name in held if name in now} == {
            name: held[name] for name in held if name in now
        }
        assert not any(trail.differences(connection).values())


@every_migration
def test_down_with_rows(database_url: str, number: str) -> None:
    run.upgrade(database_url, to=number)
    with opened(database_url, write=True) as connection:
        fill(connection)
        assert set(counted(connection).values()) == {ROWS}
    run.downgrade(database_url, to=before(number))
    with opened(database_url) as connection:
        assert set(counted(connection).values()) <= {ROWS}
        assert inspect(connection).has_table("patient") == (before(number) != "base")
        assert not any(trail.differences(connection).values())
