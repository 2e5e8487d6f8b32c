"""The tidy table of a drug: one row per number, which page, workbook, command line and API show alike."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Any

from registry.summaries.catalogue import OUTPUTS
from registry.summaries.counting import Drafts
from registry.summaries.parameters import Parameters
from registry.summaries.populations import ALL

if TYPE_CHECKING:
    import pandas as pd

    from registry.summaries.curves import SurvivalCurve

COLUMNS = (
    "output",
    "subset",
    "category",
    "n",
    "N",
    "value",
    "low",
    "high",
    "unit",
    "population",
    "reading",
    "parameters",
)


@dataclass(frozen=True, slots=True)
class Row:
    """One number.

    output: its identifier in the catalogue. subset: all, monotherapy or combination. category: what it is broken
    down by ("all" when it is not). n of N in `population`; N is None where nothing is divided. value, low, high:
    in `unit`, % from 0 to 100 and unrounded; None when nothing can be divided, with not_calculable=... among the
    parameters. reading: that of the responses, "" where none is read. patients: ids of those behind n, sorted.
    """

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


@dataclass(frozen=True, eq=False)
class Summary:
    """All the numbers of one drug on one day, the curves behind some of them, and the drafts left out."""

    drug: str
    cut_off: dt.date
    parameters: Parameters
    drafts: Drafts
    rows: tuple[Row, ...]
    curves: tuple[SurvivalCurve, ...] = ()

    def find(self, output: str, *, subset: str = ALL, category: str = ALL, reading: str = "") -> Row | None:
        """The row of an output; without `reading`, that of the chosen one where responses are read."""
        return self._index.get((output, subset, category, self._reading(output, reading)))

    def select(self, output: str, *, subset: str = ALL, reading: str = "") -> tuple[Row, ...]:
        """The rows of an output, one per category, in the order in which they are read."""
        return self._groups.get((output, subset, self._reading(output, reading)), ())

    def to_records(self) -> list[dict[str, Any]]:
        """The rows as plain values for JSON or CSV, without the patients; nothing to say is None."""
        return [{name: getattr(row, name) for name in COLUMNS} for row in self.rows]

    def to_lines(self) -> Iterator[tuple[Any, ...]]:
        """The same as lines of a table."""
        return (tuple(record.values()) for record in self.to_records())

    def document(self) -> dict[str, Any]:
        """The summary as it is written in JSON: {"drug", "cut_off", "outputs"}."""
        return {"drug": self.drug, "cut_off": self.cut_off.isoformat(), "outputs": self.to_records()}

    def frame(self) -> pd.DataFrame:
        """The rows as a frame; n, N and the numbers are nullable."""
        import pandas as pd

        frame = pd.DataFrame(self.to_records(), columns=list(COLUMNS))
        return frame.astype(
            {"n": "Int64", "N": "Int64", "value": "Float64", "low": "Float64", "high": "Float64"}
        )

    def _reading(self, output: str, reading: str) -> str:
        if not OUTPUTS[output].read:
            return ""
        return reading or self.parameters.reading

    @cached_property
    def _index(self) -> Mapping[tuple[str, str, str, str], Row]:
        return {(row.output, row.subset, row.category, row.reading): row for row in self.rows}

    @cached_property
    def _groups(self) -> Mapping[tuple[str, str, str], tuple[Row, ...]]:
        groups: dict[tuple[str, str, str], list[Row]] = {}
        for row in self.rows:
            groups.setdefault((row.output, row.subset, row.reading), []).append(row)
        return {key: tuple(rows) for key, rows in groups.items()}
