"""The records of one kind of a patient as a table: which columns, and what stands in each cell."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType
from typing import Any

from flask import g, url_for

from registry import i18n
from registry.access.permissions import may, right_to_write
from registry.db import RegistrySession
from registry.fields.base import Field, RecordKind
from registry.fields.catalogue import KINDS
from registry.fields.layout import DRAFT, VOID
from registry.i18n import gettext as _
from registry.i18n import ngettext
from registry.queries.patient_record import PatientRecord
from registry.web import record_rows, record_rows_access, values
from registry.web.record_columns import columns, titles
from registry.web.record_rows import Cell, Show
from registry.web.record_words import address_of, drug_names, is_serious

SEEN_AT_ONCE = 6
"""Lines of a table before the older ones are folded away."""

ROWS: Mapping[str, record_rows.Rows] = MappingProxyType(
    {
        "toxicity": record_rows.TOXICITY,
        "assessment": record_rows.ASSESSMENT,
        "course": record_rows.COURSE,
        "diagnosis": record_rows.DIAGNOSIS,
        "access_request": record_rows_access.ACCESS_REQUEST,
        "follow_up": record_rows.FOLLOW_UP,
    }
)
"""Kinds whose lines say more than their fields one by one."""


@dataclass(frozen=True, slots=True)
class Line:
    """One record: its address, the words of its link, its cells, its state."""

    href: str
    title: str
    cells: tuple[Cell, ...]
    status: str
    questions: int


@dataclass(frozen=True, slots=True)
class Table:
    """The records of one kind, under the patient or under one course. `new`: where one is added, empty for a reader.

    id: the anchor of the table, which the page has once.
    """

    id: str
    kind: RecordKind
    count: int
    drafts: int
    detail: str
    heads: tuple[str, ...]
    lines: tuple[Line, ...]
    new: str

    @property
    def first(self) -> tuple[Line, ...]:
        return self.lines[:SEEN_AT_ONCE]

    @property
    def older(self) -> tuple[Line, ...]:
        return self.lines[SEEN_AT_ONCE:]


def table_of(
    session: RegistrySession, record: PatientRecord, kind: str, *, parent_id: str, anchor: str, only: str = ""
) -> Table:
    """The table of a kind under a parent, newest first, void records last; `only`: of the one record of that id."""
    declared = KINDS[kind].record
    found = [row for row in record.rows[kind] if getattr(row, declared.parent_id) == parent_id]
    rows = [row for row in found[::-1] if not only or row.id == only]
    rows.sort(key=lambda row: row.status == VOID)
    live = [row for row in rows if row.status != VOID]
    return Table(
        anchor,
        declared,
        len(live),
        sum(row.status == DRAFT for row in live),
        _detail(kind, live),
        _heads(kind),
        tuple(_line(session, record, kind, row) for row in rows),
        "" if declared.single and live else new_address(record, kind, parent_id),
    )


def new_address(record: PatientRecord, kind: str, parent_id: str) -> str:
    """Where a record of a kind is added; "" for whoever does not write such records, and under a void patient."""
    if record.patient.status == VOID or not may(g.scope.role, right_to_write(kind)):
        return ""
    return url_for("records.new", kind=kind, parent=parent_id)


def _line(session: RegistrySession, record: PatientRecord, kind: str, row: Any) -> Line:
    own = ROWS.get(kind)
    show = _shower(session, kind, row)
    title, cells = own.make(record, row, show) if own else _plain(kind, row, show)
    return Line(address_of(kind, row), title, cells, row.status, len(row.questions or ()))


def _shower(session: RegistrySession, kind: str, row: Any) -> Show:
    """What says a field of a row in words, or why it is missing."""
    fields = KINDS[kind].fields
    record = {name: getattr(row, name) for name in fields}
    return lambda name: values.shown(session, fields[name], record, row.missing)


def _plain(kind: str, row: Any, show: Show) -> tuple[str, tuple[Cell, ...]]:
    """A line made from the declaration."""
    title = next((_joined(group, show) for group in titles(kind) if _all_hold(group, row)), "")
    return title or _("not named yet"), tuple(
        Cell(_joined(column, show, unit=True)) for column in columns(kind)
    )


def _all_hold(group: Iterable[Field], row: Any) -> bool:
    return all(getattr(row, field.name) not in (None, "", []) for field in group)


def _joined(group: Sequence[Field], show: Show, *, unit: bool = False) -> str:
    said = [_with_unit(field, show(field.name)) if unit else show(field.name) for field in group]
    return " ".join(words for words in said if words)


def _with_unit(field: Field, words: str) -> str:
    """A number with the unit of its declaration; a reason has none."""
    if not field.unit or not words[:1].isdigit():
        return words
    return f"{words}\u00a0{i18n.say(field.unit)}"


def _heads(kind: str) -> tuple[str, ...]:
    """Column heads; the first is the one whose cells open the record."""
    if kind in ROWS:
        return ROWS[kind].heads()
    first = titles(kind)[0][0] if titles(kind) else None
    opening = i18n.say(first.label) if first else i18n.say(KINDS[kind].record.label)
    return opening, *(i18n.say(column[0].label) for column in columns(kind))


def _detail(kind: str, live: Sequence[Any]) -> str:
    if kind != "toxicity":
        return ""
    serious = sum(is_serious(row) for row in live)
    return ngettext("%(n)d serious", "%(n)d serious", serious) % {"n": serious} if serious else ""


def course_words(record: PatientRecord, course: Any) -> str:
    """A course by its drugs and its beginning."""
    names = drug_names(record, course)
    since = i18n.show_date(course.first_dose)
    if names and since:
        return _("%(drugs)s, from %(date)s") % {"drugs": names, "date": since}
    return names or since or _("Course")
