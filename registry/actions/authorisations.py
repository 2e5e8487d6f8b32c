"""Writing a list of authorisations with the patients found: all of it in one transaction, or nothing."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from sqlalchemy.exc import IntegrityError

from registry.access import events
from registry.access.permissions import Permission
from registry.access.scope import insert_new, scope_in
from registry.actions import rights
from registry.db import RegistrySession, writing
from registry.errors import Conflict
from registry.i18n import gettext as _
from registry.models.authorisation import Authorisation
from registry.models.base import now

FIRST_VERSION = 1


def store(
    session: RegistrySession,
    name: str,
    *,
    new: Sequence[Mapping[str, Any]],
    changed: Sequence[tuple[Authorisation, Mapping[str, Any]]],
) -> None:
    """Write the new lines, by column with their id, and set what changes in stored ones, under the name of the list.

    Forbidden without the right; Conflict if somebody wrote one of the lines meanwhile.
    """
    rights.need(session, Permission.RECONCILE)
    read: dict[str, Any] = {"read_at": now(), "read_by": scope_in(session).actor}
    beside = {"list_name": name, "version": FIRST_VERSION, **read}
    counts = {"new": len(new), "changed": len(changed)}
    try:
        with writing(session, reason=_("List of authorisations %(name)s") % {"name": name}):
            insert_new(session, Authorisation, [{**row, **beside} for row in new])
            for line, values in changed:
                for column, value in {**values, **read}.items():
                    setattr(line, column, value)
            events.note(session, events.IMPORTED, list=name, authorisation=counts)
    except IntegrityError:
        raise Conflict(_("A line of this list was just read by somebody else. Import it again.")) from None
