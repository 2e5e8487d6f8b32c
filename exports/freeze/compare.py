"""What changed between two freezes of a drug: patients, records, values, and every number before and after."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from exports.freeze.tables import KEY, PATIENT, Records, Row, columns
from exports.has.dossier import CUMULATIVE, Dossier, Number, Table

BESIDE = frozenset({KEY, "version", PATIENT, "centre_id", "course_id", "toxicity_id", "access_request_id"})
"""Columns that say where a record stands, or count its saves: no values."""

NumberKey = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Moved:
    """A patient or a record that only one of the freezes holds. number: of the patient."""

    kind: str
    record_id: str
    number: str


@dataclass(frozen=True, slots=True)
class Changed:
    """A value that is not the same in both: as the file layout writes it, "" where there is none."""

    kind: str
    record_id: str
    number: str
    field: str
    old: str
    new: str


@dataclass(frozen=True, slots=True)
class NumberChange:
    """A number of the summary before and after; None where that freeze does not have it."""

    before: Number | None
    after: Number | None

    @property
    def either(self) -> Number:
        found = self.after or self.before
        if found is None:
            raise ValueError("a number of neither freeze")
        return found

    @property
    def is_same(self) -> bool:
        return self.before is not None and self.after is not None and said(self.before) == said(self.after)


def said(number: Number) -> tuple[object, ...]:
    """What a number says, without whom it counts."""
    return number.n, number.N, number.value, number.low, number.high


ASKED = ("schemes", "indication", "recipient", "language")
"""What is asked for beside drug and period: it decides who is in a freeze, and the words of its sheets."""


@dataclass(frozen=True)
class Comparison:
    """Two freezes of one drug, the earlier one first."""

    before: Records
    after: Records
    dossiers: tuple[Dossier, Dossier]

    @cached_property
    def asked_differently(self) -> Sequence[str]:
        """What the two were not asked for alike, of `ASKED`."""
        before, after = (dossier.meta for dossier in self.dossiers)
        return [name for name in ASKED if getattr(before, name) != getattr(after, name)]

    @cached_property
    def patients_added(self) -> Sequence[Moved]:
        return [moved for moved in self.added if moved.kind == "patient"]

    @cached_property
    def patients_removed(self) -> Sequence[Moved]:
        return [moved for moved in self.removed if moved.kind == "patient"]

    @cached_property
    def added(self) -> Sequence[Moved]:
        """Records that only the later freeze holds, patients first."""
        return list(_only_in(self.after, self.before))

    @cached_property
    def removed(self) -> Sequence[Moved]:
        """Records that only the earlier freeze holds: void since, or of a patient who objected or left the scope."""
        return list(_only_in(self.before, self.after))

    @cached_property
    def changed(self) -> Sequence[Changed]:
        """Every value that differs, of records that both hold, in columns that both have."""
        return [change for kind in self.before.kinds for change in self._changes(kind)]

    @cached_property
    def new_columns(self) -> Sequence[tuple[str, str]]:
        """(kind, column) that only the later freeze has: fields that did not exist before."""
        return [
            (kind, name)
            for kind in self.after.kinds
            if kind in self.before.tables
            for name in columns(self.after.tables[kind])
            if name not in columns(self.before.tables[kind])
        ]

    @cached_property
    def numbers(self) -> Sequence[NumberChange]:
        """Every number of either: up to the cut-off first, then of the periods, in the order of the later freeze."""
        before, after = (_by_key(dossier) for dossier in self.dossiers)
        found = [NumberChange(before.get(key), after.get(key)) for key in dict.fromkeys([*after, *before])]
        return sorted(found, key=lambda change: change.either.span != CUMULATIVE)

    @cached_property
    def numbers_changed(self) -> Sequence[NumberChange]:
        return [number for number in self.numbers if not number.is_same]

    @cached_property
    def sheets(self) -> Mapping[str, Sequence[SheetChange]]:
        """The lines of every aggregate sheet that are not the same in both, by sheet."""
        return {name: lines for name, lines in self._sheets() if lines}

    def _sheets(self) -> Iterator[tuple[str, Sequence[SheetChange]]]:
        before, after = ({t.name: t for t in d.tables if t.is_aggregate} for d in self.dossiers)
        for name in dict.fromkeys([*after, *before]):
            yield name, _sheet_changes(before.get(name), after.get(name))

    def _changes(self, kind: str) -> Iterator[Changed]:
        old, new = self.before.of(kind), self.after.of(kind)
        for record_id, row in old.items():
            if (later := new.get(record_id)) is None or later == row:
                continue
            number = self.after.numbers.get(self.after.patient_of(kind, later), "")
            for name in row:
                if name not in BESIDE and name in later and row[name] != later[name]:
                    yield Changed(kind, record_id, number, name, row[name], later[name])


@dataclass(frozen=True, slots=True)
class SheetChange:
    """A line of an aggregate sheet: what it is about, and each number in it that changed (column, before, after)."""

    label: tuple[str, ...]
    cells: tuple[tuple[str, str, str], ...]


def _only_in(here: Records, there: Records) -> Iterator[Moved]:
    for kind in here.kinds:
        known = there.of(kind)
        for record_id, row in here.of(kind).items():
            if record_id not in known:
                yield Moved(kind, record_id, _number(here, kind, row))


def _number(records: Records, kind: str, row: Row) -> str:
    return records.numbers.get(records.patient_of(kind, row), "")


def _by_key(dossier: Dossier) -> Mapping[NumberKey, Number]:
    return {(n.span, n.output, n.subset, n.category, n.reading): n for n in dossier.numbers}


def _sheet_changes(before: Table | None, after: Table | None) -> Sequence[SheetChange]:
    old, new = _lines(before), _lines(after)
    found = []
    for label in dict.fromkeys([*new, *old]):
        was, now = old.get(label, {}), new.get(label, {})
        cells = tuple(
            (name, was.get(name, ""), now.get(name, ""))
            for name in dict.fromkeys([*now, *was])
            if was.get(name, "") != now.get(name, "")
        )
        if cells:
            found.append(SheetChange(label, cells))
    return found


NUMERIC = ("count", "number", "percent")


def _lines(table: Table | None) -> Mapping[tuple[str, ...], Mapping[str, str]]:
    """The numbers of each line by column, under the words of the line; equal words are told apart by their place."""
    found: dict[tuple[str, ...], Mapping[str, str]] = {}
    if table is None:
        return found
    for line in table.lines:
        pairs = list(zip(table.columns, line.values, strict=True))
        label = tuple(
            str(value) for column, value in pairs if column.look not in NUMERIC and value is not None
        )
        while label in found:
            label = (*label, "·")
        found[label] = {
            column.name: str(value) for column, value in pairs if column.look in NUMERIC and value is not None
        }
    return found
