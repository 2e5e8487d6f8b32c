"""The sentence that says why a laboratory value has its grade, in both languages."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from fractions import Fraction

from registry.fields.base import T
from registry.i18n import say, show_number, speaking
from registry.terminology.laboratory.analytes import Analyte
from registry.terminology.laboratory.bounds import Bound, Of, Rule, Sign
from registry.terminology.laboratory.measures import NEEDS, Measure, told
from registry.terminology.laboratory.rules import rules_of
from registry.terminology.laboratory.units import words_after

SHOWN_DIGITS = 6
"""Significant digits of a number in a sentence. Comparisons use them all."""

NAMES = {
    "lower": T("limite inférieure de la normale", "the lower limit of normal"),
    "upper": T("limite supérieure de la normale", "the upper limit of normal"),
    "baseline": T("valeur initiale", "the baseline"),
    "age": T("âge", "the age"),
}
"""What may be missing."""

SHORT_NAMES = {
    "lower": T("LIN", "LLN"),
    "upper": T("LSN", "ULN"),
    "baseline": T("valeur initiale", "baseline"),
}
"""What a bound is counted from."""

OPPOSITE = {
    Sign.BELOW: Sign.AT_LEAST,
    Sign.AT_LEAST: Sign.BELOW,
    Sign.ABOVE: Sign.AT_MOST,
    Sign.AT_MOST: Sign.ABOVE,
}
"""How a value stands to a bound that it does not pass."""

WITHIN = T(
    "Dans les limites données\u00a0: la borne est celle du CTCAE.",
    "Within the limits given: the bound is CTCAE’s.",
)


@dataclass(frozen=True, slots=True)
class Subject:
    """What is graded: the value as typed, and the measure in the canonical unit."""

    analyte: Analyte
    value: float
    unit: str
    measure: Measure


def toxicity(
    subject: Subject, rule: Rule, bound: Bound, *, possible: int, within: bool, lacking: Iterable[str]
) -> T:
    """The bound passed and its grade, then what the reader must know beside it."""
    passed = _both(lambda: f"{_shown(subject)} {_compared(bound, bound.sign, subject.measure)}")
    notes = [T(f"{passed.fr}\u00a0: grade\u00a0{bound.grade}.", f"{passed.en}: grade {bound.grade}.")]
    if within:
        notes.append(WITHIN)
    if rule.caution:
        notes.append(rule.caution)
    elif possible > bound.grade:
        notes.append(_may_rise(possible))
    return _joined([*notes, *_uncertain(lacking)])


def normal(subject: Subject, *, lacking: Iterable[str]) -> T:
    """The nearest bound on each side, not passed."""
    nearest = [_nearest(rule, subject.measure) for rule in rules_of(subject.analyte.code)]
    not_passed = _both(lambda: say(T(" et ", " and ")).join(_not_passed(nearest, subject.measure)))
    shown = _both(lambda: _shown(subject))
    verdict = T(
        f"{shown.fr} {not_passed.fr}\u00a0: pas de toxicité.", f"{shown.en} {not_passed.en}: no toxicity."
    )
    return _joined([verdict, *_uncertain(lacking)])


def ungraded(subject: Subject, *, lacking: Iterable[str]) -> T:
    """What is needed for a grade, if anything can give one."""
    needed = _listed(name for name in lacking if name != "baseline")
    shown = _both(lambda: _shown(subject))
    if not needed.en:
        return T(
            f"{shown.fr}\u00a0: le CTCAE n’a pas de borne à cet âge.",
            f"{shown.en}: CTCAE has no bound at this age.",
        )
    return T(
        f"{shown.fr}\u00a0: pas de grade sans {needed.fr}.", f"{shown.en}: no grade without {needed.en}."
    )


def _may_rise(possible: int) -> T:
    return T(
        f"Selon les symptômes ou le traitement, jusqu’au grade\u00a0{possible}.",
        f"Symptoms or treatment may raise it to grade {possible}.",
    )


def _uncertain(lacking: Iterable[str]) -> list[T]:
    named = _listed(lacking)
    if not named.en:
        return []
    return [T(f"Sans {named.fr}, le grade peut changer.", f"Without {named.en} the grade may change.")]


def _listed(lacking: Iterable[str]) -> T:
    wanted = set(lacking)
    names = [words for name, words in NAMES.items() if name in wanted]
    return T(" ni ".join(name.fr for name in names), " and ".join(name.en for name in names))


def _nearest(rule: Rule, measure: Measure) -> Bound:
    """The bound of the lowest grade that the value alone can be compared with."""
    known = (bound for bound in told(rule, measure) if not measure.lacks(bound))
    return min(known, key=lambda bound: bound.grade)


def _not_passed(bounds: Iterable[Bound], measure: Measure) -> list[str]:
    return [_compared(bound, OPPOSITE[bound.sign], measure) for bound in bounds]


def _shown(subject: Subject) -> str:
    """Neutrophils 0.4 × 10⁹/L, and what was typed where that was another unit."""
    analyte = subject.analyte
    text = f"{say(analyte.name)} {_number(subject.measure.value)}{say(words_after(analyte.unit))}"
    if subject.unit != analyte.unit:
        text += f" ({show_number(subject.value)}{say(words_after(subject.unit))})"
    return text


def _compared(bound: Bound, sign: Sign, measure: Measure) -> str:
    """> 3 × ULN (40), in the language spoken."""
    return f"{sign} {_limit(bound, measure)}"


def _limit(bound: Bound, measure: Measure) -> str:
    number = _number(bound.number)
    if bound.of is Of.NUMBER:
        return number
    counted_from = NEEDS[bound.of][0]
    origin = f"{say(SHORT_NAMES[counted_from])} ({_number(getattr(measure, counted_from))})"
    match bound.of:
        case Of.OVER_UPPER | Of.OVER_BASELINE:
            return f"{origin} + {number}"
        case Of.UNDER_BASELINE:
            return f"{origin} − {number}"
    return origin if bound.number == 1 else f"{number} × {origin}"


def _number(value: Fraction) -> str:
    return show_number(float(f"{float(value):.{SHOWN_DIGITS}g}"))


def _both(write: Callable[[], str]) -> T:
    """What is written in each language."""
    with speaking("fr"):
        fr = write()
    with speaking("en"):
        return T(fr, write())


def _joined(sentences: Iterable[T]) -> T:
    said = list(sentences)
    return T(" ".join(one.fr for one in said), " ".join(one.en for one in said))
