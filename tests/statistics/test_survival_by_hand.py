"""Survival worked out on paper, and what is refused."""

from __future__ import annotations

import math

import pytest

from registry.summaries.statistics.estimate import BEYOND_FOLLOW_UP, NO_PATIENT, NOT_REACHED, Estimate
from registry.summaries.statistics.survival import (
    TOLERANCE,
    Curve,
    Rate,
    at,
    follow_up,
    interval,
    kaplan_meier,
    median,
    quantile,
)


def test_four_patients() -> None:
    """Events at 1 and 3, censored at 2 and 3: S = 3/4 from 1 on, and 3/4 * 1/2 = 3/8 from 3 on.

    Variance of log S: 1 / (4 * 3), and then 1 / (2 * 1) more. Both of time 3 were at risk of its event.
    """
    curve = kaplan_meier([3, 1, 2, 3], [True, True, False, False])

    assert curve == Curve(
        times=(1, 2, 3),
        at_risk=(4, 3, 2),
        events=(1, 0, 1),
        censored=(0, 1, 1),
        survival=(0.75, 0.75, 0.375),
        std_err=(math.sqrt(1 / 12), math.sqrt(1 / 12), math.sqrt(1 / 12 + 1 / 2)),
    )
    assert curve.patients == 4
    assert at(curve, 2.5).value == 0.75
    assert at(curve, 2.5).at_risk == 2
    assert at(curve, 3).value == 0.375
    assert at(curve, 3.01) == Rate(None, reason=BEYOND_FOLLOW_UP, at_risk=0)
    assert median(curve).value == 3
    assert quantile(curve, 0.25).value == 2
    # A number that is there has no reason for its absence; an interval is log-log unless another is asked for.
    assert median(curve).reason == ""
    assert at(curve, 2.5) == at(curve, 2.5, conf_type="log-log") != at(curve, 2.5, conf_type="log")


def test_bands_of_one_step() -> None:
    """S = 1/2 of two patients, standard error of log S = sqrt(1/2), z = 1.95996: by the three formulas."""
    curve = kaplan_meier([1, 2], [True, False])
    error = 1.959963984540054 * math.sqrt(0.5)

    plain = interval(curve, conf_type="plain")
    assert plain.low[0] == 0.0
    assert plain.high[0] == 1.0
    assert interval(curve, conf_type="log").low[0] == pytest.approx(0.5 * math.exp(-error))
    assert interval(curve, conf_type="log").high[0] == 1.0
    log_log = interval(curve)
    assert log_log.low[0] == pytest.approx(math.exp(-math.exp(math.log(math.log(2)) + error / math.log(2))))
    assert log_log.high[0] == pytest.approx(math.exp(-math.exp(math.log(math.log(2)) - error / math.log(2))))


def test_nobody() -> None:
    curve = kaplan_meier([], [])

    assert curve == Curve((), (), (), (), (), ())
    assert curve.patients == 0
    assert interval(curve).low == ()
    assert median(curve) == Estimate(None, reason=NO_PATIENT)
    assert at(curve, 6) == Rate(None, reason=NO_PATIENT)
    assert median(follow_up([], [])).reason == NO_PATIENT


def test_no_event() -> None:
    curve = kaplan_meier([4, 8], [False, False])

    assert median(curve) == Estimate(None, reason=NOT_REACHED)
    assert at(curve, 6) == Rate(1.0, None, None, at_risk=1)
    assert at(curve, 6, conf_type="log") == Rate(1.0, 1.0, 1.0, at_risk=1)
    assert at(curve, 9).reason == BEYOND_FOLLOW_UP
    assert median(follow_up([4, 8], [False, False])).value == 6


def test_all_dead_stay_dead() -> None:
    assert at(kaplan_meier([1, 2], [True, True]), 24) == Rate(0.0, None, None, at_risk=0)


def test_months_that_differ_by_rounding_are_one_time() -> None:
    """0.1 + 0.2 is not 0.3 to a computer."""
    curve = kaplan_meier([0.1 + 0.2, 0.3, 5], [True, False, True])

    assert curve.times == (0.3, 5)
    assert curve.at_risk == (3, 1)


def test_how_near_is_one_time_grows_with_the_times_and_not_below_one() -> None:
    """As far as the tolerance times the mean of the different times, or the tolerance where that is below one."""
    for times, joined in (
        ([100, 100 + 50 * TOLERANCE], 1),
        ([100, 100 + 200 * TOLERANCE], 2),
        ([0.125, 0.125 + 1.5 * TOLERANCE], 2),
        # Exactly as far as that is still one time.
        ([0.125, 0.125 + TOLERANCE], 1),
    ):
        assert len(kaplan_meier(times, [True, True]).times) == joined


@pytest.mark.parametrize("duration", [-1, math.nan, math.inf])
def test_a_duration_is_a_number_from_0(duration: float) -> None:
    with pytest.raises(ValueError, match="expected a number from 0"):
        kaplan_meier([1, duration], [True, True])


def test_one_event_or_censoring_per_duration() -> None:
    with pytest.raises(ValueError, match="2 durations and 1 events"):
        kaplan_meier([1, 2], [True])


def test_unknown_words_and_shares() -> None:
    curve = kaplan_meier([1], [True])
    with pytest.raises(ValueError, match="expected one of log-log, log, plain"):
        interval(curve, conf_type="logit")  # type: ignore[arg-type]
    for p in (0.0, 1.0):
        with pytest.raises(ValueError, match="between 0 and 1"):
            quantile(curve, p)
