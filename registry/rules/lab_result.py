"""Rules of laboratory results."""

from __future__ import annotations

from registry.fields.base import T
from registry.rules.base import Case, ask, refuse
from registry.rules.computed import lab_grade
from registry.rules.dates import after_death, before_birth, future
from registry.rules.laboratory import are_limits_reversed, is_negative, is_unit_of_another
from registry.rules.thresholds import COLLECTED_FROM
from registry.rules.visits import visit_rules

_SAMPLE = T("Le prélèvement", "The sample")


def _is_untold_toxicity(case: Case) -> bool:
    """The value reaches the collection threshold, and the patient has no toxicity of that term."""
    found = lab_grade(case.record, case.patient, case.record.get("sampled_on") or case.on)
    if case.record.get("visit") == "baseline" or found is None or found.term is None:
        return False
    if (found.grade or 0) < COLLECTED_FROM["laboratory"]:
        return False
    return not any(one.get("term") == found.term for one in case.beside("toxicity"))


def _is_there_already(case: Case) -> bool:
    names = ("sampled_on", "analyte", "value", "unit")
    told = [case.record.get(name) for name in names]
    return None not in told and any(
        [other.get(name) for name in names] == told for other in case.beside("lab_result")
    )


RULES = (
    future("LAB-01", "lab_result", "sampled_on", _SAMPLE),
    before_birth("LAB-02", "lab_result", "sampled_on", _SAMPLE),
    after_death("LAB-03", "lab_result", "sampled_on", _SAMPLE),
    *visit_rules("lab_result", ("LAB-04", "LAB-05", "LAB-06"), "sampled_on"),
    refuse(
        "LAB-07",
        "lab_result",
        "unit",
        T(
            "Cette analyse ne se mesure pas dans cette unité. Choisissez une de ses unités, et reprenez la valeur.",
            "This test is not measured in this unit. Choose one of its units, and look at the value again.",
        ),
        lambda c: is_unit_of_another(c.record.get("analyte"), c.record.get("unit")),
    ),
    refuse(
        "LAB-08",
        "lab_result",
        "upper",
        T(
            "La limite supérieure ({upper}) est plus basse que l’inférieure ({lower}). Corrigez l’une des deux.",
            "The upper limit ({upper}) is below the lower one ({lower}). Correct one of the two.",
        ),
        lambda c: are_limits_reversed(c.record.get("lower"), c.record.get("upper")),
    ),
    refuse(
        "LAB-09",
        "lab_result",
        "value",
        T(
            "Une valeur, une limite ou la valeur initiale est négative. Corrigez-la.",
            "A value, a limit or the baseline is negative. Correct it.",
        ),
        lambda c: is_negative(*(c.record.get(name) for name in ("value", "lower", "upper", "baseline"))),
    ),
    ask(
        "LAB-10",
        "lab_result",
        "value",
        T(
            "Cette valeur ({value}) est d’un grade 3 ou plus, et aucune toxicité de ce terme n’est saisie. "
            "Reste-t-elle à saisir ?",
            "This value ({value}) is of grade 3 or more, and no toxicity of that term is entered. "
            "Is it still to be entered?",
        ),
        _is_untold_toxicity,
        needs=("toxicity",),
    ),
    ask(
        "LAB-11",
        "lab_result",
        "value",
        T(
            "Le même résultat ({value}) est déjà saisi à cette date. Est-ce le même, saisi deux fois ?",
            "The same result ({value}) is entered on that date already. Is it the same, entered twice?",
        ),
        _is_there_already,
        needs=("lab_result",),
    ),
)
