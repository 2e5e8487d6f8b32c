"""Drugs: the list, the numbers of one drug, the patients behind a number, the workbook, and the list's upkeep."""

from __future__ import annotations

import datetime as dt
import io
from dataclasses import dataclass

from flask import Blueprint, Response, g, render_template, request, send_file
from werkzeug.wrappers import Response as BaseResponse

from exports.basis import Context
from exports.drug_report import write_drug_report
from registry import i18n
from registry.access import events
from registry.access.gate import requires
from registry.access.permissions import Permission, Rows, may
from registry.actions import exports
from registry.errors import NotFound
from registry.i18n import gettext as _
from registry.queries import drugs
from registry.queries import records as record_queries
from registry.queries.drug_overview import glance
from registry.queries.drug_patients import counted_patients
from registry.web import (
    drug_all_centres,
    drug_filters,
    drug_form,
    drug_list,
    drug_patients,
    drug_plots,
    drug_serious,
    drug_view,
    values,
)
from registry.web.clock import today
from registry.web.drug_address import Asked, read_address
from registry.web.drug_drawn import figures_of_part
from registry.web.drug_numbers import Numbers
from registry.web.drug_switches import STEERING, Switch, tabs_of
from registry.web.form_page import age_words
from registry.web.page_gate import gate_of_page
from registry.web.parameter_words import level_words

bp = Blueprint("drugs", __name__)

P = Permission


@bp.get("/drugs")
@requires(P.SUMMARIES, P.MANAGE_DRUGS)
def index() -> str:
    if drug_all_centres.is_asked():
        return drug_all_centres.show_overview(drugs.listed(g.session))
    seen = glance(g.session, cut_off=today()) if may(g.scope.role, P.SUMMARIES) else {}
    page = drug_list.page_of(drugs.listed(g.session), seen, request.args)
    return render_template("pages/drugs.html", page=page, covers=covers(), rows_switch=_switch(), **_words())


@bp.get("/drugs/<drug_id>")
@requires(P.SUMMARIES)
def show(drug_id: str) -> str:
    if drug_all_centres.is_asked():
        return drug_all_centres.show_drug(record_queries.get(g.session, "drug", drug_id))
    found = numbers_asked(drug_id, further=drug_plots.ADDRESS)
    asked, numbers = found.asked, found.numbers
    steers = g.scope.role.rows is not Rows.CENTRE
    if asked.tab == STEERING and not steers:
        raise NotFound(_("This part of the page is for those who see several centres."))
    return render_template(
        "pages/drug.html",
        drug=numbers.drug,
        page=drug_view.page_of(numbers.summary, asked),
        asked=asked,
        rows_switch=_switch(drug_id),
        tabs=tabs_of(asked, with_signals=steers),
        offers=drug_filters.offer(numbers.material.records, asked.filters),
        figures=figures_of_part(numbers, asked, covers=covers(), criterion=request.args.get("criterion", "")),
        serious=drug_serious.list_of(numbers, asked) if asked.tab == "toxicity" else None,
        covers=covers(),
        **_words(),
    )


@bp.get("/drugs/<drug_id>/patients")
@requires(P.SUMMARIES)
def behind(drug_id: str) -> str:
    """The patients behind one number of the page."""
    found = numbers_asked(drug_id, further=drug_patients.ADDRESS)
    shown = Numbers(found.numbers.summary, found.asked)
    named = drug_patients.read_name(request.args)
    row = shown.behind(named.output, named.category, reading=named.reading)
    if row is None:
        raise NotFound(_("The numbers of this drug do not have this one. Go back to the page of the drug."))
    lines = counted_patients(g.session, found.numbers, row.patients)
    page = drug_patients.page_of(shown, row, lines, request.args.get("page", ""))
    return render_template(
        "pages/drug_patients.html",
        drug=found.numbers.drug,
        page=page,
        asked=found.asked,
        covers=covers(),
        level=level_words(found.asked.parameters.conf_level),
        diagnosis_words=drug_patients.diagnosis_words,
        age_words=age_words,
        may_open=may(g.scope.role, P.READ),
        **_words(),
    )


@bp.get("/drugs/<drug_id>/figures/<name>.<ending>")
@requires(P.SUMMARIES)
def figure(drug_id: str, name: str, ending: str) -> Response:
    """A figure of the page as a file: SVG, PNG, or its numbers as CSV."""
    found = numbers_asked(drug_id, further=drug_plots.ADDRESS)
    figures = drug_plots.figures_of(
        found.numbers, found.asked, covers=covers(), criterion=request.args.get("criterion", "")
    )
    content = drug_plots.file_of(figures, name, ending)
    return _file(found, content, f"{name}.{ending}", drug_plots.TYPES[ending])


@bp.get("/drugs/<drug_id>/report.xlsx")
@requires(P.EXPORT_DRUG)
def report(drug_id: str) -> Response:
    """The workbook under the choices of the page; it holds every use side by side."""
    numbers = numbers_asked(drug_id).numbers
    buffer = io.BytesIO()
    context = Context(
        drug=values.drug_words(numbers.drug),
        scope=covers(),
        by=g.scope.actor,
        made=dt.datetime.now(dt.UTC),
        with_text=g.scope.role.reads_text,
    )
    write_drug_report(
        buffer, summary=numbers.summary, frames=numbers.frames, context=context, language=i18n.language()
    )
    buffer.seek(0)
    cut_off = numbers.summary.cut_off.isoformat()
    exports.log(g.session, events.EXPORTED_DRUG, drug=numbers.drug.inn, cut_off=cut_off)
    name = f"{numbers.drug.id.replace(' ', '-')}-{cut_off}.xlsx"
    return send_file(buffer, as_attachment=True, download_name=name, max_age=0)


@bp.get("/drugs/new")
@requires(P.MANAGE_DRUGS)
def new() -> str:
    return drug_form.page(drug_form.blank(), is_new=True)


@bp.post("/drugs/new")
@requires(P.MANAGE_DRUGS)
def create() -> BaseResponse | tuple[str, int]:
    return drug_form.save(drug_form.blank(), is_new=True)


@bp.get("/drugs/<drug_id>/edit")
@requires(P.MANAGE_DRUGS)
def edit(drug_id: str) -> str:
    return drug_form.page(record_queries.get(g.session, "drug", drug_id), is_new=False)


@bp.post("/drugs/<drug_id>/edit")
@requires(P.MANAGE_DRUGS)
def update(drug_id: str) -> BaseResponse | tuple[str, int]:
    return drug_form.save(record_queries.get(g.session, "drug", drug_id), is_new=False)


def _file(found: Found, content: bytes, figure: str, mimetype: str) -> Response:
    """A file named after the drug, the figure and the cut-off."""
    stem, dot, ending = figure.partition(".")
    drug = found.numbers.drug.id.replace(" ", "-")
    name = f"{drug}-{stem}-{found.asked.cut_off.isoformat()}{dot}{ending}"
    return send_file(
        io.BytesIO(content), mimetype=mimetype, as_attachment=True, download_name=name, max_age=0
    )


@dataclass(frozen=True, slots=True)
class Found:
    """The numbers of a drug, and the choices of the address they were made under."""

    numbers: drugs.Numbers
    asked: Asked


def numbers_asked(drug_id: str, *, further: frozenset[str] = frozenset()) -> Found:
    """The numbers that the address asks for, over the reader's rows."""
    drug = record_queries.get(g.session, "drug", drug_id)
    asked = read_address(drug_id, request.args.items(multi=True), gate=gate_of_page(), further=further)
    numbers = drugs.numbers_of(
        g.session, drug, cut_off=asked.cut_off, parameters=asked.parameters, filters=asked.filters
    )
    return Found(numbers, asked)


def covers() -> str:
    """Whose rows the numbers of this reader cover, in words."""
    centres, countries = drugs.coverage(g.session)
    if g.scope.role.rows is Rows.CENTRE:
        return _("Own centre: %(centre)s") % {"centre": centres[0].id if centres else ""}
    return drugs.coverage_words(len(centres), len(countries))


def _switch(drug_id: str = "") -> Switch | None:
    """Between the own centre and all of them."""
    if not may(g.scope.role, P.SUMMARIES):
        return None
    if drug_id:
        return drug_all_centres.switch("drugs.show", drug_id=drug_id)
    return drug_all_centres.switch("drugs.index")


def _words() -> dict[str, object]:
    return {"drug_words": values.drug_words, "class_words": values.class_words}
