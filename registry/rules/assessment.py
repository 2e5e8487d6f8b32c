"""Rules of the assessment."""

from registry.fields.base import T
from registry.rules.base import Case, ask, before, refuse
from registry.terminology import responses


def _foreign(case: Case, name: str) -> bool:
    criterion, code = case.record.get("criterion"), case.record.get(name)
    return bool(criterion and code) and responses.code_of(str(criterion), str(code)) is None


def _after_death(case: Case) -> bool:
    dead = case.patient.get("vital_status") == "dead"
    return dead and before(case.patient.get("vital_status_date"), case.record.get("assessed_on"))


def _first_dose_before(case: Case) -> bool:
    return before(case.course.get("first_dose"), case.record.get("assessed_on"))


def _objective(case: Case) -> bool:
    criterion, code = case.record.get("criterion"), case.record.get("response")
    found = responses.code_of(str(criterion), str(code)) if criterion and code else None
    return found is not None and found.category in ("CR", "PR")


def _without_baseline(case: Case) -> bool:
    criterion = case.record.get("criterion")
    return _objective(case) and not any(
        other.get("visit") == "baseline" and other.get("criterion") == criterion for other in case.siblings
    )


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
    refuse(
        "ASM-03",
        "assessment",
        "assessed_on",
        T(
            "La date de l’évaluation ({assessed_on}) est dans le futur.",
            "The date of assessment ({assessed_on}) is in the future.",
        ),
        lambda c: before(c.on, c.record.get("assessed_on")),
    ),
    refuse(
        "ASM-04",
        "assessment",
        "assessed_on",
        T(
            "L’évaluation ({assessed_on}) suit le décès du patient. Corrigez l’une des deux dates.",
            "The assessment ({assessed_on}) is after the patient’s death. Correct one of the two dates.",
        ),
        _after_death,
    ),
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
    refuse(
        "ASM-09",
        "assessment",
        "reviewed_on",
        T("La date de la relecture est dans le futur.", "The date of review is in the future."),
        lambda c: before(c.on, c.record.get("reviewed_on")),
    ),
)
