"""The fixtures that these tests share: `programs("clinician", "FR-002")` is a program with a token of that person.

The tests of a module work in one registry, each with records of its own; `new_programs` begins with an empty one.
"""

from collections.abc import Iterator
from pathlib import Path

import pytest
from flask import Flask

from tests.api.programs import Programs, program
from tests.people import World, _app, _world, sqlite_app, sqlite_world

__all__ = ["sqlite_app", "sqlite_world"]


@pytest.fixture(scope="module")
def api_world() -> Iterator[World]:
    yield from _world("sqlite")


@pytest.fixture(scope="module")
def api_app(api_world: World, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Flask]:
    yield from _app(api_world, Path(tmp_path_factory.mktemp("api")))


@pytest.fixture
def programs(api_app: Flask, api_world: World) -> Programs:
    """On SQLite, where the database makes no difference."""
    return _maker(api_app, api_world)


@pytest.fixture
def new_programs(sqlite_app: Flask, sqlite_world: World) -> Programs:
    """In a registry that holds no record yet."""
    return _maker(sqlite_app, sqlite_world)


@pytest.fixture(scope="module", params=["sqlite", pytest.param("postgresql", marks=pytest.mark.postgres)])
def both_worlds(request: pytest.FixtureRequest) -> Iterator[World]:
    yield from _world(request.param)


@pytest.fixture(scope="module")
def both_apps(both_worlds: World, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Flask]:
    yield from _app(both_worlds, Path(tmp_path_factory.mktemp("api")))


@pytest.fixture
def both_programs(both_apps: Flask, both_worlds: World) -> Programs:
    """On each database in turn."""
    return _maker(both_apps, both_worlds)


def _maker(app: Flask, world: World) -> Programs:
    return lambda role, centre="FR-001", **more: program(app.test_client(), world, role, centre, **more)
