"""The ATC index: the XML file of its publisher (rows with ATCCode and Name), or CSV with a code and a name.

Codes have five levels, and each says what it stands under: L, L01, L01E, L01EE, L01EE01.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any
from xml.parsers import expat

from registry.i18n import N_
from registry.terminology.loading import files, tables
from registry.terminology.loading.base import Entry, Place, Reading
from registry.terminology.loading.files import File

HEADINGS: tables.Headings = {
    "code": ("ATC code", "ATCCode", "code"),
    "name": ("name", "ATC name", "ATC level name"),
}

_CODE = re.compile(r"[A-Z](?:[0-9]{2}(?:[A-Z](?:[A-Z](?:[0-9]{2})?)?)?)?")
_LENGTHS = (1, 3, 4, 5, 7)
_NO_XML = N_("It is no XML, or it is damaged. Take the file as its publisher wrote it.")


def read(path: Path) -> Reading:
    """The entries of an XML or CSV file. A class that the file leaves out is nobody's parent."""
    file = files.read(path)
    found = _distinct(_of_xml(file) if path.suffix.lower() == ".xml" else _of_table(file))
    codes = {entry.code for entry in found}
    entries = (entry if entry.parent_code in codes else replace(entry, parent_code="") for entry in found)
    return Reading(tuple(entries), files.sha256([file]))


def _distinct(entries: Iterator[Entry]) -> list[Entry]:
    """A code stands once for each of its defined daily doses: the same name again says nothing new."""
    named: dict[tuple[str, str], Entry] = {}
    for entry in entries:
        named.setdefault((entry.code, entry.name), entry)
    return list(named.values())


def _of_table(file: File) -> Iterator[Entry]:
    for row in tables.rows(file, HEADINGS):
        yield _entry(row.place, row["code"], row["name"])


def _of_xml(file: File) -> Iterator[Entry]:
    rows: list[tuple[int, Mapping[str, str]]] = []
    parser = expat.ParserCreate()

    def refuse(*_: Any) -> None:
        raise file.place.refusal(_NO_XML)

    def start(name: str, attributes: dict[str, str]) -> None:
        if name.rpartition(":")[2] == "row":
            rows.append((parser.CurrentLineNumber, attributes))

    parser.StartDoctypeDeclHandler = refuse
    parser.StartElementHandler = start
    try:
        parser.Parse(file.content, True)
    except expat.ExpatError as wrong:
        raise Place(file.name, wrong.lineno).refusal(_NO_XML) from None
    for number, row in rows:
        yield _of_row(Place(file.name, number), row)


def _of_row(place: Place, row: Mapping[str, str]) -> Entry:
    if "DDD" in row and "Name" not in row:
        raise place.refusal(N_("These are daily doses without names. Give the file of the ATC index itself."))
    if not {"ATCCode", "Name"} <= set(row):
        raise place.refusal(N_("The row lacks ATCCode or Name."))
    return _entry(place, row["ATCCode"].strip(), row["Name"].strip())


def _entry(place: Place, code: str, name: str) -> Entry:
    if not _CODE.fullmatch(code):
        raise place.refusal(N_("“%(value)s” is no ATC code: they look like L01EE01."), value=code)
    level = _LENGTHS.index(len(code)) + 1
    above = code[: _LENGTHS[level - 2]] if level > 1 else ""
    return Entry(place, str(level), code, name, above, top_code=code[0])
