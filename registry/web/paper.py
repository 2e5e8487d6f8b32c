"""Forms on paper: blank ones to write on, and records printed as the page shows them."""

from __future__ import annotations

import datetime as dt
import io
from collections.abc import Mapping
from functools import cache
from typing import Any

from flask import Blueprint, Response, g, send_file

from exports.paper import layout
from exports.paper.layout import Record, Row
from exports.paper.typeset import typeset
from registry import i18n
from registry.access import events
from registry.access.gate import requires
from registry.access.permissions import Permission
from registry.actions import exports
from registry.errors import Forbidden
from registry.fields.base import Field, FieldSet, Missing
from registry.fields.catalogue import KINDS
from registry.i18n import gettext as _
from registry.queries import paper as queries
from registry.queries import records
from registry.web import values
from registry.web.addresses import on_form
from registry.web.forms import unit_of
from registry.web.record_page import patient_of

bp = Blueprint("paper", __name__)

P = Permission


@bp.get("/paper/all.pdf")
@requires(P.READ)
def booklet() -> Response:
    return _send(*_blank_pdf("", i18n.language()))


@bp.get("/paper/<kind>.pdf")
@requires(P.READ)
def blank(kind: str) -> Response:
    return _send(*_blank_pdf(on_form(kind), i18n.language()))


@cache
def _blank_pdf(kind: str, language: str) -> tuple[bytes, str]:
    """A blank form, or all of them, and the name of its file: the same for everybody, and slow to set."""
    document = layout.blank(kind) if kind else layout.booklet()
    return typeset(document), f"{kind or 'all'}-{language}.pdf"


@bp.get("/paper/<kind>/<record_id>.pdf")
@requires(P.READ)
def filled(kind: str, record_id: str) -> Response:
    """A record as it stands, told to the trail. What a patient who objects has here does not leave."""
    row = records.get(g.session, on_form(kind), record_id)
    patient = patient_of(kind, row)
    if patient is not None and patient.objection == "yes":
        raise Forbidden(_("This patient objects to the research: their records are not printed or exported."))
    document = layout.filled(kind, _record(kind, row, patient))
    exports.log(g.session, events.PRINTED_RECORD, form=kind, record=row.id, version=row.version)
    name = f"{kind}-{patient.number}" if patient is not None and patient.number else kind
    return _send(typeset(document), f"{name}-{document.language}.pdf")


def _send(content: bytes, name: str) -> Response:
    file = io.BytesIO(content)
    return send_file(file, mimetype="application/pdf", as_attachment=True, download_name=name, max_age=0)


def _record(kind: str, row: Any, patient: Any) -> Record:
    return Record(
        id=row.id,
        version=row.version,
        status=row.status,
        number=patient.number or "" if patient is not None else "",
        centre=row.centre_id,
        about=_about(row),
        values=_row(KINDS[kind], row),
        rows={
            fields.record.name: tuple(
                _row(fields, found) for found in queries.rows_of(g.session, fields, row.id)
            )
            for fields in layout.rows_of(kind)
        },
        with_text=g.scope.role.reads_text,
        by=g.scope.actor,
        when=i18n.show_moment(dt.datetime.now(dt.UTC)),
    )


def _row(fields: type[FieldSet], row: Any) -> Row:
    """The values of a record in the reader's words."""
    record = {name: getattr(row, name) for name in fields.fields}
    return Row(
        shown={name: _words(field, record) for name, field in fields.fields.items()},
        missing={name: Missing(reason) for name, reason in row.missing.items()},
        applying=frozenset(name for name, field in fields.fields.items() if field.applies(record)),
    )


def _words(field: Field, record: Mapping[str, Any]) -> str:
    words = values.shown(g.session, field, record, {})
    unit = unit_of(field, record.get("criterion") or "") if words else ""
    return f"{words} {unit}" if unit else words


def _about(row: Any) -> str:
    """The drugs of the course that a record belongs to."""
    course_id = getattr(row, "course_id", "")
    drugs = records.drugs_of(g.session, course_id) if course_id else []
    return " + ".join(values.reference_words(g.session, "drug", drug) for drug in drugs)
