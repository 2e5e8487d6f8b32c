"""The dossier as a workbook. It takes a dossier only, so one that was stored is written again without the database."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from pathlib import Path
from typing import BinaryIO

from exports import workbook
from exports.has.dossier import FINAL, Column, Dossier, Table
from exports.records import Progress
from exports.style import Style
from exports.workbook import Imprint, Sheet, write_workbook
from registry.fields.base import T
from registry.i18n import say, show_date, speaking

LOOKS = {
    "text": Style.TEXT,
    "words": Style.WORDS,
    "number": Style.NUMBER,
    "count": Style.COUNT,
    "percent": Style.PERCENT,
    "measure": Style.MEASURE,
    "date": Style.DATE,
}
WIDTHS = {"words": 34.0}
FILTERS = {"source_filtre": 84.0, "source_periode": 60.0, "liste_patients": 60.0}
"""The most that these take; they wrap beyond it, and are narrower where what they hold is short."""
LEAST = 17.0
READ_ME = {"rubrique": 46.0, "element": 52.0, "valeur": 90.0}
KEYS = {"00_LISEZ_MOI": 1, "01_POPULATIONS": 2, "18_COMPLETUDE": 2}
MOST_KEYS = 2
SHORT = 16
"""Characters of the fingerprint at the foot of a page; the first sheet has all of them."""
MOST_FOOTER = 230
"""The file format ends a foot at 255 characters, its codes included."""


def write_has_workbook(
    dossier: Dossier, target: Path | BinaryIO, *, progress: Progress | None = None
) -> None:
    """Write sheets 00 to 22. A path appears whole or not at all; the same dossier gives the same bytes.

    progress: told each sheet before it is written, with its rows.
    """
    meta = dossier.meta
    with speaking(meta.language):
        name = meta.drug_names.get(meta.language, meta.drug)
        imprint = Imprint(
            title=f"{name[:1].upper()}{name[1:]}",
            footer=footer(dossier),
            made=dt.datetime.fromisoformat(meta.made) if meta.made else None,
            language=meta.language,
        )
        write_workbook(target, _sheets(dossier, progress), imprint=imprint)


def _sheets(dossier: Dossier, progress: Progress | None) -> Iterator[Sheet]:
    for table in dossier.tables:
        if progress:
            progress(table.name, len(table.lines))
        yield sheet_of(dossier, table)


def file_name(dossier: Dossier) -> str:
    """What the file is called: drug, period, recipient, status."""
    meta = dossier.meta
    drug = "".join(letter if letter.isalnum() else "-" for letter in meta.drug)
    return f"HAS_{drug}_{meta.start.isoformat()}_{meta.end.isoformat()}_{meta.recipient}_{meta.status}.xlsx"


def sheet_of(dossier: Dossier, table: Table) -> Sheet:
    """A table of the dossier with its titles, foot and filter."""
    first = table.name[:2] == "00"
    columns = tuple(
        workbook.Column(
            column.heading,
            Style.WORDS if column.name in FILTERS else LOOKS[column.look],
            READ_ME.get(column.name) if first else _width(table, column),
            column.name,
        )
        for column in table.columns
    )
    lines = [workbook.Line(line.values, strong=line.strong) for line in table.lines]
    return Sheet(
        table.name,
        columns,
        lines,
        title=f"{table.name} · {say(table.title)}",
        notes=tuple(say(note) for note in _notes(table)),
        keys=KEYS.get(table.name, MOST_KEYS),
        table=f"T{table.name}",
        footer=footer(dossier, table),
    )


def _width(table: Table, column: Column) -> float | None:
    """The width of a column that wraps; None for one that is as wide as its values."""
    if column.name not in FILTERS:
        return WIDTHS.get(column.look)
    longest = max((len(str(value)) for value in table.values(column.name)), default=0)
    return min(FILTERS[column.name], max(LEAST, float(longest)))


def _notes(table: Table) -> tuple[T, ...]:
    """What stands above the headings; a listing without rows says so."""
    if table.lines:
        return table.notes
    return (*table.notes, T("Aucune ligne.", "No row."))


def footer(dossier: Dossier, table: Table | None = None) -> str:
    """Drug, cut-off, versions, population, status, fingerprint."""
    meta = dossier.meta
    cut_off = T("coupure {day}", "cut-off {day}")
    parts = [
        meta.drug_names.get(meta.language, meta.drug),
        say(cut_off).format(day=show_date(meta.end)),
        say(T("dictionnaire {v}", "dictionary {v}")).format(v=meta.versions.get("dictionary", "?")),
        f"CTCAE {meta.versions.get('ctcae', '?')}",
        f"MedDRA {meta.versions.get('meddra') or say(T('non chargé', 'not loaded'))}",
        *([f"population {table.population}"] if table and table.population else []),
        say(T("DÉFINITIF", "FINAL") if meta.status == FINAL else T("PROJET", "DRAFT")),
        f"SHA-256 {meta.fingerprint[:SHORT]}",
    ]
    return " · ".join(parts)[:MOST_FOOTER]
