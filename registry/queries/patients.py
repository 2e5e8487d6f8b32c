"""Patients: the list, with what waits for each. One patient whole is read in registry.queries.patient_record."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import String, cast, func, or_, select

from registry.db import RegistrySession
from registry.fields.layout import DRAFT, VOID
from registry.models.assessment import Assessment
from registry.models.catalogue import MODELS
from registry.models.course import Course, CourseDrug
from registry.models.diagnosis import Diagnosis
from registry.models.drug import Drug
from registry.models.patient import Patient
from registry.models.toxicity import Toxicity
from registry.queries import calendar
from registry.queries.calendar import Calendar
from registry.queries.patient_record import UNDER, whole
from registry.rules.base import before
from registry.schemes.visits import State

__all__ = ["Due", "PatientLine", "lines", "months_old", "state_of", "visits_due", "whole"]

ASSESSMENT_DAYS = 122
"""An assessment is due three months after the last one, with a month of grace (domain recommendation)."""
NEWS_DAYS = 183
"""Last news older than six months are due."""


@dataclass(frozen=True, slots=True)
class Due:
    """One thing that waits: its kind, since when, and the record kind that answers it.

    kind: one of URGENCY. visit_late, visit_due: `month` names the oldest such visit of the calendar.
    """

    kind: str
    since: dt.date | None = None
    count: int = 1
    month: int = 0


URGENCY = (
    "serious_draft",
    "visit_late",
    "assessment",
    "no_baseline",
    "news",
    "no_course",
    "visit_due",
    "draft",
    "question",
)
"""The kinds of what waits, most urgent first."""


@dataclass
class PatientLine:
    """One patient in the list."""

    patient: Patient
    diagnosis: Diagnosis | None = None
    courses: list[Any] = field(default_factory=list)
    drugs: list[Drug] = field(default_factory=list)
    state: str = "no_course"
    age_months: int | None = None
    drafts: int = 0
    questions: int = 0
    calendars: list[Calendar] = field(default_factory=list)
    due: list[Due] = field(default_factory=list)

    @property
    def urgency(self) -> tuple[int, dt.date, str]:
        first = self.due[0] if self.due else None
        rank = URGENCY.index(first.kind) if first else len(URGENCY)
        return rank, (first.since if first and first.since else dt.date.max), self.patient.number


def lines(session: RegistrySession, *, on: dt.date) -> list[PatientLine]:
    """Every patient of the reader's rows that is not void, most urgent first. State: on_treatment, stopped, dead,
    objected or no_course."""
    found = {p.id: PatientLine(p) for p in session.scalars(select(Patient).where(Patient.status != VOID))}
    _add_diagnoses(session, found)
    _add_courses(session, found)
    assessed = _assessments(session)
    drafts, questions, serious = _open_work(session)
    for course in calendar.calendars(session, on=on):
        if course.patient_id in found:
            found[course.patient_id].calendars.append(course)
    for patient_id, line in found.items():
        line.drafts = drafts[patient_id] + (line.patient.status == DRAFT)
        line.questions = questions[patient_id] + len(line.patient.questions or ())
        _settle(line, assessed.get(patient_id, (None, False)), serious[patient_id], on)
    return sorted(found.values(), key=lambda line: line.urgency)


def _add_diagnoses(session: RegistrySession, found: Mapping[str, PatientLine]) -> None:
    for row in session.scalars(select(Diagnosis).where(Diagnosis.status != VOID).order_by(Diagnosis.id)):
        if row.patient_id in found:
            found[row.patient_id].diagnosis = row


def _add_courses(session: RegistrySession, found: Mapping[str, PatientLine]) -> None:
    courses = {}
    for row in session.scalars(
        select(Course).where(Course.status != VOID).order_by(Course.first_dose, Course.id)
    ):
        if row.patient_id in found:
            found[row.patient_id].courses.append(row)
            courses[row.id] = found[row.patient_id]
    drugs = {drug.id: drug for drug in session.scalars(select(Drug))}
    pairs = (
        select(CourseDrug.course_id, CourseDrug.drug).where(CourseDrug.status != VOID).order_by(CourseDrug.id)
    )
    for course_id, drug_id in session.execute(pairs):
        if course_id in courses and drug_id in drugs and drugs[drug_id] not in courses[course_id].drugs:
            courses[course_id].drugs.append(drugs[drug_id])


def _assessments(session: RegistrySession) -> Mapping[str, tuple[dt.date | None, bool]]:
    """Per patient the last assessment, and whether there is a baseline."""
    statement = (
        select(
            Assessment.patient_id,
            func.max(Assessment.assessed_on),
            func.count(Assessment.id).filter(Assessment.visit == "baseline"),
        )
        .where(Assessment.status != VOID)
        .group_by(Assessment.patient_id)
    )
    return {patient_id: (last, baselines > 0) for patient_id, last, baselines in session.execute(statement)}


def _open_work(
    session: RegistrySession,
) -> tuple[defaultdict[str, int], defaultdict[str, int], defaultdict[str, int]]:
    """Per patient: drafts, open questions, and drafts of serious toxicities."""
    drafts, questions, serious = (defaultdict[str, int](int) for _ in range(3))
    for kind in UNDER:
        model = MODELS[kind]
        # As text, an empty list is the same on both databases.
        is_open = or_(model.status == DRAFT, cast(model.questions, String) != "[]")
        for patient_id, status, asked in session.execute(
            select(model.patient_id, model.status, model.questions).where(model.status != VOID, is_open)
        ):
            drafts[patient_id] += status == DRAFT
            questions[patient_id] += len(asked or ())
    waiting = select(Toxicity.patient_id, Toxicity.seriousness).where(Toxicity.status == DRAFT)
    for patient_id, criteria in session.execute(waiting):
        serious[patient_id] += bool(criteria) and criteria != ["none"]
    return drafts, questions, serious


def _settle(line: PatientLine, assessed: tuple[dt.date | None, bool], serious: int, on: dt.date) -> None:
    line.state = state_of(line.patient, line.courses)
    started = [course.first_dose for course in line.courses if course.first_dose]
    if started and line.patient.birth_month:
        line.age_months = months_old(line.patient.birth_month, min(started))
    due = list(_due(line, assessed, serious, on))
    line.due = sorted(due, key=lambda item: URGENCY.index(item.kind))


def _due(
    line: PatientLine, assessed: tuple[dt.date | None, bool], serious: int, on: dt.date
) -> Iterable[Due]:
    last, has_baseline = assessed
    started = [course.first_dose for course in line.courses if course.first_dose]
    if serious:
        yield Due("serious_draft", count=serious)
    if line.state in ("on_treatment", "stopped"):
        yield from visits_due(line.calendars)
    if line.state == "on_treatment":
        expected = (last or max(started)) + dt.timedelta(days=ASSESSMENT_DAYS)
        if expected < on:
            yield Due("assessment", since=expected)
    if started and line.state != "objected" and not has_baseline:
        yield Due("no_baseline", since=min(started))
    news = line.patient.vital_status_date
    old = (on - dt.timedelta(days=NEWS_DAYS)).isoformat()
    if line.state in ("on_treatment", "stopped") and (not news or before(news, old)):
        yield Due("news")
    if line.state == "no_course":
        yield Due("no_course")
    if line.drafts:
        yield Due("draft", count=line.drafts)
    if line.questions:
        yield Due("question", count=line.questions)


def visits_due(calendars: Iterable[Calendar]) -> Iterable[Due]:
    """The visits that are overdue, and those that are due, each counted together and named by the oldest."""
    waiting = sorted(
        (visit for found in calendars for visit in found.waiting), key=lambda visit: visit.planned
    )
    for kind, state in (("visit_late", State.OVERDUE), ("visit_due", State.DUE)):
        some = [visit for visit in waiting if visit.state is state]
        if some:
            yield Due(kind, since=some[0].planned, count=len(some), month=some[0].month)


def state_of(patient: Patient, courses: Sequence[Any]) -> str:
    """Where the patient stands: objected, dead, on_treatment, stopped or no_course."""
    if patient.objection == "yes":
        return "objected"
    if patient.vital_status == "dead":
        return "dead"
    started = [course for course in courses if course.first_dose]
    if not started:
        return "no_course"
    running = [course for course in started if not course.last_dose and not course.stop_reason]
    return "on_treatment" if running else "stopped"


def months_old(birth_month: str, on: dt.date) -> int:
    """Completed months from the month of birth, whose day is not known: counted from the middle of the month."""
    year, month = int(birth_month[:4]), int(birth_month[5:7])
    return max(0, (on.year - year) * 12 + on.month - month - (on.day < 15))
