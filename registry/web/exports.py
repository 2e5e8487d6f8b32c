"""Record exports from the browser: the reader's rows, without patients who objected."""

from __future__ import annotations

import tempfile
from pathlib import Path

from flask import Blueprint, Response, after_this_request, g, render_template, send_file

from exports import records as record_files
from exports.records import Table
from registry.access.gate import requires
from registry.access.permissions import Permission
from registry.actions import exports
from registry.fields.catalogue import KINDS
from registry.queries import layout
from registry.web.clock import today
from registry.web.drugs import covers

bp = Blueprint("exports", __name__)

P = Permission


@bp.get("/exports")
@requires(P.EXPORT_RECORDS)
def index() -> str:
    return render_template("pages/exports.html", kinds=KINDS.values(), covers=covers(), with_text=g.scope.role.reads_text)


@bp.get("/exports/records.xlsx")
@requires(P.EXPORT_RECORDS)
def records() -> Response:
    """One workbook with a sheet per record kind. The file is made, told to the trail, sent, and removed."""
    folder = tempfile.TemporaryDirectory(prefix="registry-export-")
    after_this_request(lambda response: response.call_on_close(folder.cleanup) and response or response)
    path = Path(folder.name) / "records.xlsx"
    with_text = g.scope.role.reads_text
    counts = record_files.write_records(
        path,
        (
            Table(
                kind,
                layout.layout_columns(kind, with_text=with_text),
                layout.layout_rows(g.session, kind, with_text=with_text, with_objected=False),
            )
            for kind in KINDS
        ),
    )
    exports.log(g.session, "export_records", rows=counts)
    return send_file(path, as_attachment=True, download_name=f"records-{today().isoformat()}.xlsx", max_age=0)
