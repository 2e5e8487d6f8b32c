"""Doses made comparable: per day where the frequency allows it, and the share of the planned dose that was given."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import pandas as pd

PER_DAY: Mapping[str, float] = MappingProxyType(
    {
        "once_daily": 1,
        "twice_daily": 2,
        "three_daily": 3,
        "alternate_days": 1 / 2,
        "weekly": 1 / 7,
        "two_weekly": 1 / 14,
        "three_weekly": 1 / 21,
        "four_weekly": 1 / 28,
    }
)
"""Doses per day of a frequency; cycles with breaks and other schedules have no such number."""

MILLIGRAMS: Mapping[str, float] = MappingProxyType({"mg": 1, "ug": 0.001, "g": 1000})

BASES: Mapping[str, str] = MappingProxyType({"flat": "", "kg": "/kg", "m2": "/m2"})


@dataclass(frozen=True, slots=True)
class Amount:
    """An amount and what it is per, such as mg/kg/day. Two amounts can be divided when they are per the same."""

    number: float
    per: str


@dataclass(frozen=True, slots=True)
class Step:
    """A dose period in days counted from anywhere: its first day, its last if it has one, and its amount.

    amount: 0 for an interruption, None when the period does not say it and the one before goes on.
    """

    began: int
    ended: int | None
    amount: float | None


def per_day(dose: float | None, unit: str | None, basis: str | None, frequency: str | None) -> Amount | None:
    """A dose per day where its basis or frequency says how many a day, else per dose of its own schedule."""
    if dose is None or unit is None or basis is None:
        return None
    to, _, by = basis.partition("_")
    number = dose * MILLIGRAMS.get(unit, 1)
    per = f"{'mg' if unit in MILLIGRAMS else unit}{BASES[to]}"
    if by == "day":
        return Amount(number, f"{per}/day")
    if frequency is not None and frequency in PER_DAY:
        return Amount(number * PER_DAY[frequency], f"{per}/day")
    return Amount(number, f"{per}/dose {frequency or ''}".rstrip())


def rebased(amount: Amount, *, to: str, weight: float | None, surface: float | None) -> float | None:
    """Milligrams per day as milligrams per kg ("kg") or per m² ("m2") per day; None when it cannot be said."""
    sizes = {"mg/day": 1.0, "mg/kg/day": weight, "mg/m2/day": surface}
    size, wanted = sizes.get(amount.per), {"kg": weight, "m2": surface}[to]
    if amount.per == f"mg/{to}/day":
        return amount.number
    return amount.number * size / wanted if size and wanted else None


def given_over_planned(
    steps: Sequence[Step], *, first: int, last: int, start: float | None, planned: float
) -> float | None:
    """Relative dose intensity: the sum given from the first to the last day, over the planned sum of those days.

    start: the amount before the first step. A step lasts until its last day or the next step; days that no step holds
    count as not given. A step without an amount goes on with the last one above 0. None when an amount is unknown.
    """
    steps = sorted(steps, key=lambda step: step.began)
    usual, given = start, 0.0
    before = min(steps[0].began, last + 1) - first
    if before > 0:
        if start is None:
            return None
        given = start * before
    for step, following in zip(steps, (*steps[1:], None), strict=True):
        amount = usual if step.amount is None else step.amount
        if amount is None:
            return None
        usual = amount or usual
        given += amount * _length(step, following, first=first, last=last)
    return given / (planned * (last - first + 1))


def _length(step: Step, following: Step | None, *, first: int, last: int) -> int:
    """The days of a step within the course."""
    ends = [last]
    if step.ended is not None:
        ends.append(step.ended)
    if following is not None:
        ends.append(following.began - 1)
    return max(0, min(ends) - max(step.began, first) + 1)


def amounts(rows: pd.DataFrame, *, dose: str = "dose") -> dict[Any, Amount | None]:
    """The amount of each row, by its index."""
    columns = zip(
        rows.index,
        rows[dose].where(rows[dose].notna(), None),
        rows["dose_unit"],
        rows["dose_basis"],
        rows["dose_frequency"],
        strict=True,
    )
    return {index: per_day(*values) for index, *values in columns}
