"""Files that appear whole or not at all, with the same bytes for the same content."""

from __future__ import annotations

import os
import shutil
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from registry.errors import RegistryError
from registry.i18n import gettext

EPOCH = (1980, 1, 1, 0, 0, 0)
"""The first moment that a zip file can hold: the time of every entry."""

_CORE = "docProps/core.xml"


class FileRefused(RegistryError):
    """A file or folder that cannot be written where it was asked for."""


def check_name(target: Path, *, endings: Sequence[str]) -> None:
    """Refuse at once a name under which no file of this kind can be written, before anything is read."""
    if target.suffix.lower() not in endings:
        sentence = gettext("%(name)s: the name of this file ends in %(endings)s. Change the name.")
        told = {"name": target.name or target, "endings": gettext(" or ").join(endings)}
        raise FileRefused(sentence % told)
    _need_place(target)


@contextmanager
def new_file(target: Path) -> Iterator[Path]:
    """A temporary name beside the target, renamed to it when the block succeeds and removed when it fails."""
    _need_place(target)
    try:
        handle, name = tempfile.mkstemp(prefix=f".{target.name}.", suffix=target.suffix, dir=target.parent)
    except OSError as failed:
        raise OSError(failed.errno, failed.strerror, str(target)) from None
    os.close(handle)
    draft = Path(name)
    try:
        yield draft
        draft.replace(target)
    finally:
        draft.unlink(missing_ok=True)


@contextmanager
def new_folder(target: Path, *, ours: frozenset[str]) -> Iterator[Path]:
    """A temporary folder beside the target, renamed to it when the block succeeds.

    A folder that is there already is replaced if it holds nothing but files named in `ours`.
    """
    _need_folder(target)
    _need_ours(target, ours)
    draft = Path(tempfile.mkdtemp(prefix=f".{target.name}.", dir=target.parent))
    try:
        yield draft
        _swap(draft, target)
    finally:
        shutil.rmtree(draft, ignore_errors=True)


def _need_place(target: Path) -> None:
    _need_folder(target)
    if target.is_dir():
        raise FileRefused(gettext("%(path)s is a folder. Give the name of a file.") % {"path": target})


def _need_folder(target: Path) -> None:
    if not target.parent.is_dir():
        raise FileRefused(
            gettext("There is no folder %(folder)s. Create it first.") % {"folder": target.parent}
        )
    if not os.access(target.parent, os.W_OK):
        raise FileRefused(
            gettext("Nothing can be written in the folder %(folder)s. Choose another.")
            % {"folder": target.parent}
        )


def _need_ours(target: Path, ours: frozenset[str]) -> None:
    if not target.exists():
        return
    if not target.is_dir():
        raise FileRefused(gettext("%(path)s is a file. Give the name of a folder.") % {"path": target})
    others = sorted(path.name for path in target.iterdir() if path.name not in ours)
    if others:
        sentence = gettext("%(path)s holds other files (%(name)s). Give a new or empty folder.")
        raise FileRefused(sentence % {"path": target, "name": others[0]})


def _swap(draft: Path, target: Path) -> None:
    """Put the new folder in the place of the old one, which comes back if that fails."""
    if not target.exists():
        draft.rename(target)
        return
    old = Path(tempfile.mkdtemp(prefix=f".{target.name}.", dir=target.parent)) / target.name
    target.rename(old)
    try:
        draft.rename(target)
    except OSError:
        old.rename(target)
        raise
    finally:
        shutil.rmtree(old.parent, ignore_errors=True)


class SteadyZip(ZipFile):
    """A zip file in which every entry has the same time, whenever it is written."""

    def __init__(self, file: Any) -> None:
        super().__init__(file, "w", ZIP_DEFLATED)

    def write(self, filename: Any, arcname: Any = None, *_: Any, **__: Any) -> None:
        with Path(filename).open("rb") as source, self.open(steady(str(arcname)), "w") as entry:
            shutil.copyfileobj(source, entry)

    def writestr(self, zinfo_or_arcname: Any, data: Any, *_: Any, **__: Any) -> None:
        super().writestr(steady(str(zinfo_or_arcname)), data)


def steady(name: str) -> ZipInfo:
    """An entry of that name with the time of every entry."""
    entry = ZipInfo(name, EPOCH)
    entry.compress_type = ZIP_DEFLATED
    return entry


def pack(folder: Path) -> Path:
    """A zip file beside the folder with the files in it, by name. Equal files give equal bytes."""
    target = folder.with_suffix(".zip")
    with new_file(target) as draft, SteadyZip(draft) as archive:
        for path in sorted(folder.iterdir()):
            archive.write(path, path.name)
    return target


def forget_when(path: Path) -> None:
    """Take the moment of writing out of a workbook of the bulk writer: equal content then gives equal bytes.

    Its core properties stand last but one, so the tail of the file is written anew and no sheet is touched.
    """
    with ZipFile(path, "a") as archive:
        start = archive.getinfo(_CORE).header_offset
        tail = [entry for entry in archive.infolist() if entry.header_offset >= start]
        contents = [(entry.filename, archive.read(entry)) for entry in tail]
        for entry in tail:
            archive.filelist.remove(entry)
            del archive.NameToInfo[entry.filename]
        archive.start_dir = start
        for name, content in contents:
            archive.writestr(steady(name), _UNDATED if name == _CORE else content)


_UNDATED = (
    '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
    '<cp:coreProperties xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/core-properties" '
    'xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:dcterms="http://purl.org/dc/terms/" '
    'xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"><dc:creator>Registry</dc:creator>'
    '<dcterms:created xsi:type="dcterms:W3CDTF">1980-01-01T00:00:00Z</dcterms:created></cp:coreProperties>'
)
