"""A value beside its limits, and whether it passes a bound."""

from __future__ import annotations

import math
from dataclasses import dataclass
from fractions import Fraction

from registry.i18n import gettext
from registry.terminology.laboratory.analytes import Analyte
from registry.terminology.laboratory.bounds import ADULT_FROM, CLINICAL, Bound, Given, Of, Rule, Sign

SIGNIFICANT = 15
"""Digits that count in a comparison, so that no rounding of a conversion decides a grade."""

NEEDS = {
    Of.NUMBER: (),
    Of.LOWER: ("lower",),
    Of.UPPER: ("upper",),
    Of.BASELINE: ("baseline",),
    Of.OVER_UPPER: ("upper",),
    Of.OVER_BASELINE: ("baseline",),
    Of.UNDER_BASELINE: ("baseline",),
}
"""What a bound is counted from."""

GIVEN_NEEDS = {
    Given.BASELINE_ABNORMAL: ("upper",),
    Given.BELOW_LOWER: ("lower",),
    Given.ADULT: ("age",),
    Given.CHILD: ("age",),
}
"""What must be known to say whether a bound holds."""


@dataclass(frozen=True, slots=True)
class Measure:
    """A value, its limits of normal and the value before treatment, in the canonical unit; the age in years."""

    value: Fraction
    lower: Fraction | None
    upper: Fraction | None
    baseline: Fraction | None
    age: int | None

    def lacks(self, bound: Bound) -> frozenset[str]:
        """What is missing to judge the bound: lower, upper, baseline, age."""
        needed = (*NEEDS[bound.of], *GIVEN_NEEDS.get(bound.given, ()))
        return frozenset(name for name in needed if getattr(self, name) is None)

    def excludes(self, bound: Bound) -> bool:
        """Whether the bound is known not to hold for this measure, whatever is missing."""
        match bound.given:
            case Given.BASELINE_NORMAL:
                return _more(self.baseline, self.upper)
            case Given.BASELINE_ABNORMAL:
                return _at_most(self.value if self.baseline is None else self.baseline, self.upper)
            case Given.BELOW_LOWER:
                return _at_most(self.lower, self.value)
            case Given.ADULT:
                return self.age is not None and self.age < ADULT_FROM
            case Given.CHILD:
                return self.age is not None and self.age >= ADULT_FROM
        return False

    def passes(self, bound: Bound) -> bool:
        """Whether the bound holds and the value is beyond it."""
        if self.excludes(bound) or self.lacks(bound):
            return False
        limit = significant(self.limit(bound))
        match bound.sign:
            case Sign.BELOW:
                return self.value < limit
            case Sign.AT_MOST:
                return self.value <= limit
            case Sign.ABOVE:
                return self.value > limit
            case Sign.AT_LEAST:
                return self.value >= limit

    def limit(self, bound: Bound) -> Fraction:
        """The bound as a number in the canonical unit; what it is counted from must be known."""
        if bound.of is Of.NUMBER:
            return bound.number
        origin: Fraction = getattr(self, NEEDS[bound.of][0])
        match bound.of:
            case Of.OVER_UPPER | Of.OVER_BASELINE:
                return origin + bound.number
            case Of.UNDER_BASELINE:
                return origin - bound.number
        return origin * bound.number

    @property
    def is_low(self) -> bool:
        return _more(self.lower, self.value)

    @property
    def is_high(self) -> bool:
        return _more(self.value, self.upper)


def measure(
    analyte: Analyte,
    value: float,
    unit: str,
    *,
    lower: float | None,
    upper: float | None,
    baseline: float | None,
    age_years: int | None,
) -> Measure:
    """The measure in the canonical unit; ValueError for what no laboratory reports."""
    numbers = (value, lower, upper, baseline)
    if any(number is not None and not (math.isfinite(number) and number >= 0) for number in numbers):
        raise ValueError(gettext("A laboratory value, its limits and its baseline are numbers from 0 up."))
    if lower is not None and upper is not None and lower > upper:
        raise ValueError(gettext("The lower limit of normal is above the upper limit: check them."))

    def canonical(number: float) -> Fraction:
        return significant(analyte.canonical(number, unit=unit))

    low, high, before = (None if number is None else canonical(number) for number in (lower, upper, baseline))
    return Measure(canonical(value), low, high, before, age_years)


def told(rule: Rule, beside: Measure) -> tuple[Bound, ...]:
    """The bounds that hold for a measure, or may, and need no more than values."""
    return tuple(bound for bound in rule.bounds if bound.given not in CLINICAL and not beside.excludes(bound))


def significant(number: Fraction) -> Fraction:
    """The number to SIGNIFICANT digits."""
    return Fraction(f"{float(number):.{SIGNIFICANT}g}")


def _more(left: Fraction | None, right: Fraction | None) -> bool:
    """Whether both are known and the left one is more."""
    return left is not None and right is not None and left > right


def _at_most(left: Fraction | None, right: Fraction | None) -> bool:
    """Whether both are known and the left one is not more."""
    return left is not None and right is not None and left <= right
