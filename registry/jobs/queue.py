"""The queue of exports: huey on a SQLite file of its own, or on tables of the same PostgreSQL server.

A message holds the id of a job and is JSON: reading the queue runs nothing, and shows no patient. The row of the job
says what becomes of it; a message that is lost is sent again by the worker.
"""

from __future__ import annotations

import json
import logging
import os
from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any

import psycopg
from sqlalchemy.engine import make_url

from config import Config
from registry.db import APP_ROLE

if TYPE_CHECKING:
    from huey.api import Huey, TaskWrapper

LOG = logging.getLogger(__name__)
NAME, TASK = "exports", "make_export"
FILE = "queue.sqlite"


class Messages:
    """Messages as JSON, in place of pickle, which would run whatever the queue holds."""

    def serialize(self, message: Any) -> bytes:
        if not hasattr(message, "_asdict"):
            raise TypeError("the queue holds messages only")
        held = {name: value for name, value in message._asdict().items() if value is not None}
        return json.dumps(held).encode()

    def deserialize(self, content: bytes) -> Any:
        from huey.registry import Message

        held = json.loads(bytes(content))
        return Message(**{**held, "args": tuple(held.get("args", ()))})


def _nothing(_job_id: str) -> None:
    """A sender makes no export."""


@dataclass(frozen=True)
class Queue:
    """The queue of a configuration. Nothing is opened before it is used: a server may fork.

    make: what the worker does with the id of a job.
    """

    config: Config
    make: Callable[[str], None] = _nothing

    def send(self, job_id: str) -> None:
        """Put an export in the queue. If the queue does not answer, the worker finds the job by its row."""
        try:
            self.task(job_id)
        except Exception:
            LOG.exception("The queue did not take export %s; the worker will find it.", job_id)

    @property
    def huey(self) -> Huey:
        return self._opened[0]

    @property
    def task(self) -> TaskWrapper:
        """What a message calls, known to sender and worker under one name."""
        return self._opened[1]

    @cached_property
    def _opened(self) -> tuple[Huey, TaskWrapper]:
        huey = _open(self.config)

        def make_export(job_id: str) -> None:
            self.make(job_id)

        return huey, huey.task(name=TASK)(make_export)


def _open(config: Config) -> Huey:
    from huey.api import PostgresHuey, SqliteHuey

    given: dict[str, Any] = {"name": NAME, "results": False, "serializer": Messages()}
    if config.is_sqlite:
        return SqliteHuey(**given, filename=str(_own_file(config.instance / FILE)))
    return PostgresHuey(**given, connection=lambda: _connect(config.database_url), create_tables=False)


def _own_file(path: Path) -> Path:
    """The file of the queue is its owner's alone."""
    path.parent.mkdir(parents=True, exist_ok=True)
    if not path.exists():
        os.close(os.open(path, os.O_CREAT | os.O_RDWR, 0o600))
    return path


def _connect(url: str) -> psycopg.Connection[Any]:
    address = make_url(url).set(drivername="postgresql")
    connection = psycopg.connect(address.render_as_string(hide_password=False), autocommit=True)
    connection.execute(f"SET ROLE {APP_ROLE}")
    return connection
