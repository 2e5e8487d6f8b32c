"""Relative dose intensity, course by course: what was given over what was planned."""

from __future__ import annotations

import datetime as dt
import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby
from operator import itemgetter
from typing import TYPE_CHECKING, Any

from registry.summaries.dates import iso
from registry.summaries.doses import Amount, Step, amounts, given_over_planned
from registry.summaries.parameters import Parameters

if TYPE_CHECKING:
    import pandas as pd

CHANGED = ("increase", "reduction", "adaptation")
"""Periods whose dose is another one than before: unknown unless they say it."""

ORIGIN = "1970-01-01"


@dataclass(frozen=True, slots=True)
class Period:
    """A dose period: what changed, its days as `number_days` counts, its amount; None what it does not say."""

    change: str | None
    began: int
    ended: int | None
    amount: Amount | None

    @property
    def step(self) -> Step:
        """What is given from its first day on."""
        if self.change == "interruption":
            return Step(self.began, self.ended, 0.0)
        return Step(self.began, self.ended, self.amount.number if self.amount else None)


def measure_intensities(
    periods: pd.DataFrame, *, courses: pd.DataFrame, drugs: pd.DataFrame, parameters: Parameters
) -> pd.Series[float]:
    """The relative dose intensity of each patient of whom it can be said, by patient."""
    import pandas as pd

    reference = "planned_dose" if parameters.dose_reference == "planned" else "starting_dose"
    started, planned = amounts(drugs, dose="starting_dose"), amounts(drugs, dose=reference)
    first_days = dict(zip(courses.index, number_days(courses["start"]), strict=True))
    lengths = dict(zip(courses.index, courses["days"], strict=True))
    found = {
        patient: _intensity(
            own,
            first=first_days[patient],
            days=lengths[patient],
            started=started.get(patient),
            planned=planned.get(patient),
        )
        for patient, own in _periods_of(_filled(periods, drugs)).items()
    }
    return pd.Series(found, dtype="float64")


def _filled(periods: pd.DataFrame, drugs: pd.DataFrame) -> pd.DataFrame:
    """The periods, what a dose is per taken from the start of the course where a period does not say it."""
    own = drugs.reindex(periods["patient"]).set_axis(periods.index, axis=0)
    per = ["dose_unit", "dose_basis", "dose_frequency"]
    return periods.assign(**{name: periods[name].where(periods[name].notna(), own[name]) for name in per})


def _periods_of(periods: pd.DataFrame) -> Mapping[Any, list[Period]]:
    """The periods of each patient, in order of time as they come."""
    columns = (periods[name] for name in ("patient", "change", "day", "ended"))
    lines = zip(*columns, amounts(periods).values(), strict=True)
    return {
        patient: [Period(change, day, _ended(ended), amount) for _, change, day, ended, amount in own]
        for patient, own in groupby(lines, key=itemgetter(0))
    }


def _ended(day: Any) -> int | None:
    return _ordinal(day) if isinstance(day, dt.date) else None


def _intensity(
    periods: Sequence[Period], *, first: float, days: float, started: Amount | None, planned: Amount | None
) -> float | None:
    """The relative dose intensity of one course, if it can be said. first: its first day, as `number_days` counts."""
    if planned is None or planned.number <= 0 or math.isnan(days):
        return None
    given = [amount for amount in (started, *(period.amount for period in periods)) if amount]
    if any(amount.per != planned.per for amount in given):
        return None
    if any(period.amount is None and period.change in CHANGED for period in periods):
        return None
    return given_over_planned(
        [period.step for period in periods],
        first=int(first),
        last=int(first) + int(days) - 1,
        start=started.number if started else None,
        planned=planned.number,
    )


def number_days(dates: pd.Series[Any]) -> pd.Series[Any]:
    """Days since a fixed one, missing where missing."""
    import pandas as pd

    return (pd.to_datetime(iso(dates), errors="coerce") - pd.Timestamp(ORIGIN)).dt.days


def _ordinal(day: dt.date) -> int:
    """One day in the count of `number_days`."""
    return day.toordinal() - dt.date.fromisoformat(ORIGIN).toordinal()
