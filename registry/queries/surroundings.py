"""What stands around a record: its patient, its course and the drugs of the course, read together."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from sqlalchemy import and_, bindparam, select

from registry.db import RegistrySession
from registry.errors import NotFound
from registry.fields.catalogue import KINDS
from registry.fields.layout import VOID
from registry.i18n import gettext as _
from registry.models.course import Course, CourseDrug
from registry.models.patient import Patient
from registry.queries import records

_COURSE = (
    select(Course, Patient, CourseDrug.drug)
    .join(Patient, Patient.id == Course.patient_id)
    .outerjoin(CourseDrug, and_(CourseDrug.course_id == Course.id, CourseDrug.status != VOID))
    .where(Course.id == bindparam("id"))
    .order_by(CourseDrug.id)
)


@dataclass(frozen=True, slots=True)
class Surroundings:
    """The rows above a record, None where it has none, and the ids of the drugs of its course."""

    patient: Patient | None = None
    course: Course | None = None
    drugs: tuple[str, ...] = ()

    @property
    def values(self) -> dict[str, Mapping[str, Any]]:
        """The declared values of the rows, for the rules."""
        rows = {"patient": self.patient, "course": self.course}
        return {kind: records.values_of(kind, row) for kind, row in rows.items() if row is not None}


def under(session: RegistrySession, kind: str, parent_id: str) -> Surroundings:
    """What stands around a record of this kind under this parent. NotFound when the parent is not the reader's."""
    match KINDS[kind].record.parent:
        case "course":
            return _of_course(session, parent_id)
        case "patient":
            return Surroundings(records.get(session, "patient", parent_id))
        case _:
            return Surroundings()


def of(session: RegistrySession, kind: str, row: Any) -> Surroundings:
    """What stands around a row, stored or new."""
    return under(session, kind, getattr(row, KINDS[kind].record.parent_id, ""))


def _of_course(session: RegistrySession, course_id: str) -> Surroundings:
    found = session.execute(_COURSE, {"id": course_id}).all()
    if not found:
        raise NotFound(_("There is no such record."))
    course, patient, _drug = found[0]
    return Surroundings(patient, course, tuple(drug for _course, _patient, drug in found if drug))
