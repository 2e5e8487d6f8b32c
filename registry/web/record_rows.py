"""The lines of kinds that say more than their fields one by one: a toxicity per drug, a response, a visit."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

from flask import g, url_for

from registry import i18n
from registry.access.permissions import may, right_to_write
from registry.fields.catalogue import KINDS
from registry.fields.layout import VOID
from registry.i18n import gettext as _
from registry.queries.patient_record import PatientRecord
from registry.terminology import responses
from registry.web.record_words import (
    address_of,
    category_of,
    drug_names,
    scheme_words,
    starting_dose,
    toxicity_words,
    visit_name,
)


@dataclass(frozen=True, slots=True)
class Link:
    """A record that belongs to a line, or the form that adds one."""

    words: str
    href: str
    is_new: bool = False


@dataclass(frozen=True, slots=True)
class Cell:
    """What a cell says. `mark` draws something before it: grade, response, or status with its level and icon."""

    words: str
    mark: str = ""
    code: str = ""
    icon: str = ""
    number: bool = False
    links: tuple[Link, ...] = ()

    @property
    def is_empty(self) -> bool:
        return not (self.words or self.mark or self.links)


Show = Callable[[str], str]
Made = tuple[str, tuple[Cell, ...]]


@dataclass(frozen=True, slots=True)
class Rows:
    """How the lines of a kind are made: the heads of the columns, the first opens the record; title and cells."""

    heads: Callable[[], tuple[str, ...]]
    make: Callable[[PatientRecord, Any, Show], Made]


def _toxicity(record: PatientRecord, row: Any, show: Show) -> Made:
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
    after = Cell("", links=(*_grade_changes(record, row), *_declarations(record, row)))
    cells = Cell(show("onset")), grade, Cell(each("causality")), Cell(each("action")), Cell(outcome), after
    return toxicity_words(row), cells


def _grade_changes(record: PatientRecord, row: Any) -> Iterator[Link]:
    for change in record.under("toxicity_grade", row.id):
        said = {"grade": change.grade or "?", "date": i18n.show_date(change.graded_on)}
        yield Link(_("grade %(grade)s on %(date)s") % said, address_of("toxicity_grade", change))
    yield from _adder(record, "toxicity_grade", row, _("Grade changed"))


def _declarations(record: PatientRecord, row: Any) -> Iterator[Link]:
    recipients = KINDS["declaration"].fields["recipient"].values
    for sent in record.under("declaration", row.id):
        to = i18n.say(recipients.label(sent.recipient)) if recipients and sent.recipient else "?"
        said = {"recipient": to, "date": i18n.show_date(sent.sent_on) or "?"}
        yield Link(_("declared: %(recipient)s, %(date)s") % said, address_of("declaration", sent))
    yield from _adder(record, "declaration", row, _("Declare"))


def _adder(record: PatientRecord, kind: str, parent: Any, words: str) -> Iterator[Link]:
    """The form of a new record below a line, for whoever writes such records; nothing is added below a void one."""
    if VOID not in (parent.status, record.patient.status) and may(g.scope.role, right_to_write(kind)):
        yield Link(words, url_for("records.new", kind=kind, parent=parent.id), is_new=True)


TOXICITY = Rows(
    lambda: (
        _("CTCAE term"),
        _("Onset"),
        _("Grade"),
        _("Causality"),
        _("Action taken"),
        _("Outcome"),
        _("Grade changes, declarations"),
    ),
    _toxicity,
)


def _assessment(record: PatientRecord, row: Any, show: Show) -> Made:
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
            for other in record.under("assessment", row.course_id)
            if other.visit == "baseline" and other.criterion == row.criterion
        ),
        None,
    )
    if not baseline or row.visit == "baseline":
        return Cell(measure, number=True), Cell("", number=True)
    change = 100 * (row.target_measure - baseline) / baseline
    sign = "+" if change > 0 else ""
    return Cell(measure, number=True), Cell(sign + i18n.show_percent(change), number=True)


ASSESSMENT = Rows(
    lambda: (
        _("Date"),
        _("Visit"),
        _("Local reading"),
        _("Reviewed reading"),
        _("Measure"),
        _("Change from baseline"),
    ),
    _assessment,
)


def _course(record: PatientRecord, row: Any, show: Show) -> Made:
    doses = "; ".join(
        starting_dose(d) for d in record.course_drugs.get(row.id, ()) if d.starting_dose is not None
    )
    last = show("last_dose") or (_("ongoing") if row.first_dose and not row.stop_reason else "")
    cells = (
        Cell(show("first_dose")),
        Cell(last),
        Cell(doses),
        Cell(scheme_words(row.access_scheme) or show("access_scheme")),
        Cell(show("stop_reason")),
    )
    return drug_names(record, row) or _("no drug yet"), cells


COURSE = Rows(
    lambda: (
        _("Drugs"),
        _("First dose"),
        _("Last dose"),
        _("Starting dose"),
        _("Access"),
        _("Reason for stopping"),
    ),
    _course,
)


def _diagnosis(_record: PatientRecord, row: Any, show: Show) -> Made:
    status = " ".join(part for part in (show("disease_status"), show("relapse_number")) if part)
    cells = (
        Cell(show("category")),
        Cell(row.iccc3 or show("iccc3")),
        Cell(show("diagnosis_date")),
        Cell(status),
    )
    return row.name or _("no name yet"), cells


DIAGNOSIS = Rows(lambda: (_("Diagnosis"), _("Category"), _("ICCC-3"), _("Date"), _("Status")), _diagnosis)


CHANGES = ("dose_changed", "concomitant_changed", "has_toxicity", "assessment_done")
"""What a visit says of the time since the last one, by field."""


def _follow_up(_record: PatientRecord, row: Any, show: Show) -> Made:
    title = visit_name(row.month) if row.month is not None else _("unplanned")
    if row.is_seen == "no":
        why = show("not_seen_reason")
        seen = ", ".join(part for part in (_("not seen"), why.lower()) if part)
        return title, (Cell(show("planned_on")), Cell(seen), *(Cell("") for _column in range(4)))
    weight, height = show("weight"), show("height")
    sizes = [
        f"{words}\u00a0{unit}" if words[:1].isdigit() else words
        for words, unit in ((weight, "kg"), (height, "cm"))
        if words
    ]
    # The scale without the ages it is for: they stand on the form.
    scale = show("performance_scale").partition(" (")[0]
    performance = " ".join(part for part in (scale, show("performance")) if part)
    cells = (
        Cell(show("planned_on")),
        Cell(show("visited_on")),
        Cell(" · ".join(sizes)),
        Cell(performance),
        Cell(show("adherence")),
        Cell(_since_the_last(row)),
    )
    return title, cells


def _since_the_last(row: Any) -> str:
    """What changed since the visit before: nothing, or the words of what did."""
    fields = KINDS["follow_up"].fields
    said = {name: getattr(row, name) for name in CHANGES}
    changed = [i18n.say(fields[name].label) for name in CHANGES if said[name] == "yes"]
    if changed:
        return ", ".join(changed)
    return _("nothing changed") if all(answer == "no" for answer in said.values()) else ""


FOLLOW_UP = Rows(
    lambda: (
        _("Visit"),
        _("Planned on"),
        _("Date"),
        _("Weight, height"),
        _("Performance status"),
        _("Adherence"),
        _("Since the last visit"),
    ),
    _follow_up,
)
