"""What becomes of an export in the background: asked for, begun, told, ended. Each step is one short statement.

A step is taken only from the state before it, so two workers never make one export twice, and one that was cancelled
is never finished. The worker works at the console; people ask and cancel under their own account.
"""

from __future__ import annotations

import datetime as dt
import uuid
from collections.abc import Mapping
from typing import Any

from sqlalchemy import delete, func, select, update

from registry.access.scope import scope_in
from registry.db import RegistrySession, writing
from registry.errors import Conflict, Forbidden, NotFound
from registry.i18n import gettext as _
from registry.models.base import now
from registry.models.job import CANCELLED, DONE, FAILED, GONE, RUNNING, WAITING, ExportJob

KEPT = dt.timedelta(hours=72)
"""How long a file waits for its owner: over a weekend."""
SILENT = dt.timedelta(minutes=1)
"""A worker that said nothing for so long is dead."""
LONG_AGO = dt.timedelta(days=90)
TRIES = 2
MOST = 10
"""Exports of one person that may be unfinished at a time."""
UNFINISHED = (WAITING, RUNNING)


def ask(session: RegistrySession, *, kind: str, arguments: Mapping[str, Any], language: str) -> ExportJob:
    """A new export of this person; the one that is under way if they asked for the same already."""
    scope = scope_in(session)
    if not scope.user_id:
        raise Forbidden(_("Exports in the background belong to an account; at the console, export directly."))
    mine = (ExportJob.owner_id == scope.user_id, ExportJob.status.in_(UNFINISHED))
    same = session.scalars(select(ExportJob).where(*mine, ExportJob.kind == kind))
    if found := next((job for job in same if job.arguments == dict(arguments)), None):
        return found
    if (session.scalar(select(func.count()).select_from(ExportJob).where(*mine)) or 0) >= MOST:
        raise Conflict(
            _("You have %(n)d exports under way. Wait until one is done, or cancel one.") % {"n": MOST}
        )
    job = ExportJob(
        id=str(uuid.uuid4()),
        kind=kind,
        arguments=dict(arguments),
        owner_id=scope.user_id,
        role=scope.role.name,
        scope=scope.setting,
        language=language,
    )
    with writing(session):
        session.add(job)
    return job


def cancel(session: RegistrySession, *, job_id: str) -> None:
    """Stop an export of one's own. What is done already stays as it is."""
    owner = scope_in(session).user_id
    known = select(ExportJob.id).where(ExportJob.id == job_id, ExportJob.owner_id == owner)
    if not owner or session.scalar(known) is None:
        raise NotFound(_("There is no such export."))
    _move(session, job_id, UNFINISHED, status=CANCELLED, ended_at=now())


def begin(session: RegistrySession, job_id: str) -> bool:
    """Take an export that waits; False if somebody else did, or it was cancelled."""
    moved: dict[str, Any] = {"status": RUNNING, "tries": ExportJob.tries + 1, "beat_at": now()}
    return _move(session, job_id, (WAITING,), **moved, done=0, total=0, step="", trouble="")


def tell(session: RegistrySession, job_id: str, *, step: str, done: int, total: int) -> bool:
    """How far it is; False if it is to stop."""
    return _move(session, job_id, (RUNNING,), step=step[:80], done=done, total=total, beat_at=now())


def beat(session: RegistrySession, job_id: str) -> bool:
    """The worker lives."""
    return _move(session, job_id, (RUNNING,), beat_at=now())


def finish(session: RegistrySession, job_id: str, *, file_name: str, size: int, sha256: str) -> bool:
    """The file is there, for its time; False if the export was cancelled meanwhile."""
    moment = now()
    ended = {"status": DONE, "ended_at": moment, "expires_at": moment + KEPT}
    return _move(session, job_id, (RUNNING,), **ended, file_name=file_name[:200], size=size, sha256=sha256)


def fail(session: RegistrySession, job_id: str, trouble: str) -> bool:
    """There is no file, and why."""
    return _move(session, job_id, UNFINISHED, status=FAILED, ended_at=now(), trouble=trouble)


def give_back(session: RegistrySession, job_id: str) -> bool:
    """The worker was stopped: the export waits again, as if nobody had begun it."""
    return _move(session, job_id, (RUNNING,), status=WAITING, tries=ExportJob.tries - 1, beat_at=None)


def reclaim(session: RegistrySession) -> list[str]:
    """Exports whose worker died wait again; those that saw too many die have failed. The ids of all that wait unheard.

    What waits for longer than a minute is named too: its message may be lost, and one too many does no harm.
    """
    silent = now() - SILENT
    dead = list(
        session.scalars(select(ExportJob).where(ExportJob.status == RUNNING, ExportJob.beat_at < silent))
    )
    for job in dead:
        if job.tries >= TRIES:
            fail(session, job.id, _("The worker ended in the middle, twice. Ask whoever runs the server."))
        else:
            _move(session, job.id, (RUNNING,), status=WAITING, beat_at=None)
    unheard = select(ExportJob.id).where(ExportJob.status == WAITING, ExportJob.asked_at < silent)
    return list(session.scalars(unheard.order_by(ExportJob.asked_at)))


def expire(session: RegistrySession) -> None:
    """Files whose time is over are gone; exports of long ago are forgotten."""
    moment = now()
    with writing(session):
        over = (ExportJob.status == DONE, ExportJob.expires_at <= moment)
        session.execute(update(ExportJob).where(*over).values(status=GONE))
        session.execute(
            delete(ExportJob).where(ExportJob.ended_at < moment - LONG_AGO, ExportJob.status != DONE)
        )


def _move(session: RegistrySession, job_id: str, before: tuple[str, ...], **values: Any) -> bool:
    """Change an export that stands in one of these states; whether it did."""
    from_there = (ExportJob.id == job_id, ExportJob.status.in_(before))
    statement = update(ExportJob).where(*from_there).values(**values).returning(ExportJob.id)
    with writing(session):
        moved = session.scalars(statement, execution_options={"synchronize_session": False}).all()
    session.expire_all()
    return bool(moved)
