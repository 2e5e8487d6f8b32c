"""The lines of a list of authorisations, as its file has them: read strictly, each wrong one with its reason."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from registry.fields.authorisation import AuthorisationFields
from registry.i18n import gettext as _
from registry.intake import sources
from registry.intake.report import ImportRefused, Remarks, clear
from registry.intake.sources import Sheet
from registry.intake.tables import Raw, lines, table_of
from registry.models.authorisation import NO, YES
from registry.schemas.reading import Gate, Unreadable, read

CENTRE, DRUG, NUMBER, DATE = "centre_id", "drug", "number", "authorised_on"
COLUMNS = (CENTRE, *AuthorisationFields.fields)
"""The columns that a list may have."""

EXAMPLE: Sequence[Sequence[str]] = (
    ("FR-012", "trametinib", "2026-01-18", "2026-0417", "2015-03", "female", "AAC", "yes", "no", ""),
    ("FR-012", "trametinib", "2026-02", "", "2016-05", "male", "AAC", "yes", "no", ""),
    ("FR-012", "trametinib", "2026-03-03", "2026-0533", "", "", "AAC", "yes", "yes", "death"),
)
"""Invented lines of a list: with a number, without one, and one whose drug was never received."""

DEFAULTS: Mapping[str, str] = {"eligible": YES, "never_received": NO}
"""What a line says that leaves these cells empty."""


@dataclass(frozen=True, slots=True)
class Listed:
    """A line that can be taken. id: what it is known by, the same each time the list is read. values: by COLUMNS."""

    id: str
    sheet: Sheet
    number: int
    values: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Asked:
    """What whoever imports says of the file: the name of the list, its drug (id) where the file has no column for it,
    the centres of the reader."""

    name: str
    drug: str | None
    centres: Collection[str]


def read_lines(
    path: Path, asked: Asked, *, gate: Gate, problems: Remarks, limit: int | None = None
) -> list[Listed]:
    """The lines of a CSV file, or of a workbook of one sheet; those that are wrong are remarked."""
    with sources.opened(path, limit=limit) as sheets:
        if path.is_dir() or len(sheets) != 1:
            raise ImportRefused(
                _("%(name)s: a list is one CSV file, or a workbook of one sheet.")
                % {"name": clear(path.name)}
            )
        needed = (CENTRE, DATE) if asked.drug else (CENTRE, DATE, DRUG)
        table = table_of(sheets[0], problems, allowed=COLUMNS, needed=needed)
        if table is None:
            return []
        reader = _Reader(sheets[0], asked, gate=gate, problems=problems)
        return [line for raw in lines(table, problems) for line in reader.read(raw)]


class _Reader:
    """Reads line after line, and knows what the lines before were known by."""

    def __init__(self, sheet: Sheet, asked: Asked, *, gate: Gate, problems: Remarks) -> None:
        self._sheet, self._asked, self._gate, self._problems = sheet, asked, gate, problems
        self._seen: dict[str, int] = {}

    def read(self, raw: Raw) -> Iterator[Listed]:
        """The line, if nothing in it is wrong."""
        before = self._problems.total
        for column, reason in raw.refused.items():
            self._remark(raw, column, reason)
        values = {name: self._value(name, raw) for name in COLUMNS}
        if self._problems.total == before:
            for column, reason in self._contradictions(values):
                self._remark(raw, column, reason)
        if self._problems.total == before and (id_ := self._identify(values, raw)):
            yield Listed(id_, self._sheet, raw.number, values)

    def _value(self, name: str, raw: Raw) -> Any:
        cell = raw.cells.get(name, "").strip()
        if name == CENTRE:
            return self._centre(cell, raw)
        try:
            value = read(AuthorisationFields.fields[name], cell, self._gate)
        except Unreadable as refused:
            self._remark(raw, name, str(refused))
            return None
        if value is None and name == DRUG:
            value = self._asked.drug
        if value is None and AuthorisationFields.fields[name].required and name not in raw.refused:
            self._remark(raw, name, _("This cell is empty; it is needed."))
        return DEFAULTS.get(name) if value is None else value

    def _centre(self, cell: str, raw: Raw) -> str | None:
        if cell in self._asked.centres:
            return cell
        reason = _("There is no such centre among yours.") if cell else _("This cell is empty; it is needed.")
        if CENTRE not in raw.refused:
            self._remark(raw, CENTRE, reason)
        return None

    def _contradictions(self, values: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
        """(column, reason) of what does not go together."""
        if values[DATE] > self._gate.on.isoformat():
            yield DATE, _("This date is still to come.")
        if self._asked.drug and values[DRUG] != self._asked.drug:
            yield DRUG, _("The list was said to be of %(drug)s.") % {"drug": self._asked.drug}
        if values["reason"] and values["never_received"] != YES:
            yield "reason", _("A reason goes with never_received “yes”.")

    def _identify(self, values: Mapping[str, Any], raw: Raw) -> str:
        """What the line is known by; "" when a line before has its number."""
        if values[NUMBER]:
            id_ = _hashed(self._asked.name, values[DRUG], values[NUMBER])
            if id_ in self._seen:
                reason = _("Line %(number)s has this number already.") % {"number": self._seen[id_]}
                self._remark(raw, NUMBER, reason)
                return ""
        else:
            known = (values[name] for name in (DRUG, CENTRE, DATE, "birth_month", "sex"))
            id_ = self._nth(_hashed(self._asked.name, *known))
        self._seen[id_] = raw.number
        return id_

    def _nth(self, id_: str) -> str:
        """Lines that say the same are told apart by their count: two children may be alike."""
        same, nth = id_, 1
        while same in self._seen:
            nth += 1
            same = _hashed(id_, nth)
        return same

    def _remark(self, raw: Raw, column: str, reason: str) -> None:
        self._problems.add(self._sheet, raw.number, reason, column=column, value=raw.cells.get(column, ""))


def _hashed(*parts: object) -> str:
    return hashlib.sha256(json.dumps(parts).encode()).hexdigest()[:32]
