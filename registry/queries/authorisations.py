"""Lists of authorisations as they are stored, and what the registry knows that their lines are matched with."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass

from sqlalchemy import func, or_, select

from registry.db import RegistrySession
from registry.fields.layout import VOID
from registry.models.access_request import AccessRequest
from registry.models.authorisation import AMBIGUOUS, NONE, Authorisation
from registry.models.course import Course, CourseDrug
from registry.models.patient import Patient


@dataclass(frozen=True, slots=True)
class Known:
    """What the registry knows of a patient and a drug: a request with its number, or a course, with its days."""

    patient_id: str
    centre_id: str
    drug: str
    birth_month: str | None
    sex: str | None
    days: tuple[dt.date, ...]
    number: str | None = None


@dataclass(frozen=True, slots=True)
class Stored:
    """A list of a drug: its lines, those matched, those that may be several patients, and when it was last read."""

    name: str
    drug: str
    lines: int
    matched: int
    ambiguous: int
    read_at: dt.datetime

    @property
    def unmatched(self) -> int:
        return self.lines - self.matched - self.ambiguous


def lines_of(session: RegistrySession, name: str) -> Sequence[Authorisation]:
    """The stored lines of a list, in the reader's rows."""
    statement = select(Authorisation).where(Authorisation.list_name == name).order_by(Authorisation.id)
    return session.scalars(statement).all()


def lists(session: RegistrySession) -> Iterator[Stored]:
    """Every list by name and drug, over the reader's rows."""
    way = Authorisation.matched_by
    statement = (
        select(
            Authorisation.list_name,
            Authorisation.drug,
            func.count(),
            func.count().filter(way.not_in([AMBIGUOUS, NONE])),
            func.count().filter(way == AMBIGUOUS),
            func.max(Authorisation.read_at),
        )
        .group_by(Authorisation.list_name, Authorisation.drug)
        .order_by(Authorisation.list_name, Authorisation.drug)
    )
    return (Stored(*row) for row in session.execute(statement))


def known_of(session: RegistrySession, drugs: Collection[str]) -> Iterator[Known]:
    """What is known of the patients of these drugs, void records and patients who objected left out."""
    person = (Patient.id, Patient.centre_id)
    like = (Patient.birth_month, Patient.sex)
    kept = (Patient.status != VOID, or_(Patient.objection.is_(None), Patient.objection != "yes"))
    requests = (
        select(
            *person,
            AccessRequest.drug,
            *like,
            AccessRequest.requested_on,
            AccessRequest.decided_on,
            AccessRequest.valid_from,
            AccessRequest.authorisation_number,
        )
        .join(Patient, Patient.id == AccessRequest.patient_id)
        .where(AccessRequest.drug.in_(drugs), AccessRequest.status != VOID, *kept)
    )
    for who, centre, drug, month, sex, *days, number in session.execute(requests):
        yield Known(who, centre, drug or "", month, sex, _days(*days), number or None)
    courses = (
        select(*person, CourseDrug.drug, *like, Course.first_dose)
        .join(Course, Course.id == CourseDrug.course_id)
        .join(Patient, Patient.id == Course.patient_id)
        .where(CourseDrug.drug.in_(drugs), CourseDrug.status != VOID, Course.status != VOID, *kept)
    )
    for who, centre, drug, month, sex, first_dose in session.execute(courses):
        yield Known(who, centre, drug or "", month, sex, _days(first_dose))


def _days(*days: dt.date | None) -> tuple[dt.date, ...]:
    return tuple(day for day in days if day)
