"""The record layout: every record of the registry, as import reads it back.

A folder holds one `<kind>.csv` per record kind (UTF-8, line feeds, RFC 4180 quoting); a workbook holds a
sheet each, with the same columns in the same order. Rows are streamed, so memory does not grow with the
registry, and equal rows give equal files.
"""

from __future__ import annotations

import csv
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any, TextIO

from exports.cells import MAX_ROWS, CellRefused, Value, csv_cell, layout_cell, sheet_name
from exports.files import FileRefused, forget_when, new_file, new_folder
from exports.style import ACCENT_TINT, INK
from registry.fields.base import Field, Kind
from registry.fields.catalogue import KINDS
from registry.fields.layout import ANSWERS, IDENTITY
from registry.i18n import gettext

Progress = Callable[[str, int], None]

STEP = 1000
"""Rows between two reports of progress."""


@dataclass(frozen=True, slots=True)
class Table:
    """The records of one kind: column names in layout order, and one tuple of layout values per record.

    A layout value is a text, a whole number, a decimal, a date or None; several codes are joined by ";",
    answers are JSON text.
    """

    name: str
    columns: tuple[str, ...]
    rows: Iterator[tuple[Value, ...]]


def write_records(
    target: Path, tables: Iterable[Table], *, progress: Progress | None = None
) -> dict[str, int]:
    """Write all tables into the workbook or folder that `target` names; return the number of rows of each.

    A name that ends in .xlsx is a workbook, one without an ending a folder. The target appears when
    everything is written; a failure leaves what was there before. `progress` hears the kind and the rows
    written so far.
    """
    counted = _Counted(progress)
    match target.suffix.lower():
        case ".xlsx":
            with new_file(target) as draft:
                _write_workbook(draft, [counted.follow(table) for table in tables])
        case "":
            with new_folder(target, ours=frozenset(f"{kind}.csv" for kind in KINDS)) as draft:
                for table in tables:
                    _write_csv(draft, counted.follow(table))
        case _:
            raise FileRefused(
                gettext("%(name)s is neither a workbook (.xlsx) nor a folder (no ending). Change the name.")
                % {"name": target.name}
            )
    return counted.rows


def write_table(file: TextIO, names: Iterable[str], rows: Iterable[Iterable[Value]]) -> None:
    """One table as CSV, its header first. The file must not translate line ends (newline="")."""
    write_cells(file, names, (map(csv_cell, row) for row in rows))


def write_cells(file: TextIO, names: Iterable[str], rows: Iterable[Iterable[Any]]) -> None:
    """The same of cells that are what `csv_cell` makes, or dates, whole numbers, None and texts of our own."""
    writer = csv.writer(_LineFeeds(file))
    writer.writerow(names)
    writer.writerows(rows)


def row_writer(file: TextIO) -> Callable[[Iterable[Value]], object]:
    """What writes one CSV row after the other into a file as `write_table` takes it."""
    writer = csv.writer(_LineFeeds(file))
    return lambda row: writer.writerow(map(csv_cell, row))


class _LineFeeds:
    """Ends lines in LF. The csv module quotes every line break only while its own line end is CR LF."""

    def __init__(self, file: TextIO) -> None:
        self._write = file.write

    def write(self, line: str) -> int:
        return self._write(line[:-2] + "\n")


class _Counted:
    """Counts the rows of each table as they go by, and says so every thousand rows and at the end."""

    def __init__(self, progress: Progress | None) -> None:
        self.rows: dict[str, int] = {}
        self._tell = progress or (lambda _kind, _done: None)

    def follow(self, table: Table) -> Table:
        return Table(table.name, table.columns, self._rows(table))

    def _rows(self, table: Table) -> Iterator[tuple[Value, ...]]:
        done = 0
        for done, row in enumerate(table.rows, start=1):
            yield row
            if not done % STEP:
                self._tell(table.name, done)
        self.rows[table.name] = done
        self._tell(table.name, done)


def _write_csv(folder: Path, table: Table) -> None:
    with (folder / f"{table.name}.csv").open("w", encoding="utf-8", newline="") as file:
        write_table(file, table.columns, table.rows)


def _write_workbook(path: Path, tables: list[Table]) -> None:
    from rustpy_xlsxwriter import FastExcel, Format

    book = FastExcel(path).freeze(row=1)
    head = Format().set_bold().set_font_color(f"#{INK}").set_background_color(f"#{ACCENT_TINT}")
    text = Format().set_num_format_index(49)
    for table in tables:
        texts = text_columns(table)
        book.sheet(
            sheet_name(table.name),
            _cells(table),
            header_format=head,
            column_widths=[_width(name) for name in table.columns],
            column_formats=dict.fromkeys(texts, text),
            ignore_errors=list(texts),
            autofilter=True,
        )
    book.save()
    forget_when(path)


def _cells(table: Table) -> Iterator[dict[str, Any]]:
    """The rows as the bulk writer takes them; without a row it would leave out the header too."""
    names, number = table.columns, 1
    open_places = [(place, name) for place, name in enumerate(names) if not _holds_codes(table, name)]
    for number, row in enumerate(table.rows, start=2):
        cells = dict(zip(names, row, strict=True))
        try:
            for place, name in open_places:
                if row[place] is not None:
                    cells[name] = layout_cell(row[place])
        except CellRefused as refusal:
            raise CellRefused(f"{table.name}, {row[0]}: {refusal.text}") from refusal
        yield cells
        if number == MAX_ROWS:
            _refuse_more(table)
    if number == 1:
        yield dict.fromkeys(names)


def _refuse_more(table: Table) -> None:
    if next(table.rows, None) is not None:
        sentence = gettext(
            "%(kind)s has more rows than a sheet holds (1,048,575). Export to a folder of CSV files."
        )
        raise CellRefused(sentence % {"kind": table.name})


def text_columns(table: Table) -> tuple[str, ...]:
    """The columns of short texts. As text cells they stay text when the workbook is edited: 2026-11, 0012."""
    return tuple(name for name in table.columns if _is_short_text(table, name))


def _is_short_text(table: Table, name: str) -> bool:
    field = _field(table, name)
    if field is None:
        return name not in ("version", ANSWERS)
    return field.kind not in (Kind.INTEGER, Kind.DECIMAL, Kind.LONG_TEXT)


def _holds_codes(table: Table, name: str) -> bool:
    """Whether the registry made or checked every value of a column, so that none needs a look before writing."""
    field = _field(table, name)
    if field is None:
        return table.name in KINDS and (
            name.endswith("_missing") or name in (*IDENTITY, KINDS[table.name].record.parent_id)
        )
    return field.kind in _CODES


_CODES = (Kind.CHOICE, Kind.CHOICES, Kind.CODED, Kind.REFERENCE, Kind.PARTIAL_DATE, Kind.MONTH)


def _field(table: Table, name: str) -> Field | None:
    """The declaration of a column; None for the technical ones and for tables that are no record kind."""
    return KINDS[table.name].fields.get(name) if table.name in KINDS else None


def _width(name: str) -> float:
    return max(12.0, len(name) + 4.0)
