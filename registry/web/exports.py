"""Record exports from the browser: the reader's rows, without patients who objected."""

from __future__ import annotations

import tempfile
from pathlib import Path

from flask import Blueprint, Response, g, render_template

from registry.access.gate import requires
from registry.access.permissions import Permission
from registry.fields.catalogue import KINDS
from registry.queries import layout
from registry.record_files import export_records
from registry.web.clock import today
from registry.web.drugs import covers
from registry.web.sending import send_and_forget

bp = Blueprint("exports", __name__)

P = Permission


@bp.get("/exports")
@requires(P.EXPORT_RECORDS)
def index() -> str:
    with_text = g.scope.role.reads_text
    sheets = [
        (fields.record, layout.layout_columns(kind, with_text=with_text)) for kind, fields in KINDS.items()
    ]
    return render_template("pages/exports.html", sheets=sheets, covers=covers(), with_text=with_text)


@bp.get("/exports/records.xlsx")
@requires(P.EXPORT_RECORDS)
def records() -> Response:
    """One workbook with a sheet per record kind, told to the trail."""
    with tempfile.TemporaryDirectory(prefix="registry-export-") as folder:
        path = Path(folder) / "records.xlsx"
        export_records(g.session, path, with_objected=False)
        return send_and_forget(path, name=f"records-{today().isoformat()}.xlsx")
