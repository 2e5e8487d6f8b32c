"""All drugs at once, reduced in the database: toxicity by term and worst grade, and the response rate.

The definitions are those of the page of each drug under the usual choices (the first course, the reviewed reading or
else the centre's); the database counts, so that memory does not grow with the registry. Scoped as every statement is.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any

from sqlalchemy import (
    CTE,
    ColumnElement,
    Integer,
    String,
    Subquery,
    and_,
    case,
    cast,
    column,
    func,
    null,
    or_,
    select,
    values,
)
from sqlalchemy.orm import InstrumentedAttribute

from registry.db import RegistrySession
from registry.fields.layout import COMPLETE, VOID
from registry.models.assessment import Assessment
from registry.models.course import Course, CourseDrug
from registry.models.drug import Drug
from registry.models.patient import Patient
from registry.models.subsequent import Subsequent
from registry.models.toxicity import Toxicity
from registry.summaries.intervals import exact_interval
from registry.summaries.parameters import DEFAULTS
from registry.summaries.populations import UNKNOWN
from registry.summaries.responses import RESPONSES
from registry.terminology.ctcae import terms
from registry.terminology.responses import Progression, criteria

Dates = ColumnElement[Any] | InstrumentedAttribute[Any]

PER_RANK = 100
"""How far apart the weights of two categories lie: between them is room for what sets equal categories apart."""


@dataclass(frozen=True, slots=True)
class WorstGrades:
    """How many treated patients of a drug have a term with this worst grade (None: without any grade).

    drug: its INN. soc, term: the organ class, and the key of the term, whatever text "Other, specify" has.
    """

    drug: str
    soc: str
    term: str
    grade: int | None
    patients: int


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


def count_worst_grades(session: RegistrySession, *, cut_off: dt.date) -> Sequence[WorstGrades]:
    """Toxicity by drug, organ class, term and worst grade; drugs by name, terms by key, no grade first.

    Toxicities of all counting courses of a drug, with onset on or after the first dose of the first of them.
    Population: treated. Unit: patients. Source: CTCAE v5.0.
    """
    courses = _counting(cut_off)
    # A window, not a grouping joined again: SQLite would go through all courses for each.
    since = func.min(courses.c.first_dose).over(partition_by=(courses.c.drug, courses.c.patient_id))
    starts = select(courses, since.label("since")).subquery()
    onset = Toxicity.onset
    worst = (
        select(starts.c.drug, Toxicity.term, func.max(Toxicity.grade).label("grade"))
        .select_from(starts)
        .join(Toxicity, Toxicity.course_id == starts.c.course_id)
        .where(
            starts.c.since.is_not(None),
            Toxicity.status == COMPLETE,
            or_(onset.is_(None), onset <= cut_off.isoformat()),
            _is_not_before(onset, starts.c.since),
        )
        .group_by(starts.c.drug, starts.c.patient_id, Toxicity.term)
        .subquery()
    )
    counted = (
        select(Drug.inn, worst.c.term, worst.c.grade, func.count())
        .join(Drug, Drug.id == worst.c.drug)
        .group_by(Drug.inn, worst.c.term, worst.c.grade)
    )
    found = (
        WorstGrades(inn, _soc(term), term or UNKNOWN, int(grade) if grade else None, n)
        for inn, term, grade, n in session.execute(counted)
    )
    return sorted(found, key=lambda line: (line.drug, line.term, line.grade or 0))


def measure_response_rates(session: RegistrySession, *, cut_off: dt.date) -> Sequence[ResponseRate]:
    """The response rate of every drug that somebody was treated with, by name.

    Complete and partial responses up to the first progression, over the evaluable patients. Unit: patients. Source:
    Clopper and Pearson 1934 for the interval.
    """
    judged = _judged(_first_courses(cut_off), cut_off)
    evaluable = and_(judged.c.has_baseline, or_(judged.c.best.is_not(None), judged.c.ended))
    responds = and_(evaluable, judged.c.best < PER_RANK * (1 + RESPONSES.index("PR")))
    counted = (
        select(Drug.inn, func.sum(case((responds, 1), else_=0)), func.sum(case((evaluable, 1), else_=0)))
        .join(Drug, Drug.id == judged.c.drug)
        .group_by(Drug.inn)
        .order_by(Drug.inn)
    )
    return [ResponseRate(inn, int(n), int(of)) for inn, n, of in session.execute(counted)]


def _counting(cut_off: dt.date) -> CTE:
    """The courses that count on the cut-off, once per drug, without what came after it."""
    is_late = or_(Course.first_dose > cut_off, Course.last_dose > cut_off)
    reached = or_(
        Course.first_dose <= cut_off,
        Course.board_date <= cut_off,
        and_(Course.first_dose.is_(None), Course.board_date.is_(None)),
    )
    return (
        select(
            CourseDrug.drug,
            Course.id.label("course_id"),
            Course.patient_id,
            Course.board_date,
            case((Course.first_dose <= cut_off, Course.first_dose)).label("first_dose"),
            case((is_late, null()), else_=Course.stop_reason).label("stop_reason"),
        )
        .join(Course, Course.id == CourseDrug.course_id)
        .join(Patient, Patient.id == Course.patient_id)
        .where(
            CourseDrug.status != VOID,
            Course.status == COMPLETE,
            reached,
            Patient.status == COMPLETE,
            or_(Patient.objection.is_(None), Patient.objection != "yes"),
        )
        .cte("counting")
    )


def _first_courses(cut_off: dt.date) -> CTE:
    """The course that stands for each treated patient of each drug, and whether the patient died on or after it."""
    courses = _counting(cut_off)
    place = func.row_number().over(
        partition_by=(courses.c.drug, courses.c.patient_id),
        order_by=(courses.c.first_dose, courses.c.board_date.nulls_last(), courses.c.course_id),
    )
    ordered = select(courses, place.label("place")).where(courses.c.first_dose.is_not(None)).subquery()
    died_on = Patient.vital_status_date
    known = or_(died_on.is_(None), died_on <= cut_off.isoformat())
    dead = and_(Patient.vital_status == "dead", known, _is_not_before(died_on, ordered.c.first_dose))
    return (
        select(
            ordered.c.drug,
            ordered.c.course_id,
            ordered.c.patient_id,
            ordered.c.first_dose,
            or_(func.coalesce(ordered.c.stop_reason, "") == "progression", dead).label("ended"),
        )
        .join(Patient, Patient.id == ordered.c.patient_id)
        .where(ordered.c.place == 1)
        .cte("first_courses")
    )


def _judged(first: CTE, cut_off: dt.date) -> Subquery:
    """Per drug and treated patient: has_baseline, ended (progression or death), best (its weight, if one was told)."""
    course = select(first.c.course_id, first.c.patient_id, first.c.first_dose).distinct().subquery()
    seen = and_(
        Assessment.status == COMPLETE,
        or_(Assessment.assessed_on.is_(None), Assessment.assessed_on <= cut_off),
    )
    baseline = (
        select(Assessment.course_id, func.min(Assessment.assessed_on).label("day"))
        .where(seen, Assessment.visit == "baseline")
        .group_by(Assessment.course_id)
        .cte("baseline")
    )
    following = _following(course, baseline, seen, cut_off)
    progressed = (
        select(following.c.course_id, func.min(following.c.day).label("day"))
        .where(following.c.weight % 2 == 1)
        .group_by(following.c.course_id)
        .subquery()
    )
    best = (
        select(following.c.course_id, func.min(following.c.weight).label("weight"))
        .outerjoin(progressed, progressed.c.course_id == following.c.course_id)
        .where(or_(progressed.c.day.is_(None), following.c.day <= progressed.c.day))
        .group_by(following.c.course_id)
        .subquery()
    )
    return (
        select(
            first.c.drug,
            first.c.ended,
            baseline.c.course_id.is_not(None).label("has_baseline"),
            best.c.weight.label("best"),
        )
        .outerjoin(baseline, baseline.c.course_id == first.c.course_id)
        .outerjoin(best, best.c.course_id == first.c.course_id)
        .subquery()
    )


def _following(course: Subquery, baseline: CTE, seen: ColumnElement[bool], cut_off: dt.date) -> CTE:
    """Per course and day the weight of the worst response told: after the baseline, until another treatment."""
    codes, therapy = _codes(), _new_therapies(course, cut_off)
    day = Assessment.assessed_on
    return (
        select(course.c.course_id, day.label("day"), func.max(codes.c.weight).label("weight"))
        .select_from(course)
        .join(Assessment, Assessment.course_id == course.c.course_id)
        .join(baseline, baseline.c.course_id == course.c.course_id)
        .join(
            codes,
            and_(
                codes.c.criterion == Assessment.criterion,
                codes.c.code == func.coalesce(Assessment.reviewed_response, Assessment.response),
            ),
        )
        .outerjoin(therapy, therapy.c.course_id == course.c.course_id)
        .where(
            seen,
            func.coalesce(Assessment.visit, "") != "baseline",
            day >= course.c.first_dose,
            day > baseline.c.day,
            or_(therapy.c.day.is_(None), therapy.c.day >= _as_precise(day, therapy.c.day)),
        )
        .group_by(course.c.course_id, day)
        .cte("following")
    )


def _new_therapies(course: Subquery, cut_off: dt.date) -> Subquery:
    """Per course the earliest start of a subsequent treatment after its first dose."""
    began = Subsequent.began
    return (
        select(course.c.course_id, func.min(began).label("day"))
        .join(Subsequent, Subsequent.patient_id == course.c.patient_id)
        .where(
            Subsequent.status == COMPLETE,
            began <= cut_off.isoformat(),
            _is_not_before(began, course.c.first_dose),
            began != cast(course.c.first_dose, String),
        )
        .group_by(course.c.course_id)
        .subquery()
    )


def _codes() -> CTE:
    """What each code of a response tells: criterion, code, weight."""
    lines = values(column("criterion", String), column("code", String), column("weight", Integer))
    return lines.data(list(_weights())).cte("codes")


@cache
def _weights() -> tuple[tuple[str, str, int], ...]:
    """By criterion and code a number that orders the assessments of one day, the highest being the one that counts.

    In hundreds the rank of the category (0 is CR); then what sets equal ranks apart, so that no row order does; odd
    for a progression.
    """
    objectives, progressions = ("yes", "no", "minor"), ("no", "pending", "yes")
    return tuple(
        (
            key,
            code.code,
            PER_RANK * RESPONSES.index(code.category)
            + 6 * objectives.index(code.objective_response)
            + 2 * progressions.index(code.progression)
            + (code.progression is Progression.YES),
        )
        for key, criterion in criteria().items()
        for code in criterion.codes
        if code.category in RESPONSES
    )


def _is_not_before(date: Dates, day: Dates) -> ColumnElement[bool]:
    """A date of any precision, or none, is not certainly before a day."""
    return or_(date.is_(None), date >= _as_precise(day, date))


def _as_precise(day: Dates, date: Dates) -> ColumnElement[str]:
    """A day as text, as far as a date of any precision goes."""
    return func.substr(cast(day, String), 1, func.length(date))


def _soc(term: str | None) -> str:
    known = terms().get(term or "")
    return known.soc if known else UNKNOWN
