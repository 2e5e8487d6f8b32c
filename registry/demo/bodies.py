"""Weight, height and general condition: each child grows along a line of its own beside the median."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

from registry.demo.chance import Chance
from registry.demo.chart import Chart
from registry.demo.story import Course
from registry.terminology.growth.curves import Point, curves

KARNOFSKY_FROM = 16
"""Age in years from which Karnofsky takes the place of Lansky."""

CONDITION = {100: 34, 90: 32, 80: 18, 70: 9, 60: 5, 50: 2}
WORSE = {70: 20, 60: 30, 50: 25, 40: 15, 30: 7, 20: 3}


@dataclass(frozen=True, slots=True)
class Body:
    """A child's distance from the medians of its sex and age, in standard deviations."""

    chart: Chart
    taller: float
    heavier: float

    def height(self, day: dt.date) -> float:
        """In cm."""
        return round(self._at("height", self.taller, day), 1)

    def weight(self, day: dt.date) -> float:
        """In kg, a little up or down from visit to visit."""
        return round(self._at("weight", self.heavier + self.chart.chance.uniform(-0.08, 0.08), day), 1)

    def surface(self, day: dt.date) -> float:
        """In m², by Mosteller."""
        return float((self.height(day) * self._at("weight", self.heavier, day) / 3600) ** 0.5)

    def _at(self, measure: str, z: float, day: dt.date) -> float:
        return measured(curves()[measure, self.chart.life.sex], z, self.chart.months(day))


def body(chart: Chart) -> Body:
    """The body of the patient."""
    taller = _normal(chart.chance)
    return Body(chart, taller, 0.6 * taller + 0.7 * _normal(chart.chance))


def measured(curve: Sequence[Point], z: float, months: float) -> float:
    """What is measured at an age, z standard deviations from the median, between the ages of the table."""
    age = min(max(months, curve[0].months), curve[-1].months)
    after = next(place for place, point in enumerate(curve) if point.months >= age)
    right, left = curve[after], curve[max(after - 1, 0)]
    span = right.months - left.months
    share = (age - left.months) / span if span else 1.0
    return left.value(z) * (1 - share) + right.value(z) * share


def performance(chart: Chart, day: dt.date, course: Course) -> dict[str, object]:
    """The scale of the age and the condition on a day, worse once the disease progresses."""
    is_worse = course.progression is not None and day >= course.progression
    value = chart.chance.deal("condition", WORSE if is_worse else CONDITION, eager=0.1)
    if chart.years(day) >= KARNOFSKY_FROM and chart.chance.happens(0.06):
        return {"performance_scale": "ecog", "performance": min(4, (100 - value) // 20)}
    scale = "karnofsky" if chart.years(day) >= KARNOFSKY_FROM else "lansky"
    return {"performance_scale": scale, "performance": value}


def puberty(chart: Chart, day: dt.date) -> int:
    """The stage of Tanner that is usual at the age."""
    starts = 9.0 if chart.life.sex == "female" else 10.5
    return max(1, min(5, int((chart.years(day) - starts) / 1.4) + 1))


def _normal(chance: Chance) -> float:
    return max(-2.0, min(2.0, chance.gauss(0, 0.9)))
