"""My patients, and one patient with one timeline and everything on it."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import Any

from flask import Blueprint, g, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from registry import i18n
from registry.access.gate import requires
from registry.access.permissions import Permission
from registry.fields.catalogue import KINDS
from registry.i18n import gettext as _
from registry.i18n import ngettext
from registry.queries import calendar, patients
from registry.queries import drugs as drug_queries
from registry.queries.patient_record import whole
from registry.queries.patients import PatientLine
from registry.schemes import catalogue as schemes
from registry.terminology.words import fold
from registry.web import due, patient_facts, record_groups, timeline, values, visits
from registry.web.addresses import home_of
from registry.web.clock import today
from registry.web.form_page import age_words
from registry.web.record_words import LETTERS, visit_name

bp = Blueprint("patients", __name__)
bp.add_url_rule("/calendar", view_func=visits.calendar)
bp.add_url_rule("/visits/<course_id>/unchanged", view_func=visits.enter_unchanged, methods=["POST"])

P = Permission
PAGE = 50
CHIPS = ("todo", "on_treatment", "stopped", "dead", "no_course", "objected", "all")
SORTS = {
    "urgency": lambda line: line.urgency,
    "number": lambda line: line.patient.number,
    "age": lambda line: (line.age_months is None, line.age_months or 0, line.patient.number),
}


ADDRESS = frozenset({"q", "show", "drug", "category", "scheme", "due", "sort", "page"})


@dataclass(frozen=True, slots=True)
class Filters:
    """What the address of the list asks for."""

    words: str
    chip: str
    drug: str
    category: str
    scheme: str
    due: str
    sort: str
    page: int


@bp.get("/")
@requires(P.OWN_ACCOUNT)
def home() -> Response:
    """Where the role begins."""
    return redirect(home_of(g.scope.role))


@bp.get("/patients")
@requires(P.READ)
def index() -> str:
    every = patients.lines(g.session, on=today())
    filters = _filters(every)
    narrowed = [line for line in every if _matches(line, filters)]
    counts = Counter(chip for line in narrowed for chip in CHIPS if _in_chip(line, chip))
    found = sorted((line for line in narrowed if _in_chip(line, filters.chip)), key=SORTS[filters.sort])
    pages = max(1, -(-len(found) // PAGE))
    page = min(filters.page, pages)
    centres, _countries = drug_queries.coverage(g.session)
    return render_template(
        "pages/patients.html",
        lines=found[(page - 1) * PAGE : page * PAGE],
        total=len(found),
        every=len(every),
        page=page,
        addresses=[_address(page=n) for n in range(1, pages + 1)],
        filters=filters,
        chips=[
            (due.state_words(chip), _address(show=chip, page=1), chip == filters.chip, counts[chip])
            for chip in CHIPS
        ],
        waiting=_waiting(every),
        drops=_drops(every, filters),
        sorts={name: _address(sort=name, page=1) for name in SORTS},
        centres=centres,
        new_in=[(c.id, url_for("records.new", kind="patient", parent=c.id), False) for c in centres],
        words=due,
        drug_words=values.drug_words,
        age_words=age_words,
    )


def _address(**changed: Any) -> str:
    """This list with some of what its address says changed."""
    kept = {name: text for name, text in request.args.items() if name in ADDRESS}
    return url_for(
        "patients.index", **{name: value for name, value in {**kept, **changed}.items() if value != ""}
    )


def _drops(every: list[PatientLine], filters: Filters) -> list[tuple[str, list[tuple[str, str, bool]]]]:
    """The filters by drug, scheme and diagnosis: (words, choices)."""
    drugs = sorted(
        {d.id: d for line in every for d in line.drugs}.values(), key=lambda d: fold(values.drug_words(d))
    )
    used = {course.access_scheme for line in every for course in line.courses} - {None}
    scheme = sorted(((code, i18n.say(schemes.label(code))) for code in used), key=lambda pair: fold(pair[1]))
    category = [(c.code, i18n.say(c.label)) for c in KINDS["diagnosis"].fields["category"].values or ()]
    return [
        _drop(_("Drug"), "drug", [(d.id, values.drug_words(d)) for d in drugs], filters.drug),
        _drop(_("Access"), "scheme", scheme, filters.scheme),
        _drop(_("Diagnosis"), "category", category, filters.category),
    ]


def _drop(
    label: str, name: str, options: list[tuple[str, str]], chosen: str
) -> tuple[str, list[tuple[str, str, bool]]]:
    shown = dict(options).get(chosen, _("all"))
    choices = [(_("All"), _address(**{name: "", "page": 1}), not chosen)]
    choices += [(words, _address(**{name: code, "page": 1}), code == chosen) for code, words in options]
    return _("%(name)s: %(chosen)s") % {"name": label, "chosen": shown}, choices


def _filters(every: list[PatientLine]) -> Filters:
    chosen = request.args.get("show", "")
    page = request.args.get("page", "1")
    sort = request.args.get("sort", "urgency")
    return Filters(
        words=request.args.get("q", "")[:100],
        chip=chosen
        if chosen in CHIPS
        else ("todo" if any(line.due for line in every) and "q" not in request.args else "all"),
        drug=request.args.get("drug", ""),
        category=request.args.get("category", ""),
        scheme=request.args.get("scheme", ""),
        due=request.args.get("due", ""),
        sort=sort if sort in SORTS else "urgency",
        page=max(1, int(page)) if page.isascii() and page.isdigit() and len(page) < 6 else 1,
    )


def _matches(line: PatientLine, filters: Filters) -> bool:
    if filters.drug and filters.drug not in [drug.id for drug in line.drugs]:
        return False
    if filters.category and (line.diagnosis is None or line.diagnosis.category != filters.category):
        return False
    if filters.scheme and filters.scheme not in [course.access_scheme for course in line.courses]:
        return False
    if filters.due and filters.due not in [item.kind for item in line.due]:
        return False
    return not filters.words or all(word in _searched(line) for word in fold(filters.words).split())


def _searched(line: PatientLine) -> str:
    """What a search looks through: number, diagnosis, drugs in both languages."""
    words = [line.patient.number, line.diagnosis.name or "" if line.diagnosis else ""]
    words += [name for drug in line.drugs for name in (drug.inn, drug.inn_fr or "")]
    return fold(" ".join(words))


def _in_chip(line: PatientLine, chip: str) -> bool:
    return chip == "all" or (chip == "todo" and bool(line.due)) or line.state == chip


def _waiting(every: list[PatientLine]) -> list[tuple[str, str, str, int, str, str, str]]:
    """What waits, over all patients, as the counts on top of the page."""
    shown = []
    for kind, name in due.waiting_names().items():
        items = [item for line in every for item in line.due if item.kind == kind]
        concerned = sum(any(item.kind == kind for item in line.due) for line in every)
        level, icon = due.LEVELS[kind]
        oldest = min((item.since for item in items if item.since), default=None)
        detail = (
            ngettext("%(n)d patient", "%(n)d patients", concerned) % {"n": concerned}
            if concerned
            else _("None")
        )
        further = _("oldest: %(date)s") % {"date": i18n.show_date(oldest)} if oldest else ""
        count = sum(item.count for item in items)
        shown.append(
            (level, icon, name, count, url_for("patients.index", show="todo", due=kind), detail, further)
        )
    return shown


@bp.get("/patients/<patient_id>")
@requires(P.READ)
def show(patient_id: str) -> str:
    record = whole(g.session, patient_id)
    calendars = calendar.calendars(g.session, on=today(), patient_id=patient_id)
    state = patients.state_of(record.patient, record.live("course"))
    return render_template(
        "pages/patient.html",
        record=record,
        patient=record.patient,
        state=state,
        words=due,
        facts=patient_facts.facts(record, on=today()),
        due=patient_facts.due_of(record, calendars, on=today()),
        timeline=timeline.draw(record, calendars, on=today(), months=_months()),
        spans=[(words, _span(patient_id, months), _months() == months) for words, months in _spans()],
        groups=record_groups.groups(g.session, record, calendars),
        entered=visits.entered_now(record),
        letters=LETTERS[i18n.language()],
        visit_name=visit_name,
    )


def _spans() -> tuple[tuple[str, int | None], ...]:
    return (_("Everything"), None), (_("12 months"), 12), (_("3 months"), 3)


def _span(patient_id: str, months: int | None) -> str:
    return url_for("patients.show", patient_id=patient_id, months=months)


def _months() -> int | None:
    """How far back the timeline goes: 3, 12, or all."""
    return {"12": 12, "3": 3}.get(request.args.get("months", ""))
