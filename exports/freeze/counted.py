"""From a number of a freeze to the records behind it, and from a record to the numbers that count it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from exports.freeze.tables import Records, Row
from exports.has.dossier import CUMULATIVE, PERIOD, Column, Dossier, Line, Number, Table
from registry.errors import NotFound
from registry.i18n import gettext

PATIENT = "patient"
NUMERIC = ("count", "number", "percent")


@dataclass(frozen=True, slots=True)
class Counted:
    """A record as it was frozen. number: of its patient; row: column to text, None if the freeze does not hold it."""

    kind: str
    record_id: str
    patient_id: str
    number: str
    row: Row | None


@dataclass(frozen=True, slots=True)
class Place:
    """Where a record is counted: a line of an aggregate sheet, by its place, in one span or both."""

    sheet: Table
    line: int
    spans: tuple[str, ...]

    @property
    def label(self) -> str:
        return label_of(self.sheet, self.sheet.lines[self.line])


def aggregates(dossier: Dossier) -> tuple[Table, ...]:
    """The sheets that count."""
    return tuple(table for table in dossier.tables if table.is_aggregate)


def aggregate(dossier: Dossier, name: str) -> Table:
    """The sheet that counts, by its name. NotFound if there is none."""
    found = next((table for table in aggregates(dossier) if table.name == name), None)
    if found is None:
        raise NotFound(gettext("This freeze has no such sheet."))
    return found


def label_of(table: Table, line: Line) -> str:
    """What a line is about: its first words."""
    pairs = zip(table.columns, line.values, strict=True)
    words = [str(value) for column, value in pairs if column.look not in NUMERIC and value is not None]
    return " · ".join(words[:2])


def span_of(column: Column) -> str:
    """Of which span a column of numbers is; "" for a column that counts nothing."""
    if column.look not in NUMERIC:
        return ""
    return PERIOD if PERIOD in column.name else CUMULATIVE


def ids_of(line: Line, span: str) -> tuple[str, ...]:
    return line.period if span == PERIOD else line.cumulative


def behind(dossier: Dossier, records: Records, *, sheet: str, line: int, span: str) -> Sequence[Counted]:
    """The records that a line of a sheet counts in a span. NotFound if there is no such line, or it counts none."""
    table = aggregate(dossier, sheet)
    if not 0 <= line < len(table.lines) or span not in (PERIOD, CUMULATIVE):
        raise NotFound(gettext("This freeze has no such number."))
    kind = table.lines[line].kind or PATIENT
    return [_counted(records, kind, name) for name in ids_of(table.lines[line], span)]


def find(records: Records, kind: str, record_id: str) -> Counted:
    """A record as it was frozen. NotFound if the freeze does not hold it."""
    found = _counted(records, kind, record_id)
    if found.row is None:
        raise NotFound(gettext("This freeze does not hold this record."))
    return found


def counting(dossier: Dossier, record: Counted) -> Iterator[Place]:
    """The lines that count a record; for one of a patient also those that count the patient."""
    for table in aggregates(dossier):
        for place, line in enumerate(table.lines):
            spans = tuple(span for span in (PERIOD, CUMULATIVE) if _counts(line, span, record))
            if spans:
                yield Place(table, place, spans)


def numbers_counting(dossier: Dossier, record: Counted) -> Sequence[Number]:
    """The numbers of the summary, up to the cut-off, that count the patient of a record."""
    return [n for n in dossier.numbers if n.span == CUMULATIVE and record.patient_id in n.patients]


def _counts(line: Line, span: str, record: Counted) -> bool:
    ids = ids_of(line, span)
    if (line.kind or PATIENT) == record.kind and record.record_id in ids:
        return True
    return (line.kind or PATIENT) == PATIENT and (record.patient_id in ids or record.number in ids)


def _counted(records: Records, kind: str, name: str) -> Counted:
    """A record by its id; a patient by the number too."""
    rows: Mapping[str, Row] = records.of(kind)
    row = rows.get(name)
    if row is None and kind == PATIENT:
        row = next((found for found in rows.values() if found.get("number") == name), None)
    if row is None:
        return Counted(kind, name, "", "", None)
    patient = records.patient_of(kind, row)
    return Counted(kind, row["id"], patient, records.numbers.get(patient, ""), row)
