"""Who sees small counts: in full by role, or with small cells hidden so that nothing gives them back.

A cell is hidden when it counts some but fewer patients than the threshold, or leaves fewer than that beside it.
Further cells are hidden until no hidden one can be worked out from the sums that hold between the cells shown.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

import numpy as np

from registry.summaries.additivity import (
    POPULATIONS,
    WHOLE,
    Cell,
    Relation,
    cell_of,
    counts_of,
    relations_between,
    whole_of,
)
from registry.summaries.populations import ALL
from registry.summaries.table import Row

THRESHOLD = 11

FULL_ROLES = frozenset({"coordinator", "reviewer", "pharmacovigilance", "analyst", "auditor", "console"})
"""Roles that read the numbers of all centres in full."""

TOLERANCE = 1e-6
"""Of the solver."""

UNBOUNDED = 3
"""What the solver answers where no limit holds a count."""

PERSONAL = ("min", "max")
"""Statistics that are the value of one patient."""

NOTES = ("patient_months=", "finding=")
"""Notes of a row from which its count could be worked out."""


class Audience(StrEnum):
    """FULL: every number. CENTRES: numbers of all centres, for whoever knows those of one. PUBLIC: a document."""

    FULL = "full"
    CENTRES = "centres"
    PUBLIC = "public"


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
    patients: tuple[str, ...] = ()
    hidden: bool = False


def audience_of(role: str, *, own_rows: bool) -> Audience:
    """How a role reads a summary. own_rows: it covers only the rows of the reader's own centre or country."""
    return Audience.FULL if own_rows or role in FULL_ROLES else Audience.CENTRES


def may_filter(audience: Audience, filters: Mapping[str, str]) -> bool:
    """Whether an audience may ask for a part of the patients.

    The difference of two parts is a part too. So only the whole is answered where small counts are hidden.
    """
    return audience is Audience.FULL or not filters


def disclose(
    rows: Sequence[Row], *, audience: Audience, threshold: int = THRESHOLD, own: Iterable[Row] = ()
) -> tuple[ShownRow, ...]:
    """The rows as the audience sees them.

    own: the same rows over the reader's own centre, which the reader knows: what is left without them is protected
    too. Lists of patients are never opened to those who do not read in full.
    """
    if audience is Audience.FULL:
        return tuple(_shown(row) for row in rows)
    hidden = choose_hidden(rows, threshold=threshold, own=tuple(own))
    return tuple(
        _blanked(row)
        if cell_of(row) in hidden or whole_of(row) in hidden or row.category.endswith(PERSONAL)
        else _closed(row)
        for row in rows
    )


def choose_hidden(rows: Sequence[Row], *, threshold: int, own: Sequence[Row] = ()) -> frozenset[Cell]:
    """The cells to hide: the small ones, and as many more as keep each of them uncertain by the threshold."""
    known = {cell_of(row): row for row in own}
    hidden = {cell_of(row) for row in rows if _is_small(row, known.get(cell_of(row)), threshold)}
    whole, mine = counts_of(rows), counts_of(own)
    counts = {cell: n - mine.get(cell, 0) for cell, n in whole.items()}
    hidden |= {cell for cell, n in counts.items() if 0 < n < threshold or 0 < whole[cell] < threshold}
    small = frozenset(hidden)
    relations = relations_between(whole)
    of_cell: dict[Cell, list[Relation]] = {}
    for relation in relations:
        for cell in relation.cells:
            of_cell.setdefault(cell, []).append(relation)
    safe = set[Cell]()
    for cell in sorted(cell for cell in hidden if cell in of_cell):
        if cell not in safe:
            more, linked = _protect(
                cell, hidden, small=small, counts=counts, of_cell=of_cell, threshold=threshold
            )
            hidden |= more
            safe |= linked
    return frozenset(hidden)


def _protect(
    cell: Cell,
    hidden: set[Cell],
    *,
    small: frozenset[Cell],
    counts: Mapping[Cell, int],
    of_cell: Mapping[Cell, Sequence[Relation]],
    threshold: int,
) -> tuple[set[Cell], set[Cell]]:
    """The cells to hide besides, so that what is hidden around a cell stays uncertain; and all that is linked then."""
    more: set[Cell] = set()
    while True:
        linked, relations = _linked(cell, hidden | more, of_cell)
        unsafe = find_exposed(linked, relations, small=small, counts=counts, threshold=threshold)
        least = _least_beside(unsafe, linked, counts=counts, of_cell=of_cell)
        if least is None:
            return more, linked
        more.add(least)


def _least_beside(
    unsafe: Iterable[Cell],
    linked: set[Cell],
    *,
    counts: Mapping[Cell, int],
    of_cell: Mapping[Cell, Sequence[Relation]],
) -> Cell | None:
    """The count that tells least of those still shown in a sum with an exposed cell; None when there is none."""
    shown = {
        other
        for cell in unsafe
        for relation in of_cell[cell]
        for other in relation.cells
        if other not in linked and counts[other]
    }
    return min(shown, key=lambda other: (_worth(other), counts[other], other), default=None)


def find_exposed(
    linked: Iterable[Cell],
    relations: Sequence[Relation],
    *,
    small: frozenset[Cell],
    counts: Mapping[Cell, int],
    threshold: int,
) -> list[Cell]:
    """Of the small cells, those whose possible values span less than the threshold, all sums taken together.

    Cells that are hidden only to protect others need no protection of their own.

    The least and the greatest possible value come from linear programming; each solution shows a possible value of
    every cell, so that few need one of their own.
    """
    cells = sorted(linked)
    matrix, totals = _equations(cells, relations, counts)
    if not any(totals):
        return []  # whatever is so may as well be any multiple of it
    low = high = np.array([counts[cell] for cell in cells], dtype="float64")
    exposed = []
    for place, cell in enumerate(cells):
        if cell not in small or not counts[cell]:
            continue
        for sign in (-1.0, 1.0):
            if high[place] - low[place] < threshold:
                possible = _solve(place, sign, matrix, totals)
                if possible is None:
                    high = np.where(np.arange(len(cells)) == place, np.inf, high)
                else:
                    low, high = np.minimum(low, possible), np.maximum(high, possible)
        if high[place] - low[place] < threshold - TOLERANCE:
            exposed.append(cell)
    return exposed


def _equations(
    cells: Sequence[Cell], relations: Sequence[Relation], counts: Mapping[Cell, int]
) -> tuple[list[list[float]], list[float]]:
    """The sums as equations of the hidden cells."""
    places = {cell: place for place, cell in enumerate(cells)}
    matrix, totals = [], []
    for relation in relations:
        line, rest = [0.0] * len(cells), 0.0
        for sign, cell in relation.terms:
            if cell in places:
                line[places[cell]] += sign
            else:
                rest -= sign * counts[cell]
        matrix.append(line)
        totals.append(rest)
    return matrix, totals


def _solve(place: int, sign: float, matrix: list[list[float]], totals: list[float]) -> Any:
    """Possible values of all cells with one of them least (sign 1) or greatest (sign -1); None where it has no end."""
    from scipy.optimize import linprog

    aim = [0.0] * len(matrix[0])
    aim[place] = sign
    solved = linprog(aim, A_eq=matrix, b_eq=totals, method="highs")
    if solved.status == UNBOUNDED:
        return None
    if not solved.success:
        raise ArithmeticError(f"The sums of the summary contradict each other: {solved.message}")
    return solved.x


def _linked(
    cell: Cell, hidden: set[Cell], of_cell: Mapping[Cell, Sequence[Relation]]
) -> tuple[set[Cell], list[Relation]]:
    """The hidden cells that a cell is linked with through sums, itself included, and these sums."""
    linked, found, waiting = {cell}, dict.fromkeys(of_cell[cell]), [cell]
    while waiting:
        for relation in of_cell[waiting.pop()]:
            found[relation] = None
            for other in relation.cells:
                if other in hidden and other not in linked:
                    linked.add(other)
                    waiting.append(other)
    return linked, list(found)


def _worth(cell: Cell) -> int:
    """What a count tells: populations most, then totals, then what is of all patients; the least is hidden first."""
    population = cell.output in POPULATIONS.values() or cell.output.endswith(WHOLE)
    return 4 * population + 2 * (cell.category == ALL) + (cell.subset == ALL)


def _is_small(row: Row, known: Row | None, threshold: int) -> bool:
    """Whether a row counts some but few, or leaves some but few, with or without what the reader knows."""
    n, total = row.n - _n(known), None if row.N is None else row.N - (known.N or 0 if known else 0)
    behind = set(row.patients)
    numbers = [row.n, n]
    if behind:
        numbers += [len(behind), len(behind.difference(known.patients if known else ()))]
    if row.N is not None and total is not None:
        numbers += [row.N, total, row.N - row.n, total - n]
    return any(0 < number < threshold for number in numbers)


def _n(row: Row | None) -> int:
    return row.n if row else 0


def _shown(row: Row) -> ShownRow:
    return ShownRow(*(getattr(row, name) for name in ShownRow.__slots__[:-1]))


def _closed(row: Row) -> ShownRow:
    """A row without the list of its patients."""
    return ShownRow(*(getattr(row, name) for name in ShownRow.__slots__[:-2]))


def _blanked(row: Row) -> ShownRow:
    """A row of which only its name is left."""
    notes = [part for part in row.parameters.split("; ") if part and not part.startswith(NOTES)]
    return ShownRow(
        row.output,
        row.subset,
        row.category,
        None,
        None,
        None,
        None,
        None,
        row.unit,
        row.population,
        row.reading,
        "; ".join(notes),
        hidden=True,
    )
