"""Columns of the listings: where a value comes from, what stands in a cell without one, and who may see it."""

from __future__ import annotations

import datetime as dt
import math
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from exports.has.dossier import Column, Line, Table, Value
from exports.has.material import NOTHING, Record
from exports.has.visibility import Guard, Visibility, guard_of
from exports.listings import heading, true_date
from registry.fields.base import MISSING_LETTERS, Field, Is, Kind, Missing, T
from registry.fields.catalogue import KINDS
from registry.fields.values import YES_NO
from registry.i18n import say
from registry.terminology import codes

EMPTY = T("DM", "DM")
"""Empty, and nobody said why."""
NONE = MISSING_LETTERS[Missing.NOT_APPLICABLE]
"""There is nothing to say here."""
JOINED = "; "

Source = Mapping[str, Any]
"""The records that a line is made of, by the names the columns know them under."""


@dataclass(frozen=True, slots=True)
class Item:
    """A column of a listing. core: part of the protocol. shows: the fields (kind, name) that it tells the value of."""

    column: Column
    value: Callable[[Source], object]
    core: bool = True
    guard: Guard = Guard.OPEN
    shows: tuple[tuple[str, str], ...] = ()


def field(name: str, kind: str, source: str, *, of: str = "", label: T | None = None) -> Item:
    """The column of a field of a kind. of: the name of the record in the source, by default that of its kind."""
    declared, place = KINDS[kind].fields[source], of or kind
    return Item(
        Column(name, label or heading(declared), look_of(declared)),
        lambda found: shown(declared, found.get(place, NOTHING)),
        core=declared.core,
        guard=guard_of(declared),
        shows=((kind, source),),
    )


def own(
    name: str,
    label: T,
    value: Callable[[Source], object],
    *,
    look: str = "text",
    core: bool = True,
    guard: Guard = Guard.OPEN,
    shows: tuple[tuple[str, str], ...] = (),
) -> Item:
    """A column that is worked out; nothing stands for missing without a reason."""
    return Item(Column(name, label, look), value, core=core, guard=guard, shows=shows)


def flag(name: str, label: T, holds: Callable[[Source], bool | None], *, core: bool = True) -> Item:
    """A column that says yes or no; nothing where the question has no place."""

    def value(found: Source) -> object:
        answer = holds(found)
        return say(NONE) if answer is None else yes_no(answer)

    return own(name, label, value, core=core)


def absent(name: str, label: T, *, look: str = "text", core: bool = True) -> Item:
    """A column of the specification that the registry does not collect."""
    return own(name, label, lambda _found: say(NONE), look=look, core=core)


def make_listing(
    name: str,
    title: T,
    items: Sequence[Item],
    sources: Iterable[Source],
    *,
    visibility: Visibility,
    notes: tuple[T, ...] = (),
    population: str = "",
) -> tuple[Table, tuple[str, ...]]:
    """The sheet with the columns that may be seen, and the names of those that may not."""
    seen = [item for item in items if visibility.shows(item.guard, core=item.core)]
    left_out = tuple(item.column.name for item in items if item not in seen)
    columns = tuple(item.column for item in seen)
    lines = tuple(Line(tuple(cell(item.value(source)) for item in seen)) for source in sources)
    return Table(name, title, columns, lines, notes, population), left_out


def cell(value: object) -> Value:
    """What stands in the cell: never nothing."""
    held = value.item() if hasattr(value, "item") else value
    if held is None or held == "" or (isinstance(held, float) and math.isnan(held)):
        return say(EMPTY)
    if isinstance(held, bool):
        return yes_no(held)
    if isinstance(held, (str, int, float, dt.date)):
        return held
    raise TypeError(f"A cell holds no {type(held).__name__}: {held!r}")


def shown(declared: Field, record: Record | None) -> object:
    """The value of a field in words, or the letters that say why there is none.

    NA where the field has no place in the record, or there is no such record to have; DM where nobody said why.
    """
    if not record:
        return say(NONE if record is None or declared.when else EMPTY)
    value = record.get(declared.name)
    if value is None or value == "":
        return _letters(declared, record)
    return worded(declared, value)


def worded(declared: Field, value: Any) -> object:
    """A value in words: labels of codes, true dates, numbers as they are."""
    match declared.kind:
        case Kind.CHOICE | Kind.CHOICES if declared.values:
            labels = (declared.values.label(code) for code in str(value).split(";"))
            return JOINED.join(say(label) for label in labels)
        case Kind.CODED:
            return say(codes.label(declared.source, str(value)))
        case Kind.DATE | Kind.PARTIAL_DATE:
            return true_date(value)
        case _:
            return value


def yes_no(answer: bool) -> str:
    return say(YES_NO.label("yes" if answer else "no"))


def look_of(declared: Field) -> str:
    """How the cells of a field look."""
    match declared.kind:
        case Kind.DATE | Kind.PARTIAL_DATE:
            return "date"
        case Kind.INTEGER | Kind.DECIMAL:
            return "number"
        case Kind.LONG_TEXT:
            return "words"
        case _:
            return "text"


def both(left: Iterable[Item], right: Iterable[Item]) -> Iterator[Item]:
    """Items one after the other, each name once."""
    names: set[str] = set()
    for item in (*left, *right):
        if item.column.name not in names:
            names.add(item.column.name)
            yield item


def _letters(declared: Field, record: Record) -> str:
    reason = record.get(declared.missing_name)
    if reason:
        return say(MISSING_LETTERS[Missing(reason)])
    return say(EMPTY if applies(declared.when, record) else NONE)


def applies(condition: Is | None, record: Record) -> bool:
    """Field.applies on a record whose several codes are one text."""
    if condition is None:
        return True
    value = record.get(condition.field)
    several = isinstance(value, str) and ";" in value
    return condition.holds({condition.field: value.split(";")} if several else record)  # type: ignore[union-attr]
