"""My patients, and one patient with one timeline and everything on it."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import Any

from flask import Blueprint, g, render_template, request

from registry import i18n
from registry.access.gate import requires
from registry.access.permissions import Permission, Rows
from registry.fields.catalogue import KINDS
from registry.queries import drugs as drug_queries
from registry.queries import patients
from registry.queries.patients import PatientLine
from registry.terminology.words import fold
from registry.web import timeline, values
from registry.web.clock import today

bp = Blueprint("patients", __name__)

P = Permission
PAGE = 50
CHIPS = ("todo", "on_treatment", "stopped", "dead", "no_course", "objected", "all")
SORTS = {
    "urgency": lambda line: line.urgency,
    "number": lambda line: line.patient.number,
    "age": lambda line: (line.age_months is None, line.age_months or 0, line.patient.number),
}


@dataclass(frozen=True, slots=True)
class Filters:
    """What the address of the list asks for."""

    words: str
    chip: str
    drug: str
    category: str
    scheme: str
    sort: str
    page: int


@bp.get("/")
@requires(P.READ)
def index() -> str:
    every = patients.lines(g.session, on=today())
    filters = _filters(every)
    narrowed = [line for line in every if _matches(line, filters)]
    counts = Counter(chip for line in narrowed for chip in CHIPS if _in_chip(line, chip))
    found = sorted((line for line in narrowed if _in_chip(line, filters.chip)), key=SORTS[filters.sort])
    start = (filters.page - 1) * PAGE
    centres, countries = drug_queries.coverage(g.session)
    return render_template(
        "pages/patients.html",
        lines=found[start : start + PAGE],
        total=len(found),
        every=len(every),
        pages=max(1, -(-len(found) // PAGE)),
        filters=filters,
        counts=counts,
        chips=CHIPS,
        waiting=_waiting(every),
        drugs=sorted({drug.id: drug for line in every for drug in line.drugs}.values(), key=lambda drug: drug.inn),
        categories=KINDS["diagnosis"].fields["category"].values,
        schemes=KINDS["course"].fields["access_scheme"].values,
        centres=centres,
        countries=countries,
        drug_words=values.drug_words,
        new_centre=_new_centre(centres),
    )


def _filters(every: list[PatientLine]) -> Filters:
    chosen = request.args.get("show", "")
    page = request.args.get("page", "1")
    sort = request.args.get("sort", "urgency")
    return Filters(
        words=request.args.get("q", "")[:100],
        chip=chosen if chosen in CHIPS else ("todo" if any(line.due for line in every) and "q" not in request.args else "all"),
        drug=request.args.get("drug", ""),
        category=request.args.get("category", ""),
        scheme=request.args.get("scheme", ""),
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
    return not filters.words or all(word in _searched(line) for word in fold(filters.words).split())


def _searched(line: PatientLine) -> str:
    """What a search looks through: number, diagnosis, drugs in both languages."""
    words = [line.patient.number, line.diagnosis.name or "" if line.diagnosis else ""]
    words += [name for drug in line.drugs for name in (drug.inn, drug.inn_fr or "")]
    return fold(" ".join(words))


def _in_chip(line: PatientLine, chip: str) -> bool:
    return chip == "all" or (chip == "todo" and bool(line.due)) or line.state == chip


def _waiting(every: list[PatientLine]) -> dict[str, Any]:
    """What waits, over all patients: how many patients per kind of due thing, and the oldest."""
    found: dict[str, list[Any]] = {kind: [] for kind in patients.URGENCY}
    for line in every:
        for item in line.due:
            found[item.kind].append(item)
    return {
        kind: {
            "patients": len(items),
            "count": sum(item.count for item in items),
            "oldest": min((item.since for item in items if item.since), default=None),
        }
        for kind, items in found.items()
    }


def _new_centre(centres: list[Any]) -> str:
    """The centre a new patient goes to when there is only one to choose from."""
    return centres[0].id if g.scope.role.rows is Rows.CENTRE and centres else ""


@bp.get("/patients/<patient_id>")
@requires(P.READ)
def show(patient_id: str) -> str:
    record = patients.whole(g.session, patient_id)
    return render_template(
        "pages/patient.html",
        record=record,
        patient=record.patient,
        state=patients.state_of(record.patient, record.live("course")),
        timeline=timeline.draw(record, on=today(), months=_months()),
        kinds=[KINDS[kind] for kind in ("toxicity", "assessment", "course", "diagnosis")],
        shown=lambda kind, row, name: values.shown(
            g.session, KINDS[kind].fields[name], {n: getattr(row, n) for n in KINDS[kind].fields}, row.missing
        ),
        drug_words=values.drug_words,
        facts=_facts(record),
        language=i18n.language(),
        months=_months(),
        today=today(),
    )


def _months() -> int | None:
    """How far back the timeline goes: 3, 12, or all."""
    return {"12": 12, "3": 3}.get(request.args.get("months", ""))


def _facts(record: patients.PatientRecord) -> dict[str, Any]:
    courses, diagnoses = record.live("course"), record.live("diagnosis")
    started = [course for course in courses if course.first_dose]
    birth = record.patient.birth_month
    return {
        "diagnosis": diagnoses[-1] if diagnoses else None,
        "course": started[-1] if started else None,
        "age_at_start": patients.months_old(birth, started[0].first_dose) if birth and started else None,
        "age_now": patients.months_old(birth, today()) if birth else None,
        "last": max((row.assessed_on for row in record.live("assessment") if row.assessed_on), default=None),
        "drafts": sum(row.status == "draft" for kind in patients.UNDER for row in record.live(kind)),
        "questions": [(kind, row) for kind in patients.UNDER for row in record.live(kind) if row.questions],
    }
