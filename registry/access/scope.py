"""Whose rows: every ORM statement is narrowed to the centres of the scope, and foreign writes are refused.

Two listeners on the session do it, so no query can forget. A session without a scope reads no centre's rows. On
PostgreSQL row-level security reads the same centres and stands underneath.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import Any

from sqlalchemy import Executable, Insert, Update, event, false, insert, inspect, or_, select
from sqlalchemy.orm import ORMExecuteState, with_loader_criteria

from registry.access.permissions import CONSOLE, ROLES, Role, Rows
from registry.db import RegistrySession, introduce_again
from registry.errors import NotFound
from registry.models.audit import AuditEntry, Event
from registry.models.base import Base, CentreOwned
from registry.models.place import Centre
from registry.models.snapshot import Snapshot, SnapshotPatient
from registry.models.user import User


@dataclass(frozen=True, slots=True)
class Scope:
    """Who works, with which role, on which centres (None: all of them)."""

    actor: str
    role: Role
    centres: frozenset[str] | None
    user_id: str = ""
    country_id: str = ""

    @property
    def setting(self) -> str:
        """The centres as row-level security reads them."""
        return "*" if self.centres is None else ",".join(sorted(self.centres))

    @property
    def all_users(self) -> bool:
        return self.role.rows in (Rows.ALL, Rows.NONE)


NOBODY = Scope("", Role("nobody", CONSOLE.label, Rows.CENTRE, frozenset()), frozenset())


def console(system_user: str) -> Scope:
    return Scope(f"cli:{system_user}", CONSOLE, None)


def scope_of(user: User, centres_of_country: frozenset[str]) -> Scope:
    """The scope of a signed-in person."""
    role = ROLES[user.role]
    match role.rows:
        case Rows.CENTRE:
            centres: frozenset[str] | None = frozenset({user.centre_id}) if user.centre_id else frozenset()
        case Rows.COUNTRY:
            centres = centres_of_country
        case Rows.ALL:
            centres = None
        case Rows.NONE:
            centres = frozenset()
    return Scope(user.email, role, centres, user.id, user.country_id or "")


def enter(session: RegistrySession, scope: Scope, *, request: str = "") -> None:
    """Let the session work as this scope from here on, in the transaction that is open too."""
    session.flush()  # what was changed before was changed as who it was then
    session.info.update(scope=scope, actor=scope.actor, centres=scope.setting, request=request)
    introduce_again(session)


def scope_in(session: RegistrySession) -> Scope:
    """The scope of a session."""
    scope: Scope = session.info.get("scope", NOBODY)
    return scope


@lru_cache(maxsize=512)
def _criteria(scope: Scope) -> list[Any]:
    """What every statement of a scope is narrowed by; building it costs more than the statement itself."""
    centres = sorted(scope.centres or ())
    mine = or_(User.id == scope.user_id, User.centre_id.in_(centres))
    acted = Event.actor.in_(select(User.email).where(mine))
    criteria = [
        with_loader_criteria(CentreOwned, lambda cls: cls.centre_id.in_(centres), include_aliases=True),
        with_loader_criteria(AuditEntry, AuditEntry.centre_id.in_(centres), include_aliases=True),
        with_loader_criteria(Event, acted, include_aliases=True),
        # A freeze holds rows of every centre.
        with_loader_criteria(Snapshot, false(), include_aliases=True),
        with_loader_criteria(SnapshotPatient, false(), include_aliases=True),
    ]
    if not scope.all_users:
        criteria.append(with_loader_criteria(User, mine, include_aliases=True))
        criteria.append(with_loader_criteria(Centre, Centre.id.in_(centres), include_aliases=True))
    return criteria


@event.listens_for(RegistrySession, "do_orm_execute")
def narrow(state: ORMExecuteState) -> None:
    """Add the scope to every ORM statement; check the rows of bulk inserts."""
    scope = scope_in(state.session)  # type: ignore[arg-type]
    if scope.centres is None or state.execution_options.get("before_scope"):
        return
    if state.is_insert or state.is_update:
        _check_written(scope, state)
    if not state.is_insert:
        state.statement = state.statement.options(*_criteria(scope))


def _check_written(scope: Scope, state: ORMExecuteState) -> None:
    """The rows of a bulk insert are the scope's. What criteria cannot narrow is a mistake of ours, refused as one."""
    mapper = state.bind_mapper
    given: Any = state.parameters or {}
    if mapper is None or not issubclass(mapper.class_, CentreOwned):
        return
    if _goes_around(state.statement, given):
        raise RuntimeError("This statement would write around the scope: load the rows and change them.")
    if state.is_insert:
        for row in given if isinstance(given, list) else [given]:
            _check(scope, row.get("centre_id"))


def _goes_around(statement: Executable, given: Any) -> bool:
    """An update by key or of the centre itself, and an insert that changes the row it meets."""
    if isinstance(statement, Update):
        if isinstance(given, list):
            return True
        values: Iterable[Any] = statement._values or ()  # noqa: SLF001
        names = {column if isinstance(column, str) else column.key for column in (*values, *given)}
        return "centre_id" in names
    return getattr(statement, "_post_values_clause", None) is not None


def insert_new(session: RegistrySession, model: type[Base], rows: Sequence[Mapping[str, Any]]) -> None:
    """Write new rows, by column, of centres of the scope. Called inside a writing transaction.

    The unit of work would do the same at several times the cost, which is the larger part of saving one record.
    """
    if issubclass(model, CentreOwned):
        for row in rows:
            _check(scope_in(session), row["centre_id"])
    if rows:
        session.connection().execute(_inserting(model), rows)


@cache
def _inserting(model: type[Base]) -> Insert:
    return insert(model)


@event.listens_for(RegistrySession, "before_flush")
def refuse_foreign(session: RegistrySession, *_: Any) -> None:
    """No row of another centre is written, whatever the caller thought."""
    scope = scope_in(session)
    if scope.centres is None:
        return
    for row in (*session.new, *session.dirty, *session.deleted):
        if isinstance(row, CentreOwned):
            for centre_id in (row.centre_id, *inspect(row).attrs.centre_id.history.deleted):
                _check(scope, centre_id)


def _check(scope: Scope, centre_id: str | None) -> None:
    if scope.centres is not None and centre_id not in scope.centres:
        raise NotFound("There is no such record.")
