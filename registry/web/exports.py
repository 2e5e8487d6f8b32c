"""Record exports from the browser: the reader's rows, without patients who objected."""

from __future__ import annotations

import tempfile
from pathlib import Path

from flask import Blueprint, Response, g, render_template, send_file

from exports import records as record_files
from exports.records import Table
from registry.access import events
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
        counts = record_files.write_records(path, [_table(kind) for kind in KINDS])
        # The open file outlives its name, so nothing stays on the disk whatever becomes of the connection.
        file, size = path.open("rb"), path.stat().st_size
    exports.log(g.session, events.EXPORTED_RECORDS, rows=counts)
    name = f"records-{today().isoformat()}.xlsx"
    response = send_file(file, as_attachment=True, download_name=name, max_age=0)
    response.content_length = size
    return response


def _table(kind: str) -> Table:
    """The rows of a kind that this reader may take away."""
    with_text = g.scope.role.reads_text
    rows = layout.layout_rows(g.session, kind, with_text=with_text, with_objected=False)
    return Table(kind, layout.layout_columns(kind, with_text=with_text), rows)
