"""Rules of the assessment: its criterion, its dates, its review."""

from __future__ import annotations

from registry.fields.base import T
from registry.rules import assessment_measures
from registry.rules.assessment_measures import category_of
from registry.rules.base import Case, ask, before, refuse
from registry.rules.dates import after_death, before_birth, future, is_later_by, months_later, order, whole
from registry.rules.visits import after_stop
from registry.terminology import responses

_ASSESSMENT = T("L’évaluation", "The assessment")

REBOUND_MONTHS, REGROWTH_MONTHS = 3, 6
"""Months after the stop: a rebound comes within the first, a late regrowth from the second."""

OLD_BASELINE = 60
"""Days before the first dose beyond which a baseline is asked about."""


def _foreign(case: Case, name: str) -> bool:
    criterion, code = case.record.get("criterion"), case.record.get(name)
    return bool(criterion and code) and responses.code_of(str(criterion), str(code)) is None


def _first_dose_before(case: Case) -> bool:
    return before(case.course.get("first_dose"), case.record.get("assessed_on"))


def _without_baseline(case: Case) -> bool:
    criterion = case.record.get("criterion")
    return category_of(case.record) in ("CR", "PR") and not any(
        other.get("visit") == "baseline" and other.get("criterion") == criterion for other in case.siblings
    )


def _is_no_resistance(case: Case) -> bool:
    return case.record.get("progression_context") == "resistance" and before(
        case.course.get("last_dose"), case.record.get("assessed_on")
    )


def _is_no_rebound(case: Case) -> bool:
    """Not within three months of the stop."""
    day, stop = whole(case.record.get("assessed_on")), whole(case.course.get("last_dose"))
    if case.record.get("progression_context") != "rebound" or day is None:
        return False
    return stop is None or not stop < day <= months_later(stop, REBOUND_MONTHS)


def _is_no_regrowth(case: Case) -> bool:
    """Within six months of the stop, or no stop at all."""
    day, stop = whole(case.record.get("assessed_on")), whole(case.course.get("last_dose"))
    if case.record.get("progression_context") != "regrowth" or day is None:
        return False
    return stop is None or day < months_later(stop, REGROWTH_MONTHS)


RULES = (
    refuse(
        "ASM-01",
        "assessment",
        "response",
        T(
            "Cette réponse n’existe pas dans le critère choisi. Choisissez une réponse de ce critère.",
            "This response does not exist in the chosen criterion. Choose a response of that criterion.",
        ),
        lambda c: _foreign(c, "response"),
    ),
    refuse(
        "ASM-02",
        "assessment",
        "reviewed_response",
        T(
            "La réponse relue n’existe pas dans le critère choisi. Choisissez une réponse de ce critère.",
            "The reviewed response does not exist in the chosen criterion. Choose a response of that criterion.",
        ),
        lambda c: _foreign(c, "reviewed_response"),
    ),
    future("ASM-03", "assessment", "assessed_on", T("La date de l’évaluation", "The date of assessment")),
    after_death("ASM-04", "assessment", "assessed_on", _ASSESSMENT),
    ask(
        "ASM-05",
        "assessment",
        "assessed_on",
        T(
            "L’évaluation de référence suit la première prise. Est-ce bien la référence ?",
            "The baseline assessment is after the first dose. Is it the baseline?",
        ),
        lambda c: c.record.get("visit") == "baseline" and _first_dose_before(c),
    ),
    ask(
        "ASM-06",
        "assessment",
        "assessed_on",
        T(
            "L’évaluation précède la première prise mais n’est pas la référence. Est-ce exact ?",
            "The assessment is before the first dose but is not the baseline. Is that right?",
        ),
        lambda c: (
            c.record.get("visit") in ("on_treatment", "after_stop")
            and before(c.record.get("assessed_on"), c.course.get("first_dose"))
        ),
    ),
    ask(
        "ASM-07",
        "assessment",
        "response",
        T(
            "Une réponse objective sans évaluation de référence par ce critère. La référence reste-t-elle à saisir ?",
            "An objective response without a baseline by this criterion. Is the baseline still to be entered?",
        ),
        _without_baseline,
    ),
    ask(
        "ASM-08",
        "assessment",
        "review_reason",
        T(
            "La lecture relue diffère de la lecture locale. Pourquoi ?",
            "The reviewed reading differs from the local one. Why?",
        ),
        lambda c: (
            bool(c.record.get("reviewed_response"))
            and c.record.get("reviewed_response") != c.record.get("response")
            and not c.record.get("review_reason")
        ),
    ),
    future("ASM-09", "assessment", "reviewed_on", T("La date de la relecture", "The date of review")),
    before_birth("ASM-18", "assessment", "assessed_on", _ASSESSMENT),
    order(
        "ASM-19",
        "assessment",
        ("assessed_on", T("l’évaluation", "the assessment")),
        ("reviewed_on", T("La relecture", "The review")),
    ),
    after_stop("ASM-20", "assessment", "assessed_on"),
    ask(
        "ASM-21",
        "assessment",
        "visit",
        T(
            "« Sous traitement », et l’évaluation ({assessed_on}) suit la dernière prise de plus de 28 jours. "
            "Est-ce exact ?",
            "“On treatment”, and the assessment ({assessed_on}) is over 28 days after the last dose. Is that right?",
        ),
        lambda c: (
            c.record.get("visit") == "on_treatment"
            and is_later_by(c.course.get("last_dose"), c.record.get("assessed_on"), days=28)
        ),
    ),
    ask(
        "ASM-22",
        "assessment",
        "progression_context",
        T(
            "Une résistance est une progression sous traitement, et la dernière prise précède l’évaluation. "
            "Est-ce exact ?",
            "Resistance is progression on treatment, and the last dose is before the assessment. Is that right?",
        ),
        _is_no_resistance,
    ),
    ask(
        "ASM-23",
        "assessment",
        "progression_context",
        T(
            "Un rebond survient dans les 3 mois qui suivent l’arrêt ; les dates disent autre chose. Lequel est juste ?",
            "A rebound comes within 3 months of stopping; the dates say otherwise. Which is right?",
        ),
        _is_no_rebound,
    ),
    ask(
        "ASM-24",
        "assessment",
        "progression_context",
        T(
            "Une reprise tardive survient 6 mois après l’arrêt ou plus ; les dates disent autre chose. "
            "Lequel est juste ?",
            "A late regrowth comes 6 months after stopping or later; the dates say otherwise. Which is right?",
        ),
        _is_no_regrowth,
    ),
    ask(
        "ASM-25",
        "assessment",
        "progression_context",
        T(
            "Un contexte de progression est donné, et la réponse n’est pas une progression. Lequel est juste ?",
            "A context of progression is given, and the response is not a progression. Which is right?",
        ),
        lambda c: bool(c.record.get("progression_context")) and category_of(c.record) not in ("", "PD"),
    ),
    ask(
        "ASM-26",
        "assessment",
        "assessed_on",
        T(
            "La référence ({assessed_on}) est à plus de 60 jours de la première prise. Y en a-t-il une plus récente ?",
            "The baseline ({assessed_on}) is more than 60 days before the first dose. Is there a more recent one?",
        ),
        lambda c: (
            c.record.get("visit") == "baseline"
            and is_later_by(c.record.get("assessed_on"), c.course.get("first_dose"), days=OLD_BASELINE)
        ),
    ),
    *assessment_measures.RULES,
)
