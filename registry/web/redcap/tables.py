"""A table written as CSV, JSON or XML: cells are texts, but the number of an instance, and stay as they are."""

from __future__ import annotations

import csv
import io
import json
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import TypeAlias
from xml.sax.saxutils import escape

from registry.i18n import gettext as _
from registry.web.redcap.refusals import Refused

Cell: TypeAlias = str | int

TYPES = {
    "csv": "text/csv; charset=utf-8",
    "json": "application/json; charset=utf-8",
    "xml": "text/xml; charset=utf-8",
}
"""The formats of an answer, with what the header says of them: one client takes CSV without a charset for Latin-1."""
PROLOGUE = '<?xml version="1.0" encoding="UTF-8" ?>\n'
_NOT_IN_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")


@dataclass(frozen=True, slots=True)
class Table:
    """Columns and rows. headers: what stands over the columns of a CSV instead of their names."""

    columns: Sequence[str]
    rows: Iterable[Sequence[Cell]]
    headers: Sequence[str] = ()
    root: str = "records"
    item: str = "item"
    is_object: bool = False


def written(table: Table, form: str, *, delimiter: str = ",") -> Iterator[str]:
    """The text of a table, piece by piece. is_object: JSON gives its one row as an object."""
    match form:
        case "csv":
            return _csv(table, delimiter)
        case "json":
            return _json(table)
        case _:
            return _xml(table)


def _csv(table: Table, delimiter: str) -> Iterator[str]:
    # With CR LF between lines, either sign inside a cell puts the cell in quotes.
    file = io.StringIO(newline="")
    writer = csv.writer(file, delimiter=delimiter, lineterminator="\r\n")
    writer.writerow(table.headers or table.columns)
    for row in table.rows:
        writer.writerow(row)
        yield file.getvalue()
        file.seek(0)
        file.truncate()
    yield file.getvalue()


def _json(table: Table) -> Iterator[str]:
    objects = (
        json.dumps(dict(zip(table.columns, row, strict=True)), separators=(",", ":")) for row in table.rows
    )
    if table.is_object:
        yield from objects
        return
    before = "["
    for text in objects:
        yield before + text
        before = ","
    yield "]" if before == "," else "[]"


def _xml(table: Table) -> Iterator[str]:
    yield f"{PROLOGUE}<{table.root}>"
    for row in table.rows:
        cells = "".join(
            f"<{name}>{xml_text(str(cell))}</{name}>" for name, cell in zip(table.columns, row, strict=True)
        )
        yield f"<{table.item}>{cells}</{table.item}>"
    yield f"</{table.root}>"


def xml_text(text: str) -> str:
    """The text as an element holds it. A carriage return would be read as a line feed if it stood there bare."""
    if _NOT_IN_XML.search(text):
        raise Refused(_("A text holds a sign that XML cannot write. Ask for JSON or CSV."))
    return escape(text, {"\r": "&#13;"})
