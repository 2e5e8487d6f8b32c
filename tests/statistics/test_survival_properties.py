"""What holds of every survival curve."""

from __future__ import annotations

import random
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from registry.summaries.statistics.estimate import NOT_REACHED
from registry.summaries.statistics.log_rank import log_rank
from registry.summaries.statistics.survival import (
    CONF_TYPES,
    ConfType,
    at,
    follow_up,
    interval,
    kaplan_meier,
    median,
    quantile,
)

Patients = list[tuple[float, bool]]

# Whole days, so that ties are common; and any numbers.
times = st.one_of(st.integers(0, 12).map(float), st.floats(0, 1e4))
patients = st.lists(st.tuples(times, st.booleans()), min_size=1, max_size=30)
types = st.sampled_from(CONF_TYPES)


def split(found: Patients) -> tuple[list[float], list[bool]]:
    return [time for time, _ in found], [event for _, event in found]


@given(patients, st.randoms(use_true_random=False))
def test_the_order_of_the_patients_changes_nothing(found: Patients, chance: random.Random) -> None:
    assert kaplan_meier(*split(chance.sample(found, len(found)))) == kaplan_meier(*split(found))


@given(patients)
def test_survival_falls_from_1_towards_0_and_everyone_is_counted(found: Patients) -> None:
    curve = kaplan_meier(*split(found))

    assert all(0 <= survival <= 1 for survival in curve.survival)
    assert all(later <= earlier for earlier, later in pairwise(curve.survival))
    assert all(later > earlier for earlier, later in pairwise(curve.times))
    assert sum(curve.events) == sum(event for _, event in found)
    assert sum(curve.events) + sum(curve.censored) == len(found) == curve.patients


@given(patients, types, st.sampled_from([0.8, 0.95, 0.99]))
def test_the_band_contains_the_curve(found: Patients, conf_type: ConfType, level: float) -> None:
    curve = kaplan_meier(*split(found))
    band = interval(curve, conf_type=conf_type, level=level)

    for low, survival, high in zip(band.low, curve.survival, band.high, strict=True):
        assert (low is None) == (high is None)
        if low is not None and high is not None:
            assert 0 <= low <= survival + 1e-12
            assert survival - 1e-12 <= high <= 1


@given(patients, types)
def test_a_higher_level_is_a_wider_band(found: Patients, conf_type: ConfType) -> None:
    curve = kaplan_meier(*split(found))
    narrow, wide = (interval(curve, conf_type=conf_type, level=level) for level in (0.8, 0.99))

    for inner, outer in zip(narrow.low, wide.low, strict=True):
        assert inner is None or (outer is not None and outer <= inner)


@given(patients)
def test_without_an_event_survival_is_1_and_has_no_median(found: Patients) -> None:
    curve = kaplan_meier([time for time, _ in found], [False for _ in found])

    assert set(curve.survival) == {1.0}
    assert median(curve).value is None
    assert median(curve).reason == NOT_REACHED


@given(patients)
def test_without_censoring_survival_is_the_share_still_without_event(found: Patients) -> None:
    durations = [round(time) for time, _ in found]
    curve = kaplan_meier(durations, [True for _ in durations])

    for time, survival in zip(curve.times, curve.survival, strict=True):
        assert survival == pytest.approx(sum(later > time for later in durations) / len(durations), abs=1e-12)


@given(patients, types, st.sampled_from([0.1, 0.25, 0.5, 0.75, 0.9]))
def test_a_quantile_lies_in_its_interval(found: Patients, conf_type: ConfType, p: float) -> None:
    estimate = quantile(kaplan_meier(*split(found)), p, conf_type=conf_type)

    if estimate.value is not None:
        assert estimate.low is None or estimate.low <= estimate.value
        assert estimate.high is None or estimate.high >= estimate.value


@given(patients, st.floats(0, 2e4))
def test_at_any_time_there_is_a_rate_or_a_reason(found: Patients, time: float) -> None:
    rate = at(kaplan_meier(*split(found)), time)

    assert (rate.value is None) == bool(rate.reason)
    assert 0 <= rate.at_risk <= len(found)


@given(patients)
def test_the_curve_of_follow_up_exchanges_events_and_censoring(found: Patients) -> None:
    curve, reverse = kaplan_meier(*split(found)), follow_up(*split(found))

    assert reverse.events == curve.censored
    assert reverse.at_risk == curve.at_risk


@given(patients, patients, st.randoms(use_true_random=False))
def test_log_rank_knows_no_order_and_expects_all_events(
    one: Patients, other: Patients, chance: random.Random
) -> None:
    found = log_rank([split(one), split(other)])
    turned = log_rank([split(chance.sample(other, len(other))), split(one)])

    assert sum(found.observed) == pytest.approx(sum(found.expected))
    assert turned.observed == found.observed[::-1]
    assert turned.chi_square == (
        None if found.chi_square is None else pytest.approx(found.chi_square, abs=1e-9)
    )
    assert (found.p is None) == bool(found.reason)


@given(patients)
def test_two_groups_alike_do_not_differ(found: Patients) -> None:
    compared = log_rank([split(found), split(found)])

    assert compared.chi_square is None or compared.chi_square == pytest.approx(0, abs=1e-9)
