"""The toxicities of all drugs at once, counted in the database.

The definitions are those of the page of each drug under the usual choices; the database reduces, so that memory does
not grow with the registry. Scoped as every statement is.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from typing import Any, NamedTuple

from sqlalchemy import (
    CTE,
    ColumnElement,
    String,
    and_,
    case,
    cast,
    func,
    null,
    or_,
    select,
)
from sqlalchemy.orm import InstrumentedAttribute

from registry.db import RegistrySession
from registry.fields.layout import COMPLETE, VOID
from registry.models.course import Course, CourseDrug
from registry.models.drug import Drug
from registry.models.patient import Patient
from registry.models.toxicity import Toxicity
from registry.summaries.populations import UNKNOWN
from registry.terminology.ctcae import terms

Dates = ColumnElement[Any] | InstrumentedAttribute[Any]


class WorstGrades(NamedTuple):
    """How many treated patients of a drug have a term with this worst grade (None: without any grade).

    drug: its INN. soc, term: the organ class, and the key of the term, whatever text "Other, specify" has.
    """

    drug: str
    soc: str
    term: str
    grade: int | None
    patients: int


def count_worst_grades(session: RegistrySession, *, cut_off: dt.date) -> Sequence[WorstGrades]:
    """Toxicity by drug, organ class, term and worst grade; drugs by name, terms by key, no grade first.

    Toxicities of all counting courses of a drug, with onset on or after the first dose of the first of them.
    Population: treated. Unit: patients. Source: CTCAE v5.0.
    """
    courses = counting_courses(cut_off)
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
            is_not_before(onset, starts.c.since),
        )
        .group_by(starts.c.drug, starts.c.patient_id, Toxicity.term)
        .subquery()
    )
    counted = (
        select(Drug.inn, worst.c.term, worst.c.grade, func.count())
        .join(Drug, Drug.id == worst.c.drug)
        .group_by(Drug.inn, worst.c.term, worst.c.grade)
    )
    ordered = sorted(session.execute(counted), key=lambda row: (row[0], row[1] or UNKNOWN, row[2] or ""))
    return [
        WorstGrades(inn, _soc(term), term or UNKNOWN, int(grade) if grade else None, n)
        for inn, term, grade, n in ordered
    ]


def counting_courses(cut_off: dt.date) -> CTE:
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


def is_not_before(date: Dates, day: Dates) -> ColumnElement[bool]:
    """A date of any precision, or none, is not certainly before a day."""
    return or_(date.is_(None), date >= _as_precise(day, date))


def _as_precise(day: Dates, date: Dates) -> ColumnElement[str]:
    """A day as text, as far as a date of any precision goes."""
    return func.substr(cast(day, String), 1, func.length(date))


def _soc(term: str | None) -> str:
    known = terms().get(term or "")
    return known.soc if known else UNKNOWN
