"""What a workbook must not be. Read before any library opens it: a .xlsx is a zip of XML, and both can be bombs.

A zip is refused by what it declares and by what it really unpacks to; its XML by document types, which carry entities,
and by shapes that no spreadsheet writes and that take a reader's memory or time.
"""

from __future__ import annotations

import re
import zlib
from collections.abc import Iterable, Iterator
from itertools import chain
from typing import Any, BinaryIO
from xml.parsers import expat
from zipfile import ZIP_DEFLATED, ZIP_STORED, BadZipFile, ZipFile, ZipInfo

from registry.i18n import N_
from registry.i18n import gettext as _
from registry.intake.report import ImportRefused

MAX_UNPACKED = 200 * 1024**2
"""Bytes that a workbook may unpack to."""
MAX_RATIO = 100
"""Unpacked bytes per packed byte."""
MAX_MEMBERS = 1000
MAX_PART = 2 * 1024**2
"""Bytes of a part that holds neither cells nor texts: styles, names, properties."""
MAX_ROWS = 1_048_576
MAX_COLUMNS = 1000
"""Cells in a row: a sheet may have 16,384, no record kind has a hundred."""
MAX_DEPTH = 64
"""Elements inside each other."""

NO_WORKBOOK = N_("%(file)s is not a workbook, or it is damaged. Save it again as .xlsx.")
TOO_LARGE = N_("%(file)s unpacks to more than 200 MB. Import CSV files instead.")

_CHUNK = 1 << 16
_ZIP = b"PK\x03\x04"
_OLD_FORMAT = b"\xd0\xcf\x11\xe0"
_ENCRYPTED = 1
_ARCHIVE = re.compile(r"\.(zip|xlsx|xlsm|xlsb|docx|pptx|ods|odt|jar|7z|rar|gz|bz2|xz|tar)$", re.IGNORECASE)
_CELLS = re.compile(r"xl/(worksheets/|sharedStrings\.xml$)", re.IGNORECASE)
_BEFORE_XML = b"\xef\xbb\xbf\xff\xfe\x00 \t\r\n"
_OUTSIDE = re.compile(r"^[/\\]|^[A-Za-z]:|(^|[/\\])\.\.([/\\]|$)|\\")


def check(file: BinaryIO, *, label: str) -> None:
    """Refuse, with a sentence, a file that is no workbook or that is not safe to open."""
    start = file.read(4)
    if start == _OLD_FORMAT:
        raise _refusal(
            label,
            _(
                "%(file)s is in an old format or protected by a password. Save it as .xlsx without a password."
            ),
        )
    if start != _ZIP:
        raise _refusal(label, _(NO_WORKBOOK))
    size = file.seek(0, 2)
    file.seek(0)
    try:
        with ZipFile(file) as archive:
            members = archive.infolist()
            _check_declared(members, size=size, label=label)
            for member in members:
                _check_content(archive, member, label=label)
    except (
        BadZipFile,
        EOFError,
        zlib.error,
        NotImplementedError,
        ValueError,
        LookupError,
        OSError,
        RuntimeError,
    ):
        raise _refusal(
            label, _("%(file)s is damaged: part of it is missing. Save it or send it again.")
        ) from None
    file.seek(0)


def _refusal(label: str, sentence: str) -> ImportRefused:
    return ImportRefused(sentence % {"file": label})


def _check_declared(members: list[ZipInfo], *, size: int, label: str) -> None:
    unpacked = sum(member.file_size for member in members)
    if len(members) > MAX_MEMBERS:
        raise _refusal(label, _("%(file)s holds more than 1,000 parts. Copy the values into a new workbook."))
    if unpacked > MAX_UNPACKED:
        raise _refusal(label, _(TOO_LARGE))
    if unpacked > MAX_RATIO * size:
        raise _refusal(
            label,
            _("%(file)s unpacks to more than a hundred times its size, which no ordinary workbook does."),
        )
    for member in members:
        _check_member(member, label=label)


def _check_member(member: ZipInfo, *, label: str) -> None:
    if _OUTSIDE.search(member.filename):
        raise _refusal(
            label, _("%(file)s holds a part whose name leads outside of it, which no ordinary workbook does.")
        )
    if member.flag_bits & _ENCRYPTED:
        raise _refusal(label, _("%(file)s is protected by a password. Save it without one."))
    if member.compress_type not in (ZIP_STORED, ZIP_DEFLATED):
        raise _refusal(label, _("%(file)s is packed in an unusual way. Save it again as .xlsx."))
    if _ARCHIVE.search(member.filename):
        raise _nested(label)


def _nested(label: str) -> ImportRefused:
    return _refusal(label, _("%(file)s holds another file inside. Remove the embedded file and save again."))


def _check_content(archive: ZipFile, member: ZipInfo, *, label: str) -> None:
    """Unpack a part once, in pieces, to see that it is what it declares."""
    pieces = _pieces(archive, member)
    first = next(pieces, b"")
    if first.startswith(_ZIP):
        raise _nested(label)
    if first.lstrip(_BEFORE_XML)[:1] != b"<":
        return _exhaust(pieces)
    if member.file_size > MAX_PART and not _CELLS.match(member.filename):
        raise _refusal(
            label, _("%(file)s holds unusually many styles or names. Copy the values into a new workbook.")
        )
    try:
        _Guard(label=label).read(chain([first], pieces))
    except expat.ExpatError:
        raise _refusal(label, _(NO_WORKBOOK)) from None
    return None


def _pieces(archive: ZipFile, member: ZipInfo) -> Iterator[bytes]:
    """The unpacked part; the standard library stops at the declared size and compares the checksum."""
    with archive.open(member) as part:
        while piece := part.read(_CHUNK):
            yield piece


def _exhaust(pieces: Iterable[bytes]) -> None:
    for _piece in pieces:
        pass


class _Guard:
    """Reads XML and stops at what no spreadsheet writes."""

    def __init__(self, *, label: str) -> None:
        self._label = label
        self._depth = self._row = self._cells = 0
        self._parser = expat.ParserCreate()
        self._parser.StartDoctypeDeclHandler = self._doctype
        self._parser.StartElementHandler = self._start
        self._parser.EndElementHandler = self._end

    def read(self, pieces: Iterable[bytes]) -> None:
        for piece in pieces:
            self._parser.Parse(piece, False)
        self._parser.Parse(b"", True)

    def _doctype(self, *_: Any) -> None:
        raise self._strange()

    def _strange(self) -> ImportRefused:
        return _refusal(
            self._label,
            _("%(file)s holds XML that no ordinary workbook holds. Copy the values into a new workbook."),
        )

    def _start(self, name: str, _attributes: Any) -> None:
        if not self._depth and name.rpartition(":")[2] == "worksheet":
            self._parser.StartElementHandler = self._start_in_sheet
        self._deepen()

    def _deepen(self) -> None:
        self._depth += 1
        if self._depth > MAX_DEPTH:
            raise self._strange()

    def _end(self, _name: str) -> None:
        self._depth -= 1

    def _start_in_sheet(self, name: str, attributes: dict[str, str]) -> None:
        self._deepen()
        match name.rpartition(":")[2]:
            case "row":
                self._next_row(attributes.get("r", ""))
            case "c":
                self._cells += 1
                if self._cells > MAX_COLUMNS:
                    raise _refusal(
                        self._label,
                        _("%(file)s has a row of more than 1,000 cells. Delete the unused columns."),
                    )

    def _next_row(self, given: str) -> None:
        """Rows count upwards; one out of order would be lost by readers that stream."""
        number = (
            int(given)
            if given.isascii() and given.isdigit() and len(given) < 10
            else 0
            if given
            else self._row + 1
        )
        if not self._row < number <= MAX_ROWS:
            raise self._strange()
        self._row, self._cells = number, 0
