"""Writes the situations that pharmacovigilance follows beside toxicities: pregnancies, overdoses, errors ..."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping

from registry.demo.chart import Chart
from registry.demo.rows import Written
from registry.fields.base import T

SITUATIONS: Mapping[str, T] = {
    "overdose": T("Double prise, sans conséquence.", "Dose taken twice, without consequence."),
    "no_effect": T("Aucun effet malgré une bonne observance.", "No effect in spite of good adherence."),
    "error": T("Confusion entre deux dosages.", "Two strengths were mixed up."),
    "misuse": T("Prises espacées volontairement.", "Doses spaced out on purpose."),
    "abuse": T("Prises répétées hors prescription.", "Repeated doses outside the prescription."),
    "infection": T(
        "Suspicion non confirmée après transfusion.", "Suspected after a transfusion, not confirmed."
    ),
    "interaction": T("Azolé introduit sans adaptation.", "An azole was started without adapting the dose."),
    "occupational": T(
        "Contact cutané d’une infirmière à la préparation.", "Skin contact of a nurse while preparing."
    ),
    "quality": T("Flacon endommagé à la livraison.", "Vial damaged on delivery."),
}
PREGNANCY = T("Grossesse découverte sous traitement.", "Pregnancy found on treatment.")
PATERNAL = T(
    "Grossesse de la compagne d’un patient traité.", "Pregnancy of the partner of a treated patient."
)
FEEDING = T("Allaitement pendant le traitement.", "Breastfeeding during treatment.")
FAMILY_FROM = 15
NEW, AGAIN = 0.8, 0.04
TERM = 280
OBSTETRIC = T("Première grossesse.", "First pregnancy.")
MALFORMATION = T("Polydactylie isolée.", "Isolated polydactyly.")


def write_situation(chart: Chart) -> Iterator[Written]:
    """At most one situation of a patient on the first course."""
    chance, (course, _) = chart.chance, chart.life.courses[0]
    possible = _possible(chart)
    fresh = chance.fresh("situation", possible)
    family = [situation for situation in fresh if situation not in SITUATIONS]
    if not chance.happens(NEW if fresh else AGAIN):
        return
    hand = dict.fromkeys(family or possible, 1)
    situation = chance.deal("situation", hand, eager=1)
    last = min(course.last_dose or chart.until, chart.until)
    occurred = chance.after(course.first_dose, 20, 60)
    if occurred > last:
        return
    pregnancy = _pregnancy(chart, occurred, situation) if situation in ("pregnancy", "paternal") else {}
    yield chart.of_patient(
        "special_situation",
        situation=situation,
        drug=course.drugs[0],
        occurred_on=occurred,
        has_reaction="no",
        description=chart.says(_words(situation)),
        first_received=min(occurred + dt.timedelta(days=3), chart.on),
        **pregnancy,
    )


def _possible(chart: Chart) -> tuple[str, ...]:
    age, sex = chart.years(chart.life.start.first_dose), chart.life.sex
    if age < FAMILY_FROM:
        return tuple(SITUATIONS)
    return (*SITUATIONS, *(("pregnancy", "breastfeeding") if sex == "female" else ("paternal",)))


def _words(situation: str) -> T:
    return SITUATIONS.get(situation) or {"pregnancy": PREGNANCY, "paternal": PATERNAL}.get(situation, FEEDING)


def _pregnancy(chart: Chart, found: dt.date, situation: str) -> dict[str, object]:
    """A pregnancy that began some weeks before it was found."""
    weeks = chart.chance.randint(3, 5)
    began = found - dt.timedelta(weeks=weeks)
    due = began + dt.timedelta(days=TERM)
    values: dict[str, object] = {
        "last_period": began,
        "expected_delivery": due.isoformat()[:7],
        "exposed_from_week": 0,
        "exposed_to_week": weeks,
        "obstetric_history": chart.says(OBSTETRIC),
    }
    if situation == "pregnancy":
        lost = found + dt.timedelta(weeks=4)
        is_over = lost <= chart.on
        return values | {
            "pregnancy_outcome": "miscarriage" if is_over else "ongoing",
            "ended_on": lost if is_over else None,
        }
    if due > chart.on:
        return values | {"pregnancy_outcome": "ongoing"}
    return values | {
        "pregnancy_outcome": "live_birth",
        "ended_on": due - dt.timedelta(days=7),
        "child_term": 39,
        "child_weight": 3150.0,
        "malformation": "yes",
        "malformation_text": chart.says(MALFORMATION),
    }
