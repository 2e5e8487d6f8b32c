"""The lanes of access and of drugs: how long each authorisation runs, and each drug at which dose."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from registry import i18n
from registry.i18n import gettext as _
from registry.web.record_words import address_of, day_of, dose_words, scheme_words, starting_dose, validity
from registry.web.timeline_shapes import CHARACTER, WIDTH, Drawn, Lane, Mark, Scene, Shape
from registry.web.values import drug_words

BAR = 32
"""Height of a bar at the highest dose."""
LOWEST = 20
"""Height of the lowest bar: its words still fit."""


def access(scene: Scene, top: float) -> Drawn:
    """A thin band for each granted authorisation."""
    marks = []
    for row in scene.record.live("access_request"):
        start = row.valid_from or row.decided_on
        if row.decision == "granted" and start:
            end = row.expires_on or scene.on
            if end >= scene.axis.start and start <= scene.axis.end:
                marks.append(_authorisation(scene, row, start, end, top + 8))
    return Lane(_("Access"), _("validity"), top, tuple(marks)), 44


def _authorisation(scene: Scene, row: Any, start: dt.date, end: dt.date, y: float) -> Mark:
    x, until = scene.axis.clip(start), scene.axis.clip(end)
    name = scheme_words(row.scheme) or _("Access")
    shapes = [Shape("rect", "access-bar", x, y, max(3.0, until - x), 18, 2)]
    fits = int((until - x - 12) / CHARACTER)
    if fits > 3:
        words = name if len(name) <= fits else name[: fits - 1] + "…"
        shapes.append(Shape("text", "size-11", x + 6, y + 13, words=words))
    said = ", ".join(part for part in (name, validity(row, scene.on)[2]) if part)
    return Mark(address_of("access_request", row), said, tuple(shapes))


def drugs(scene: Scene, top: float) -> Drawn:
    """A bar for each drug of each course, its height the dose, dotted where it is interrupted."""
    marks: list[Mark] = []
    y, numbers = top + 10, dict[str, int]()
    has_periods = False
    for course in scene.record.live("course"):
        start = day_of(course.first_dose)
        end, ongoing = _end(course, scene.on)
        if start is None or (end or start) < scene.axis.start:
            continue
        for row in scene.record.course_drugs.get(course.id, ()):
            if row.drug:
                colour = f"drug-{numbers.setdefault(row.drug, len(numbers) % 4 + 1)}"
                stretches = list(_stretches(scene, course, row, start, end or start))
                has_periods = has_periods or len(stretches) > 1
                marks += _bar(scene, row, stretches, colour, y=y, ongoing=ongoing)
                y += BAR + 6
    note = _("height: dose; dotted: pause") if has_periods else _("starting dose")
    return Lane(_("Drugs"), note, top, tuple(marks)), y - top + 4


def _end(course: Any, on: dt.date) -> tuple[dt.date | None, bool]:
    """The last day of a course as far as it is drawn, and whether it goes on."""
    ongoing = course.last_dose is None and course.stop_reason is None
    return course.last_dose or (on if ongoing else None), ongoing


@dataclass(frozen=True, slots=True)
class Stretch:
    """A time at one dose; `amount` None: interrupted, or the dose is not known."""

    href: str
    start: dt.date
    end: dt.date
    amount: float | None
    words: str
    paused: bool = False


def _stretches(scene: Scene, course: Any, row: Any, start: dt.date, end: dt.date) -> Iterator[Stretch]:
    """The starting dose until the first period, then each period until its end or the next one."""
    periods = [
        period
        for period in scene.record.under("dose_period", course.id)
        if period.drug == row.drug and period.began and period.began <= end
    ]
    first = min((period.began for period in periods), default=end)
    if first > start or not periods:
        dose = starting_dose(row)
        yield Stretch(address_of("course", course), start, first, row.starting_dose, dose)
    for place, period in enumerate(periods):
        following = periods[place + 1].began if place + 1 < len(periods) else end
        until = min(period.ended or following, following)
        paused = period.change == "interruption"
        words = _("interrupted") if paused else dose_words(period.dose, period.dose_unit, period.dose_basis)
        yield Stretch(address_of("dose_period", period), period.began, until, period.dose, words, paused)


def _bar(
    scene: Scene, row: Any, stretches: Sequence[Stretch], colour: str, *, y: float, ongoing: bool
) -> Iterator[Mark]:
    """The marks of one drug. Its name stands in the first stretch that has room for it, else beside the last one."""
    name = drug_words(scene.record.drugs[row.drug])
    unsaid = name
    highest = max((stretch.amount for stretch in stretches if stretch.amount), default=0.0)
    for place, stretch in enumerate(stretches):
        if stretch.end < scene.axis.start or stretch.start > scene.axis.end:
            continue
        is_last = place + 1 == len(stretches)
        x = scene.axis.clip(stretch.start)
        until = max(x + 3, scene.axis.clip(stretch.end))
        words = " ".join(part for part in (unsaid, stretch.words) if part)
        shapes = [_stretch(stretch, colour, highest, x=x, until=until, y=y)]
        if ongoing and is_last:
            shapes.append(Shape("path", colour, d=f"M{until} {y + 2}l9 14l-9 14z"))
        said = _said(words, x=x, until=until, y=y, is_last=is_last, on_colour=not stretch.paused)
        unsaid = "" if said else unsaid
        end = _("ongoing") if ongoing and is_last else i18n.show_date(stretch.end)
        label = f"{name} {stretch.words}, {i18n.show_date(stretch.start)} – {end}"
        yield Mark(stretch.href, label, tuple(shapes + said))


def _stretch(stretch: Stretch, colour: str, highest: float, *, x: float, until: float, y: float) -> Shape:
    """A bar as high as the dose, standing on the line of the drug; a pause is a dotted line."""
    if stretch.paused:
        return Shape("path", "pause", d=f"M{x} {y + BAR - 2}H{until}")
    share = stretch.amount / highest if stretch.amount and highest else 1.0
    height = round(max(LOWEST, BAR * share), 1)
    return Shape("rect", colour, x, y + BAR - height, round(until - x, 1), height)


def _said(words: str, *, x: float, until: float, y: float, is_last: bool, on_colour: bool) -> list[Shape]:
    """The words of a stretch inside it, or beside the last one; none where they would cover the next."""
    length = len(words) * CHARACTER
    baseline = y + BAR - 8
    if not words:
        return []
    if on_colour and length + 14 < until - x:
        return [Shape("text", "bold text-white", x + 7, baseline, words=words)]
    if not is_last:
        return []
    if until + 14 + length > WIDTH:
        return [Shape("text", "bold at-end", x - 7, baseline, words=words)]
    return [Shape("text", "bold", until + 14, baseline, words=words)]
