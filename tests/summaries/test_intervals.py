"""Exact intervals against scipy's own, which finds the bounds in another way."""

import pytest
from scipy.stats import binomtest

from registry.summaries.intervals import exact_interval


@pytest.mark.parametrize("level", [0.8, 0.95, 0.999])
@pytest.mark.parametrize("total", [1, 2, 7, 30, 333])
def test_every_share_has_the_interval_of_the_exact_binomial_test(total: int, level: float) -> None:
    for n in {0, 1, total // 3, total // 2, total - 1, total}:
        expected = binomtest(n, total).proportion_ci(confidence_level=level, method="exact")

        assert exact_interval(n, total, level=level) == pytest.approx((expected.low, expected.high), abs=1e-9)


def test_one_patient() -> None:
    """All of one: the lower bound is 0.025, since 0.025 ** 1 = 0.025."""
    assert exact_interval(1, 1, level=0.95) == pytest.approx((0.025, 1.0))
    assert exact_interval(0, 1, level=0.95) == pytest.approx((0.0, 0.975))
