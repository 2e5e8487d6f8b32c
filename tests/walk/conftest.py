"""The fixtures that the walk shares: one ground for all tests of a module that change nothing others read."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from flask import Flask

from registry.db import connect, sessions
from tests.people import World, _app
from tests.servers import database
from tests.walk.ground import GROUND


def ground_of(kind: str) -> Iterator[World]:
    with database(kind, like=GROUND) as url:
        engine = connect(url)
        yield World(url, sessions(engine))
        engine.dispose()


@pytest.fixture(scope="module")
def ground() -> Iterator[World]:
    """The ground on SQLite, shared by the tests of a module."""
    yield from ground_of("sqlite")


@pytest.fixture(scope="module")
def site(ground: World, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Flask]:
    yield from _app(ground, Path(tmp_path_factory.mktemp("walk")))


@pytest.fixture(scope="module")
def postgres_ground() -> Iterator[World]:
    """The ground on PostgreSQL, where row-level security stands underneath."""
    yield from ground_of("postgresql")


@pytest.fixture(scope="module")
def postgres_site(postgres_ground: World, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Flask]:
    yield from _app(postgres_ground, Path(tmp_path_factory.mktemp("walk")))
