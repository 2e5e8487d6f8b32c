"""Data freezes in the reader's words: request, sheets with their links, records as they were frozen."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from flask import url_for

from exports.freeze.compare import BESIDE
from exports.freeze.counted import Counted, ids_of, span_of
from exports.freeze.words import field_words, value_words
from exports.has.dossier import PERIOD, Number, Table, Value
from registry.fields.base import T
from registry.fields.catalogue import KINDS
from registry.i18n import gettext as _
from registry.i18n import ngettext, say, show_date, show_number
from registry.models.snapshot import Snapshot
from registry.schemes.catalogue import SCHEMES
from registry.summaries.catalogue import OUTPUTS
from registry.summaries.catalogue.base import READING_LABELS, SUBSET_LABELS, UNIT_LABELS
from registry.summaries.dossier import GROUP, RECIPIENT
from registry.summaries.labels import category_label
from registry.summaries.populations import ALL

PLACES = BESIDE | {"id"}
FACTS = 4


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell of an aggregate: its words, and the address of the records behind it."""

    words: str
    is_number: bool
    address: str = ""


@dataclass(frozen=True, slots=True)
class Line:
    cells: tuple[Cell, ...]
    strong: bool


def period_words(row: Snapshot) -> str:
    return f"{show_date(row.period_start)} – {show_date(row.cut_off)}"


def recipient_words(row: Snapshot) -> str:
    return say(RECIPIENT.label(row.recipient)) if row.recipient in RECIPIENT.codes else row.recipient


def indication_words(row: Snapshot) -> str:
    if not row.indication:
        return _("All")
    return say(GROUP.label(row.indication)) if row.indication in GROUP.codes else row.indication


def scheme_words(row: Snapshot) -> str:
    names = (say(SCHEMES[code].label) if code in SCHEMES else code for code in row.schemes)
    return ", ".join(names)


def span_words(span: str) -> str:
    return _("period") if span == PERIOD else _("up to the cut-off")


def lines_of(table: Table, snapshot_id: str) -> list[Line]:
    """The lines of an aggregate; a number that counts records opens them."""
    made = []
    for place, line in enumerate(table.lines):
        cells = []
        for column, value in zip(table.columns, line.values, strict=True):
            span = span_of(column)
            address = ""
            if span and value not in (None, 0) and ids_of(line, span):
                address = url_for(
                    "snapshots.behind", snapshot_id=snapshot_id, sheet=table.name, line=place, span=span
                )
            cells.append(Cell(cell_words(value), bool(span), address))
        made.append(Line(tuple(cells), line.strong))
    return made


def cell_words(value: Value) -> str:
    match value:
        case None:
            return ""
        case int() | float():
            return show_number(round(value, 2))
        case str():
            return value
        case _:
            return show_date(value)


def counted_words(records: Sequence[Counted]) -> str:
    """How many records of which kind, such as "3 patients"."""
    n = show_number(len(records))
    if not records or records[0].kind not in KINDS:
        return ngettext("%(n)s record", "%(n)s records", len(records)) % {"n": n}
    named = KINDS[records[0].kind].record
    return f"{n} {say(named.label if len(records) == 1 else named.plural).lower()}"


def facts_words(record: Counted) -> str:
    """The first few values of a frozen record, after each its name."""
    return " · ".join(list(_facts(record))[:FACTS])


def _facts(record: Counted) -> Iterator[str]:
    declared = KINDS[record.kind].fields if record.kind in KINDS else {}
    for name in declared:
        text = (record.row or {}).get(name, "")
        if text and name not in PLACES and name != "number" and not declared[name].is_text:
            yield f"{field_words(record.kind, name)}: {value_words(record.kind, name, text)}"


def address_now(record: Counted) -> str:
    """The page of the record as it is today."""
    if record.kind == "patient":
        return url_for("patients.show", patient_id=record.record_id)
    fields = KINDS.get(record.kind)
    if fields is None or fields.record.embedded or not fields.record.clinical:
        return url_for("patients.show", patient_id=record.patient_id) if record.patient_id else ""
    return url_for("records.show", kind=record.kind, record_id=record.record_id)


def output_words(number: Number) -> str:
    """The name of a number of the summary, and what it is broken down by."""
    if number.output not in OUTPUTS:
        return " · ".join(part for part in (number.output, number.category, number.subset) if part)
    parts = [say(OUTPUTS[number.output].title)]
    if number.category != ALL:
        parts.append(say(category_label(number.output, number.category)))
    if number.subset != ALL:
        parts.append(say(SUBSET_LABELS[number.subset]) if number.subset in SUBSET_LABELS else number.subset)
    if number.reading in READING_LABELS:
        parts.append(say(READING_LABELS[number.reading]))
    return " · ".join(parts)


def side_words(number: Number | None) -> str:
    """A number as the comparison shows it: n of N, and the value with its unit."""
    if number is None:
        return _("none")
    counts = (
        show_number(number.n) if number.N is None else f"{show_number(number.n)} / {show_number(number.N)}"
    )
    if number.value is None:
        return counts
    unit = say(UNIT_LABELS[number.unit]) if number.unit in UNIT_LABELS else number.unit
    return f"{counts} · {show_number(round(number.value, 1))} {unit}"


STATE_LABELS = {
    "PROJET": T("Projet", "Draft"),
    "DEFINITIF": T("Définitif", "Final"),
}


def state_words(row: Snapshot) -> str:
    return say(STATE_LABELS[row.state]) if row.state in STATE_LABELS else row.state
