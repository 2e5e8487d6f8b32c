"""What stands around a record: what is above it, and the records of the patient that its rules read."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import and_, bindparam, select

from registry.db import RegistrySession
from registry.errors import NotFound
from registry.fields.catalogue import KINDS
from registry.fields.layout import VOID
from registry.i18n import gettext as _
from registry.models.catalogue import MODELS
from registry.models.course import Course, CourseDrug
from registry.models.diagnosis import Diagnosis
from registry.models.drug import Drug
from registry.models.patient import Patient
from registry.models.place import Country
from registry.models.toxicity import Toxicity
from registry.queries import records
from registry.rules.base import DRUGS, TWIN, Record
from registry.rules.check import needs_of

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
    toxicity: Toxicity | None = None
    country: Country | None = None
    drugs: tuple[str, ...] = ()

    @property
    def values(self) -> dict[str, Mapping[str, Any]]:
        """The declared values of the rows, for the rules."""
        rows = {
            "patient": self.patient,
            "course": self.course,
            "toxicity": self.toxicity,
            "country": self.country,
        }
        return {kind: identified(kind, row) for kind, row in rows.items() if row is not None}


def identified(kind: str, row: Any) -> dict[str, Any]:
    """The declared values of a row with its id and that of its parent."""
    parent = KINDS[kind].record.parent_id
    place = {parent: getattr(row, parent)} if parent else {}
    return records.values_of(kind, row) | place | {"id": row.id}


def under(session: RegistrySession, kind: str, parent_id: str) -> Surroundings:
    """What stands around a record of this kind under this parent. NotFound when the parent is not the reader's."""
    match KINDS[kind].record.parent:
        case "toxicity":
            toxicity = records.get(session, "toxicity", parent_id)
            return _of_course(session, toxicity.course_id, toxicity)
        case "course":
            return _of_course(session, parent_id)
        case "patient":
            return Surroundings(records.get(session, "patient", parent_id))
        case "centre":
            return Surroundings(country=session.get(Country, parent_id[:2]))
        case _:
            return Surroundings()


def of(session: RegistrySession, kind: str, row: Any) -> Surroundings:
    """What stands around a row, stored or new."""
    return under(session, kind, getattr(row, KINDS[kind].record.parent_id, ""))


def around(session: RegistrySession, kind: str, row: Any) -> Mapping[str, Sequence[Record]]:
    """The other records of the patient that the rules of a kind read, void ones left out, by kind.

    Each kind is read when a rule first asks for it, and most records lead no rule to ask: a save stays fast.
    """
    patient_id = row.id if kind == "patient" else getattr(row, "patient_id", "")

    def read(needed: str) -> Sequence[Record]:
        return _twins(session, row) if needed == TWIN else _others(session, needed, patient_id, row.id)

    return _ReadOnce(tuple(needed for needed in needs_of(kind) if needed != DRUGS), read)


def drug_facts(
    session: RegistrySession, kind: str, record: Record, rows: Sequence[Record]
) -> Mapping[str, Record]:
    """What the list says of the drugs that a record and its rows name, where the rules of the kind ask for it."""
    named = {one["drug"] for one in (record, *rows) if one.get("drug")}
    if DRUGS not in needs_of(kind) or not named:
        return {}
    return {
        drug.id: identified("drug", drug) for drug in session.scalars(select(Drug).where(Drug.id.in_(named)))
    }


class _ReadOnce(Mapping[str, Sequence[Record]]):
    """Records by kind, each kind read at its first use."""

    def __init__(self, kinds: Sequence[str], read: Callable[[str], Sequence[Record]]) -> None:
        self._kinds, self._read = kinds, read
        self._found: dict[str, Sequence[Record]] = {}

    def __getitem__(self, kind: str) -> Sequence[Record]:
        if kind not in self._kinds:
            raise KeyError(kind)
        if kind not in self._found:
            self._found[kind] = self._read(kind)
        return self._found[kind]

    def __iter__(self) -> Iterator[str]:
        return iter(self._kinds)

    def __len__(self) -> int:
        return len(self._kinds)


def _of_course(session: RegistrySession, course_id: str, toxicity: Toxicity | None = None) -> Surroundings:
    found = session.execute(_COURSE, {"id": course_id}).all()
    if not found:
        raise NotFound(_("There is no such record."))
    course, patient, _drug = found[0]
    drugs = tuple(drug for _course, _patient, drug in found if drug)
    return Surroundings(patient, course, toxicity, drugs=drugs)


def _others(session: RegistrySession, kind: str, patient_id: str, row_id: str) -> list[Record]:
    model = MODELS[kind]
    statement = select(model).where(model.patient_id == patient_id, model.id != row_id, model.status != VOID)
    found: list[Record] = [identified(kind, row) for row in session.scalars(statement.order_by(model.id))]
    if kind == "course":
        return [{**course, "drugs": records.drugs_of(session, course["id"])} for course in found]
    return found


def _twins(session: RegistrySession, row: Any) -> list[Record]:
    """Other patients of the centre born in the same month and of the same sex, as TWIN says."""
    patient = records.known(session, "patient", row.patient_id)
    if not patient.birth_month or not patient.sex:
        return []
    alike = session.scalars(
        select(Patient).where(
            Patient.centre_id == patient.centre_id,
            Patient.birth_month == patient.birth_month,
            Patient.sex == patient.sex,
            Patient.id != patient.id,
            Patient.status != VOID,
        )
    ).all()
    ids = [other.id for other in alike]
    if not ids:
        return []
    groups = session.execute(
        select(Diagnosis.patient_id, Diagnosis.iccc3).where(
            Diagnosis.patient_id.in_(ids), Diagnosis.status != VOID
        )
    ).all()
    starts = session.execute(
        select(Course.patient_id, Course.first_dose).where(Course.patient_id.in_(ids), Course.status != VOID)
    ).all()
    return [
        {
            "id": other.id,
            "number": other.number,
            "groups": [group for owner, group in groups if owner == other.id and group],
            "first_doses": [day for owner, day in starts if owner == other.id and day],
        }
        for other in alike
    ]
