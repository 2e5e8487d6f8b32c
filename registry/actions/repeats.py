"""A save sent twice is one save: the key its sender chose, bound to the person and to what was sent."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Collection
from typing import TypeVar

from sqlalchemy import delete, insert, select
from sqlalchemy.exc import IntegrityError

from registry.access.scope import scope_in
from registry.db import RegistrySession
from registry.errors import Conflict, Invalid
from registry.i18n import gettext as _
from registry.models.base import now
from registry.models.draft import SavedRequest

KEPT = dt.timedelta(days=2)
_REMEMBER = insert(SavedRequest)

Done = TypeVar("Done")


class SavedBefore(Invalid):
    """The key came with other content before, and made `record_id`."""

    def __init__(self, record_id: str) -> None:
        super().__init__(_("This save was sent before with other content. Reload the page and save again."))
        self.record_id = record_id


def record_of(session: RegistrySession, key: str, body: str) -> str | None:
    """The record that this key already made, or None. SavedBefore when the key came with other content."""
    if not key:
        return None
    mine = (SavedRequest.user_id == _person(session), SavedRequest.key == key)
    done = session.scalars(select(SavedRequest).where(*mine)).one_or_none()
    if done is None:
        return None
    if done.body != body:
        raise SavedBefore(done.record_id)
    return done.record_id


def is_done(session: RegistrySession, key: str, bodies: Collection[str]) -> bool:
    """Whether a save of one of these contents was done under this key."""
    mine = (SavedRequest.user_id == _person(session), SavedRequest.key == key)
    body = session.scalar(select(SavedRequest.body).where(*mine))
    return body in bodies


def remember(session: RegistrySession, key: str, body: str, record_id: str) -> None:
    """Bind the key to the record, in the transaction of the save. IntegrityError when it is bound already."""
    if key:
        done = {"user_id": _person(session), "key": key, "body": body, "record_id": record_id}
        session.connection().execute(_REMEMBER, done)


def once(session: RegistrySession, key: str, save: Callable[[], Done]) -> Done:
    """Save; where the same request arrived twice at once, the later one finds what the earlier one did."""
    try:
        return save()
    except (Conflict, IntegrityError):
        if not key:
            raise
        # A reading transaction may still show the time before the earlier one.
        session.rollback()
        session.expire_all()
        return save()


def forget_old(session: RegistrySession) -> None:
    """Drop keys older than two days."""
    session.execute(delete(SavedRequest).where(SavedRequest.at < now() - KEPT))


def _person(session: RegistrySession) -> str:
    scope = scope_in(session)
    return scope.user_id or scope.actor
