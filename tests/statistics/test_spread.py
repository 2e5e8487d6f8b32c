"""Mean, standard deviation, median, quartiles and extremes: against R, by hand, at the edges."""

from __future__ import annotations

from typing import Any

from registry.summaries.statistics.estimate import Estimate
from registry.summaries.statistics.spread import NO_VALUE, ONE_VALUE, STATISTICS, describe
from tests.statistics.oracle import each, same


@each("spread")
def test_spread(answer: dict[str, Any]) -> None:
    """mean, sd and quantile of R; the order of the values does not matter."""
    for values in (answer["values"], sorted(answer["values"], reverse=True)):
        found = describe(values)

        assert tuple(found) == STATISTICS
        assert same(found["mean"].value, answer["mean"])
        assert same(found["sd"].value, answer["sd"])
        quantiles = [found[name].value for name in ("min", "q1", "median", "q3", "max")]
        assert same(quantiles, answer["quantiles"])


def test_four_values_by_hand() -> None:
    """1, 2, 4, 9: mean 4; squares 9 + 4 + 0 + 25 = 38, over 3; median 3; quartiles at 1.75 and 5.25."""
    found = describe([9, 1, 4, 2])

    assert [found[name].value for name in ("mean", "median", "q1", "q3", "min", "max")] == [
        4,
        3,
        1.75,
        5.25,
        1,
        9,
    ]
    assert same(found["sd"].value, (38 / 3) ** 0.5)


def test_two_values_have_a_deviation_one_has_none_and_nobody_has_nothing() -> None:
    assert same(describe([1, 3])["sd"].value, 2**0.5)
    assert describe([7.5])["sd"] == Estimate(None, reason=ONE_VALUE)
    assert describe([7.5])["q1"] == Estimate(7.5)
    assert set(describe([]).values()) == {Estimate(None, reason=NO_VALUE)}
