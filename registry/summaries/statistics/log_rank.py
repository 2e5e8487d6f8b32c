"""Comparison of survival between groups."""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import chain, islice

import numpy as np
import numpy.typing as npt

from registry.summaries.statistics.estimate import ALL_AT_ONCE, NO_EVENT, ONE_GROUP
from registry.summaries.statistics.survival import check_times, join_close

Numbers = npt.NDArray[np.float64]

Group = tuple[Sequence[float], Sequence[bool]]
"""The durations of a group and, in the same order, whether each ended with the event."""


@dataclass(frozen=True, slots=True)
class LogRank:
    """A log-rank test. observed, expected: events per group, in the order given.

    chi_square, p: None when not calculable, and `reason` says why. df: groups with expected events, less one.
    """

    observed: tuple[int, ...]
    expected: tuple[float, ...]
    df: int
    chi_square: float | None = None
    p: float | None = None
    reason: str = ""


def log_rank(groups: Sequence[Group]) -> LogRank:
    """The log-rank test that survival is the same in all groups.

    At each event time the d events of the n at risk are expected in a group in proportion to its patients at risk
    n_j; covariance of groups j and k: d (n - d) / (n - 1) * n_j / n * ((j = k) - n_k / n). Chi-square of observed
    less expected, summed over time. Groups with nobody at risk at any event are left out. Source: Mantel 1966;
    Peto and Peto 1972; R: survdiff(rho = 0), which gives 0 where nothing can be compared.
    """
    at_risk, died = _tabulate(groups)
    everyone, deaths = at_risk.sum(axis=1), died.sum(axis=1)
    share = at_risk / everyone[:, None]
    observed, expected = died.sum(axis=0), deaths @ share
    spread = deaths * (everyone - deaths) / np.maximum(everyone - 1, 1)
    covariance = np.diag(spread @ share) - (share.T * spread) @ share
    compared = np.flatnonzero(expected > 0)
    result = LogRank(
        observed=tuple(int(count) for count in observed),
        expected=tuple(float(count) for count in expected),
        df=max(len(compared) - 1, 0),
    )
    if len(compared) < 2:
        return replace(result, reason=ONE_GROUP if deaths.any() else NO_EVENT)
    if not spread.any():
        return replace(result, reason=ALL_AT_ONCE)
    kept = compared[1:]
    return _with_chi_square(result, (observed - expected)[kept], covariance[np.ix_(kept, kept)])


def _with_chi_square(result: LogRank, difference: Numbers, covariance: Numbers) -> LogRank:
    from scipy.special import chdtrc

    chi_square = float(difference @ np.linalg.solve(covariance, difference))
    return replace(result, chi_square=chi_square, p=float(chdtrc(result.df, chi_square)))


def _tabulate(groups: Sequence[Group]) -> tuple[Numbers, Numbers]:
    """Patients at risk and events: one row per time with an event, one column per group."""
    for durations, events in groups:
        check_times(durations, events)
    joined = iter(join_close(list(chain.from_iterable(durations for durations, _ in groups))))
    times = [list(islice(joined, len(durations))) for durations, _ in groups]
    died = [
        Counter(time for time, event in zip(own, events, strict=True) if event)
        for own, (_, events) in zip(times, groups, strict=True)
    ]
    rows = sorted(set().union(*died))
    ordered = [sorted(own) for own in times]
    shape = len(rows), len(groups)
    at_risk = [[len(own) - bisect_left(own, time) for own in ordered] for time in rows]
    deaths = [[own[time] for own in died] for time in rows]
    return np.array(at_risk, dtype=float).reshape(shape), np.array(deaths, dtype=float).reshape(shape)
