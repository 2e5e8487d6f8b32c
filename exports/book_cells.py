"""The cells of a workbook of the size of a report: text stays text, a code among numbers stands where they do."""

from __future__ import annotations

import datetime as dt
from typing import Any

from exports.cells import is_dangerous, report_cell
from exports.style import Style


class CellMaker:
    """Makes the cells of a sheet. A cell is written as soon as its row is, so body cells are used again."""

    def __init__(self, page: Any) -> None:
        self._page = page
        self._used: dict[tuple[int, Style, type], Any] = {}

    def make(self, value: object, style: Style) -> Any:
        """A cell of its own."""
        return _fill(self._new(style), value)

    def reuse(self, column: int, value: object, style: Style) -> Any:
        """The cell that a column has for values of this kind, with a new value."""
        if isinstance(value, str) and is_dangerous(value):
            return self._quoted(value, _look(value, style))
        key = (column, style, value.__class__)
        cell = self._used.get(key)
        if cell is None:
            cell = self._used[key] = self._new(_look(value, style))
        return _fill(cell, value)

    def _quoted(self, value: str, style: Style) -> Any:
        """A text that stays text when somebody opens the cell and presses Enter."""
        cell = self._new(style)
        cell.quotePrefix = True
        return _fill(cell, value)

    def _new(self, style: Style) -> Any:
        from openpyxl.cell import WriteOnlyCell

        cell = WriteOnlyCell(self._page)
        cell.style = style.value
        return cell


def _look(value: object, style: Style) -> Style:
    """A partial date is text among dates; a date is one anywhere; a code stands where numbers do."""
    if style.plain is Style.DATE and isinstance(value, str):
        return Style.STRONG_TEXT if style.is_strong else Style.TEXT
    if isinstance(value, dt.date) and style.plain is not Style.DATE:
        return Style.STRONG_DATE if style.is_strong else Style.DATE
    if style.is_number and isinstance(value, str):
        return Style.STRONG_CODE if style.is_strong else Style.CODE
    return style


def _fill(cell: Any, value: object) -> Any:
    """Put a value into a cell. openpyxl would take "=1" for a formula and "#N/A" for an error: text is text."""
    held = report_cell(value)
    if isinstance(held, str):
        cell._value, cell.data_type = held, "s"  # noqa: SLF001 what it would look for in a text is looked for above
    else:
        cell.value = held
    return cell
