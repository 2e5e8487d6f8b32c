"""Exports in the background, each seen by its owner alone."""

from __future__ import annotations

from collections.abc import Iterable

from sqlalchemy import select

from registry.access.scope import scope_in
from registry.db import RegistrySession
from registry.errors import NotFound
from registry.i18n import gettext as _
from registry.models.job import DONE, RUNNING, ExportJob

SHOWN = 50


def mine(session: RegistrySession) -> list[ExportJob]:
    """The newest exports of whoever asks."""
    statement = select(ExportJob).where(ExportJob.owner_id == scope_in(session).user_id)
    return list(session.scalars(statement.order_by(ExportJob.asked_at.desc(), ExportJob.id).limit(SHOWN)))


def find(session: RegistrySession, job_id: str) -> ExportJob:
    """One's own export by its id, as it stands now."""
    own = (ExportJob.id == job_id, ExportJob.owner_id == scope_in(session).user_id)
    statement = select(ExportJob).where(*own).execution_options(populate_existing=True)
    if (job := session.scalar(statement)) is None:
        raise NotFound(_("There is no such export."))
    return job


def with_files(session: RegistrySession, ids: Iterable[str]) -> frozenset[str]:
    """Those of these exports whose files are still needed: being written, or kept for their owner."""
    statement = select(ExportJob.id).where(ExportJob.id.in_(list(ids)), ExportJob.status.in_((RUNNING, DONE)))
    return frozenset(session.scalars(statement))
