"""Upgrading: again, at the same time, after a kill, from an unknown place, over what somebody else put there."""

from __future__ import annotations

import signal
import subprocess
import sys
from pathlib import Path

import pytest
from sqlalchemy import create_engine, inspect, text
from sqlalchemy.engine import make_url

from migrations import run, walls
from registry.db import connect
from tests.migrations.schema import counted, fill


def execute(url: str, *statements: str) -> None:
    engine = create_engine(url)
    with engine.begin() as connection:
        for statement in statements:
            connection.execute(text(statement))
    engine.dispose()


def stands(url: str) -> str | None:
    engine = connect(url, owner=True)
    number = run.current(engine)
    engine.dispose()
    return number


def test_an_empty_database_stands_nowhere_and_then_at_head(database_url: str) -> None:
    assert stands(database_url) is None
    assert run.upgrade(database_url) == run.head() == stands(database_url)


def test_a_second_upgrade_builds_the_walls_again_and_keeps_the_rows(database_url: str) -> None:
    run.upgrade(database_url)
    engine = connect(database_url, owner=True)
    with engine.connect().execution_options(writer=True) as connection:
        fill(connection)
        held = counted(connection)
        walls.raze(connection)
        connection.commit()
        assert all(walls.faults(connection)[area] for area in ("audit", "keep", "append", "parent"))
        connection.rollback()
        assert run.upgrade(database_url) == run.head()
        assert not any(walls.faults(connection).values())
        assert counted(connection) == held
    engine.dispose()


def test_an_unknown_place_is_refused(database_url: str) -> None:
    run.upgrade(database_url)
    execute(database_url, "UPDATE alembic_version SET version_num = '0000x'")
    with pytest.raises(run.UpgradeRefused, match="0000x, which is unknown here"):
        run.upgrade(database_url)


def test_a_newer_database_is_refused(database_url: str) -> None:
    run.upgrade(database_url)
    execute(database_url, "UPDATE alembic_version SET version_num = '9999'")
    with pytest.raises(run.UpgradeRefused, match=f"9999 and this program knows none after {run.head()}"):
        run.upgrade(database_url)
    with pytest.raises(run.UpgradeRefused, match="install the newer program"):
        run.downgrade(database_url, to="base")
    assert stands(database_url) == "9999"


def test_tables_of_somebody_else_are_refused(database_url: str) -> None:
    execute(database_url, "CREATE TABLE patient (name text)", "CREATE TABLE beside (id integer)")
    with pytest.raises(run.UpgradeRefused, match=r"no migration made: patient\."):
        run.upgrade(database_url)
    engine = create_engine(database_url)
    assert set(inspect(engine).get_table_names()) == {"patient", "beside"}
    engine.dispose()


def test_processes_that_upgrade_at_the_same_time_all_succeed(database_url: str) -> None:
    code = "import sys; from migrations import run; print(run.upgrade(sys.argv[1]))"
    started = [
        subprocess.Popen(
            [sys.executable, "-c", code, database_url], stdout=subprocess.PIPE, stderr=subprocess.PIPE
        )
        for _ in range(4)
    ]
    answers = [process.communicate(timeout=120) for process in started]
    assert [said.decode().strip() for said, _ in answers] == [run.head()] * 4, answers


@pytest.mark.parametrize(
    "words",
    [
        "CREATE TABLE alembic_version",
        "CREATE TABLE toxicity ",
        "INSERT INTO alembic_version",
        "CREATE TRIGGER",
    ],
)
def test_a_killed_upgrade_is_taken_up_by_the_next(database_url: str, words: str) -> None:
    killed = subprocess.run(
        [sys.executable, "-m", "tests.migrations.killed", database_url, words], check=False, timeout=120
    )
    assert killed.returncode == -signal.SIGKILL
    assert stands(database_url) is None
    assert run.upgrade(database_url) == run.head()
    engine = connect(database_url, owner=True)
    with engine.connect() as connection:
        assert not any(walls.faults(connection).values())
    engine.dispose()


def test_a_new_file_is_its_owners_alone(tmp_path: Path) -> None:
    url = f"sqlite:///{tmp_path / 'instance' / 'registry.sqlite'}"
    run.upgrade(url)
    path = Path(str(make_url(url).database))
    assert path.stat().st_mode & 0o777 == 0o600
    engine = connect(url)
    with engine.connect() as connection:
        assert connection.exec_driver_sql("PRAGMA foreign_keys").scalar() == 1
    engine.dispose()
