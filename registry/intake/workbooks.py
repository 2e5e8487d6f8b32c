"""The cells of a workbook as text, row by row. Nothing that the workbook computed is used: a formula is refused.

openpyxl reads, streaming. A reader that fills a rectangle was measured to take 1.9 GB for a file of 13 kB and to end
the process for one of 1.5 kB, and it gives "" for an error and the last result for a formula.
"""

from __future__ import annotations

import datetime as dt
import re
import warnings
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path
from typing import Any

from registry.i18n import gettext as _
from registry.intake import archives
from registry.intake.report import ImportRefused

MAX_TEXT = 131_072
"""Characters of a cell."""

# openpyxl warns of styles and extensions that it passes over; the cells are what is wanted here.
warnings.filterwarnings("ignore", module="openpyxl")


@dataclass(frozen=True, slots=True)
class Row:
    """A row: its number in the file, its cells as text, and by place in the row what is no value, with the reason."""

    number: int
    cells: list[str]
    refused: Mapping[int, str]


@contextmanager
def opened(path: Path, *, label: str) -> Iterator[Any]:
    """The workbook, after the safety checks."""
    from openpyxl import load_workbook

    with path.open("rb") as file:
        with _readable(label):
            archives.check(file, label=label)
            book = load_workbook(file, read_only=True, keep_links=False)
        try:
            yield book
        finally:
            book.close()


@contextmanager
def _readable(label: str) -> Iterator[None]:
    """What is wrong inside a workbook can make its reader fail in any way; to the user it is one thing."""
    try:
        yield
    except ImportRefused:
        raise
    except Exception:  # noqa: BLE001 - see above
        raise ImportRefused(_(archives.NO_WORKBOOK) % {"file": label}) from None


def rows(book: Any, title: str, *, label: str) -> Iterator[Row]:
    """The rows of a sheet."""
    budget = archives.MAX_UNPACKED
    with _readable(label):
        sheet = book[title]
        sheet.reset_dimensions()  # what the file says of its own size may be wrong, and would cut it
        for number, found in enumerate(sheet.iter_rows(), start=1):
            row = _row(number, found)
            budget -= sum(map(len, row.cells))
            if budget < 0:
                raise ImportRefused(_(archives.TOO_LARGE) % {"file": label})
            yield row


def _row(number: int, found: tuple[Any, ...]) -> Row:
    cells, refused = [], {}
    for place, cell in enumerate(found):
        kind, value = cell.data_type, cell.value
        cells.append("" if value is None or kind in "fe" else _text(cell, kind, value))
        if kind == "f":
            refused[place] = _("This is a formula. Replace it with its value (copy, paste values).")
        elif kind == "e":
            refused[place] = _("This cell shows an error of the spreadsheet, not a value.")
        elif len(cells[-1]) > MAX_TEXT:
            cells[-1], refused[place] = "", _("This text is too long for any field.")
    return Row(number, cells, refused)


def _text(cell: Any, kind: str, value: Any) -> str:
    """A value as a CSV of the layout would hold it."""
    if kind == "s":
        return _unescape(str(value))
    if isinstance(value, bool):
        return str(value).upper()
    if isinstance(value, float):
        return format(Decimal(repr(value)), "f").removesuffix(".0") if abs(value) < 1e16 else repr(value)
    if isinstance(value, dt.datetime):
        return _date(value, cell.number_format)
    return str(value)


def _unescape(text: str) -> str:
    """Texts hold control characters as _x000B_, and what looks like that as _x005F_x000B_."""
    return re.sub("_x([0-9A-Fa-f]{4})_", lambda found: chr(int(found[1], 16)), text) if "_x" in text else text


def _date(value: dt.datetime, number_format: str) -> str:
    """ISO text of the precision that the cell shows: one that shows 11/2026 says nothing of a day."""
    if value.time() != dt.time():
        return value.isoformat(" ")
    shows = re.sub(r'"[^"]*"|\[[^\]]*\]|\\.', "", number_format).lower()
    length = 10 if "d" in shows else 7 if "m" in shows else 4
    return value.date().isoformat()[:length]
