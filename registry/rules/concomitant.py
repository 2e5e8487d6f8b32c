"""Rules of concomitant treatments."""

from __future__ import annotations

from registry.fields.base import T
from registry.rules.base import Case, ask
from registry.rules.dates import before_birth, future, is_dead, order, perhaps_after_death

_START = T("Le début", "The start")
_END = T("La fin", "The end")


def _is_none_beside_others(case: Case) -> bool:
    return case.record.get("category") == "none" and bool(case.others("concomitant"))


RULES = (
    future("CMT-01", "concomitant", "began", _START),
    future("CMT-02", "concomitant", "ended", _END),
    order("CMT-03", "concomitant", ("began", T("le début", "the start")), ("ended", _END)),
    before_birth("CMT-04", "concomitant", "began", _START),
    perhaps_after_death("CMT-05", "concomitant", "began", _START),
    ask(
        "CMT-06",
        "concomitant",
        "is_ongoing",
        T(
            "Le traitement est dit en cours, et le patient est décédé. Quand a-t-il pris fin ?",
            "The treatment is said to be ongoing, and the patient is dead. When did it end?",
        ),
        lambda c: c.record.get("is_ongoing") == "yes" and is_dead(c.patient),
    ),
    ask(
        "CMT-07",
        "concomitant",
        "category",
        T(
            "« Aucun traitement concomitant », et un autre est saisi. Lequel est juste ?",
            "“None”, and a concomitant treatment is entered. Which is right?",
        ),
        _is_none_beside_others,
        needs=("concomitant",),
    ),
)
