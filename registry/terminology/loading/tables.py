"""CSV files and workbooks with a line of headings: each line by the headings that a list wants."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import chain
from typing import Any

from registry.i18n import N_
from registry.terminology.loading.base import Place
from registry.terminology.loading.files import File, unzipped
from registry.terminology.words import fold

DELIMITERS = ";,\t"

Headings = Mapping[str, Sequence[str]]
"""The columns that a list wants, each with the headings it goes by; case and accents aside."""

_NO_HEADINGS = N_("The first line has no columns %(columns)s.")
_BAD_QUOTES = N_("The quotation marks do not match.")
_NO_WORKBOOK = N_("It is no workbook, or it is damaged. Save it again as .xlsx, or as CSV in UTF-8.")
_TOO_SHORT = N_("The line ends before the column %(column)s.")


@dataclass(frozen=True, slots=True)
class Row:
    """A line: its place, and its cells by column, without spaces around them."""

    place: Place
    cells: Mapping[str, str]

    def __getitem__(self, column: str) -> str:
        return self.cells[column]


def rows(file: File, headings: Headings) -> Iterator[Row]:
    """The lines below the headings, empty ones left out."""
    if file.name.lower().endswith(".xlsx"):
        return _rows(file, _sheet(file, headings), headings)
    return _rows(file, _lines(file, headings), headings)


def _rows(file: File, lines: Iterable[tuple[int, Sequence[str]]], headings: Headings) -> Iterator[Row]:
    numbered = iter(lines)
    places = _places(next(numbered, (1, ()))[1], headings)
    if places is None:
        wanted = ", ".join(names[0] for names in headings.values())
        raise Place(file.name, 1).refusal(_NO_HEADINGS, columns=wanted)
    for number, cells in numbered:
        if any(cells):
            place = Place(file.name, number)
            yield Row(place, {column: _cell(cells, at, column, place) for column, at in places.items()})


def _places(titles: Sequence[str], headings: Headings) -> Mapping[str, int] | None:
    """Where each column stands; None if one is absent."""
    folded = [fold(title) for title in titles]
    found = {
        column: next((folded.index(name) for name in map(fold, names) if name in folded), -1)
        for column, names in headings.items()
    }
    return None if -1 in found.values() else found


def _cell(cells: Sequence[str], at: int, column: str, place: Place) -> str:
    if at >= len(cells):
        raise place.refusal(_TOO_SHORT, column=column)
    return cells[at].strip()


def _lines(file: File, headings: Headings) -> Iterator[tuple[int, Sequence[str]]]:
    text = file.text
    title, _, _ = text.partition("\n")
    fitting = (
        mark for mark in DELIMITERS if _places(next(csv.reader([title], delimiter=mark), []), headings)
    )
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=next(fitting, DELIMITERS[0]), strict=True)
    try:
        for cells in reader:
            yield reader.line_num, cells
    except csv.Error:
        raise Place(file.name, reader.line_num).refusal(_BAD_QUOTES) from None


def _sheet(file: File, headings: Headings) -> Iterator[tuple[int, Sequence[str]]]:
    """The lines of the first sheet that has the headings, or of the first one."""
    from openpyxl import load_workbook

    unzipped(file).close()
    try:
        book = load_workbook(io.BytesIO(file.content), read_only=True, data_only=True)
        sheets = [_cells(sheet) for sheet in book.worksheets]
    except Exception:  # noqa: BLE001 - openpyxl raises whatever a damaged part makes it raise
        raise file.place.refusal(_NO_WORKBOOK) from None
    fitting = (lines for lines in sheets if lines and _places(lines[0], headings))
    return enumerate(next(chain(fitting, sheets), []), start=1)


def _cells(sheet: Any) -> list[list[str]]:
    """The cells of a sheet as text, each line as long as the first. What it says of its own size is not believed."""
    sheet.reset_dimensions()
    lines = [[_text(cell) for cell in cells] for cells in sheet.iter_rows(values_only=True)]
    width = len(lines[0]) if lines else 0
    return [line + [""] * (width - len(line)) for line in lines]


def _text(cell: Any) -> str:
    """A whole number without its decimals, an empty cell as an empty text."""
    if cell is None:
        return ""
    return str(int(cell)) if isinstance(cell, float) and cell.is_integer() else str(cell).strip()
