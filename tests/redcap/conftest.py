"""A registry with records in three centres, served, and the tokens of its people in the form of REDCap."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from flask import Flask
from sqlalchemy import select
from werkzeug.test import TestResponse

from registry.access import tokens
from registry.db import writing
from registry.models.user import User
from tests.api.programs import Program, program
from tests.browser import served
from tests.people import World, _app, _world, email_of
from tests.redcap.ground import Ground, lay

Tokens = Callable[..., str]
Ask = Callable[..., TestResponse]


@pytest.fixture(scope="module")
def redcap_world() -> Iterator[World]:
    """On SQLite; where the database decides too, a module asks for both."""
    yield from _world("sqlite")


@pytest.fixture(scope="module")
def redcap_app(redcap_world: World, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Flask]:
    yield from _app(redcap_world, Path(tmp_path_factory.mktemp("redcap")))


@pytest.fixture(scope="module")
def coordinator(redcap_app: Flask, redcap_world: World) -> Program:
    """A program of the JSON API, to write what is read and to compare it."""
    return program(redcap_app.test_client(), redcap_world, "coordinator")


@pytest.fixture(scope="module")
def ground(coordinator: Program) -> Ground:
    return lay(coordinator)


@pytest.fixture(scope="module")
def url(redcap_app: Flask, ground: Ground) -> Iterator[str]:
    """The address that a client is given."""
    with served(redcap_app) as address:
        yield f"{address}/redcap/api/"


@pytest.fixture(scope="module")
def token(redcap_world: World) -> Tokens:
    """A new token of the person with a role at a centre."""

    def mint(role: str, centre: str = "FR-001", *, for_redcap: bool = True) -> str:
        with redcap_world.session() as session:
            user = session.scalars(select(User).where(User.email == email_of(role, centre))).one()
            with writing(session):
                return tokens.mint(session, user, read_only=False, for_redcap=for_redcap)

    return mint


@pytest.fixture
def ask(redcap_app: Flask, ground: Ground, token: Tokens) -> Ask:
    """One request as a program sends it, by the coordinator unless a token is given; brackets in names by **{}."""
    usual = token("coordinator")

    def post(content: str, **sent: str) -> TestResponse:
        data = {"token": usual, "content": content, "format": "json"} | sent
        return redcap_app.test_client().post("/redcap/api/", data=data)

    return post
