"""Lines of the aggregate sheets: what is counted, its numbers in the period and up to the cut-off, and where from."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from types import MappingProxyType

from exports.has.columns import NONE
from exports.has.counts import PATIENTS, ROWS, VALUES, Counter, Source
from exports.has.dossier import CUMULATIVE, PERIOD, SPANS, Column, Line, Table, Value
from registry.fields.base import T
from registry.i18n import say
from registry.summaries.catalogue import OUTPUTS, By
from registry.summaries.dossier_numbers import Spans
from registry.summaries.intervals import exact_interval
from registry.summaries.parameters import DEFAULTS
from registry.summaries.populations import ALL, UNKNOWN
from registry.summaries.statistics.spread import STATISTICS, describe
from registry.summaries.table import Row

SMALLEST = 5
"""Fewer than so many are not divided: n of N is printed without %."""

STATS: Mapping[str, tuple[T, str]] = MappingProxyType(
    {
        "n": (T("n", "n"), "count"),
        "N": (T("N", "N"), "count"),
        "pct": (T("%", "%"), "percent"),
        "ic_bas": (T("IC 95 % bas", "95% CI low"), "percent"),
        "ic_haut": (T("IC 95 % haut", "95% CI high"), "percent"),
        "manquants": (T("Manquants", "Missing"), "count"),
        "mean": (T("Moyenne", "Mean"), "measure"),
        "sd": (T("Écart-type", "SD"), "measure"),
        "median": (T("Médiane", "Median"), "measure"),
        "q1": (T("Q1", "Q1"), "measure"),
        "q3": (T("Q3", "Q3"), "measure"),
        "min": (T("Min.", "Min."), "measure"),
        "max": (T("Max.", "Max."), "measure"),
        "evenements": (T("Toxicités", "Toxicities"), "count"),
        "graves": (T("dont graves", "of which serious"), "count"),
        "non_graves": (T("dont non graves", "of which not serious"), "count"),
    }
)
"""The statistics: heading and look."""

NAMES = {"mean": "moyenne", "sd": "ecart_type", "median": "mediane"}
COUNTED = ("n", "N", "pct", "ic_bas", "ic_haut")
DESCRIBED = ("n", "N", "pct", "manquants", *STATISTICS)
SUFFIX = {PERIOD: "periode", CUMULATIVE: "cumul"}
SOURCE = (
    Column("source", T("Source", "Source")),
    Column("source_filtre", T("Filtre", "Filter"), "words"),
    Column("source_compte", T("Ce qui est compté", "What is counted")),
    Column("source_periode", T("Date de la période", "Date of the period")),
)
NO_NUMBERS: Mapping[str, Value] = MappingProxyType({})


@dataclass(frozen=True, slots=True)
class Entry:
    """One line of an aggregate sheet: numbers by span, each by the name of its statistic."""

    variable: T
    modality: str
    source: Source
    numbers: Mapping[str, Mapping[str, Value]]
    strong: bool = False
    ids: Mapping[str, tuple[str, ...]] = field(default_factory=dict)


class Aggregator:
    """Makes entries from the numbers of the summary and from counts of the listings."""

    def __init__(self, spans: Spans, counter: Counter) -> None:
        self.counter = counter
        self._rows = {
            PERIOD: _indexed(spans.rows),
            CUMULATIVE: _indexed(spans.summary.rows),
        }
        self._by_output = {PERIOD: _grouped(spans.rows), CUMULATIVE: _grouped(spans.summary.rows)}

    def row(self, span: str, output: str, category: str = ALL, reading: str = "") -> Row | None:
        return self._rows[span].get((output, category, reading))

    def rows(self, span: str, output: str, reading: str = "") -> Sequence[Row]:
        return self._by_output[span].get((output, reading), ())

    def categories(self, output: str, reading: str = "") -> list[str]:
        """Those of both spans, in the order in which they are read."""
        found = (row.category for span in (CUMULATIVE, PERIOD) for row in self.rows(span, output, reading))
        return list(dict.fromkeys(found))

    def shared(
        self,
        variable: T,
        modality: str,
        source: Source,
        *,
        output: str,
        category: str = ALL,
        reading: str = "",
    ) -> Entry:
        """N of N, as the summary counts them; 0 of the period where it has no such line."""
        numbers = {
            span: self._share(span, source, output, category, reading)
            for span in SPANS
            if span == CUMULATIVE or source.has_period
        }
        return self.entry(variable, modality, source, numbers)

    def _share(
        self, span: str, source: Source, output: str, category: str, reading: str
    ) -> Mapping[str, Value]:
        row = self.row(span, output, category, reading)
        if row is not None:
            return share(row.n, row.N)
        known = (one for one in self.rows(span, output, reading) if one.category != UNKNOWN)
        others = {one.N for one in known}
        return share(0, others.pop() if len(others) == 1 and OUTPUTS[output].by is not By.DIAGNOSIS else 0)

    def described(self, variable: T, source: Source, output: str, *, prefix: str = "") -> Entry:
        """A measure, as the summary describes it."""
        numbers = {
            span: self._description(span, output, prefix)
            for span in SPANS
            if span == CUMULATIVE or source.has_period
        }
        return self.entry(variable, say(T("Valeur", "Value")), source, numbers)

    def _description(self, span: str, output: str, prefix: str) -> Mapping[str, Value]:
        rows = {name: self.row(span, output, prefix + name) for name in STATISTICS}
        first = rows["mean"]
        if first is None:
            return {"n": 0, "N": 0, "manquants": 0}
        total = first.N or 0
        values = {name: row.value for name, row in rows.items() if row and row.value is not None}
        return {"n": first.n, "N": total, "manquants": total - first.n, **values}

    def counted(self, variable: T, modality: str, source: Source, of: Source | None = None) -> Entry:
        """Rows or patients of the listings; of: what they are divided by."""
        numbers: dict[str, Mapping[str, Value]] = {}
        for span in SPANS:
            if span == CUMULATIVE or source.has_period:
                n = whole(self.counter.count(source, span).n)
                total = whole(self.counter.count(of, span).n) if of else None
                numbers[span] = share(n, total) if of else {"n": n}
        return self.entry(variable, modality, source, numbers)

    def measured(self, variable: T, source: Source, of: Source) -> Entry:
        """The spread of a column of the listings."""
        numbers = {
            span: self._spread(span, source, of) for span in SPANS if span == CUMULATIVE or source.has_period
        }
        return self.entry(variable, say(T("Valeur", "Value")), source, numbers)

    def _spread(self, span: str, source: Source, of: Source) -> Mapping[str, Value]:
        held = [float(v) for v in self.counter.values(source, span) if isinstance(v, (int, float))]
        total = int(self.counter.count(of, span).n)
        values = {name: one.value for name, one in describe(held).items() if one.value is not None}
        return {"n": len(held), "N": total, "manquants": total - len(held), **values}

    def entry(
        self,
        variable: T,
        modality: str,
        source: Source,
        numbers: Mapping[str, Mapping[str, Value]],
        *,
        strong: bool = False,
    ) -> Entry:
        """An entry with the patients behind it."""
        ids = {
            span: self.counter.count(source, span).ids
            for span in numbers
            if not source.counts.startswith(VALUES)
        }
        return Entry(variable, modality, source, numbers, strong, ids)

    def keep(self, entries: Iterable[Entry]) -> list[Entry]:
        """Those whose listings have the columns that they count; a recipient may not get all of them."""
        return [entry for entry in entries if self.counter.knows(entry.source)]


def make_table(
    name: str,
    title: T,
    stats: Sequence[str],
    entries: Sequence[Entry],
    *,
    sizes: Mapping[str, int],
    notes: tuple[T, ...] = (),
    population: str = "",
) -> Table:
    """An aggregate sheet. sizes: N by span, printed in the headings."""
    columns = (
        Column("variable", T("Variable", "Variable"), "words"),
        Column("modalite", T("Modalité", "Category"), "words"),
        *(column for span in SPANS for column in _columns(stats, span, sizes[span])),
        *SOURCE,
    )
    lines = tuple(_line(entry, stats) for entry in entries)
    return Table(name, title, columns, lines, notes, population, is_aggregate=True)


def _columns(stats: Sequence[str], span: str, size: int) -> Iterator[Column]:
    words = T("période", "period") if span == PERIOD else T("cumul", "cumulative")
    for stat in stats:
        label, look = STATS[stat]
        heading = T(f"{label.fr}, {words.fr} (N = {size})", f"{label.en}, {words.en} (N = {size})")
        yield Column(column_name(stat, span), heading, look)


def column_name(stat: str, span: str) -> str:
    """The technical name of a statistic in a span."""
    return f"{NAMES.get(stat, stat)}_{SUFFIX[span]}"


def _line(entry: Entry, stats: Sequence[str]) -> Line:
    cells = (entry.numbers.get(span, NO_NUMBERS).get(stat, say(NONE)) for span in SPANS for stat in stats)
    return Line(
        (say(entry.variable), entry.modality, *cells, *entry.source.cells),
        strong=entry.strong,
        kind="patient",
        period=entry.ids.get(PERIOD, ()),
        cumulative=entry.ids.get(CUMULATIVE, ()),
    )


def share(n: float, total: float | None) -> Mapping[str, Value]:
    """N of N with its exact interval; no % of fewer than SMALLEST."""
    if total is None:
        return {"n": n}
    if total < SMALLEST:
        return {"n": n, "N": total}
    low, high = exact_interval(int(n), int(total), level=DEFAULTS.conf_level)
    return {"n": n, "N": total, "pct": 100 * n / total, "ic_bas": 100 * low, "ic_haut": 100 * high}


def whole(n: float) -> float:
    return int(n) if float(n).is_integer() else n


def patients_in(sheet: str, *where: tuple[str, str, str], dated: str = "") -> Source:
    return Source((sheet,), where, PATIENTS, dated)


def rows_in(*sheets: str, where: tuple[tuple[str, str, str], ...] = (), dated: str = "") -> Source:
    return Source(sheets, where, ROWS, dated)


def _indexed(rows: Iterable[Row]) -> Mapping[tuple[str, str, str], Row]:
    return {(row.output, row.category, row.reading): row for row in rows if row.subset == ALL}


def _grouped(rows: Iterable[Row]) -> Mapping[tuple[str, str], Sequence[Row]]:
    found: dict[tuple[str, str], list[Row]] = {}
    for row in rows:
        if row.subset == ALL:
            found.setdefault((row.output, row.reading), []).append(row)
    return found
