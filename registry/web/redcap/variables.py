"""The project as REDCap describes one: an instrument per kind of record, a variable per column.

The patient is the record; every other kind is a repeating instrument under it. Variables are named after kind and
field, `toxicity_grade`, so names stay as they are when a field of the same name comes to another kind.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache, cached_property

from exports.exchange.columns import STATUS, Column, columns_of
from exports.exchange.words import entries
from registry.fields.base import Field, T
from registry.fields.catalogue import KINDS
from registry.queries.repeating import CLINICAL

RECORD_ID = "record_id"
PATIENT = "patient"
COMPLETE = "_complete"
"""What the name of the variable ends in that says whether the instrument is complete."""
STATES = {"draft": "0", "complete": "2"}
STATE_LABELS = {"0": T("Incomplet", "Incomplete"), "2": T("Complet", "Complete")}
_NEEDLESS = frozenset(("patient_id", STATUS))
"""Columns that REDCap has a place of its own for: the record, the state of the instrument, the data access group."""


@dataclass(frozen=True)
class Variable:
    """A variable: its name, and the column of the record layout that it holds.

    field: the declaration; None for keys. is_reason: holds the reason why the field has no value.
    """

    name: str
    kind: str
    column: Column
    field: Field | None = None
    is_reason: bool = False

    @cached_property
    def choices(self) -> dict[str, T]:
        """The codes that it may hold, in words; none for what is typed. Of the reasons, those that the field allows."""
        known = entries(self.column.list) if self.column.list else {}
        if self.is_reason and self.field:
            return {reason: known[reason] for reason in self.field.missing}
        return dict(known)

    @property
    def several(self) -> bool:
        """Whether it is a group of check boxes, each a column of its own."""
        return self.column.several

    @cached_property
    def columns(self) -> tuple[str, ...]:
        """The columns of an export."""
        return tuple(box_name(self.name, code) for code in self.choices) if self.several else (self.name,)


@dataclass(frozen=True)
class Instrument:
    """An instrument: its variables, and the columns to read from the records of its kind."""

    kind: str
    label: T
    variables: tuple[Variable, ...]
    read: tuple[str, ...]

    @property
    def repeats(self) -> bool:
        return self.kind != PATIENT

    @property
    def complete(self) -> str:
        return f"{self.kind}{COMPLETE}"


def box_name(variable: str, code: str) -> str:
    """The column of one check box."""
    return f"{variable}___{re.sub('[^a-z0-9_]', '_', code.lower())}"


@cache
def instruments(*, with_text: bool) -> tuple[Instrument, ...]:
    """The instruments in the order of the catalogue. with_text: typed words are among the variables."""
    return tuple(_instrument(kind, columns_of(kind, with_text=with_text)) for kind in CLINICAL)


def variables(*, with_text: bool) -> dict[str, Variable]:
    """All variables by name, in order."""
    return {
        variable.name: variable
        for instrument in instruments(with_text=with_text)
        for variable in instrument.variables
    }


def _instrument(kind: str, columns: tuple[Column, ...]) -> Instrument:
    needless = _NEEDLESS if kind == PATIENT else _NEEDLESS | {"centre_id"}
    found = tuple(_variables(kind, [column for column in columns if column.name not in needless]))
    return Instrument(kind, KINDS[kind].record.label, found, tuple(column.name for column in columns))


def _variables(kind: str, columns: list[Column]) -> Iterator[Variable]:
    fields = KINDS[kind].fields
    for column in columns:
        field = fields.get(column.name) or fields.get(column.name.removesuffix("_missing"))
        is_reason = field is not None and column.name == field.missing_name
        yield Variable(_name(kind, column.name), kind, column, field, is_reason)


def _name(kind: str, column: str) -> str:
    return RECORD_ID if (kind, column) == (PATIENT, "id") else f"{kind}_{column}"
