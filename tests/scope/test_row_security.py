"""PostgreSQL alone: raw SQL of the application's role sees and writes the rows of its setting, and no others."""

from __future__ import annotations

from typing import Any

import pytest
from sqlalchemy import Engine, text
from sqlalchemy.exc import DBAPIError
from sqlalchemy.orm import sessionmaker

from migrations import tables
from registry.db import RegistrySession
from tests.migrated import at_centres, at_console
from tests.migrations.schema import ROWS, fill
from tests.scope.places import furnish

Maker = sessionmaker[RegistrySession]
pytestmark = [
    pytest.mark.postgres,
    pytest.mark.parametrize("migrated_url", ["postgresql"], indirect=True),
]
PATIENTS = "SELECT id FROM patient ORDER BY id"
ADD_PATIENT = (
    "INSERT INTO patient (id, number, centre_id, version, status, missing, answers, questions) VALUES"
)


def rows(engine: Engine, statement: str, centres: str | None) -> Any:
    """What a statement gives in a transaction with this setting; None: nothing was set."""
    with engine.connect() as connection:
        if centres is not None:
            connection.execute(text("SELECT set_config('app.centres', :centres, true)"), {"centres": centres})
        result = connection.execute(text(statement))
        return list(result.scalars()) if result.returns_rows else result.rowcount


@pytest.mark.parametrize(
    ("centres", "seen"),
    [
        (None, []),
        ("", []),
        ("A", ["A1", "A2"]),
        ("B", ["B1", "B2"]),
        ("A,B", ["A1", "A2", "B1", "B2"]),
        ("*", ["A1", "A2", "B1", "B2"]),
        ("AB", []),
        ("%", []),
        ("A,*", ["A1", "A2"]),
    ],
)
def test_the_setting_decides(engine: Engine, maker: Maker, centres: str | None, seen: list[str]) -> None:
    furnish(maker)
    assert rows(engine, PATIENTS, centres) == seen


@pytest.mark.parametrize("table", sorted(tables.OWNED))
def test_every_table_of_a_centre_is_under_it(engine: Engine, owner: Engine, table: str) -> None:
    with owner.begin() as connection:
        fill(connection)
    count = f'SELECT count(*) FROM "{table}"'
    assert rows(engine, count, "id-0") == [1]
    assert rows(engine, count, "id-0,id-1") == [2]
    assert rows(engine, count, "*") == [ROWS]
    assert rows(engine, count, None) == [0]


def test_the_owner_is_under_it_too(owner: Engine, maker: Maker) -> None:
    furnish(maker)
    assert rows(owner, PATIENTS, None) == []
    assert rows(owner, PATIENTS, "A") == ["A1", "A2"]


def test_the_trail_shows_own_rows(engine: Engine, maker: Maker) -> None:
    furnish(maker)
    trail = "SELECT DISTINCT centre_id FROM audit ORDER BY 1"
    assert rows(engine, trail, "A") == ["A"]
    assert rows(engine, trail, None) == []
    assert rows(engine, trail, "*") == ["A", "B", None]


def test_an_update_does_not_reach_a_foreign_row(engine: Engine, maker: Maker) -> None:
    furnish(maker)
    assert rows(engine, "UPDATE patient SET sex = 'male' WHERE id = 'B1'", "A") == 0
    assert rows(engine, "UPDATE patient SET sex = 'male'", "A") == 2


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE patient SET centre_id = 'B' WHERE id = 'A2'",
        "INSERT INTO patient_serial (centre_id, last) VALUES ('B', 9)",
        "INSERT INTO patient_serial (centre_id, last) VALUES ('B', 9) ON CONFLICT (centre_id) DO UPDATE SET last = 9",
        f"{ADD_PATIENT} ('x', 'x', 'B', 1, 'draft', '{{}}', '{{}}', '[]')",
    ],
)
def test_no_row_is_written_into_a_foreign_centre(engine: Engine, maker: Maker, statement: str) -> None:
    furnish(maker)
    with pytest.raises(DBAPIError, match="row-level security"):
        rows(engine, statement, "A")


def test_an_upsert_does_not_change_the_foreign_row_it_meets(engine: Engine, maker: Maker) -> None:
    furnish(maker)
    meets = "('B1', 'x', 'A', 1, 'draft', '{}', '{}', '[]') ON CONFLICT (id) DO UPDATE SET sex = 'male'"
    with pytest.raises(DBAPIError, match="row-level security"):
        rows(engine, f"{ADD_PATIENT} {meets}", "A")


def test_a_connection_of_the_pool_forgets_whose_it_was(engine: Engine, maker: Maker) -> None:
    furnish(maker)
    with at_console(maker) as session:
        assert list(session.scalars(text(PATIENTS))) == ["A1", "A2", "B1", "B2"]
    with at_centres(maker, "A") as session:
        assert list(session.scalars(text(PATIENTS))) == ["A1", "A2"]
    assert rows(engine, PATIENTS, None) == []


def test_the_setting_is_read_once_and_not_for_each_row(engine: Engine, maker: Maker) -> None:
    furnish(maker)
    plan = "\n".join(rows(engine, "EXPLAIN (COSTS OFF) SELECT id FROM patient", "A"))
    assert plan.count("InitPlan") == 2
    condition = next(line for line in plan.splitlines() if "Filter" in line)
    assert "current_setting" not in condition
