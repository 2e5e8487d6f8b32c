"""Tells the toxicities of a course: about a third of the patients have one at the threshold of the study."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import replace

from registry.demo.chance import Chance
from registry.demo.reactions import FATAL, typical
from registry.demo.story import Course, Death, Toxicity
from registry.terminology import ctcae

PRONE, SPARED_BUT_ONE = 0.41, 0.08
NUMBER = {1: 44, 2: 28, 3: 15, 4: 8, 5: 5}
GRADES = {1: 32, 2: 40, 3: 23, 4: 5}
FIRST_WEEKS, LASTING, LINGERING, LINGERS = 75, 35, 500, 0.12
"""Mean days to onset and of duration; those of the part that lingers."""

CAUSALITY = {"related": 44, "possible": 40, "unlikely": 11, "unrelated": 5}
ACTIONS = {
    1: {"unchanged": 94, "interrupted": 4, "unknown": 2},
    2: {"unchanged": 63, "interrupted": 22, "reduced": 14, "unknown": 1},
    3: {"unchanged": 22, "interrupted": 46, "reduced": 32},
    4: {"interrupted": 74, "reduced": 26},
    5: {"not_applicable": 1},
}
ENDED = {"recovered": 93, "sequelae": 5, "unknown": 2}
ONGOING = {"recovering": 45, "not_recovered": 50, "unknown": 5}


def is_prone(chance: Chance) -> bool:
    """Whether this patient is one of those who have toxicities."""
    return chance.happens(PRONE)


def tell_toxicities(
    course: Course, *, prone: bool, death: Death | None, chance: Chance, on: dt.date
) -> tuple[Toxicity, ...]:
    """The toxicities of a course, by onset; `death` if the patient has died by `on`."""
    told = [*_expected(course, prone=prone, death=death, chance=chance, on=on)]
    if course.stop_reason == "toxicity" and course.last_dose:
        told.append(_reason_to_stop(course, death=death, chance=chance, on=on))
    return tuple(sorted(told, key=lambda toxicity: toxicity.onset))


def _expected(
    course: Course, *, prone: bool, death: Death | None, chance: Chance, on: dt.date
) -> Iterator[Toxicity]:
    number = chance.of(NUMBER) if prone else int(chance.happens(SPARED_BUT_ONE))
    weights = dict(typical(course.drugs))
    last = min(course.last_dose or on, on)
    for _ in range(min(number, len(weights))):
        term = chance.of(weights)
        del weights[term]
        onset = course.first_dose + dt.timedelta(days=1 + chance.waiting(FIRST_WEEKS))
        if onset <= last:
            yield _toxicity(course, term, _grade(term, chance), onset, death=death, chance=chance, on=on)


def _reason_to_stop(course: Course, *, death: Death | None, chance: Chance, on: dt.date) -> Toxicity:
    """A toxicity shortly before the last dose, for which a drug was withdrawn."""
    severe = {
        term: weight for term, weight in typical(course.drugs).items() if 3 in ctcae.terms()[term].grades
    }
    term, last = chance.of(severe), course.last_dose or on
    grade = 2 if 2 in ctcae.terms()[term].grades and chance.happens(0.25) else 3
    onset = max(course.first_dose, last - dt.timedelta(days=chance.randint(1, 25)))
    toxicity = _toxicity(course, term, grade, onset, death=death, chance=chance, on=on)
    blamed = chance.choice(course.drugs)
    causality, action = {blamed: "related"}, {blamed: "withdrawn"}
    return replace(
        toxicity, causality={**toxicity.causality, **causality}, action={**toxicity.action, **action}
    )


def tell_fatal(course: Course, death: Death, chance: Chance) -> Toxicity:
    """The toxicity of which the patient died."""
    onset = max(course.first_dose, death.on - dt.timedelta(days=chance.randint(2, 20)))
    return Toxicity(
        term=chance.choice(FATAL),
        nature="clinical",
        grade=5,
        onset=onset,
        end=death.on,
        ongoing=False,
        criteria=("death", "hospitalisation"),
        outcome="fatal",
        causality={drug: chance.choice(("related", "possible")) for drug in course.drugs},
        action=dict.fromkeys(course.drugs, "not_applicable"),
    )


def _toxicity(
    course: Course, term: str, grade: int, onset: dt.date, *, death: Death | None, chance: Chance, on: dt.date
) -> Toxicity:
    lasting = LINGERING if chance.happens(LINGERS) else LASTING
    end = onset + dt.timedelta(days=2 + chance.waiting(lasting))
    over = end <= (death.on if death else on)
    return Toxicity(
        term=term,
        nature="laboratory" if ctcae.terms()[term].laboratory else "clinical",
        grade=grade,
        onset=onset,
        end=end if over else None,
        ongoing=not over and death is None,
        criteria=_criteria(term, grade, chance),
        outcome=chance.of(ENDED) if over else "not_recovered" if death else chance.of(ONGOING),
        causality={drug: chance.of(CAUSALITY) for drug in course.drugs},
        action={drug: chance.of(ACTIONS[grade]) for drug in course.drugs},
    )


def _grade(term: str, chance: Chance) -> int:
    """One of the grades that the term has, never 5."""
    existing = {grade: weight for grade, weight in GRADES.items() if grade in ctcae.terms()[term].grades}
    return chance.of(existing)


def _criteria(term: str, grade: int, chance: Chance) -> tuple[str, ...]:
    laboratory = ctcae.terms()[term].laboratory
    if grade == 4:
        return ("important",) if laboratory else ("life_threatening", "hospitalisation")
    hospital = {1: 0.0, 2: 0.05, 3: 0.12 if laboratory else 0.42}[grade]
    if grade == 3 and not laboratory and chance.happens(0.03):
        return ("disability",)
    if chance.happens(hospital):
        return ("hospitalisation",)
    return ("important",) if grade == 3 and chance.happens(0.1) else ("none",)
