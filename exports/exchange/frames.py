"""A typed table as a pandas frame with the types that SPSS and SAS files are written from. Held in memory whole."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import islice
from typing import TYPE_CHECKING, Any

from exports.cells import Value
from exports.exchange.columns import Column, Type

if TYPE_CHECKING:
    import pandas as pd

STRETCH = 5_000
_SHARED = ("centre_id", "patient_id", "course_id", "toxicity_id", "drug")


@dataclass(frozen=True, slots=True)
class Calendar:
    """How a format counts the days: from its first day, each so many units long."""

    first: dt.date
    day: int

    def count(self, date: dt.date | None) -> float | None:
        return None if date is None else float((date - self.first).days * self.day)


def frame_of(
    columns: tuple[Column, ...],
    rows: Iterator[tuple[Value, ...]],
    *,
    names: Iterable[str],
    calendar: Calendar,
) -> pd.DataFrame:
    """The rows under these names: texts as objects, numbers as floats, dates as the calendar counts them.

    pyreadstat takes the type of a column from its first values, so a date that is mostly missing is counted here.
    """
    import pandas as pd

    held: list[list[Any]] = [[] for _ in columns]
    pool: dict[Any, Any] = {}
    while stretch := list(islice(rows, STRETCH)):
        for column, kept, cells in zip(columns, held, zip(*stretch, strict=True), strict=True):
            kept.extend(map(pool.setdefault, cells, cells) if _repeats(column) else cells)
    held.reverse()
    series = {
        name: _series(column, held.pop(), calendar) for name, column in zip(names, columns, strict=True)
    }
    return pd.DataFrame(series, copy=False)


def _repeats(column: Column) -> bool:
    """Whether few values stand in many rows, so that each is kept once."""
    return bool(column.list or column.words_of) or column.name in _SHARED


def _series(column: Column, cells: list[Any], calendar: Calendar) -> pd.Series[Any]:
    import pandas as pd

    if column.type is Type.DATE:
        return pd.Series(list(map(calendar.count, cells)), dtype=float)
    return pd.Series(cells, dtype=object if column.type is Type.TEXT else float)
