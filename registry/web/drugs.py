"""Drugs: the list, the numbers of one drug, the patients behind a number, the workbook, and the list's upkeep."""

from __future__ import annotations

import datetime as dt
import io
from typing import Any

from flask import Blueprint, Response, flash, g, redirect, render_template, request, send_file, url_for
from werkzeug.wrappers import Response as BaseResponse

from exports.basis import Context
from exports.drug_report import write_drug_report
from registry import i18n
from registry.access.gate import requires
from registry.access.permissions import Permission, Rows, may
from registry.actions import exports, records
from registry.actions.records import Intent
from registry.errors import Invalid
from registry.fields.catalogue import KINDS
from registry.i18n import gettext as _
from registry.i18n import ngettext
from registry.queries import drugs, patients
from registry.queries import records as record_queries
from registry.schemas.build import load
from registry.summaries.parameters import MEANINGS, Parameters, parse
from registry.web import forms, values
from registry.web.clock import today
from registry.web.forms import Content
from registry.web.records import gate_of_page, typed_form

bp = Blueprint("drugs", __name__)

P = Permission


@bp.get("/drugs")
@requires(P.SUMMARIES, P.MANAGE_DRUGS)
def index() -> str:
    return render_template(
        "pages/drugs.html", lines=drugs.listed(g.session), covers=covers(), drug_words=values.drug_words, class_words=values.class_words
    )


@bp.get("/drugs/<drug_id>")
@requires(P.SUMMARIES)
def show(drug_id: str) -> str:
    numbers = numbers_asked(drug_id)
    return render_template(
        "pages/drug.html",
        drug=numbers.drug,
        summary=numbers.summary,
        covers=covers(),
        parameters=numbers.summary.parameters,
        meanings=MEANINGS,
        subset=request.args.get("subset", "all"),
        drug_words=values.drug_words,
        class_words=values.class_words,
    )


@bp.get("/drugs/<drug_id>/patients")
@requires(P.SUMMARIES)
def behind(drug_id: str) -> str:
    """The patients behind one number of the page."""
    numbers = numbers_asked(drug_id)
    asked = {name: request.args.get(name, "all") for name in ("output", "subset", "category")}
    row = next(
        (r for r in numbers.summary.rows if all(getattr(r, n) == v for n, v in asked.items()) and _same_reading(r)), None
    )
    wanted = set(row.patients if row else ())
    lines = [line for line in patients.lines(g.session, on=today()) if line.patient.id in wanted]
    return render_template(
        "pages/drug_patients.html",
        drug=numbers.drug,
        row=row,
        lines=sorted(lines, key=lambda line: line.patient.number),
        covers=covers(),
        drug_words=values.drug_words,
        may_open=may(g.scope.role, P.READ),
        with_text=g.scope.role.reads_text,
        cut_off=numbers.summary.cut_off,
    )


def _same_reading(row: Any) -> bool:
    return request.args.get("row_reading", row.reading) == row.reading


@bp.get("/drugs/<drug_id>/report.xlsx")
@requires(P.EXPORT_DRUG)
def report(drug_id: str) -> Response:
    numbers = numbers_asked(drug_id)
    buffer = io.BytesIO()
    context = Context(
        drug=values.drug_words(numbers.drug),
        scope=covers(),
        by=g.scope.actor,
        made=dt.datetime.now(dt.UTC),
        with_text=g.scope.role.reads_text,
    )
    write_drug_report(buffer, summary=numbers.summary, frames=numbers.frames, context=context, language=i18n.language())
    buffer.seek(0)
    exports.log(g.session, "export_drug", drug=numbers.drug.inn, cut_off=numbers.summary.cut_off.isoformat())
    name = f"{numbers.drug.id.replace(' ', '-')}-{numbers.summary.cut_off.isoformat()}.xlsx"
    return send_file(buffer, as_attachment=True, download_name=name, max_age=0)


@bp.get("/drugs/new")
@requires(P.MANAGE_DRUGS)
def new() -> str:
    return _form_page(records.blank(g.session, "drug", parent_id=""), is_new=True)


@bp.post("/drugs/new")
@requires(P.MANAGE_DRUGS)
def create() -> BaseResponse | tuple[str, int]:
    return _save(records.blank(g.session, "drug", parent_id=""), is_new=True)


@bp.get("/drugs/<drug_id>/edit")
@requires(P.MANAGE_DRUGS)
def edit(drug_id: str) -> str:
    return _form_page(record_queries.get(g.session, "drug", drug_id), is_new=False)


@bp.post("/drugs/<drug_id>/edit")
@requires(P.MANAGE_DRUGS)
def update(drug_id: str) -> BaseResponse | tuple[str, int]:
    return _save(record_queries.get(g.session, "drug", drug_id), is_new=False)


def _save(row: Any, *, is_new: bool) -> BaseResponse | tuple[str, int]:
    typed = typed_form()
    loaded = load(KINDS["drug"], forms.given("drug", typed, g.scope.role), gate_of_page())
    version = request.form.get("version", "")
    intent = Intent(
        complete=True,
        reason=request.form.get("reason", "")[:2000],
        version=int(version) if version.isascii() and version.isdigit() else None,
        key=request.form.get("idempotency_key", "")[:64],
        body=forms.digest(typed),
    )
    try:
        if is_new:
            saved = records.create_drug(g.session, loaded=loaded, intent=intent, on=today())
        else:
            saved = records.update(g.session, "drug", row.id, loaded=loaded, intent=intent, on=today())
    except Invalid as refused:
        return _form_page(row, is_new=is_new, typed=typed, refused=refused), refused.status
    flash(_("Drug saved."))
    location = url_for("drugs.show", drug_id=saved.row.id)
    return redirect(location, 303)


def _form_page(row: Any, *, is_new: bool, typed: Any = None, refused: Invalid | None = None) -> str:
    content = Content(record_queries.values_of("drug", row), row.missing, (), typed)
    problems = refused.problems if refused else ()
    view = forms.build(g.session, "drug", content, g.scope.role, problems=problems)
    return render_template(
        "pages/drug_form.html", form=view, row=row, is_new=is_new, drug_words=values.drug_words, needs_reason=not is_new
    )


def numbers_asked(drug_id: str) -> drugs.Numbers:
    """The numbers that the address asks for: cut-off and parameters are in it."""
    drug = record_queries.get(g.session, "drug", drug_id)
    return drugs.numbers_of(g.session, drug, cut_off=_cut_off(), parameters=_parameters())


def _parameters() -> Parameters:
    return parse(f"{name}={request.args[name]}" for name in MEANINGS if request.args.get(name))


def _cut_off() -> dt.date:
    text = request.args.get("cut_off", "")
    if not text:
        return today()
    field = KINDS["course"].fields["first_dose"]
    loaded = load(KINDS["course"], {field.name: text}, gate_of_page())
    if loaded.problems:
        raise Invalid(loaded.problems[0].text)
    day: dt.date = loaded.values[field.name]
    return day


def covers() -> str:
    """Whose rows the numbers of this reader cover, in words."""
    centres, countries = drugs.coverage(g.session)
    n = len(centres)
    if g.scope.role.rows is Rows.CENTRE:
        return _("Own centre: %(centre)s") % {"centre": centres[0].id if centres else ""}
    words = ngettext("%(n)d centre", "%(n)d centres", n) % {"n": n}
    places = ngettext("%(n)d country", "%(n)d countries", len(countries)) % {"n": len(countries)}
    return _("%(centres)s in %(countries)s") % {"centres": words, "countries": places}

