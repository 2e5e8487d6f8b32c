"""The database: engines with safe settings, and sessions that know who works.

SQLite: WAL, synchronous FULL, foreign keys, BEGIN IMMEDIATE for writers (a deferred read-then-write transaction fails
with "database is locked" under load). PostgreSQL: the application works as the role registry_app, which owns nothing
and is under row-level security, with time limits on statements and locks.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any, NoReturn

from sqlalchemy import Connection, Engine, bindparam, create_engine, event, func, select, update
from sqlalchemy.engine import make_url
from sqlalchemy.orm import Session, SessionTransaction, sessionmaker
from sqlalchemy.orm.exc import StaleDataError

from registry.errors import Conflict
from registry.i18n import gettext as _
from registry.models.audit import AuditContext

APP_ROLE = "registry_app"
STATEMENT_SECONDS, IDLE_SECONDS = 60, 120

# Built once: these run in every transaction, and building a statement costs more than running it.
_SETTINGS = ("centres", "actor", "reason", "request")
_INTRODUCE = select(*(func.set_config(f"app.{name}", bindparam(name), True) for name in _SETTINGS))
_NAME_WRITER = update(AuditContext)


class RegistrySession(Session):
    """A session of one actor. `info`: actor, centres, request, reason, writing (see access.scope, writing)."""

    def bulk_save_objects(self, *_: Any, **__: Any) -> NoReturn:
        raise RuntimeError(
            "The session's older bulk methods go around the scope: add rows, or execute an insert."
        )

    bulk_insert_mappings = bulk_update_mappings = bulk_save_objects


def connect(url: str, *, owner: bool = False, statement_seconds: int = STATEMENT_SECONDS) -> Engine:
    """An engine for the URL with the settings this product needs. `owner`: for migrations, without the role."""
    address = make_url(url)
    if address.drivername in ("postgresql", "postgres"):
        address = address.set(drivername="postgresql+psycopg")
    if address.get_backend_name() == "sqlite":
        engine = create_engine(address, connect_args={"timeout": 10})
        _prepare_sqlite(engine)
        return engine
    engine = create_engine(address, pool_pre_ping=True, pool_size=8, max_overflow=8)
    _prepare_postgresql(engine, owner=owner, statement_seconds=statement_seconds)
    return engine


def sessions(engine: Engine) -> sessionmaker[RegistrySession]:
    """A maker of sessions; rows stay readable after a commit, as a page still shows them."""
    return sessionmaker(engine, class_=RegistrySession, expire_on_commit=False)


def _prepare_sqlite(engine: Engine) -> None:
    @event.listens_for(engine, "connect")
    def settings(connection: Any, _record: Any) -> None:
        connection.isolation_level = None
        for pragma in (
            "journal_mode=WAL",
            "synchronous=FULL",
            "foreign_keys=ON",
            "busy_timeout=10000",
            # INSERT OR REPLACE deletes; only so do the triggers that refuse deletion see it.
            "recursive_triggers=ON",
        ):
            connection.execute(f"PRAGMA {pragma}")

    @event.listens_for(engine, "begin")
    def begin(connection: Connection) -> None:
        writer = connection.get_execution_options().get("writer")
        connection.exec_driver_sql("BEGIN IMMEDIATE" if writer else "BEGIN")


def _prepare_postgresql(engine: Engine, *, owner: bool, statement_seconds: int) -> None:
    @event.listens_for(engine, "connect")
    def settings(connection: Any, _record: Any) -> None:
        with connection.cursor() as cursor:
            cursor.execute("SET TIME ZONE 'UTC'")
            cursor.execute("SET lock_timeout = '10s'")
            if not owner:
                cursor.execute(f"SET statement_timeout = '{int(statement_seconds)}s'")
                # Between two statements of one reading a long export writes its file.
                idle = max(IDLE_SECONDS, int(statement_seconds))
                cursor.execute(f"SET idle_in_transaction_session_timeout = '{idle}s'")
                cursor.execute("SELECT 1 FROM pg_roles WHERE rolname = %s", (APP_ROLE,))
                if cursor.fetchone():
                    cursor.execute(f"SET ROLE {APP_ROLE}")
        connection.commit()


@event.listens_for(RegistrySession, "after_begin")
def introduce(session: RegistrySession, _transaction: SessionTransaction, connection: Connection) -> None:
    """Tell the database who works, for its triggers and its row-level security, for this transaction only."""
    info = session.info
    if connection.dialect.name == "postgresql":
        if info.get("actor") or info.get("writing"):
            connection.execute(_INTRODUCE, {name: info.get(name) or "" for name in _SETTINGS})
    elif info.get("writing"):
        _name_writer(
            connection, actor=info.get("actor", ""), reason=info.get("reason"), request=info.get("request")
        )


def introduce_again(session: RegistrySession) -> None:
    """Tell the open transaction, if there is one, that somebody else works from here on."""
    transaction = session.get_transaction()
    if transaction is not None and session.in_transaction():
        introduce(session, transaction, session.connection())


def _name_writer(connection: Connection, *, actor: str, reason: str | None, request: str | None) -> None:
    connection.execute(_NAME_WRITER, {"actor": actor, "reason": reason, "request": request})


def _leave(connection: Connection) -> None:
    """Take the name off SQLite's context row, so that who writes later by another way does not write under it."""
    if connection.dialect.name == "sqlite":
        _name_writer(connection, actor="", reason=None, request=None)


@contextmanager
def writing(session: RegistrySession, *, reason: str | None = None) -> Iterator[None]:
    """One short writing transaction: who and why are set first, all is committed at the end or nothing is.

    The reading transaction before it is closed, so that the writer's lock is held for the writing alone; versions
    protect what was read before.
    """
    if session.in_transaction():
        session.commit()
    session.info.update(writing=True, reason=reason)
    try:
        session.connection(execution_options={"writer": True})
        yield
        session.flush()
        _leave(session.connection())
        session.commit()
    except StaleDataError:
        session.rollback()
        raise Conflict(_("Somebody saved this record while you were writing.")) from None
    except BaseException:
        session.rollback()
        raise
    finally:
        session.info.update(writing=False, reason=None)


@contextmanager
def reading(session: RegistrySession) -> Iterator[None]:
    """Statements that all see the same rows, whatever others save between them."""
    if session.in_transaction():
        session.commit()
    if session.get_bind().dialect.name == "postgresql":
        session.connection(execution_options={"isolation_level": "REPEATABLE READ"})
    try:
        yield
    finally:
        session.commit()
