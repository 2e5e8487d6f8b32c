"""The coordinators' own words in the report on a drug, as the reader's area has them."""

from __future__ import annotations

from collections.abc import Mapping

from sqlalchemy import select

from registry.access.scope import scope_in
from registry.db import RegistrySession
from registry.models.place import Centre
from registry.models.report_text import ReportText

EVERYWHERE = "*"


def area_of(session: RegistrySession) -> str:
    """The countries of the centres that the reader sees, joined by ","; "*" for who sees all."""
    if scope_in(session).centres is None:
        return EVERYWHERE
    return ",".join(sorted(session.scalars(select(Centre.country_id).distinct())))


def texts_of(session: RegistrySession, *, drug: str, language: str) -> Mapping[str, str]:
    """The texts by place; a place that is not written is not there."""
    return {row.place: row.text for row in rows_of(session, drug=drug, language=language) if row.text}


def rows_of(session: RegistrySession, *, drug: str, language: str) -> list[ReportText]:
    """The stored rows, by place."""
    statement = select(ReportText).where(
        ReportText.drug == drug, ReportText.area == area_of(session), ReportText.language == language
    )
    return list(session.scalars(statement.order_by(ReportText.place)))
