"""The dossier for HAS, ANSM or a company: asked for on a page, sent as a workbook."""

from __future__ import annotations

import io

from flask import Blueprint, Response, g, render_template, request, send_file

from registry import dossiers
from registry.access.gate import requires
from registry.access.permissions import Permission
from registry.errors import Invalid, Problem, RegistryError
from registry.queries import drugs
from registry.web import dossier_form
from registry.web.clock import today
from registry.web.drugs import covers
from registry.web.problems import told

bp = Blueprint("dossier", __name__)


@bp.get("/exports/has")
@requires(Permission.EXPORT_DRUG)
def index() -> str:
    return _page(dossier_form.begin(request.args.get("drug", "")))


@bp.post("/exports/has.xlsx")
@requires(Permission.EXPORT_DRUG)
def workbook() -> Response | tuple[str, int]:
    """The workbook, noted in the trail; a form with a mistake comes back as it was."""
    given, buffer = dossier_form.typed(request.form), io.BytesIO()
    try:
        asked = dossier_form.read_request(given)
        made = dossiers.export_has(g.session, asked, buffer, today=today())
    except Invalid as refused:
        return _page(given, refused.problems or [Problem("drug", "refused", refused.text)]), refused.status
    except RegistryError as refused:
        return _page(given, [Problem("drug", "refused", refused.text)]), refused.status
    buffer.seek(0)
    name = dossiers.file_name(made, day=today())
    return send_file(buffer, as_attachment=True, download_name=name, max_age=0)


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
