"""The summary of a drug as an audience sees it: in full, or with small counts hidden so that nothing gives them back.

One table holds for all who do not read in full: whatever centre or country a reader knows, subtracting it leads to
no small count, and no two readers have different tables to compare.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Any

from registry.i18n import say
from registry.summaries.audiences import HIDDEN, THRESHOLD, Audience
from registry.summaries.catalogue import OUTPUTS, By
from registry.summaries.concealment import cell_of, choose_shown
from registry.summaries.containment import REGISTERED, TREATED, of
from registry.summaries.parameters import DEFAULTS, MEANINGS
from registry.summaries.populations import ALL
from registry.summaries.table import COLUMNS, Row, Summary

OPEN_LISTS = frozenset({By.TERM, By.SOC, By.GENE, By.ALTERATION, By.PAIR, By.QUESTIONNAIRE})
"""Categories of which only those that occur have a row: that there is one would tell of somebody."""

NOTES = ("not_calculable",)
"""What a row in sight says beside its parameters. Other notes are counts of a few patients or records."""

MARK = "hidden=small_counts"
"""Ends the parameters of a hidden row."""


@dataclass(frozen=True, slots=True)
class ShownRow:
    """A row of the summary as an audience sees it, with the columns of Row. hidden: n, N and the numbers are None."""

    output: str
    subset: str
    category: str
    n: int | None
    N: int | None
    value: float | None
    low: float | None
    high: float | None
    unit: str
    population: str
    reading: str
    parameters: str
    hidden: bool = False


@dataclass(frozen=True, slots=True)
class Disclosed:
    """The numbers of a drug for an audience that does not read in full. No patient is behind any of them."""

    drug: str
    cut_off: dt.date
    audience: Audience
    threshold: int
    rows: tuple[ShownRow, ...]

    def to_records(self) -> list[dict[str, Any]]:
        """The rows as plain values for JSON; the numbers of a hidden row are None."""
        return [{name: getattr(row, name) for name in COLUMNS} for row in self.rows]

    def to_lines(self) -> Iterator[tuple[Any, ...]]:
        """The rows as lines of a table for reading, with the word for a hidden number in its place."""
        for row in self.rows:
            shown = {"n": say(HIDDEN), "value": say(HIDDEN)} if row.hidden else {}
            yield tuple(shown.get(name, getattr(row, name)) for name in COLUMNS)

    def document(self) -> dict[str, Any]:
        """The numbers as they are written in JSON, with the audience and the threshold beside them."""
        return {
            "drug": self.drug,
            "cut_off": self.cut_off.isoformat(),
            "audience": str(self.audience),
            "threshold": self.threshold,
            "outputs": self.to_records(),
        }

    def select(self, output: str, *, subset: str = ALL) -> tuple[ShownRow, ...]:
        """The rows of an output."""
        return tuple(row for row in self.rows if (row.output, row.subset) == (output, subset))

    def find(self, output: str, *, subset: str = ALL, category: str = ALL) -> ShownRow | None:
        """The row of an output, hidden or not."""
        return next((row for row in self.select(output, subset=subset) if row.category == category), None)


def disclose(
    summary: Summary, *, audience: Audience, circles: Iterable[Iterable[str]], threshold: int = THRESHOLD
) -> Disclosed:
    """The summary for an audience that does not read in full.

    circles: the patients of each centre and of each country, which some reader knows one by one.
    """
    return disclose_rows(
        summary.rows,
        drug=summary.drug,
        cut_off=summary.cut_off,
        reading=summary.parameters.reading,
        audience=audience,
        circles=circles,
        threshold=threshold,
    )


def disclose_rows(
    given: Sequence[Row],
    *,
    drug: str,
    cut_off: dt.date,
    audience: Audience,
    circles: Iterable[Iterable[str]],
    threshold: int,
    reading: str = DEFAULTS.reading,
) -> Disclosed:
    """The same of some rows of a drug. Rows of another reading than the chosen one are left out."""
    if audience is Audience.FULL:
        raise ValueError("Whoever reads in full reads the summary itself.")
    shown = choose_shown(given, circles, reading=reading, threshold=threshold)
    with_registered = (ALL, of(REGISTERED)) in shown
    rows = (
        _told(row, with_total=row.output != TREATED or (with_registered and row.subset == ALL))
        if (row.subset, cell_of(row)) in shown
        else _blank(row)
        for row in given
        if row.reading in ("", reading)
        and ((row.subset, cell_of(row)) in shown or OUTPUTS[row.output].by not in OPEN_LISTS)
    )
    return Disclosed(drug, cut_off, audience, threshold, tuple(rows))


def _told(row: Row, *, with_total: bool) -> ShownRow:
    """A row in sight."""
    shown = ShownRow(*(getattr(row, name) for name in COLUMNS))
    notes = _notes(row, (*MEANINGS, *NOTES))
    return replace(shown, N=row.N if with_total else None, parameters="; ".join(notes))


def _blank(row: Row) -> ShownRow:
    """A row of which only its name is left."""
    numbers = dict.fromkeys(("n", "N", "value", "low", "high"))
    names = {name: getattr(row, name) for name in COLUMNS if name not in numbers}
    notes = "; ".join([*_notes(row, MEANINGS), MARK])
    return ShownRow(**names | numbers | {"parameters": notes}, hidden=True)


def _notes(row: Row, names: Iterable[str]) -> list[str]:
    wanted = set(names)
    return [note for note in row.parameters.split("; ") if note.partition("=")[0] in wanted]
