"""Tells the life of a patient in the registry, from the diagnosis to the last news."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator

from registry.demo.chance import Chance
from registry.demo.courses import follow, tell_course
from registry.demo.diseases import Disease
from registry.demo.story import Course, Death, Life, Start, Told
from registry.demo.toxicities import is_prone, tell_fatal, tell_toxicities
from registry.demo.treatments import TREATMENTS, drugs_of

DAYS_A_YEAR, DAYS_A_MONTH = 365.25, 30.4375
DIES_OF_TOXICITY, DIES_OTHERWISE, IS_LOST = 0.006, 0.007, 0.03
TREATED_AGAIN_AFTER_PROGRESSION, TREATED_AGAIN = 0.28, 0.12
NO_CANCER = ("vascular_or_lymphatic_malformation", "pik3ca_related_overgrowth")
RELAPSES = {1: 60, 2: 24, 3: 12, 4: 4}


def tell_life(start: Start, *, chance: Chance, on: dt.date) -> Life:
    """The patient who comes in at `start`, with everything known by `on`."""
    birth = start.first_dose - dt.timedelta(days=_age(start.disease, chance) * DAYS_A_YEAR)
    status = _disease_status(start, chance)
    death = _untimely_death(start, chance, on)
    courses = list(_courses(start, death, chance=chance, on=on))
    death = death or _death_of_disease(start.disease, courses[-1], chance, on)
    told = _with_toxicities(start.disease, courses, death, chance=chance, on=on)
    lost = death is None and told[-1][0].last_dose is not None and chance.happens(IS_LOST)
    since_diagnosis = dt.timedelta(days=_days_since_diagnosis(status, chance))
    return Life(
        start=start,
        sex=chance.of({"male": 57, "female": 43}),
        birth=birth,
        diagnosed=max(birth, start.first_dose - since_diagnosis),
        disease_status=status,
        relapse=chance.of(RELAPSES) if status == "relapse" else None,
        courses=told,
        death=death,
        lost=lost,
        last_news=death.on if death else _last_news(told, lost=lost, chance=chance, on=on),
    )


def _age(disease: Disease, chance: Chance) -> float:
    low, usual, high = disease.ages
    return chance.triangular(low, high, usual)


def _disease_status(start: Start, chance: Chance) -> str:
    if chance.happens(start.disease.first_line):
        return "first_line"
    status = chance.of({"relapse": 62, "refractory": 22, "progression": 13, "residual": 3})
    return "not_oncological" if start.diagnosis in NO_CANCER else status


def _days_since_diagnosis(status: str, chance: Chance) -> int:
    return chance.randint(12, 110) if status == "first_line" else 120 + chance.waiting(620)


def _untimely_death(start: Start, chance: Chance, on: dt.date) -> Death | None:
    """A death that nothing in the course announces."""
    if chance.happens(start.disease.outlook.early):
        death = Death(chance.after(start.first_dose, 12, start.disease.interval - 15), "disease")
    elif chance.happens(DIES_OF_TOXICITY):
        death = Death(chance.after(start.first_dose, 15, 200), "toxicity")
    elif chance.happens(DIES_OTHERWISE):
        death = Death(chance.after(start.first_dose, 40, 500), "other")
    else:
        return None
    return death if death.on <= on else None


def _death_of_disease(disease: Disease, last: Course, chance: Chance, on: dt.date) -> Death | None:
    if last.progression is None or not chance.happens(disease.outlook.lethal):
        return None
    day = last.progression + dt.timedelta(days=15 + chance.waiting(disease.outlook.survival * DAYS_A_MONTH))
    return Death(day, chance.of({"disease": 96, "unknown": 4})) if day <= on else None


def _courses(start: Start, death: Death | None, *, chance: Chance, on: dt.date) -> Iterator[Course]:
    """The first course, and those that follow when another treatment is tried."""
    course = tell_course(start, chance=chance, until=death, on=on)
    yield course
    others = [drugs_of(name) for name in TREATMENTS[start.diagnosis] if drugs_of(name) != course.drugs]
    again = TREATED_AGAIN_AFTER_PROGRESSION if course.progression else TREATED_AGAIN
    if course.last_dose is None or course.stop_reason == "death" or not others or not chance.happens(again):
        return
    first_dose = chance.after(course.last_dose, 14, 70)
    if first_dose < (death.on if death else on):
        second = Start(start.centre, first_dose, start.diagnosis, start.disease, chance.choice(others))
        yield tell_course(second, chance=chance, until=death, on=on)


def _with_toxicities(
    disease: Disease, courses: list[Course], death: Death | None, *, chance: Chance, on: dt.date
) -> Told:
    """The courses with their toxicities, and the last one followed beyond its end."""
    prone = is_prone(chance)
    followed = follow(courses[-1], disease, chance=chance, until=death.on if death else on)
    told = [
        (course, tell_toxicities(course, prone=prone, death=death, chance=chance, on=on))
        for course in (*courses[:-1], followed)
    ]
    if death and death.cause == "toxicity":
        last, toxicities = told[-1]
        told[-1] = last, (*toxicities, tell_fatal(last, death, chance))
    return tuple(told)


def _last_news(told: Told, *, lost: bool, chance: Chance, on: dt.date) -> dt.date:
    """The last day on which something is known of a living patient; a lost one gives no news after that."""
    known = max(_facts(told))
    return known if lost else max(known, on - dt.timedelta(days=chance.waiting(50)))


def _facts(told: Told) -> Iterator[dt.date]:
    """The days on which something is known of the patient."""
    for course, toxicities in told:
        yield course.first_dose
        yield course.last_dose or course.first_dose
        yield from (visit.on for visit in course.visits)
        yield from (toxicity.end or toxicity.onset for toxicity in toxicities)
