"""Field -> marshmallow. A schema reads what is given and nothing else: absent stays absent, an empty value is None.

A draft may lack anything, so no key is required here; what a complete record needs is said by registry.rules.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextvars import ContextVar
from dataclasses import dataclass, field
from functools import cache
from typing import Any

from marshmallow import RAISE, Schema, ValidationError, fields

from registry.errors import Problem
from registry.fields.base import Field, FieldSet, Missing
from registry.fields.catalogue import KINDS, embedded
from registry.i18n import gettext as _
from registry.schemas.reading import Gate, Unreadable, read

_gate: ContextVar[Gate] = ContextVar("gate")
_UNKNOWN = "unknown"


class Declared(fields.Field[Any]):
    """The marshmallow field of a declaration."""

    def __init__(self, declared: Field) -> None:
        self.declared = declared
        super().__init__(allow_none=True, metadata={"declared": declared})

    def _deserialize(self, value: Any, attr: str | None, data: Any, **kwargs: Any) -> Any:
        try:
            return read(self.declared, value, _gate.get())
        except Unreadable as refused:
            raise ValidationError(str(refused)) from None


class Reason(fields.Field[str | None]):
    """Why the value of a declaration is missing."""

    def __init__(self, declared: Field) -> None:
        self.allowed = tuple(reason.value for reason in declared.missing)
        super().__init__(allow_none=True, metadata={"reason_of": declared})

    def _deserialize(self, value: Any, attr: str | None, data: Any, **kwargs: Any) -> str | None:
        if value in (None, ""):
            return None
        if value not in self.allowed:
            raise ValidationError(_("Reasons allowed here: %(list)s.") % {"list": ", ".join(self.allowed)})
        return str(Missing(value))


@dataclass(frozen=True, slots=True)
class Loaded:
    """What was read: values by field, reasons by field, and the embedded rows when they were given.

    `given` names the fields that were there at all; `row_id` is the id an embedded row came with.
    """

    values: Mapping[str, Any]
    missing: Mapping[str, str | None]
    rows: tuple[Loaded, ...] | None = None
    row_id: str | None = None
    problems: tuple[Problem, ...] = field(default=())


@cache
def schema_of(kind: str) -> Schema:
    """The schema of a record kind, its embedded rows nested under their kind's name."""
    return schema_class(kind)()


@cache
def schema_class(kind: str) -> type[Schema]:
    """The schema class of a record kind."""
    declarations = KINDS[kind]
    members: dict[str, Any] = {}
    for declared in declarations.fields.values():
        members[declared.name] = Declared(declared)
        if declared.missing:
            members[declared.missing_name] = Reason(declared)
    rows = embedded(kind)
    if rows:
        members[rows.record.name] = fields.List(
            fields.Nested(_row_class(rows.record.name)), metadata={"max": 50}
        )
    members["Meta"] = type("Meta", (), {"unknown": RAISE})
    members["error_messages"] = {"unknown": _UNKNOWN}
    return type(f"{declarations.record.name.title().replace('_', '')}", (Schema,), members)


def _row_class(kind: str) -> type[Schema]:
    row = schema_class(kind)
    return type(f"{row.__name__}Row", (row,), {"id": fields.String(), "Meta": row.Meta})


def load(declarations: type[FieldSet], given: Mapping[str, Any], gate: Gate) -> Loaded:
    """Read a record. What cannot be read stands in `problems`, by the path of its control; the rest is in `values`."""
    token = _gate.set(gate)
    try:
        return _split(declarations, schema_of(declarations.record.name).load(given), ())
    except ValidationError as refused:
        problems = tuple(_flatten(refused.messages, ""))
        valid = refused.valid_data if isinstance(refused.valid_data, dict) else {}
        return _split(declarations, valid, problems)
    finally:
        _gate.reset(token)


def _split(declarations: type[FieldSet], data: Mapping[str, Any], problems: tuple[Problem, ...]) -> Loaded:
    values = {name: data[name] for name in declarations.fields if name in data}
    missing = {f.name: data[f.missing_name] for f in declarations.fields.values() if f.missing_name in data}
    both = [name for name, reason in missing.items() if reason and values.get(name) is not None]
    problems += tuple(Problem(name, "both", _("Give either a value or a reason, not both.")) for name in both)
    rows = embedded(declarations.record.name)
    nested = data.get(rows.record.name) if rows else None
    loaded_rows = (
        None if rows is None or nested is None else tuple(_split(rows, row, ()) for row in nested if row)
    )
    if rows and loaded_rows:
        problems += tuple(
            Problem(f"{rows.record.name}-{place}-{problem.field}", problem.code, problem.text)
            for place, row in enumerate(loaded_rows)
            for problem in row.problems
        )
    return Loaded(values, missing, loaded_rows, data.get("id"), problems)


def _flatten(messages: Any, path: str) -> Iterator[Problem]:
    if isinstance(messages, Mapping):
        for name, inner in messages.items():
            yield from _flatten(inner, f"{path}-{name}" if path else str(name))
        return
    for text in messages if isinstance(messages, list) else [messages]:
        if text == _UNKNOWN:
            yield Problem(path, _UNKNOWN, _("There is no field of this name."))
        else:
            yield Problem(path.removesuffix("_missing"), "unreadable", str(text))
