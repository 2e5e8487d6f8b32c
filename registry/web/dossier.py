"""The dossier for HAS, ANSM or a company: asked for on a page, sent as a workbook."""

from __future__ import annotations

import io
import tempfile
from pathlib import Path

from flask import Blueprint, current_app, g, render_template, request, send_file
from werkzeug.wrappers import Response as BaseResponse

from registry import dossiers, reports
from registry.access.gate import requires
from registry.access.permissions import Permission
from registry.errors import Invalid, NotFound, Problem, RegistryError
from registry.i18n import gettext as _
from registry.jobs.kinds import arguments_of
from registry.queries import drugs
from registry.web import dossier_form, export_jobs
from registry.web.clock import today
from registry.web.drugs import covers
from registry.web.export_jobs import BACKGROUND
from registry.web.problems import told

bp = Blueprint("dossier", __name__)


@bp.get("/exports/has")
@requires(Permission.EXPORT_DRUG)
def index() -> str:
    return _page(dossier_form.begin(request.args.get("drug", "")))


@bp.post("/exports/has.xlsx")
@requires(Permission.EXPORT_DRUG)
def workbook() -> BaseResponse | tuple[str, int]:
    """The workbook, now or in the background, noted in the trail; a form with a mistake comes back as it was."""
    given, buffer = dossier_form.typed(request.form), io.BytesIO()
    try:
        asked = dossier_form.read_request(given)
        if request.form.get(BACKGROUND):
            return export_jobs.begin("dossier", arguments_of(asked))
        made = dossiers.export_has(g.session, asked, buffer, today=today())
    except Invalid as refused:
        return _page(given, refused.problems or [Problem("drug", "refused", refused.text)]), refused.status
    except RegistryError as refused:
        return _page(given, [Problem("drug", "refused", refused.text)]), refused.status
    buffer.seek(0)
    name = dossiers.file_name(made, day=today())
    return send_file(buffer, as_attachment=True, download_name=name, max_age=0)


@bp.post("/exports/report.<ending>")
@requires(Permission.EXPORT_DRUG)
def report(ending: str) -> BaseResponse | tuple[str, int]:
    """The summary report with the texts that are kept, noted in the trail."""
    if ending not in ("docx", "pdf"):
        raise NotFound(_("A report is a Word document or a PDF. Go back to the page of the dossier."))
    given = dossier_form.typed(request.form)
    try:
        asked = dossier_form.read_request(given)
        with tempfile.TemporaryDirectory() as folder:
            path = Path(folder) / f"report.{ending}"
            made, written = reports.export_report(
                g.session,
                asked,
                path,
                today=today(),
                template=current_app.extensions["registry.config"].report_template,
            )
            content = io.BytesIO(path.read_bytes())
    except Invalid as refused:
        return _page(given, refused.problems or [Problem("drug", "refused", refused.text)]), refused.status
    except RegistryError as refused:
        return _page(given, [Problem("drug", "refused", refused.text)]), refused.status
    name = reports.file_name(made, written, day=today(), ending=f".{ending}")
    return send_file(content, as_attachment=True, download_name=name, max_age=0)


def _page(typed: dict[str, object], problems: tuple[Problem, ...] | list[Problem] = ()) -> str:
    offered = [(line.drug.id, drugs.drug_words(line.drug)) for line in drugs.listed(g.session).lines]
    return render_template(
        "pages/dossier.html",
        typed=typed,
        drugs=offered,
        options=dossier_form.options(),
        covers=covers(),
        **told(problems),
    )
