"""A proportion n / total: its exact interval, its exact one-sided bounds, and how it stands to a reference."""

from __future__ import annotations

from dataclasses import dataclass

from registry.summaries.intervals import exact_interval
from registry.summaries.statistics.estimate import NO_PATIENT, Estimate


@dataclass(frozen=True, slots=True)
class Comparison:
    """A proportion beside a reference rate, both as fractions.

    lower, upper: its exact one-sided bounds, each with the confidence level of the comparison. p_above: probability
    of at least this many if the reference were true; p_below: of at most this many. All None without a patient.
    """

    reference: float
    value: float | None = None
    lower: float | None = None
    upper: float | None = None
    p_above: float | None = None
    p_below: float | None = None
    reason: str = ""

    @property
    def is_above(self) -> bool:
        """The whole one-sided interval lies above the reference."""
        return self.lower is not None and self.lower > self.reference

    @property
    def is_below(self) -> bool:
        """The whole one-sided interval lies below the reference."""
        return self.upper is not None and self.upper < self.reference


def estimate_proportion(n: int, total: int, *, level: float = 0.95) -> Estimate:
    """The fraction n / total with its exact two-sided interval.

    Not calculable without a patient. Source: Clopper and Pearson 1934; R: binom.test(n, total).
    """
    _check_counts(n, total)
    if not total:
        return Estimate(None, reason=NO_PATIENT)
    return Estimate(n / total, *exact_interval(n, total, level=level))


def lower_bound(n: int, total: int, *, level: float = 0.95) -> float:
    """The exact one-sided lower bound: the proportion at which n or more has probability 1 - level; 0 when n is 0.

    It is the lower bound of the two-sided interval at 2 level - 1, for levels from one half.
    R: binom.test(n, total, alternative = "greater").
    """
    _check_counts(n, total)
    return exact_interval(n, total, level=2 * level - 1)[0]


def upper_bound(n: int, total: int, *, level: float = 0.95) -> float:
    """The exact one-sided upper bound: the proportion at which n or fewer has probability 1 - level; 1 when n is all.

    It is the upper bound of the two-sided interval at 2 level - 1, for levels from one half.
    R: binom.test(n, total, alternative = "less").
    """
    _check_counts(n, total)
    return exact_interval(n, total, level=2 * level - 1)[1]


def compare_with_reference(n: int, total: int, *, reference: float, level: float = 0.95) -> Comparison:
    """The fraction n / total beside a reference rate: one-sided bounds and exact binomial tests in both directions.

    Two one-sided statements, each at the level, not one two-sided. R: binom.test(n, total, p = reference,
    alternative = "greater" and "less").
    """
    _check_counts(n, total)
    if not 0 <= reference <= 1:
        raise ValueError(f"reference {reference}: expected a fraction from 0 to 1")
    if not total:
        return Comparison(reference, reason=NO_PATIENT)
    return Comparison(
        reference,
        value=n / total,
        lower=lower_bound(n, total, level=level),
        upper=upper_bound(n, total, level=level),
        p_above=_probability_of_at_least(n, total, reference),
        p_below=_probability_of_at_least(total - n, total, 1 - reference),
    )


def _probability_of_at_least(n: int, total: int, rate: float) -> float:
    """P(X >= n) of a binomial variable: the distribution function of a beta variable at the rate."""
    from scipy.special import betainc

    return 1.0 if n == 0 else float(betainc(n, total - n + 1, rate))


def _check_counts(n: int, total: int) -> None:
    if not 0 <= n <= total:
        raise ValueError(f"{n} of {total}: expected a count from 0 to the total")
