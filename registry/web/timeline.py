"""A patient's time in one drawing: drugs, assessments, toxicities on one axis. Geometry only; the template draws it.

Units are pixels of a 1216-wide drawing. A partial date stands at the middle of its month or year.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from registry import i18n
from registry.i18n import gettext as _
from registry.queries.patients import PatientRecord
from registry.terminology import codes
from registry.web.record_words import LETTERS, address_of, category_of, day_of, dose_words, toxicity_words
from registry.web.timeline_list import Item, by_month
from registry.web.values import drug_words

WIDTH = 1216
LEFT = 176
RIGHT = 1196
CHARACTER = 6.4
"""Mean width of a character at 12 px, to keep texts apart."""


@dataclass(frozen=True, slots=True)
class Shape:
    """rect (x, y, w, h, rx), text (x, y, words) or path (d). `href` makes it a link that `words` name."""

    kind: str
    css: str
    x: float = 0
    y: float = 0
    w: float = 0
    h: float = 0
    rx: float = 0
    d: str = ""
    words: str = ""


@dataclass(frozen=True, slots=True)
class Mark:
    """Shapes that open one record together."""

    href: str
    label: str
    shapes: tuple[Shape, ...]


@dataclass(frozen=True, slots=True)
class Lane:
    """One kind of thing, with its name at left."""

    name: str
    note: str
    top: float
    marks: tuple[Mark, ...]


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


@dataclass(frozen=True, slots=True)
class Axis:
    """Days to pixels."""

    start: dt.date
    end: dt.date

    def x(self, day: dt.date) -> float:
        share = (day - self.start).days / max(1, (self.end - self.start).days)
        return round(LEFT + share * (RIGHT - LEFT), 1)

    def holds(self, day: dt.date) -> bool:
        return self.start <= day <= self.end


def draw(record: PatientRecord, *, on: dt.date, months: int | None) -> Drawing | None:
    """The drawing of a patient, the last `months` of it or all; None when nothing has a date yet."""
    days = sorted(_days(record))
    if not days:
        return None
    first = max(days[0], on - dt.timedelta(days=31 * months)) if months else days[0]
    end = max(on, days[-1])
    span = max(90, (end - first).days)
    axis = Axis(first - dt.timedelta(days=span * 3 // 100), end + dt.timedelta(days=span * 8 // 100))
    lanes, top = [], 34.0
    for make in (_drug_lane, _assessment_lane, _toxicity_lane):
        lane, height = make(record, axis, on, top)
        if lane.marks:
            lanes.append(lane)
            top += height
    today_x = axis.x(on) if axis.holds(on) else None
    return Drawing(
        top + 6, axis.start, axis.end, tuple(_ticks(axis)), tuple(lanes), today_x, tuple(by_month(record))
    )


def _days(record: PatientRecord) -> Iterator[dt.date]:
    for kind, names in (
        ("course", ("first_dose", "last_dose")),
        ("assessment", ("assessed_on",)),
        ("toxicity", ("onset", "end")),
    ):
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


def _drug_lane(record: PatientRecord, axis: Axis, on: dt.date, top: float) -> tuple[Lane, float]:
    marks, y = [], top + 10
    numbers: dict[str, int] = {}
    for course in record.live("course"):
        start = day_of(course.first_dose)
        if start is None:
            continue
        ongoing = course.last_dose is None and course.stop_reason is None
        end = day_of(course.last_dose) or (on if ongoing else start)
        if end < axis.start:
            continue
        for row in record.course_drugs.get(course.id, ()):
            if row.drug:
                colour = f"drug-{numbers.setdefault(row.drug, len(numbers) % 4 + 1)}"
                words = " ".join(
                    part for part in (drug_words(record.drugs[row.drug]), dose_words(row)) if part
                )
                x = axis.x(max(start, axis.start))
                shapes = _bar(words, colour, x=x, y=y, end=axis.x(end), ongoing=ongoing)
                marks.append(
                    Mark(address_of("course", course), f"{words}, {_dates(course, ongoing)}", shapes)
                )
                y += 34
    return Lane(_("Drugs"), _("starting dose"), top, tuple(marks)), y - top + 4


def _bar(words: str, colour: str, *, x: float, y: float, end: float, ongoing: bool) -> tuple[Shape, ...]:
    """A bar with its words inside, or beside it when they do not fit; an arrow when it goes on."""
    width = max(4.0, end - x)
    shapes = [Shape("rect", colour, x, y, width, 28)]
    if ongoing:
        shapes.append(Shape("path", colour, d=f"M{x + width} {y}l9 14l-9 14z"))
    length = len(words) * CHARACTER
    if length + 14 < width:
        shapes.append(Shape("text", "bold text-white", x + 7, y + 18, words=words))
    elif x + width + 14 + length > WIDTH:
        shapes.append(Shape("text", "bold at-end", x - 7, y + 18, words=words))
    else:
        shapes.append(Shape("text", "bold", x + width + 14, y + 18, words=words))
    return tuple(shapes)


def _dates(course: Any, ongoing: bool) -> str:
    last = i18n.show_date(course.last_dose) or (_("ongoing") if ongoing else "?")
    return f"{i18n.show_date(course.first_dose)} – {last}"


def _assessment_lane(record: PatientRecord, axis: Axis, _on: dt.date, top: float) -> tuple[Lane, float]:
    shown = [row for row in record.live("assessment") if row.assessed_on and axis.holds(row.assessed_on)]
    marks, last = [], [-100.0, -100.0]
    for row in shown:
        x = axis.x(row.assessed_on)
        level = 0 if x - last[0] > 38 else 1 if x - last[1] > 38 else 0
        last[level] = x
        marks.append(_pill(row, x, top + 10 + 30 * level))
    deep = any(shape.y > top + 30 for mark in marks for shape in mark.shapes if shape.kind == "rect")
    names = sorted({i18n.say(codes.label("criterion", row.criterion)) for row in shown if row.criterion})
    return Lane(_("Assessments"), _fit(", ".join(names)), top, tuple(marks)), 72 if deep else 44


def _fit(words: str) -> str:
    return words if len(words) <= 24 else words[:23] + "…"


def _pill(row: Any, x: float, y: float) -> Mark:
    if row.visit == "baseline":
        letters, css, text = _("Ref"), "response-fill-ne", "bold centred"
    else:
        category = category_of(row.criterion, row.reviewed_response or row.response)
        letters = LETTERS[i18n.language()].get(category, category or "?")
        css = f"response-fill-{(category or 'NE').lower()}"
        text = "bold centred text-white" if category in ("CR", "PR", "PD") else "bold centred"
    draft = " is-draft-mark" if row.status == "draft" else ""
    differs = row.reviewed_response and row.reviewed_response != row.response
    shapes = [
        Shape("rect", css + draft, x - 16, y, 32, 22, 11),
        Shape("text", text, x, y + 15, words=letters),
    ]
    if differs:
        local = category_of(row.criterion, row.response)
        shapes.append(
            Shape(
                "text",
                "centred text-ask size-10",
                x,
                y + 33,
                words=LETTERS[i18n.language()].get(local, local),
            )
        )
    label = f"{i18n.show_date(row.assessed_on)}: {letters}" + (
        ", " + _("changed on review") if differs else ""
    )
    return Mark(address_of("assessment", row), label, tuple(shapes))


ROWS = 6


def _toxicity_lane(record: PatientRecord, axis: Axis, on: dt.date, top: float) -> tuple[Lane, float]:
    marks, ends = [], [0.0] * ROWS
    for row in record.live("toxicity"):
        start = day_of(row.onset)
        if start is None or not axis.holds(start):
            continue
        end = day_of(row.end) or (on if row.ongoing == "yes" else start)
        x, until = axis.x(start), axis.x(min(end, axis.end))
        words = toxicity_words(row)
        reach = _reach(words, x=x, until=until)
        level = next((n for n in range(ROWS) if ends[n] < x - 16), ends.index(min(ends)))
        ends[level] = min(reach, WIDTH + 200)
        marks.append(_reaction(row, words, x=x, until=until, y=top + 10 + 30 * level))
    used = max((n + 1 for n in range(ROWS) if ends[n]), default=0)
    return Lane(_("Toxicities"), _("CTCAE grade, duration"), top, tuple(marks)), 30 * used + 14


def _reaction(row: Any, words: str, *, x: float, until: float, y: float) -> Mark:
    """A grade on its square, a tail as long as it lasted, and its name where there is room."""
    grade = row.grade or ""
    draft = " is-draft-mark" if row.status == "draft" else ""
    shapes = []
    if until > x + 11:
        shapes.append(Shape("rect", f"grade-fill-{grade or '1'} tail", x, y + 7, until - x, 8))
    shapes.append(Shape("rect", f"grade-fill-{grade or '1'}{draft}", x - 11, y, 22, 22, 3))
    digit = "bold centred text-white" if grade in ("4", "5") else "bold centred"
    shapes.append(Shape("text", digit, x, y + 15.5, words=grade or "?"))
    if _reach(words, x=x, until=until) > WIDTH:
        shapes.append(Shape("text", "at-end", x - 17, y + 15.5, words=words))
    else:
        shapes.append(Shape("text", "", max(x + 11, until) + 6, y + 15.5, words=words))
    return Mark(
        address_of("toxicity", row),
        f"{i18n.show_date(row.onset)}: {words}, grade {grade or '?'}",
        tuple(shapes),
    )


def _reach(words: str, *, x: float, until: float) -> float:
    """Where the words of a toxicity would end."""
    return max(x + 11, until) + 8 + len(words) * CHARACTER
