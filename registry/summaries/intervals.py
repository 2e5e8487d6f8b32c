"""Exact intervals."""

from __future__ import annotations


def exact_interval(n: int, total: int, *, level: float) -> tuple[float, float]:
    """The two-sided exact interval of a proportion n / total, as fractions (Clopper and Pearson 1934).

    Each bound is a quantile of a beta distribution. `scipy.stats.binomtest(n, total).proportion_ci(level)` gives the
    same by root finding; a table has thousands of rows, and scipy.special loads in a quarter of the time.
    """
    from scipy.special import betaincinv

    tail = (1 - level) / 2
    low = 0.0 if n == 0 else float(betaincinv(n, total - n + 1, tail))
    high = 1.0 if n == total else float(betaincinv(n + 1, total - n, 1 - tail))
    return low, high
