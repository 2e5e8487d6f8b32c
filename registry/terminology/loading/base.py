"""An entry of a list, where it stands in a file, and the refusal of a file."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from registry.errors import RegistryError
from registry.i18n import gettext as _


class TerminologyRefused(RegistryError):
    """A list that cannot be loaded; nothing of it was."""

    status = 422


@dataclass(frozen=True, slots=True)
class Place:
    """A line of a file; 0 is the file as a whole."""

    file: str
    line: int = 0

    def refusal(self, sentence: str, **values: Any) -> TerminologyRefused:
        """The refusal of the file for what stands here."""
        if self.line:
            where = _("%(file)s, line %(number)s: ") % {"file": self.file, "number": self.line}
        else:
            where = _("%(file)s: ") % {"file": self.file}
        return TerminologyRefused(where + _(sentence) % values)


@dataclass(frozen=True, slots=True)
class Entry:
    """A code of a list; level, parent_code, top_code and retired as in the table terminology_entry."""

    place: Place
    level: str
    code: str
    name: str
    parent_code: str = ""
    top_code: str = ""
    retired: bool = False


@dataclass(frozen=True, slots=True)
class Reading:
    """What the files of a list hold. version, language: as the files say, empty where they do not."""

    entries: tuple[Entry, ...]
    sha256: str
    version: str = ""
    language: str = ""
