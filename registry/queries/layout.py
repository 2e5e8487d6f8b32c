"""All records in the layout of files, streamed: what `registry export records` writes."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Sequence
from operator import itemgetter
from typing import Any

from sqlalchemy import select

from registry.db import RegistrySession
from registry.fields.base import Field, FieldSet, Kind
from registry.fields.catalogue import KINDS
from registry.fields.layout import ANSWERS, IDENTITY, columns
from registry.models.catalogue import MODELS
from registry.models.drug import Drug
from registry.models.patient import Patient

BATCH = 2000

Row = tuple[Any, ...]


def layout_columns(kind: str, *, with_text: bool) -> tuple[str, ...]:
    """The columns of a kind in files; without text, typed words are left out."""
    return tuple(
        n for n in columns(KINDS[kind]) if with_text or (n != ANSWERS and not _is_text(KINDS[kind], n))
    )


def layout_rows(
    session: RegistrySession, kind: str, *, with_text: bool, with_objected: bool
) -> Iterator[Row]:
    """The records of a kind by id, as layout values (text, number, date or None), under the session's scope.

    with_objected: patients who objected, and their records, are part of it: only for the registry's own copy.
    """
    fields, names = KINDS[kind], layout_columns(kind, with_text=with_text)
    model = MODELS[kind]
    stored = [name for name in names if hasattr(model, name)]
    selected = [getattr(model, name) for name in stored] + [model.missing]
    statement = select(*selected).order_by(model.id)
    if not with_objected and hasattr(model, "centre_id"):
        owner = model.id if model is Patient else model.patient_id
        objected = select(Patient.id).where(Patient.objection == "yes")
        statement = statement.where(owner.not_in(objected))
    cells = [_cell(session, fields, name, stored) for name in names]
    for row in session.execute(statement.execution_options(yield_per=BATCH)):
        yield tuple([cell(row) for cell in cells])


def _is_text(fields: type[FieldSet], name: str) -> bool:
    field = fields.fields.get(name.removesuffix("_missing"))
    return field is not None and field.is_text


def _cell(
    session: RegistrySession, fields: type[FieldSet], name: str, stored: Sequence[str]
) -> Callable[[Any], Any]:
    """How one column is taken from a selected row, whose last value is the JSON of reasons."""
    if name not in stored:
        field = name.removesuffix("_missing")
        return lambda row: row[-1].get(field) if row[-1] else None
    place = stored.index(name)
    if name == ANSWERS:
        return lambda row: json.dumps(row[place], ensure_ascii=False, sort_keys=True) if row[place] else None
    if name in IDENTITY or name not in fields.fields:
        return itemgetter(place)
    return _value(session, fields.fields[name], place)


def _value(session: RegistrySession, field: Field, place: int) -> Callable[[Any], Any]:
    if field.kind is Kind.CHOICES:
        return lambda row: ";".join(row[place]) if row[place] is not None else None
    if field.kind is Kind.REFERENCE and field.source == "drug":
        inn: dict[str, str] = dict(iter(session.execute(select(Drug.id, Drug.inn)).all()))
        return lambda row: inn.get(row[place])
    return itemgetter(place)
