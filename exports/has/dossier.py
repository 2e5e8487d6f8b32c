"""The dossier as plain data: what the writers of the workbook and of the report receive, and what a freeze stores."""

from __future__ import annotations

import datetime as dt
import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from types import MappingProxyType
from typing import Any, TypeAlias

from registry.fields.base import T
from registry.summaries.audiences import THRESHOLD
from registry.summaries.dossier import (
    CUMULATIVE,
    PERIOD,
    SPANS,
    DossierBasis,
    DossierRequest,
)

__all__ = [
    "CUMULATIVE",
    "DRAFT",
    "FINAL",
    "FORMAT",
    "PERIOD",
    "SPANS",
    "Column",
    "Curve",
    "Dossier",
    "DossierBasis",
    "DossierRequest",
    "Finding",
    "Line",
    "Meta",
    "Number",
    "Table",
    "Value",
]

Value: TypeAlias = str | int | float | dt.date | None
FORMAT = 1
"""Of the stored bytes; raised when a reader of older bytes has to do something."""
DRAFT, FINAL = "PROJET", "DEFINITIF"
_DATE = "date"


@dataclass(frozen=True, slots=True)
class Meta:
    """What the dossier is of. drug: the INN; drug_names: by language. end is the cut-off. status: PROJET or DEFINITIF.

    sizes: patients by population code and span, such as "P3.period". versions: of dictionary and terminologies.
    left_out: columns that this recipient does not get, by sheet. threshold: numbers of fewer patients are not
    published. made, by: when and by whom; not in the fingerprint.
    """

    drug: str
    drug_names: Mapping[str, str]
    start: dt.date
    end: dt.date
    schemes: tuple[str, ...]
    indication: str
    recipient: str
    language: str
    status: str = DRAFT
    fingerprint: str = ""
    sizes: Mapping[str, int] = field(default_factory=lambda: MappingProxyType({}))
    versions: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}))
    left_out: Mapping[str, tuple[str, ...]] = field(default_factory=lambda: MappingProxyType({}))
    threshold: int = THRESHOLD
    made: str = ""
    by: str = ""


@dataclass(frozen=True, slots=True)
class Column:
    """A column of a sheet: technical name, words, and look (text, words, count, number, percent or date)."""

    name: str
    heading: T
    look: str = "text"


@dataclass(frozen=True, slots=True)
class Line:
    """A row. Cells are text, number, true date (a partial date is text).

    kind, period, cumulative: on an aggregate sheet, the kind of record that its numbers count, and the ids of those
    of the period and of those up to the cut-off.
    """

    values: tuple[Value, ...]
    strong: bool = False
    kind: str = ""
    period: tuple[str, ...] = ()
    cumulative: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Table:
    """A sheet: name, title, notes above the headings, columns, rows. population: code of whom it is about."""

    name: str
    title: T
    columns: tuple[Column, ...]
    lines: tuple[Line, ...]
    notes: tuple[T, ...] = ()
    population: str = ""
    is_aggregate: bool = False

    def place(self, name: str) -> int:
        """The position of a column."""
        return [column.name for column in self.columns].index(name)

    def values(self, name: str) -> tuple[Value, ...]:
        """The cells of a column."""
        place = self.place(name)
        return tuple(line.values[place] for line in self.lines)


@dataclass(frozen=True, slots=True)
class Number:
    """A row of the summary (registry.summaries.table.Row) in one span."""

    span: str
    output: str
    subset: str
    category: str
    n: int
    N: int | None
    value: float | None
    low: float | None
    high: float | None
    unit: str
    population: str
    reading: str
    parameters: str
    patients: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Curve:
    """What a Kaplan-Meier figure is drawn from (registry.summaries.curves.SurvivalCurve), up to the cut-off."""

    output: str
    subset: str
    reading: str
    population: str
    patients: tuple[str, ...]
    months: tuple[float, ...]
    events: tuple[bool, ...]
    imputed: int
    without: int


@dataclass(frozen=True, slots=True)
class Finding:
    """A check that found something: its code, B (blocking) or W (warning), words, and the records concerned.

    kind, records: their kind and ids; places: how each is named in the listings (sheet and patient number); links:
    where each is opened in the registry, as a path.
    """

    code: str
    level: str
    text: T
    kind: str = ""
    records: tuple[str, ...] = ()
    places: tuple[str, ...] = ()
    links: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Dossier:
    """One drug, one period, one recipient: sheets 00 to 22, the numbers behind them, the checks.

    figures: rows for the figures as in registry.summaries.subjects (courses, marks, deepest, measures), up to the
    cut-off. publishable: the numbers up to the cut-off that a public document may give, without patients.
    """

    meta: Meta
    tables: tuple[Table, ...]
    numbers: tuple[Number, ...] = ()
    curves: tuple[Curve, ...] = ()
    figures: Mapping[str, tuple[Mapping[str, Value], ...]] = field(
        default_factory=lambda: MappingProxyType({})
    )
    checks: tuple[Finding, ...] = ()
    publishable: tuple[Number, ...] = ()

    @property
    def blocking(self) -> tuple[Finding, ...]:
        """The checks that keep it PROJET."""
        return tuple(found for found in self.checks if found.level == "B")

    @property
    def warnings(self) -> tuple[Finding, ...]:
        return tuple(found for found in self.checks if found.level != "B")

    def table(self, name: str) -> Table:
        """The sheet of that name, or of that number: "03" finds 03_CARACTERISTIQUES."""
        return next(table for table in self.tables if table.name == name or table.name[:2] == name)

    def find(
        self, output: str, *, span: str = CUMULATIVE, subset: str = "all", category: str = "all"
    ) -> Number | None:
        """The first row of the summary with these keys."""
        wanted = (span, output, subset, category)
        return next(
            (n for n in self.numbers if (n.span, n.output, n.subset, n.category) == wanted),
            None,
        )

    def select(self, output: str, *, span: str = CUMULATIVE, subset: str = "all") -> tuple[Number, ...]:
        """The rows of an output, one per category, in the order in which they are read."""
        wanted = (span, output, subset)
        return tuple(n for n in self.numbers if (n.span, n.output, n.subset) == wanted)

    def to_bytes(self) -> bytes:
        """Canonical JSON: the same content gives the same bytes."""
        return _canonical({"format": FORMAT, "dossier": self})

    @classmethod
    def from_bytes(cls, content: bytes) -> Dossier:
        """The dossier that `to_bytes` wrote."""
        held = json.loads(content, object_hook=_dated)["dossier"]
        return cls(
            meta=_meta(held["meta"]),
            tables=tuple(_table(table) for table in held["tables"]),
            numbers=tuple(Number(**_tuples(number)) for number in held["numbers"]),
            curves=tuple(Curve(**_tuples(curve)) for curve in held["curves"]),
            figures={name: tuple(rows) for name, rows in held["figures"].items()},
            checks=tuple(_finding(found) for found in held["checks"]),
            publishable=tuple(Number(**_tuples(number)) for number in held.get("publishable", ())),
        )

    def sealed(self) -> Dossier:
        """With the fingerprint of its content: SHA-256 over everything but when and by whom it was made."""
        bare = replace(self, meta=replace(self.meta, fingerprint="", made="", by=""))
        fingerprint = hashlib.sha256(bare.to_bytes()).hexdigest()
        return replace(self, meta=replace(self.meta, fingerprint=fingerprint))


def _canonical(content: Any) -> bytes:
    return json.dumps(
        content, ensure_ascii=False, sort_keys=True, separators=(",", ":"), allow_nan=False, default=_plain
    ).encode()


def _plain(value: Any) -> Any:
    """Dataclasses and mappings as objects, a date as {"date": ISO text}; asked for what JSON does not know."""
    if isinstance(value, dt.date):
        return {_DATE: value.isoformat()}
    if isinstance(value, Mapping):
        return dict(value)
    if hasattr(value, "__dataclass_fields__"):
        return {name: getattr(value, name) for name in value.__dataclass_fields__}
    raise TypeError(f"A dossier holds no {type(value).__name__}: {value!r}")


def _dated(held: dict[str, Any]) -> Any:
    return dt.date.fromisoformat(held[_DATE]) if set(held) == {_DATE} else held


def _tuples(held: Mapping[str, Any]) -> dict[str, Any]:
    return {name: tuple(value) if isinstance(value, list) else value for name, value in held.items()}


def _meta(held: Mapping[str, Any]) -> Meta:
    left_out = {sheet: tuple(names) for sheet, names in held["left_out"].items()}
    return Meta(**{**_tuples(held), "left_out": left_out})


def _table(held: Mapping[str, Any]) -> Table:
    return Table(
        **{
            **held,
            "title": T(**held["title"]),
            "notes": tuple(T(**note) for note in held["notes"]),
            "columns": tuple(
                Column(**{**column, "heading": T(**column["heading"])}) for column in held["columns"]
            ),
            "lines": tuple(Line(**_tuples(line)) for line in held["lines"]),
        }
    )


def _finding(held: Mapping[str, Any]) -> Finding:
    return Finding(**_tuples({**held, "text": T(**held["text"])}))
