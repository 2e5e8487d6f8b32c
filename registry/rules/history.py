"""Rules of history and comorbidities."""

from __future__ import annotations

from registry.fields.base import T
from registry.rules.base import Case, ask, before
from registry.rules.dates import born, future, perhaps_after_death

_START = T("Le début", "The start")


def _is_none_beside_others(case: Case) -> bool:
    return case.record.get("domain") == "none" and bool(case.others("history"))


RULES = (
    future("HIS-01", "history", "began", _START),
    ask(
        "HIS-02",
        "history",
        "began",
        T(
            "Le début ({began}) précède la naissance du patient. A-t-il été connu avant la naissance ?",
            "The start ({began}) is before the patient’s birth. Was it known before birth?",
        ),
        lambda c: before(c.record.get("began"), born(c.patient)),
    ),
    perhaps_after_death("HIS-03", "history", "began", _START),
    ask(
        "HIS-04",
        "history",
        "domain",
        T(
            "« Aucun antécédent », et un antécédent est saisi. Lequel est juste ?",
            "“None”, and another entry of history is there. Which is right?",
        ),
        _is_none_beside_others,
        needs=("history",),
    ),
)
