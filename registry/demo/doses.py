"""Tells and writes the doses of a course: where they begin, and each change or pause with its reason."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from registry.demo.chance import Chance
from registry.demo.chart import Chart, CourseChart, is_biological
from registry.demo.giving import GIVEN
from registry.demo.rows import Written
from registry.demo.story import Course
from registry.demo.treatments import DOSES
from registry.fields.base import T
from registry.terminology.drugs import drugs

STARTING_AT = {1.0: 76, 0.8: 14, 0.75: 5, 0.5: 5}
"""The part of the usual dose that patients start with."""

REDUCED_TO, TUBE_BELOW = 0.75, 4
UNUSUAL = {"reduction": {"": 80, "alternate_days": 10, "other": 10}}
OTHER_CHANGES: Mapping[tuple[str, str], int] = {
    ("increase", "escalation"): 30,
    ("increase", "progression"): 8,
    ("adaptation", "growth"): 40,
    ("reduction", "interaction"): 8,
    ("reduction", "other"): 4,
    ("interruption", "surgery"): 12,
    ("interruption", "intercurrent"): 16,
    ("interruption", "supply"): 6,
    ("interruption", "choice"): 8,
}
"""Changes and pauses that no toxicity explains."""

TEXTS: Mapping[str, T] = {
    "interaction": T("Introduction d’un azolé.", "An azole was started."),
    "surgery": T("Chirurgie programmée.", "Planned surgery."),
    "intercurrent": T("Gastro-entérite.", "Gastroenteritis."),
    "supply": T("Livraison retardée.", "Delivery delayed."),
    "other": T("Difficulté à avaler les gélules.", "Difficulty in swallowing the capsules."),
}


@dataclass(frozen=True, slots=True)
class Change:
    """What changes on a day, why, and the toxicity behind it. lasting: days of a pause, at least."""

    on: dt.date
    what: str
    reason: str
    term: str = ""
    lasting: int = 0


def starting_dose(drug: str, chance: Chance) -> float:
    return float(f"{DOSES[drug].amount * chance.of(STARTING_AT):.3g}")


def tell_changes(course: CourseChart, drug: str, dose: float) -> list[Change]:
    """The changes of a drug after its start, none within another's pause."""
    chance = course.chart.chance
    told = sorted(
        [*_for_toxicity(course, drug), *_otherwise(course, is_full=dose >= DOSES[drug].amount)],
        key=lambda change: change.on,
    )
    kept: list[Change] = []
    free = course.course.first_dose + dt.timedelta(days=4)
    for change in told:
        if free <= change.on <= course.end - dt.timedelta(days=8):
            kept.append(change)
            free = change.on + dt.timedelta(days=change.lasting + 3)
            if change.what == "interruption" and free < course.end - dt.timedelta(days=8):
                kept.append(Change(free, "resumption", change.reason, change.term))
                free += dt.timedelta(days=chance.randint(4, 10))
    return kept


def write_doses(course: CourseChart, drug: str, dose: float, changes: list[Change]) -> Iterator[Written]:
    """The periods of a drug, one after the other, up to the last dose."""
    begins = [Change(course.course.first_dose, "start", ""), *changes]
    for place, change in enumerate(begins):
        ended = (
            begins[place + 1].on - dt.timedelta(days=1)
            if place + 1 < len(begins)
            else course.course.last_dose
        )
        dose = _after(change, dose)
        yield _period(course, drug, change, dose, ended)


def route_of(drug: str, chart: Chart, day: dt.date) -> str:
    """The route, by feeding tube for some of the small ones."""
    given = GIVEN[drug].route
    return (
        "tube" if given == "oral" and chart.years(day) < TUBE_BELOW and chart.life.sex == "female" else given
    )


def _for_toxicity(course: CourseChart, drug: str) -> Iterator[Change]:
    for toxicity in course.toxicities.values():
        match toxicity.action.get(drug):
            case "reduced":
                yield Change(toxicity.onset, "reduction", "toxicity", toxicity.term)
            case "interrupted":
                pause = course.chart.chance.randint(5, 20)
                yield Change(toxicity.onset, "interruption", "toxicity", toxicity.term, pause)


def _otherwise(course: CourseChart, *, is_full: bool) -> Iterator[Change]:
    """Some months in, for patients in full detail."""
    chance = course.chart.chance
    if not course.chart.is_whole or not chance.happens(0.5):
        return
    possible = {change: n for change, n in OTHER_CHANGES.items() if not (is_full and change[0] == "increase")}
    what, reason = chance.deal("dose change", possible)
    day = chance.after(course.course.first_dose, 60, 260)
    yield Change(day, what, reason, lasting=chance.randint(4, 12) if what == "interruption" else 0)


def _after(change: Change, dose: float) -> float:
    match change.what:
        case "reduction":
            return float(f"{dose * REDUCED_TO:.3g}")
        case "increase":
            return float(f"{dose / REDUCED_TO:.3g}")
        case _:
            return dose


def _period(course: CourseChart, drug: str, change: Change, dose: float, ended: dt.date | None) -> Written:
    chart, usual = course.chart, GIVEN[drug]
    values: dict[str, object] = {
        "drug": drug,
        "change": change.what,
        "began": change.on,
        "ended": ended,
        "change_reason": change.reason,
        "toxicity_term": change.term,
        "reason_text": chart.says(TEXTS[change.reason]) if change.reason in TEXTS else None,
    }
    if change.what != "interruption":
        odd = chart.chance.deal("odd frequency", UNUSUAL["reduction"]) if change.what == "reduction" else ""
        values |= {
            "dose": dose,
            "dose_unit": DOSES[drug].unit,
            "dose_basis": DOSES[drug].basis,
            "dose_frequency": odd or usual.frequency,
            "route": route_of(drug, chart, change.on),
            "formulation": _form(drug, change),
            "batch": batch(chart.chance) if is_biological([drug]) else None,
            "batch_missing": None if is_biological([drug]) else "not_applicable",
        }
    return course.write("dose_period", **values)


def _form(drug: str, change: Change) -> str:
    """The usual form, another one where the dose was adapted to growth."""
    forms = drugs()[drug].forms
    return forms[-1] if change.what == "adaptation" else GIVEN[drug].form


def batch(chance: Chance) -> str:
    return f"LOT-{chance.randint(1000, 9999)}"


def drug_values(drug: str, chart: Chart, course: Course, place: int) -> dict[str, object]:
    """How a drug of a course is given, its dose by the protocol, its part in the combination."""
    usual = GIVEN[drug]
    return {
        "dose_frequency": usual.frequency,
        "route": route_of(drug, chart, course.first_dose),
        "formulation": usual.form,
        "planned_dose": DOSES[drug].amount,
        "role": "backbone" if place and drug in ("azacitidine", "everolimus") else "studied",
    }
