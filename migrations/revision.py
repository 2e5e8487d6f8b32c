"""Where a database stands: the number of its last migration, and that of this program."""

from __future__ import annotations

from pathlib import Path

from sqlalchemy import Connection, Engine, inspect, text

FOLDER = Path(__file__).parent
VERSION_TABLE = "alembic_version"


def head() -> str:
    """The last migration that this program knows."""
    return (FOLDER / "head").read_text(encoding="ascii").strip()


def current(engine: Engine) -> str | None:
    """The last migration that the database went through; None if it is empty."""
    with engine.connect() as connection:
        return stands_at(connection)


def stands_at(connection: Connection) -> str | None:
    """The same, in a transaction that is open already."""
    if not inspect(connection).has_table(VERSION_TABLE):
        return None
    number: str | None = connection.scalar(text(f"SELECT version_num FROM {VERSION_TABLE}"))
    return number
