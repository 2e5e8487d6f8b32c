"""`registry check`: all is well after an upgrade, and each thing that is wrong is said."""

from __future__ import annotations

from pathlib import Path

import pytest
from sqlalchemy import Engine, text
from sqlalchemy.engine import make_url
from sqlalchemy.orm import sessionmaker

from config import Config
from migrations import revision
from registry.db import RegistrySession, connect
from registry.queries import health
from tests.migrated import add_places, at_console

ELSEWHERE = {"Settings of PostgreSQL", "Login", "File rights"}
"""The tests' own server is fast and not safe, its owner runs them, and their files are copies: see test_roles.py."""


def found(engine: Engine) -> dict[str, health.Point]:
    url = engine.url.render_as_string(hide_password=False)
    return {point.name: point for point in health.check(engine, Config(url, url, "k" * 32))}


def execute(owner: Engine, *statements: str) -> None:
    with owner.connect().execution_options(writer=True) as connection, connection.begin():
        if owner.dialect.name == "postgresql":
            connection.execute(text("SELECT set_config('app.centres', '*', true)"))
        for statement in statements:
            connection.execute(text(statement))


def test_all_is_well_after_an_upgrade(engine: Engine, maker: sessionmaker[RegistrySession]) -> None:
    with at_console(maker) as session:
        add_places(session)
    points = found(engine)
    assert [name for name, point in points.items() if not point.ok and name not in ELSEWHERE] == []
    assert points["Migrations"].sentence == f"The database stands at {revision.head()}, the last one."


def test_production_is_said(sqlite_url: str) -> None:
    engine = connect(sqlite_url)
    trial, real = (
        Config(sqlite_url, sqlite_url, "k" * 32, production=production) for production in (False, True)
    )
    assert "before real patients" in health.check(engine, trial)[0].sentence
    assert health.check(engine, real)[0].sentence.startswith("Production:")
    engine.dispose()


def test_a_database_that_was_not_upgraded_is_said(database_url: str) -> None:
    engine = connect(database_url)
    point = found(engine)["Migrations"]
    assert not point.ok
    assert f"stands at - and this program needs {revision.head()}" in point.sentence
    assert "Audit trail" not in found(engine)
    engine.dispose()


ABSENT = {
    "sqlite": {
        "Audit triggers": "DROP TRIGGER wall_audit_toxicity_update",
        "Deletion": "DROP TRIGGER wall_keep_patient_delete",
        "Append-only": "DROP TRIGGER wall_append_audit_update",
        "Filing": "DROP TRIGGER wall_parent_course_insert",
    },
    "postgresql": {
        "Audit triggers": "ALTER TABLE toxicity DISABLE TRIGGER wall_audit_update",
        "Deletion": "DROP TRIGGER wall_keep ON patient",
        "Append-only": "DROP TRIGGER wall_append ON audit",
        "Filing": "DROP TRIGGER wall_parent ON course",
        "Row-level security": "ALTER TABLE patient NO FORCE ROW LEVEL SECURITY",
        "Rights": "GRANT DELETE ON patient TO registry_app",
    },
}


def test_each_wall_that_is_lacking_is_said_and_no_other(engine: Engine, owner: Engine) -> None:
    well = {name: point.ok for name, point in found(engine).items()}
    for wrong, statement in ABSENT[engine.dialect.name].items():
        execute(owner, statement)
        well[wrong] = False
        points = found(engine)
        assert {name: point.ok for name, point in points.items()} == well
        assert "Run “registry db upgrade”." in points[wrong].sentence


@pytest.mark.parametrize(
    "statement",
    [
        "CREATE POLICY open ON patient USING (true)",
        "ALTER TABLE audit DISABLE ROW LEVEL SECURITY",
        "DROP POLICY wall_scope ON toxicity",
    ],
)
@pytest.mark.parametrize(
    "migrated_url", [pytest.param("postgresql", marks=pytest.mark.postgres)], indirect=True
)
def test_weakened_row_level_security_is_said(engine: Engine, owner: Engine, statement: str) -> None:
    execute(owner, statement)
    assert not found(engine)["Row-level security"].ok


@pytest.mark.parametrize(
    "migrated_url", [pytest.param("postgresql", marks=pytest.mark.postgres)], indirect=True
)
def test_a_policy_that_shows_rows_without_a_centre_is_said(
    engine: Engine, owner: Engine, maker: sessionmaker[RegistrySession]
) -> None:
    """The same name with other words: only the rows tell."""
    with at_console(maker) as session:
        add_places(session)
    execute(
        owner,
        "INSERT INTO patient_serial (centre_id, last) VALUES ('A', 1)",
        "DROP POLICY wall_scope ON patient_serial",
        "CREATE POLICY wall_scope ON patient_serial USING (true)",
    )
    point = found(engine)["Row-level security"]
    assert not point.ok
    assert "patient_serial" in point.sentence


def test_a_row_changed_around_the_triggers_is_said(
    engine: Engine, owner: Engine, maker: sessionmaker[RegistrySession]
) -> None:
    with at_console(maker) as session:
        add_places(session)
    around = {
        "sqlite": ["DROP TRIGGER wall_audit_centre_update"],
        "postgresql": ["ALTER TABLE centre DISABLE TRIGGER wall_audit_update"],
    }
    execute(owner, *around[engine.dialect.name], "UPDATE centre SET name = 'Other' WHERE id = 'A'")
    point = found(engine)["Audit trail"]
    assert not point.ok
    assert "centre 1" in point.sentence


def test_settings_that_lose_rows_are_said(sqlite_url: str) -> None:
    engine = connect(sqlite_url)
    with engine.connect() as connection:
        connection.connection.cursor().execute("PRAGMA synchronous=NORMAL")
    assert "synchronous = 1 (2)" in found(engine)["Settings of SQLite"].sentence
    engine.dispose()


def test_a_file_that_others_can_open_is_said(sqlite_url: str) -> None:
    engine = connect(sqlite_url)
    path = Path(str(make_url(sqlite_url).database))
    path.touch()
    path.chmod(0o640)
    assert not found(engine)["File rights"].ok
    path.chmod(0o600)
    assert found(engine)["File rights"].ok
    engine.dispose()
