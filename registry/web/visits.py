"""Follow-up visits: the calendar of one course, the one of the reader's centres, and a visit without change."""

from __future__ import annotations

import datetime as dt
import secrets
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from flask import flash, g, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from registry import i18n
from registry.access.gate import requires
from registry.access.permissions import Permission, may
from registry.actions import visits as enter_visits
from registry.errors import Invalid
from registry.fields.catalogue import KINDS
from registry.i18n import gettext as _
from registry.models.drug import Drug
from registry.queries import calendar as calendars
from registry.queries import drugs as drug_queries
from registry.queries import records
from registry.queries.calendar import Calendar
from registry.queries.patient_record import PatientRecord
from registry.schemes.visits import STATE_LABELS, WAITING, State, Visit, to_answer
from registry.terminology.words import fold
from registry.web import values
from registry.web.clock import today
from registry.web.record_words import visit_name

P = Permission
PAGE = 50

LOOKS = {
    State.DONE: ("ok", "done"),
    State.NOT_SEEN: ("plain", "void"),
    State.OVERDUE: ("warn", "late"),
    State.DUE: ("accent", "calendar"),
    State.PLANNED: ("plain", "coming"),
}
"""The colour and icon of each state of a visit."""


@dataclass(frozen=True, slots=True)
class Step:
    """A visit in the row of a course: its name, its state in words, its day, and where it is entered or read."""

    name: str
    level: str
    icon: str
    words: str
    when: str
    href: str
    is_draft: bool


@dataclass(frozen=True, slots=True)
class CalendarView:
    """The calendar of a course. `next`: the visit that today's consultation would answer, `unchanged` where it is
    entered without change, "" with `why_not` where that cannot be said honestly."""

    steps: tuple[Step, ...]
    next: Step | None
    form: str
    unchanged: str
    why_not: str
    month: int
    key: str


def view(record: PatientRecord, course: Any, found: Calendar) -> CalendarView:
    """What the page of a patient shows of the calendar of a course."""
    answered = to_answer(found.visits)
    enters = may(g.scope.role, P.ENTER) and record.patient.status != "void"
    why_not = _why_not(record, course) if answered and enters else ""
    may_skip = answered and enters and not why_not and may(g.scope.role, P.COMPLETE)
    return CalendarView(
        tuple(step(visit, course.id, enters=enters) for visit in found.visits),
        step(answered, course.id, enters=enters) if answered else None,
        form_address(course.id, answered) if answered and enters else "",
        url_for("patients.enter_unchanged", course_id=course.id) if may_skip else "",
        why_not,
        answered.month if answered else 0,
        secrets.token_hex(16),
    )


def _why_not(record: PatientRecord, course: Any) -> str:
    """Why a visit without change cannot be entered in one action."""
    if course.last_dose or course.stop_reason:
        return _("Treatment has stopped: the form asks what applies.")
    changed = calendars.changed_since_last_visit(record, course)
    if not changed:
        return ""
    labels = ", ".join(i18n.say(KINDS[kind].record.label).lower() for kind in changed)
    return _("Changed since the last visit: %(what)s.") % {"what": labels}


def step(visit: Visit, course_id: str, *, enters: bool) -> Step:
    """A visit in words, with its address: the record that was entered, else the form that enters it."""
    level, icon = LOOKS[visit.state]
    entered = visit.entered
    if entered:
        href = url_for("records.show", kind="follow_up", record_id=entered.id)
    else:
        href = form_address(course_id, visit) if enters else ""
    return Step(
        visit_name(visit.month),
        level,
        icon,
        i18n.say(STATE_LABELS[visit.state]),
        i18n.show_date((entered.day if entered else None) or visit.planned),
        href,
        bool(entered and entered.is_draft),
    )


def form_address(course_id: str, visit: Visit) -> str:
    """The form of a visit of the calendar, with its month and day filled in."""
    return url_for(
        "records.new",
        kind="follow_up",
        parent=course_id,
        month=visit.month,
        planned_on=visit.planned.isoformat(),
    )


@requires(P.ENTER)
def enter_unchanged(course_id: str) -> Response:
    """Enter the visit that waits, of today, without change; where that is refused, the form is the way."""
    course = records.get(g.session, "course", course_id)
    month = request.form.get("month", "")
    try:
        saved = enter_visits.enter_unchanged(
            g.session,
            course_id,
            month=int(month) if month.isascii() and month.isdigit() and len(month) < 4 else 0,
            on=today(),
            key=request.form.get("key", "")[:64],
        )
    except Invalid as refused:
        flash(" ".join([refused.text, *(problem.text for problem in refused.problems)]))
        return redirect(url_for("patients.show", patient_id=course.patient_id), 303)
    return redirect(
        url_for("patients.show", patient_id=course.patient_id, entered=saved.row.id) + "#entered", 303
    )


def entered_now(record: PatientRecord) -> Any:
    """The visit that was entered a moment ago in one action, as the address says, while it stands."""
    wanted = request.args.get("entered", "")
    return next((row for row in record.live("follow_up") if row.id == wanted), None)


@dataclass(frozen=True, slots=True)
class CalendarLine:
    """A visit in the calendar of the reader's centres."""

    number: str
    patient: str
    centre: str
    drugs: str
    drug_ids: tuple[str, ...]
    state: State
    planned: dt.date
    closes: dt.date
    course_id: str
    visit: Visit


SORTS = {
    "date": lambda line: (line.planned, line.number),
    "number": lambda line: (line.number, line.planned),
}
SHOWN = ("waiting", State.OVERDUE, State.DUE, State.PLANNED)
ADDRESS = frozenset({"show", "drug", "centre", "sort", "page"})


@requires(P.READ)
def calendar() -> str:
    """Which visits wait, over all patients that the reader sees."""
    drugs = calendars.drugs_by_course(g.session)
    enters = may(g.scope.role, P.ENTER)
    every = [
        line
        for found in calendars.calendars(g.session, on=today())
        for line in _lines(found, drugs.get(found.course_id, ()))
    ]
    drug, centre = request.args.get("drug", ""), request.args.get("centre", "")
    narrowed = [
        line
        for line in every
        if (not drug or drug in line.drug_ids) and (not centre or centre == line.centre)
    ]
    chosen = request.args.get("show", "")
    shown = chosen if chosen in SHOWN else "waiting"
    sort = request.args.get("sort", "")
    sort = sort if sort in SORTS else "date"
    found = sorted((line for line in narrowed if _in(line, shown)), key=SORTS[sort])
    page, pages = _page(len(found))
    counts = Counter(name for line in narrowed for name in SHOWN if _in(line, name))
    centres, _countries = drug_queries.coverage(g.session)
    return render_template(
        "pages/calendar.html",
        lines=[
            (line, step(line.visit, line.course_id, enters=enters))
            for line in found[(page - 1) * PAGE : page * PAGE]
        ],
        total=len(found),
        chips=[(_shown_words(name), _address(show=name), name == shown, counts[name]) for name in SHOWN],
        drops=_drops(every, drugs, [place.id for place in centres], drug, centre),
        sort=sort,
        sorts={name: _address(sort=name) for name in SORTS},
        page=page,
        addresses=[_address(page=n) for n in range(1, pages + 1)],
        centres=centres,
    )


def _lines(found: Calendar, drugs: Sequence[Drug]) -> Iterator[CalendarLine]:
    """The visits of a course that are not entered. Their addresses are made for the lines of a page alone."""
    words, ids = " + ".join(values.drug_words(drug) for drug in drugs), tuple(drug.id for drug in drugs)
    for visit in found.visits:
        if not visit.entered:
            yield CalendarLine(
                found.number,
                found.patient_id,
                found.centre_id,
                words,
                ids,
                visit.state,
                visit.planned,
                visit.closes,
                found.course_id,
                visit,
            )


def _in(line: CalendarLine, name: str) -> bool:
    return line.state in WAITING if name == "waiting" else line.state == name


def _shown_words(name: str) -> str:
    return {
        "waiting": _("To enter"),
        State.OVERDUE: _("Overdue"),
        State.DUE: _("Due"),
        State.PLANNED: _("To come"),
    }[name]


def _drops(
    every: Sequence[CalendarLine], by_course: Any, centres: Sequence[str], drug: str, centre: str
) -> list[tuple[str, list[tuple[str, str, bool]]]]:
    """The filters by drug, and by centre for whoever sees several: (words, choices)."""
    used = {drug_id for line in every for drug_id in line.drug_ids}
    named = {d.id: values.drug_words(d) for group in by_course.values() for d in group if d.id in used}
    drugs = sorted(named.items(), key=lambda pair: fold(pair[1]))
    drops = [_drop(_("Drug"), "drug", drugs, drug)]
    if len(centres) > 1:
        drops.append(_drop(_("Centre"), "centre", [(code, code) for code in centres], centre))
    return drops


def _drop(
    label: str, name: str, options: Sequence[tuple[str, str]], chosen: str
) -> tuple[str, list[tuple[str, str, bool]]]:
    shown = dict(options).get(chosen, _("all"))
    choices = [(_("All"), _address(**{name: ""}), not chosen)]
    choices += [(words, _address(**{name: code}), code == chosen) for code, words in options]
    return _("%(name)s: %(chosen)s") % {"name": label, "chosen": shown}, choices


def _page(total: int) -> tuple[int, int]:
    """The page that is asked for, and how many there are."""
    pages = max(1, -(-total // PAGE))
    asked = request.args.get("page", "1")
    wanted = int(asked) if asked.isascii() and asked.isdigit() and len(asked) < 6 else 1
    return min(max(1, wanted), pages), pages


def _address(**changed: Any) -> str:
    """This page with some of what its address says changed; a change of what is shown begins at its first page."""
    kept = {name: text for name, text in request.args.items() if name in ADDRESS and name != "page"}
    return url_for(
        "patients.calendar", **{name: value for name, value in {**kept, **changed}.items() if value != ""}
    )
