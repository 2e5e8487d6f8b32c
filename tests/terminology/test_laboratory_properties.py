"""What holds for every analyte, value and limit."""

from dataclasses import dataclass

from hypothesis import assume, given
from hypothesis import strategies as st

from registry.terminology.laboratory.analytes import ANALYTES, convert
from registry.terminology.laboratory.bounds import Of, Rule, Side
from registry.terminology.laboratory.grading import Graded, grade
from registry.terminology.laboratory.rules import RULES


@dataclass(frozen=True)
class Case:
    """A rule with limits a laboratory could give."""

    rule: Rule
    lower: float | None
    upper: float | None
    baseline: float | None
    age: int | None

    def grade(self, value: float) -> Graded:
        return grade(
            self.rule.analyte,
            value,
            ANALYTES[self.rule.analyte].unit,
            lower=self.lower,
            upper=self.upper,
            baseline=self.baseline,
            age_years=self.age,
        )

    def grade_in(self, unit: str, value: float) -> Graded:
        """The same quantities, all in another unit."""

        def other(number: float | None) -> float | None:
            own = ANALYTES[self.rule.analyte].unit
            return None if number is None else convert(self.rule.analyte, number, own, unit)

        return grade(
            self.rule.analyte,
            other(value) or 0,
            unit,
            lower=other(self.lower),
            upper=other(self.upper),
            baseline=other(self.baseline),
            age_years=self.age,
        )


def scale_of(rule: Rule) -> float:
    """Where the numbers of the rule lie."""
    return max((float(bound.number) for bound in rule.bounds if bound.of is Of.NUMBER), default=40)


@st.composite
def cases(draw: st.DrawFn) -> Case:
    rule = draw(st.sampled_from(RULES))
    number = numbers(rule)
    lower, upper, baseline = draw(st.tuples(*[st.none() | number] * 3))
    if lower is not None and upper is not None:
        lower, upper = min(lower, upper), max(lower, upper)
    return Case(rule, lower, upper, baseline, draw(st.none() | st.integers(0, 25)))


def numbers(rule: Rule) -> st.SearchStrategy[float]:
    """From nothing to three times the scale, in steps of a hundredth of it: bounds are met exactly, too."""
    return st.integers(0, 300).map(lambda steps: round(steps * scale_of(rule) / 100, 6))


@given(cases(), st.data())
def test_further_out_is_never_less(case: Case, data: st.DataObject) -> None:
    near, far = sorted(data.draw(st.tuples(*[numbers(case.rule)] * 2)))
    if case.rule.side is Side.LOW:
        near, far = far, near
    first, second = case.grade(near), case.grade(far)
    assume(first.term == case.rule.term)
    assert second.term == case.rule.term
    assert (second.grade or 0) >= (first.grade or 0)
    assert (second.possible or 0) >= (first.possible or 0)


@given(cases(), st.data())
def test_the_unit_changes_nothing(case: Case, data: st.DataObject) -> None:
    value = data.draw(numbers(case.rule))
    plain = case.grade(value)
    for unit in ANALYTES[case.rule.analyte].units:
        other = case.grade_in(unit, value)
        assert (other.term, other.grade, other.possible) == (plain.term, plain.grade, plain.possible)
        assert (other.lacking, other.within_limits) == (plain.lacking, plain.within_limits)


@given(cases(), st.data())
def test_says_a_term_with_a_grade_and_why(case: Case, data: st.DataObject) -> None:
    graded = case.grade(data.draw(numbers(case.rule)))
    assert (graded.term is None) == (not graded.grade)
    assert graded.grade is not None or graded.lacking or case.age is not None
    assert graded.reason.fr.endswith(".")
    assert graded.reason.en.endswith(".")
    if graded.grade:
        assert f"grade {graded.grade}." in graded.reason.en
        assert graded.grade <= (graded.possible or 0) <= 4


@given(cases(), st.data())
def test_what_is_known_more_only_lowers_what_is_lacking(case: Case, data: st.DataObject) -> None:
    graded = case.grade(data.draw(numbers(case.rule)))
    known = {"lower": case.lower, "upper": case.upper, "baseline": case.baseline, "age": case.age}
    assert all(known[name] is None for name in graded.lacking)
