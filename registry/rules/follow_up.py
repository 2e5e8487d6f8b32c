"""Rules of follow-up visits."""

from __future__ import annotations

from registry.fields.base import T
from registry.rules.base import Case, Record, ask, before, iso, note
from registry.rules.body import body_rules, has_changed_weight
from registry.rules.dates import after_death, before_birth, days_between, future, is_dead, latest_before

_VISIT = T("La visite", "The visit")

LATE = 60
"""Days between the planned and the actual visit beyond which the calendar is remarked on."""

AROUND = 60
"""Days around a visit within which what was done at it is dated."""

SHRINKING = 2
"""Centimetres that two measures of the same child may differ by."""


def _previous(case: Case) -> Record | None:
    return latest_before(case.siblings, "visited_on", case.record.get("visited_on"))


def _has_changed_weight(case: Case) -> bool:
    """Against the visit before, or the examination at the start when this is the first."""
    if not case.record.get("weight"):
        return False
    measured = [one for one in case.siblings if one.get("weight")]
    previous = latest_before(measured, "visited_on", case.record.get("visited_on"))
    if previous is None:
        previous = latest_before(case.beside("initiation"), "measured_on", case.record.get("visited_on"))
    return has_changed_weight(previous, case.record)


def _has_shrunk(case: Case) -> bool:
    height, day = float(case.record.get("height") or 0), case.record.get("visited_on")
    return height > 0 and any(
        other["height"] > height + SHRINKING
        for other in case.siblings
        if other.get("height") and before(other.get("visited_on"), day)
    )


def _goes_back_in_puberty(case: Case) -> bool:
    stage, day = case.record.get("puberty") or "", case.record.get("visited_on")
    return bool(stage) and any(
        (other.get("puberty") or "") > stage and before(other.get("visited_on"), day)
        for other in case.siblings
    )


def _is_missing(case: Case, kind: str, name: str) -> bool:
    """Nothing of that kind is dated around the visit."""
    day = case.record.get("visited_on")
    near = [days_between(day, other.get(name)) for other in case.beside(kind)]
    return bool(day) and not any(days is not None and abs(days) <= AROUND for days in near)


def _is_there_since(case: Case, kind: str, name: str) -> bool:
    """Something of that kind began between the visit before, or the first dose, and this one."""
    previous, day = _previous(case), iso(case.record.get("visited_on"))
    since = iso(previous.get("visited_on")) if previous else iso(case.course.get("first_dose"))
    return bool(day and since) and any(
        not before(other.get(name), since) and not before(day, other.get(name))
        for other in case.beside(kind)
        if other.get(name)
    )


def _is_same(case: Case, name: str) -> bool:
    value = case.record.get(name)
    return value is not None and any(other.get(name) == value for other in case.siblings)


def _is_late(case: Case) -> bool:
    days = days_between(case.record.get("planned_on"), case.record.get("visited_on"))
    return days is not None and abs(days) > LATE


RULES = (
    future("FUP-01", "follow_up", "visited_on", _VISIT),
    before_birth("FUP-02", "follow_up", "visited_on", _VISIT),
    after_death("FUP-03", "follow_up", "visited_on", _VISIT),
    ask(
        "FUP-04",
        "follow_up",
        "visited_on",
        T(
            "La visite ({visited_on}) précède la première prise. Est-ce l’initiation ?",
            "The visit ({visited_on}) is before the first dose. Is it the start of treatment?",
        ),
        lambda c: before(c.record.get("visited_on"), c.course.get("first_dose")),
    ),
    note(
        "FUP-05",
        "follow_up",
        "visited_on",
        T(
            "Plus de 60 jours séparent la visite prévue ({planned_on}) de la visite faite ({visited_on}).",
            "More than 60 days lie between the planned visit ({planned_on}) and the actual one ({visited_on}).",
        ),
        _is_late,
    ),
    ask(
        "FUP-06",
        "follow_up",
        "not_seen_reason",
        T(
            "Le patient n’a pas été vu pour cause de décès, et il n’est pas dit décédé. Lequel est juste ?",
            "The patient was not seen because of death, and is not said to be dead. Which is right?",
        ),
        lambda c: c.record.get("not_seen_reason") == "dead" and not is_dead(c.patient),
    ),
    *body_rules("follow_up", "FUP", 7, on="visited_on"),
    ask(
        "FUP-13",
        "follow_up",
        "weight",
        T(
            "Le poids ({weight} kg) a changé de plus de 20 % depuis la visite précédente. Est-il exact ?",
            "The weight ({weight} kg) has changed by more than 20% since the visit before. Is it right?",
        ),
        _has_changed_weight,
        needs=("initiation",),
    ),
    ask(
        "FUP-14",
        "follow_up",
        "height",
        T(
            "La taille ({height} cm) est plus petite qu’à une visite précédente. Est-elle exacte ?",
            "The height ({height} cm) is smaller than at an earlier visit. Is it right?",
        ),
        _has_shrunk,
    ),
    ask(
        "FUP-15",
        "follow_up",
        "puberty",
        T(
            "Le stade de Tanner ({puberty}) est plus bas qu’à une visite précédente. Est-il exact ?",
            "The Tanner stage ({puberty}) is lower than at an earlier visit. Is it right?",
        ),
        _goes_back_in_puberty,
    ),
    ask(
        "FUP-16",
        "follow_up",
        "has_toxicity",
        T(
            "Une toxicité est dite, et ce traitement n’en a pas de saisie. Reste-t-elle à saisir ?",
            "A toxicity is told, and none of this course is entered. Is it still to be entered?",
        ),
        lambda c: c.record.get("has_toxicity") == "yes" and not c.beside("toxicity"),
        needs=("toxicity",),
    ),
    ask(
        "FUP-17",
        "follow_up",
        "has_toxicity",
        T(
            "Aucune toxicité n’est dite, et une toxicité saisie a commencé depuis la visite précédente. "
            "Lequel est juste ?",
            "No toxicity is told, and one that is entered began since the visit before. Which is right?",
        ),
        lambda c: c.record.get("has_toxicity") == "no" and _is_there_since(c, "toxicity", "onset"),
        needs=("toxicity",),
    ),
    ask(
        "FUP-18",
        "follow_up",
        "assessment_done",
        T(
            "Une évaluation est faite, et aucune n’est saisie autour de cette visite. Reste-t-elle à saisir ?",
            "An assessment is done, and none is entered around this visit. Is it still to be entered?",
        ),
        lambda c: c.record.get("assessment_done") == "yes" and _is_missing(c, "assessment", "assessed_on"),
        needs=("assessment",),
    ),
    ask(
        "FUP-19",
        "follow_up",
        "questionnaire_done",
        T(
            "Un questionnaire est rempli, et aucun n’est saisi autour de cette visite. Reste-t-il à saisir ?",
            "A questionnaire is filled in, and none is entered around this visit. Is it still to be entered?",
        ),
        lambda c: (
            c.record.get("questionnaire_done") == "yes" and _is_missing(c, "questionnaire", "filled_on")
        ),
        needs=("questionnaire",),
    ),
    ask(
        "FUP-20",
        "follow_up",
        "dose_changed",
        T(
            "La dose a changé, et aucune période de dose n’a commencé depuis la visite précédente. "
            "Reste-t-elle à saisir ?",
            "The dose has changed, and no dose period began since the visit before. Is it still to be entered?",
        ),
        lambda c: (
            c.record.get("dose_changed") == "yes"
            and bool(c.record.get("visited_on"))
            and not _is_there_since(c, "dose_period", "began")
        ),
        needs=("dose_period",),
    ),
    ask(
        "FUP-21",
        "follow_up",
        "visited_on",
        T(
            "Une autre visite porte la même date ({visited_on}). Est-ce la même, saisie deux fois ?",
            "Another visit has the same date ({visited_on}). Is it the same, entered twice?",
        ),
        lambda c: _is_same(c, "visited_on"),
    ),
    ask(
        "FUP-22",
        "follow_up",
        "month",
        T(
            "Une autre visite est celle du mois {month}. Laquelle l’est ?",
            "Another visit is that of month {month}. Which one is?",
        ),
        lambda c: _is_same(c, "month"),
    ),
)
