"""Queries about records: raised by who watches the data, answered by the centre, closed by who watches."""

from __future__ import annotations

from registry.access.permissions import Permission
from registry.access.scope import scope_in
from registry.actions import rights
from registry.actions.merging import new_id
from registry.db import RegistrySession, writing
from registry.errors import Conflict, Invalid, NotFound, Problem
from registry.fields.catalogue import KINDS
from registry.i18n import gettext as _
from registry.models.base import now
from registry.models.query import ANSWERED, CLOSED, OPEN, Query
from registry.queries import records, surroundings
from registry.schemas.reading import Unreadable, read_words

LONGEST = 2000
"""Characters of a query, and of its answer."""


def raise_query(session: RegistrySession, kind: str, record_id: str, *, text: str, field: str = "") -> Query:
    """A new query about a record, or one of its fields.

    Forbidden without the right, NotFound for a foreign record, Invalid for no text or a field that it does not have.
    """
    rights.need(session, Permission.QUERY)
    if kind not in KINDS or not KINDS[kind].record.clinical:
        raise NotFound(_("There is no such record."))
    if field and field not in KINDS[kind].fields:
        raise _invalid("field", _("This record has no such field."))
    row, words = records.get(session, kind, record_id), _words("text", text)
    query = Query(
        id=new_id(),
        centre_id=row.centre_id,
        kind=kind,
        record_id=record_id,
        patient_id=row.id if kind == "patient" else row.patient_id,
        course_id=_course_of(session, kind, record_id),
        field=field,
        text=words,
        raised_by=scope_in(session).actor,
    )
    with writing(session):
        session.add(query)
    return query


def answer(session: RegistrySession, query_id: str, *, text: str, version: int) -> Query:
    """The answer of the centre; a new one takes the place of the last while the query is not closed.

    version: the one that was read. Forbidden without the right to enter, Conflict when it has changed or is closed.
    """
    rights.need(session, Permission.ENTER)
    query, words = _current(session, query_id, version), _words("answer", text)
    with writing(session):
        query.answer, query.answered_by, query.answered_at = words, scope_in(session).actor, now()
        query.status = ANSWERED
    return query


def close(session: RegistrySession, query_id: str, *, version: int) -> Query:
    """The end of a query, answered or not. Forbidden without the right; Conflict when it has changed or is closed."""
    rights.need(session, Permission.QUERY)
    query = _current(session, query_id, version)
    with writing(session):
        query.status, query.closed_by, query.closed_at = CLOSED, scope_in(session).actor, now()
    return query


def _current(session: RegistrySession, query_id: str, version: int) -> Query:
    """A query of the reader's rows that is not closed, as it was read."""
    query = session.get(Query, query_id)
    if query is None:
        raise NotFound(_("There is no such query."))
    if query.version != version or query.status not in (OPEN, ANSWERED):
        raise Conflict(_("Somebody answered or closed this query while you were writing."))
    return query


def _course_of(session: RegistrySession, kind: str, record_id: str) -> str | None:
    if kind == "course":
        return record_id
    above = surroundings.of(session, kind, records.get(session, kind, record_id))
    return above.course.id if above.course else None


def _words(field: str, text: str) -> str:
    try:
        words = read_words(text, longest=LONGEST)
    except Unreadable as refused:
        raise _invalid(field, str(refused)) from None
    if not words:
        raise _invalid(field, _("Write something."))
    return words


def _invalid(field: str, sentence: str) -> Invalid:
    return Invalid(sentence, [Problem(field, "query", sentence)])
