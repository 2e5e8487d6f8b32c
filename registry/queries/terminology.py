"""The loaded lists: what is there, a code by words, the name of a code."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from types import MappingProxyType

from sqlalchemy import ColumnElement, case, func, select, true

from registry import i18n
from registry.db import RegistrySession
from registry.models.terminology import TerminologyEntry, TerminologyRelease
from registry.terminology import ctcae
from registry.terminology.loading.ctcae import TERM
from registry.terminology.loading.release import CTCAE, MEDDRA
from registry.terminology.words import LONGEST, fold

LEVELS: Mapping[str, str] = MappingProxyType({MEDDRA: "llt", CTCAE: TERM})
"""The level that is searched in a list that has several, unless another is asked for."""


def searched(name: str) -> str:
    """A name as the table keeps it for searching: bare words, a space before each."""
    return f" {fold(name)}"


def releases(session: RegistrySession) -> Sequence[TerminologyRelease]:
    """All releases by list, language and version."""
    row = TerminologyRelease
    return list(session.scalars(select(row).order_by(row.kind, row.language, row.version)))


def current(session: RegistrySession, kind: str) -> TerminologyRelease | None:
    """The release in use: in the reader's language if there is one, else in another."""
    found = session.scalars(
        select(TerminologyRelease).where(
            TerminologyRelease.kind == kind, TerminologyRelease.current.is_(True)
        )
    )
    return min(found, key=lambda row: (row.language != i18n.language(), row.language), default=None)


def search(
    session: RegistrySession, kind: str, words: str, *, limit: int = 20, level: str = ""
) -> Sequence[TerminologyEntry]:
    """The entries whose names have words that begin with all those typed: equal names first, then short ones."""
    release, typed = current(session, kind), fold(words[:LONGEST])
    if release is None or not typed:
        return []
    entry = TerminologyEntry
    statement = select(entry).where(*_of(release), entry.retired.is_(False))
    if at := level or LEVELS.get(kind, ""):
        statement = statement.where(entry.level == at)
    for word in typed.split():
        statement = statement.where(entry.words.contains(f" {word}", autoescape=True))
    rank = case(
        (entry.words == f" {typed}", 0), (entry.words.startswith(f" {typed}", autoescape=True), 1), else_=2
    )
    ranked = statement.order_by(rank, func.length(entry.words), entry.words, entry.code)
    return list(session.scalars(ranked.limit(limit)))


def name_of(session: RegistrySession, kind: str, code: str) -> str | None:
    """The name of a code in the current release."""
    release = current(session, kind)
    if release is None:
        return None
    entry = TerminologyEntry
    named = entry.level == TERM if kind == CTCAE else true()
    return session.scalars(
        select(entry.name).where(*_of(release), entry.code == code, named).order_by(entry.level)
    ).first()


def described(session: RegistrySession, term: str) -> Mapping[str, str]:
    """What the loaded CTCAE says of a term of the registry: definition, grade_1 ... by level; empty if not loaded."""
    release = current(session, CTCAE)
    if release is None or term not in ctcae.terms():
        return {}
    entry = TerminologyEntry
    code = (
        select(entry.code)
        .where(*_of(release), entry.level == TERM, entry.words == searched(ctcae.terms()[term].name.en))
        .limit(1)
        .scalar_subquery()
    )
    rows = session.execute(
        select(entry.level, entry.name).where(*_of(release), entry.code == code, entry.level != TERM)
    )
    return {row.level: row.name for row in rows}


def _of(release: TerminologyRelease) -> tuple[ColumnElement[bool], ...]:
    entry = TerminologyEntry
    return (
        entry.kind == release.kind,
        entry.version == release.version,
        entry.language == release.language,
    )
