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
    """forbid: never stored, not even as a draft. refuse: the record cannot be complete. ask: a question whose answer is
    kept, never blocking. note: told only."""

    FORBID = "forbid"
    REFUSE = "refuse"
    ASK = "ask"
    NOTE = "note"


BLOCKING = (Level.FORBID, Level.REFUSE)
"""What a complete record may not have."""


@dataclass(frozen=True, slots=True)
class Case:
    """A record with what surrounds it: its embedded rows, parents, siblings, and today.

    around: by kind, the other records of the patient that the rules of this kind read (see Rule.needs); each carries
    its `id` and the id of its parent, a course also its `drugs`. country: the place of the patient, `id` and fields.
    missing: the reason why a field of the record is empty. drug_facts: what the list of drugs says of the drugs that
    the record or its rows name (DRUGS).
    """

    record: Record
    on: dt.date
    id: str = ""
    missing: Mapping[str, str] = field(default_factory=lambda: EMPTY)
    rows: Sequence[Record] = ()
    patient: Record = field(default_factory=lambda: EMPTY)
    course: Record = field(default_factory=lambda: EMPTY)
    toxicity: Record = field(default_factory=lambda: EMPTY)
    country: Record = field(default_factory=lambda: EMPTY)
    drugs: Sequence[str] = ()
    siblings: Sequence[Record] = field(default=())
    around: Mapping[str, Sequence[Record]] = field(default_factory=lambda: MappingProxyType({}))
    drug_facts: Mapping[str, Record] = field(default_factory=lambda: MappingProxyType({}))

    def others(self, kind: str) -> Sequence[Record]:
        """The records of a kind around this one. They may be read only now: ask what the record alone says first."""
        return self.around.get(kind, ())

    def below(self, kind: str, above: str) -> Sequence[Record]:
        """The records of a kind that stand under this one, which is of the kind `above`."""
        return [other for other in self.others(kind) if other.get(f"{above}_id") == self.id]

    def beside(self, kind: str) -> Sequence[Record]:
        """The records of a kind under the same course as this one."""
        return [other for other in self.others(kind) if other.get("course_id") == self.course.get("id")]

    def is_unexplained(self, name: str) -> bool:
        """The field is empty, and no reason says why."""
        return self.record.get(name) in (None, "", []) and name not in self.missing


@dataclass(frozen=True, slots=True)
class Rule:
    """A check: `broken` is true when the rule does not hold; `field` is where the message stands.

    The text may hold {names} of fields of the record, shown as the reader writes them. needs: the kinds of the
    patient's records that the check reads around its own (TWIN, DRUGS: see below).
    """

    code: str
    kind: str
    level: Level
    field: str
    text: T
    broken: Callable[[Case], bool]
    needs: tuple[str, ...] = ()


TWIN = "twin"
"""In `needs`: other patients of the same centre, month of birth and sex: `id`, `number`, the ICCC-3 `groups` of their
diagnoses, the `first_doses` of their courses."""

DRUGS = "drugs"
"""In `needs`: the facts of the drugs that the record names, in Case.drug_facts."""


def forbid(
    code: str, kind: str, place: str, text: T, broken: Callable[[Case], bool], *, needs: tuple[str, ...] = ()
) -> Rule:
    return Rule(code, kind, Level.FORBID, place, text, broken, needs)


def refuse(
    code: str, kind: str, place: str, text: T, broken: Callable[[Case], bool], *, needs: tuple[str, ...] = ()
) -> Rule:
    return Rule(code, kind, Level.REFUSE, place, text, broken, needs)


def ask(
    code: str, kind: str, place: str, text: T, broken: Callable[[Case], bool], *, needs: tuple[str, ...] = ()
) -> Rule:
    return Rule(code, kind, Level.ASK, place, text, broken, needs)


def note(
    code: str, kind: str, place: str, text: T, broken: Callable[[Case], bool], *, needs: tuple[str, ...] = ()
) -> Rule:
    return Rule(code, kind, Level.NOTE, place, text, broken, needs)


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
