"""What a chapter is written with: numbered tables and figures, numbers in words, the coordinator's own texts."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from exports.has.dossier import CUMULATIVE, PERIOD, Dossier, Number
from exports.plots.plot import Plot
from exports.plots.shapes import Drawing
from exports.report.parts import Block, Figure, Heading, Mark, Paragraph, Row, Table
from exports.report.texts import PLACES, paragraphs_of
from exports.report.words import DASH, interval, is_enough, number, share
from registry.fields.base import T
from registry.i18n import say, show_date
from registry.summaries.catalogue import OUTPUTS, UNIT_LABELS, By
from registry.summaries.labels import category_label
from registry.summaries.parameters import REVIEWED_ELSE_LOCAL
from registry.summaries.populations import ALL

WHAT, IN_PERIOD, TO_DATE = T("", ""), T("Période", "Period"), T("Cumul", "Cumulative")
INTERVAL = T("Intervalle à 95 %, cumul", "95% interval, cumulative")


@dataclass
class Builder:
    """The dossier, the typed texts, and how many tables and figures there are so far."""

    dossier: Dossier
    texts: Mapping[str, str] = field(default_factory=dict)
    tables: int = 0
    figures: int = 0

    def table(
        self,
        caption: T,
        head: Sequence[str],
        rows: Sequence[Row],
        *,
        numbers: Sequence[int] = (),
        widths: Sequence[float] = (),
        notes: Sequence[str] = (),
        wide: bool = False,
    ) -> Table:
        """The next table. One without rows says so."""
        self.tables += 1
        nothing = say(T("Aucune donnée.", "No data."))
        return Table(
            name=f"{say(T('Tableau', 'Table'))} {self.tables}",
            caption=say(caption),
            head=tuple(head),
            rows=tuple(rows) or (Row((nothing,), section=True),),
            numbers=frozenset(numbers),
            widths=tuple(widths),
            notes=tuple(notes),
            wide=wide,
        )

    def figure(self, plot: Plot, drawing: Drawing | None) -> Figure:
        """The next figure: its words, and how it is drawn on paper."""
        self.figures += 1
        return Figure.of(f"Figure {self.figures}", plot, drawing)

    def find(self, output: str, *, span: str = CUMULATIVE, category: str = ALL) -> Number | None:
        """A row of the summary, of all patients, by the reading that counts."""
        return next((one for one in self.select(output, span=span) if one.category == category), None)

    def select(
        self, output: str, *, span: str = CUMULATIVE, reading: str = REVIEWED_ELSE_LOCAL
    ) -> tuple[Number, ...]:
        """The rows of an output, of all patients; where it depends on the reading, those of that reading."""
        found = self.dossier.select(output, span=span)
        return tuple(one for one in found if one.reading in ("", reading))

    def publishable(self, output: str, category: str = ALL) -> Number | None:
        """The row of an output, of all patients, where a public document may give it."""
        return next((one for one in self.published(output) if one.category == category), None)

    def published(self, output: str) -> tuple[Number, ...]:
        """The rows of an output, of all patients, that a public document may give."""
        return tuple(one for one in self.dossier.publishable if (one.output, one.subset) == (output, ALL))

    def written(self, key: str) -> Iterator[Block]:
        """The text of a place that only a person can write, or the mark that it is missing."""
        text = self.texts.get(key, "")
        if not text:
            yield Mark(key, say(PLACES[key].expected))
        for paragraph in paragraphs_of(text):
            yield Paragraph(paragraph)

    def place(self, key: str) -> Iterator[Block]:
        """Such a place under its own heading."""
        yield Heading(PLACES[key].heading)
        yield from self.written(key)

    def count(self, output: str, *, span: str = CUMULATIVE, category: str = ALL) -> int:
        """N of an output; 0 where it is not in the summary."""
        found = self.find(output, span=span, category=category)
        return found.n if found else 0

    def n_words(self, output: str) -> str:
        """The people of a population, for a heading: N = 162."""
        return f"N = {number(self.count(output))}"

    def shares(self, caption: T, outputs: Sequence[str], *, all_categories: bool = False) -> Table:
        """Counts and shares of the period and up to the cut-off, with the interval of the latter."""
        rows: list[Row] = []
        for output in outputs:
            rows += self._share_rows(output, all_categories=all_categories)
        head = (say(WHAT), say(IN_PERIOD), say(TO_DATE), say(INTERVAL))
        return self.table(caption, head, rows, numbers=(1, 2, 3), widths=(3.2, 1.5, 1.6, 1.4))

    def _share_rows(self, output: str, *, all_categories: bool) -> Iterator[Row]:
        title = say(OUTPUTS[output].title)
        found = [one for one in self.select(output) if all_categories or one.n or _is_whole(one)]
        if OUTPUTS[output].by is By.NOTHING or {one.category for one in found} == {ALL}:
            yield from (self._share_row(one, title) for one in found if _is_whole(one))
        elif found:
            yield Row((title,), section=True)
            for one in found:
                yield self._share_row(one, say(category_label(output, one.category)))

    def _share_row(self, one: Number, label: str) -> Row:
        before = self.find(one.output, span=PERIOD, category=one.category)
        return Row((label, _figure(before), _figure(one), _bounds(one)))

    def measures(self, caption: T, outputs: Sequence[str]) -> Table:
        """Quantities: how many have one, mean and spread, median and quartiles, extremes; up to the cut-off."""
        rows = [row for output in outputs for row in self._measure_rows(output)]
        head = (
            say(WHAT),
            say(T("N", "N")),
            say(T("Manquants", "Missing")),
            say(T("Moyenne (écart-type)", "Mean (SD)")),
            say(T("Médiane (Q1 ; Q3)", "Median (Q1; Q3)")),
            say(T("Min ; max", "Min; max")),
        )
        return self.table(caption, head, rows, numbers=(1, 2, 3, 4, 5), widths=(3, 0.7, 1, 1.5, 1.8, 1.4))

    def _measure_rows(self, output: str) -> Iterator[Row]:
        held = {one.category: one for one in self.select(output)}
        median = held.get("median")
        if median is None:
            return
        said = {name: number(held[name].value if name in held else None, decimals=2) for name in _STATISTICS}
        unit = say(UNIT_LABELS[median.unit]) if median.unit in UNIT_LABELS else median.unit
        yield Row(
            (
                f"{say(OUTPUTS[output].title)} ({unit})",
                number(median.n),
                number((median.N or 0) - median.n),
                f"{said['mean']} ({said['sd']})",
                f"{said['median']} ({said['q1']} ; {said['q3']})",
                f"{said['min']} ; {said['max']}",
            )
        )

    def aggregate(self, caption: T, name: str) -> Table:
        """An aggregate sheet of the workbook: its variables, and under each what was counted in both spans."""
        held = self.dossier.table(name)
        rows: list[Row] = []
        before = None
        for line in held.lines:
            cells = {column.name: value for column, value in zip(held.columns, line.values, strict=True)}
            if cells["variable"] != before:
                before = cells["variable"]
                rows.append(Row((str(before),), section=True))
            rows.append(
                Row(
                    (str(cells["modalite"]), _counted(cells, "periode"), _counted(cells, "cumul")),
                    strong=line.strong,
                )
            )
        head = (say(WHAT), say(IN_PERIOD), say(TO_DATE))
        return self.table(caption, head, rows, numbers=(1, 2), widths=(4, 1.2, 1.2))

    def sheet(
        self,
        caption: T,
        name: str,
        columns: Mapping[str, float],
        *,
        notes: Sequence[str] = (),
        wide: bool = False,
        keep: Mapping[str, frozenset[str]] | None = None,
    ) -> Table:
        """Some columns of a sheet of the workbook, with the share of the width that each takes.

        keep: only the rows whose cell of a column is one of these.
        """
        held = self.dossier.table(name)
        places = [held.place(column) for column in columns]
        kept = [
            line
            for line in held.lines
            if all(line.values[held.place(column)] in values for column, values in (keep or {}).items())
        ]
        looks = [held.columns[place].look for place in places]
        return self.table(
            caption,
            [say(held.columns[place].heading) for place in places],
            [Row(tuple(_cell(line.values[p]) for p in places), strong=line.strong) for line in kept],
            numbers=[n for n, look in enumerate(looks) if look in ("count", "number", "percent")],
            widths=tuple(columns.values()),
            notes=notes,
            wide=wide,
        )


_STATISTICS = ("mean", "sd", "median", "q1", "q3", "min", "max")


def _is_whole(one: Number) -> bool:
    return one.category == ALL


def _figure(one: Number | None) -> str:
    """n/N (%); the percentage only where enough were counted."""
    if one is None:
        return "–"
    if one.unit == "%" and one.N is not None:
        return share(one.n, one.N, one.value)
    return number(one.n)


def _bounds(one: Number) -> str:
    return interval(one.low, one.high, unit=one.unit) if is_enough(one.N) and one.unit == "%" else DASH


def _counted(cells: Mapping[str, object], span: str) -> str:
    """A count of a span, over its whole where the sheet has one."""
    n, whole, percent = (cells.get(f"{name}_{span}") for name in ("n", "N", "pct"))
    if not isinstance(n, int) or not isinstance(whole, int):
        return _cell(n)
    if not whole:
        return DASH
    return share(n, whole, percent if isinstance(percent, float) else None)


def _cell(value: object) -> str:
    """A cell of the workbook in words."""
    match value:
        case None:
            return "–"
        case dt.date():
            return show_date(value)
        case int() | float():
            return number(value)
        case _:
            return str(value)
