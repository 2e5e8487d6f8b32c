"""Rules of a toxicity that a laboratory value stands behind."""

from __future__ import annotations

from registry.fields.base import T
from registry.rules.base import Case, ask, refuse
from registry.rules.computed import lab_grade
from registry.rules.dates import whole
from registry.rules.laboratory import are_limits_reversed, is_negative, is_unit_of_another
from registry.rules.toxicity_gravity import grade_of
from registry.terminology.laboratory.grading import Graded
from registry.terminology.laboratory.rules import rules_of


def _graded(case: Case) -> Graded | None:
    return lab_grade(case.record, case.patient, whole(case.record.get("onset")) or case.on, prefix="lab_")


def _is_graded_otherwise(case: Case) -> bool:
    """A grade below that of the value, or above what signs and treatment may make of it; no reason given."""
    found, grade = _graded(case), grade_of(case)
    if found is None or not found.grade or found.term != case.record.get("term") or grade == 0:
        return False
    highest = max(found.possible or 0, found.grade)
    return grade != 5 and not found.grade <= grade <= highest and not case.record.get("grade_reason")


def _is_of_another_term(case: Case) -> bool:
    """The test grades other terms than the chosen one."""
    terms = {rule.term for rule in rules_of(case.record.get("lab_analyte") or "")}
    return bool(terms and case.record.get("term")) and case.record["term"] not in terms


def _is_no_toxicity(case: Case) -> bool:
    """The value, with its limits, makes no grade at all, or strays the other way."""
    found, term = _graded(case), case.record.get("term")
    if found is None or _is_of_another_term(case) or not term or case.record.get("grade_reason"):
        return False
    return (found.grade == 0 and not found.lacking) or (bool(found.grade) and found.term != term)


RULES = (
    refuse(
        "TOX-35",
        "toxicity",
        "lab_unit",
        T(
            "Cette analyse ne se mesure pas dans cette unité. Choisissez une de ses unités, et reprenez la valeur.",
            "This test is not measured in this unit. Choose one of its units, and look at the value again.",
        ),
        lambda c: is_unit_of_another(c.record.get("lab_analyte"), c.record.get("lab_unit")),
    ),
    refuse(
        "TOX-36",
        "toxicity",
        "lab_upper",
        T(
            "La limite supérieure ({lab_upper}) est sous l’inférieure ({lab_lower}). Corrigez l’une des deux.",
            "The upper limit ({lab_upper}) is below the lower one ({lab_lower}). Correct one of the two.",
        ),
        lambda c: are_limits_reversed(c.record.get("lab_lower"), c.record.get("lab_upper")),
    ),
    refuse(
        "TOX-37",
        "toxicity",
        "lab_value",
        T(
            "Une valeur, une limite ou la valeur initiale est négative. Corrigez-la.",
            "A value, a limit or the baseline is negative. Correct it.",
        ),
        lambda c: is_negative(
            *(c.record.get(name) for name in ("lab_value", "lab_lower", "lab_upper", "lab_baseline"))
        ),
    ),
    ask(
        "TOX-38",
        "toxicity",
        "grade_reason",
        T(
            "Le grade choisi ({grade}) n’est pas celui de la valeur ({lab_value}). Pourquoi ?",
            "The chosen grade ({grade}) is not that of the value ({lab_value}). Why?",
        ),
        _is_graded_otherwise,
    ),
    ask(
        "TOX-39",
        "toxicity",
        "term",
        T(
            "Cette analyse ne grade pas ce terme. Est-ce la bonne analyse, ou le bon terme ?",
            "This test does not grade this term. Is it the right test, or the right term?",
        ),
        _is_of_another_term,
    ),
    ask(
        "TOX-40",
        "toxicity",
        "lab_value",
        T(
            "La valeur ({lab_value}) ne fait pas cette toxicité. Est-elle exacte ?",
            "The value ({lab_value}) does not make this toxicity. Is it right?",
        ),
        _is_no_toxicity,
    ),
)
