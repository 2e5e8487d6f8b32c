"""What a record becomes when what was given is laid over what is stored. Pure: nothing is read or written."""

from __future__ import annotations

import secrets
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from registry.errors import Problem
from registry.fields.base import FieldSet
from registry.fields.catalogue import embedded
from registry.i18n import gettext as _
from registry.schemas.build import Loaded


@dataclass(frozen=True, slots=True)
class Line:
    """An embedded row as it will be: its id, its values, its reasons, and the stored row, None when it is new."""

    id: str
    values: Mapping[str, Any]
    missing: Mapping[str, str]
    row: Any = None


@dataclass(frozen=True, slots=True)
class Merged:
    """A record as it will be; `dropped` are stored rows that were taken away; `problems` what does not fit."""

    values: Mapping[str, Any]
    missing: Mapping[str, str]
    lines: tuple[Line, ...]
    dropped: tuple[Any, ...]
    problems: tuple[Problem, ...]

    @property
    def rows(self) -> list[Mapping[str, Any]]:
        return [line.values for line in self.lines]


def new_id() -> str:
    """A key that sorts by the moment it was minted: 64 bits of nanoseconds, then 64 random bits."""
    return f"{time.time_ns():016x}{secrets.token_hex(8)}"


def merge(
    fields: type[FieldSet], row: Any, stored_rows: Sequence[Any], loaded: Loaded, *, strict: bool
) -> Merged:
    """Lay what was loaded over the stored row (None when new) and its embedded rows.

    A field that does not apply becomes empty; where the sender is a program (`strict`) a value given for it is a
    problem instead. When rows were given, stored ones that are not among them are dropped.
    """
    values, missing, problems = _merge_one(fields, row, loaded, strict=strict, path="")
    below = embedded(fields.record.name)
    if below is None:
        return Merged(values, missing, (), (), tuple(problems))
    if loaded.rows is None:
        lines = tuple(Line(r.id, _stored(below, r), r.missing, r) for r in stored_rows)
        return Merged(values, missing, lines, (), tuple(problems))
    by_id = {r.id: r for r in stored_rows}
    lines = tuple(
        _line(below, by_id, place=place, given=given, problems=problems, strict=strict)
        for place, given in enumerate(loaded.rows)
    )
    kept = {line.id for line in lines}
    return Merged(values, missing, lines, tuple(r for r in stored_rows if r.id not in kept), tuple(problems))


def _line(
    below: type[FieldSet],
    by_id: Mapping[str, Any],
    *,
    place: int,
    given: Loaded,
    problems: list[Problem],
    strict: bool,
) -> Line:
    path = f"{below.record.name}-{place}-"
    row = by_id.get(given.row_id or "")
    if given.row_id and row is None:
        problems.append(Problem(path + "id", "unknown", _("This row is not of this record.")))
    values, missing, found = _merge_one(below, row, given, strict=strict, path=path)
    problems += found
    return Line(row.id if row else new_id(), values, missing, row)


def _merge_one(
    fields: type[FieldSet], row: Any, loaded: Loaded, *, strict: bool, path: str
) -> tuple[dict[str, Any], dict[str, str], list[Problem]]:
    values = _stored(fields, row) | {n: v for n, v in loaded.values.items() if not fields.fields[n].generated}
    reasons = dict(row.missing if row is not None else {}) | dict(loaded.missing)
    problems = []
    for field in fields.fields.values():
        if field.when is not None and not field.applies(values):
            if strict and loaded.values.get(field.name) not in (None, []):
                problems.append(
                    Problem(path + field.name, "not_applicable", _does_not_apply(field.when.field))
                )
            values[field.name] = None
            reasons.pop(field.name, None)
        elif values.get(field.name) is not None:
            reasons.pop(field.name, None)
    return values, {name: reason for name, reason in reasons.items() if reason}, problems


def _does_not_apply(cause: str) -> str:
    return _("This does not apply with the present value of “%(field)s”.") % {"field": cause}


def _stored(fields: type[FieldSet], row: Any) -> dict[str, Any]:
    return {name: getattr(row, name, None) for name in fields.fields}


def changes(
    fields: type[FieldSet], row: Any, values: Mapping[str, Any], missing: Mapping[str, str]
) -> set[str]:
    """The names of the fields whose value or reason differs from the stored row."""
    stored = row.missing or {}
    return {
        name
        for name in fields.fields
        if getattr(row, name) != values.get(name) or stored.get(name) != missing.get(name)
    }
