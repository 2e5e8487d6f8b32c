"""The content of a freeze as one file, and the check that it is still what was frozen.

The file is a zip: `contents.json`, `dossier.json`, and `records/<kind>.csv`. The list of contents says what the freeze
is of, when, by whom and why, and the SHA-256 of each other entry; the fingerprint of the freeze is the SHA-256 of that
list. So whoever has the file and the fingerprint can check it without this program.
"""

from __future__ import annotations

import hashlib
import io
import json
import zlib
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from zipfile import BadZipFile, ZipFile

from exports.files import SteadyZip
from registry.errors import RegistryError
from registry.i18n import gettext

FORMAT = 1
CONTENTS, DOSSIER, RECORDS = "contents.json", "dossier.json", "records/"
_BROKEN = (BadZipFile, EOFError, NotImplementedError, OSError, ValueError, zlib.error)

Facts = Mapping[str, Any]
"""What a freeze is of: plain values, as the columns of its row."""


class Altered(RegistryError):
    """A freeze that is not what was frozen: nothing of it is shown."""

    status = 409


@dataclass(frozen=True)
class Packed:
    """A freeze as it is stored, and its fingerprint."""

    content: bytes
    sha256: str


@dataclass(frozen=True)
class Frozen:
    """A freeze that was checked: what it is of, its dossier as canonical JSON, its record tables as CSV, by kind."""

    facts: Facts
    dossier: bytes
    tables: Mapping[str, bytes]


def pack(facts: Facts, *, dossier: bytes, tables: Mapping[str, bytes]) -> Packed:
    """The same content gives the same fingerprint, and with the same program the same bytes."""
    entries = {DOSSIER: dossier} | {f"{RECORDS}{kind}.csv": table for kind, table in tables.items()}
    listed = {name: _hash(content) for name, content in entries.items()}
    contents = json.dumps(
        {"format": FORMAT, "freeze": facts, "entries": listed}, ensure_ascii=False, sort_keys=True, indent=1
    ).encode()
    file = io.BytesIO()
    with SteadyZip(file) as archive:
        for name, content in {CONTENTS: contents, **dict(sorted(entries.items()))}.items():
            archive.writestr(name, content)
    return Packed(file.getvalue(), _hash(contents))


def unpack(content: bytes, *, sha256: str, facts: Facts) -> Frozen:
    """The freeze, checked entry by entry against its fingerprint and against what its row says of it.

    Altered, with what is not as it was.
    """
    entries = _entries(content)
    contents = entries.pop(CONTENTS, b"")
    if _hash(contents) != sha256:
        raise _altered(gettext("its list of contents"))
    said = json.loads(contents)
    for name in sorted(set(said["entries"]) | set(entries)):
        if name not in entries or said["entries"].get(name) != _hash(entries[name]):
            raise _altered(name)
    for name in sorted(set(said["freeze"]) | set(facts)):
        if said["freeze"].get(name) != facts.get(name):
            raise _altered(gettext("what is said of it (%(name)s)") % {"name": name})
    return Frozen(said["freeze"], entries.pop(DOSSIER), _tables(entries))


def table_of(content: bytes, kind: str) -> bytes:
    """One record table of a freeze, unchecked: to look something up; what is shown is checked. b"" if there is none."""
    try:
        with ZipFile(io.BytesIO(content)) as archive:
            return archive.read(f"{RECORDS}{kind}.csv")
    except (KeyError, *_BROKEN):
        return b""


def _tables(entries: Mapping[str, bytes]) -> Mapping[str, bytes]:
    return {
        name.removeprefix(RECORDS).removesuffix(".csv"): content
        for name, content in entries.items()
        if name.startswith(RECORDS)
    }


def _entries(content: bytes) -> dict[str, bytes]:
    try:
        with ZipFile(io.BytesIO(content)) as archive:
            return {entry.filename: archive.read(entry) for entry in archive.infolist()}
    except _BROKEN:
        raise _altered(gettext("the whole of it")) from None


def _altered(what: str) -> Altered:
    sentence = gettext(
        "This freeze is not what was frozen: %(what)s was altered in the database. Nothing of it is shown. "
        "Take the database of a backup from before, and tell whoever is responsible for the registry."
    )
    return Altered(sentence % {"what": what})


def _hash(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()
