"""The lock-out: after 5 failures in 15 minutes an e-mail address waits, whether it has an account or not.

The tries are rows, so all processes share them and a restart forgets nothing. A try made while locked is not counted,
so nobody can keep somebody else locked for longer than the window. A right password starts the count anew.
"""

import datetime as dt

from sqlalchemy import delete, func, select, update

from registry.db import RegistrySession, writing
from registry.models.base import now
from registry.models.user import SignInAttempt

LIMIT = 5
WINDOW = dt.timedelta(minutes=15)
KEPT = dt.timedelta(days=1)


def reserve(session: RegistrySession, *, email: str) -> int | None:
    """The number of a new try, None while the address is locked.

    It counts as a failure until `succeed` says otherwise, so that twenty tries at once are still five.
    """
    with writing(session):
        _queue(session, email)
        if _failures(session, email) >= LIMIT:
            return None
        attempt = SignInAttempt(email=email, succeeded=False)
        session.add(attempt)
        session.flush()
        return attempt.id


def succeed(session: RegistrySession, attempt: int) -> None:
    """The try was right. Called inside a writing transaction."""
    session.execute(update(SignInAttempt).where(SignInAttempt.id == attempt).values(succeeded=True))


def forgive(session: RegistrySession, *, email: str) -> None:
    """Start the count anew, as a new password makes earlier guesses worthless. Called inside a writing transaction."""
    session.add(SignInAttempt(email=email, succeeded=True))


def purge(session: RegistrySession) -> None:
    """Forget tries that no longer count. Called inside a writing transaction."""
    session.execute(delete(SignInAttempt).where(SignInAttempt.at < now() - KEPT))


def _failures(session: RegistrySession, email: str) -> int:
    """Failures within the window and since the last success; a clock that was wrong for a while locks nobody out."""
    mine = SignInAttempt.email == email
    success = select(func.max(SignInAttempt.id)).where(mine, SignInAttempt.succeeded).scalar_subquery()
    moment = now()
    counted = select(func.count()).where(
        mine,
        SignInAttempt.at.between(moment - WINDOW, moment),
        SignInAttempt.id > func.coalesce(success, 0),
    )
    return session.scalar(counted) or 0


def _queue(session: RegistrySession, email: str) -> None:
    """PostgreSQL counts beside others unless told to wait; SQLite lets one writer in at a time anyway."""
    if session.connection().dialect.name == "postgresql":
        session.execute(select(func.pg_advisory_xact_lock(func.hashtext(f"sign-in {email}"))))
