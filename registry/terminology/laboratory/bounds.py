"""The vocabulary of the rules: a bound, what it is counted from, when it holds."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction

from registry.fields.base import T

ADULT_FROM = 18
"""Age in years from which the criteria "Adult" hold; "Pediatric" before. CTCAE names no age."""


class Side(StrEnum):
    """Which way a value strays."""

    LOW = "low"
    HIGH = "high"


class Sign(StrEnum):
    """How a value stands to a bound."""

    BELOW = "<"
    AT_MOST = "≤"
    ABOVE = ">"
    AT_LEAST = "≥"


class Of(StrEnum):
    """What the number of a bound counts: itself, a multiple, or a distance.

    LOWER, UPPER, BASELINE: times the lower limit of normal, the upper limit, the value before treatment.
    OVER_UPPER, OVER_BASELINE: so much more than it. UNDER_BASELINE: so much less.
    """

    NUMBER = "number"
    LOWER = "lower"
    UPPER = "upper"
    BASELINE = "baseline"
    OVER_UPPER = "over_upper"
    OVER_BASELINE = "over_baseline"
    UNDER_BASELINE = "under_baseline"


class Given(StrEnum):
    """When a bound holds. BASELINE_ABNORMAL: the baseline was above the upper limit; one not given counts as normal.

    SYMPTOMS, ANTICOAGULANTS: a fact that the value does not tell; such a bound only says what the grade may become.
    """

    ALWAYS = "always"
    BASELINE_NORMAL = "baseline_normal"
    BASELINE_ABNORMAL = "baseline_abnormal"
    BELOW_LOWER = "below_lower"
    ADULT = "adult"
    CHILD = "child"
    SYMPTOMS = "symptoms"
    ANTICOAGULANTS = "anticoagulants"


CLINICAL = frozenset({Given.SYMPTOMS, Given.ANTICOAGULANTS})


@dataclass(frozen=True, slots=True)
class Bound:
    """A grade, and what the value must pass for it."""

    grade: int
    sign: Sign
    number: Fraction
    of: Of = Of.NUMBER
    given: Given = Given.ALWAYS


@dataclass(frozen=True, slots=True)
class Rule:
    """How an analyte grades a CTCAE term.

    clinical: the highest living grade that CTCAE also gives for signs, consequences or treatment (0: none).
    caution: what the reader must know that the value does not tell.
    """

    term: str
    analyte: str
    side: Side
    bounds: tuple[Bound, ...]
    clinical: int = 0
    caution: T | None = None


def _bounds(
    sign: Sign, of: Of, numbers: Iterable[str | None], *, given: Given = Given.ALWAYS
) -> tuple[Bound, ...]:
    """One bound per grade from 1 upwards; None where the grade has none."""
    return tuple(
        Bound(grade, sign, Fraction(number), of, given) for grade, number in enumerate(numbers, 1) if number
    )


def below(*numbers: str | None, of: Of = Of.NUMBER, given: Given = Given.ALWAYS) -> tuple[Bound, ...]:
    return _bounds(Sign.BELOW, of, numbers, given=given)


def at_most(*numbers: str | None, of: Of = Of.NUMBER, given: Given = Given.ALWAYS) -> tuple[Bound, ...]:
    return _bounds(Sign.AT_MOST, of, numbers, given=given)


def above(*numbers: str | None, of: Of = Of.NUMBER, given: Given = Given.ALWAYS) -> tuple[Bound, ...]:
    return _bounds(Sign.ABOVE, of, numbers, given=given)


def at_least(*numbers: str | None, of: Of = Of.NUMBER, given: Given = Given.ALWAYS) -> tuple[Bound, ...]:
    return _bounds(Sign.AT_LEAST, of, numbers, given=given)
