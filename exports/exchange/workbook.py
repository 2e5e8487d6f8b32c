"""A workbook of typed tables: a sheet each, true dates and numbers, text cells for text."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from exports.cells import MAX_ROWS, CellRefused, layout_cell, sheet_name
from exports.exchange.columns import Column, Type
from exports.exchange.tidy import TypedTable
from exports.files import forget_when
from exports.style import ACCENT_TINT, FORMATS, INK, Style
from registry.i18n import gettext

MAX_COLUMNS = 16_384
"""Columns of a sheet."""
TEXT_FORMAT = 49
"""The number of the format "@" in the file format."""


def write_sheets(path: Path, tables: Iterable[TypedTable]) -> None:
    """Write the tables, streamed. What a sheet cannot hold is refused with its record and column."""
    from rustpy_xlsxwriter import FastExcel, Format

    book = FastExcel(path).freeze(row=1, col=1)
    head = Format().set_bold().set_font_color(f"#{INK}").set_background_color(f"#{ACCENT_TINT}")
    formats = {
        Type.TEXT: Format().set_num_format_index(TEXT_FORMAT),
        Type.DATE: Format().set_num_format(FORMATS[Style.DATE]),
    }
    for table in tables:
        _refuse_wide(table)
        texts = [column.name for column in table.columns if column.type is Type.TEXT]
        book.sheet(
            sheet_name(table.name),
            _cells(table),
            header_format=head,
            column_widths=[_width(column) for column in table.columns],
            column_formats={c.name: formats[c.type] for c in table.columns if c.type in formats},
            ignore_errors=texts,
            autofilter=True,
        )
    book.save()
    forget_when(path)


def _cells(table: TypedTable) -> Iterator[dict[str, Any]]:
    """The rows as the bulk writer takes them; without a row it would leave out the header too."""
    names, number = tuple(column.name for column in table.columns), 1
    open_places = [n for n, column in enumerate(table.columns) if column.is_typed and not column.is_key]
    for number, row in enumerate(table.rows, start=2):
        if number > MAX_ROWS:
            _refuse_long(table)
        cells = dict(zip(names, row, strict=True))
        for place in open_places:
            if row[place] is not None:
                cells[names[place]] = _cell(table, row, place)
        yield cells
    if number == 1:
        yield dict.fromkeys(names)


def _cell(table: TypedTable, row: tuple[Any, ...], place: int) -> Any:
    try:
        return layout_cell(row[place])
    except CellRefused as refusal:
        where = f"{table.name}, {row[0]}, {table.columns[place].name}"
        raise CellRefused(f"{where}: {refusal.text}") from refusal


def _refuse_long(table: TypedTable) -> None:
    sentence = gettext(
        "%(kind)s has more rows than a sheet holds (1,048,575). Export to a folder of CSV files."
    )
    raise CellRefused(sentence % {"kind": table.name})


def _refuse_wide(table: TypedTable) -> None:
    if len(table.columns) > MAX_COLUMNS:
        sentence = gettext(
            "%(kind)s has %(n)s columns and a sheet holds 16,384. Choose CSV or Parquet, or the tidy layout."
        )
        raise CellRefused(sentence % {"kind": table.name, "n": len(table.columns)})


def _width(column: Column) -> float:
    return max(12.0, len(column.name) + 4.0)
