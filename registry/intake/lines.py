"""A line through the one gate: what it gives, and what of it cannot be read."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any, TypeVar

from registry.errors import Problem
from registry.fields.base import FieldSet
from registry.fields.catalogue import KINDS
from registry.fields.layout import ANSWERS
from registry.i18n import gettext as _
from registry.intake import identity
from registry.intake.report import Remarks
from registry.intake.sources import Sheet
from registry.intake.tables import Raw, Table, lines
from registry.schemas.build import Loaded, load
from registry.schemas.reading import Gate, Unreadable

Read = TypeVar("Read")

UNREADABLE = "?"
"""In place of a parent's id that is none."""


@dataclass(frozen=True, slots=True)
class Origin:
    """Where a record comes from: the line, the id it has there, and the version that the line was made from."""

    sheet: Sheet
    number: int
    id: str
    version: int | None


@dataclass(frozen=True, slots=True)
class Line:
    """A line that has an id. parent_id, answers: None where the file has no such column.

    is_faulty: something in it cannot be read. The rest still serves as surroundings of other lines.
    """

    origin: Origin
    status: str
    parent_id: str | None
    loaded: Loaded
    answers: Mapping[str, str] | None
    is_faulty: bool

    @property
    def id(self) -> str:
        return self.origin.id


class Reader:
    """Reads the lines of one record kind, each id once."""

    def __init__(self, kind: str, gate: Gate, problems: Remarks) -> None:
        self.kind = kind
        self.seen: dict[str, int] = {}
        self._fields: type[FieldSet] = KINDS[kind]
        self._gate = gate
        self._problems = problems

    def read(self, table: Table) -> Iterator[Line]:
        """The lines of a table that have an id of their own."""
        for raw in lines(table, self._problems):
            line = _Reading(self, table.sheet, raw).line()
            if line is not None:
                yield line

    def load(self, cells: Mapping[str, str]) -> Loaded:
        given: dict[str, Any] = {}
        for name, field in self._fields.fields.items():
            if name in cells:
                given[name] = cells[name]
            if field.missing and field.missing_name in cells:
                given[field.missing_name] = cells[field.missing_name].strip()
        return load(self._fields, given, self._gate)

    def column_of(self, problem: Problem, cells: Mapping[str, str]) -> str:
        """The column of a problem: the reason's, if there is a reason and no value."""
        field = self._fields.fields.get(problem.field)
        if field is None or not field.missing or cells.get(field.name):
            return problem.field
        return field.missing_name if cells.get(field.missing_name) else field.name

    def remark(self, sheet: Sheet, number: int, reason: str, *, column: str, value: str) -> None:
        self._problems.add(sheet, number, reason, column=column, value=value)


class _Reading:
    """One line while it is read."""

    def __init__(self, reader: Reader, sheet: Sheet, raw: Raw) -> None:
        self._reader, self._sheet, self._raw = reader, sheet, raw
        self._is_faulty = False

    def line(self) -> Line | None:
        for column, reason in self._raw.refused.items():
            self._remark(column, reason)
        record_id = self._one("id", lambda text: identity.read_id(self._reader.kind, text))
        if self._is_repeated() or record_id is None:
            return None
        version = self._one("version", identity.read_version)
        status = self._one("status", identity.read_status) or ""
        answers = self._one(ANSWERS, identity.read_answers) if ANSWERS in self._raw.cells else None
        loaded, parent_id = self._load(), self._parent_id()
        if parent_id == UNREADABLE:
            return None
        origin = Origin(self._sheet, self._raw.number, record_id, version)
        return Line(origin, status, parent_id, loaded, answers, self._is_faulty)

    def _parent_id(self) -> str | None:
        """The id of the parent, "" for an empty cell, None where there is no column."""
        record = KINDS[self._reader.kind].record
        text = self._raw.cells.get(record.parent_id)
        if text is None or not text.strip():
            return text if text is None else ""
        found = self._one(record.parent_id, lambda given: identity.read_id(record.parent, given))
        return UNREADABLE if found is None else found

    def _one(self, column: str, read: Callable[[str], Read]) -> Read | None:
        try:
            return read(self._raw.cells.get(column, "").strip())
        except Unreadable as refused:
            if column not in self._raw.refused:
                self._remark(column, str(refused))
            return None

    def _is_repeated(self) -> bool:
        """Whether a line before has this id. An id that is not allowed counts too: lines below may name it."""
        seen, text = self._reader.seen, self._raw.cells.get("id", "").strip()
        if text in seen:
            self._remark("id", _("Line %(number)s has this id already.") % {"number": seen[text]})
            return True
        if text:
            seen[text] = self._raw.number
        return False

    def _load(self) -> Loaded:
        loaded = self._reader.load(self._raw.cells)
        for problem in loaded.problems:
            self._remark(self._reader.column_of(problem, self._raw.cells), problem.text)
        return loaded

    def _remark(self, column: str, reason: str) -> None:
        self._is_faulty = True
        self._reader.remark(
            self._sheet, self._raw.number, reason, column=column, value=self._raw.cells.get(column, "")
        )
