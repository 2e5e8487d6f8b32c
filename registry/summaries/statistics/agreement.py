"""Agreement of two readings of the same things."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from statistics import NormalDist

from registry.summaries.statistics.estimate import NO_PATIENT, ONE_CATEGORY, Estimate


@dataclass(frozen=True, slots=True)
class Kappa(Estimate):
    """Cohen's kappa, of n things read twice.

    observed: the fraction read alike. expected: that by chance, from how often each reading uses each category.
    std_err: of kappa; None when kappa is not calculable.
    """

    n: int = 0
    observed: float | None = None
    expected: float | None = None
    std_err: float | None = None


def cohen_kappa(table: Sequence[Sequence[int]], *, level: float = 0.95) -> Kappa:
    """Unweighted kappa of a square table: rows one reading, columns the other, categories in the same order.

    kappa = (observed - expected) / (1 - expected). The interval is kappa -+ z std_err, cut at -1 and 1, with the
    large-sample standard error that does not suppose kappa to be 0, as SAS PROC FREQ, vcd::Kappa and
    psych::cohen.kappa of R have it. Not calculable when both readings put everything into one category. Without an
    interval when the standard error is 0, as in perfect agreement: it would claim certainty of any small number.
    Source: Cohen 1960; Fleiss, Cohen and Everitt 1969.
    """
    n = _count(table)
    if n == 0:
        return Kappa(None, reason=NO_PATIENT)
    share = [[count / n for count in row] for row in table]
    rows = [sum(row) for row in share]
    columns = [sum(column) for column in zip(*share, strict=True)]
    observed = sum(share[i][i] for i in range(len(share)))
    expected = sum(row * column for row, column in zip(rows, columns, strict=True))
    if _uses_one_category(table, n):
        return Kappa(None, reason=ONE_CATEGORY, n=n, observed=observed, expected=expected)
    value = (observed - expected) / (1 - expected)
    std_err = math.sqrt(_variance(share, rows, columns, observed, expected) / n)
    low, high = _interval(value, std_err, level)
    return Kappa(value, low, high, n=n, observed=observed, expected=expected, std_err=std_err)


def _count(table: Sequence[Sequence[int]]) -> int:
    if any(len(row) != len(table) for row in table):
        raise ValueError("the table of two readings is not square")
    if any(count < 0 for row in table for count in row):
        raise ValueError("the table of two readings holds a negative count")
    return sum(map(sum, table))


def _uses_one_category(table: Sequence[Sequence[int]], n: int) -> bool:
    return any(table[i][i] == n for i in range(len(table)))


def _variance(
    share: Sequence[Sequence[float]],
    rows: Sequence[float],
    columns: Sequence[float],
    observed: float,
    expected: float,
) -> float:
    """The variance of kappa times n; rounding must not make that of perfect agreement differ from 0."""
    size = range(len(share))
    alike = sum(share[i][i] * ((1 - expected) - (rows[i] + columns[i]) * (1 - observed)) ** 2 for i in size)
    unlike = sum(share[i][j] * (columns[i] + rows[j]) ** 2 for i in size for j in size if i != j)
    whole = observed * expected - 2 * expected + observed
    variance = (alike + (1 - observed) ** 2 * unlike - whole**2) / (1 - expected) ** 4
    return variance if variance > 1e-12 else 0.0


def _interval(value: float, std_err: float, level: float) -> tuple[float | None, float | None]:
    if std_err == 0:
        return None, None
    error = NormalDist().inv_cdf((1 + level) / 2) * std_err
    return max(value - error, -1.0), min(value + error, 1.0)
