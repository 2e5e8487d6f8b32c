"""A patient's time in one drawing: access, drugs, assessments, toxicities, tumour DNA and visits on one axis.

Geometry only: the template draws it.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from registry import i18n
from registry.queries.calendar import Calendar
from registry.queries.patient_record import PatientRecord
from registry.web import timeline_drugs, timeline_lanes, timeline_visits
from registry.web.record_words import day_of
from registry.web.timeline_list import Item, by_month
from registry.web.timeline_shapes import RIGHT, Axis, Lane, MakeLane, Scene

LANES: tuple[MakeLane, ...] = (
    timeline_drugs.access,
    timeline_drugs.drugs,
    timeline_lanes.assessments,
    timeline_lanes.toxicities,
    timeline_visits.ctdna,
    timeline_visits.visits,
)
"""The lanes from top to bottom; one without marks is left out."""

DATED = (
    ("course", ("first_dose", "last_dose")),
    ("assessment", ("assessed_on",)),
    ("toxicity", ("onset", "end")),
    ("ctdna", ("sampled_on",)),
    ("follow_up", ("visited_on",)),
    ("access_request", ("decided_on", "valid_from")),
)
"""What the axis spans."""


@dataclass(frozen=True, slots=True)
class Drawing:
    """The whole timeline. `months` holds the same facts as a list by month, newest first, for a narrow page."""

    height: float
    start: dt.date
    end: dt.date
    ticks: tuple[tuple[float, str], ...]
    lanes: tuple[Lane, ...]
    today_x: float | None
    months: tuple[tuple[str, tuple[Item, ...]], ...]


def draw(
    record: PatientRecord, calendars: Sequence[Calendar], *, on: dt.date, months: int | None
) -> Drawing | None:
    """The drawing of a patient, the last `months` of it or all; None when nothing has a date yet."""
    days = sorted(_days(record))
    if not days:
        return None
    first = max(days[0], on - dt.timedelta(days=31 * months)) if months else days[0]
    end = max(on, days[-1])
    span = max(90, (end - first).days)
    axis = Axis(first - dt.timedelta(days=span * 3 // 100), end + dt.timedelta(days=span * 8 // 100))
    scene = Scene(record, tuple(calendars), axis, on)
    lanes, top = [], 34.0
    for make in LANES:
        lane, height = make(scene, top)
        if lane.marks:
            lanes.append(lane)
            top += height
    today_x = axis.x(on) if axis.holds(on) else None
    return Drawing(
        top + 6,
        axis.start,
        axis.end,
        tuple(_ticks(axis)),
        tuple(lanes),
        today_x,
        tuple(by_month(record, calendars)),
    )


def _days(record: PatientRecord) -> Iterator[dt.date]:
    for kind, names in DATED:
        for row in record.live(kind):
            for name in names:
                day = day_of(getattr(row, name))
                if day:
                    yield day


def _ticks(axis: Axis) -> Iterator[tuple[float, str]]:
    """A line every 1, 3, 6 or 12 months, as many as stay readable."""
    months = (axis.end.year - axis.start.year) * 12 + axis.end.month - axis.start.month
    step = next(step for step in (1, 3, 6, 12, 24) if months / step <= 12 or step == 24)
    year, month = axis.start.year, axis.start.month
    shown_year = None
    while True:
        month += 1
        if month > 12:
            year, month = year + 1, 1
        day = dt.date(year, month, 1)
        if day > axis.end:
            return
        if (month - 1) % min(step, 12) == 0 and axis.x(day) < RIGHT - 40:
            name = i18n.month_name(month)
            yield axis.x(day), f"{name} {year}" if year != shown_year else name
            shown_year = year
