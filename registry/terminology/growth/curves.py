"""How far a weight or height lies from the median for sex and age: coarse, to ask "is this right?", not to diagnose.

Reference values in lms.tsv, by age in months: L the power, M the median (kg or cm), S the coefficient of variation.
Up to 24 months: WHO Child Growth Standards (2006; length lying). After: CDC growth charts (2000; height standing) to 20
years. The published tables are finer; between the ages kept, L, M and S are interpolated.
"""

from __future__ import annotations

import math
from bisect import bisect_right
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache

from registry.terminology.tables import rows

OFF = 4.0
"""Standard deviations beyond which a measure is asked about; about 1 child in 16 000 is."""

CURVED = 3.0
"""Standard deviations up to which the L-M-S curve holds; beyond, the step from 2 to 3 repeats, as WHO does."""


@dataclass(frozen=True, slots=True)
class Point:
    """L, M and S at an age in months."""

    months: float
    power: float
    median: float
    variation: float

    def value(self, z: float) -> float:
        """The measure at z standard deviations, within CURVED."""
        if self.power == 0:
            return self.median * math.exp(self.variation * z)
        return float(self.median * (1 + self.power * self.variation * z) ** (1 / self.power))

    def z(self, value: float) -> float:
        """The standard deviations of a measure."""
        side = 1.0 if value >= self.median else -1.0
        end = self.value(side * CURVED)
        if side * (value - end) > 0:
            step = end - self.value(side * (CURVED - 1))
            return side * (CURVED + (value - end) / step)
        if self.power == 0:
            return math.log(value / self.median) / self.variation
        return float(((value / self.median) ** self.power - 1) / (self.power * self.variation))


def z_score(measure: str, value: float, sex: str, months: float) -> float | None:
    """The standard deviations of a weight (kg) or height (cm) from the median of its sex (male, female) and age.

    None where no table reaches: another sex or measure, an age outside 0 to 240 months.
    """
    curve = curves().get((measure, sex))
    if curve is None or not curve[0].months <= months <= curve[-1].months:
        return None
    return _at(curve, months).z(value)


def is_off(measure: str, value: float, sex: str, months: float) -> bool:
    """Whether a weight or height is so unusual that it may be a slip; False where no table reaches."""
    z = z_score(measure, value, sex, months)
    return z is not None and abs(z) > OFF


@cache
def curves() -> Mapping[tuple[str, str], Sequence[Point]]:
    """The points of each (measure, sex), by age."""
    found: defaultdict[tuple[str, str], list[Point]] = defaultdict(list)
    for row in rows("growth/lms.tsv"):
        point = Point(float(row["months"]), float(row["l"]), float(row["m"]), float(row["s"]))
        found[row["measure"], row["sex"]].append(point)
    return {key: tuple(points) for key, points in found.items()}


def _at(curve: Sequence[Point], months: float) -> Point:
    """The point of an age, between its two neighbours."""
    index = bisect_right(curve, months, key=lambda point: point.months)
    if index == len(curve):
        return curve[-1]
    before, after = curve[index - 1], curve[index]
    share = (months - before.months) / (after.months - before.months)

    def between(left: float, right: float) -> float:
        return left + share * (right - left)

    return Point(
        months,
        between(before.power, after.power),
        between(before.median, after.median),
        between(before.variation, after.variation),
    )
