"""One line per record: the columns come from the declarations of the fields, labels beside codes."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Container, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, TypeAlias

from exports.style import Style
from exports.workbook import Column, Line, Sheet
from registry.fields.base import MISSING_LETTERS, Field, FieldSet, Kind, Missing, Privacy, T
from registry.fields.values import YES_NO
from registry.i18n import say
from registry.terminology import codes

Record: TypeAlias = Mapping[str, Any]

FULL_DATE = len("2026-11-03")


@dataclass(frozen=True, slots=True)
class Item:
    """A column of a listing and where its value comes from."""

    column: Column
    value: Callable[[Record], object]


def listing(name: T, items: Iterable[Item], records: Iterable[Record], *, keys: int) -> Sheet:
    """A sheet with one line per record; the first `keys` columns stay in view."""
    items = tuple(items)
    lines = [Line(tuple(item.value(record) for item in items)) for record in records]
    return Sheet(say(name), tuple(item.column for item in items), lines, keys=keys)


def declared(fields: type[FieldSet], *names: str, with_text: bool) -> Iterator[Item]:
    """The columns of these fields. Typed words only `with_text`, imaging reports never."""
    for name in names:
        field = fields.fields[name]
        if not field.is_text or (with_text and field.privacy is Privacy.FREE_TEXT):
            yield from _items(field)


def computed(heading: T, value: Callable[[Record], object], *, style: Style = Style.TEXT) -> Item:
    """A column that is no field."""
    return Item(Column(heading, style), value)


def yes_no(heading: T, holds: Callable[[Record], bool]) -> Item:
    """A column that says yes or no."""
    return computed(heading, lambda record: say(YES_NO.label("yes" if holds(record) else "no")))


def identifier(heading: T, name: str) -> Item:
    """The key of the record, by which it is found in the registry."""
    return computed(heading, lambda record: record[name])


def recorded(
    field: Field, *, style: Style = Style.TEXT, shown: Callable[[object], object] = lambda value: value
) -> Item:
    """The column of a field: its value as it is `shown`, or the letters that say why there is none."""

    def value(record: Record) -> object:
        found = record[field.name]
        return letters(record, field.name) if found is None else shown(found)

    return computed(heading(field), value, style=style)


def with_reasons(fields: type[FieldSet], names: Sequence[str], frame: Container[str]) -> list[str]:
    """The columns of these fields in a frame, and those that say why a value of theirs is missing."""
    reasons = (fields.fields[name].missing_name for name in names)
    return [*names, *(reason for reason in reasons if reason in frame)]


def true_date(value: object) -> object:
    """A full date as a date, a partial one as its text."""
    return dt.date.fromisoformat(value) if isinstance(value, str) and len(value) == FULL_DATE else value


def heading(field: Field) -> T:
    """The label, with the unit where there is one."""
    if field.unit is None:
        return field.label
    return T(f"{field.label.fr} ({field.unit.fr})", f"{field.label.en} ({field.unit.en})")


def labelled(name: str, title: T, label: Callable[[Record, str], T]) -> Iterator[Item]:
    """The words of a code and, beside them, the code; several codes are joined by ";"."""
    code_title = T(f"{title.fr}, code", f"{title.en}, code")
    yield computed(title, lambda record: _words(label, record, record[name]) or letters(record, name))
    yield computed(code_title, lambda record: record[name])


def _words(label: Callable[[Record, str], T], record: Record, codes: str | None) -> str | None:
    return "; ".join(say(label(record, code)) for code in codes.split(";")) if codes else None


def letters(record: Record, name: str) -> str | None:
    """Why a value is missing, as on paper: NF, ND, NA, NC, RF. The reasons of several records are joined by ";"."""
    reasons = record.get(f"{name}_missing")
    return ";".join(say(MISSING_LETTERS[Missing(code)]) for code in reasons.split(";")) if reasons else None


def _items(field: Field) -> Iterator[Item]:
    """The columns of a field by its kind."""
    name, title = field.name, heading(field)
    match field.kind:
        case Kind.CHOICE | Kind.CHOICES:
            yield from labelled(name, title, lambda _record, code: _choice(field, code))
        case Kind.CODED:
            yield from labelled(name, title, lambda _record, code: codes.label(field.source, code))
        case Kind.DATE | Kind.PARTIAL_DATE:
            yield recorded(field, style=Style.DATE, shown=true_date)
        case Kind.INTEGER | Kind.DECIMAL:
            yield recorded(field, style=Style.NUMBER)
        case _:
            yield recorded(field)


def _choice(field: Field, code: str) -> T:
    return field.values.label(code) if field.values else T(code, code)
