"""Kaplan-Meier and log-rank against R's survfit and survdiff, on R's own data sets and on the edges."""

from __future__ import annotations

import math
from typing import Any

import pytest

from registry.summaries.statistics.estimate import (
    ALL_AT_ONCE,
    BEYOND_FOLLOW_UP,
    NO_EVENT,
    ONE_GROUP,
    Estimate,
)
from registry.summaries.statistics.log_rank import Group, LogRank, log_rank
from registry.summaries.statistics.survival import (
    CONF_TYPES,
    ConfType,
    Curve,
    at,
    follow_up,
    interval,
    kaplan_meier,
    median,
    quantile,
)
from tests.statistics.oracle import CASES, STORED, ask, same

ANSWERED = [name for name, case in CASES.items() if "refused" not in case]
of_every_case = pytest.mark.parametrize("case", [CASES[name] for name in ANSWERED], ids=ANSWERED)
of_every_type = pytest.mark.parametrize("conf_type", CONF_TYPES)


def durations(case: dict[str, Any]) -> list[float]:
    return [time / case["unit"] for time in case["time"]]


def events(case: dict[str, Any]) -> list[bool]:
    return [status == 1 for status in case["status"]]


def curve_of(case: dict[str, Any]) -> Curve:
    return kaplan_meier(durations(case), events(case))


def groups(case: dict[str, Any]) -> list[Group]:
    split: dict[int, tuple[list[float], list[bool]]] = {
        group: ([], []) for group in sorted(set(case["group"]))
    }
    for duration, event, group in zip(durations(case), events(case), case["group"], strict=True):
        split[group][0].append(duration)
        split[group][1].append(event)
    return list(split.values())


def bounds(estimate: Estimate) -> list[float | None]:
    return [estimate.value, estimate.low, estimate.high]


def test_r_on_this_machine_still_answers_so() -> None:
    found = ask()

    for kind in STORED.keys() - {"versions"}:
        for now, stored in zip(found[kind], STORED[kind], strict=True):
            assert same(now, stored, within=1e-6), (kind, stored)


@of_every_case
def test_curve(case: dict[str, Any]) -> None:
    expected, curve = case["curve"], curve_of(case)

    assert same(list(curve.times), expected["time"])
    assert list(curve.at_risk) == expected["at_risk"]
    assert list(curve.events) == expected["events"]
    assert list(curve.censored) == expected["censored"]
    assert same(list(curve.survival), expected["survival"])
    assert same([error if math.isfinite(error) else None for error in curve.std_err], expected["std_err"])


@of_every_type
@of_every_case
def test_bands(case: dict[str, Any], conf_type: ConfType) -> None:
    band = interval(curve_of(case), conf_type=conf_type, level=case["level"])

    assert same(list(band.low), case[conf_type]["low"])
    assert same(list(band.high), case[conf_type]["high"])


@of_every_type
@of_every_case
def test_median_as_printed(case: dict[str, Any], conf_type: ConfType) -> None:
    found = median(curve_of(case), conf_type=conf_type, level=case["level"])

    assert same(bounds(found), case[conf_type]["median"])


R_DIFFERS = {("flat_step_at_half_to_the_end", 0.5), ("aml", 0.5)}
"""Where R's quantile and print disagree, and we say what print says: on a curve that ends flat at the level (print: its
beginning, quantile: its middle), and for a band that rises again below the level (print: its first time there, the
upper bound 45 of aml with log; quantile: a later one, 48)."""


@of_every_type
@of_every_case
def test_quartiles(case: dict[str, Any], conf_type: ConfType) -> None:
    expected = case[conf_type]["quantiles"]
    for index, p in enumerate((0.25, 0.5, 0.75)):
        found = quantile(curve_of(case), p, conf_type=conf_type, level=case["level"])
        if (case["name"], p) not in R_DIFFERS:
            assert same(bounds(found), [expected[name][index] for name in ("value", "low", "high")]), p


@of_every_type
@of_every_case
def test_rate_at_a_time(case: dict[str, Any], conf_type: ConfType) -> None:
    """R's summary(extend = TRUE), save two ends where it says more than was seen.

    It carries the last survival on when nobody is left, where we say nothing; and before the first duration it has
    an interval of 1 to 1 for log-log, where there is none.
    """
    curve, expected = curve_of(case), case[conf_type]["at"]
    for index, time in enumerate(case["at"]):
        found = at(curve, time, conf_type=conf_type, level=case["level"])
        value, low, high, at_risk = (expected[name][index] for name in ("value", "low", "high", "at_risk"))

        assert found.at_risk == at_risk
        if at_risk == 0 and value > 0:
            assert found.reason == BEYOND_FOLLOW_UP
            value = low = high = None
        if time < curve.times[0] and conf_type == "log-log":
            low = high = None
        assert same(bounds(found), [value, low, high]), time


@of_every_case
def test_median_follow_up(case: dict[str, Any]) -> None:
    assert same(median(follow_up(durations(case), events(case))).value, case["follow_up"])


REASONS = {
    "no_event": NO_EVENT,
    "one_patient_event": ONE_GROUP,
    "one_patient_censored": NO_EVENT,
    "one_group": ONE_GROUP,
    "all_at_once": ALL_AT_ONCE,
}
"""Where there is nothing to compare; R refuses these, or says 0."""


@pytest.mark.parametrize(
    "name", [name for name in ANSWERED if CASES[name]["log_rank"] and name not in REASONS]
)
def test_log_rank(name: str) -> None:
    expected, found = CASES[name]["log_rank"], log_rank(groups(CASES[name]))

    assert list(found.observed) == expected["observed"]
    assert same(list(found.expected), expected["expected"])
    assert found.df == expected["df"]
    assert same([found.chi_square, found.p], [expected["chi_square"], expected["p"]])
    assert found.reason == ""


@pytest.mark.parametrize("name", REASONS)
def test_nothing_to_compare(name: str) -> None:
    found = log_rank(groups(CASES[name]))

    assert (found.chi_square, found.p, found.reason) == (None, None, REASONS[name])


def test_no_group_at_all() -> None:
    assert log_rank([]) == LogRank(observed=(), expected=(), df=0, reason=NO_EVENT)
    assert log_rank([([], []), ([], [])]) == LogRank(
        observed=(0, 0), expected=(0.0, 0.0), df=0, reason=NO_EVENT
    )


def test_r_refuses_only_nobody() -> None:
    assert set(CASES) - set(ANSWERED) == {"nobody"}
