"""The patient layout: one line per patient, repeats numbered.

The columns of the patient come first under their own names. Every other kind of record follows with as many repeats as
the patient who has most: `toxicity_2_grade` is the grade of the second toxicity. Repeats are numbered by their parent,
then by their date (the required one, else the first of the form), then by key; `toxicity_2_of` is the number of the
course that the second toxicity belongs to. There are no words beside the codes: the list of codes has them.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from exports.cells import Value
from exports.exchange.columns import Column, Type, columns_of, keys_of
from exports.exchange.source import Case, Row, Source
from exports.exchange.tidy import TypedTable, true_date
from registry.errors import RegistryError
from registry.fields.base import FieldSet, Kind, T
from registry.fields.catalogue import KINDS
from registry.i18n import gettext

PATIENT = "patient"
OF = "of"
_DATES = (Kind.DATE, Kind.PARTIAL_DATE)
_LATE = "9999"


class Changed(RegistryError):
    """Records were added while they were read."""

    status = 409


@dataclass(frozen=True, slots=True)
class _Part:
    """A kind of record in the line: what is read of it, and how often it is repeated."""

    kind: str
    read: tuple[Column, ...]
    repeats: int

    @property
    def parent(self) -> str:
        """The kind above, "" where that is the patient."""
        parent = KINDS[self.kind].record.parent
        return "" if parent in (PATIENT, "centre") else parent

    @property
    def shown(self) -> tuple[int, ...]:
        """The places of the columns that stand in the line: all but the keys above and the version."""
        hidden = {*keys_of(self.kind), "version"} - {"id", "status"} if self.kind != PATIENT else set()
        return tuple(place for place, column in enumerate(self.read) if column.name not in hidden)


def wide_table(source: Source) -> TypedTable:
    """The table; how often each kind is repeated is counted first, then the patients are read one by one."""
    parts = [_part(source, kind) for kind, fields in KINDS.items() if fields.record.clinical]
    columns = tuple(column for part in parts for column in _columns(part))
    return TypedTable("patients", T("Patients", "Patients"), columns, _lines(source, parts))


def _part(source: Source, kind: str) -> _Part:
    repeats = 1 if kind == PATIENT else source.repeats(kind)
    return _Part(kind, columns_of(kind, with_text=source.with_text), repeats)


def _columns(part: _Part) -> Iterator[Column]:
    if part.kind == PATIENT:
        yield from part.read
        return
    record = KINDS[part.kind].record
    for number in range(1, part.repeats + 1):
        if part.parent:
            above = KINDS[part.parent].record.label
            label = T(
                f"{record.label.fr} {number} : {above.fr} n°",
                f"{record.label.en} {number}: {above.en} number",
            )
            yield Column(f"{part.kind}_{number}_{OF}", Type.INTEGER, label)
        for place in part.shown:
            yield _numbered(part.read[place], part.kind, number)


def _numbered(column: Column, kind: str, number: int) -> Column:
    record = KINDS[kind].record
    label = T(
        f"{record.label.fr} {number} : {column.label.fr}", f"{record.label.en} {number}: {column.label.en}"
    )
    name = f"{kind}_{number}_{column.name}"
    return Column(name, column.type, label, column.unit, column.list, column.several)


def _lines(source: Source, parts: Sequence[_Part]) -> Iterator[tuple[Value, ...]]:
    names = {part.kind: tuple(column.name for column in part.read) for part in parts}
    for case in source.cases(names):
        yield tuple(_line(case, parts))


def _line(case: Case, parts: Sequence[_Part]) -> Iterator[Value]:
    numbers: dict[str, Mapping[str, int]] = {}
    for part in parts:
        rows = case.rows.get(part.kind, ())
        if len(rows) > part.repeats:
            raise Changed(gettext("Records were added while the file was made. Ask for it again."))
        ordered = sorted(rows, key=lambda row: _order(part, row, numbers))
        numbers[part.kind] = {row[0]: number for number, row in enumerate(ordered, start=1)}
        for row in ordered:
            yield from _cells(part, row, numbers)
        empty = (part.repeats - len(rows)) * (len(part.shown) + bool(part.parent))
        yield from [None] * empty


def _order(part: _Part, row: Row, numbers: Mapping[str, Mapping[str, int]]) -> tuple[int, str, str]:
    date = _date_of(KINDS[part.kind])
    when = _value(part, row, date) if date else None
    return (_above(part, row, numbers) or 0, str(when or _LATE), row[0])


def _cells(part: _Part, row: Row, numbers: Mapping[str, Mapping[str, int]]) -> Iterator[Any]:
    if part.parent:
        yield _above(part, row, numbers)
    for place in part.shown:
        yield true_date(row[place]) if part.read[place].type is Type.DATE else row[place]


def _above(part: _Part, row: Row, numbers: Mapping[str, Mapping[str, int]]) -> int | None:
    """The number of the record that this one stands under."""
    if not part.parent:
        return None
    return numbers[part.parent].get(_value(part, row, KINDS[part.kind].record.parent_id))


def _value(part: _Part, row: Row, name: str) -> Any:
    return next(cell for cell, column in zip(row, part.read, strict=True) if column.name == name)


def _date_of(fields: type[FieldSet]) -> str:
    """The date that orders the records of a kind; "" where there is none."""
    dates = [field for field in fields.fields.values() if field.kind in _DATES]
    return next((f.name for f in dates if f.required), dates[0].name if dates else "")
