"""The one way by which somebody who sees the rows of a centre has numbers made of the rows of all.

A session of its own, over all rows and for reading alone, is open while the numbers are made, and closed before
anybody sees them: no record leaves with them. Only registry.queries.disclosed opens it, and hides small counts before
it answers.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import NoReturn

from registry.access.permissions import Role, Rows
from registry.access.scope import Scope, enter, scope_in
from registry.db import RegistrySession
from registry.fields.base import T

AGGREGATE = Role("aggregate", T("Agrégat", "Aggregate"), Rows.ALL, frozenset(), reads_text=False)
"""Who makes numbers of all rows: nobody's role, without a right and without typed words."""


class ReadingSession(RegistrySession):
    """A session that saves nothing."""

    def commit(self) -> NoReturn:
        """Refused: whoever reads all rows writes none."""
        raise RuntimeError("This session reads the rows of all centres; it saves nothing.")


@contextmanager
def all_rows(session: RegistrySession) -> Iterator[RegistrySession]:
    """A session over all rows for the person of another session; what it does is undone at the end."""
    reader = scope_in(session)
    with ReadingSession(session.get_bind().engine) as wide:
        enter(wide, Scope(reader.actor, AGGREGATE, None))
        try:
            yield wide
        finally:
            wide.rollback()
