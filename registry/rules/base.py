"""What a rule is, what it sees, and how dates of different precision are compared."""

from __future__ import annotations

import calendar
import datetime as dt
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from types import MappingProxyType
from typing import Any

from registry.fields.base import T

Record = Mapping[str, Any]
EMPTY: Record = MappingProxyType({})


class Level(StrEnum):
    """refuse: the record cannot be complete. ask: a question whose answer is kept, never blocking. note: told only."""

    REFUSE = "refuse"
    ASK = "ask"
    NOTE = "note"


@dataclass(frozen=True, slots=True)
class Case:
    """A record with what surrounds it: its embedded rows, parents, siblings, and today."""

    record: Record
    on: dt.date
    rows: Sequence[Record] = ()
    patient: Record = field(default_factory=lambda: EMPTY)
    course: Record = field(default_factory=lambda: EMPTY)
    drugs: Sequence[str] = ()
    siblings: Sequence[Record] = field(default=())


@dataclass(frozen=True, slots=True)
class Rule:
    """A check: `broken` is true when the rule does not hold; `field` is where the message stands.

    The text may hold {names} of fields of the record, shown as the reader writes them.
    """

    code: str
    kind: str
    level: Level
    field: str
    text: T
    broken: Callable[[Case], bool]


def refuse(code: str, kind: str, place: str, text: T, broken: Callable[[Case], bool]) -> Rule:
    return Rule(code, kind, Level.REFUSE, place, text, broken)


def ask(code: str, kind: str, place: str, text: T, broken: Callable[[Case], bool]) -> Rule:
    return Rule(code, kind, Level.ASK, place, text, broken)


def note(code: str, kind: str, place: str, text: T, broken: Callable[[Case], bool]) -> Rule:
    return Rule(code, kind, Level.NOTE, place, text, broken)


def iso(value: dt.date | str | None) -> str:
    """A date, whole or partial, as ISO text; empty when missing."""
    return value.isoformat() if isinstance(value, dt.date) else value or ""


def before(first: dt.date | str | None, second: dt.date | str | None) -> bool:
    """True when the first date is certainly before the second, compared at the coarser of their precisions."""
    a, b = iso(first), iso(second)
    shared = min(len(a), len(b))
    return bool(shared) and a[:shared] < b[:shared]


def completed_years(birth_month: str, on: dt.date) -> int:
    """Age in completed years with the month of birth taken at its latest, its last day: never overstated."""
    year, month = int(birth_month[:4]), int(birth_month[5:7])
    last = calendar.monthrange(year, month)[1]
    had_birthday = (on.month, on.day) >= (month, last) or (
        on.month == 2 and month == 2 and on.day >= 28 and last == 29
    )
    return on.year - year - (0 if had_birthday else 1)
