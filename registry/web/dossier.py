"""The dossier for HAS, ANSM or a company: asked for on a page, sent as a workbook or as a report."""

from __future__ import annotations

import io
import tempfile
from pathlib import Path

from flask import Blueprint, current_app, g, render_template, request, send_file
from werkzeug.wrappers import Response as BaseResponse

from exports.has.dossier import Dossier
from registry import dossiers, reports
from registry.access.gate import requires
from registry.access.permissions import Permission
from registry.errors import Invalid, Problem, RegistryError
from registry.jobs.kinds import arguments_of
from registry.queries import drugs
from registry.summaries.dossier import DossierRequest
from registry.web import dossier_form, export_jobs
from registry.web.clock import today
from registry.web.drugs import covers
from registry.web.export_jobs import BACKGROUND
from registry.web.problems import told

bp = Blueprint("dossier", __name__)

CHECK = "check"
"""The name of the button that asks what the checks find, and for no file."""


@bp.get("/exports/has")
@requires(Permission.EXPORT_DRUG)
def index() -> str:
    return _page(dossier_form.begin(request.args.get("drug", "")))


@bp.post("/exports/has")
@requires(Permission.EXPORT_DRUG)
def export() -> BaseResponse | tuple[str, int]:
    """The file, now or in the background, noted in the trail; or what the checks find. Mistakes come back as typed."""
    given = dossier_form.typed(request.form)
    try:
        asked, what = dossier_form.read_request(given), dossier_form.file_of(given)
        if request.form.get(CHECK):
            return _page(given, found=dossiers.make_dossier(g.session, asked, today=today())), 200
        if request.form.get(BACKGROUND):
            return export_jobs.begin(what.job, arguments_of(asked))
        return _sent(asked, what.ending)
    except Invalid as refused:
        return _page(given, refused.problems or [Problem("drug", "refused", refused.text)]), refused.status
    except RegistryError as refused:
        return _page(given, [Problem("drug", "refused", refused.text)]), refused.status


def _sent(asked: DossierRequest, ending: str) -> BaseResponse:
    """The workbook, or the report with the texts that are kept."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / f"dossier{ending}"
        if ending == dossier_form.WORKBOOK.ending:
            name = dossiers.file_name(dossiers.export_has(g.session, asked, path, today=today()), day=today())
        else:
            own = current_app.extensions["registry.config"].report_template
            made, written = reports.export_report(g.session, asked, path, today=today(), template=own)
            name = reports.file_name(made, written, day=today(), ending=ending)
        content = io.BytesIO(path.read_bytes())
    return send_file(content, as_attachment=True, download_name=name, max_age=0)


def _page(
    typed: dict[str, object],
    problems: tuple[Problem, ...] | list[Problem] = (),
    *,
    found: Dossier | None = None,
) -> str:
    """The form as it was typed; found: the dossier of which the checks are shown."""
    offered = [(line.drug.id, drugs.drug_words(line.drug)) for line in drugs.listed(g.session).lines]
    return render_template(
        "pages/dossier.html",
        typed=typed,
        found=found,
        drugs=offered,
        options=dossier_form.options(),
        covers=covers(),
        **told(problems),
    )
