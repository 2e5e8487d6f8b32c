"""Survival curves of an endpoint: the one source of its numbers in the table, its figure and its sheet."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Any

from registry.summaries.exposure import DAYS_PER_MONTH
from registry.summaries.parameters import Parameters
from registry.summaries.populations import SUBSETS, Population
from registry.summaries.quantities import estimated_row, why_not
from registry.summaries.statistics.estimate import Estimate
from registry.summaries.statistics.survival import Band, Curve, at, follow_up, interval, kaplan_meier, median
from registry.summaries.table import Row
from registry.summaries.tally import choices, make_row

if TYPE_CHECKING:
    import pandas as pd

RATES = (6, 12, 24)
"""Months at which a rate is given."""

AT_RISK = (0, 3, 6, 12, 18, 24, 36)
"""Months at which the patients still followed are counted."""

NO_DURATION = "no_duration"


@dataclass(frozen=True, eq=False)
class SurvivalCurve:
    """One endpoint in one subset: who had the event, who was censored, and when.

    output: that of the median. patients: ids; months, events: theirs, in the same order. imputed: how many durations
    end on a day that was imputed. without: patients of the population without a duration.
    """

    output: str
    subset: str
    reading: str
    population: str
    patients: tuple[str, ...]
    months: tuple[float, ...]
    events: tuple[bool, ...]
    imputed: int
    without: int
    parameters: Parameters

    @cached_property
    def curve(self) -> Curve:
        """The Kaplan-Meier estimate; times in months."""
        return kaplan_meier(self.months, self.events)

    @cached_property
    def band(self) -> Band:
        """Its pointwise interval, on the scale and at the level of the parameters."""
        return interval(self.curve, conf_type=self.parameters.conf_type, level=self.parameters.conf_level)

    def to_records(self) -> list[dict[str, Any]]:
        """One record per time, as plain values: what is drawn, and listed beside the drawing."""
        curve, band = self.curve, self.band
        places = {"output": self.output, "subset": self.subset, "reading": self.reading}
        return [
            places
            | {
                "month": curve.times[i],
                "at_risk": curve.at_risk[i],
                "events": curve.events[i],
                "censored": curve.censored[i],
                "survival": 100 * curve.survival[i],
                "low": _percent(band.low[i]),
                "high": _percent(band.high[i]),
            }
            for i in range(len(curve.times))
        ]


def draw_curves(
    output: str, times: pd.DataFrame, *, of: Population, parameters: Parameters, reading: str = ""
) -> tuple[SurvivalCurve, ...]:
    """The curves of an endpoint: one per subset. times: those of registry.summaries.times, by patient."""
    known = times[times["days"].notna()].reindex(of.patients.index.intersection(times.index)).dropna()
    ids = of.patients["patient_id"]
    found = []
    for subset in SUBSETS:
        members = of.patients.index[of.holds(subset)]
        inside = known[known.index.isin(members)]
        found.append(
            SurvivalCurve(
                output,
                subset,
                reading,
                of.name,
                patients=tuple(ids[inside.index]),
                months=tuple(float(days) / DAYS_PER_MONTH for days in inside["days"]),
                events=tuple(bool(event) for event in inside["event"]),
                imputed=int(inside["imputed"].astype(bool).sum()),
                without=len(members) - len(inside),
                parameters=parameters,
            )
        )
    return tuple(found)


def tabulate_curve(line: SurvivalCurve, *, with_follow_up: bool = False) -> Iterator[Row]:
    """The rows of a curve: median, rates, patients at risk and, where asked for, the median follow-up.

    n: patients with the event (by that time), of N with a duration. Unit: months, %. Source: Kaplan and Meier 1958;
    Brookmeyer and Crowley 1982; Schemper and Smith 1996 for the follow-up.
    """
    wanted: dict[str, Any] = {
        "conf_type": line.parameters.conf_type,
        "level": line.parameters.conf_level,
    }
    yield _row(line, line.output, median(line.curve, **wanted), behind=_events_by(line))
    for month in RATES:
        rate = at(line.curve, month, **wanted)
        yield _row(
            line,
            f"{line.output}_rate",
            _in_percent(rate),
            behind=_events_by(line, month),
            category=str(month),
        )
    for month in AT_RISK:
        yield _count_at_risk(line, month)
    if with_follow_up:
        reverse = follow_up(line.months, line.events)
        watched = [i for i, event in enumerate(line.events) if not event]
        yield _row(line, f"{line.output}_follow_up", median(reverse, **wanted), behind=watched)


def _row(
    line: SurvivalCurve, output: str, estimate: Estimate, *, behind: list[int], category: str = "all"
) -> Row:
    return estimated_row(
        output,
        estimate,
        n=len(behind),
        total=len(line.months),
        subset=line.subset,
        category=category,
        patients=_ids(line, behind),
        chosen=choices(output, line.parameters, *_notes(line), *why_not(estimate)),
        population=line.population,
        reading=line.reading,
    )


def _count_at_risk(line: SurvivalCurve, month: int) -> Row:
    """The patients whose duration reaches a month."""
    output = f"{line.output}_at_risk"
    reached = [i for i, months in enumerate(line.months) if months >= month]
    return make_row(
        output,
        n=len(reached),
        subset=line.subset,
        category=str(month),
        patients=_ids(line, reached),
        chosen=choices(output, line.parameters, *_notes(line)),
        population=line.population,
        reading=line.reading,
    )


def _events_by(line: SurvivalCurve, month: float = float("inf")) -> list[int]:
    pairs = zip(line.months, line.events, strict=True)
    return [i for i, (months, event) in enumerate(pairs) if event and months <= month]


def _ids(line: SurvivalCurve, places: list[int]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(line.patients[i] for i in places))


def _notes(line: SurvivalCurve) -> Iterator[str]:
    """What the dates left open, printed beside the parameters."""
    if line.imputed:
        yield f"imputed={line.imputed}"
    if line.without:
        yield f"{NO_DURATION}={line.without}"


def _in_percent(rate: Estimate) -> Estimate:
    return Estimate(_percent(rate.value), _percent(rate.low), _percent(rate.high), rate.reason)


def _percent(fraction: float | None) -> float | None:
    return None if fraction is None else 100 * fraction
