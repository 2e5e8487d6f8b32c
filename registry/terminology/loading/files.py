"""A file, a folder or a zip becomes bytes and text. Each is refused beyond what any published list needs."""

from __future__ import annotations

import hashlib
import io
import re
import zlib
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import chain
from pathlib import Path, PurePosixPath
from zipfile import BadZipFile, ZipFile, ZipInfo

from registry.i18n import N_
from registry.terminology.loading.base import Place

MAX_BYTES = 200 * 1024**2
"""Bytes of all the files of a list together; the largest known has a tenth of it."""
MAX_RATIO = 200
"""Unpacked bytes per packed byte, beyond which a zip is a bomb."""
MAX_MEMBERS = 5000

_TOO_LARGE = N_("It holds more than %(limit)s MB, which no list needs.")
_BOMB = N_(
    "It unpacks to more than %(ratio)s times its size, or to more than %(members)s files, which no list does."
)
_DAMAGED = N_("It is damaged, or no zip. Fetch it again, or unpack it and give the folder.")
_ENCRYPTED = N_("It is protected by a password. Unpack it, then give the folder.")
_NOT_TEXT = N_("This is neither UTF-8 nor ISO-8859-1 text. Take the file as its publisher wrote it.")

# ISO-8859-1 gives a character to each byte; no list holds these.
_CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f]")
_IS_ENCRYPTED = 1


@dataclass(frozen=True, slots=True)
class File:
    """A file that was read whole."""

    name: str
    content: bytes

    @property
    def place(self) -> Place:
        return Place(self.name)

    @property
    def text(self) -> str:
        """Its text: UTF-8, or ISO-8859-1 as some publishers still write."""
        try:
            text = self.content.decode("utf-8-sig")
        except UnicodeDecodeError:
            text = self.content.decode("iso-8859-1")
        if strange := _CONTROL.search(text):
            raise Place(self.name, text.count("\n", 0, strange.start()) + 1).refusal(_NOT_TEXT)
        return text

    @property
    def lines(self) -> Iterator[tuple[int, str]]:
        """Its lines that are not empty, numbered from 1."""
        for number, line in enumerate(self.text.split("\n"), start=1):
            if line.strip():
                yield number, line.rstrip("\r")


def read(path: Path) -> File:
    """One file."""
    if not path.is_file():
        raise Place(path.name).refusal(N_("There is no such file."))
    if path.stat().st_size > MAX_BYTES:
        raise Place(path.name).refusal(_TOO_LARGE, limit=MAX_BYTES // 1024**2)
    return File(path.name, path.read_bytes())


def find(path: Path, names: Collection[str]) -> Mapping[str, File]:
    """Those of the named files that stand in a folder, in a folder of it, or in a zip; by name, lower case."""
    if path.is_dir():
        paths = {file.as_posix(): file for file in chain(path.glob("*"), path.glob("*/*"))}
        return {name: read(paths[found]) for name, found in _once(path.name, paths, names).items()}
    file = read(path)
    with unzipped(file) as archive:
        members = {member.filename: member for member in archive.infolist()}
        return {
            name: File(name, _unpacked(archive, members[found], file))
            for name, found in _once(file.name, members, names).items()
        }


def unzipped(file: File) -> ZipFile:
    """A zip whose parts are not larger, together, than a list may be."""
    try:
        archive = ZipFile(io.BytesIO(file.content))
    except (BadZipFile, ValueError, OSError, NotImplementedError):
        raise file.place.refusal(_DAMAGED) from None
    declared = sum(member.file_size for member in archive.infolist())
    if declared > MAX_BYTES:
        raise file.place.refusal(_TOO_LARGE, limit=MAX_BYTES // 1024**2)
    if declared > MAX_RATIO * len(file.content) or len(archive.infolist()) > MAX_MEMBERS:
        raise file.place.refusal(_BOMB, ratio=MAX_RATIO, members=MAX_MEMBERS)
    return archive


def sha256(files: Iterable[File]) -> str:
    """Of the files in the order of their names; for one file what sha256sum says."""
    digest = hashlib.sha256()
    for file in sorted(files, key=lambda file: file.name):
        digest.update(file.content)
    return digest.hexdigest()


def _once(where: str, paths: Collection[str], names: Collection[str]) -> Mapping[str, str]:
    """The path of each wanted file, by its name in lower case; refused if one stands there twice."""
    found: dict[str, str] = {}
    for path in sorted(paths):
        name = PurePosixPath(path).name.lower()
        if name not in names:
            continue
        if name in found:
            raise Place(where).refusal(
                N_("It holds %(name)s twice. Give the folder of one language and one version."), name=name
            )
        found[name] = path
    return found


def _unpacked(archive: ZipFile, member: ZipInfo, file: File) -> bytes:
    """The standard library stops at the declared size, and compares the checksum."""
    if member.flag_bits & _IS_ENCRYPTED:
        raise file.place.refusal(_ENCRYPTED)
    try:
        return archive.read(member)
    except (BadZipFile, zlib.error, EOFError, OSError, RuntimeError, NotImplementedError):
        raise file.place.refusal(_DAMAGED) from None
