"""Data for analysts: the reader's rows as a research file, in each format that there is."""

from __future__ import annotations

import datetime as dt
import tempfile
from pathlib import Path

from flask import Blueprint, Response, g, render_template, request
from werkzeug.wrappers import Response as BaseResponse

from exports.exchange.formats import FORMATS, LAYOUT_LABELS, Format, Layout
from exports.exchange.writing import Order
from registry.access.gate import requires
from registry.access.permissions import Permission
from registry.errors import NotFound
from registry.i18n import gettext as _
from registry.record_files import export_download
from registry.web import export_jobs
from registry.web.clock import today
from registry.web.drugs import covers
from registry.web.sending import send_and_forget

bp = Blueprint("analysts", __name__)

RESEARCH = (Layout.TIDY, Layout.PATIENT)


@bp.get("/exports/analysts")
@requires(Permission.EXPORT_RECORDS)
def index() -> str:
    """The formats, each in one line, and what is in none of them."""
    return render_template(
        "pages/analysts.html",
        tables=[form for form in FORMATS.values() if form.layouts],
        standards=[form for form in FORMATS.values() if not form.layouts],
        layouts=RESEARCH,
        layout_labels=LAYOUT_LABELS,
        covers=covers(),
        with_text=g.scope.role.reads_text,
    )


@bp.get("/exports/research")
@requires(Permission.EXPORT_RECORDS)
def research() -> Response:
    """One file: `format` and, where the standard does not arrange the records, `layout`. Told to the trail."""
    form = _format()
    order = Order(form.name, _layout(form), made=dt.datetime.now(dt.UTC))
    with tempfile.TemporaryDirectory(prefix="registry-export-") as folder:
        path = export_download(g.session, Path(folder), order)
        return send_and_forget(path, name=f"{path.stem}-{today().isoformat()}{path.suffix}")


@bp.post("/exports/research")
@requires(Permission.EXPORT_RECORDS)
def research_later() -> BaseResponse:
    """The same in the background."""
    form = _format()
    layout = _layout(form)
    return export_jobs.begin("research", {"format": form.name, "layout": layout.value if layout else ""})


def _format() -> Format:
    found = FORMATS.get(request.values.get("format", "csv"))
    if found is None:
        raise NotFound(_("There is no such format."))
    return found


def _layout(form: Format) -> Layout | None:
    """The layout asked for, tables by default."""
    if not form.layouts:
        return None
    name = request.values.get("layout", Layout.TIDY.value)
    if name not in RESEARCH:
        raise NotFound(_("There is no such layout."))
    return Layout(name)
