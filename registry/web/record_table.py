"""The records of one kind of a patient as a table: which columns, and what stands in each cell."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from flask import url_for

from registry import i18n
from registry.db import RegistrySession
from registry.fields.base import RecordKind
from registry.fields.catalogue import KINDS
from registry.fields.layout import VOID
from registry.i18n import gettext as _
from registry.i18n import ngettext
from registry.queries.patients import PatientRecord
from registry.terminology import responses
from registry.web import values
from registry.web.record_words import category_of, dose_words, toxicity_words

SHOWN = ("toxicity", "assessment", "course", "diagnosis")


@dataclass(frozen=True, slots=True)
class Cell:
    """What a cell says; `mark` draws a grade or a response before it."""

    words: str
    mark: str = ""
    code: str = ""
    number: bool = False


@dataclass(frozen=True, slots=True)
class Line:
    """One record: its address, the words of its link, its cells, its state."""

    href: str
    title: str
    cells: tuple[Cell, ...]
    status: str
    questions: int


@dataclass(frozen=True, slots=True)
class Table:
    """The records of one kind. `new`: addresses to add one under each possible parent, (words, address)."""

    kind: RecordKind
    count: int
    drafts: int
    detail: str
    heads: tuple[str, ...]
    lines: tuple[Line, ...]
    new: tuple[tuple[str, str], ...]


Show = Callable[[str], str]


def table_of(session: RegistrySession, record: PatientRecord, kind: str) -> Table:
    """The table of a kind, newest first, void records last."""
    make = {"toxicity": _toxicity, "assessment": _assessment, "course": _course, "diagnosis": _diagnosis}[
        kind
    ]
    newest = record.rows[kind][::-1]
    rows = [row for row in newest if row.status != VOID] + [row for row in newest if row.status == VOID]
    lines = []
    for row in rows:

        def show(name: str, row: Any = row) -> str:
            field = KINDS[kind].fields[name]
            return values.shown(session, field, {n: getattr(row, n) for n in KINDS[kind].fields}, row.missing)

        title, cells = make(session, record, row, show)
        href = url_for("records.show", kind=kind, record_id=row.id)
        lines.append(Line(href, title, cells, row.status, len(row.questions or ())))
    live = record.live(kind)
    drafts = sum(row.status == "draft" for row in live)
    return Table(
        KINDS[kind].record,
        len(live),
        drafts,
        _detail(record, kind),
        _heads(kind),
        tuple(lines),
        _new(record, kind),
    )


def _heads(kind: str) -> tuple[str, ...]:
    """Column heads; the first is the one whose cells open the record."""
    match kind:
        case "toxicity":
            return _("CTCAE term"), _("Onset"), _("Grade"), _("Causality"), _("Action taken"), _("Outcome")
        case "assessment":
            return (
                _("Date"),
                _("Visit"),
                _("Local reading"),
                _("Reviewed reading"),
                _("Measure"),
                _("Change from baseline"),
            )
        case "course":
            return (
                _("Drugs"),
                _("First dose"),
                _("Last dose"),
                _("Starting dose"),
                _("Access"),
                _("Reason for stopping"),
            )
        case _:
            return _("Diagnosis"), _("Category"), _("ICCC-3"), _("Date"), _("Status")


def _detail(record: PatientRecord, kind: str) -> str:
    if kind == "toxicity":
        serious = sum(
            bool(row.seriousness) and row.seriousness != ["none"] for row in record.live("toxicity")
        )
        return ngettext("%(n)d serious", "%(n)d serious", serious) % {"n": serious} if serious else ""
    return ""


def _new(record: PatientRecord, kind: str) -> tuple[tuple[str, str], ...]:
    """Where a new record of the kind can be added: under the patient, or under each of its courses."""
    parent = KINDS[kind].record.parent
    if parent == "patient":
        return (
            (i18n.say(KINDS[kind].record.label), url_for("records.new", kind=kind, parent=record.patient.id)),
        )
    return tuple(
        (course_words(record, course), url_for("records.new", kind=kind, parent=course.id))
        for course in reversed(record.live("course"))
    )


def course_words(record: PatientRecord, course: Any) -> str:
    """A course by its drugs and its beginning."""
    return " ".join(
        part for part in (_drugs(record, course), i18n.show_date(course.first_dose)) if part
    ) or _("Course")


def _drugs(record: PatientRecord, course: Any) -> str:
    return " + ".join(values.drug_words(drug) for drug in record.drugs_of(course))


def _toxicity(
    _session: RegistrySession, record: PatientRecord, row: Any, show: Show
) -> tuple[str, tuple[Cell, ...]]:
    fields = KINDS["toxicity_drug"].fields
    per_drug = record.toxicity_drugs.get(row.id, ())

    def each(name: str) -> str:
        options = fields[name].values
        said = [
            i18n.say(options.label(getattr(d, name))) if options and getattr(d, name) else "–"
            for d in per_drug
        ]
        return " / ".join(said)

    outcome = show("outcome")
    if row.end:
        outcome = " ".join(part for part in (outcome, i18n.show_date(row.end)) if part)
    elif row.ongoing == "yes":
        outcome = ", ".join(part for part in (outcome, _("ongoing")) if part)
    grade = Cell("", "grade", row.grade) if row.grade else Cell(_("to fill in"))
    cells = Cell(show("onset")), grade, Cell(each("causality")), Cell(each("action")), Cell(outcome)
    return toxicity_words(row), cells


def _assessment(
    _session: RegistrySession, record: PatientRecord, row: Any, show: Show
) -> tuple[str, tuple[Cell, ...]]:
    reviewed = _response(row, "reviewed_response", show) if row.reviewed_response else Cell("")
    cells = Cell(show("visit")), _response(row, "response", show), reviewed, *_measure(record, row, show)
    return show("assessed_on") or _("no date yet"), cells


def _response(row: Any, name: str, show: Show) -> Cell:
    code = getattr(row, name)
    if not code:
        return Cell("")
    category = category_of(row.criterion, code)
    return Cell(show(name), "response" if category else "", category)


def _measure(record: PatientRecord, row: Any, show: Show) -> tuple[Cell, Cell]:
    """The measure with its unit, and its change from the baseline of the same course and criterion."""
    if row.target_measure is None:
        return Cell(show("target_measure"), number=True), Cell("", number=True)
    criterion = responses.criteria().get(row.criterion or "")
    measure = " ".join(part for part in (show("target_measure"), criterion.unit if criterion else "") if part)
    baseline = next(
        (
            other.target_measure
            for other in record.live("assessment")
            if other.visit == "baseline"
            and other.course_id == row.course_id
            and other.criterion == row.criterion
        ),
        None,
    )
    if not baseline or row.visit == "baseline":
        return Cell(measure, number=True), Cell("", number=True)
    change = 100 * (row.target_measure - baseline) / baseline
    sign = "+" if change > 0 else ""
    return Cell(measure, number=True), Cell(sign + i18n.show_percent(change), number=True)


def _course(
    _session: RegistrySession, record: PatientRecord, row: Any, show: Show
) -> tuple[str, tuple[Cell, ...]]:
    doses = "; ".join(
        dose_words(d) for d in record.course_drugs.get(row.id, ()) if d.starting_dose is not None
    )
    last = show("last_dose") or (_("ongoing") if row.first_dose and not row.stop_reason else "")
    cells = (
        Cell(show("first_dose")),
        Cell(last),
        Cell(doses),
        Cell(show("access_scheme")),
        Cell(show("stop_reason")),
    )
    return _drugs(record, row) or _("no drug yet"), cells


def _diagnosis(
    _session: RegistrySession, _record: PatientRecord, row: Any, show: Show
) -> tuple[str, tuple[Cell, ...]]:
    status = " ".join(part for part in (show("disease_status"), show("relapse_number")) if part)
    cells = (
        Cell(show("category")),
        Cell(row.iccc3 or show("iccc3")),
        Cell(show("diagnosis_date")),
        Cell(status),
    )
    return row.name or _("no name yet"), cells
