"""Time to an event by Kaplan and Meier, with the bands, quantiles and rates that R's survfit gives.

Durations are in any one unit, which is that of the results; an event is True, a censored patient False. A patient
censored on the day of an event was at risk of it.
"""

from __future__ import annotations

import math
from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from statistics import NormalDist, fmean
from typing import Literal, get_args

from registry.summaries.statistics.estimate import BEYOND_FOLLOW_UP, NO_PATIENT, NOT_REACHED, Estimate

ConfType = Literal["log-log", "log", "plain"]
CONF_TYPES: tuple[ConfType, ...] = get_args(ConfType)

TOLERANCE = 2.0**-26
"""Numbers closer than this are the same; R's own: the square root of the precision of a double."""


@dataclass(frozen=True, slots=True)
class Curve:
    """A survival curve, one entry per different duration, censored ones included; all empty without patients.

    times: increasing. at_risk: patients just before that time. events, censored: patients at that time.
    survival: from that time until the next. std_err: of the logarithm of survival; infinite once survival is 0.
    """

    times: tuple[float, ...]
    at_risk: tuple[int, ...]
    events: tuple[int, ...]
    censored: tuple[int, ...]
    survival: tuple[float, ...]
    std_err: tuple[float, ...]

    @property
    def patients(self) -> int:
        return self.at_risk[0] if self.at_risk else 0


@dataclass(frozen=True, slots=True)
class Band:
    """The pointwise interval of survival at each of a curve's times; None where it has none."""

    low: tuple[float | None, ...]
    high: tuple[float | None, ...]


@dataclass(frozen=True, slots=True)
class Rate(Estimate):
    """Survival at a time, as a fraction, and the patients at risk just before that time."""

    at_risk: int = 0


def kaplan_meier(durations: Sequence[float], events: Sequence[bool]) -> Curve:
    """The survival curve: S(t) = product over event times u <= t of (n - d) / n, with d events of n at risk.

    Its standard error is Greenwood's, of log S: the square root of the sum of d / (n (n - d)). Source: Kaplan and
    Meier 1958; Greenwood 1926.
    """
    check_times(durations, events)
    times = join_close(durations)
    left = Counter(times)
    died = Counter(time for time, event in zip(times, events, strict=True) if event)
    order = sorted(left)
    at_risk = [len(times)]
    survival, variance = [1.0], [0.0]
    for time in order:
        n, d = at_risk[-1], died[time]
        survival.append(survival[-1] * ((n - d) / n))
        variance.append(variance[-1] + (d / (n * (n - d)) if d < n else math.inf))
        at_risk.append(n - left[time])
    return Curve(
        times=tuple(order),
        at_risk=tuple(at_risk[:-1]),
        events=tuple(died[time] for time in order),
        censored=tuple(left[time] - died[time] for time in order),
        survival=tuple(survival[1:]),
        std_err=tuple(map(math.sqrt, variance[1:])),
    )


def follow_up(durations: Sequence[float], events: Sequence[bool]) -> Curve:
    """The curve of follow-up: Kaplan-Meier with events and censoring exchanged (reverse Kaplan-Meier).

    Its median is the median potential follow-up. Source: Schemper and Smith 1996; R: survfit(Surv(time, 1 - event)).
    """
    return kaplan_meier(durations, [not event for event in events])


def interval(curve: Curve, *, conf_type: ConfType = "log-log", level: float = 0.95) -> Band:
    """Pointwise bands of a curve, with z the normal quantile of the level and e the standard error of log S.

    plain: S -+ z e S, cut at 0 and 1. log: S exp(-+ z e), cut at 1. log-log: S ** exp(+- z e / log S). There is none
    where S is 0, and for log-log none where S is 1. Source: Kalbfleisch and Prentice 1980; R: survfit(conf.type=).
    """
    if conf_type not in CONF_TYPES:
        raise ValueError(f"conf_type {conf_type!r}: expected one of {', '.join(CONF_TYPES)}")
    z = _normal_quantile(level)
    pairs = [
        _bounds(survival, z * std_err, conf_type)
        for survival, std_err in zip(curve.survival, curve.std_err, strict=True)
    ]
    return Band(low=tuple(low for low, _ in pairs), high=tuple(high for _, high in pairs))


def median(curve: Curve, *, conf_type: ConfType = "log-log", level: float = 0.95) -> Estimate:
    """The median with its interval, in the unit of the durations: `quantile` at one half."""
    return quantile(curve, 0.5, conf_type=conf_type, level=level)


def quantile(curve: Curve, p: float, *, conf_type: ConfType = "log-log", level: float = 0.95) -> Estimate:
    """The time by which a fraction p had the event: the first with S <= 1 - p.

    Where the curve runs flat at 1 - p, the middle of that step, or its beginning when the curve ends so. The
    interval is read from the two bands by the same rule; a bound that its band never reaches is None, so the interval
    may be open to the right, and may have a lower bound without a value. Source: Brookmeyer and Crowley 1982; R:
    print(survfit), whose rule for the median is used for every p (quantile(survfit) differs on a curve that ends flat
    at 1 - p, and where a band rises again).
    """
    if not 0 < p < 1:
        raise ValueError(f"p = {p}: expected a number between 0 and 1")
    band = interval(curve, conf_type=conf_type, level=level)
    value, low, high = (
        _first_below(curve.times, heights, 1 - p) for heights in (curve.survival, band.low, band.high)
    )
    missing = NOT_REACHED if curve.times else NO_PATIENT
    return Estimate(value, low, high, reason=missing if value is None else "")


def at(curve: Curve, time: float, *, conf_type: ConfType = "log-log", level: float = 0.95) -> Rate:
    """Survival at a time, with its pointwise interval and the patients still at risk.

    After the last duration it is not calculable, unless survival has reached 0: nobody was seen so long. Before
    the first, survival is 1 and its interval that of S = 1: none for log-log, 1 to 1 for the others (R's summary
    gives 1 to 1 for log-log too, yet none at the first duration without an event). R: summary(survfit, times=).
    """
    if not curve.times:
        return Rate(None, reason=NO_PATIENT)
    at_risk = _at_risk(curve, time)
    last = bisect_right(curve.times, time) - 1
    survival, std_err = (curve.survival[last], curve.std_err[last]) if last >= 0 else (1.0, 0.0)
    if not at_risk and survival > 0:
        return Rate(None, reason=BEYOND_FOLLOW_UP)
    low, high = _bounds(survival, _normal_quantile(level) * std_err, conf_type)
    return Rate(survival, low, high, at_risk=at_risk)


def check_times(durations: Sequence[float], events: Sequence[bool]) -> None:
    """ValueError unless there is one event or censoring per duration, and durations are numbers from 0."""
    if len(durations) != len(events):
        raise ValueError(f"{len(durations)} durations and {len(events)} events: expected one per patient")
    for duration in durations:
        if not 0 <= duration < math.inf:
            raise ValueError(f"duration {duration}: expected a number from 0")


def join_close(durations: Sequence[float]) -> list[float]:
    """The durations, those equal but for rounding replaced by the smallest of them, in the same order.

    Close: no further than the tolerance, or than the tolerance times the mean of the different durations. R: aeqSurv.
    """
    different = sorted(set(durations))
    if not different:
        return []
    gap = TOLERANCE * max(1.0, fmean(different))
    joined = {different[0]: different[0]}
    for before, time in pairwise(different):
        joined[time] = joined[before] if time - before <= gap else time
    return [joined[duration] for duration in durations]


def _normal_quantile(level: float) -> float:
    return NormalDist().inv_cdf((1 + level) / 2)


def _bounds(survival: float, error: float, conf_type: ConfType) -> tuple[float | None, float | None]:
    """The interval of one survival; `error` is the standard error of its logarithm times the normal quantile."""
    if survival == 0:
        return None, None
    if conf_type == "plain":
        return max(survival - survival * error, 0.0), min(survival + survival * error, 1.0)
    if conf_type == "log":
        return survival * math.exp(-error), min(survival * math.exp(error), 1.0)
    if survival == 1:
        return None, None
    width = -error / math.log(survival)
    return survival ** math.exp(width), survival ** math.exp(-width)


def _first_below(times: Sequence[float], heights: Sequence[float | None], level: float) -> float | None:
    """The first time at which a falling line is at the level or below; the middle of a step that lies on it."""
    below = [
        (time, height)
        for time, height in zip(times, heights, strict=True)
        if height is not None and height < level + TOLERANCE
    ]
    if not below:
        return None
    first, reached = below[0]
    if abs(reached - level) < TOLERANCE:
        step_end = next((time for time, height in below if height < reached), first)
        return (first + step_end) / 2
    return first


def _at_risk(curve: Curve, time: float) -> int:
    following = bisect_left(curve.times, time)
    return curve.at_risk[following] if following < len(curve.times) else 0
