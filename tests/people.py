"""People who use the registry in tests: one per role, in two countries, each with a browser that is signed in.

`world` is a migrated database with three centres and one account per role; `app` serves it. `people("clinician")`
is a test client signed in as that role at centre FR-001; `people("clinician", "FR-002")` at another.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select
from sqlalchemy.orm import sessionmaker

from config import Config
from migrations import run
from registry.access import sessions as user_sessions
from registry.access.permissions import ROLES, Rows
from registry.access.scope import console, enter
from registry.app import create_app
from registry.db import RegistrySession, connect, sessions, writing
from registry.models.user import User
from tests import make
from tests.servers import Template, database

POSTS = [(role, "FR-001") for role in ROLES] + [
    ("clinician", "FR-002"),
    ("clinician", "ES-001"),
    ("national_coordinator", "ES-001"),
]


def email_of(role: str, centre: str = "FR-001") -> str:
    return f"{role.replace('_', '-')}-{centre.casefold()}@tests.invalid"


def build(url: str) -> None:
    """The database that all tests of the application begin with."""
    run.upgrade(url)
    engine = connect(url)
    with sessions(engine)() as session:
        make.places_and_drugs(session)
        with writing(session):
            session.add_all(_user(role, centre) for role, centre in POSTS)
    engine.dispose()


def _user(role: str, centre: str) -> User:
    rows = ROLES[role].rows
    return User(
        id=email_of(role, centre),
        email=email_of(role, centre),
        role=role,
        centre_id=centre if rows is Rows.CENTRE else None,
        country_id=centre[:2] if rows is Rows.COUNTRY else None,
        language="en",
        password_hash="no password opens this",
    )


WORLD = Template("world", build)


@dataclass
class World:
    """A database with people and places; `session()` works at its console."""

    url: str
    maker: sessionmaker[RegistrySession]

    def session(self) -> RegistrySession:
        session = self.maker()
        enter(session, console("tests"))
        return session


@pytest.fixture(params=["sqlite", pytest.param("postgresql", marks=pytest.mark.postgres)])
def world(request: pytest.FixtureRequest) -> Iterator[World]:
    """The world on each database in turn."""
    yield from _world(request.param)


@pytest.fixture
def sqlite_world() -> Iterator[World]:
    """The world on SQLite alone, where the database makes no difference."""
    yield from _world("sqlite")


def _world(kind: str) -> Iterator[World]:
    with database(kind, like=WORLD) as url:
        engine = connect(url)
        yield World(url, sessions(engine))
        engine.dispose()


def config_for(url: str, folder: Path) -> Config:
    return Config(
        database_url=url, owner_url=url, secret_key="tests" * 10, instance=folder, base_url="http://localhost"
    )


@pytest.fixture
def app(world: World, tmp_path: Path) -> Iterator[Flask]:
    yield from _app(world, tmp_path)


@pytest.fixture
def sqlite_app(sqlite_world: World, tmp_path: Path) -> Iterator[Flask]:
    yield from _app(sqlite_world, tmp_path)


def _app(world: World, folder: Path) -> Iterator[Flask]:
    made = create_app(config_for(world.url, folder))
    yield made
    with made.extensions["registry.sessions"]() as session:
        session.get_bind().dispose()


People = Callable[..., FlaskClient]


@pytest.fixture
def people(app: Flask, world: World) -> People:
    return lambda role, centre="FR-001": client(app, world, role, centre)


@pytest.fixture
def sqlite_people(sqlite_app: Flask, sqlite_world: World) -> People:
    return lambda role, centre="FR-001": client(sqlite_app, sqlite_world, role, centre)


def client(app: Flask, world: World, role: str, centre: str = "FR-001") -> FlaskClient:
    """A test client whose cookie is that of a signed-in person."""
    key = sign_in(world, role, centre)
    browser = app.test_client()
    with browser.session_transaction() as cookie:
        cookie["_user_id"] = key
        cookie["_fresh"] = True
    return browser


def sign_in(world: World, role: str, centre: str = "FR-001") -> str:
    """The key of a new session of that person."""
    with world.session() as session:
        user = session.scalars(select(User).where(User.email == email_of(role, centre))).one()
        with writing(session):
            return user_sessions.start(session, user, agent="tests")
