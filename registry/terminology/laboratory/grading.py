"""The CTCAE grade of a laboratory value, and why.

The grade is the highest that the value alone supports. Where CTCAE also counts signs, consequences or treatment,
`possible` says how high they may take it, and the reason says so in words.
"""

from __future__ import annotations

from dataclasses import dataclass

from registry.fields.base import T
from registry.terminology.laboratory import reasons
from registry.terminology.laboratory.analytes import analyte_of
from registry.terminology.laboratory.bounds import CLINICAL, Bound, Given, Rule, Side
from registry.terminology.laboratory.measures import Measure, measure, told
from registry.terminology.laboratory.rules import rules_of

LACKING = ("lower", "upper", "baseline", "age")
"""What may be missing, in the order in which a form asks for it."""


@dataclass(frozen=True, slots=True)
class Graded:
    """What a value says by itself.

    term: the CTCAE term; None without toxicity or grade. grade: 0 is no toxicity, None is not gradable.
    reason: the bound that decided, in a sentence. lacking: what is missing and could change the grade, of LACKING.
    possible: the grade that signs, consequences or treatment may make of it; the grade itself where they may not.
    within_limits: the value is within the limits given, and an absolute bound of CTCAE grades it all the same.
    """

    term: str | None
    grade: int | None
    reason: T
    lacking: tuple[str, ...] = ()
    possible: int | None = None
    within_limits: bool = False


@dataclass(frozen=True, slots=True)
class Verdict:
    """What one rule makes of a measure.

    holds: CTCAE has a bound for this age. passed: the bounds that the value alone is beyond, the highest grade first.
    lacking: what is missing and could change the grade. worst: the grade if every sign that CTCAE names beside a
    number were there.
    """

    rule: Rule
    holds: bool
    passed: tuple[Bound, ...]
    lacking: frozenset[str]
    worst: int

    @property
    def grade(self) -> int | None:
        """The grade; None where no known bound is passed and a limit, the age or every bound is missing."""
        if self.passed:
            return self.passed[0].grade
        return 0 if self.holds and self.lacking <= {"baseline"} else None


def grade(
    analyte: str,
    value: float,
    unit: str,
    *,
    lower: float | None = None,
    upper: float | None = None,
    baseline: float | None = None,
    age_years: int | None = None,
) -> Graded:
    """The grade of a value; limits and baseline are in its unit.

    ValueError for an unknown analyte or unit, a negative or infinite number, a lower limit above the upper one.
    """
    measured = analyte_of(analyte)
    beside = measure(measured, value, unit, lower=lower, upper=upper, baseline=baseline, age_years=age_years)
    subject = reasons.Subject(measured, value, unit, beside)
    verdicts = [judge(rule, beside) for rule in rules_of(analyte)]
    if passed := [verdict for verdict in verdicts if verdict.passed]:
        return _toxicity(max(passed, key=lambda one: (_is_out(one.rule, beside), one.grade)), subject)
    lacking = frozenset[str]().union(*(verdict.lacking for verdict in verdicts))
    if any(verdict.grade is None for verdict in verdicts):
        return Graded(None, None, reasons.ungraded(subject, lacking=lacking), _in_order(lacking))
    return Graded(None, 0, reasons.normal(subject, lacking=lacking), _in_order(lacking), possible=0)


def judge(rule: Rule, beside: Measure) -> Verdict:
    """What a rule makes of a measure."""
    beyond = sorted(filter(beside.passes, rule.bounds), key=lambda bound: -bound.grade)
    passed = tuple(bound for bound in beyond if bound.given not in CLINICAL)
    reached = passed[0].grade if passed else 0
    worst = beyond[0].grade if beyond else 0
    return Verdict(rule, bool(told(rule, beside)), passed, _lacking(rule, beside, reached=reached), worst)


def _lacking(rule: Rule, beside: Measure, *, reached: int) -> frozenset[str]:
    """What is missing for the bounds that could still change the grade."""
    return frozenset(
        name
        for bound in told(rule, beside)
        if bound.grade > reached or bound.given is Given.BASELINE_ABNORMAL
        for name in beside.lacks(bound)
    )


def _is_out(rule: Rule, beside: Measure) -> bool:
    return beside.is_low if rule.side is Side.LOW else beside.is_high


def _is_within(rule: Rule, beside: Measure) -> bool:
    limit = beside.lower if rule.side is Side.LOW else beside.upper
    return limit is not None and not _is_out(rule, beside)


def _toxicity(verdict: Verdict, subject: reasons.Subject) -> Graded:
    rule, bound = verdict.rule, verdict.passed[0]
    within = _is_within(rule, subject.measure)
    possible = max(verdict.worst, rule.clinical, bound.grade)
    reason = reasons.toxicity(subject, rule, bound, possible=possible, within=within, lacking=verdict.lacking)
    return Graded(rule.term, bound.grade, reason, _in_order(verdict.lacking), possible, within)


def _in_order(lacking: frozenset[str]) -> tuple[str, ...]:
    return tuple(name for name in LACKING if name in lacking)
