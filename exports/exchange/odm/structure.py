"""How kinds of record become events, forms, item groups and items: the names that metadata and data share."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache

from exports.exchange.columns import Column, columns_of
from registry.fields.base import Kind, RecordKind
from registry.fields.catalogue import KINDS

STUDY = "REGISTRY"
PATIENT, COURSE = "patient", "course"
EVENTS = {PATIENT: "SE.PATIENT", COURSE: "SE.COURSE"}
REFERENCE = ("country", "drug")
"""Kinds that belong to no patient and are reference data. Centres are locations."""

_PLACED = ("centre_id", "patient_id", "course_id")
"""Keys that the place of a record in the file says."""


@cache
def event_of(kind: str) -> str:
    """Under which event the records of a kind stand: patient or course."""
    if kind in EVENTS:
        return kind
    return event_of(KINDS[kind].record.parent)


def forms() -> Iterator[RecordKind]:
    """The kinds of record that are forms, in catalogue order."""
    return (f.record for f in KINDS.values() if f.record.clinical and not f.record.embedded)


def groups() -> Iterator[RecordKind]:
    """The kinds of record that are item groups."""
    return (KINDS[kind].record for kind in KINDS if KINDS[kind].record.clinical or kind in REFERENCE)


def items_of(kind: str, *, with_text: bool) -> Iterator[Column]:
    """The columns of a kind that are items of its group."""
    record = KINDS[kind].record
    hidden = {*_PLACED, record.parent_id if record.embedded else ""}
    return (column for column in columns_of(kind, with_text=with_text) if column.name not in hidden)


def form_oid(kind: str) -> str:
    return f"F.{kind}"


def group_oid(kind: str) -> str:
    return f"IG.{kind}"


def item_oid(kind: str, name: str) -> str:
    return f"I.{kind}.{name}"


def list_oid(name: str) -> str:
    return f"CL.{name}"


def unit_oid(words: str) -> str:
    return f"MU.{words}"


def metadata_oid(version: str) -> str:
    return f"MDV.{version}"


DATA_TYPES = {
    Kind.INTEGER: "integer",
    Kind.DECIMAL: "float",
    Kind.DATE: "date",
    Kind.PARTIAL_DATE: "partialDate",
    Kind.MONTH: "partialDate",
}
"""The types of ODM; everything else is text."""
