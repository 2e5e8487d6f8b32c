"""The lanes of circulating tumour DNA and of follow-up visits."""

from __future__ import annotations

import math
from collections.abc import Iterator
from itertools import groupby
from typing import Any

from flask import g

from registry import i18n
from registry.access.permissions import Permission, may
from registry.fields.catalogue import KINDS
from registry.i18n import gettext as _
from registry.schemes.visits import State, Visit
from registry.web.record_words import address_of
from registry.web.timeline_shapes import CHARACTER, Drawn, Lane, Mark, Scene, Shape
from registry.web.visits import step

CURVE = 34
"""Height of the highest value of tumour DNA."""


def ctdna(scene: Scene, top: float) -> Drawn:
    """The allele fraction over time, joined per alteration; a hollow point where nothing was detected."""
    rows = [row for row in scene.record.live("ctdna") if row.sampled_on and scene.axis.holds(row.sampled_on)]
    rows.sort(key=lambda row: (row.target or "", row.sampled_on))
    highest = max((row.vaf for row in rows if row.vaf), default=0.0)
    base = top + CURVE + 22
    marks: list[Mark] = []
    for _target, group in groupby(rows, key=lambda row: row.target or ""):
        marks += _curve(scene, list(group), highest, base)
    targets = sorted({row.target for row in rows if row.target})
    return Lane(_("Tumour DNA"), ", ".join(targets)[:24], top, tuple(marks)), CURVE + 34


def _curve(scene: Scene, rows: list[Any], highest: float, base: float) -> Iterator[Mark]:
    points = [(scene.axis.x(row.sampled_on), base - _height(row, highest)) for row in rows]
    free_from = 0.0
    for place, (row, (x, y)) in enumerate(zip(rows, points, strict=True)):
        shapes = []
        if place:
            before = points[place - 1]
            shapes.append(Shape("path", "curve", d=f"M{before[0]} {before[1]}L{x} {y}"))
        detected = row.result == "detected"
        css = "point" if detected else "point-hollow"
        shapes.append(Shape("rect", css, x - 4, y - 4, 8, 8, 4))
        words = _value(row)
        half = len(words) * CHARACTER / 2
        if x - half >= free_from:
            shapes.append(Shape("text", "size-11 centred", x, y - 9, words=words))
            free_from = x + half + 4
        yield Mark(address_of("ctdna", row), f"{i18n.show_date(row.sampled_on)}: {words}", tuple(shapes))


def _height(row: Any, highest: float) -> float:
    """On a square-root scale, so that small values stay apart."""
    share: float = (row.vaf or 0) / highest if highest else 0
    return round(CURVE * math.sqrt(share), 1)


def _value(row: Any) -> str:
    if row.vaf is not None:
        return i18n.show_percent(row.vaf)
    results = KINDS["ctdna"].fields["result"].values
    return i18n.say(results.label(row.result)) if results and row.result else "?"


def visits(scene: Scene, top: float) -> Drawn:
    """A mark for each visit of the calendar, and a tick for each visit that was not planned."""
    planned = {visit.entered.id for found in scene.calendars for visit in found.visits if visit.entered}
    marks = [
        _visit(scene, visit, found.course_id, top)
        for found in scene.calendars
        for visit in found.visits
        if scene.axis.holds(_day(visit))
    ]
    marks += [
        _unplanned(scene, row, top)
        for row in scene.record.live("follow_up")
        if row.id not in planned and row.visited_on and scene.axis.holds(row.visited_on)
    ]
    return Lane(_("Visits"), _("follow-up calendar"), top, tuple(_thinned(marks))), 50


def _day(visit: Visit) -> Any:
    return (visit.entered.day if visit.entered else None) or visit.planned


def _visit(scene: Scene, visit: Visit, course_id: str, top: float) -> Mark:
    x = scene.axis.x(_day(visit))
    said = step(visit, course_id, enters=may(g.scope.role, Permission.ENTER))
    name = Shape("text", "size-11 centred", x, top + 40, words=said.name)
    return Mark(
        said.href, f"{said.name}, {said.when}: {said.words}", (*_state(visit.state, x, top + 16), name)
    )


def _state(state: State, x: float, y: float) -> Iterator[Shape]:
    """A ring that says the state by its shape: ticked, barred, with a hand of a clock, or dashed."""
    match state:
        case State.DONE:
            yield Shape("rect", "visit-done", x - 8, y - 8, 16, 16, 8)
            yield Shape("path", "visit-tick", d=f"M{x - 3.5} {y}l2.5 2.5l4.5 -5")
        case State.NOT_SEEN:
            yield Shape("rect", "visit-plain", x - 8, y - 8, 16, 16, 8)
            yield Shape("path", "visit-stroke", d=f"M{x - 4} {y}h8")
        case State.OVERDUE:
            yield Shape("rect", "visit-late", x - 8, y - 8, 16, 16, 8)
            yield Shape("path", "visit-hand", d=f"M{x} {y - 4.5}v4.5l3 2")
        case _:
            yield Shape("rect", "visit-coming", x - 8, y - 8, 16, 16, 8)


def _unplanned(scene: Scene, row: Any, top: float) -> Mark:
    x = scene.axis.x(row.visited_on)
    words = _("Unplanned visit, %(date)s") % {"date": i18n.show_date(row.visited_on)}
    return Mark(
        address_of("follow_up", row), words, (Shape("rect", "visit-small", x - 4, top + 12, 8, 8, 4),)
    )


def _thinned(marks: list[Mark]) -> Iterator[Mark]:
    """The marks in order of time, with names only where they do not touch."""
    written = 0.0
    for mark in sorted(marks, key=lambda mark: mark.shapes[0].x):
        x = mark.shapes[0].x
        named = x - written >= 26
        written = x if named and any(shape.words for shape in mark.shapes) else written
        yield mark if named else Mark(mark.href, mark.label, tuple(s for s in mark.shapes if not s.words))
