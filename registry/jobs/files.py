"""Files that wait for their owner, in the instance folder: one folder per export, closed to others.

A file is written in a folder of another name, which is renamed when it is whole: half a file is never handed out.
"""

from __future__ import annotations

import hashlib
import re
import shutil
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from registry.errors import NotFound
from registry.i18n import gettext as _

FOLDER = "exports"
PART = ".part"
_ID = re.compile(r"[0-9a-f-]{36}")
_CHUNK = 1 << 20


@contextmanager
def being_written(instance: Path, job_id: str) -> Iterator[Path]:
    """An empty folder to write in, removed at the end, whatever happened."""
    folder = _folder(instance, job_id).with_suffix(PART)
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(mode=0o700, parents=True)
    try:
        yield folder
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def publish(instance: Path, job_id: str, written: Path) -> None:
    """Give the folder of a whole file its own name."""
    remove(instance, job_id)
    written.rename(_folder(instance, job_id))


def find(instance: Path, job_id: str) -> Path:
    """The file of an export."""
    with suppress(OSError):
        for path in _folder(instance, job_id).iterdir():
            return path
    raise NotFound(_("This file is no longer here. Ask for the export again."))


def remove(instance: Path, job_id: str) -> None:
    shutil.rmtree(_folder(instance, job_id), ignore_errors=True)


def kept(instance: Path) -> set[str]:
    """The exports that have a folder here, whole or not."""
    with suppress(OSError):
        return {path.stem for path in (instance / FOLDER).iterdir() if _ID.fullmatch(path.stem)}
    return set()


def remove_all(instance: Path, job_id: str) -> None:
    """The file and what was left of an attempt to write it."""
    remove(instance, job_id)
    shutil.rmtree(_folder(instance, job_id).with_suffix(PART), ignore_errors=True)


def fingerprint(path: Path) -> str:
    """SHA-256 of a file."""
    found = hashlib.sha256()
    with path.open("rb") as file:
        while chunk := file.read(_CHUNK):
            found.update(chunk)
    return found.hexdigest()


def _folder(instance: Path, job_id: str) -> Path:
    if not _ID.fullmatch(job_id):
        raise NotFound(_("There is no such export."))
    return instance / FOLDER / job_id
