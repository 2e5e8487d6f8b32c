"""Who may do what on PostgreSQL: owners with and without rights, a login of the application's own, a superuser.

These tests need logins of several kinds, so they have a server of their own.
"""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path

import psycopg
import pytest
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError

import config
from migrations import roles, run
from registry.db import APP_ROLE, connect
from registry.queries import health
from tests import postgres

pytestmark = pytest.mark.postgres


class Server:
    """A server of PostgreSQL with a superuser, and a database per test."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def url(self, login: str, database: str = "registry") -> str:
        return f"postgresql://{login}@/{database}?host={self.folder}"

    def administer(self, *statements: str) -> None:
        with psycopg.connect(self.url("postgres", "postgres"), autocommit=True) as connection:
            for statement in statements:
                connection.execute(statement)


@pytest.fixture(scope="module")
def started() -> Iterator[Server]:
    folder = Path(tempfile.mkdtemp(prefix="registry-roles-"))
    try:
        postgres.start(folder)
        yield Server(folder)
    finally:
        postgres.stop(folder)
        shutil.rmtree(folder, ignore_errors=True)


@pytest.fixture
def server(started: Server) -> Iterator[Server]:
    """An empty database `registry` of the login `keeper`, who may create roles; `clerk` may do nothing yet."""
    started.administer(
        "CREATE ROLE keeper LOGIN CREATEROLE",
        "CREATE ROLE clerk LOGIN",
        "CREATE DATABASE registry OWNER keeper",
    )
    yield started
    started.administer(
        "DROP DATABASE registry WITH (FORCE)",
        "DROP ROLE IF EXISTS registry_app",
        "DROP ROLE keeper",
        "DROP ROLE clerk",
    )


def working_as(url: str) -> tuple[str, str]:
    """(login, role) of the application's connection."""
    engine = connect(url)
    with engine.connect() as connection:
        login, role = connection.execute(text("SELECT session_user::text, current_user::text")).one()
    engine.dispose()
    return login, role


def test_the_owner_works_as_the_role(server: Server) -> None:
    run.upgrade(server.url("keeper"))
    assert working_as(server.url("keeper")) == ("keeper", APP_ROLE)


def test_a_login_of_the_application_is_let_in(server: Server) -> None:
    run.upgrade(server.url("keeper"), application=server.url("clerk"))
    assert working_as(server.url("clerk")) == ("clerk", APP_ROLE)


def test_the_role_itself_cannot_sign_in(server: Server) -> None:
    run.upgrade(server.url("keeper"))
    with pytest.raises(psycopg.OperationalError, match="not permitted to log in"):
        psycopg.connect(server.url(APP_ROLE))


def test_a_login_that_does_not_exist_is_said(server: Server) -> None:
    with pytest.raises(
        roles.RoleRefused, match="“GRANT registry_app TO nobody_here” failed: the server has no such"
    ):
        run.upgrade(server.url("keeper"), application=server.url("nobody_here"))


def test_an_owner_who_may_not_create_roles_is_told_what_to_ask_for(server: Server) -> None:
    server.administer("ALTER ROLE keeper NOCREATEROLE")
    with pytest.raises(
        roles.RoleRefused, match=r"“CREATE ROLE registry_app NOLOGIN”\. Ask the server’s administrator"
    ):
        run.upgrade(server.url("keeper"))
    server.administer("CREATE ROLE registry_app NOLOGIN")
    with pytest.raises(roles.RoleRefused, match="“GRANT registry_app TO keeper”"):
        run.upgrade(server.url("keeper"))
    server.administer("GRANT registry_app TO keeper")
    assert run.upgrade(server.url("keeper")) == run.head()


def test_a_superuser_works_as_the_role_too(server: Server) -> None:
    run.upgrade(server.url("postgres"))
    assert working_as(server.url("postgres")) == ("postgres", APP_ROLE)
    engine = connect(server.url("postgres"))
    with engine.connect() as connection, pytest.raises(DBAPIError, match="permission denied for table audit"):
        connection.execute(
            text(
                "INSERT INTO audit (at, actor, table_name, row_id, operation) VALUES (now(), '', '', '', '')"
            )
        )
    engine.dispose()


def points(url: str) -> dict[str, health.Point]:
    engine = connect(url)
    try:
        return {p.name: p for p in health.check(engine, config.Config(url, url, "k" * 32))}
    finally:
        engine.dispose()


def test_the_check_accepts_only_a_login_that_owns_nothing(server: Server) -> None:
    run.upgrade(server.url("keeper"), application=server.url("clerk"))
    clerk, keeper, superuser = (
        points(server.url(login))["Login"] for login in ("clerk", "keeper", "postgres")
    )
    assert clerk == (
        "Login",
        True,
        "The login clerk works as registry_app, owns nothing and is no superuser.",
    )
    assert (keeper.ok, superuser.ok) == (False, False)
    assert "give REGISTRY_DATABASE_URL a login of its own" in keeper.sentence


def test_the_check_sees_a_server_that_may_lose_what_it_acknowledged(server: Server) -> None:
    run.upgrade(server.url("keeper"))
    settings = points(server.url("keeper"))["Settings of PostgreSQL"]
    assert not settings.ok
    assert "fsync = off (on)" in settings.sentence
    assert "synchronous_commit = off (on)" in settings.sentence
