"""Rules of the initiation: the child as treatment begins."""

from __future__ import annotations

from registry.fields.base import T
from registry.rules.base import Case, ask, before, iso, refuse
from registry.rules.body import body_rules, has_changed_weight
from registry.rules.dates import after_death, before_birth, days_between, future

_EXAMINATION = T("L’examen", "The examination")

BEFORE, AFTER = 28, 7
"""Days before and after the first dose within which the child is examined as treatment begins."""


def _is_far_from_first_dose(case: Case) -> bool:
    days = days_between(case.course.get("first_dose"), case.record.get("measured_on"))
    return days is not None and not -BEFORE <= days <= AFTER


def _has_changed_since_request(case: Case) -> bool:
    """The weight against that of the last request for a drug of the course before the examination."""
    if not case.record.get("weight"):
        return False
    asked = [
        one
        for one in case.others("access_request")
        if one.get("drug") in case.drugs
        and one.get("weight")
        and not before(case.record.get("measured_on"), one.get("requested_on"))
    ]
    last = max(asked, key=lambda one: iso(one.get("requested_on")), default=None)
    return has_changed_weight(last, case.record)


def _is_without_baseline(case: Case) -> bool:
    return case.record.get("baseline_done") == "yes" and not any(
        one.get("visit") == "baseline" for one in case.beside("assessment")
    )


def _is_without_questionnaire(case: Case) -> bool:
    return case.record.get("questionnaire_done") == "yes" and not any(
        one.get("visit") == "baseline" for one in case.beside("questionnaire")
    )


RULES = (
    refuse(
        "INI-01",
        "initiation",
        "",
        T(
            "Ce traitement a déjà son initiation. Complétez-la au lieu d’en ajouter une.",
            "This course has its initiation already. Complete it instead of adding one.",
        ),
        lambda c: bool(c.siblings),
    ),
    future("INI-02", "initiation", "measured_on", _EXAMINATION),
    before_birth("INI-03", "initiation", "measured_on", _EXAMINATION),
    after_death("INI-04", "initiation", "measured_on", _EXAMINATION),
    ask(
        "INI-05",
        "initiation",
        "measured_on",
        T(
            "L’examen ({measured_on}) est à plus de 4 semaines avant la première prise, ou d’une après. Est-ce exact ?",
            "The examination ({measured_on}) is over 4 weeks before the first dose, or over 1 after. Is that right?",
        ),
        _is_far_from_first_dose,
    ),
    *body_rules("initiation", "INI", 6, on="measured_on"),
    ask(
        "INI-12",
        "initiation",
        "weight",
        T(
            "Le poids ({weight} kg) s’écarte de plus de 20 % de celui de la demande d’accès. Est-il exact ?",
            "The weight ({weight} kg) is more than 20% off that of the access request. Is it right?",
        ),
        _has_changed_since_request,
        needs=("access_request",),
    ),
    refuse(
        "INI-13",
        "initiation",
        "contraception",
        T(
            "Un test de grossesse chez un patient masculin. Corrigez la réponse, ou le sexe.",
            "A pregnancy test of a male patient. Correct the answer, or the sex.",
        ),
        lambda c: (
            c.record.get("contraception") in ("negative_test", "both") and c.patient.get("sex") == "male"
        ),
    ),
    ask(
        "INI-14",
        "initiation",
        "still_eligible",
        T(
            "Le patient ne remplit plus les critères, et le traitement a commencé. Pourquoi ?",
            "The patient no longer meets the criteria, and treatment has begun. Why?",
        ),
        lambda c: c.record.get("still_eligible") == "no",
    ),
    ask(
        "INI-15",
        "initiation",
        "baseline_done",
        T(
            "L’évaluation de référence est faite, et n’est pas saisie. Reste-t-elle à saisir ?",
            "The baseline assessment is done, and not entered. Is it still to be entered?",
        ),
        _is_without_baseline,
        needs=("assessment",),
    ),
    ask(
        "INI-16",
        "initiation",
        "questionnaire_done",
        T(
            "Un questionnaire est rempli à l’initiation, et n’est pas saisi. Reste-t-il à saisir ?",
            "A questionnaire is filled in at the start, and not entered. Is it still to be entered?",
        ),
        _is_without_questionnaire,
        needs=("questionnaire",),
    ),
)
