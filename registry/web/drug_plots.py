"""The figures of a drug as its page shows them and as files, under the choices of the page.

A page takes `show(figures_of(...), name)` and passes the result to the macro of components/plot.html:
`{{ plot(swimmer) }}`. Names: response, swimmer, waterfall, spider, toxicity and survival-<endpoint>.
"""

from __future__ import annotations

import io
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from types import MappingProxyType
from typing import TYPE_CHECKING

from markupsafe import Markup

from exports.cells import Value
from exports.plots import forest, heat, spider, survival, swimmer, waterfall
from exports.plots.data import Setting, changes_of, criteria_of, forest_of, heat_of, lanes_of, traces_of
from exports.plots.plot import Plot
from exports.plots.png import png_file
from exports.plots.svg import svg_file, svg_in_page
from exports.records import write_table
from registry.errors import NotFound
from registry.i18n import gettext as _
from registry.i18n import say, show_date, show_number
from registry.queries.drugs import Numbers
from registry.summaries.populations import ALL
from registry.terminology.responses import criteria
from registry.web import drug_filters, drug_numbers, parameter_words
from registry.web.drug_address import Asked
from registry.web.values import drug_words

if TYPE_CHECKING:
    import pandas as pd

ENDPOINTS = ("pfs", "os", "dor", "ttnt", "ttd")
ROWS = 100
"""Rows of a data table in the page; the file holds all of them."""

ADDRESS = frozenset({"criterion"})
"""What an address says to the figures alone."""
TYPES: Mapping[str, str] = MappingProxyType({"svg": "image/svg+xml", "png": "image/png", "csv": "text/csv"})
"""The files that each figure has."""


@dataclass(frozen=True)
class Figures:
    """What the figures are made from. criterion: of waterfall and spider, "" for the most used one."""

    numbers: Numbers
    asked: Asked
    setting: Setting
    criterion: str = ""

    @property
    def subset(self) -> str:
        return self.asked.subset

    def inside(self, frame: pd.DataFrame) -> pd.DataFrame:
        """The lines of a frame of subjects that belong to courses of the chosen use."""
        courses = self.numbers.subjects.courses
        if self.subset == ALL:
            return frame
        return frame[frame["course_id"].isin(courses.loc[courses["subset"] == self.subset, "course_id"])]

    @cached_property
    def criteria(self) -> tuple[str, ...]:
        """The criteria by which somebody was measured, the most used first."""
        return criteria_of(self.inside(self.numbers.subjects.deepest))

    @property
    def chosen(self) -> str:
        """The criterion of this page; one that nobody was measured by is none."""
        known = self.criteria
        return self.criterion if self.criterion in known else next(iter(known), "")


@dataclass(frozen=True, slots=True)
class Shown:
    """A figure in a page: drawings for a desk and a phone, the table written for the reader, the files.

    words: the columns of the table that hold words. criteria: (words, address, is chosen) of those it can show.
    """

    id: str
    title: str
    population: str
    notes: tuple[str, ...]
    drawings: tuple[Markup, ...]
    head: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    words: tuple[int, ...]
    downloads: tuple[tuple[str, str], ...]
    criteria: tuple[tuple[str, str, bool], ...]


def figures_of(
    numbers: Numbers,
    asked: Asked,
    *,
    covers: str,
    criterion: str = "",
    links: Mapping[str, str] | None = None,
) -> Figures:
    """The figures of a drug, made one by one when asked for.

    covers: whose rows these are, in words. criterion: as the address names it. links: where a page leads from the
    number of a patient, by id; a file has none.
    """
    told = " ".join(_conditions(asked, covers))
    setting = Setting(drug_words(numbers.drug), asked.subset, told, links or {})
    return Figures(numbers, asked, setting, criterion)


def _conditions(asked: Asked, covers: str) -> Iterator[str]:
    """Whose rows, until when, under which choices: what a figure says that leaves the page."""
    yield f"{covers}."
    yield _("Cut-off: %(day)s.") % {"day": show_date(asked.cut_off)}
    for choice in parameter_words.choices(asked.parameters):
        if choice.name == "reading" or not choice.is_default:
            yield _("%(choice)s: %(value)s.") % {"choice": choice.label, "value": choice.words}
    for looked_at, values in drug_filters.set_words(asked.filters):
        words = looked_at[:1].upper() + looked_at[1:]
        yield _("%(choice)s: %(value)s.") % {"choice": words, "value": values}


def make(figures: Figures, name: str) -> Plot:
    """One figure by its name. NotFound when there is none of that name."""
    if name not in MAKERS:
        raise NotFound(_("There is no such figure. Go back to the page of the drug."))
    return MAKERS[name](figures)


def show(figures: Figures, name: str) -> Shown:
    """One figure for the page, its table cut to the first ROWS rows."""
    plot = make(figures, name)
    criterion = figures.chosen if name in MEASURED else ""
    return Shown(
        id=f"figure-{plot.name}",
        title=plot.title,
        population=plot.population,
        notes=(*plot.notes, *_cut_words(len(plot.table.rows))),
        drawings=_drawings(plot),
        head=plot.table.head,
        rows=tuple(tuple(map(_cell, row)) for row in plot.table.rows[:ROWS]),
        words=_columns_of_words(plot.table.rows),
        downloads=tuple((ending.upper(), _address(figures, name, ending, criterion)) for ending in TYPES),
        criteria=tuple(_criteria(figures, plot)) if name in MEASURED else (),
    )


def file_of(figures: Figures, name: str, ending: str) -> bytes:
    """One figure as a file. NotFound for a kind of file that there is not."""
    if ending not in TYPES:
        raise NotFound(_("Figures are given as SVG, PNG or CSV. Go back to the page of the drug."))
    plot = make(figures, name)
    if ending == "png":
        return png_file(plot)
    return (svg_file(plot) if ending == "svg" else _table(plot)).encode()


def _forest(figures: Figures) -> Plot:
    shown = drug_numbers.Numbers(figures.numbers.summary, figures.asked)
    lines = forest_of(
        figures.numbers.summary,
        subset=figures.subset,
        whole=_("All evaluable patients"),
        link=lambda row: shown.count(row).href,
    )
    level = figures.asked.parameters.conf_level
    return forest.plot_forest(lines, level=level, setting=figures.setting)


def _swimmer(figures: Figures) -> Plot:
    subjects = figures.numbers.subjects
    lanes = lanes_of(subjects.bars, subjects.marks, subset=figures.subset)
    return swimmer.plot_swimmer(lanes, setting=figures.setting)


def _waterfall(figures: Figures) -> Plot:
    subjects, criterion = figures.numbers.subjects, figures.chosen
    changes = changes_of(figures.inside(subjects.deepest), criterion=criterion)
    return waterfall.plot_waterfall(changes, criterion=criterion, setting=figures.setting)


def _spider(figures: Figures) -> Plot:
    subjects, criterion = figures.numbers.subjects, figures.chosen
    traces = traces_of(figures.inside(subjects.measures), subjects.courses, criterion=criterion)
    return spider.plot_spider(traces, criterion=criterion, setting=figures.setting)


def _heat(figures: Figures) -> Plot:
    lines = heat_of(figures.numbers.summary, subset=figures.subset)
    return heat.plot_heat(lines, setting=figures.setting)


def _survival(endpoint: str) -> Callable[[Figures], Plot]:
    def plot(figures: Figures) -> Plot:
        curves = figures.numbers.summary.curves
        line = next(one for one in curves if (one.output, one.subset) == (endpoint, figures.subset))
        return survival.plot_survival(line, setting=figures.setting)

    return plot


MAKERS: Mapping[str, Callable[[Figures], Plot]] = MappingProxyType(
    {
        "response": _forest,
        "swimmer": _swimmer,
        "waterfall": _waterfall,
        "spider": _spider,
        "toxicity": _heat,
        **{f"survival-{endpoint}": _survival(endpoint) for endpoint in ENDPOINTS},
    }
)
"""Every figure by the name that its address has."""

MEASURED = ("waterfall", "spider")
"""Figures of one criterion."""


def _drawings(plot: Plot) -> tuple[Markup, ...]:
    """The wide one, the narrow one and the one for paper, of which a page shows one."""
    drawn = (
        (plot.wide, "wide", f"d-none d-lg-block d-print-{'none' if plot.paper else 'block'}"),
        (plot.narrow, "narrow", "d-lg-none d-print-none"),
        (plot.paper, "paper", "d-none d-print-block"),
    )
    return tuple(
        Markup(svg_in_page(plot, drawing, prefix=f"{plot.name}-{name}", classes=classes))  # noqa: S704 - it escapes every text
        for drawing, name, classes in drawn
        if drawing
    )


def _address(figures: Figures, name: str, ending: str, criterion: str) -> str:
    return figures.asked.address("figure", name=name, ending=ending, criterion=criterion)


def _criteria(figures: Figures, plot: Plot) -> Iterator[tuple[str, str, bool]]:
    known, chosen = criteria(), figures.chosen
    for code in figures.criteria:
        words = say(known[code].name) if code in known else code
        yield words, f"{figures.asked.address('show', criterion=code)}#figure-{plot.name}", code == chosen


def _cut_words(rows: int) -> Iterator[str]:
    if rows > ROWS:
        words = _("The table has the first %(n)d of %(all)d rows here, and all of them in the CSV.")
        yield words % {"n": ROWS, "all": rows}


def _cell(value: Value) -> str:
    """A value of the table for the reader: numbers to one decimal, a dash for none."""
    match value:
        case None:
            return "–"
        case float():
            return show_number(value, decimals=1)
        case int():
            return show_number(value)
        case _:
            return str(value)


def _columns_of_words(rows: tuple[tuple[Value, ...], ...]) -> tuple[int, ...]:
    columns = zip(*rows, strict=True)
    return tuple(place for place, cells in enumerate(columns) if any(isinstance(cell, str) for cell in cells))


def _table(plot: Plot) -> str:
    file = io.StringIO(newline="")
    write_table(file, plot.table.head, plot.table.rows)
    return file.getvalue()
