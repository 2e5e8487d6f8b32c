"""Moving a database from one migration to another: `upgrade(url)`, `downgrade(url, to="0001")`.

Each migration is one transaction with its walls and its entries in the trail: a process that dies in the middle
leaves the database as it was before that migration, and the next run goes on from there. One process at a time moves
a database; a second one waits and then finds nothing left to do.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from sqlalchemy import Connection, Engine, inspect, text
from sqlalchemy.engine import make_url

from migrations import roles, tables, trail, walls
from migrations.revision import FOLDER, current, head, stands_at
from registry.db import connect
from registry.errors import RegistryError
from registry.i18n import gettext

if TYPE_CHECKING:
    from alembic.config import Config
    from alembic.script import ScriptDirectory

__all__ = ["UpgradeRefused", "configuration", "current", "downgrade", "head", "upgrade"]

VERSIONS = FOLDER / "versions"
BASE = "base"
WAIT_SECONDS = 600
_LOCK = 0x7265676973747279
"""The number of the advisory lock: "registry" in ASCII."""


class UpgradeRefused(RegistryError):
    """The database cannot be moved; the sentence says why and what to do."""


def upgrade(url: str, *, to: str = "head", application: str = "", actor: str = "cli") -> str:
    """Bring a database to a migration and build its walls anew; the number it then stands at.

    application: the address that the application will use, if its login is another. actor: who is named in the trail
    for what the migrations change in the rows.
    """
    return _move(url, to, way=_UP, application=application, actor=actor)


def downgrade(url: str, *, to: str, actor: str = "cli") -> str:
    """Take a database back to an earlier migration, or to "base", which leaves nothing."""
    return _move(url, to, way=_DOWN, actor=actor)


def configuration() -> Config:
    """What alembic reads from a file elsewhere."""
    from alembic.config import Config

    config = Config()
    options = {
        "script_location": str(FOLDER),
        "version_locations": str(VERSIONS),
        "path_separator": "newline",
        "file_template": "%(rev)s_%(slug)s",
    }
    for name, value in options.items():
        config.set_main_option(name, value.replace("%", "%%"))
    return config


@dataclass(frozen=True, slots=True)
class _Way:
    """Up or down: alembic's word for it, and which migration comes next (None: there)."""

    word: str
    following: Callable[[ScriptDirectory, str | None, str], str | None]


def _move(url: str, to: str, *, way: _Way, actor: str, application: str = "") -> str:
    engine = _open(url)
    try:
        if engine.dialect.name == "postgresql":
            roles.prepare(engine, application=application)
        while (reached := _step(engine, to, way=way, actor=actor)) is None:
            pass
        return reached
    finally:
        engine.dispose()


def _step(engine: Engine, to: str, *, way: _Way, actor: str) -> str | None:
    """Run one migration in one transaction. None: there may be another; else the number that was reached."""
    from alembic import command
    from alembic.script import ScriptDirectory

    config = configuration()
    scripts = ScriptDirectory.from_config(config)
    with _alone(engine) as connection:
        stands = _stands(connection, scripts)
        number = way.following(scripts, stands, to)
        if number is None:
            walls.build(connection)
            return stands or BASE
        trail.settle(connection, actor="unknown", reason=f"found before migration {number}: not in the trail")
        walls.raze(connection)
        config.attributes["connection"] = connection
        getattr(command, way.word)(config, number)
        _check_references(connection)
        walls.build(connection)
        trail.settle(connection, actor=actor, reason=f"migration {number}")
    return None


def _next_up(scripts: ScriptDirectory, stands: str | None, to: str) -> str | None:
    """The migration after this one on the way up."""
    ahead = [script.revision for script in scripts.iterate_revisions(to, stands or BASE)]
    return ahead[-1] if ahead else None


def _next_down(scripts: ScriptDirectory, stands: str | None, to: str) -> str | None:
    """The migration before this one on the way down."""
    if stands is None or stands == to:
        return None
    below = scripts.get_revision(stands).down_revision
    return str(below) if below else BASE


_UP, _DOWN = _Way("upgrade", _next_up), _Way("downgrade", _next_down)


def _open(url: str) -> Engine:
    """An engine of its own: its connections wait long, and are thrown away at the end."""
    address = make_url(url)
    if address.get_backend_name() == "sqlite" and address.database:
        _own_file(Path(address.database))
    return connect(url, owner=True)


def _own_file(path: Path) -> None:
    """The file of a new SQLite database is its owner's alone; its journals take the same rights."""
    path.parent.mkdir(parents=True, exist_ok=True)
    if not path.exists():
        os.close(os.open(path, os.O_CREAT | os.O_RDWR, 0o600))


@contextmanager
def _alone(engine: Engine) -> Iterator[Connection]:
    """A transaction that no other migrating process shares, and on SQLite no writer at all."""
    with engine.connect().execution_options(writer=True) as connection:
        if engine.dialect.name == "sqlite":
            # Before the transaction: inside it the first is ignored, and rebuilding a table would empty its children.
            _pragma(connection, "foreign_keys=OFF")
            _pragma(connection, f"busy_timeout={WAIT_SECONDS * 1000}")
        with connection.begin():
            if engine.dialect.name == "postgresql":
                _lock(connection)
            yield connection


def _pragma(connection: Connection, setting: str) -> None:
    connection.connection.cursor().execute(f"PRAGMA {setting}")


def _lock(connection: Connection) -> None:
    """Wait for another migration as long as it takes, for working people not."""
    connection.execute(text(f"SET LOCAL lock_timeout = '{WAIT_SECONDS}s'"))
    connection.execute(text(f"SELECT pg_advisory_xact_lock({_LOCK})"))
    connection.execute(text("SET LOCAL lock_timeout = '30s'"))
    connection.execute(text("SELECT set_config('app.centres', '*', true)"))


def _stands(connection: Connection, scripts: ScriptDirectory) -> str | None:
    """Where the database stands; refused if this program does not know that place."""
    number = stands_at(connection)
    known = {script.revision for script in scripts.walk_revisions()}
    if number is None:
        _refuse_strangers(connection)
    elif number not in known and number > max(known):
        sentence = gettext(
            "The database stands at migration %(number)s and this program knows none after %(last)s: "
            "install the newer program."
        )
        raise UpgradeRefused(sentence % {"number": number, "last": max(known)})
    elif number not in known:
        sentence = gettext(
            "The database stands at migration %(number)s, which is unknown here: "
            "it belongs to another program, or to another copy of this one."
        )
        raise UpgradeRefused(sentence % {"number": number})
    return number


def _refuse_strangers(connection: Connection) -> None:
    strangers = sorted(tables.KNOWN.intersection(inspect(connection).get_table_names()))
    if strangers:
        sentence = gettext(
            "The database already holds tables of these names that no migration made: %(names)s. "
            "Give the registry an empty database."
        )
        raise UpgradeRefused(sentence % {"names": ", ".join(strangers)})


def _check_references(connection: Connection) -> None:
    if connection.dialect.name != "sqlite":
        return
    broken = connection.exec_driver_sql("PRAGMA foreign_key_check").first()
    if broken:
        sentence = gettext(
            "The migration would leave a row of %(table)s without the row of %(parent)s it belongs to; "
            "nothing was changed."
        )
        raise UpgradeRefused(sentence % {"table": broken[0], "parent": broken[2]})
