"""Keeping the coordinators' own words in the report on a drug."""

from __future__ import annotations

from collections.abc import Mapping

from registry.access.permissions import Permission, may
from registry.access.scope import scope_in
from registry.actions.merging import new_id
from registry.db import RegistrySession, writing
from registry.errors import Conflict, Forbidden
from registry.i18n import gettext as _
from registry.models.base import now
from registry.models.report_text import ReportText
from registry.queries.report_texts import area_of, rows_of


def save_texts(
    session: RegistrySession,
    *,
    drug: str,
    language: str,
    texts: Mapping[str, str],
    known: Mapping[str, str] | None = None,
) -> int:
    """Keep the texts by place and return how many changed; an empty one is taken away, others stay.

    known: what the writer had read of these places. Conflict: somebody else has changed one of them since.
    """
    scope = scope_in(session)
    if not may(scope.role, Permission.WRITE_REPORTS):
        raise Forbidden(_("Your role does not write reports."))
    changed = 0
    with writing(session, reason=""):
        stored = {row.place: row for row in rows_of(session, drug=drug, language=language)}
        for place, text in texts.items():
            row, held = stored.get(place), stored[place].text if place in stored else ""
            if text == held:
                continue
            if known is not None and known.get(place, "") != held:
                raise Conflict(_("Somebody else has changed this text since you opened it. Both are shown."))
            if row is None:
                row = ReportText(
                    id=new_id(), drug=drug, area=area_of(session), language=language, place=place
                )
                session.add(row)
            row.text, row.written_by, row.written_at = text, scope.actor, now()
            changed += 1
    return changed
