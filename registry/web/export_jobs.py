"""Exports in the background: asked for, watched, stopped, received; each seen by its owner alone."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from flask import (
    Blueprint,
    Response,
    current_app,
    flash,
    g,
    redirect,
    render_template,
    request,
    send_file,
    url_for,
)
from werkzeug.wrappers import Response as BaseResponse

from registry import i18n
from registry.access.gate import requires
from registry.access.permissions import Permission, may
from registry.actions import jobs
from registry.errors import Forbidden, Invalid, NotFound
from registry.i18n import gettext as _
from registry.i18n import ngettext, say, show_moment, show_number
from registry.jobs import files, kinds
from registry.jobs.queue import Queue
from registry.jobs.running import is_entitled
from registry.models.base import now
from registry.models.job import CANCELLED, DONE, FAILED, GONE, RUNNING, WAITING, ExportJob
from registry.queries import jobs as found

bp = Blueprint("export_jobs", __name__)

P = Permission
LEVELS = {
    WAITING: ("plain", "waiting"),
    RUNNING: ("accent", "running"),
    DONE: ("ok", "done"),
    FAILED: ("danger", "serious"),
    CANCELLED: ("plain", "stopped"),
    GONE: ("plain", "void"),
}
BACKGROUND = "background"
"""The name of the button that asks for an export in the background instead of now."""
PLAIN = ("records",)
WAITS_LONG = 30
"""Seconds after which a waiting export says that perhaps no worker runs."""


@dataclass(frozen=True, slots=True)
class View:
    """An export in words. share: done of total, None where it is not known."""

    job: ExportJob
    label: str
    state: str
    level: str
    icon: str
    detail: str
    share: tuple[int, int] | None

    @property
    def is_over(self) -> bool:
        return self.job.status not in jobs.UNFINISHED

    @property
    def is_here(self) -> bool:
        return self.job.status == DONE


@bp.get("/exports/jobs")
@requires(P.EXPORT_RECORDS, P.EXPORT_DRUG, P.FREEZE)
def index() -> str:
    return render_template("pages/export_jobs.html", views=[view_of(job) for job in found.mine(g.session)])


@bp.post("/exports/jobs")
@requires(P.EXPORT_RECORDS, P.EXPORT_DRUG, P.FREEZE)
def ask() -> BaseResponse:
    """Ask for an export that needs nothing but its name; other pages ask for theirs by `begin`."""
    name = request.form.get("kind", "")
    if name not in PLAIN:
        raise Invalid(_("There is no such export."))
    return begin(name, {})


def begin(name: str, arguments: Mapping[str, Any]) -> BaseResponse:
    """Put an export of this kind in the queue, and lead to the page that watches it."""
    if not may(g.scope.role, kinds.find(name).permission):
        raise Forbidden(_("Your role does not have this right."))
    job = jobs.ask(g.session, kind=name, arguments=arguments, language=i18n.language())
    queue().send(job.id)
    return redirect(url_for("export_jobs.show", job_id=job.id), 303)


@bp.get("/exports/jobs/<job_id>")
@requires(P.EXPORT_RECORDS, P.EXPORT_DRUG, P.FREEZE)
def show(job_id: str) -> str:
    return render_template("pages/export_job.html", view=view_of(found.find(g.session, job_id)))


@bp.get("/exports/jobs/<job_id>/state")
@requires(P.EXPORT_RECORDS, P.EXPORT_DRUG, P.FREEZE)
def state(job_id: str) -> Mapping[str, Any]:
    """What the page asks now and then while it is open."""
    view = view_of(found.find(g.session, job_id))
    done, total = view.share or (0, 0)
    return {"status": view.job.status, "detail": view.detail, "done": done, "total": total}


@bp.post("/exports/jobs/<job_id>/cancel")
@requires(P.EXPORT_RECORDS, P.EXPORT_DRUG, P.FREEZE)
def cancel(job_id: str) -> BaseResponse:
    jobs.cancel(g.session, job_id=job_id)
    flash(_("The export is cancelled: there is no file."))
    return redirect(url_for("export_jobs.index"), 303)


@bp.get("/exports/jobs/<job_id>/file")
@requires(P.EXPORT_RECORDS, P.EXPORT_DRUG, P.FREEZE)
def file(job_id: str) -> Response:
    """The file, for its owner, under the rights with which it was asked for, until its time is over."""
    job = found.find(g.session, job_id)
    if not is_entitled(g.scope, job, kinds.find(job.kind)):
        raise Forbidden(_("Your rights changed since you asked for this file. Ask for the export again."))
    if job.status != DONE or (job.expires_at and job.expires_at <= now()):
        raise NotFound(_("This file is no longer here. Ask for the export again."))
    path = files.find(current_app.extensions["registry.config"].instance, job.id)
    return send_file(path.resolve(), as_attachment=True, download_name=job.file_name, max_age=0)


def queue() -> Queue:
    """The queue of this application."""
    kept: Queue = current_app.extensions.setdefault(
        "registry.queue", Queue(current_app.extensions["registry.config"])
    )
    return kept


def view_of(job: ExportJob) -> View:
    level, icon = LEVELS[job.status]
    label = say(kinds.KINDS[job.kind].label) if job.kind in kinds.KINDS else job.kind
    share = (job.done, job.total) if job.status == RUNNING and job.total else None
    return View(job, label, state_words(job), level, icon, detail_words(job), share)


def state_words(job: ExportJob) -> str:
    return {
        WAITING: _("Waiting"),
        RUNNING: _("Being made"),
        DONE: _("Ready"),
        FAILED: _("Failed"),
        CANCELLED: _("Cancelled"),
        GONE: _("Removed"),
    }[job.status]


def detail_words(job: ExportJob) -> str:
    """What there is to say beside the state."""
    match job.status:
        case "waiting" if (now() - job.asked_at).total_seconds() > WAITS_LONG:
            return _(
                "It waits for a worker. If this lasts, ask whoever runs the server to start `registry worker`."
            )
        case "running":
            rows = ngettext("%(n)s row", "%(n)s rows", job.done) % {"n": show_number(job.done)}
            return " · ".join(filter(None, (job.step, rows if job.done else "")))
        case "done" if job.expires_at:
            return _("Kept for you until %(moment)s.") % {"moment": show_moment(job.expires_at)}
        case "failed":
            return job.trouble
        case "gone":
            return _("Its time is over. Ask for the export again.")
        case _:
            return ""
