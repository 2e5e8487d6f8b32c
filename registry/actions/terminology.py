"""Loading a published list: all of it in one transaction, or nothing. Earlier releases stay, and are not searched."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from sqlalchemy import select
from sqlalchemy.exc import IntegrityError

from registry.access import events
from registry.access.permissions import Permission, may
from registry.access.scope import insert_new, scope_in
from registry.db import RegistrySession, writing
from registry.errors import Conflict, Forbidden
from registry.i18n import gettext as _
from registry.models.terminology import TerminologyEntry, TerminologyRelease
from registry.queries.terminology import searched
from registry.terminology.loading.base import Entry
from registry.terminology.loading.release import Release

CHUNK = 5000
"""Entries that are written at once."""


def load(session: RegistrySession, release: Release) -> TerminologyRelease:
    """Store a release and make it the current one of its list and language."""
    if not may(scope_in(session).role, Permission.MANAGE_DRUGS):
        raise Forbidden(_("Your role does not load lists."))
    if session.get(TerminologyRelease, _key(release)) is not None:
        raise _loaded_before(release)
    try:
        with writing(session):
            stored = _replace_current(session, release)
            _write(session, release)
            events.note(session, events.TERMINOLOGY_LOADED, **_detail(release))
    except IntegrityError:
        raise _loaded_before(release) from None
    return stored


def _key(release: Release) -> tuple[str, str, str]:
    return release.kind, release.version, release.language


def _loaded_before(release: Release) -> Conflict:
    sentence = _("%(kind)s %(version)s (%(language)s) is loaded already; a loaded version does not change.")
    return Conflict(
        sentence % {"kind": release.kind, "version": release.version, "language": release.language}
    )


def _replace_current(session: RegistrySession, release: Release) -> TerminologyRelease:
    earlier = select(TerminologyRelease).where(
        TerminologyRelease.kind == release.kind, TerminologyRelease.language == release.language
    )
    for row in session.scalars(earlier.with_for_update()):
        row.current = False
    stored = TerminologyRelease(
        kind=release.kind,
        version=release.version,
        language=release.language,
        loaded_by=scope_in(session).actor,
        rows=len(release.entries),
        sha256=release.sha256,
        current=True,
    )
    session.add(stored)
    session.flush()
    return stored


def _write(session: RegistrySession, release: Release) -> None:
    for start in range(0, len(release.entries), CHUNK):
        chunk = release.entries[start : start + CHUNK]
        insert_new(session, TerminologyEntry, [_row(release, entry) for entry in chunk])


def _row(release: Release, entry: Entry) -> Mapping[str, Any]:
    return {
        "kind": release.kind,
        "version": release.version,
        "language": release.language,
        "code": entry.code,
        "level": entry.level,
        "name": entry.name,
        "words": searched(entry.name),
        "parent_code": entry.parent_code,
        "top_code": entry.top_code,
        "retired": entry.retired,
    }


def _detail(release: Release) -> Mapping[str, str]:
    return {
        "list": release.kind,
        "version": release.version,
        "language": release.language,
        "rows": str(len(release.entries)),
        "sha256": release.sha256,
    }
