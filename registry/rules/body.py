"""The rules on weight, height and general condition, the same at every visit."""

from __future__ import annotations

from registry.fields.base import T
from registry.rules.base import Case, Record, Rule, ask, refuse
from registry.rules.dates import is_at_least, is_under, whole
from registry.terminology.growth.curves import is_off

KARNOFSKY_FROM = 16
"""Age in years from which general condition is told by Karnofsky; by Lansky before."""

MOST_ECOG = 4
CHANGE = 0.2
"""The share of its weight that a child seldom gains or loses between two visits."""


def body_rules(kind: str, prefix: str, first: int, *, on: str) -> tuple[Rule, ...]:
    """The six rules of a visit, with codes that follow one another; `on` is the field that dates it."""
    codes = [f"{prefix}-{number:02}" for number in range(first, first + 6)]
    return (
        refuse(
            codes[0],
            kind,
            "performance",
            T(
                "L’échelle OMS va de 0 à 4 ; {performance} n’en est pas. Corrigez la valeur ou l’échelle.",
                "The WHO scale goes from 0 to 4; {performance} is not on it. Correct the value or the scale.",
            ),
            lambda c: _scale(c) == "ecog" and (_performance(c) or 0) > MOST_ECOG,
        ),
        refuse(
            codes[1],
            kind,
            "performance",
            T(
                "Lansky et Karnofsky vont de 10 en 10 jusqu’à 100. Corrigez {performance} ou l’échelle.",
                "Lansky and Karnofsky go by tens up to 100. Correct {performance} or the scale.",
            ),
            lambda c: _scale(c) in ("lansky", "karnofsky") and (_performance(c) or 0) % 10 != 0,
        ),
        ask(
            codes[2],
            kind,
            "performance",
            T(
                "Un score de 0 est celui d’un patient décédé ou qui ne répond plus. Est-ce exact ?",
                "A score of 0 is that of a dead or unresponsive patient. Is that right?",
            ),
            lambda c: _scale(c) in ("lansky", "karnofsky") and _performance(c) == 0,
        ),
        ask(
            codes[3],
            kind,
            "performance_scale",
            T(
                "Lansky vaut avant 16 ans, Karnofsky à partir de 16 ans. Est-ce la bonne échelle ?",
                "Lansky is for patients under 16, Karnofsky from 16. Is this the right scale?",
            ),
            lambda c: _is_wrong_scale(c, on),
        ),
        ask(
            codes[4],
            kind,
            "weight",
            T(
                "Ce poids ({weight} kg) est très loin des courbes de croissance à cet âge. Est-il exact ?",
                "This weight ({weight} kg) is far off the growth charts at this age. Is it right?",
            ),
            lambda c: is_off_growth(c, "weight", on),
        ),
        ask(
            codes[5],
            kind,
            "height",
            T(
                "Cette taille ({height} cm) est très loin des courbes de croissance à cet âge. Est-elle exacte ?",
                "This height ({height} cm) is far off the growth charts at this age. Is it right?",
            ),
            lambda c: is_off_growth(c, "height", on),
        ),
    )


def is_off_growth(case: Case, measure: str, on: str) -> bool:
    """Off the charts at the youngest and at the oldest age that the month of birth leaves open."""
    value, day, month = case.record.get(measure), whole(case.record.get(on)), case.patient.get("birth_month")
    if value is None or day is None or not month:
        return False
    months = (day.year - int(month[:4])) * 12 + day.month - int(month[5:7])
    ages = (max(months - 1, 0), months + 1)
    return all(is_off(measure, value, case.patient.get("sex") or "", age) for age in ages)


def has_changed_weight(before: Record | None, now: Record) -> bool:
    """More than a fifth of the weight was gained or lost."""
    earlier, weight = float((before or {}).get("weight") or 0), float(now.get("weight") or 0)
    return earlier > 0 and weight > 0 and abs(weight - earlier) > CHANGE * earlier


def _scale(case: Case) -> str:
    return case.record.get("performance_scale") or ""


def _performance(case: Case) -> int | None:
    return case.record.get("performance")


def _is_wrong_scale(case: Case, on: str) -> bool:
    day = case.record.get(on)
    return (_scale(case) == "lansky" and is_at_least(KARNOFSKY_FROM, case.patient, day)) or (
        _scale(case) == "karnofsky" and is_under(KARNOFSKY_FROM, case.patient, day)
    )
