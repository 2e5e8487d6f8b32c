"""MedDRA as published: the files of the folder MedAscii, values divided by $, no line of headings.

llt.asc   code, name, code of its preferred term ... its currency tenth: N is kept for old reports alone
pt.asc    code, name, nothing, code of its primary organ class
hlt.asc, hlgt.asc, soc.asc   code, name
mdhier.asc   codes of a preferred term and of the three classes above it ... twelfth: Y on its primary path
meddra_release.asc   version, language; it may be absent
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import chain
from pathlib import Path
from types import MappingProxyType

from registry.i18n import N_
from registry.terminology.loading import files
from registry.terminology.loading.base import Entry, Place, Reading
from registry.terminology.loading.files import File

COLUMNS: Mapping[str, int] = MappingProxyType(
    {"soc.asc": 2, "hlgt.asc": 2, "hlt.asc": 2, "pt.asc": 4, "llt.asc": 10, "mdhier.asc": 12}
)
"""The files that are needed, with the number of values that each line has at least."""

RELEASE = "meddra_release.asc"
LANGUAGES: Mapping[str, str] = MappingProxyType({"english": "en", "french": "fr"})

_CURRENCY, _PRIMARY_PATH = 9, 11


@dataclass(frozen=True, slots=True)
class Line:
    """A line of a file: its place and its values."""

    place: Place
    values: Sequence[str]

    def code(self, at: int) -> str:
        value = self.values[at]
        if not (value.isascii() and value.isdigit()):
            raise self.place.refusal(N_("“%(value)s” is no MedDRA code: codes are digits."), value=value)
        return value


def read(path: Path) -> Reading:
    """The entries of a folder or a zip."""
    found = files.find(path, (*COLUMNS, RELEASE))
    absent = [name for name in COLUMNS if name not in found]
    if absent:
        raise Place(path.name).refusal(
            N_("It lacks %(names)s. Give the folder MedAscii, or the zip that holds it."),
            names=", ".join(absent),
        )
    tables = {name: list(_lines(found[name], columns)) for name, columns in COLUMNS.items()}
    entries = tuple(_entries(tables))
    _check_parents(entries)
    version, language = _release(found.get(RELEASE))
    return Reading(entries, files.sha256(found.values()), version, language)


def _lines(file: File, columns: int) -> Iterator[Line]:
    for number, text in file.lines:
        line = Line(Place(file.name, number), [value.strip() for value in text.split("$")])
        if len(line.values) < columns:
            raise line.place.refusal(
                N_("%(found)s values between the signs $, and %(columns)s are needed."),
                found=len(line.values),
                columns=columns,
            )
        yield line


def _release(file: File | None) -> tuple[str, str]:
    """Version and language, empty where there is no file that says so."""
    if file is None:
        return "", ""
    version, language = next(((*_values(text), "", "")[:2] for _, text in file.lines), ("", ""))
    return version, LANGUAGES.get(language.lower(), language.lower())


def _values(text: str) -> tuple[str, ...]:
    return tuple(value.strip() for value in text.split("$"))


def _entries(tables: Mapping[str, Sequence[Line]]) -> Iterator[Entry]:
    above = _parents(tables["mdhier.asc"])
    for line in tables["soc.asc"]:
        yield Entry(line.place, "soc", line.code(0), line.values[1])
    for level in ("hlgt", "hlt"):
        for line in tables[f"{level}.asc"]:
            yield Entry(line.place, level, line.code(0), line.values[1], above.get((level, line.code(0)), ""))
    classes = {line.code(0): line.code(3) for line in tables["pt.asc"]}
    for line in tables["pt.asc"]:
        code = line.code(0)
        yield Entry(line.place, "pt", code, line.values[1], above.get(("pt", code), ""), classes[code])
    for line in tables["llt.asc"]:
        yield _lowest(line, classes)


def _lowest(line: Line, classes: Mapping[str, str]) -> Entry:
    term = line.code(2)
    return Entry(
        line.place,
        "llt",
        line.code(0),
        line.values[1],
        parent_code=term,
        top_code=classes.get(term, ""),
        retired=line.values[_CURRENCY].upper() == "N",
    )


def _parents(hierarchy: Sequence[Line]) -> Mapping[tuple[str, str], str]:
    """The code above each code, by level: the first on a primary path, else the first of all."""
    primary = [line for line in hierarchy if line.values[_PRIMARY_PATH].upper() == "Y"]
    above: dict[tuple[str, str], str] = {}
    for line in chain(primary, hierarchy):
        for at, level in enumerate(("pt", "hlt", "hlgt")):
            above.setdefault((level, line.code(at)), line.code(at + 1))
    return above


_ABOVE: Mapping[str, str] = MappingProxyType({"llt": "pt", "pt": "hlt", "hlt": "hlgt", "hlgt": "soc"})


def _check_parents(entries: Sequence[Entry]) -> None:
    """Each code stands under a code that the files hold."""
    known = {(entry.level, entry.code) for entry in entries}
    for entry in entries:
        level = _ABOVE.get(entry.level)
        if level and (level, entry.parent_code) not in known:
            raise entry.place.refusal(
                N_("%(code)s stands under no code of %(file)s. Take all files from one version."),
                code=entry.code,
                file=f"{level}.asc",
            )
        if entry.top_code and ("soc", entry.top_code) not in known:
            raise entry.place.refusal(
                N_("%(code)s has an organ class that soc.asc lacks. Take all files from one version."),
                code=entry.code,
            )
