"""Bearer tokens of the API: shown once, expiring, under the gate and scope of their person.

Whoever manages accounts vouches for the token it mints, so an account that only programs use needs no password.
"""

import datetime as dt

from sqlalchemy import select, update

from registry.access import keys
from registry.access.sessions import BEFORE_SCOPE
from registry.db import RegistrySession
from registry.models.base import now
from registry.models.user import ApiToken, User

DAYS = 90
PREFIX = "registry_"
"""Makes a token recognisable where it does not belong: in a file, a mail, a log."""


def mint(
    session: RegistrySession, user: User, *, read_only: bool, days: int = DAYS, for_redcap: bool = False
) -> str:
    """The text of a new token, never to be seen again. Called inside a writing transaction.

    for_redcap: in the form that programs for REDCap ask for, which leaves no room for the prefix.
    """
    token = keys.mint_redcap() if for_redcap else PREFIX + keys.mint()
    moment = now()
    row = ApiToken(
        id=keys.fingerprint(token),
        user_id=user.id,
        read_only=read_only or for_redcap,
        created_at=moment,
        expires_at=moment + dt.timedelta(days=days),
    )
    session.add(row)
    return token


def find(session: RegistrySession, token: str) -> tuple[ApiToken, User] | None:
    """The token and its person, if both are good now."""
    good = (ApiToken.ended_at.is_(None), ApiToken.expires_at > now(), User.disabled_at.is_(None))
    statement = (
        select(ApiToken, User)
        .join(User, User.id == ApiToken.user_id)
        .where(ApiToken.id == keys.fingerprint(token), *good)
        .execution_options(**BEFORE_SCOPE)
    )
    found = session.execute(statement).one_or_none()
    return (found[0], found[1]) if found else None


def end(session: RegistrySession, *, user_id: str, only: str = "") -> int:
    """End the tokens of a person, or `only` the one with this id. Called inside a writing transaction."""
    which = [ApiToken.user_id == user_id, ApiToken.ended_at.is_(None)]
    if only:
        which.append(ApiToken.id == only)
    ended = session.scalars(update(ApiToken).where(*which).values(ended_at=now()).returning(ApiToken.id))
    return len(ended.all())
