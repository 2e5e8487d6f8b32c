"""Desks: `desk` on each database in turn, `sqlite_desk` where the database makes no difference."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.intake.desk import Desk, opened
from tests.people import sqlite_app, sqlite_people, sqlite_world

__all__ = ["sqlite_app", "sqlite_people", "sqlite_world"]


@pytest.fixture(params=["sqlite", pytest.param("postgresql", marks=pytest.mark.postgres)])
def desk(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Desk]:
    with opened(request.param, tmp_path) as found:
        yield found


@pytest.fixture
def sqlite_desk(tmp_path: Path) -> Iterator[Desk]:
    with opened("sqlite", tmp_path) as found:
        yield found
