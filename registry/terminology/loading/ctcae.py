"""The grades of CTCAE in words, as the National Cancer Institute publishes them: a workbook, or the same as CSV.

Each term has its MedDRA code, its name, up to five grades and a definition; "-" stands where there is none.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from registry.i18n import N_
from registry.terminology.loading import files, tables
from registry.terminology.loading.base import Entry, Reading

TERM, DEFINITION = "term", "definition"
GRADES = tuple(f"grade_{grade}" for grade in range(1, 6))

HEADINGS: tables.Headings = {
    "code": ("MedDRA Code",),
    TERM: ("CTCAE Term", "term"),
    **{grade: (grade.replace("_", " ").capitalize(),) for grade in GRADES},
    DEFINITION: ("Definition",),
}

_NONE = ("", "-", "–", "--")


def read(path: Path) -> Reading:
    """The entries of a workbook or a CSV file."""
    file = files.read(path)
    return Reading(
        tuple(entry for row in tables.rows(file, HEADINGS) for entry in _of_row(row)), files.sha256([file])
    )


def _of_row(row: tables.Row) -> Iterator[Entry]:
    """A term, then what is said about it, under the same code."""
    code = row["code"]
    if not (code.isascii() and code.isdigit()):
        raise row.place.refusal(N_("“%(value)s” is no MedDRA code: codes are digits."), value=code)
    yield Entry(row.place, TERM, code, row[TERM])
    for level in (DEFINITION, *GRADES):
        if row[level] not in _NONE:
            yield Entry(row.place, level, code, row[level], parent_code=code)
