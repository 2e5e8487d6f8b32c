"""The calendar of follow-up visits of one course: which are planned, and how each stands on a day. Pure."""

from __future__ import annotations

import calendar
import datetime as dt
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from types import MappingProxyType
from typing import Any

from registry.fields.base import T
from registry.schemes.base import FollowUp

WINDOW = dt.timedelta(days=30)
"""How far from its day a visit still counts as on time, before and after. A month: the windows of the first two
planned visits, one and three months after the first dose, just meet, and quarterly ones never overlap. The registry's
own proposal: a protocol that says otherwise comes first."""

MONTHS_AFTER_STOP = 12
"""Visits go on for one year after the last dose, as the SACHA study publishes."""


LEAVING = ("lost", "dead", "transferred")
"""Why a patient was not seen, when it means that no further visit is expected here."""


class State(StrEnum):
    """How a visit stands: entered, entered as not seen, window over, window open, or still to come."""

    DONE = "done"
    NOT_SEEN = "not_seen"
    OVERDUE = "overdue"
    DUE = "due"
    PLANNED = "planned"


STATE_LABELS: Mapping[State, T] = MappingProxyType(
    {
        State.DONE: T("faite", "done"),
        State.NOT_SEEN: T("patient non vu", "patient not seen"),
        State.OVERDUE: T("en retard", "overdue"),
        State.DUE: T("à faire", "due"),
        State.PLANNED: T("à venir", "to come"),
    }
)

WAITING = (State.OVERDUE, State.DUE)
"""States of a visit that somebody should enter now."""


@dataclass(frozen=True, slots=True)
class Entered:
    """A follow-up form as the calendar sees it: its visit of the calendar if it names one, and the day it is about."""

    id: str
    month: int | None
    day: dt.date | None
    is_seen: bool
    is_draft: bool = False


@dataclass(frozen=True, slots=True)
class Visit:
    """One visit of the calendar: its month since the first dose, its day, its state, and the form entered for it."""

    month: int
    planned: dt.date
    state: State
    entered: Entered | None = None

    @property
    def closes(self) -> dt.date:
        """The last day on which it is on time."""
        return self.planned + WINDOW

    @property
    def is_waiting(self) -> bool:
        return self.state in WAITING


def months_after(day: dt.date, months: int) -> dt.date:
    """The same day so many months later, or the last day of a shorter month."""
    years, month = divmod(day.month - 1 + months, 12)
    year, month = day.year + years, month + 1
    return dt.date(year, month, min(day.day, calendar.monthrange(year, month)[1]))


def visits(
    first_dose: dt.date,
    last_dose: dt.date | None,
    schedule: FollowUp,
    follow_ups: Sequence[Entered],
    on: dt.date,
    *,
    ends: dt.date | None = None,
) -> list[Visit]:
    """The visits of a course in order: all whose window has opened, and the next one to come.

    They stop one year after the last dose, or at `ends` when that comes first: the day of death, of loss to follow-up,
    of objection, or of the last dose where no follow-up after it is planned. A visit that was entered is always there.
    """
    stops = [day for day in (ends, last_dose and months_after(last_dose, MONTHS_AFTER_STOP)) if day]
    months = _months(first_dose, schedule, follow_ups, until=min([on, *stops]))
    entered = _matched(first_dose, months, follow_ups)
    found = [_visit(first_dose, month, entered.get(month), on) for month in months]
    expected = [v for v in found if v.entered or not stops or v.planned <= min(stops)]
    coming = next((visit.month for visit in expected if visit.state is State.PLANNED), None)
    return [visit for visit in expected if visit.state is not State.PLANNED or visit.month == coming]


def end_of_follow_up(
    course: Any, patient: Any, rows: Iterable[Any], starts: Sequence[dt.date]
) -> dt.date | None:
    """The day after which no visit is expected: None while the course goes on. rows: its follow-up forms.

    Death, loss, objection, a stop without follow-up, or the start of the next course, whose visits take over. A partial
    date is taken at its earliest, so that nothing is asked for that may not exist.
    """
    days = [earliest(row.planned_on or row.visited_on) for row in rows if row.not_seen_reason in LEAVING]
    if patient.vital_status in ("dead", "lost"):
        days.append(earliest(patient.vital_status_date) or course.first_dose)
    if patient.objection == "yes":
        days.append(patient.objection_date or course.first_dose)
    if course.last_dose and course.post_treatment_follow_up == "no":
        days.append(course.last_dose)
    if course.last_dose:
        days += [start for start in starts if start >= course.last_dose]
    if course.stop_reason and not course.last_dose:
        days.append(course.first_dose)
    return min((day for day in days if day), default=None)


def to_answer(found: Sequence[Visit]) -> Visit | None:
    """The visit that a consultation of today answers: the newest that waits."""
    return next((visit for visit in reversed(found) if visit.is_waiting), None)


def _months(
    first_dose: dt.date, schedule: FollowUp, follow_ups: Iterable[Entered], *, until: dt.date
) -> list[int]:
    """The months of the schedule until one is well after a day, with months that were entered besides them."""
    elapsed = max(0, (until.year - first_dose.year) * 12 + until.month - first_dose.month)
    reach = max(elapsed, schedule.months[-1]) + 2 * schedule.then_every
    named = {follow_up.month for follow_up in follow_ups if follow_up.month}
    return sorted({*schedule.months_until(reach), *named})


def _matched(first_dose: dt.date, months: Sequence[int], follow_ups: Sequence[Entered]) -> dict[int, Entered]:
    """The form of each visit: the one that names its month, else the nearest one of an unnamed day in its window."""
    entered = {f.month: f for f in follow_ups if f.month and not f.is_seen}
    entered |= {f.month: f for f in follow_ups if f.month and f.is_seen}
    pairs = sorted(
        (abs(follow_up.day - months_after(first_dose, month)), month, place)
        for place, follow_up in enumerate(follow_ups)
        if not follow_up.month and follow_up.day
        for month in months
        if month not in entered
    )
    used: set[int] = set()
    for distance, month, place in pairs:
        if distance <= WINDOW and month not in entered and place not in used:
            entered[month] = follow_ups[place]
            used.add(place)
    return entered


def _visit(first_dose: dt.date, month: int, entered: Entered | None, on: dt.date) -> Visit:
    planned = months_after(first_dose, month)
    if entered:
        return Visit(month, planned, State.DONE if entered.is_seen else State.NOT_SEEN, entered)
    if on > planned + WINDOW:
        return Visit(month, planned, State.OVERDUE)
    return Visit(month, planned, State.DUE if on >= planned - WINDOW else State.PLANNED)


def earliest(value: dt.date | str | None) -> dt.date | None:
    """A date, or the first day that a partial one may mean."""
    if value is None or isinstance(value, dt.date):
        return value
    year, month, day = (*(int(part) for part in value.split("-")), 1, 1)[:3]
    return dt.date(year, month, day)
