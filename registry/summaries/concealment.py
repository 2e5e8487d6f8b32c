"""Which rows of a summary stay in sight where small counts are hidden.

From the whole down: a row stays when it and what is beside it in its whole count nobody or enough patients, for an
outsider and for whoever knows a centre or country; when the rows that it lies within stay; and when the sums that it
stands in leave uncertain what is hidden. Everything else is hidden: a row whose patients or whole are not known, too.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from functools import cached_property, reduce
from itertools import combinations
from operator import or_

from registry.summaries.catalogue import OUTPUTS, By
from registry.summaries.containment import (
    ANSWERED,
    ANY,
    COUNTED,
    ENDPOINTS,
    EVALUABLE,
    FIRST,
    PARTED,
    PERSONAL,
    POPULATIONS,
    SHARING,
    TOGETHER,
    TOLD,
    TOTALS,
    TREATED,
    Cell,
    count_of,
    depends_on,
    is_unknown,
    of,
)
from registry.summaries.labels import soc_of
from registry.summaries.populations import ALL, COMBINATION, MONOTHERAPY, UNKNOWN
from registry.summaries.table import Row
from registry.summaries.worlds import Worlds

BY_USE = (TREATED, EVALUABLE, "orr", "dcr", ANY, "toxicity_grade3")
"""The rows that are told by use too, all of them or none."""

COUNTS = ("%", "patients")


def cell_of(row: Row) -> Cell:
    """The cell of a row within its subset."""
    return Cell(row.output, row.category, row.reading)


class Sight:
    """The rows of one subset, and which of them stay in sight."""

    def __init__(self, rows: Iterable[Row], worlds: Worlds, *, reading: str) -> None:
        self.rows = {cell_of(row): row for row in rows if row.reading in ("", reading)}
        self.worlds, self.reading = worlds, reading
        self.masks = {cell: worlds.mask(row.patients) for cell, row in self.rows.items()}
        self.shown = set[Cell]()

    def settle(self) -> frozenset[Cell]:
        """The cells that stay: first the populations, that everything else is measured against."""
        waiting = dict.fromkeys([*self._populations, *sorted(self.rows)])
        while waiting:
            self._admit_after(next(iter(waiting)), waiting)
        self._keep_totals_apart()
        self._keep_months_apart()
        self._keep_rates_whole()
        self._drop_dependents()
        for output in dict.fromkeys(cell.output for cell in self.rows):
            if OUTPUTS[output].by in SHARING or output == "toxicity_soc_events":
                self._hide_beside(output, TOTALS.get(output, ()))
                self._drop_dependents()
        self._keep_together()
        return frozenset(self.shown)

    def _admit_after(self, cell: Cell, waiting: dict[Cell, None]) -> None:
        """Look at a cell once those that it depends on have been looked at."""
        del waiting[cell]
        needed = list(depends_on(cell, self.rows[cell].population))
        for other in needed:
            if other in waiting:
                self._admit_after(other, waiting)
        if all(other in self.shown for other in needed) and self.is_telling(cell):
            self.shown.add(cell)

    def is_telling(self, cell: Cell) -> bool:
        """A row may stay as far as its own numbers go."""
        row, mask = self.rows[cell], self.masks[cell]
        if row.population not in COUNTED and row.output not in COUNTED:
            return False
        if row.output not in TOLD or row.category.endswith(PERSONAL) or is_typed(row):
            return False
        if (row.n and not mask) or (row.unit in COUNTS and row.n != mask.bit_count()):
            return False
        return self.worlds.is_safe(mask) and self._leaves_enough(cell)

    def _leaves_enough(self, cell: Cell) -> bool:
        """Beside the patients of a row in its N, and beside both in every population in sight, are nobody or enough."""
        row, sets = self.rows[cell], [self.masks[cell]]
        if row.N and row.output != TREATED:
            whole = self.whole_of(cell)
            if whole is None:
                return False
            sets.append(whole)
        wholes = [self.masks[one] for one in self._populations if one in self.shown] + sets[1:]
        return all(self.worlds.is_safe(one) for one in sets) and all(
            self.worlds.lie_apart(one, other) for one in sets for other in wholes
        )

    @cached_property
    def _populations(self) -> tuple[Cell, ...]:
        names = (of(name, reading=self.reading) for name in POPULATIONS)
        return tuple(cell for cell in names if cell in self.rows)

    def whole_of(self, cell: Cell) -> int | None:
        """The patients whom the N of a row counts; None where they are not known."""
        return next((mask for mask in self._wholes(cell) if mask.bit_count() == self.rows[cell].N), None)

    def _wholes(self, cell: Cell) -> Iterator[int]:
        row, masks = self.rows[cell], self.masks
        population = (
            masks.get(of(row.population, reading=row.reading)) if row.population in POPULATIONS else None
        )
        if population is None:
            return
        if row.output in PARTED and row.category != ALL:
            yield population & masks.get(Cell(PARTED[row.output], row.category, ""), 0)
        elif row.output in ANSWERED and not is_unknown(cell):
            yield population & ~masks.get(Cell(row.output, UNKNOWN, ""), 0)
        elif row.output in ("ctdna_cleared", "gmi_above"):
            yield masks.get(next(depends_on(cell, "")), 0)
        elif row.output.split("_")[0] in ENDPOINTS:
            yield masks.get(Cell(f"{row.output.split('_')[0]}_at_risk", "0", row.reading), 0)
        else:
            yield population

    def _drop_dependents(self) -> None:
        """Hide what depends on a hidden cell."""
        while lost := {
            cell
            for cell in self.shown
            if any(other not in self.shown for other in depends_on(cell, self.rows[cell].population))
        }:
            self.shown -= lost

    def _keep_totals_apart(self) -> None:
        """Totals one inside the other stay together where their difference is nobody or enough."""
        kept = list[Cell]()
        for cell in (*(of(name, reading=self.reading) for name in FIRST), *self.rows):
            if cell in self.shown and cell.category == ALL and cell not in kept:
                if all(self._lie_apart(cell, other) for other in kept):
                    kept.append(cell)
                else:
                    self.shown.discard(cell)

    def _lie_apart(self, one: Cell, other: Cell) -> bool:
        return self.worlds.lie_apart(self.masks[one], self.masks[other])

    def _keep_months_apart(self) -> None:
        """Counts at successive months stay where the patients between any two of them are nobody or enough."""
        for endpoint in ENDPOINTS:
            for ending in ("_rate", "_at_risk"):
                found = [cell for cell in self.shown if cell.output == endpoint + ending]
                kept = [cell for cell in [of(endpoint, reading=self.reading)] if cell in self.shown]
                for cell in sorted(found, key=lambda cell: int(cell.category)):
                    if all(self._lie_apart(other, cell) for other in kept):
                        kept.append(cell)
                    else:
                        self.shown.discard(cell)

    def _keep_rates_whole(self) -> None:
        """Rates per time stay where each counts the toxicities that its count shows: they add up as these do."""
        pairs = [(cell, counted) for cell in self.rows if (counted := count_of(cell))]
        unlike = {rate.output for rate, counted in pairs if self._n(rate) != self._n(counted)}
        self.shown -= {cell for cell in self.shown if cell.output in unlike}

    def _n(self, cell: Cell) -> int:
        return self.rows[cell].n if cell in self.rows else 0

    def _hide_beside(self, output: str, names: Iterable[str]) -> None:
        """Hide as much beside what is hidden of a sum as leaves it uncertain."""
        parts = [cell for cell in self.rows if cell.output == output and cell.category != ALL]
        totals = (of(name, reading=self.reading) for name in names)
        self._hide_among(parts, [self.masks[total] for total in totals if total in self.shown])
        if output == "toxicity_soc_events":
            self._drop_dependents()
            self._hide_below_classes()

    def _hide_below_classes(self) -> None:
        """The terms of each class add up to it; the grades of each class and term, to its patients."""
        terms = [cell for cell in self.rows if cell.output == "toxicity_term_events"]
        for soc in {soc_of(cell.category) for cell in terms}:
            self._hide_among([cell for cell in terms if soc_of(cell.category) == soc], [])
        for name in ("toxicity_soc", "toxicity_term"):
            for cell in [cell for cell in self.rows if cell.output == name]:
                grades = (Cell(f"{name}_grade_{grade}", cell.category, "") for grade in range(1, 6))
                self._hide_among([grade for grade in grades if grade in self.rows], [])

    def _hide_among(self, parts: Sequence[Cell], totals: Sequence[int]) -> None:
        """Counts that add up: between each two totals hide the least ones, until what is hidden is uncertain."""
        segments: dict[tuple[bool, ...], list[Cell]] = {}
        for cell in parts:
            mask = self.masks[cell]
            if any(mask & total and mask & ~total for total in totals):
                self.shown.difference_update(parts)
                return
            segments.setdefault(tuple(bool(mask & total) for total in totals), []).append(cell)
        for segment in segments.values():
            self._hide_within(segment)

    def _hide_within(self, segment: Sequence[Cell]) -> None:
        while True:
            hidden = [self.masks[cell] for cell in segment if cell not in self.shown and self.masks[cell]]
            if not hidden or self.worlds.hide_enough(hidden):
                return
            left = [cell for cell in segment if cell in self.shown]
            if not left:
                return
            # When only empty lines are left in sight they go too: that they are empty says that the others are not.
            filled = [cell for cell in left if self.masks[cell]]
            self.shown.difference_update([min(filled, key=self._weight)] if filled else left)

    def _weight(self, cell: Cell) -> tuple[int, Cell]:
        return self.masks[cell].bit_count(), cell

    def _keep_together(self) -> None:
        """What adds up in n and in N at once is shown whole or not at all."""
        for output in TOGETHER:
            parts = {cell for cell in self.rows if cell.output == output and cell.category != ALL}
            if not parts <= self.shown:
                self.shown -= parts


def is_typed(row: Row) -> bool:
    """The words of a category that somebody typed."""
    return OUTPUTS[row.output].by is By.TERM and ": " in row.category


def settle_uses(whole: Sight, uses: Sequence[Sight]) -> frozenset[Cell]:
    """The cells that are told by use too: those of BY_USE that stay in the whole, if all of them may; else none.

    Each use, and every row in sight between two of these, differ by nobody or enough, in the whole and in each use.
    """
    told = [cell for cell in (of(name, reading=whole.reading) for name in BY_USE) if cell in whole.shown]
    if TREATED not in {cell.output for cell in told}:
        return frozenset()
    told = [cell for cell in told if all(cell in use.rows for use in uses)]
    seen = {whole.masks[cell] for cell in whole.shown}
    fixed = [whole.masks[cell] for cell in told]
    if not all(whole.worlds.lie_apart(mask, other) for mask in seen for other in fixed):
        return frozenset()
    for use in uses:
        masks = [use.masks[cell] for cell in told]
        if not all(use.worlds.is_safe(mask) for mask in masks):
            return frozenset()
        if not all(use.worlds.lie_apart(a, b) for a, b in combinations(masks, 2)):
            return frozenset()
    return frozenset(told)


def choose_shown(
    rows: Sequence[Row], circles: Iterable[Iterable[str]], *, reading: str, threshold: int
) -> frozenset[tuple[str, Cell]]:
    """The rows that stay in sight: (subset, cell)."""
    patients = reduce(or_, (set(row.patients) for row in rows), set[str]())
    worlds = Worlds.of(patients, [set(circle) for circle in circles], threshold=threshold)
    by_use = {
        use: Sight((row for row in rows if row.subset == use), worlds, reading=reading)
        for use in (ALL, MONOTHERAPY, COMBINATION)
    }
    whole = by_use.pop(ALL)
    shown = {(ALL, cell) for cell in whole.settle()}
    told = settle_uses(whole, list(by_use.values()))
    return frozenset(shown | {(use, cell) for use in by_use for cell in told})
