"""One-time links to choose a password: for a new account, or after a reset.

A link is stored under the fingerprint of its key together with its person and the password of the moment, so it
serves nobody else, and whatever changes the password ends it. Its address comes from the configuration: the Host
header of a request decides nothing.
"""

import datetime as dt
from dataclasses import dataclass

from sqlalchemy import select, update

from registry.access import keys
from registry.access.sessions import BEFORE_SCOPE
from registry.db import RegistrySession
from registry.models.base import now
from registry.models.user import User, UserLink

SET_UP = dt.timedelta(days=7)
RESET = dt.timedelta(minutes=60)
PATH = "/link"


@dataclass(frozen=True, slots=True)
class Link:
    """A link to hand over, by which it serves its person once, until it expires."""

    url: str
    expires_at: dt.datetime
    user: User

    def __str__(self) -> str:
        return self.url


def issue(session: RegistrySession, user: User, *, base_url: str, lasting: dt.timedelta) -> Link:
    """A new link for a person; earlier ones stop working. Called inside a writing transaction."""
    withdraw(session, user)
    key, expires_at = keys.mint(), now() + lasting
    session.add(UserLink(id=_fingerprint(key, user), user_id=user.id, expires_at=expires_at))
    return Link(f"{base_url}{PATH}/{user.id}.{key}", expires_at, user)


def find(session: RegistrySession, text: str) -> tuple[UserLink, User] | None:
    """The link and its person, if it can still be used; looking at it does not use it up."""
    user_id, _, key = text.rpartition(".")
    user = session.scalar(select(User).where(User.id == user_id).execution_options(**BEFORE_SCOPE))
    if user is None or user.disabled_at is not None:
        return None
    good = (UserLink.id == _fingerprint(key, user), UserLink.used_at.is_(None), UserLink.expires_at > now())
    link = session.scalar(select(UserLink).where(*good))
    return (link, user) if link else None


def use(session: RegistrySession, link: UserLink) -> bool:
    """Use the link up; False if somebody was faster. Called inside a writing transaction."""
    unused = (UserLink.id == link.id, UserLink.used_at.is_(None))
    used = update(UserLink).where(*unused).values(used_at=now()).returning(UserLink.id)
    return session.scalar(used) is not None


def has_chosen(session: RegistrySession, user: User) -> bool:
    """Whether this person ever chose a password: then a new link is a reset, else it is a set-up link."""
    if user.password_hash:
        return True
    used = select(UserLink.id).where(UserLink.user_id == user.id, UserLink.used_at.is_not(None)).limit(1)
    return session.scalar(used) is not None


def withdraw(session: RegistrySession, user: User) -> None:
    """End the links of a person that were not used. Called inside a writing transaction."""
    moment = now()
    live = (UserLink.user_id == user.id, UserLink.used_at.is_(None), UserLink.expires_at > moment)
    session.execute(update(UserLink).where(*live).values(expires_at=moment))


def _fingerprint(key: str, user: User) -> str:
    return keys.fingerprint(f"{user.id}:{key}:{user.password_hash or ''}")
