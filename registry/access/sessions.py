"""Signed-in browsers: the cookie holds a random key, the row under its fingerprint is what counts.

A session lives while it was used within the idle time and began within the longest time, is not ended, and its
person is not disabled. Everything is decided here, on the server, at each request.
"""

import datetime as dt
from dataclasses import dataclass

from sqlalchemy import bindparam, delete, select, update

from registry.access import keys
from registry.access.permissions import ROLES, Rows
from registry.access.scope import Scope, scope_of
from registry.db import RegistrySession, writing
from registry.models.base import now
from registry.models.place import Centre
from registry.models.user import User, UserSession

REFRESH, AT_ONCE = dt.timedelta(minutes=1), dt.timedelta(0)
KEPT = dt.timedelta(days=30)
BEFORE_SCOPE = {"before_scope": True}
"""Reads that find out whose rows to show are made before anybody's rows are known."""
_BY_ID = (
    select(UserSession, User)
    .join(User, User.id == UserSession.user_id)
    .where(UserSession.id == bindparam("id"))
    .execution_options(**BEFORE_SCOPE)
)


@dataclass(frozen=True, slots=True)
class Limits:
    """How long a session lives: unused, and at all."""

    idle: dt.timedelta
    whole: dt.timedelta


@dataclass(frozen=True, slots=True)
class Found:
    """The session that a key opens, whose it is, and whether it still lives."""

    row: UserSession
    user: User
    alive: bool


def start(session: RegistrySession, user: User, *, agent: str) -> str:
    """The key of a new session. Called inside a writing transaction."""
    key, moment = keys.mint(), now()
    row = UserSession(
        id=keys.fingerprint(key), user_id=user.id, created_at=moment, seen_at=moment, agent=agent[:200]
    )
    session.add(row)
    return key


def find(session: RegistrySession, key: str, *, limits: Limits) -> Found | None:
    """The session of this key, alive or not; None if there never was one."""
    found = session.execute(_BY_ID, {"id": keys.fingerprint(key)}).one_or_none()
    if found is None:
        return None
    row, user = found
    return Found(row, user, row.ended_at is None and is_active(user) and now() < until(row, limits=limits))


def until(row: UserSession, *, limits: Limits) -> dt.datetime:
    """When a session ends unless it is used, and at the latest."""
    return min(row.seen_at + limits.idle, row.created_at + limits.whole)


def is_active(user: User) -> bool:
    """An account has rights once its person chose a password, and until it is disabled."""
    return user.password_hash is not None and user.disabled_at is None


def refresh(session: RegistrySession, row: UserSession, *, every: dt.timedelta = REFRESH) -> None:
    """Note that the session is in use, in a short write of its own and not at every click."""
    moment = now()
    if moment - row.seen_at < every:
        return
    with writing(session):
        living = (UserSession.id == row.id, UserSession.ended_at.is_(None))
        session.execute(update(UserSession).where(*living).values(seen_at=moment))


def open_of(session: RegistrySession, user: User, *, limits: Limits) -> list[UserSession]:
    """The living sessions of a person, the last used first."""
    moment = now()
    statement = (
        select(UserSession)
        .where(
            UserSession.user_id == user.id,
            UserSession.ended_at.is_(None),
            UserSession.seen_at > moment - limits.idle,
            UserSession.created_at > moment - limits.whole,
        )
        .order_by(UserSession.seen_at.desc())
    )
    return list(session.scalars(statement))


def end(session: RegistrySession, *, user_id: str, only: str = "", but: str = "") -> int:
    """End sessions of a person: all, one (`only` this id), or all others (`but` this id). How many ended.

    Called inside a writing transaction.
    """
    which = [UserSession.user_id == user_id, UserSession.ended_at.is_(None)]
    if only:
        which.append(UserSession.id == only)
    if but:
        which.append(UserSession.id != but)
    ended = session.scalars(
        update(UserSession).where(*which).values(ended_at=now()).returning(UserSession.id)
    )
    return len(ended.all())


def purge(session: RegistrySession) -> None:
    """Forget sessions of long ago. Called inside a writing transaction."""
    session.execute(delete(UserSession).where(UserSession.created_at < now() - KEPT))


def scope_for(session: RegistrySession, user: User) -> Scope:
    """The scope of a person as the account stands now: a role changed a moment ago counts at once."""
    if ROLES[user.role].rows is not Rows.COUNTRY:
        return scope_of(user, frozenset())
    of_country = (
        select(Centre.id).where(Centre.country_id == user.country_id).execution_options(**BEFORE_SCOPE)
    )
    return scope_of(user, frozenset(session.scalars(of_country)))
