"""The registry as it will be: the lines of the files over what is stored.

Stored rows are read by id, a thousand at a time, under the scope of the session: what is not in the reader's rows is
not there.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from itertools import islice
from typing import Any, TypeVar

from sqlalchemy import Select, select

from registry.db import RegistrySession
from registry.fields.base import RecordKind
from registry.fields.catalogue import KINDS
from registry.fields.layout import VOID
from registry.intake.lines import Origin
from registry.models.catalogue import MODELS
from registry.queries.records import values_of

CHUNK = 1000

Item = TypeVar("Item")


@dataclass(slots=True)
class Record:
    """A record as it will be. row: the stored one. origin: the line that says so.

    is_faulty: it, or a line embedded in it, cannot be read, so that rules would judge what is not there.
    """

    kind: str
    id: str
    parent_id: str
    centre_id: str
    patient_id: str
    values: Mapping[str, Any]
    missing: Mapping[str, str]
    answers: Mapping[str, str]
    status: str
    row: Any = None
    origin: Origin | None = None
    questions: list[str] = field(default_factory=list)
    is_faulty: bool = False

    @property
    def is_new(self) -> bool:
        return self.row is None


def chunks(items: Iterable[Item], size: int = CHUNK) -> Iterator[list[Item]]:
    """Lists of at most `size` items."""
    rest = iter(items)
    while chunk := list(islice(rest, size)):
        yield chunk


def as_stored(kind: str, row: Any) -> Record:
    """A stored row as it is."""
    record = KINDS[kind].record
    return Record(
        kind=kind,
        id=row.id,
        parent_id=getattr(row, record.parent_id) if record.parent else "",
        centre_id=row.centre_id if record.clinical else "",
        patient_id=patient_of(record, row),
        values=values_of(kind, row),
        missing=row.missing,
        answers=getattr(row, "answers", None) or {},
        status=row.status,
        row=row,
    )


def patient_of(record: RecordKind, row: Any) -> str:
    """The id of the patient that a row is of, "" for lists."""
    if not record.clinical:
        return ""
    return str(row.id if record.name == "patient" else row.patient_id)


class Outlook:
    """What is stored, with the new and changed records over it."""

    def __init__(self, session: RegistrySession) -> None:
        self._session = session
        self.records: dict[str, dict[str, Record]] = {kind: {} for kind in KINDS}
        self._below: dict[str, defaultdict[str, list[str]]] = {kind: defaultdict(list) for kind in KINDS}

    def keep(self, record: Record) -> None:
        """Lay a new or changed record over what is stored."""
        if record.id not in self.records[record.kind]:
            self._below[record.kind][record.parent_id].append(record.id)
        self.records[record.kind][record.id] = record

    def stored(self, kind: str, ids: Iterable[str]) -> dict[str, Any]:
        """The stored rows of these ids."""
        model = MODELS[kind]
        found: dict[str, Any] = {}
        for chunk in chunks(ids):
            found |= {row.id: row for row in self._session.scalars(select(model).where(model.id.in_(chunk)))}
        return found

    def find(self, kind: str, ids: Iterable[str]) -> dict[str, Record]:
        """The records of these ids as they will be; ids of no record are left out."""
        wanted = set(ids)
        found = {id_: self.records[kind][id_] for id_ in wanted if id_ in self.records[kind]}
        stored = self.stored(kind, sorted(wanted - found.keys()))
        return found | {id_: as_stored(kind, row) for id_, row in stored.items()}

    def below(self, kind: str, parent_ids: Iterable[str]) -> dict[str, list[Record]]:
        """The records of a kind under each parent as they will be, by id, void ones left out."""
        parents, laid = set(parent_ids), self.records[kind]
        found: dict[str, dict[str, Record]] = {parent: {} for parent in parents}
        for row in self._stored_below(kind, parents):
            record = laid.get(row.id) or as_stored(kind, row)
            found[record.parent_id][row.id] = record
        for parent in parents:
            found[parent] |= {id_: laid[id_] for id_ in self._below[kind].get(parent, ())}
        return {parent: _standing(records) for parent, records in found.items()}

    def of_patients(self, kind: str, patient_ids: Iterable[str]) -> dict[str, list[Record]]:
        """The records of a kind of each patient as they will be, at whatever depth they stand."""
        parent = KINDS[kind].record.parent
        if parent == "patient":
            return self.below(kind, patient_ids)
        above = self.of_patients(parent, patient_ids)
        found = self.below(kind, {record.id for records in above.values() for record in records})
        return {
            patient: [one for record in records for one in found[record.id]]
            for patient, records in above.items()
        }

    def select(self, statement: Select[Any]) -> Iterable[Any]:
        """Stored rows, under the scope of the session."""
        return self._session.scalars(statement)

    def _stored_below(self, kind: str, parents: set[str]) -> Iterator[Any]:
        """The stored rows under parents that are stored themselves."""
        model, record = MODELS[kind], KINDS[kind].record
        above = self.records[record.parent]
        for chunk in chunks(sorted(id_ for id_ in parents if id_ not in above or not above[id_].is_new)):
            yield from self._session.scalars(select(model).where(getattr(model, record.parent_id).in_(chunk)))


def _standing(records: Mapping[str, Record]) -> list[Record]:
    return [records[id_] for id_ in sorted(records) if records[id_].status != VOID]
