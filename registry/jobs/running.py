"""One export from its row to its file.

Two sessions work on it: one reads as the owner, under the owner's scope; the other, the worker's, writes how far it is
and asks again and again whether the owner still has the rights with which the export was asked for.
"""

from __future__ import annotations

import errno
import logging
import threading
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from sqlalchemy.orm import sessionmaker

from registry import i18n
from registry.access import sessions
from registry.access.permissions import may
from registry.access.scope import Scope, console, enter
from registry.actions import jobs
from registry.db import RegistrySession
from registry.errors import RegistryError
from registry.i18n import gettext as _
from registry.jobs import files
from registry.jobs.kinds import KINDS, ExportKind, find
from registry.jobs.progress import EVERY, Progress
from registry.models.job import ExportJob
from registry.models.user import User
from registry.queries import jobs as found

LOG = logging.getLogger(__name__)
BEAT_SECONDS = 10.0
FULL = (errno.ENOSPC, errno.EDQUOT)


class Stopped(Exception):
    """The export is no longer wanted, or no longer allowed."""


@dataclass
class Runner:
    """Makes exports. tell_every: seconds between two reports of progress."""

    maker: sessionmaker[RegistrySession]
    instance: Path
    kinds: Mapping[str, ExportKind] = field(default_factory=lambda: KINDS)
    tell_every: float = EVERY
    running: set[str] = field(default_factory=set)

    def run(self, job_id: str) -> None:
        """Make one export, or say why there is none. It raises only when the worker itself is stopped."""
        job = self._begin(job_id)
        if job is None:
            return
        self.running.add(job_id)
        try:
            with i18n.speaking(job.language), self._beating(job_id):
                self._try(job)
        except BaseException:
            self._give_back(job_id)
            raise
        finally:
            self.running.discard(job_id)

    def tidy(self) -> list[str]:
        """Take up what dead workers left, remove what is over; the exports that wait for a message."""
        with self.at_work() as control:
            waiting = jobs.reclaim(control)
            jobs.expire(control)
            here = files.kept(self.instance)
            for job_id in here - found.with_files(control, here):
                files.remove_all(self.instance, job_id)
        return waiting

    def give_back(self) -> None:
        """Let the exports that are being made wait again: the worker ends."""
        for job_id in tuple(self.running):
            self._give_back(job_id)

    @contextmanager
    def at_work(self) -> Iterator[RegistrySession]:
        """A session of the worker itself, for one step: a longer one would not see what others change meanwhile."""
        with self.maker() as session:
            enter(session, console("worker"))
            yield session

    def _begin(self, job_id: str) -> ExportJob | None:
        with self.at_work() as control:
            return control.get_one(ExportJob, job_id) if jobs.begin(control, job_id) else None

    def _give_back(self, job_id: str) -> None:
        with self.at_work() as control:
            jobs.give_back(control, job_id)

    def _try(self, job: ExportJob) -> None:
        try:
            self._make(job)
        except Stopped:
            files.remove(self.instance, job.id)
        except RegistryError as refused:
            self._fail(job, refused.text)
        except OSError as failed:
            LOG.exception("Export %s failed.", job.id)
            self._fail(job, _trouble(failed))
        except Exception:
            LOG.exception("Export %s failed.", job.id)
            self._fail(job, _("The registry made a mistake; it is in its log under this number."))

    def _fail(self, job: ExportJob, trouble: str) -> None:
        with self.at_work() as control:
            jobs.fail(control, job.id, trouble)

    def _make(self, job: ExportJob) -> None:
        kind = find(job.kind, self.kinds)
        scope = self._entitled(job, kind)
        progress = Progress(lambda *told: self._tell(job, kind, *told), self.tell_every)
        with files.being_written(self.instance, job.id) as folder, self.maker() as session:
            enter(session, scope, request=job.id)
            target = folder / f"export{kind.suffix}"
            name = kind.write(session, job.arguments, target, progress)
            self._entitled(job, kind)
            size, sha256 = target.stat().st_size, files.fingerprint(target)
            files.publish(self.instance, job.id, folder)
        with self.at_work() as control:
            if not jobs.finish(control, job.id, file_name=name, size=size, sha256=sha256):
                raise Stopped

    def _tell(self, job: ExportJob, kind: ExportKind, step: str, done: int, total: int) -> None:
        """Say how far it is; stop if it is cancelled or its owner lost the right."""
        with self.at_work() as control:
            if not jobs.tell(control, job.id, step=step, done=done, total=total):
                raise Stopped
        self._entitled(job, kind)

    def _entitled(self, job: ExportJob, kind: ExportKind) -> Scope:
        """The scope of the owner as it is now. RightLost unless it is the one under which the export was asked for."""
        with self.at_work() as control:
            user = control.get(User, job.owner_id)
            if user is not None and sessions.is_active(user):
                scope = sessions.scope_for(control, user)
                if is_entitled(scope, job, kind):
                    return scope
        raise RightLost(_("The rights of this account changed while the file was made: there is no file."))

    @contextmanager
    def _beating(self, job_id: str) -> Iterator[None]:
        """Say now and then that the worker lives, however long one step takes."""
        ended = threading.Event()

        def beat() -> None:
            while not ended.wait(BEAT_SECONDS):
                with self.at_work() as control:
                    jobs.beat(control, job_id)

        thread = threading.Thread(target=beat, daemon=True)
        thread.start()
        try:
            yield
        finally:
            ended.set()
            thread.join()


class RightLost(RegistryError):
    """The owner may not have this file any more."""

    status = 403


def is_entitled(scope: Scope, job: ExportJob, kind: ExportKind) -> bool:
    """Whether somebody works with the rights under which an export was asked for, and still may."""
    return (scope.role.name, scope.setting) == (job.role, job.scope) and may(scope.role, kind.permission)


def _trouble(failed: OSError) -> str:
    if failed.errno in FULL:
        return _(
            "The disk of the server is full: there is no file, and nothing else is lost. "
            "Ask whoever runs the server, then export again."
        )
    return _("The file could not be written (%(why)s). Ask whoever runs the server.") % {
        "why": failed.strerror or failed.__class__.__name__
    }
