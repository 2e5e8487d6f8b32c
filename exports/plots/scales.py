"""From numbers to pixels, and the numbers that an axis names."""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

MONTH_STEPS = (1, 2, 3, 6, 12, 24, 36, 60, 120)


@dataclass(frozen=True, slots=True)
class Scale:
    """A stretch of numbers over a stretch of pixels."""

    low: float
    high: float
    start: float
    end: float

    def __call__(self, value: float) -> float:
        return self.start + (value - self.low) / (self.high - self.low) * (self.end - self.start)


def month_ticks(last: float, *, most: int) -> tuple[int, ...]:
    """Months from 0 to at least `last`, at most so many, in steps that clinicians count in."""
    step = next((step for step in MONTH_STEPS if last / step <= most - 1), MONTH_STEPS[-1])
    return tuple(range(0, step * max(math.ceil(last / step), 1) + 1, step))


def percent_ticks(values: Iterable[float], *, always: Sequence[float]) -> tuple[int, ...]:
    """Changes in %, from -100 at the lowest to above the highest, in round steps."""
    found = (*values, *always)
    top, bottom = max(found), max(min(found), -100)
    step = next(step for step in (25, 50, 100, 200, 500, 10**9) if (top - bottom) / step <= 9)
    return tuple(range(math.floor(bottom / step) * step, math.ceil(top / step) * step + 1, step))


def count_ticks(most: int) -> tuple[int, ...]:
    """Whole numbers from 0 to at least `most`, in steps of 1, 2 or 5 times a power of ten."""
    step = next(s for power in range(10) for s in (10**power, 2 * 10**power, 5 * 10**power) if most / s <= 6)
    return tuple(range(0, step * max(math.ceil(most / step), 1) + 1, step))
