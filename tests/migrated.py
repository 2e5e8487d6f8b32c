"""A database at the last migration and empty of rows, as `registry db upgrade` leaves it.

`migrated_url` is its address, once per kind of database; `owner`, `engine` and `maker` work on it: as whoever
migrated, as the application, and in sessions.
"""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from sqlalchemy import Connection, Engine, text
from sqlalchemy.orm import sessionmaker

from migrations import run
from registry.access.permissions import ROLES
from registry.access.scope import Scope, console, enter
from registry.db import RegistrySession, connect, sessions, writing
from registry.models.patient import Patient
from registry.models.place import Centre, Country
from tests.servers import Template, database


def _build(url: str) -> None:
    run.upgrade(url)


MIGRATED = Template("migrated", _build)


@pytest.fixture(params=["sqlite", pytest.param("postgresql", marks=pytest.mark.postgres)])
def migrated_url(request: pytest.FixtureRequest) -> Iterator[str]:
    with database(request.param, like=MIGRATED) as url:
        yield url


@pytest.fixture
def engine(migrated_url: str) -> Iterator[Engine]:
    """The application's connections."""
    engine = connect(migrated_url)
    yield engine
    engine.dispose()


@pytest.fixture
def owner(migrated_url: str) -> Iterator[Engine]:
    """The connections of whoever migrated: on PostgreSQL the owner of the tables."""
    engine = connect(migrated_url, owner=True)
    yield engine
    engine.dispose()


@pytest.fixture
def maker(engine: Engine) -> sessionmaker[RegistrySession]:
    return sessions(engine)


def at_console(maker: sessionmaker[RegistrySession]) -> RegistrySession:
    """A session that sees all centres."""
    session = maker()
    enter(session, console("tests"), request="request-1")
    return session


def at_centres(maker: sessionmaker[RegistrySession], *centres: str) -> RegistrySession:
    """A session of a clinician of these centres."""
    session = maker()
    enter(session, Scope("alice@tests.invalid", ROLES["clinician"], frozenset(centres), "alice"))
    return session


def see_all(connection: Connection) -> None:
    """Let raw SQL read every centre's rows in this transaction."""
    if connection.dialect.name == "postgresql":
        connection.execute(text("SELECT set_config('app.centres', '*', true)"))


def add_places(session: RegistrySession) -> None:
    """Two centres of one country, A and B."""
    with writing(session):
        session.add(Country(id="FR"))
        session.flush()
        session.add_all(Centre(id=centre, country_id="FR", name=f"Centre {centre}") for centre in ("A", "B"))


def patient(name: str, centre: str, **values: object) -> Patient:
    return Patient(
        id=name, number=f"N-{name}", centre_id=centre, answers={}, questions=[], missing={}, **values
    )
