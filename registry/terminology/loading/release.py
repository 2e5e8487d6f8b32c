"""One version of one list: read whole and checked, or refused with a sentence that says where."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from types import MappingProxyType

from registry.i18n import LANGUAGES, N_
from registry.i18n import gettext as _
from registry.terminology.loading import atc, ctcae, meddra, whodrug
from registry.terminology.loading.base import Entry, Place, Reading, TerminologyRefused

MEDDRA, ATC, CTCAE, WHODRUG = "meddra", "atc", "ctcae_descriptions", "whodrug"

READERS: Mapping[str, Callable[[Path], Reading]] = MappingProxyType(
    {MEDDRA: meddra.read, ATC: atc.read, CTCAE: ctcae.read, WHODRUG: whodrug.read}
)
"""The kinds of lists that can be loaded."""

LONGEST_CODE = 40
LONGEST_VERSION = 20


@dataclass(frozen=True, slots=True)
class Release:
    """A list as it is to be loaded; no level holds a code twice."""

    kind: str
    version: str
    language: str
    entries: Sequence[Entry]
    sha256: str


def read(kind: str, path: Path, *, version: str = "", language: str = "") -> Release:
    """The list that the files hold. Version and language are given where the files do not say them."""
    if kind not in READERS:
        raise TerminologyRefused(
            _("There is no list “%(kind)s”: choose %(kinds)s.") % {"kind": kind, "kinds": ", ".join(READERS)}
        )
    reading = READERS[kind](path)
    _check(path, reading.entries)
    return Release(
        kind,
        _version(path, reading.version, version.strip()),
        _language(path, reading.language, language),
        reading.entries,
        reading.sha256,
    )


def _version(path: Path, said: str, given: str) -> str:
    if said and given and said != given:
        raise Place(path.name).refusal(
            N_("The files are of version %(said)s, not %(given)s."), said=said, given=given
        )
    version = said or given
    if not version:
        raise Place(path.name).refusal(N_("The files do not say their version: give it with --version."))
    if len(version) > LONGEST_VERSION or not version.isprintable():
        raise Place(path.name).refusal(
            N_("A version has at most %(longest)s characters."), longest=LONGEST_VERSION
        )
    return version


def _language(path: Path, said: str, given: str) -> str:
    if said and given and said != given:
        raise Place(path.name).refusal(
            N_("The files are in the language %(said)s, not %(given)s."), said=said, given=given
        )
    language = said or given or "en"
    if language not in LANGUAGES:
        raise Place(path.name).refusal(
            N_("The registry reads lists in French and English, not in “%(language)s”."), language=language
        )
    return language


def _check(path: Path, entries: Sequence[Entry]) -> None:
    """Some entries, each with a code of its own and a name."""
    if not entries:
        raise Place(path.name).refusal(N_("It holds no entry."))
    first: dict[tuple[str, str], Place] = {}
    for entry in entries:
        if not entry.code or not entry.name:
            raise entry.place.refusal(N_("The code or the name is missing."))
        if max(len(entry.code), len(entry.parent_code)) > LONGEST_CODE:
            raise entry.place.refusal(N_("A code has at most %(longest)s characters."), longest=LONGEST_CODE)
        before = first.setdefault((entry.level, entry.code), entry.place)
        if before is not entry.place:
            raise entry.place.refusal(
                N_("The code %(code)s stands there a second time, after line %(line)s."),
                code=entry.code,
                line=before.line,
            )
