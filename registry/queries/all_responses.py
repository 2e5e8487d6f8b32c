"""The response rates of all drugs at once, from one pass over the assessments.

The definitions are those of the page of each drug under the usual choices: the first course, the reviewed reading or
else the centre's. Scoped as every statement is.
"""

from __future__ import annotations

import datetime as dt
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import groupby
from operator import itemgetter
from typing import Any, NamedTuple

from sqlalchemy import (
    String,
    and_,
    cast,
    func,
    or_,
    select,
)

from registry.db import RegistrySession
from registry.fields.layout import COMPLETE
from registry.models.assessment import Assessment
from registry.models.drug import Drug
from registry.models.patient import Patient
from registry.models.subsequent import Subsequent
from registry.queries.all_drugs import counting_courses, is_not_before
from registry.summaries.intervals import exact_interval
from registry.summaries.parameters import DEFAULTS
from registry.summaries.questionnaires import BASELINE
from registry.summaries.responses import RESPONSES
from registry.terminology.responses import Progression, criteria

PER_RANK = 100
"""How far apart the weights of two categories lie: between them is room for what sets equal categories apart."""

MINOR = PER_RANK * RESPONSES.index("MR")
"""From this weight on a response is none that counts."""

Judged = tuple[bool, int | None]
"""Whether there is a baseline, and the weight of the best response, if one was told."""

NO_DAY = "9999-12-31"
"""After every day: a course without the day of its board comes last."""

NOT_ASSESSED: Judged = (False, None)


class FirstCourse(NamedTuple):
    """The course that stands for a patient of a drug (INN). is_over: by progression, or the patient died."""

    drug: str
    id: str
    patient_id: str
    first_dose: str
    board_date: str
    is_over: bool

    @property
    def place(self) -> tuple[str, str, str]:
        """The earliest of a patient comes first."""
        return self.first_dose, self.board_date, self.id


@dataclass(frozen=True, slots=True)
class ResponseRate:
    """The objective responses among the evaluable patients of a drug (INN); rate and its exact interval in %."""

    drug: str
    responders: int
    evaluable: int

    @property
    def rate(self) -> tuple[float, float, float] | None:
        if not self.evaluable:
            return None
        low, high = exact_interval(self.responders, self.evaluable, level=DEFAULTS.conf_level)
        return 100 * self.responders / self.evaluable, 100 * low, 100 * high


def measure_response_rates(session: RegistrySession, *, cut_off: dt.date) -> Sequence[ResponseRate]:
    """The response rate of every drug that somebody was treated with, by name.

    Complete and partial responses up to the first progression, over the evaluable patients. Unit: patients. Source:
    Clopper and Pearson 1934 for the interval.
    """
    courses = _first_courses(session, cut_off)
    judged = _judge_courses(session, courses, cut_off)
    evaluable: Counter[str] = Counter()
    responders: Counter[str] = Counter()
    for course in courses:
        has_baseline, best = judged.get(course.id, NOT_ASSESSED)
        if has_baseline and (best is not None or course.is_over):
            evaluable[course.drug] += 1
            responders[course.drug] += best is not None and best < MINOR
    treated = {course.drug for course in courses}
    return [ResponseRate(drug, responders[drug], evaluable[drug]) for drug in sorted(treated)]


def _first_courses(session: RegistrySession, cut_off: dt.date) -> Sequence[FirstCourse]:
    """The course that stands for each treated patient of each drug: the earliest, of one day the lowest id."""
    courses = counting_courses(cut_off)
    died_on = Patient.vital_status_date
    is_dead = and_(
        Patient.vital_status == "dead",
        or_(died_on.is_(None), died_on <= cut_off.isoformat()),
        is_not_before(died_on, courses.c.first_dose),
    )
    is_over = or_(func.coalesce(courses.c.stop_reason, "") == "progression", is_dead)
    statement = (
        select(
            Drug.inn,
            courses.c.course_id,
            courses.c.patient_id,
            cast(courses.c.first_dose, String),
            func.coalesce(cast(courses.c.board_date, String), NO_DAY),
            is_over,
        )
        .join(Drug, Drug.id == courses.c.drug)
        .join(Patient, Patient.id == courses.c.patient_id)
        .where(courses.c.first_dose.is_not(None))
    )
    found: dict[tuple[str, str], FirstCourse] = {}
    for row in session.execute(statement):
        course = FirstCourse(*row)
        known = found.setdefault((course.drug, course.patient_id), course)
        if course.place < known.place:
            found[course.drug, course.patient_id] = course
    return list(found.values())


def _judge_courses(
    session: RegistrySession, courses: Iterable[FirstCourse], cut_off: dt.date
) -> Mapping[str, Judged]:
    """What the assessments of these courses say, by course."""
    following, wanted = _new_therapies(session, cut_off), {course.id: course for course in courses}
    code = func.coalesce(Assessment.reviewed_response, Assessment.response)
    day = Assessment.assessed_on
    statement = (
        select(Assessment.course_id, cast(day, String), Assessment.visit, Assessment.criterion, code)
        .where(Assessment.status == COMPLETE, or_(day.is_(None), day <= cut_off))
        .order_by(Assessment.course_id)
    )
    return {
        course: _judge(
            [*lines],
            since=known.first_dose,
            until=_first_after(known, following.get(known.patient_id, ())),
        )
        for course, lines in groupby(session.execute(statement), key=itemgetter(0))
        if (known := wanted.get(course))
    }


def _new_therapies(session: RegistrySession, cut_off: dt.date) -> Mapping[str, Sequence[str]]:
    """By patient the starts of subsequent treatments, as dates of any precision."""
    began = Subsequent.began
    statement = select(Subsequent.patient_id, began).where(
        Subsequent.status == COMPLETE, began <= cut_off.isoformat()
    )
    found: defaultdict[str, list[str]] = defaultdict(list)
    for patient, day in session.execute(statement):
        found[patient].append(str(day))
    return found


def _first_after(course: FirstCourse, days: Iterable[str]) -> str | None:
    """The earliest of these days that is after the first dose, or may be."""
    first = course.first_dose
    return min((day for day in days if day != first and day >= first[: len(day)]), default=None)


def _judge(lines: Sequence[Sequence[Any]], *, since: str, until: str | None) -> Judged:
    """The best response after the baseline, from the first dose on, up to the first progression or `until`.

    lines: course, day, visit, criterion and code of each assessment. The worst one of a day counts.
    """
    baselines = [line[1] for line in lines if line[2] == BASELINE]
    baseline = min(filter(None, baselines), default=None)
    if baseline is None:
        return bool(baselines), None
    weights, days = _weights(), dict[str, int]()
    for _course, day, visit, criterion, code in lines:
        weight = weights.get((criterion, code))
        if weight is None or visit == BASELINE or day is None or not baseline < day >= since:
            continue
        if until is None or day[: len(until)] <= until:
            days[day] = max(weight, days.get(day, 0))
    progressed = min((day for day, weight in days.items() if weight % 2), default=None)
    counted = (weight for day, weight in days.items() if progressed is None or day <= progressed)
    return True, min(counted, default=None)


@cache
def _weights() -> Mapping[tuple[str, str], int]:
    """By criterion and code a number that orders the assessments of one day, the highest being the one that counts.

    In hundreds the rank of the category (0 is CR); then what sets equal ranks apart, so that no row order does; odd
    for a progression.
    """
    objectives, progressions = ("yes", "no", "minor"), ("no", "pending", "yes")
    return {
        (key, code.code): PER_RANK * RESPONSES.index(code.category)
        + 6 * objectives.index(code.objective_response)
        + 2 * progressions.index(code.progression)
        + (code.progression is Progression.YES)
        for key, criterion in criteria().items()
        for code in criterion.codes
        if code.category in RESPONSES
    }
