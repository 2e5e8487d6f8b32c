"""The role that the application works as on PostgreSQL: it owns nothing and cannot sign in by itself."""

from __future__ import annotations

from typing import NamedTuple

from sqlalchemy import Connection, Engine, text
from sqlalchemy.engine import make_url
from sqlalchemy.exc import DBAPIError

from registry.db import APP_ROLE
from registry.errors import RegistryError
from registry.i18n import gettext

_UNDEFINED, _NO_RIGHT = "42704", "42501"
_MADE_MEANWHILE = ("42710", "23505", "XX000")
"""Duplicate object, unique violation, tuple concurrently updated: roles belong to the whole server."""


class RoleRefused(RegistryError):
    """The server does not let the migrating user prepare the role."""


def prepare(engine: Engine, *, application: str) -> None:
    """Create the role and let the migrating user, and the login of the application's address, work as it."""
    login = make_url(application).username if application else None
    for statement in _lacking(engine, login):
        _run(engine, statement)


def _lacking(engine: Engine, login: str | None) -> list[str]:
    """The statements still to run."""
    with engine.connect() as connection:
        quote = connection.dialect.identifier_preparer.quote
        owner = str(connection.scalar(text("SELECT session_user")))
        made = bool(
            connection.scalar(text("SELECT 1 FROM pg_roles WHERE rolname = :role"), {"role": APP_ROLE})
        )
        logins = dict.fromkeys((owner, login) if login else (owner,))
        grants = [
            f"GRANT {APP_ROLE} TO {quote(name)}"
            for name in logins
            if not (made and _may_become(connection, name))
        ]
    return grants if made else [f"CREATE ROLE {APP_ROLE} NOLOGIN", *grants]


def _may_become(connection: Connection, login: str) -> bool:
    """Whether a login may SET ROLE; since version 16 membership alone does not say so."""
    question = text(
        "SELECT pg_has_role(oid, :role, CASE WHEN current_setting('server_version_num')::int >= 160000 "
        "THEN 'SET' ELSE 'MEMBER' END) FROM pg_roles WHERE rolname = :login"
    )
    return bool(connection.scalar(question, {"role": APP_ROLE, "login": login}))


def _run(engine: Engine, statement: str) -> None:
    try:
        with engine.begin() as connection:
            connection.execute(text(statement))
    except DBAPIError as error:
        state = getattr(error.orig, "sqlstate", None)
        if state in _MADE_MEANWHILE:
            return
        if state == _NO_RIGHT:
            sentence = gettext(
                "The migrating user may not run “%(statement)s”. Ask the server’s administrator to run it."
            )
        elif state == _UNDEFINED:
            sentence = gettext("“%(statement)s” failed: the server has no such login. Create it first.")
        else:
            raise
        raise RoleRefused(sentence % {"statement": statement}) from error


class Login(NamedTuple):
    """Who signed in to PostgreSQL, and as whom the application works."""

    name: str
    works_as: str
    above_rules: bool
    owns_tables: bool


def login(connection: Connection) -> Login:
    """above_rules: a superuser, or free of row-level security. owns_tables: could take the walls away."""
    row = connection.execute(
        text(
            "SELECT session_user::text, current_user::text, rolsuper OR rolbypassrls, EXISTS (SELECT 1 FROM pg_class "
            "WHERE relnamespace = current_schema()::regnamespace AND relkind = 'r' AND relowner = pg_roles.oid) "
            "FROM pg_roles WHERE rolname = session_user"
        )
    ).one()
    return Login(*row)
