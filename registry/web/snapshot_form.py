"""Making a data freeze, and the workbook that is written from one."""

from __future__ import annotations

import io
from collections.abc import Iterable, Mapping
from typing import Any

from flask import Blueprint, Response, flash, g, redirect, render_template, request, url_for
from werkzeug.wrappers import Response as BaseResponse

from exports.has.build import build_dossier
from exports.has.workbook import write_has_workbook
from registry import dossiers, snapshots
from registry.access.gate import requires
from registry.access.permissions import Permission
from registry.actions.snapshots import read_why
from registry.errors import Invalid, Problem
from registry.i18n import gettext as _
from registry.jobs.kinds import arguments_of
from registry.queries import drugs
from registry.queries import snapshots as found
from registry.web import dossier_form, export_jobs
from registry.web.clock import today
from registry.web.export_jobs import BACKGROUND
from registry.web.problems import told
from registry.web.snapshots import note_export, send

bp = Blueprint("snapshot_form", __name__)

Answer = str | BaseResponse | tuple[str, int]


@bp.get("/snapshots/new")
@requires(Permission.FREEZE)
def new() -> str:
    return _page(dossier_form.begin(request.args.get("drug", "")) | {"reason": ""})


@bp.post("/snapshots")
@requires(Permission.FREEZE)
def freeze() -> Answer:
    """Freeze what the form asks for; a form with a mistake comes back as it was."""
    typed = dossier_form.typed(request.form) | {"reason": request.form.get("reason", "")}
    try:
        asked, why = dossier_form.read_request(typed), read_why(typed["reason"])
        if request.form.get(BACKGROUND):
            return export_jobs.begin("freeze", {**arguments_of(asked), "reason": why})
        row = snapshots.freeze(g.session, asked, reason=why, today=today(), build=build_dossier)
    except Invalid as refused:
        problems = refused.problems or (Problem("drug", "refused", refused.text),)
        return _page(typed, problems), refused.status
    flash(_("The data are frozen."))
    return redirect(url_for("snapshots.show", snapshot_id=row.id), 303)


@bp.get("/snapshots/<snapshot_id>/workbook.xlsx")
@requires(Permission.FREEZE)
def workbook(snapshot_id: str) -> Response:
    """The dossier of a freeze as a workbook, written from the freeze alone: the same bytes whenever it is asked for."""
    row = found.get(g.session, snapshot_id)
    dossier = snapshots.open_freeze(g.session, row).dossier
    file = io.BytesIO()
    write_has_workbook(dossier, file)
    name = snapshots.file_name(row, what=f"{dossiers.WORKBOOK}-{row.recipient}", ending=".xlsx")
    note_export(row, file=name, rows={table.name: len(table.lines) for table in dossier.tables})
    return send(file.getvalue(), name)


def _page(typed: Mapping[str, Any], problems: Iterable[Problem] = ()) -> str:
    lines = drugs.listed(g.session).lines
    return render_template(
        "pages/snapshot_new.html",
        typed=typed,
        options=dossier_form.options(),
        drugs=[(line.drug.id, drugs.drug_words(line.drug)) for line in lines],
        **told(problems),
    )
