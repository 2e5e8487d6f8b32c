"""What an aggregate counts: which rows of which listing, so that whoever reads can count them again.

A source is written in four cells: the sheets, the filter, what is counted, and the column that dates the period:
`14_LL_PATIENTS`, `population_P3 = "Oui" ; sexe = "Féminin"`, `patients`, `date_initiation`.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Any

import numpy as np

from exports.has.columns import JOINED
from exports.has.dossier import CUMULATIVE, PERIOD, Table
from registry.summaries.dossier import DossierRequest

PATIENTS, ROWS = "patients", "lignes"
SUM, VALUES, ELEMENTS = "somme ", "valeurs ", "éléments "
EQUAL, UNEQUAL, AT_LEAST, BELOW, HOLDS, BEGINS, ENDS, AMONG = (
    "=",
    "≠",
    "≥",
    "<",
    "contient",
    "commence par",
    "finit par",
    "parmi",
)

Condition = tuple[str, str, str]


@dataclass(frozen=True, slots=True)
class Source:
    """The rows that a number counts.

    sheets: their names. where: conditions (column, sign, value), all of which hold. counts: patients, rows, the sum or
    the values of a column, or the elements of a column that holds several. dated: the column of the period; within:
    the conditions of the period instead of `where` and a date. Without both the number has no period.
    """

    sheets: tuple[str, ...]
    where: tuple[Condition, ...] = ()
    counts: str = PATIENTS
    dated: str = ""
    within: tuple[Condition, ...] = ()

    @property
    def has_period(self) -> bool:
        return bool(self.dated or self.within)

    def of(self, span: str) -> Source:
        """What is counted in a span: the conditions of the period where it has its own."""
        return replace(self, where=self.within, dated="") if span == PERIOD and self.within else self

    def only(self, *where: Condition) -> Source:
        """The same under further conditions."""
        within = (*self.within, *where) if self.within else ()
        return replace(self, where=(*self.where, *where), within=within)

    @property
    def cells(self) -> tuple[str, str, str, str]:
        """How it is written in the workbook."""
        dated = self.dated or _written(self.within)
        return " + ".join(self.sheets), _written(self.where) or "NA", self.counts, dated or "NA"


def _written(where: Iterable[Condition]) -> str:
    return " ; ".join(f"{column} {sign} {quoted(value)}" for column, sign, value in where)


def quoted(text: str) -> str:
    doubled = text.replace('"', '""')
    return f'"{doubled}"'


@dataclass(frozen=True, slots=True)
class Count:
    """How many, and the patients (or other records) behind it."""

    n: float
    ids: tuple[str, ...]


class Counter:
    """Counts the rows of the listings of one dossier."""

    def __init__(self, tables: Iterable[Table], request: DossierRequest) -> None:
        self._tables = {table.name: table for table in tables}
        self._request = request
        self._frames: dict[str, _Rows] = {}

    def knows(self, source: Source) -> bool:
        """Whether all the columns that it needs are there: some recipients do not get all."""
        needed = {column for column, _sign, _value in (*source.where, *source.within)} | {source.dated} - {""}
        needed |= {source.counts.partition(" ")[2]} - {""}
        return all(needed <= self._rows(sheet).names for sheet in source.sheets)

    def count(self, source: Source, span: str = CUMULATIVE) -> Count:
        """The number of a source in a span; 0 where the recipient does not get a column that it needs."""
        if not self.knows(source):
            return Count(0, ())
        if span == PERIOD and not source.has_period:
            raise ValueError(f"{source} has no period")
        chosen = source.of(span)
        parts = [self._rows(sheet).choose(chosen, span, self._request) for sheet in source.sheets]
        ids = tuple(sorted({patient for part in parts for patient in part.patients}))
        if source.counts == PATIENTS:
            return Count(len(ids), ids)
        return Count(sum(part.n for part in parts), ids)

    def values(self, source: Source, span: str = CUMULATIVE) -> list[Any]:
        """The values of the counted column in these rows."""
        if not self.knows(source):
            return []
        column = source.counts.partition(" ")[2]
        chosen = source.of(span)
        rows = (self._rows(sheet) for sheet in source.sheets)
        return [value for found in rows for value in found.values(chosen, span, self._request, column)]

    def has(self, sheet: str, column: str) -> bool:
        """Whether a listing shows a column."""
        return column in self._rows(sheet).names

    def tuples(self, sheet: str, *columns: str) -> Iterator[tuple[Any, ...]]:
        """The values of several columns, row by row."""
        return zip(*(self._rows(sheet).column(column) for column in columns), strict=True)

    def distinct(self, sheets: Sequence[str], column: str) -> list[Any]:
        """The different values of a column, in order."""
        found = {value for sheet in sheets for value in self._rows(sheet).column(column)}
        return sorted(found, key=str)

    def _rows(self, sheet: str) -> _Rows:
        if sheet not in self._frames:
            self._frames[sheet] = _Rows(self._tables[sheet])
        return self._frames[sheet]


@dataclass(frozen=True, slots=True)
class _Part:
    n: float
    patients: tuple[str, ...]


class _Rows:
    """The rows of one listing by column, with the masks of the conditions that were asked for."""

    def __init__(self, table: Table) -> None:
        self.names = frozenset(column.name for column in table.columns)
        self._size = len(table.lines)
        self._columns = {name: _objects(table.values(name)) for name in self.names}
        self._masks: dict[Any, np.ndarray[Any, Any]] = {}
        self._split: dict[str, tuple[np.ndarray[Any, Any], np.ndarray[Any, Any]]] = {}
        self._coded: dict[str, tuple[np.ndarray[Any, Any], np.ndarray[Any, Any]]] = {}

    def column(self, name: str) -> list[Any]:
        return list(self._columns[name])

    def choose(self, source: Source, span: str, request: DossierRequest) -> _Part:
        """What a source counts in these rows, and the patients behind it."""
        column = source.counts.partition(" ")[2]
        if source.counts.startswith(ELEMENTS):
            return self._elements(source, span, request, column)
        kept = self._mask(source, span, request)
        if not source.counts.startswith(SUM):
            return _Part(int(kept.sum()), self._patients(kept))
        numbers = [value for value in self._columns[column][kept] if isinstance(value, (int, float))]
        return _Part(sum(numbers), self._patients(kept))

    def values(self, source: Source, span: str, request: DossierRequest, column: str) -> list[Any]:
        return list(self._columns[column][self._mask(source, span, request)])

    def _patients(self, kept: np.ndarray[Any, Any]) -> tuple[str, ...]:
        return tuple(set(self._columns["patient_id"][kept])) if "patient_id" in self.names else ()

    def _mask(self, source: Source, span: str, request: DossierRequest) -> np.ndarray[Any, Any]:
        kept = np.ones(self._size, dtype=bool)
        for condition in source.where:
            kept &= self._holding(condition)
        return kept & self._dated(source.dated, request) if span == PERIOD and source.dated else kept

    def _holding(self, condition: Condition) -> np.ndarray[Any, Any]:
        if condition not in self._masks:
            column, sign, wanted = condition
            self._masks[condition] = self._where(column, lambda value: _holds(value, sign, wanted))
        return self._masks[condition]

    def _dated(self, column: str, request: DossierRequest) -> np.ndarray[Any, Any]:
        if column not in self._masks:
            self._masks[column] = self._where(column, lambda value: in_period(value, request))
        return self._masks[column]

    def _where(self, column: str, holds: Callable[[Any], bool]) -> np.ndarray[Any, Any]:
        """The rows whose value is one of those wanted; each different value is asked once."""
        if column not in self._coded:
            self._coded[column] = _coded(self._columns[column])
        codes, different = self._coded[column]
        return np.take(_mask(different, holds), codes)

    def _elements(self, source: Source, span: str, request: DossierRequest, column: str) -> _Part:
        """Elements such as "2026-03-01 Acceptée": conditions on the column itself are on each element."""
        own = [condition for condition in source.where if condition[0] == column]
        others = replace(source, where=tuple(c for c in source.where if c[0] != column), dated="")
        places, elements = self._separated(column)
        kept = self._mask(others, CUMULATIVE, request)[places]
        for condition in own:
            kept = kept & self._holding_each(condition, elements)
        if span == PERIOD:
            kept = kept & self._dated_each(column, elements, request)
        inside = np.zeros(self._size, dtype=bool)
        inside[places[kept]] = True
        return _Part(int(kept.sum()), self._patients(inside))

    def _separated(self, column: str) -> tuple[np.ndarray[Any, Any], np.ndarray[Any, Any]]:
        """The row of each element of a column, and the elements."""
        if column not in self._split:
            pairs = [
                (place, element)
                for place, cell in enumerate(self._columns[column])
                for element in str(cell).split(JOINED)
            ]
            places = np.array([place for place, _ in pairs], dtype=np.int64)
            self._split[column] = (places, _objects(element for _, element in pairs))
        return self._split[column]

    def _holding_each(self, condition: Condition, elements: np.ndarray[Any, Any]) -> np.ndarray[Any, Any]:
        key = (ELEMENTS, *condition)
        if key not in self._masks:
            _column, sign, wanted = condition
            self._masks[key] = _mask(elements, lambda element: _holds(element, sign, wanted))
        return self._masks[key]

    def _dated_each(
        self, column: str, elements: np.ndarray[Any, Any], request: DossierRequest
    ) -> np.ndarray[Any, Any]:
        key = (ELEMENTS, column)
        if key not in self._masks:
            self._masks[key] = _mask(elements, lambda element: in_period(element[:10], request))
        return self._masks[key]


def _objects(values: Iterable[Any]) -> np.ndarray[Any, Any]:
    """The values as they are, in an array that masks can choose from."""
    held = list(values)
    array = np.empty(len(held), dtype=object)
    array[:] = held
    return array


def _coded(values: np.ndarray[Any, Any]) -> tuple[np.ndarray[Any, Any], np.ndarray[Any, Any]]:
    """Of each value its place among the different ones, and these; 1 and 1.0 are two."""
    places: dict[tuple[type, Any], int] = {}
    found = (places.setdefault((value.__class__, value), len(places)) for value in values)
    codes = np.fromiter(found, dtype=np.int64, count=len(values))
    return codes, _objects(value for _kind, value in places)


def _mask(values: np.ndarray[Any, Any], holds: Callable[[Any], bool]) -> np.ndarray[Any, Any]:
    return np.fromiter(map(holds, values), dtype=bool, count=len(values))


def _holds(value: Any, sign: str, wanted: str) -> bool:
    match sign:
        case "=":
            return _text(value) == wanted
        case "≠":
            return _text(value) != wanted
        case "≥":
            return isinstance(value, (int, float)) and value >= float(wanted)
        case "<":
            return isinstance(value, (int, float)) and value < float(wanted)
        case "parmi":
            return _text(value) in wanted.split(JOINED)
        case "contient":
            return wanted in _text(value).split(JOINED)
        case "commence par":
            return _text(value).startswith(wanted)
        case "finit par":
            return _text(value).endswith(wanted)
        case _:
            raise ValueError(sign)


def _text(value: Any) -> str:
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return value.isoformat() if isinstance(value, dt.date) else str(value)


def in_period(value: Any, request: DossierRequest) -> bool:
    """Whether a date of a listing is of the period; a partial one by its first day."""
    text = _text(value)
    if len(text) < 4 or not text[:4].isdigit():
        return False
    padded = {4: f"{text}-01-01", 7: f"{text}-01"}.get(len(text), text)
    return request.start.isoformat() <= padded <= request.end.isoformat()


def conditions(**wanted: str) -> tuple[Condition, ...]:
    """Conditions of equality."""
    return tuple((column, EQUAL, value) for column, value in wanted.items())
