"""The sums that hold between the counts of a summary: what somebody who attacks the tables calculates with."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType
from typing import NamedTuple

from registry.summaries.populations import ALL, COMBINATION, MONOTHERAPY, UNKNOWN
from registry.summaries.table import Row

CELL_UNITS = ("%", "patients", "events", "records")
"""Units of the rows whose n is the count that the row is about."""

PARTS: Mapping[str, str] = MappingProxyType(
    {
        "not_treated": "",
        "bor": "evaluable",
        "bor_confirmed": "evaluable",
        "orr": "orr",
        "toxicity_worst_grade": "toxicity_any",
        "toxicity_by_grade_events": "",
        "toxicity_by_nature_events": "toxicity_events",
        "toxicity_soc_events": "toxicity_events",
        "toxicity_term_events": "toxicity_events",
        "declaration_clock": "toxicity_serious_events",
    }
)
"""Outputs whose categories add up, and to what: the row "all" of that output."""

SUMS: tuple[tuple[str, tuple[tuple[str, tuple[str, ...]], ...]], ...] = (
    ("registered", (("treated", (ALL,)), ("not_treated", ()))),
    ("treated", (("evaluable", (ALL,)), ("not_evaluable", ()))),
    ("orr", (("bor", ("CR", "PR")),)),
    ("orr", (("orr_treated", (ALL,)),)),
    ("orr", (("responders", (ALL,)),)),
    ("orr", (("bor", ("CR", "PR", "MR")),)),
    ("orr_with_minor", (("bor", ("CR", "PR", "MR")),)),
    ("orr_confirmed", (("bor_confirmed", ("CR", "PR")),)),
    ("dcr", (("bor", ("CR", "PR", "MR", "SD")),)),
    ("dcr", (("bor", ("CR", "PR", "SD")),)),
    ("toxicity_grade3", (("toxicity_worst_grade", ("3", "4", "5")),)),
)
"""A total and what it is made of: outputs with the categories that count, all of them where none is named."""

PARTED = ("orr", "signal_response", "signal_serious")
"""Outputs whose categories are parts of the population, each with an N of its own."""

BY_GRADE = ("toxicity_soc", "toxicity_term")
"""Tables whose patients are those of their worst grades."""

ANSWERS = (
    "baseline_age_class",
    "baseline_sex",
    "baseline_diagnosis",
    "baseline_disease_status",
    "baseline_stage",
    "baseline_metastatic",
    "baseline_basis",
    "start_dose_below",
    "formulation",
    "route",
    "handling",
    "deviation",
)
"""Questions with one answer each: the answers and those without one are all treated patients."""


SEVERAL = ("baseline_predisposition", "baseline_basis_gene", "baseline_prior_treatment")
"""Questions with several answers, which do not add up; who has any and who has none are all treated patients."""

POPULATIONS: Mapping[str, str] = MappingProxyType(
    {
        "registered": "registered",
        "treated": "treated",
        "evaluable": "evaluable",
        "dosed": "dosed",
        "serious": "toxicity_serious_events",
    }
)
"""The output that counts each population."""

WHOLE = "#N"
"""Ends the name of the cell that holds the N of an output where it is not the count of its population."""


class Cell(NamedTuple):
    """The place of a count in the table."""

    output: str
    subset: str
    category: str
    reading: str


@dataclass(frozen=True, slots=True)
class Relation:
    """Counts that add up to 0 with their signs."""

    terms: tuple[tuple[int, Cell], ...]

    @property
    def cells(self) -> tuple[Cell, ...]:
        return tuple(cell for _, cell in self.terms)


def cell_of(row: Row) -> Cell:
    """The cell of a row."""
    return Cell(row.output, row.subset, row.category, row.reading)


def counts_of(rows: Iterable[Row]) -> dict[Cell, int]:
    """Every count that the rows show: their n, and their N where no row counts it."""
    rows = list(rows)
    counts = {cell_of(row): row.n for row in rows if row.unit in CELL_UNITS}
    wholes = {whole_of(row): row.N for row in rows if row.N is not None}
    return {cell: n for cell, n in wholes.items() if cell and n is not None} | counts


def whole_of(row: Row) -> Cell | None:
    """The cell that holds the N of a row: the count of its population, or one of its own."""
    if row.N is None:
        return None
    answered = row.output in (*ANSWERS, *SEVERAL)
    if answered and row.category != UNKNOWN:
        return Cell(row.output + WHOLE, row.subset, ALL, row.reading)
    if row.output in PARTED and row.category != ALL:
        return Cell(row.output + WHOLE, row.subset, row.category, row.reading)
    counted = POPULATIONS.get(row.population)
    if counted is None:
        return Cell(row.output + WHOLE, row.subset, row.category, row.reading)
    return Cell(counted, row.subset, ALL, row.reading if counted == "evaluable" else "")


def relations_between(counts: Mapping[Cell, int]) -> list[Relation]:
    """Every sum between these counts that the definitions tell and that holds in them."""
    tables: dict[tuple[str, str, str], list[Cell]] = {}
    for cell in counts:
        tables.setdefault((cell.output, cell.subset, cell.reading), []).append(cell)
    found = [*_splits(counts), *_partitions(tables, counts), *_grades(counts), *_answers(tables, counts)]
    return [relation for relation in found if _holds(relation, counts)]


def _holds(relation: Relation, counts: Mapping[Cell, int]) -> bool:
    return len(relation.terms) > 1 and not sum(sign * counts[cell] for sign, cell in relation.terms)


def _splits(counts: Mapping[Cell, int]) -> Iterator[Relation]:
    """All is monotherapy and combination."""
    for cell in counts:
        parts = [cell._replace(subset=subset) for subset in (MONOTHERAPY, COMBINATION)]
        if cell.subset == ALL and all(part in counts for part in parts):
            yield _sum(cell, parts)


def _partitions(
    tables: Mapping[tuple[str, str, str], Sequence[Cell]], counts: Mapping[Cell, int]
) -> Iterator[Relation]:
    """Categories that add up, and totals made of several outputs."""
    for (output, subset, reading), cells in tables.items():
        total = Cell(PARTS.get(output, ""), subset, ALL, reading)
        if total in counts:
            yield _sum(total, [cell for cell in cells if cell != total])
        for name, parts in SUMS:
            if name == output and Cell(output, subset, ALL, reading) in counts:
                yield _sum(Cell(output, subset, ALL, reading), _parts_of(parts, subset, reading, tables))


def _parts_of(
    parts: Sequence[tuple[str, tuple[str, ...]]],
    subset: str,
    reading: str,
    tables: Mapping[tuple[str, str, str], Sequence[Cell]],
) -> list[Cell]:
    found: list[Cell] = []
    for output, categories in parts:
        readings = sorted({key[2] for key in tables if key[0] == output})
        chosen = reading if reading in readings else next(iter(readings), reading)
        found += [
            cell
            for cell in tables.get((output, subset, chosen), ())
            if not categories or cell.category in categories
        ]
    return found


def _grades(counts: Mapping[Cell, int]) -> Iterator[Relation]:
    """The patients of a term or class are those of its worst grades."""
    for cell in counts:
        if cell.output in BY_GRADE:
            graded = [cell._replace(output=f"{cell.output}_grade_{grade}") for grade in range(1, 6)]
            yield _sum(cell, [part for part in graded if part in counts])


def _answers(
    tables: Mapping[tuple[str, str, str], Sequence[Cell]], counts: Mapping[Cell, int]
) -> Iterator[Relation]:
    """Who answered and who did not are all patients; where there is one answer each, the answers add up."""
    for (output, subset, reading), cells in tables.items():
        whole, total = Cell(output + WHOLE, subset, ALL, reading), Cell("treated", subset, ALL, "")
        without = Cell(output, subset, UNKNOWN, reading)
        if output in (*ANSWERS, *SEVERAL) and {whole, total, without} <= counts.keys():
            yield _sum(total, [whole, without])
            if output in ANSWERS:
                yield _sum(whole, [cell for cell in cells if cell != without])
        if output.removesuffix(WHOLE) in PARTED and output.endswith(WHOLE):
            counted = "treated" if output.startswith("signal_serious") else "evaluable"
            all_ = Cell(counted, subset, ALL, reading)
            if all_ in counts:
                yield _sum(all_, cells)


def _sum(total: Cell, parts: Sequence[Cell]) -> Relation:
    return Relation(((1, total), *((-1, part) for part in parts)))
