"""The table of laboratory rules says the same as the published ones.

The machine rules of the comparison are conditions in R. A small interpreter evaluates them: missing (None) makes a
comparison missing, a missing condition counts as false, the first true one gives the grade, none gives 0. They assume
every sign that CTCAE names beside a number, so they are compared with `Verdict.worst`.
"""

import ast
import json
import operator
import re
from collections.abc import Iterator
from fractions import Fraction
from functools import cache
from itertools import product
from typing import Any

import pytest

from registry.terminology import ctcae
from registry.terminology.laboratory.analytes import ANALYTES
from registry.terminology.laboratory.bounds import Given, Of, Rule, Side
from registry.terminology.laboratory.grading import judge
from registry.terminology.laboratory.measures import Measure, significant
from registry.terminology.laboratory.rules import RULES
from tests.provide import Absent
from tests.terminology.reference import FOLDER, rows_of

BY_ROW = {(rule.term, rule.analyte): rule for rule in RULES}
ANALYTE_OF = {rule.term: rule.analyte for rule in reversed(RULES)}

# Where the machine rules leave the printed text, we follow the text: "2.0 - 2.5 x baseline" and "150 mg/dL - 300"
# have no ">", so the bound itself is grade 1. (term, what the value equals)
PRINTED_OTHERWISE = {("ggt_increased", "baseline"), ("hypertriglyceridemia", "number")}

# Grade 1 is printed without saying of what the value is above or below.
UNSAID = {
    "hypophosphatemia",
    "hyperphosphatemia",
    "thyroid_stimulating_hormone_increased",
    "hemoglobin_increased",
}

COMPARISONS = {ast.Lt: operator.lt, ast.LtE: operator.le, ast.Gt: operator.gt, ast.GtE: operator.ge}


def published_rules() -> list[dict[str, Any]]:
    path = FOLDER / "ctcae_v5_lab_rules.json"
    if not path.exists():
        raise Absent("comparison", f"the published rules {path.name} are not on this machine")
    rules: list[dict[str, Any]] = json.loads(path.read_text("utf-8"))
    return rules


@cache
def conditions(code: str) -> list[tuple[ast.expr, int | None]]:
    """The conditions of a piece of case_when with the grade each gives (None: not gradable)."""
    found: list[tuple[ast.expr, int | None]] = []
    for case in re.findall(r"(.+?)~\s*(\"\d\"|NA_character_)\s*,?", code, re.DOTALL):
        text = case[0].replace("BNRIND %in% high_indicator", "ABNORMAL").replace("is.na", "is_na").strip()
        for sign, word in (("&", " and "), ("|", " or "), ("!", " not ")):
            text = text.replace(sign, word)
        condition = ast.parse(" ".join(text.split()), mode="eval").body
        found.append((condition, None if case[1].startswith("NA") else int(case[1].strip('"'))))
    return found


def value_of(node: ast.expr, known: dict[str, Any]) -> Any:
    match node:
        case ast.Constant(value=number):
            return Fraction(str(number))
        case ast.UnaryOp(op=sign, operand=inner):
            return not value_of(inner, known) if isinstance(sign, ast.Not) else -value_of(inner, known)
        case ast.Name(id=name):
            return known[name]
        case ast.Call(func=ast.Name(id="is_na"), args=[inner]):
            return value_of(inner, known) is None
        case ast.Call(func=ast.Name(id="signif"), args=[inner, _]):
            number = value_of(inner, known)
            return None if number is None else significant(number)
        case ast.BoolOp(op=joint, values=parts):
            return (all if isinstance(joint, ast.And) else any)(value_of(part, known) for part in parts)
        case ast.BinOp(left=left, op=sign, right=right):
            pair = value_of(left, known), value_of(right, known)
            return None if None in pair else pair[0] * pair[1] if isinstance(sign, ast.Mult) else sum(pair)
        case ast.Compare(left=left, ops=[sign], comparators=[right]):
            pair = value_of(left, known), value_of(right, known)
            return False if None in pair else COMPARISONS[type(sign)](*pair)
    raise AssertionError(ast.dump(node))


def published_grade(published: dict[str, Any], beside: Measure) -> int | None:
    known = {
        "AVAL": beside.value,
        "ANRLO": beside.lower,
        "ANRHI": beside.upper,
        "BASE": beside.baseline,
        "PCHG": beside.baseline and (beside.value - beside.baseline) / beside.baseline * 100,
        "ABNORMAL": bool(beside.baseline and beside.upper and beside.baseline > beside.upper),
        "signif_dig": None,
    }
    for code in ("GRADE_NA_CODE", *(f"GRADE_{grade}_CODE" for grade in (4, 3, 2, 1))):
        for condition, grade in conditions(published.get(code) or ""):
            if value_of(condition, known):
                return grade
    return 0


def own_grade(rule: Rule, beside: Measure) -> int | None:
    verdict = judge(rule, beside)
    return None if verdict.grade is None else verdict.worst


def rule_of(published: dict[str, Any]) -> Rule:
    name = published["TERM"]
    term = re.sub(r"[^a-z0-9]+", "_", name.removesuffix(" (Ionized)").lower())
    return BY_ROW[term, "calcium_ionised" if name.endswith("(Ionized)") else ANALYTE_OF[term]]


Limits = tuple[Fraction | None, Fraction | None, Fraction | None]


def limits_of(rule: Rule) -> list[Limits]:
    """Limit of normal on the side of the rule, and baseline: known or not, on either side of the bounds."""
    numbers = [bound.number for bound in rule.bounds if bound.of is Of.NUMBER] or [Fraction(40)]
    limits = [None, min(numbers) * Fraction("0.7"), max(numbers) * Fraction("1.3"), max(numbers) * 6]
    times = ("0.3", "0.85", "1.6", "2.6", "20")
    baselines = [None, *(max(numbers) * Fraction(number) for number in times)]
    return [
        (limit, None, baseline) if rule.side is Side.LOW else (None, limit, baseline)
        for limit, baseline in product(limits, baselines)
    ]


def grid_of(rule: Rule) -> Iterator[Measure]:
    """Values on, just beside and far from each bound of the rule, under each set of limits."""
    for limits in limits_of(rule):
        empty = Measure(Fraction(0), *limits, None)
        at = {empty.limit(bound) for bound in rule.bounds if not empty.lacks(bound)} | {
            limit for limit in limits if limit
        }
        for limit, factor in product(sorted(at), ("0.9", "0.999999", "1", "1.000001", "1.1")):
            yield Measure(significant(limit * Fraction(factor)), *limits, None)
        yield empty


def is_printed_otherwise(rule: Rule, beside: Measure) -> bool:
    return any(
        (rule.term, bound.of.value) in PRINTED_OTHERWISE
        and bound.grade == 1
        and not beside.lacks(bound)
        and beside.value == beside.limit(bound)
        for bound in rule.bounds
    )


def test_grades_as_the_published_machine_rules() -> None:
    compared = 0
    for published in published_rules():
        rule = rule_of(published)
        assert rule.side is (Side.LOW if published["DIRECTION"] == "L" else Side.HIGH)
        for beside in grid_of(rule):
            if is_printed_otherwise(rule, beside):
                continue
            if rule.analyte == "inr" and beside.baseline is None:
                continue  # they call a normal INR without baseline not gradable; it is 0 without anticoagulants
            assert own_grade(rule, beside) == published_grade(published, beside), (rule.term, beside)
            compared += 1
    assert compared > 5000


def test_has_every_published_machine_rule() -> None:
    rows = [(rule.term, rule.analyte) for rule in map(rule_of, published_rules())]
    assert len(rows) == len(set(rows)) == 40


def test_the_unit_of_a_published_rule_is_ours() -> None:
    for published in published_rules():
        if unit := published.get("UNIT_CHECK"):
            assert ANALYTES[rule_of(published).analyte].unit.lower() == unit.lower()


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: f"{rule.term}-{rule.analyte}")
def test_every_bound_is_printed_in_its_grade(rule: Rule) -> None:
    """The number stands in the text of the grade, in one of the units of the analyte; a percentage by its rest."""
    texts = {row["term"]: row for row in rows_of("ctcae_v5_0.csv")}[ctcae.terms()[rule.term].name.en]
    for bound in rule.bounds:
        text = texts[f"grade_{bound.grade}"]
        if bound.number == 1 and bound.of in (Of.LOWER, Of.UPPER, Of.BASELINE):
            assert re.search("ULN|LLN|normal|baseline", text, re.IGNORECASE) or rule.term in UNSAID
            continue
        printed = {Fraction(number) for number in re.findall(r"\d+(?:\.\d+)?", text.replace(",", ""))}
        if bound.given is Given.BELOW_LOWER:
            assert 100 - 100 * bound.number in printed
        else:
            assert printed & {bound.number / factor for factor in ANALYTES[rule.analyte].factors.values()}


def test_the_interpreter_knows_what_is_missing() -> None:
    """By hand: NA first, then 4 to 1, then 0."""
    rule = {
        "GRADE_NA_CODE": "is.na(AVAL) | is.na(ANRHI) ~ NA_character_",
        "GRADE_2_CODE": '!(BNRIND %in% high_indicator) & signif(AVAL, signif_dig) > signif(3*ANRHI, signif_dig) ~ "2"',
        "GRADE_1_CODE": 'signif(PCHG, signif_dig) <= -25 ~ "1"',
    }
    ten, forty = Fraction(10), Fraction(40)
    assert published_grade(rule, Measure(ten, None, None, None, None)) is None
    assert published_grade(rule, Measure(ten, None, forty, None, None)) == 0
    assert published_grade(rule, Measure(forty, None, ten, None, None)) == 2
    assert published_grade(rule, Measure(forty, None, ten, ten * 9, None)) == 1
