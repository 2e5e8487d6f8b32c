"""What was made from the records and is kept in the process for as long as nothing was saved since.

The trail gives every saved row a number of its own, in order, so its highest number is a stamp of the data: whatever
was made under one stamp is right as long as the stamp is the same. Each process keeps its own; they share nothing.
"""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable, Hashable
from dataclasses import dataclass, field
from threading import Lock
from typing import Any, TypeVar
from weakref import WeakKeyDictionary

from sqlalchemy import Engine, cast, column, func, select, table
from sqlalchemy.dialects.postgresql import REGCLASS

from registry.db import RegistrySession
from registry.models.audit import AuditEntry

Thing = TypeVar("Thing")

_LOCKS = table("pg_locks", column("relation"), column("mode"), column("database"))
_DATABASES = table("pg_database", column("oid"), column("datname"))
_HERE = select(_DATABASES.c.oid).where(_DATABASES.c.datname == func.current_database())

_WRITERS = (
    select(func.count())
    .select_from(_LOCKS)
    .where(
        _LOCKS.c.relation == cast(AuditEntry.__tablename__, REGCLASS),
        _LOCKS.c.mode == "RowExclusiveLock",
        _LOCKS.c.database == _HERE.scalar_subquery(),
    )
)
"""Transactions that have taken numbers of the trail and not ended yet, whoever they are."""


@dataclass
class Shelf:
    """A few things that were made, the latest used ones, each with the stamp it was made under."""

    size: int
    _things: OrderedDict[Hashable, tuple[int, Any]] = field(default_factory=OrderedDict)
    _lock: Lock = field(default_factory=Lock)

    def take(self, key: Hashable, stamp: int) -> Any:
        """What was made under this key and stamp; None if there is nothing."""
        with self._lock:
            found = self._things.get(key)
            if found is None or found[0] != stamp:
                return None
            self._things.move_to_end(key)
            return found[1]

    def put(self, key: Hashable, stamp: int, thing: Any) -> None:
        with self._lock:
            self._things[key] = (stamp, thing)
            self._things.move_to_end(key)
            while len(self._things) > self.size:
                self._things.popitem(last=False)


@dataclass
class Shelves:
    """The shelves of a kind of thing, one for each database that this process works on."""

    size: int
    _of: WeakKeyDictionary[Engine, Shelf] = field(default_factory=WeakKeyDictionary)

    def make_once(
        self, session: RegistrySession, key: Hashable, make: Callable[[], Thing], *, stamp: int | None
    ) -> Thing:
        """What stands under the key, made now if it is not there or older than the data; None: never kept."""
        if stamp is None:
            return make()
        shelf = self._of.setdefault(session.get_bind().engine, Shelf(self.size))
        found: Thing | None = shelf.take(key, stamp)
        if found is None:
            found = make()
            shelf.put(key, stamp, found)
        return found


def stamp_of(session: RegistrySession) -> int | None:
    """The stamp of the rows that the reader sees: the highest number of their trail. Read it before the rows.

    None while somebody is writing on PostgreSQL: a transaction that took a lower number may end after one that took
    a higher one, and would not change the stamp. SQLite has one writer at a time.
    """
    stamp = session.scalar(select(func.max(AuditEntry.id)).select_from(AuditEntry)) or 0
    if session.get_bind().dialect.name == "postgresql" and session.scalar(_WRITERS):
        return None
    return stamp
