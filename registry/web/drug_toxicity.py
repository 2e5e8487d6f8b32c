"""The toxicity of a drug as its page shows it: the sorts of toxicity, then each organ class with its terms."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from exports.sheets.toxicity import EVENTS, MISSING
from registry.fields.values import GRADE
from registry.i18n import say
from registry.summaries.catalogue import OUTPUTS
from registry.summaries.labels import soc_of
from registry.summaries.table import Row
from registry.summaries.toxicity import FLAGS
from registry.web.drug_numbers import FEW, Count, Figure, Numbers, number_words, words_of

STEPS = (5, 10, 20)
"""Shares of the treated patients, in %, from which a cell is one step darker."""


@dataclass(frozen=True, slots=True)
class Sort:
    """Patients with a toxicity of some sort, and those toxicities."""

    output: str
    share: Figure
    events: Count | None


@dataclass(frozen=True, slots=True)
class Overview:
    """The sorts of toxicity; missing: toxicities that lack an answer, (definition, count)."""

    sorts: tuple[Sort, ...]
    missing: tuple[tuple[str, Count], ...]


@dataclass(frozen=True, slots=True)
class Cell:
    """Patients whose worst grade is this one. count is None where the term has no such grade; step: 0 to 4."""

    count: Count | None
    step: int = 0


@dataclass(frozen=True, slots=True)
class Line:
    """All toxicities, an organ class, or one of its terms. level: total, organ-class or term.

    rate: events per 100 patient-months, "" where it cannot be calculated.
    """

    level: str
    label: str
    cells: tuple[Cell, ...]
    share: Figure
    events: Count
    rate: str


@dataclass(frozen=True, slots=True)
class Toxicities:
    """The table by organ class and term, most frequent first; empty where there was no toxicity."""

    treated: Count
    lines: tuple[Line, ...]


def overview(numbers: Numbers) -> Overview:
    """The rows of the sheet of toxicity that stand above its table."""
    return Overview(
        sorts=tuple(_sorts(numbers)),
        missing=tuple(
            (say(OUTPUTS[output].definition), numbers.count(numbers.find(output))) for output in MISSING
        ),
    )


def _sorts(numbers: Numbers) -> Iterator[Sort]:
    for output, _flag in FLAGS:
        row = numbers.find(output)
        if row:
            events = numbers.count(numbers.find(EVENTS[output])) if output in EVENTS else None
            yield Sort(output, numbers.figure(row), events)


def tabulate(numbers: Numbers) -> Toxicities:
    """Patients by worst grade, with any grade, and events. A use lists what occurred in it."""
    treated = numbers.count(numbers.find("treated"))
    return Toxicities(treated, tuple(_lines(numbers)))


def _lines(numbers: Numbers) -> Iterator[Line]:
    every = numbers.find("toxicity_any")
    if every is None or not every.n:
        return
    worst = {row.category: row for row in numbers.select("toxicity_worst_grade")}
    yield _line(numbers, "total", every, worst, numbers.find("toxicity_events"))
    terms = _most_frequent(numbers, "toxicity_term")
    for soc in _most_frequent(numbers, "toxicity_soc"):
        yield _line(numbers, "organ-class", soc, _grades(numbers, soc), _events(numbers, soc))
        for term in terms:
            if soc_of(term.category) == soc.category:
                yield _line(numbers, "term", term, _grades(numbers, term), _events(numbers, term))


def _most_frequent(numbers: Numbers, output: str) -> list[Row]:
    """What occurred, by number of patients; equal ones in the order of the terminology."""
    return sorted((row for row in numbers.select(output) if row.n), key=lambda row: -row.n)


def _grades(numbers: Numbers, row: Row) -> Mapping[str, Row]:
    """The rows of the worst grades that exist."""
    found = {code: numbers.find(f"{row.output}_grade_{code}", row.category) for code in GRADE.codes}
    return {code: grade for code, grade in found.items() if grade}


def _events(numbers: Numbers, row: Row) -> Row | None:
    return numbers.find(f"{row.output}_events", row.category)


def _line(numbers: Numbers, level: str, row: Row, grades: Mapping[str, Row], events: Row | None) -> Line:
    return Line(
        level,
        label=words_of(row) if level != "total" else "",
        cells=tuple(_cell(numbers, grades.get(code)) for code in GRADE.codes),
        share=numbers.figure(row),
        events=numbers.count(events),
        rate=_rate(numbers, row),
    )


def _rate(numbers: Numbers, row: Row) -> str:
    """Events per 100 patient-months, of the same line."""
    output = "toxicity_rate" if row.output == "toxicity_any" else f"{row.output}_rate"
    found = numbers.find(output, row.category)
    return number_words(found.value, found.unit) if found else ""


def _cell(numbers: Numbers, row: Row | None) -> Cell:
    return Cell(None) if row is None else Cell(numbers.count(row), _step(row))


def _step(row: Row) -> int:
    """How dark a cell is, from the unrounded share; too few patients have no share."""
    if not row.n or row.value is None or (row.N or 0) < FEW:
        return 0
    share = row.value
    return 1 + sum(share >= step for step in STEPS)
