"""All records in the layout of files, streamed: what `registry export records` writes."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Sequence
from functools import reduce
from operator import add
from typing import Any

from sqlalchemy import Select, String, func, select, type_coerce

from registry.db import RegistrySession
from registry.fields.base import FieldSet, Kind
from registry.fields.catalogue import KINDS
from registry.fields.layout import ANSWERS, columns
from registry.models.catalogue import MODELS
from registry.models.drug import Drug
from registry.models.patient import Patient

BATCH = 250

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
    The database gives the cells as files hold them, so that nothing is done per cell; only answers are reordered.
    """
    names, model = layout_columns(kind, with_text=with_text), MODELS[kind]
    statement = select_cells(kind, names).order_by(model.id)
    if not with_objected and hasattr(model, "centre_id"):
        owner = model.id if model is Patient else model.patient_id
        objected = select(Patient.id).where(Patient.objection == "yes")
        statement = statement.where(owner.not_in(objected))
    rows = session.execute(statement.execution_options(yield_per=BATCH))
    return (_answered(row) for row in rows) if names[-1] == ANSWERS else iter(rows)


def count_records(session: RegistrySession) -> int:
    """How many records the reader sees, of every kind: what an export has before it."""
    counts = (select(func.count()).select_from(model).scalar_subquery() for model in MODELS.values())
    return int(session.scalar(select(reduce(add, counts))) or 0)


def select_cells(kind: str, names: Iterable[str], *, before: Sequence[Any] = ()) -> Select[Any]:
    """The columns of a kind as files hold them, behind the columns `before`; drugs by INN."""
    fields, model = KINDS[kind], MODELS[kind]
    statement = select(*before, *(_cell(fields, model, name) for name in names))
    if _names_a_drug(fields):
        statement = statement.join(Drug, Drug.id == model.drug, isouter=True)
    return statement


def _is_text(fields: type[FieldSet], name: str) -> bool:
    field = fields.fields.get(name.removesuffix("_missing"))
    return field is not None and field.is_text


def _names_a_drug(fields: type[FieldSet]) -> bool:
    return any(field.source == "drug" for field in fields.fields.values())


def _cell(fields: type[FieldSet], model: Any, name: str) -> Any:
    """What is selected for a column: kept as stored where that is what files hold."""
    if name == "id":
        return model.id
    if not hasattr(model, name):
        return model.missing[name.removesuffix("_missing")].as_string()
    field = fields.fields.get(name)
    if field and field.source == "drug":
        return Drug.inn
    stored = getattr(model, name)
    if name == ANSWERS or (field and field.kind in (Kind.CHOICES, Kind.DATE)):
        return type_coerce(stored, String)
    return stored


def _answered(row: Any) -> Row:
    """The row with its last cell, the answers, as ordered JSON, or None when there are none."""
    answers = row[-1]
    if not answers or answers == "{}":
        return (*row[:-1], None)
    held = json.loads(answers) if isinstance(answers, str) else answers
    return (*row[:-1], json.dumps(held, ensure_ascii=False, sort_keys=True))
