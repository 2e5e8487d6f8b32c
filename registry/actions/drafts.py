"""Form drafts: what a person typed into a form and has not saved, kept as typed on the server.

Private to the person, one per form, no record: never counted, never exported, gone after 30 days.
"""

import datetime as dt
from collections.abc import Mapping, Sequence

from sqlalchemy import bindparam, delete, select
from sqlalchemy.dialects import postgresql, sqlite

from registry.access.scope import scope_in
from registry.db import RegistrySession, writing
from registry.errors import Invalid
from registry.i18n import gettext as _
from registry.models.base import now
from registry.models.draft import FormDraft

KEPT = dt.timedelta(days=30)
LONGEST_NAME = 200
LEFT_OUT = ("csrf_token", "draft_form")
_DISCARD = delete(FormDraft).where(
    FormDraft.user_id == bindparam("user"), FormDraft.form == bindparam("name")
)


def keep(
    session: RegistrySession, *, user_id: str, form: str, typed: Mapping[str, Sequence[str]]
) -> dt.datetime:
    """Keep a form as typed, in place of what was kept of it before; when it was kept.

    Passwords, and what protects the form itself, are left out.
    """
    if not user_id or not form or len(form) > LONGEST_NAME or not form.isprintable():
        raise Invalid(_("This form has no draft."))
    moment = now()
    content = {
        _storable(name): [_storable(v) for v in values] for name, values in typed.items() if _is_kept(name)
    }
    with writing(session):
        is_postgresql = session.connection().dialect.name == "postgresql"
        insert = (postgresql if is_postgresql else sqlite).insert(FormDraft)
        now_kept = {"content": content, "saved_at": moment}
        row = insert.values(user_id=user_id, form=form, **now_kept)
        session.execute(row.on_conflict_do_update(index_elements=["user_id", "form"], set_=now_kept))
    return moment


def load(session: RegistrySession, *, user_id: str, form: str) -> FormDraft | None:
    """What this person typed into this form and has not saved."""
    mine = (FormDraft.user_id == user_id, FormDraft.form == form, FormDraft.saved_at > now() - KEPT)
    return session.scalar(select(FormDraft).where(*mine).execution_options(populate_existing=True))


def discard(session: RegistrySession, form: str) -> None:
    """Forget the draft of a form that the person of the session saved. Called inside a writing transaction."""
    session.connection().execute(_DISCARD, {"user": scope_in(session).user_id, "name": form})


def discard_now(session: RegistrySession, *, user_id: str, form: str) -> None:
    """Forget the draft of a form that its person gives up."""
    with writing(session):
        session.execute(delete(FormDraft).where(FormDraft.user_id == user_id, FormDraft.form == form))


def purge(session: RegistrySession) -> None:
    """Forget drafts older than 30 days. Called inside a writing transaction."""
    session.execute(delete(FormDraft).where(FormDraft.saved_at < now() - KEPT))


def _is_kept(name: str) -> bool:
    return name not in LEFT_OUT and "password" not in name.casefold()


def _storable(text: str) -> str:
    """Text that every database takes: a NUL becomes its visible sign, half a character the replacement sign."""
    return text.replace("\x00", "␀").encode("utf-16", "surrogatepass").decode("utf-16", "replace")
