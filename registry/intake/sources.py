"""A path becomes sheets of lines: a folder of CSV files, one CSV file, or a workbook."""

from __future__ import annotations

import csv
import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from sys import intern

from exports.cells import unescape
from registry.fields.catalogue import KINDS
from registry.i18n import N_
from registry.i18n import gettext as _
from registry.intake import workbooks
from registry.intake.report import ImportRefused, clear
from registry.intake.workbooks import Row

WORKBOOK, CSV = ".xlsx", ".csv"
SHORT = 16
"""Characters of a code or date."""

NOT_UTF_8 = N_("%(file)s, line %(number)s: this is not UTF-8 text. Save the file as “CSV UTF-8”.")
BAD_QUOTES = N_(
    "%(file)s, line %(number)s: the quotation marks do not match, or a cell is too long. "
    "Save the file again as “CSV UTF-8”."
)

_NO_CHARACTER = re.compile("[\ud800-\udfff]")
_NAME = re.compile(rf"({'|'.join(KINDS)})(?:_(?:[2-9]|[1-9][0-9]+))?")


@dataclass(frozen=True, slots=True)
class Sheet:
    """A file or sheet: its name, what it is called in reports, its place among the others, and its rows.

    is_ragged: a row ends with its last value, as in workbooks.
    """

    name: str
    label: str
    order: int
    rows: Callable[[], Iterator[Row]]
    is_ragged: bool

    @property
    def kind(self) -> str:
        """The record kind it holds, "" for none. toxicity_2 continues toxicity, which one sheet cannot hold whole."""
        found = _NAME.fullmatch(self.name)
        return found[1] if found else ""


@contextmanager
def opened(path: Path, *, limit: int | None = None) -> Iterator[tuple[Sheet, ...]]:
    """The sheets of a path. limit: the largest file in bytes, None for no limit."""
    _check(path, limit)
    if path.is_dir():
        yield _of_folder(path)
    elif path.suffix.lower() == CSV:
        yield (_of_csv(0, path),)
    else:
        with workbooks.opened(path, label=clear(path.name)) as book:
            yield _of_workbook(book)


def _check(path: Path, limit: int | None) -> None:
    try:
        is_folder, size = path.is_dir(), path.stat().st_size
    except (OSError, ValueError):
        raise ImportRefused(_("There is no file or folder %(path)s.") % {"path": clear(str(path))}) from None
    if not is_folder and path.suffix.lower() not in (CSV, WORKBOOK):
        raise ImportRefused(
            _("%(name)s is neither a workbook (.xlsx), a CSV file (.csv) nor a folder of CSV files.")
            % {"name": clear(path.name)}
        )
    if limit is not None and not is_folder and size > limit:
        raise ImportRefused(
            _("%(name)s is larger than %(limit)s MB. Import it at the console, or in parts.")
            % {"name": clear(path.name), "limit": limit // 1024**2}
        )


def _of_folder(folder: Path) -> tuple[Sheet, ...]:
    files = sorted((file for file in folder.iterdir() if not file.name.startswith(".")), key=_place)
    if not files:
        raise ImportRefused(
            _("%(path)s is empty. It should hold files such as patient.csv.") % {"path": clear(str(folder))}
        )
    return tuple(_of_csv(order, file) for order, file in enumerate(files))


def _place(file: Path) -> tuple[int, str]:
    """Files stand in the order of the record kinds."""
    found = _NAME.fullmatch(_name(file))
    return (list(KINDS).index(found[1]) if found else len(KINDS), file.name)


def _name(file: Path) -> str:
    return file.stem if file.suffix.lower() == CSV and file.is_file() else file.name


def _of_csv(order: int, file: Path) -> Sheet:
    return Sheet(_name(file), clear(file.name), order, partial(_csv_rows, file), is_ragged=False)


def _of_workbook(book: object) -> tuple[Sheet, ...]:
    titles: list[str] = book.sheetnames  # type: ignore[attr-defined]
    return tuple(
        Sheet(
            title,
            clear(title),
            order,
            partial(workbooks.rows, book, title, label=clear(title)),
            is_ragged=True,
        )
        for order, title in enumerate(titles)
    )


def _csv_rows(path: Path) -> Iterator[Row]:
    """The records of a CSV file, numbered as a spreadsheet numbers them, as the layout was written."""
    number = 0
    try:
        with path.open(encoding="utf-8-sig", errors="surrogateescape", newline="") as file:
            for number, cells in enumerate(csv.reader(file, strict=True), start=1):
                if not all(map(str.isascii, cells)) and any(map(_NO_CHARACTER.search, cells)):
                    raise _unreadable(path, number, NOT_UTF_8)
                yield Row(number, [_cell(cell) for cell in cells], {})
    except csv.Error:
        raise _unreadable(path, number + 1, BAD_QUOTES) from None
    except OSError:
        raise ImportRefused(_("%(file)s cannot be read.") % {"file": clear(path.name)}) from None


def _unreadable(path: Path, number: int, sentence: str) -> ImportRefused:
    return ImportRefused(_(sentence) % {"file": clear(path.name), "number": number})


def _cell(cell: str) -> str:
    """The text of a cell. Codes and dates recur, so that each is kept once."""
    if len(cell) <= SHORT:
        cell = intern(cell)
    return unescape(cell) if cell[:1] == "'" else cell
