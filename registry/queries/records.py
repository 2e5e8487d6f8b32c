"""Records one by one: the row of an id, its embedded rows and siblings, and its values as plain mappings."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm.util import identity_key

from registry.db import RegistrySession
from registry.errors import NotFound
from registry.fields.catalogue import KINDS, embedded
from registry.fields.layout import VOID
from registry.i18n import gettext as _
from registry.models.catalogue import MODELS
from registry.models.course import CourseDrug
from registry.models.drug import Drug
from registry.terminology.words import fold

KINDS_WITH_SIBLINGS = frozenset(
    {"access_request", "assessment", "course", "dose_period", "follow_up", "initiation", "prior_line"}
)
"""Kinds whose rules compare a record with the others of the same parent."""


def get(session: RegistrySession, kind: str, record_id: str) -> Any:
    """The row of an id. NotFound when there is none or it is not in the reader's rows: the same answer."""
    row = session.scalars(select(MODELS[kind]).where(MODELS[kind].id == record_id)).one_or_none()
    if row is None:
        raise NotFound(_("There is no such record."))
    return row


def rows_of(session: RegistrySession, kind: str, record_id: str) -> list[Any]:
    """The embedded rows of a record that are not void, in the order they were entered."""
    rows = embedded(kind)
    if rows is None:
        return []
    model = MODELS[rows.record.name]
    parent = getattr(model, rows.record.parent_id)
    return list(
        session.scalars(select(model).where(parent == record_id, model.status != VOID).order_by(model.id))
    )


def values_of(kind: str, row: Any) -> dict[str, Any]:
    """The declared values of a row by field name."""
    return {name: getattr(row, name) for name in KINDS[kind].fields}


def drugs_of(session: RegistrySession, course_id: str) -> list[str]:
    """The ids of the drugs of a course."""
    found = session.scalars(
        select(CourseDrug.drug)
        .where(CourseDrug.course_id == course_id, CourseDrug.status != VOID)
        .order_by(CourseDrug.id)
    )
    return [drug for drug in found if drug]


def siblings_of(session: RegistrySession, kind: str, row: Any) -> Sequence[Mapping[str, Any]]:
    """The other records of the same parent, not void; courses carry their `drugs`."""
    if kind not in KINDS_WITH_SIBLINGS:
        return ()
    model, record = MODELS[kind], KINDS[kind].record
    parent = getattr(model, record.parent_id)
    others = session.scalars(
        select(model).where(
            parent == getattr(row, record.parent_id), model.id != row.id, model.status != VOID
        )
    )
    return [
        values_of(kind, other) | ({"drugs": drugs_of(session, other.id)} if kind == "course" else {})
        for other in others
    ]


def known(session: RegistrySession, kind: str, row_id: str) -> Any:
    """A row that this session, under this scope, may hold already: it is not asked for twice. NotFound as in `get`."""
    key = identity_key(MODELS[kind], row_id)
    found = session.identity_map.get(key)
    return get(session, kind, row_id) if found is None else found


def finder(session: RegistrySession, *, drugs: Iterable[str] = ()) -> Callable[[str, str], str | None]:
    """What finds the id of a REFERENCE: a drug by id or by its INN in English or French, anything else by id.

    drugs: ids that are known to be in the list. The list is read once, when another drug is asked for; the names when
    one is no id.
    """
    ids = set(drugs)
    is_whole = False
    names: dict[str, str] = {}

    def find(kind: str, words: str) -> str | None:
        nonlocal is_whole
        if kind != "drug":
            row = session.get(MODELS[kind], words)
            return row.id if row else None
        if words not in ids and not is_whole:
            ids.update(session.scalars(select(Drug.id)))
            is_whole = True
        if words in ids:
            return words
        if not names:
            names.update(_drug_names(session))
        return names.get(fold(words))

    return find


def _drug_names(session: RegistrySession) -> Iterator[tuple[str, str]]:
    """(a name as it is compared, the id) for each name of each drug."""
    for drug_id, *names in session.execute(select(Drug.id, Drug.inn, Drug.inn_fr)):
        yield from ((fold(name), drug_id) for name in names if name)


def find_drug(session: RegistrySession, words: str) -> str | None:
    """The id of a drug from its id, or from its INN in English or French, accents and case aside."""
    return finder(session)("drug", words)
