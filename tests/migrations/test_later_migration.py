"""A migration that rebuilds tables and changes rows: nothing is lost, and the trail says what it did."""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import Connection, create_engine, text

from migrations import revision, run, trail, walls
from registry.db import connect
from tests.migrations.schema import counted, fill

LATER = '''
"""a colour for patients, centres renamed, drugs without target"""

import sqlalchemy as sa
from alembic import op

revision = "{number}"
down_revision = "{head}"


def upgrade():
    with op.batch_alter_table("patient") as batch:
        batch.alter_column("birth_month", type_=sa.String(12))
        batch.add_column(sa.Column("colour", sa.String(20), server_default="brown"))
    with op.batch_alter_table("audit") as batch:
        batch.alter_column("actor", type_=sa.String(300))
    with op.batch_alter_table("drug") as batch:
        batch.drop_column("target")
    op.execute("UPDATE centre SET name = 'renamed' WHERE name = 'name-1'")


def downgrade():
    with op.batch_alter_table("drug") as batch:
        batch.add_column(sa.Column("target", sa.String(200)))
    with op.batch_alter_table("audit") as batch:
        batch.alter_column("actor", type_=sa.String(254))
    with op.batch_alter_table("patient") as batch:
        batch.alter_column("birth_month", type_=sa.String(7))
        batch.drop_column("colour")
'''
ORPHANS = '''
"""a careless one"""

from alembic import op

revision = "{number}"
down_revision = "{head}"


def upgrade():
    op.execute("UPDATE centre SET country_id = 'ZZ'")
'''


@pytest.fixture
def versions(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A copy of the migrations that a test may add to."""
    copy = shutil.copytree(run.VERSIONS, tmp_path / "versions")
    monkeypatch.setattr(run, "VERSIONS", copy)
    return copy


def add(versions: Path, script: str) -> str:
    number = f"{int(revision.head()) + 1:04d}"
    (versions / f"{number}_later.py").write_text(script.format(number=number, head=revision.head()))
    return number


def filled(url: str) -> dict[str, int]:
    run.upgrade(url)
    engine = connect(url, owner=True)
    with engine.connect().execution_options(writer=True) as connection, connection.begin():
        fill(connection)
        held = counted(connection)
    engine.dispose()
    return held


def entries(connection: Connection, reason: str) -> list[tuple[Any, ...]]:
    """(table, row, actor, old, new) of what was written for that reason."""
    statement = text(
        "SELECT table_name, row_id, actor, old, new FROM audit WHERE reason = :reason ORDER BY table_name, row_id"
    )
    import json

    def read(value: Any) -> Any:
        return json.loads(value) if isinstance(value, str) else value

    return [
        (table, row, actor, read(old), read(new))
        for table, row, actor, old, new in connection.execute(statement, {"reason": reason})
    ]


def test_rows_walls_and_trail_come_through_a_rebuild(database_url: str, versions: Path) -> None:
    held = filled(database_url)
    number = add(versions, LATER)
    assert run.upgrade(database_url, actor="cli:alice") == number
    engine = connect(database_url, owner=True)
    with engine.connect() as connection:
        assert counted(connection) == held
        assert not any(walls.faults(connection).values())
        assert not any(trail.differences(connection).values())
        written = entries(connection, f"migration {number}")
    engine.dispose()
    assert {actor for _, _, actor, _, _ in written} == {"cli:alice"}
    assert [(table, row) for table, row, *_ in written] == [
        ("centre", "id-1"),
        *(("drug", f"id-{row}") for row in range(3)),
        *(("patient", f"id-{row}") for row in range(3)),
    ]
    centre, drug, patient = written[0], written[1], written[4]
    assert (centre[3]["name"], centre[4]["name"]) == ("name-1", "renamed")
    assert drug[3]["target"] == "target-0"
    assert "target" not in drug[4]
    assert "colour" not in patient[3]
    assert patient[4]["colour"] == "brown"

    assert run.downgrade(database_url, to=revision.head()) == revision.head()
    engine = connect(database_url, owner=True)
    with engine.connect() as connection:
        assert counted(connection) == held
        assert not any(walls.faults(connection).values())
        assert not any(trail.differences(connection).values())
    engine.dispose()


def test_rows_changed_around_the_triggers_are_told_apart_from_the_migration(
    sqlite_url: str, versions: Path
) -> None:
    filled(sqlite_url)
    engine = create_engine(sqlite_url)
    with engine.begin() as connection:
        for name in ("wall_audit_toxicity_update", "wall_audit_centre_insert"):
            connection.exec_driver_sql(f"DROP TRIGGER {name}")
        connection.exec_driver_sql("UPDATE toxicity SET grade = '5' WHERE id = 'id-2'")
    number = add(versions, LATER)
    run.upgrade(sqlite_url, actor="cli:alice")
    with engine.connect() as connection:
        found = entries(connection, f"found before migration {number}: not in the trail")
    engine.dispose()
    assert [(table, row, actor) for table, row, actor, *_ in found] == [("toxicity", "id-2", "unknown")]
    assert found[0][4]["grade"] == "5"


def test_a_migration_that_would_leave_orphans_is_refused_whole(sqlite_url: str, versions: Path) -> None:
    held = filled(sqlite_url)
    add(versions, ORPHANS)
    with pytest.raises(run.UpgradeRefused, match="a row of centre without the row of country"):
        run.upgrade(sqlite_url)
    engine = connect(sqlite_url)
    with engine.connect() as connection:
        assert run.current(engine) == revision.head()
        assert counted(connection) == held
        assert connection.scalar(text("SELECT count(*) FROM centre WHERE country_id = 'ZZ'")) == 0
        assert not any(walls.faults(connection).values())
    engine.dispose()
