"""Data freezes: the list, one of them, the records behind its numbers, what changed between two."""

from __future__ import annotations

import io

from flask import Blueprint, Response, flash, g, redirect, render_template, send_file, url_for
from werkzeug.wrappers import Response as BaseResponse

from exports.freeze import counted
from exports.freeze.book import write_changes
from exports.freeze.pack import Altered
from exports.freeze.words import asked_words, field_words, kind_words, value_words
from registry import i18n, snapshots
from registry.access import events
from registry.access.gate import requires
from registry.access.permissions import Permission, may
from registry.actions import exports
from registry.i18n import gettext as _
from registry.models.base import now
from registry.models.snapshot import Snapshot
from registry.queries import drugs
from registry.queries import snapshots as found
from registry.web import snapshot_words as words

bp = Blueprint("snapshots", __name__)

P = Permission
SHOWN = 200
"""Lines of a long list on a page; the workbook has them all."""


@bp.errorhandler(Altered)
def altered(error: Altered) -> tuple[str, int]:
    """Nothing of an altered freeze is shown but that it is."""
    return render_template("pages/snapshot_altered.html", sentence=error.text), error.status


@bp.get("/snapshots")
@requires(P.FREEZE, P.TRAIL)
def index() -> str:
    rows = found.listed(g.session)
    return render_template(
        "pages/snapshots.html", rows=rows, words=words, drug_names={row.drug: _name(row) for row in rows}
    )


@bp.get("/snapshots/<snapshot_id>")
@requires(P.FREEZE, P.TRAIL)
def show(snapshot_id: str) -> str:
    row = found.get(g.session, snapshot_id)
    opened = snapshots.open_freeze(g.session, row)
    others = [other for other in found.listed(g.session, drug=row.drug) if other.id != row.id]
    return render_template(
        "pages/snapshot.html",
        row=row,
        drug=_name(row),
        dossier=opened.dossier,
        sheets=counted.aggregates(opened.dossier),
        kinds=[(kind, kind_words(kind), len(opened.records.of(kind))) for kind in opened.records.kinds],
        others=others,
        words=words,
    )


@bp.post("/snapshots/<snapshot_id>/verify")
@requires(P.FREEZE, P.TRAIL)
def verify(snapshot_id: str) -> BaseResponse:
    """Check every part against the fingerprint, now."""
    row = found.get(g.session, snapshot_id)
    snapshots.open_freeze(g.session, row)
    flash(_("Checked now: every part of this freeze is what was frozen."))
    return redirect(url_for("snapshots.show", snapshot_id=row.id), 303)


@bp.get("/snapshots/<snapshot_id>/sheets/<sheet>")
@requires(P.FREEZE, P.TRAIL)
def sheet(snapshot_id: str, sheet: str) -> str:
    """An aggregate as it was frozen; each number opens the records it counts."""
    row = found.get(g.session, snapshot_id)
    table = counted.aggregate(snapshots.open_freeze(g.session, row).dossier, sheet)
    return render_template(
        "pages/snapshot_sheet.html",
        row=row,
        drug=_name(row),
        aggregate=table,
        lines=words.lines_of(table, row.id),
    )


@bp.get("/snapshots/<snapshot_id>/sheets/<sheet>/<int:line>/<span>")
@requires(P.FREEZE, P.TRAIL)
def behind(snapshot_id: str, sheet: str, line: int, span: str) -> str:
    """The records that a line of an aggregate counts."""
    row = found.get(g.session, snapshot_id)
    opened = snapshots.open_freeze(g.session, row)
    records = counted.behind(opened.dossier, opened.records, sheet=sheet, line=line, span=span)
    table = counted.aggregate(opened.dossier, sheet)
    return render_template(
        "pages/snapshot_behind.html",
        row=row,
        drug=_name(row),
        aggregate=table,
        label=counted.label_of(table, table.lines[line]),
        span=words.span_words(span),
        records=records[:SHOWN],
        total=len(records),
        counted=words.counted_words(records),
        words=words,
        kind_words=kind_words,
    )


@bp.get("/snapshots/<snapshot_id>/records/<frozen_kind>/<frozen_id>")
@requires(P.FREEZE, P.TRAIL)
def record(snapshot_id: str, frozen_kind: str, frozen_id: str) -> str:
    """A record as it was frozen, and the numbers that count it."""
    row = found.get(g.session, snapshot_id)
    opened = snapshots.open_freeze(g.session, row)
    held = counted.find(opened.records, frozen_kind, frozen_id)
    values = [
        (field_words(held.kind, name), value_words(held.kind, name, text))
        for name, text in (held.row or {}).items()
        if text not in ("", "{}") and name not in words.PLACES
    ]
    return render_template(
        "pages/snapshot_record.html",
        row=row,
        drug=_name(row),
        record=held,
        values=values,
        places=list(counted.counting(opened.dossier, held)),
        numbers=counted.numbers_counting(opened.dossier, held),
        words=words,
        kind=kind_words(held.kind),
        address=words.address_now(held) if may(g.scope.role, P.READ) else "",
    )


@bp.get("/snapshots/<snapshot_id>/records.zip")
@requires(P.FREEZE)
def tables(snapshot_id: str) -> Response:
    """The freeze as it is stored: dossier, record tables, and the list of contents that its fingerprint covers."""
    row = found.get(g.session, snapshot_id)
    opened = snapshots.open_freeze(g.session, row)
    name = snapshots.file_name(row, what="freeze", ending=".zip")
    rows = {kind: len(opened.records.of(kind)) for kind in opened.records.kinds}
    note_export(row, file=name, rows=rows)
    return send(found.content_of(g.session, row.id), name)


@bp.get("/snapshots/<snapshot_id>/changes/<other_id>")
@requires(P.FREEZE, P.TRAIL)
def changes(snapshot_id: str, other_id: str) -> str:
    """What changed from one freeze to another."""
    compared = snapshots.compare(g.session, snapshot_id, other_id)
    return render_template(
        "pages/snapshot_changes.html",
        before=compared.rows[0],
        after=compared.rows[1],
        drug=_name(compared.rows[1]),
        made=compared.comparison,
        differing=asked_words(compared.comparison.asked_differently),
        trail=compared.trail,
        shown=SHOWN,
        words=words,
        kind_words=kind_words,
        field_words=field_words,
        value_words=value_words,
    )


@bp.get("/snapshots/<snapshot_id>/changes/<other_id>.xlsx")
@requires(P.FREEZE)
def changes_book(snapshot_id: str, other_id: str) -> Response:
    compared = snapshots.compare(g.session, snapshot_id, other_id)
    before, after = compared.rows
    file = io.BytesIO()
    write_changes(file, compared.comparison, compared.trail, made=now(), language=i18n.language())
    what = f"changes-since-{before.cut_off.isoformat()}"
    name = snapshots.file_name(after, what=what, ending=".xlsx")
    note_export(after, file=name, since=before.id)
    return send(file.getvalue(), name)


def send(content: bytes, name: str) -> Response:
    return send_file(io.BytesIO(content), as_attachment=True, download_name=name, max_age=0)


def note_export(row: Snapshot, **detail: object) -> None:
    """Tell the journal what left."""
    exports.log(g.session, events.EXPORTED_SNAPSHOT, **snapshots.told_of(row), **detail)


def _name(row: Snapshot) -> str:
    return drugs.drug_words(drugs.by_name(g.session, row.drug))
