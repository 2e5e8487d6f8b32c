"""Rules of the grade history of a toxicity."""

from __future__ import annotations

from registry.fields.base import T
from registry.rules.base import Case, ask, before, iso, refuse
from registry.rules.dates import future, perhaps_after_death
from registry.terminology import ctcae

_CHANGE = T("Le changement de grade", "The change of grade")


def _grade(case: Case) -> int:
    return int(case.record.get("grade") or 0)


def _does_not_exist(case: Case) -> bool:
    term = ctcae.terms().get(case.toxicity.get("term") or "")
    return term is not None and _grade(case) > 0 and _grade(case) not in term.grades


def _is_graded_twice(case: Case) -> bool:
    day = iso(case.record.get("graded_on"))
    return bool(day) and any(
        iso(other.get("graded_on")) == day and other.get("toxicity_id") == case.toxicity.get("id")
        for other in case.others("toxicity_grade")
    )


RULES = (
    refuse(
        "TXG-01",
        "toxicity_grade",
        "grade",
        T(
            "Le grade {grade} dépasse le plus élevé de la toxicité. Corrigez-le, ou d’abord celui de la toxicité.",
            "Grade {grade} is above the highest of the toxicity. Correct it, or first that of the toxicity.",
        ),
        lambda c: bool(c.toxicity.get("grade")) and _grade(c) > int(c.toxicity["grade"]),
    ),
    refuse(
        "TXG-02",
        "toxicity_grade",
        "grade",
        T(
            "Le terme de la toxicité n’a pas de grade {grade}. Choisissez un grade qui existe.",
            "The term of the toxicity has no grade {grade}. Choose one that exists.",
        ),
        _does_not_exist,
    ),
    future("TXG-03", "toxicity_grade", "graded_on", _CHANGE),
    refuse(
        "TXG-04",
        "toxicity_grade",
        "graded_on",
        T(
            "Le changement de grade ({graded_on}) précède le début de la toxicité. Corrigez l’une des deux dates.",
            "The change of grade ({graded_on}) is before the onset of the toxicity. Correct one of the two dates.",
        ),
        lambda c: before(c.record.get("graded_on"), c.toxicity.get("onset")),
    ),
    refuse(
        "TXG-05",
        "toxicity_grade",
        "graded_on",
        T(
            "Le changement de grade ({graded_on}) suit la fin de la toxicité. Corrigez l’une des deux dates.",
            "The change of grade ({graded_on}) is after the end of the toxicity. Correct one of the two dates.",
        ),
        lambda c: before(c.toxicity.get("end"), c.record.get("graded_on")),
    ),
    perhaps_after_death("TXG-06", "toxicity_grade", "graded_on", _CHANGE),
    ask(
        "TXG-07",
        "toxicity_grade",
        "graded_on",
        T(
            "Un autre changement de grade porte la même date ({graded_on}). Est-ce le même, saisi deux fois ?",
            "Another change of grade has the same date ({graded_on}). Is it the same, entered twice?",
        ),
        _is_graded_twice,
        needs=("toxicity_grade",),
    ),
)
