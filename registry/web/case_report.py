"""The pharmacovigilance report of a toxicity: made of what is recorded, with a link to whatever is lacking."""

from __future__ import annotations

import datetime as dt
import io

from flask import Blueprint, Response, flash, g, redirect, render_template, send_file, url_for
from werkzeug.wrappers import Response as BaseResponse

from exports.paper import case_report as paper
from exports.paper.typeset import typeset
from registry import i18n
from registry.access.events import PRINTED_RECORD
from registry.access.gate import requires
from registry.access.permissions import Permission, may, right_to_write
from registry.actions import exports
from registry.actions import records as save_records
from registry.actions.records import Intent
from registry.errors import Forbidden
from registry.fields.catalogue import KINDS
from registry.fields.layout import VOID
from registry.i18n import N_
from registry.i18n import gettext as _
from registry.queries import case_report, records
from registry.rules.case_line import Place
from registry.rules.case_report import chapters, lacking, lacking_minimum
from registry.rules.narrative import narrative
from registry.schemas.build import load
from registry.web.clock import today
from registry.web.page_gate import gate_of_page

bp = Blueprint("case_report", __name__)

P = Permission
MINIMUM_WORDS = {
    "patient": N_("the patient"),
    "reporter": N_("who reports it"),
    "reaction": N_("the reaction"),
    "drug": N_("the drug"),
}


@bp.get("/toxicities/<record_id>/report")
@requires(P.READ)
def show(record_id: str) -> str:
    row = records.get(g.session, "toxicity", record_id)
    case = case_report.facts_of(g.session, record_id)
    found = chapters(case)
    return render_template(
        "pages/case_report.html",
        row=row,
        case=case,
        chapters=found,
        lacking=lacking(found),
        unreportable=[_(MINIMUM_WORDS[part]) for part in lacking_minimum(found)],
        proposed="" if row.narrative or not _writes(row.status) else narrative(case),
        address=address,
    )


@bp.get("/toxicities/<record_id>/report.pdf")
@requires(P.READ)
def printed(record_id: str) -> Response:
    """The report on paper, told to the trail."""
    row = records.get(g.session, "toxicity", record_id)
    case = case_report.facts_of(g.session, record_id)
    if case.patient.get("objection") == "yes":
        raise Forbidden(_("This patient objects to the research: their records are not printed or exported."))
    number = case.patient.get("number") or ""
    document = paper.document(
        chapters(case),
        number=number,
        centre=case.centre,
        record=row.id,
        version=row.version,
        by=g.scope.actor,
        when=i18n.show_moment(dt.datetime.now(dt.UTC)),
    )
    exports.log(g.session, PRINTED_RECORD, form="toxicity", record=row.id, version=row.version)
    name = f"report-{number}-{document.language}.pdf"
    file = io.BytesIO(typeset(document))
    return send_file(file, mimetype="application/pdf", as_attachment=True, download_name=name, max_age=0)


@bp.post("/toxicities/<record_id>/report/narrative")
@requires(P.ENTER)
def insert(record_id: str) -> BaseResponse:
    """Put the proposed narrative into the toxicity, where it has none."""
    row = records.get(g.session, "toxicity", record_id)
    if not row.narrative and _writes(row.status):
        words = narrative(case_report.facts_of(g.session, record_id))
        reason = _("Narrative proposed from the record")
        save_records.update(
            g.session,
            "toxicity",
            record_id,
            loaded=load(KINDS["toxicity"], {"narrative": words}, gate_of_page()),
            intent=Intent(complete=None, version=row.version, reason=reason, strict=True),
            on=today(),
        )
        flash(_("Narrative put into the form: read it again."))
    return redirect(f"{url_for('records.show', kind='toxicity', record_id=record_id)}#f-narrative", 303)


def address(place: Place) -> str:
    """Where a line is filled in: its field in its record, or a new record."""
    anchor = f"#f-{place.field}" if place.field else ""
    if place.record_id:
        return url_for("records.show", kind=place.kind, record_id=place.record_id) + anchor
    return url_for("records.new", kind=place.kind, parent=place.parent_id) + anchor


def _writes(status: str) -> bool:
    return status != VOID and may(g.scope.role, right_to_write("toxicity"))
