"""The place of a sample, assessment or questionnaire in time: before, on or after treatment, as its own dates say."""

from __future__ import annotations

from registry.fields.base import T
from registry.rules.base import Rule, ask, before


def visit_rules(kind: str, codes: tuple[str, str, str], name: str) -> tuple[Rule, ...]:
    """Baseline after the first dose, on treatment before it, after stop with treatment not stopped; `name` dates it."""
    return (
        ask(
            codes[0],
            kind,
            "visit",
            T(
                f"« Référence », et la date ({{{name}}}) suit la première prise. Est-ce bien la référence ?",
                f"“Baseline”, and the date ({{{name}}}) is after the first dose. Is it the baseline?",
            ),
            lambda c: (
                c.record.get("visit") == "baseline" and before(c.course.get("first_dose"), c.record.get(name))
            ),
        ),
        ask(
            codes[1],
            kind,
            "visit",
            T(
                f"« Sous traitement », et la date ({{{name}}}) précède la première prise. Est-ce exact ?",
                f"“On treatment”, and the date ({{{name}}}) is before the first dose. Is that right?",
            ),
            lambda c: (
                c.record.get("visit") == "on_treatment"
                and before(c.record.get(name), c.course.get("first_dose"))
            ),
        ),
        after_stop(codes[2], kind, name),
    )


def after_stop(code: str, kind: str, name: str) -> Rule:
    """After stop, and treatment had not stopped."""
    return ask(
        code,
        kind,
        "visit",
        T(
            f"« Après l’arrêt », et le traitement n’a pas de dernière prise avant cette date ({{{name}}}). "
            "Est-ce exact ?",
            f"“After stop”, and treatment has no last dose before that date ({{{name}}}). Is that right?",
        ),
        lambda c: (
            c.record.get("visit") == "after_stop"
            and bool(c.record.get(name))
            and (not c.course.get("last_dose") or before(c.record.get(name), c.course.get("last_dose")))
        ),
    )
