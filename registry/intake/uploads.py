"""Files that came through the browser and wait for a confirmation: the sender's own, for one day.

They lie in the instance folder, readable by the application alone, under a name that cannot be guessed.
"""

from __future__ import annotations

import hashlib
import re
import secrets
import shutil
import time
from contextlib import suppress
from pathlib import Path
from typing import IO

from registry.errors import NotFound
from registry.i18n import gettext as _

FOLDER = "imports"
KEPT_SECONDS = 24 * 60 * 60
LONGEST_NAME = 80

_TOKEN = re.compile(r"[A-Za-z0-9_-]{22}")
_COPIED = 1 << 20


def keep(instance: Path, owner: str, *, name: str, content: IO[bytes]) -> str:
    """Keep what a person sent; the token under which they find it again."""
    forget_old(instance)
    token = secrets.token_urlsafe(16)
    folder = _folder(instance, owner) / token
    folder.mkdir(mode=0o700, parents=True)
    path = folder / safe_name(name)
    path.touch(mode=0o600)
    with path.open("wb") as file:
        shutil.copyfileobj(content, file, _COPIED)
    return token


def find(instance: Path, owner: str, token: str) -> Path:
    """The file of a token. NotFound if it is another person's, was imported, or is older than a day."""
    folder = _folder(instance, owner) / token
    if _TOKEN.fullmatch(token) and folder.is_dir() and not _is_old(folder):
        for path in folder.iterdir():
            return path
    raise NotFound(_("This file is no longer here. Send it again."))


def discard(instance: Path, owner: str, token: str) -> None:
    """Remove a file that has served."""
    if _TOKEN.fullmatch(token):
        shutil.rmtree(_folder(instance, owner) / token, ignore_errors=True)


def forget_old(instance: Path) -> None:
    """Remove the files that nobody confirmed within a day. It never fails: what resists waits for the next time."""
    with suppress(OSError):
        for folder in (instance / FOLDER).glob("*/*"):
            if _is_old(folder):
                shutil.rmtree(folder, ignore_errors=True)


def safe_name(name: str) -> str:
    """The last part of a file name, with letters, digits, spaces and . _ - ( ) only."""
    last = name.replace("\\", "/").rpartition("/")[2]
    kept = re.sub(r"[^\w .()-]", "_", last).lstrip(". ")
    stem, point, ending = kept.rpartition(".")
    return f"{stem[:LONGEST_NAME]}{point}{ending[:10]}" if stem else kept[:LONGEST_NAME] or "file"


def _folder(instance: Path, owner: str) -> Path:
    return instance / FOLDER / hashlib.sha256(owner.encode()).hexdigest()[:32]


def _is_old(folder: Path) -> bool:
    try:
        return folder.stat().st_mtime < time.time() - KEPT_SECONDS
    except FileNotFoundError:
        return True
