"""SAS: an .xpt transport file per table, with labels of columns. The format has no labels of codes: they lie beside."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

from exports.exchange.columns import Type
from exports.exchange.frames import Calendar, frame_of
from exports.exchange.limits import SAS_5, SAS_8, fitting, label_of, short_names
from exports.exchange.tidy import TypedTable
from registry.i18n import say

CALENDAR = Calendar(dt.date(1960, 1, 1), 1)
"""Days since 1960."""
VERSIONS = {5: SAS_5, 8: SAS_8}


def write_sas(path: Path, table: TypedTable, *, version: int) -> dict[str, str]:
    """Write one table; the names of its columns in the file. Version 5 holds names of 8 and texts of 200 bytes."""
    import pyreadstat

    limits = VERSIONS[version]
    names = short_names((column.name for column in table.columns), longest=limits.name)
    frame = frame_of(table.columns, fitting(table, limits), names=names.values(), calendar=CALENDAR)
    label = say(table.label)
    pyreadstat.write_xport(
        frame,
        path,
        file_label=label if len(label.encode()) <= limits.label else "",
        column_labels={names[column.name]: label_of(column, limits) for column in table.columns},
        table_name=short_names([table.name], longest=limits.name)[table.name],
        file_format_version=5 if version == 5 else 8,
        variable_format={names[c.name]: "DATE" for c in table.columns if c.type is Type.DATE},
    )
    return dict(names)
