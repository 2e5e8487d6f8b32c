"""Workbooks of the size of a report, on openpyxl.

A sheet is plain data; `write_workbook` gives it the title, the headings in French and English, frozen panes,
filters and print set-up that all sheets share. Every cell passes through `exports.cells`.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass
from math import ceil
from pathlib import Path
from typing import Any, BinaryIO

from exports.book_cells import CellMaker
from exports.cells import MAX_ROWS, CellRefused, sheet_name
from exports.files import EPOCH, SteadyZip, new_file
from exports.style import SIZE, Style, fitting_width, lines_needed, named_styles
from registry.fields.base import T
from registry.i18n import gettext

PAGE_WIDTH = 240
"""Characters of a sheet that stay readable on one landscape page; a wider sheet goes on over further pages."""
LINE_HEIGHT, TITLE_HEIGHT = SIZE * 1.35, 24
"""Points."""
A4 = 9
"""The number of the paper in the file format."""


@dataclass(frozen=True, slots=True)
class Column:
    """A column of a table: its headings, how its cells look, and its width (as wide as its values by default).

    technical: its name for programs and filters, in a third row of headings where the columns of a sheet have one.
    """

    heading: T
    style: Style = Style.TEXT
    width: float | None = None
    technical: str = ""


@dataclass(frozen=True, slots=True)
class Line:
    """A row of a table; a strong one is a subtotal, a section has only a first value."""

    values: tuple[object, ...]
    strong: bool = False
    section: bool = False


@dataclass(frozen=True, slots=True)
class Sheet:
    """A sheet as data.

    title and notes: the lines above the table, empty in a listing, which begins with its headings. keys: columns
    at the left that stay in view. headed: two rows of headings, French then English, and a filter. table: the name
    under which a spreadsheet knows the rows as one table, its columns by their technical names; needs these. footer:
    what its pages say at their foot instead of the footer of the workbook.
    """

    name: str
    columns: tuple[Column, ...]
    lines: Sequence[Line]
    title: str = ""
    notes: tuple[str, ...] = ()
    keys: int = 0
    headed: bool = True
    table: str = ""
    footer: str = ""

    @property
    def headings(self) -> int:
        """Rows of headings above the table."""
        if not self.headed:
            return 0
        return 3 if any(column.technical for column in self.columns) else 2


@dataclass(frozen=True, slots=True)
class Imprint:
    """What every page says at its foot, and the properties of the file; made: when, None where it does not matter."""

    title: str
    footer: str
    made: dt.datetime | None
    language: str


def write_workbook(target: Path | BinaryIO, sheets: Iterable[Sheet], *, imprint: Imprint) -> None:
    """Write the sheets. A path appears whole or not at all; equal content gives equal bytes."""
    if isinstance(target, Path):
        with new_file(target) as draft:
            _write(draft, sheets, imprint=imprint)
    else:
        _write(target, sheets, imprint=imprint)


def _write(target: Path | BinaryIO, sheets: Iterable[Sheet], *, imprint: Imprint) -> None:
    from openpyxl import Workbook
    from openpyxl.writer.excel import ExcelWriter

    book = Workbook(write_only=True)
    for style in named_styles():
        book.add_named_style(style)
    _describe(book, imprint)
    try:
        for sheet in sheets:
            _SheetWriter(book, sheet).write(imprint.footer)
        with SteadyZip(target) as archive:
            ExcelWriter(book, archive).write_data()
    except BaseException:
        _forget(book)
        raise


def _forget(book: Any) -> None:
    """Delete the temporary files of sheets that are not saved: openpyxl leaves them, and they hold patients."""
    for page in book.worksheets:
        if not page.closed:
            page.close()
        with suppress(FileNotFoundError):
            page._writer.cleanup()  # noqa: SLF001


def _describe(book: Any, imprint: Imprint) -> None:
    made = imprint.made or dt.datetime(*EPOCH, tzinfo=dt.UTC)
    moment = made.astimezone(dt.UTC).replace(tzinfo=None, microsecond=0)
    book.properties.title = imprint.title
    book.properties.creator = "Registry"
    book.properties.language = imprint.language
    book.properties.created = book.properties.modified = moment


class _SheetWriter:
    """Writes one sheet from top to bottom: openpyxl keeps no row that is written."""

    def __init__(self, book: Any, sheet: Sheet) -> None:
        self.sheet = sheet
        self.page = book.create_sheet(sheet_name(sheet.name))
        self.widths = _widths(sheet)
        self.top = bool(sheet.title) + len(sheet.notes) + bool(sheet.title)
        self.cells = CellMaker(self.page)
        self.styles = [column.style for column in sheet.columns]
        self.wrapped = [n for n, style in enumerate(self.styles) if style.plain is Style.WORDS]

    def write(self, footer: str) -> None:
        self._refuse_too_many()
        self._lay_out(self.sheet.footer or footer)
        for row in (*self._opening(), *self._headings()):
            self.page.append(row)
        for number, line in enumerate(self.sheet.lines, start=self.body):
            self._make_room(number, line)
            self.page.append(self._row(line))
        if self.sheet.table:
            self._declare_table()

    @property
    def body(self) -> int:
        """The number of the first row below the headings."""
        return self.top + self.sheet.headings + 1

    def _refuse_too_many(self) -> None:
        if self.body - 1 + len(self.sheet.lines) > MAX_ROWS:
            sentence = gettext("The sheet %(name)s would have more rows than a sheet holds (1,048,576).")
            raise CellRefused(sentence % {"name": self.sheet.name})

    def _lay_out(self, footer: str) -> None:
        """Everything but the cells; a sheet that is written row by row wants it first."""
        from openpyxl.utils import get_column_letter

        page, sheet = self.page, self.sheet
        for number, width in enumerate(self.widths, start=1):
            page.column_dimensions[get_column_letter(number)].width = width
        page.sheet_view.showGridLines = False
        if sheet.title:
            page.row_dimensions[1].height = TITLE_HEIGHT
        if sheet.headed:
            self._set_heights()
            page.freeze_panes = f"{get_column_letter(sheet.keys + 1)}{self.body}"
            page.print_title_rows = f"{self.body - sheet.headings}:{self.body - 1}"
            if not sheet.table:
                page.auto_filter.ref = self._extent
        self._set_print(footer)

    @property
    def _extent(self) -> str:
        """The last row of headings and the rows below it, one at least."""
        from openpyxl.utils import get_column_letter

        last = get_column_letter(len(self.sheet.columns))
        return f"A{self.body - 1}:{last}{self.body - 1 + max(1, len(self.sheet.lines))}"

    def _declare_table(self) -> None:
        """Make the rows a table of the spreadsheet, whose filter stands on the row of technical names."""
        from openpyxl.worksheet.filters import AutoFilter
        from openpyxl.worksheet.table import Table, TableColumn

        names = [column.technical for column in self.sheet.columns]
        table = Table(displayName=self.sheet.table, ref=self._extent)
        table.tableColumns = [TableColumn(id=number, name=name) for number, name in enumerate(names, start=1)]
        table.autoFilter = AutoFilter(ref=self._extent)
        self.page.tables.add(table)

    def _set_heights(self) -> None:
        first = self.body - self.sheet.headings
        for row, headings in ((first, _french(self.sheet)), (first + 1, _english(self.sheet))):
            lines = max(lines_needed(text, width=w) for text, w in zip(headings, self.widths, strict=True))
            self.page.row_dimensions[row].height = lines * LINE_HEIGHT + 3
        if self.sheet.headings > 2:
            self.page.row_dimensions[self.body - 1].height = LINE_HEIGHT + 3

    def _set_print(self, footer: str) -> None:
        from openpyxl.utils import get_column_letter
        from openpyxl.worksheet.properties import PageSetupProperties

        page = self.page
        pages = ceil(sum(self.widths) / PAGE_WIDTH)
        page.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
        page.page_setup.orientation, page.page_setup.paperSize = "landscape", A4
        page.page_setup.fitToWidth, page.page_setup.fitToHeight = pages, 0
        if pages > 1 and self.sheet.keys:
            page.print_title_cols = f"A:{get_column_letter(self.sheet.keys)}"
        margins = page.page_margins
        margins.left = margins.right = 0.4
        margins.top, margins.bottom, margins.footer = 0.5, 0.7, 0.3
        page.oddFooter.left.text = footer.replace("&", "&&")
        page.oddFooter.right.text = "&P / &N"

    def _make_room(self, number: int, line: Line) -> None:
        """Give a row that wraps, or opens a section, its height: not every program finds it by itself."""
        if line.section:
            self.page.row_dimensions[number].height = TITLE_HEIGHT
            return
        values = ((line.values[place], self.widths[place]) for place in self.wrapped)
        lines = max((lines_needed(v, width=w) for v, w in values if isinstance(v, str)), default=1)
        if lines > 1:
            self.page.row_dimensions[number].height = lines * LINE_HEIGHT + 2

    def _opening(self) -> Iterator[list[Any]]:
        if self.sheet.title:
            yield [self.cells.make(self.sheet.title, Style.TITLE)]
        for note in self.sheet.notes:
            yield [self.cells.make(note, Style.NOTE)]
        if self.sheet.title:
            yield []

    def _headings(self) -> Iterator[list[Any]]:
        if self.sheet.headed:
            styles = [column.style.headings for column in self.sheet.columns]
            for place, texts in enumerate((_french(self.sheet), _english(self.sheet))):
                looks = [pair[place].middle if self.sheet.headings > 2 else pair[place] for pair in styles]
                yield [self.cells.make(text, look) for text, look in zip(texts, looks, strict=True)]
            if self.sheet.headings > 2:
                yield [
                    self.cells.make(
                        column.technical, Style.HEAD_3_RIGHT if column.style.is_number else Style.HEAD_3
                    )
                    for column in self.sheet.columns
                ]

    def _row(self, line: Line) -> list[Any]:
        if line.section:
            words = (line.values[0], *[None] * (len(self.sheet.columns) - 1))
            return [self.cells.make(value, Style.SECTION) for value in words]
        styles = [style.strong for style in self.styles] if line.strong else self.styles
        return [
            self.cells.reuse(number, value, style)
            for number, (value, style) in enumerate(zip(line.values, styles, strict=True))
        ]


def _widths(sheet: Sheet) -> list[float]:
    plain = [line for line in sheet.lines if not line.section]
    return [
        column.width
        or fitting_width(
            _headings_of(column) if sheet.headed else (),
            (line.values[number] for line in plain),
            style=column.style,
        )
        for number, column in enumerate(sheet.columns)
    ]


def _headings_of(column: Column) -> tuple[str, ...]:
    """The headings that a column has to be wide enough for; a technical name is not wrapped."""
    words = (column.heading.fr, column.heading.en)
    return (*words, column.technical) if column.technical else words


def _french(sheet: Sheet) -> list[str]:
    return [column.heading.fr for column in sheet.columns]


def _english(sheet: Sheet) -> list[str]:
    return [column.heading.en for column in sheet.columns]
