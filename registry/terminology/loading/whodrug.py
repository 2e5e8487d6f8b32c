"""A list of drugs as CSV: name, code, ATC code; a line for each drug.

Whoever has WHODrug makes this file from it: the layout of its own files is described to licence holders only.
"""

from __future__ import annotations

from pathlib import Path

from registry.terminology.loading import files, tables
from registry.terminology.loading.base import Entry, Reading

DRUG = "drug"

HEADINGS: tables.Headings = {
    "name": ("name", "drug name"),
    "code": ("code", "drug code"),
    "atc": ("ATC", "ATC code"),
}


def read(path: Path) -> Reading:
    """The entries of a CSV file or a workbook. Each drug stands under its ATC code."""
    file = files.read(path)
    entries = (
        Entry(row.place, DRUG, row["code"], row["name"], parent_code=row["atc"])
        for row in tables.rows(file, HEADINGS)
    )
    return Reading(tuple(entries), files.sha256([file]))
