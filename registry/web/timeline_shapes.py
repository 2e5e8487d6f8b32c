"""What a timeline is made of: an axis of days, shapes, marks that open a record, and lanes of marks.

Units are pixels of a 1216-wide drawing. A partial date stands at the middle of its month or year.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass

from registry.queries.calendar import Calendar
from registry.queries.patient_record import PatientRecord

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
class Axis:
    """Days to pixels."""

    start: dt.date
    end: dt.date

    def x(self, day: dt.date) -> float:
        share = (day - self.start).days / max(1, (self.end - self.start).days)
        return round(LEFT + share * (RIGHT - LEFT), 1)

    def clip(self, day: dt.date) -> float:
        """The place of a day, at the edge when it is outside."""
        return self.x(min(max(day, self.start), self.end))

    def holds(self, day: dt.date) -> bool:
        return self.start <= day <= self.end


@dataclass(frozen=True, slots=True)
class Scene:
    """What a lane is drawn from: the records, the calendars of the courses, the axis, and today."""

    record: PatientRecord
    calendars: tuple[Calendar, ...]
    axis: Axis
    on: dt.date


Drawn = tuple[Lane, float]
"""A lane and its height."""
MakeLane = Callable[[Scene, float], Drawn]
"""Draws a lane whose top edge is given."""
