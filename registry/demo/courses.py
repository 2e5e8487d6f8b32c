"""Tells a course: how the tumour grows or shrinks, when it is looked at, and when and why treatment stops."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass, replace

from registry.demo.chance import Chance
from registry.demo.diseases import Disease
from registry.demo.scales import SCALES, Scale
from registry.demo.story import Course, Death, Start, Visit

STOPS = {
    "toxicity": 22,
    "planned": 28,
    "choice": 12,
    "physician": 14,
    "transplant": 10,
    "supply": 4,
    "trial": 5,
    "response": 6,
    "other": 4,
}
"""Why treatment stops without progression."""

BASELINE_DONE, VISIT_MISSED, NOT_EVALUABLE, SEEN_AFTER_STOP = 0.95, 0.07, 0.035, 0.3
STOPS_OTHERWISE = 0.5
RARER_AFTER_DAYS, CONFIRMED_AFTER = 730, 84
NEVER = dt.date.max


@dataclass(frozen=True, slots=True)
class Tumour:
    """The size of a tumour over time, 1 at the start of treatment.

    It tends towards `depth`, two thirds of the way in `pace` days, and grows again from day `turn`.
    """

    depth: float
    pace: float
    turn: int

    def size(self, day: int) -> float:
        held = self._shrinking(min(day, self.turn))
        return held if day <= self.turn else max(held, 0.15) * (1.12 + 0.6 * (day - self.turn) / 90)

    def _shrinking(self, day: int) -> float:
        size = self.depth + (1 - self.depth) * 0.36 ** (day / self.pace)
        return 0.0 if size < 0.06 else size


def tell_course(start: Start, *, chance: Chance, until: Death | None, on: dt.date) -> Course:
    """The course that begins at `start`; `until` is a death that ends it before anything else can."""
    tumour = _tumour(start.disease, chance)
    horizon = min(on, until.on) if until else on
    stop, reason = _other_stop(start, chance)
    visits = list(_visits(start, tumour, chance=chance, until=min(horizon, stop)))
    course = Course(start.drugs, start.first_dose, None, None, tuple(visits))
    if course.progression:
        stop, reason = chance.after(course.progression, 0, 14), "progression"
    elif reason in ("planned", "response"):
        reason = "response" if any(visit.reading == "CR" for visit in visits) else "planned"
    if until and until.on <= stop:
        stop, reason = max(start.first_dose, until.on - dt.timedelta(days=chance.randint(0, 6))), "death"
    return course if stop > on else replace(course, last_dose=stop, stop_reason=reason)


def follow(course: Course, disease: Disease, *, chance: Chance, until: dt.date) -> Course:
    """The course with an assessment after its end, for some of those that stopped without progression."""
    if course.last_dose is None or course.progression or not chance.happens(SEEN_AFTER_STOP):
        return course
    seen = chance.after(course.last_dose, 30, 300)
    measured = [visit for visit in course.visits if visit.measure is not None]
    if seen > until or not measured or measured[0].kind != "baseline":
        return course
    scale = SCALES[disease.criterion]
    growth = chance.choice((1.0, 1.02, 1.1, 1.45, 1.7))
    visit = _look(scale, measured, growth, before=measured[-1], kind="after_stop", on=seen, variant=0)
    return replace(course, visits=(*course.visits, visit))


def _tumour(disease: Disease, chance: Chance) -> Tumour:
    best = chance.of(disease.outlook.best)
    depth = chance.uniform(*SCALES[disease.criterion].depth(best))
    calm = disease.outlook.calm * 30
    turn = chance.randint(5, 60) if best == "PD" else 90 + chance.waiting(calm)
    return Tumour(depth, pace=chance.uniform(0.2, 0.55) * disease.interval, turn=turn)


def _other_stop(start: Start, chance: Chance) -> tuple[dt.date, str]:
    """When and why treatment would stop if the tumour did not grow: later where the disease is calm for long."""
    if not chance.happens(STOPS_OTHERWISE):
        return NEVER, "other"
    mean = 200 + 15 * start.disease.outlook.calm
    return start.first_dose + dt.timedelta(days=20 + chance.waiting(mean)), chance.of(STOPS)


def _visits(start: Start, tumour: Tumour, *, chance: Chance, until: dt.date) -> Iterator[Visit]:
    """The baseline and what follows on treatment, up to progression."""
    scale = SCALES[start.disease.criterion]
    size, variant = chance.uniform(*scale.size), chance.randint(0, 5)
    baseline = Visit("baseline", chance.after(start.first_dose, -28, 0), round(size, scale.digits), "", "")
    measured = [baseline]
    if chance.happens(BASELINE_DONE):
        yield baseline
    for day in _days(start, chance, until=until):
        if chance.happens(VISIT_MISSED):
            continue
        if chance.happens(NOT_EVALUABLE):
            yield Visit("on_treatment", day, None, "NE", "NE")
            continue
        fraction = tumour.size((day - start.first_dose).days) * chance.uniform(0.97, 1.03)
        visit = _look(
            scale, measured, fraction, before=baseline, kind="on_treatment", on=day, variant=variant
        )
        measured.append(visit)
        yield visit
        if visit.reading in ("PD", "REL"):
            return


def _days(start: Start, chance: Chance, *, until: dt.date) -> Iterator[dt.date]:
    """The days of the visits: about one interval apart, twice that after two years."""
    day = chance.after(start.first_dose, start.disease.interval - 12, start.disease.interval + 12)
    while day <= until:
        yield day
        interval = start.disease.interval * (2 if (day - start.first_dose).days >= RARER_AFTER_DAYS else 1)
        day = chance.after(day, interval - 12, interval + 12)


def _look(
    scale: Scale,
    measured: list[Visit],
    fraction: float,
    *,
    before: Visit,
    kind: str,
    on: dt.date,
    variant: int,
) -> Visit:
    """What a visit finds when the tumour is `fraction` of its size at the visit `before`."""
    sizes, last = [visit.measure or 0.0 for visit in measured], measured[-1]
    measure = round((before.measure or 0.0) * fraction, scale.digits)
    reading = scale.read(measure, baseline=sizes[0], lowest=min(sizes))
    again = reading == last.reading and (on - last.on).days >= CONFIRMED_AFTER
    return Visit(kind, on, measure, reading, scale.code(reading, again=again, variant=variant))
