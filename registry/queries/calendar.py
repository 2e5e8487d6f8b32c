"""The follow-up calendars of the reader's patients: two queries, whatever their number."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType
from typing import Any

from sqlalchemy import Executable, func, select

from registry.db import RegistrySession
from registry.fields.layout import DRAFT, VOID
from registry.models.course import Course, CourseDrug
from registry.models.drug import Drug
from registry.models.follow_up import FollowUp
from registry.models.patient import Patient
from registry.queries.patient_record import PatientRecord
from registry.rules.base import before
from registry.schemes import catalogue as schemes
from registry.schemes.visits import Entered, Visit, end_of_follow_up, visits

CHANGING: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {
        "toxicity": ("onset",),
        "toxicity_grade": ("graded_on",),
        "special_situation": ("occurred_on",),
        "dose_period": ("began",),
        "concomitant": ("began", "ended"),
        "assessment": ("assessed_on",),
    }
)
"""Records that say that something changed, and the dates of the change."""


@dataclass(frozen=True, slots=True)
class Calendar:
    """The visits of one course of a patient."""

    patient_id: str
    number: str
    centre_id: str
    course_id: str
    visits: tuple[Visit, ...]

    @property
    def waiting(self) -> list[Visit]:
        """The visits to enter now, oldest first."""
        return [visit for visit in self.visits if visit.is_waiting]


_COURSES = (
    select(Course, Patient)
    .join(Patient, Patient.id == Course.patient_id)
    .where(Course.status != VOID, Patient.status != VOID, Course.first_dose.is_not(None))
    .order_by(Course.first_dose, Course.id)
)
_FOLLOW_UPS = (
    select(
        FollowUp.course_id,
        FollowUp.id,
        FollowUp.month,
        FollowUp.planned_on,
        FollowUp.visited_on,
        FollowUp.is_seen,
        FollowUp.not_seen_reason,
        FollowUp.status,
    )
    .where(FollowUp.status != VOID)
    .order_by(FollowUp.id)
)


def calendars(session: RegistrySession, *, on: dt.date, patient_id: str = "") -> list[Calendar]:
    """The calendar of every course with a first dose, or of those of one patient, by first dose.

    Patients who objected are left out where several are read together.
    """
    courses, follow_ups = _COURSES, _FOLLOW_UPS
    if not patient_id:
        courses = courses.where(func.coalesce(Patient.objection, "") != "yes")
    else:
        courses = courses.where(Course.patient_id == patient_id)
        follow_ups = follow_ups.where(FollowUp.patient_id == patient_id)
    entered = _by_course(session, follow_ups)
    found = session.execute(courses).all()
    starts = _starts(course for course, _patient in found)
    return [
        _calendar(course, patient, entered.get(course.id, ()), starts[patient.id], on)
        for course, patient in found
    ]


def _starts(courses: Iterable[Course]) -> Mapping[str, Sequence[dt.date]]:
    """The first doses of each patient."""
    starts: defaultdict[str, list[dt.date]] = defaultdict(list)
    for course in courses:
        if course.first_dose:
            starts[course.patient_id].append(course.first_dose)
    return starts


def _by_course(session: RegistrySession, statement: Executable) -> Mapping[str, Sequence[Any]]:
    grouped: defaultdict[str, list[Any]] = defaultdict(list)
    for row in session.execute(statement):
        grouped[row.course_id].append(row)
    return grouped


def _calendar(
    course: Course, patient: Patient, rows: Sequence[Any], starts: Sequence[dt.date], on: dt.date
) -> Calendar:
    first_dose = course.first_dose or on
    schedule = schemes.COUNTRIES.get(patient.centre_id[:2], schemes.ELSEWHERE).follow_up
    found = visits(
        first_dose,
        course.last_dose,
        schedule,
        [_entered(row) for row in rows],
        on,
        ends=end_of_follow_up(course, patient, rows, starts),
    )
    return Calendar(patient.id, patient.number, patient.centre_id, course.id, tuple(found))


def drugs_by_course(session: RegistrySession) -> Mapping[str, Sequence[Drug]]:
    """The drugs of every course, in the order they were entered."""
    pairs = (
        select(CourseDrug.course_id, Drug)
        .join(Drug, Drug.id == CourseDrug.drug)
        .where(CourseDrug.status != VOID)
        .order_by(CourseDrug.id)
    )
    grouped: defaultdict[str, list[Drug]] = defaultdict(list)
    for course_id, drug in session.execute(pairs):
        grouped[course_id].append(drug)
    return grouped


def calendar_of(session: RegistrySession, patient_id: str, course_id: str, *, on: dt.date) -> Calendar | None:
    """The calendar of one course; None where it has no first dose."""
    mine = calendars(session, on=on, patient_id=patient_id)
    return next((found for found in mine if found.course_id == course_id), None)


def _entered(row: Any) -> Entered:
    seen = row.is_seen != "no"
    return Entered(row.id, row.month, row.visited_on or row.planned_on, seen, row.status == DRAFT)


def changed_since_last_visit(record: PatientRecord, course: Course) -> list[str]:
    """The kinds of records that certainly tell of a change after the last visit of a course, or after its first dose.

    What they hold must not be denied by a visit at which nothing changed.
    """
    seen = [row.visited_on for row in record.under("follow_up", course.id) if row.visited_on]
    since = max(seen, default=course.first_dose)
    return [
        kind
        for kind, names in CHANGING.items()
        if any(
            before(since, getattr(row, name))
            for row in record.live(kind)
            if getattr(row, "course_id", course.id) == course.id
            for name in names
        )
    ]
