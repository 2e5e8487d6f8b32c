"""Import from the browser: a file is sent, tried, shown with all that is wrong, and written when that is confirmed."""

from __future__ import annotations

import io
from pathlib import Path

from flask import Blueprint, Response, current_app, flash, g, redirect, render_template, request, url_for
from werkzeug.wrappers import Response as BaseResponse

from exports.records import write_table
from registry.access.gate import requires
from registry.access.permissions import Permission
from registry.errors import Conflict
from registry.fields.catalogue import KINDS
from registry.i18n import gettext as _
from registry.intake import uploads
from registry.intake.load import UPLOAD_LIMIT, import_path
from registry.intake.report import COLUMNS, ImportRefused, Report
from registry.web.clock import today

bp = Blueprint("imports", __name__)

P = Permission
Answer = str | BaseResponse | tuple[str, int]
REASON = "reason"
LONGEST_REASON = 2000


@bp.get("/imports")
@requires(P.IMPORT)
def index() -> Answer:
    return _form()


@bp.post("/imports")
@requires(P.IMPORT)
def send() -> Answer:
    """Keep the file and try it: nothing is written yet."""
    sent = request.files.get("file")
    if sent is None or not sent.filename:
        return _form(_("Choose a file first.")), 422
    token = uploads.keep(_instance(), g.scope.user_id, name=sent.filename, content=sent.stream)
    try:
        report = _try(_path(token))
    except ImportRefused as refused:
        uploads.discard(_instance(), g.scope.user_id, token)
        return _form(refused.text), refused.status
    return _page(token, report), 422 if report.refused else 200


@bp.post("/imports/<token>")
@requires(P.IMPORT)
def confirm(token: str) -> Answer:
    """Write what was shown. If the registry changed meanwhile, what is wrong now is shown instead."""
    path, reason = _path(token), request.form.get(REASON, "").strip()[:LONGEST_REASON]
    try:
        report = import_path(g.session, path, on=today(), reason=reason, limit=UPLOAD_LIMIT)
    except Conflict as conflict:
        return _page(token, _try(path), error=conflict.text), conflict.status
    if report.needs_reason and not reason:
        return _page(
            token, _try(path), error=_("Say why these records change: it is kept in the trail.")
        ), 422
    if report.refused:
        return _page(token, report), 422
    uploads.discard(_instance(), g.scope.user_id, token)
    flash(report.sentence)
    return redirect(url_for("imports.index"), 303)


@bp.get("/imports/<token>/problems.csv")
@requires(P.IMPORT)
def problems(token: str) -> Response:
    """The problems of a file as a table, to work through in a spreadsheet."""
    report = _try(_path(token))
    table = io.StringIO(newline="")
    write_table(table, COLUMNS, [remark.cells for remark in report.problems])
    headers = {"Content-Disposition": "attachment; filename=problems.csv"}
    return Response(table.getvalue().encode("utf-8-sig"), mimetype="text/csv", headers=headers)


def _instance() -> Path:
    folder: Path = current_app.extensions["registry.config"].instance
    return folder


def _path(token: str) -> Path:
    return uploads.find(_instance(), g.scope.user_id, token)


def _try(path: Path) -> Report:
    return import_path(g.session, path, on=today(), dry_run=True, limit=UPLOAD_LIMIT)


def _form(error: str = "") -> str:
    sheets = [fields.record for fields in KINDS.values()]
    return render_template("pages/import.html", error=error, sheets=sheets, limit=UPLOAD_LIMIT // 1024**2)


def _page(token: str, report: Report, error: str = "") -> str:
    kinds = [(KINDS[kind].record, tally) for kind, tally in report.tallies.items()]
    name = _path(token).name
    return render_template(
        "pages/import_report.html",
        token=token,
        report=report,
        kinds=kinds,
        name=name,
        error=error,
        reason=request.form.get(REASON, ""),
    )
