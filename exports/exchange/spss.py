"""SPSS: a .sav file per table, with labels of columns and codes."""

from __future__ import annotations

import datetime as dt
from pathlib import Path
from typing import Any

from exports.exchange.columns import Column, Type
from exports.exchange.frames import Calendar, frame_of
from exports.exchange.limits import SPSS, fitting, label_of, short_names
from exports.exchange.tidy import TypedTable
from exports.exchange.words import entries
from registry.i18n import say

CALENDAR = Calendar(dt.date(1582, 10, 14), 86_400)
"""Seconds since the first day of the Gregorian calendar."""
FORMATS = {Type.INTEGER: "F11.0", Type.DECIMAL: "F16.6", Type.DATE: "DATE11"}
"""How SPSS shows the columns; the values are whole."""


def write_spss(path: Path, table: TypedTable) -> dict[str, str]:
    """Write one table; the names of its columns in the file. A coded column has the words of its codes as labels."""
    import pyreadstat

    names = short_names((column.name for column in table.columns), longest=SPSS.name)
    frame = frame_of(table.columns, fitting(table, SPSS), names=names.values(), calendar=CALENDAR)
    pyreadstat.write_sav(
        frame,
        path,
        file_label=say(table.label),
        column_labels={names[column.name]: label_of(column, SPSS) for column in table.columns},
        variable_value_labels={names[c.name]: found for c in table.columns if (found := _code_labels(c))},
        variable_measure={names[column.name]: _measure(column) for column in table.columns},
        variable_format={names[c.name]: FORMATS[c.type] for c in table.columns if c.type in FORMATS},
        row_compress=True,
    )
    return dict(names)


def _code_labels(column: Column) -> dict[Any, str]:
    """The words of the codes, where one cell holds one code. Words that SPSS would cut stand beside, in the codes."""
    if not column.is_plain:
        return {}
    words = {code: say(label) for code, label in entries(column.list).items()}
    return {code: label for code, label in words.items() if len(label.encode()) <= SPSS.code_label}


def _measure(column: Column) -> str:
    return "nominal" if column.type is Type.TEXT else "scale"
