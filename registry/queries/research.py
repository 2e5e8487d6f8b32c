"""Records as a research file takes them away: without who objected and without void records, under the scope."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Select, func, or_, select

from registry.db import RegistrySession
from registry.fields.catalogue import KINDS
from registry.fields.layout import VOID
from registry.models.catalogue import MODELS
from registry.models.patient import Patient
from registry.queries.layout import BATCH, Row, select_cells

PATIENTS = 200
"""Patients that are read at once."""

Names = Mapping[str, tuple[str, ...]]


@dataclass(frozen=True, slots=True)
class PatientRows:
    """All rows of one patient, by kind of record."""

    patient_id: str
    rows: Mapping[str, Sequence[Row]]


@dataclass(frozen=True, slots=True)
class ResearchRecords:
    """The rows of a reader. with_text: whether this reader sees typed words."""

    session: RegistrySession
    with_text: bool

    def rows(self, kind: str, names: tuple[str, ...]) -> Iterator[Row]:
        """The records of a kind by key, streamed."""
        model = MODELS[kind]
        statement = kept(select_cells(kind, names), kind).order_by(model.id)
        return iter(self.session.execute(statement.execution_options(yield_per=BATCH)))

    def cases(self, names: Names) -> Iterator[PatientRows]:
        """The patients by key, each with the records of the clinical kinds that are named, by key."""
        for patients in self._patients():
            found: dict[str, dict[str, list[Row]]] = {patient: {} for patient in patients}
            for kind, asked in names.items():
                for patient, *row in self._of(kind, asked, patients):
                    found[patient].setdefault(kind, []).append(tuple(row))
            yield from (PatientRows(patient, rows) for patient, rows in found.items())

    def repeats(self, kind: str) -> int:
        """The largest number of records of a clinical kind that one patient has."""
        model = MODELS[kind]
        counts = kept(select(func.count().label("n")).select_from(model), kind).group_by(owner_of(model))
        return self.session.scalar(select(func.max(counts.subquery().c.n))) or 0

    def _patients(self) -> Iterator[list[str]]:
        last = ""
        while True:
            statement = kept(select(Patient.id), "patient").where(Patient.id > last)
            found = list(self.session.scalars(statement.order_by(Patient.id).limit(PATIENTS)))
            if not found:
                return
            yield found
            last = found[-1]

    def _of(self, kind: str, names: tuple[str, ...], patients: list[str]) -> Iterator[Row]:
        model = MODELS[kind]
        owner = owner_of(model)
        statement = kept(select_cells(kind, names, before=(owner,)), kind).where(owner.in_(patients))
        return iter(self.session.execute(statement.order_by(model.id)))


def owner_of(model: Any) -> Any:
    """The column that says whose record it is."""
    return model.id if model is Patient else model.patient_id


def kept(statement: Select[Any], kind: str) -> Select[Any]:
    """Only records that are not void and stand under nothing that left."""
    model, record = MODELS[kind], KINDS[kind].record
    statement = statement.where(model.status != VOID)
    if kind == "patient":
        return statement.where(or_(Patient.objection.is_(None), Patient.objection != "yes"))
    if record.clinical:
        parent = getattr(model, record.parent_id)
        return statement.where(parent.not_in(_gone(record.parent)))
    return statement


def _gone(kind: str) -> Select[Any]:
    """The keys of the records of a kind that are void, of somebody who objected, or under such a record."""
    model, record = MODELS[kind], KINDS[kind].record
    if kind == "patient":
        return select(Patient.id).where(or_(Patient.status == VOID, Patient.objection == "yes"))
    parent = getattr(model, record.parent_id)
    return select(model.id).where(or_(model.status == VOID, parent.in_(_gone(record.parent))))
