"""Rules of pregnancies and other special situations."""

from __future__ import annotations

from registry.fields.base import T
from registry.rules.base import Case, ask, refuse
from registry.rules.dates import before_birth, future, is_later_by, is_under, order, perhaps_after_death

LONGEST_PREGNANCY = 301
"""Days: 43 weeks from the last period."""

YOUNGEST = 10
"""Age in years under which a pregnancy is more likely a slip."""

_SITUATION = T("La situation", "The situation")
_PERIOD = T("les dernières règles", "the last period")


def _sex(case: Case) -> str:
    return case.patient.get("sex") or ""


def _situation(case: Case) -> str:
    return case.record.get("situation") or ""


def _are_weeks_reversed(case: Case) -> bool:
    start, end = case.record.get("exposed_from_week"), case.record.get("exposed_to_week")
    return start is not None and end is not None and end < start


def _is_of_a_drug_not_given(case: Case) -> bool:
    drug = case.record.get("drug")
    return bool(drug) and not any(drug in course.get("drugs", ()) for course in case.others("course"))


RULES = (
    future("SIT-01", "special_situation", "occurred_on", _SITUATION),
    future(
        "SIT-02", "special_situation", "first_received", T("La date de connaissance", "The date it was known")
    ),
    order(
        "SIT-03",
        "special_situation",
        ("occurred_on", T("la situation", "the situation")),
        ("first_received", T("La date de connaissance", "The date it was known")),
    ),
    before_birth("SIT-04", "special_situation", "occurred_on", _SITUATION),
    perhaps_after_death("SIT-05", "special_situation", "occurred_on", _SITUATION),
    refuse(
        "SIT-06",
        "special_situation",
        "situation",
        T(
            "Une grossesse ou un allaitement chez un patient masculin. Choisissez « exposition paternelle » ou "
            "corrigez le sexe.",
            "A pregnancy or breastfeeding of a male patient. Choose exposure through the father, or correct the sex.",
        ),
        lambda c: _situation(c) in ("pregnancy", "breastfeeding") and _sex(c) == "male",
    ),
    refuse(
        "SIT-07",
        "special_situation",
        "situation",
        T(
            "Une exposition paternelle chez une patiente. Choisissez « grossesse » ou corrigez le sexe.",
            "Exposure through the father of a female patient. Choose pregnancy, or correct the sex.",
        ),
        lambda c: _situation(c) == "paternal" and _sex(c) == "female",
    ),
    refuse(
        "SIT-08",
        "special_situation",
        "exposed_to_week",
        T(
            "L’exposition finit (semaine {exposed_to_week}) avant de commencer (semaine {exposed_from_week}). "
            "Corrigez l’une des deux.",
            "The exposure ends (week {exposed_to_week}) before it begins (week {exposed_from_week}). "
            "Correct one of the two.",
        ),
        _are_weeks_reversed,
    ),
    order(
        "SIT-09",
        "special_situation",
        ("last_period", _PERIOD),
        ("expected_delivery", T("Le terme prévu", "The expected delivery")),
    ),
    order(
        "SIT-10",
        "special_situation",
        ("last_period", _PERIOD),
        ("ended_on", T("L’issue de la grossesse", "The end of the pregnancy")),
    ),
    future(
        "SIT-11", "special_situation", "ended_on", T("L’issue de la grossesse", "The end of the pregnancy")
    ),
    future(
        "SIT-12", "special_situation", "last_period", T("La date des dernières règles", "The last period")
    ),
    ask(
        "SIT-13",
        "special_situation",
        "expected_delivery",
        T(
            "Plus de 43 semaines séparent les dernières règles ({last_period}) du terme prévu ({expected_delivery}). "
            "Est-ce exact ?",
            "More than 43 weeks lie between the last period ({last_period}) and the expected delivery "
            "({expected_delivery}). Is that right?",
        ),
        lambda c: is_later_by(
            c.record.get("last_period"), c.record.get("expected_delivery"), days=LONGEST_PREGNANCY
        ),
    ),
    ask(
        "SIT-14",
        "special_situation",
        "occurred_on",
        T(
            "La patiente a moins de 10 ans à cette date ({occurred_on}). Est-ce exact ?",
            "The patient is under 10 on that date ({occurred_on}). Is that right?",
        ),
        lambda c: (
            _situation(c) in ("pregnancy", "breastfeeding", "paternal")
            and is_under(YOUNGEST, c.patient, c.record.get("occurred_on"))
        ),
    ),
    ask(
        "SIT-15",
        "special_situation",
        "drug",
        T(
            "Aucun traitement de ce patient ne contient ce médicament. Est-ce le bon ?",
            "No course of this patient contains this drug. Is it the right one?",
        ),
        _is_of_a_drug_not_given,
        needs=("course",),
    ),
    ask(
        "SIT-16",
        "special_situation",
        "has_reaction",
        T(
            "Une réaction est dite, et ce patient n’a pas de toxicité saisie. Reste-t-elle à saisir ?",
            "A reaction is told, and no toxicity of this patient is entered. Is it still to be entered?",
        ),
        lambda c: c.record.get("has_reaction") == "yes" and not c.others("toxicity"),
        needs=("toxicity",),
    ),
)
