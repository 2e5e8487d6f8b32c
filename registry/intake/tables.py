"""A sheet of a record kind: its header against the layout, and its lines."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from difflib import get_close_matches
from itertools import zip_longest

from registry.fields.catalogue import KINDS
from registry.fields.layout import columns
from registry.i18n import gettext as _
from registry.intake.report import Remarks
from registry.intake.sources import Sheet
from registry.intake.workbooks import Row

HEADER = 1


@dataclass(frozen=True, slots=True)
class Table:
    """A sheet whose header is in order; `columns` are those it has."""

    sheet: Sheet
    kind: str
    columns: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Raw:
    """A line: its cells by column, and by column why a cell is no value."""

    number: int
    cells: Mapping[str, str]
    refused: Mapping[str, str]


def tables(sheets: Iterable[Sheet], remarks: Remarks) -> dict[str, list[Table]]:
    """The tables of each record kind; what is wrong with names and headers is remarked."""
    found: dict[str, list[Table]] = {kind: [] for kind in KINDS}
    names = set[str]()
    for sheet in sheets:
        if not sheet.kind:
            remarks.add(
                sheet,
                0,
                _("Files and sheets are named after what they hold: %(names)s.")
                % {"names": ", ".join(KINDS)},
            )
        elif sheet.name in names:
            remarks.add(sheet, 0, _("There are two sheets of this name."))
        elif table := table_of(sheet, remarks, allowed=columns(KINDS[sheet.kind]), needed=("id",)):
            found[sheet.kind].append(table)
        names.add(sheet.name)
    return found


def table_of(
    sheet: Sheet, remarks: Remarks, *, allowed: tuple[str, ...], needed: tuple[str, ...]
) -> Table | None:
    """The sheet with its columns; None, and remarks, where the header is not in order."""
    header = next(sheet.rows(), None)
    names = _trimmed([cell.strip() for cell in header.cells]) if header else []
    if not names:
        remarks.add(sheet, HEADER, _("The first line must hold the names of the columns."))
        return None
    wrong = list(_wrong(names, allowed=allowed, needed=needed))
    for column, reason in wrong:
        remarks.add(sheet, HEADER, reason, column=column)
    return None if wrong else Table(sheet, sheet.kind, tuple(names))


def _trimmed(names: list[str]) -> list[str]:
    while names and not names[-1]:
        names.pop()
    return names


def _wrong(
    names: list[str], *, allowed: tuple[str, ...], needed: tuple[str, ...]
) -> Iterator[tuple[str, str]]:
    if len(names) == 1 and ";" in names[0]:
        yield (
            names[0],
            _(
                "Columns are separated by commas, not by semicolons. Save the file as “CSV UTF-8” with commas."
            ),
        )
        return
    for place, name in enumerate(names):
        if not name:
            yield "", _("Column %(number)s has no name.") % {"number": place + 1}
        elif name not in allowed:
            yield name, _unknown(name, allowed)
        elif name in names[:place]:
            yield name, _("There are two columns of this name.")
    for name in needed:
        if name not in names:
            yield name, _absent(name)


def _absent(name: str) -> str:
    if name == "id":
        return _("This column is needed: it says which record each line is.")
    return _("This column is needed.")


def _unknown(name: str, allowed: tuple[str, ...]) -> str:
    near = get_close_matches(name.lower(), allowed, n=1)
    if near:
        return _("There is no column of this name. Did you mean %(name)s?") % {"name": near[0]}
    return _("There is no column of this name. The columns are: %(names)s.") % {"names": ", ".join(allowed)}


def lines(table: Table, remarks: Remarks) -> Iterator[Raw]:
    """The lines that hold anything. One with more or fewer cells than the header is remarked and left out."""
    rows = table.sheet.rows()
    next(rows, None)
    for row in rows:
        if any(row.cells) or row.refused:
            raw = _line(table, row, remarks)
            if raw is not None:
                yield raw


def _line(table: Table, row: Row, remarks: Remarks) -> Raw | None:
    names, cells = table.columns, row.cells
    if why := _misfit(table, row):
        remarks.add(table.sheet, row.number, why)
        return None
    found = dict(zip_longest(names, cells[: len(names)], fillvalue=""))
    return Raw(row.number, found, {names[place]: why for place, why in row.refused.items()})


def _misfit(table: Table, row: Row) -> str:
    """Why a line does not fit its header, "" if it does."""
    width = len(table.columns)
    if any(row.cells[width:]) or any(place >= width for place in row.refused):
        return _("This line has more cells than the header has columns.")
    if len(row.cells) < width and not table.sheet.is_ragged:
        return _("This line has fewer cells than the header has columns.")
    return ""
