"""Patients and events of a population, counted into rows of the table."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import TYPE_CHECKING

import numpy as np

from registry.summaries.catalogue import OUTPUTS
from registry.summaries.intervals import exact_interval
from registry.summaries.parameters import FIRST_COURSE, Parameters
from registry.summaries.populations import ALL, SUBSETS, Population
from registry.summaries.table import Row

if TYPE_CHECKING:
    import pandas as pd

PERCENT, PATIENTS, COURSES = "%", "patients", "courses"
ONE = (ALL,)


def tally_patients(
    output: str,
    found: pd.Series[str],
    *,
    of: Population,
    parameters: Parameters,
    categories: Sequence[str] = ONE,
    subsets: Sequence[str] = SUBSETS,
    reading: str = "",
    whole: bool = True,
) -> Iterator[Row]:
    """One row per subset and category: the patients found, of those of the population.

    found: categories, indexed by the patients of the population; a patient may stand under several, and several
    times under one. whole=False leaves out N, where nothing is divided.
    """
    chosen, unit = choices(output, parameters), _unit(output, parameters)
    groups = _Groups(found, of=of, categories=categories)
    for subset in subsets:
        total = of.size(subset) if whole else None
        for category, patients in zip(categories, groups.patients(subset), strict=True):
            yield make_row(
                output,
                subset=subset,
                category=category,
                n=len(patients),
                total=total,
                patients=tuple(dict.fromkeys(patients)),
                level=parameters.conf_level,
                chosen=chosen,
                population=of.name,
                reading=reading,
                unit=unit,
            )


def tally_events(
    output: str,
    found: pd.Series[str],
    *,
    of: Population,
    parameters: Parameters,
    categories: Sequence[str] = ONE,
    subsets: Sequence[str] = SUBSETS,
) -> Iterator[Row]:
    """One row per subset and category: the events found, one per line, with the patients who had them."""
    chosen = choices(output, parameters)
    groups = _Groups(found, of=of, categories=categories)
    for subset in subsets:
        counted = zip(categories, groups.events(subset), groups.patients(subset), strict=True)
        for category, n, patients in counted:
            yield make_row(
                output,
                subset=subset,
                category=category,
                n=n,
                patients=tuple(dict.fromkeys(patients)),
                chosen=chosen,
                population=of.name,
            )


def choices(output: str, parameters: Parameters, *notes: str) -> str:
    """The parameters of an output as its rows print them, then notes on this row.

    Where all courses are counted every row says so: its patients are then courses.
    """
    shown = parameters.shown(OUTPUTS[output].parameters)
    every = "" if parameters.courses == FIRST_COURSE else parameters.shown(["courses"])
    return "; ".join(filter(None, (shown, every, *notes)))


def make_row(
    output: str,
    *,
    n: int,
    total: int | None = None,
    subset: str = ALL,
    category: str = ALL,
    patients: tuple[str, ...] = (),
    level: float = 0.95,
    chosen: str = "",
    population: str = "",
    reading: str = "",
    unit: str = "",
) -> Row:
    """A row with its value: a share of N with its exact interval, or the count. unit: if not that of the output."""
    unit = unit or OUTPUTS[output].unit
    value, low, high = _share(n, total or 0, level=level) if unit == PERCENT else (n, None, None)
    if value is None:
        chosen = "; ".join(filter(None, (chosen, "not_calculable=no_patient")))
    return Row(
        output, subset, category, n, total, value, low, high, unit, population, reading, chosen, patients
    )


def _unit(output: str, parameters: Parameters) -> str:
    """Where all courses are counted, a count of patients is one of their courses."""
    unit = OUTPUTS[output].unit
    return COURSES if unit == PATIENTS and parameters.courses != FIRST_COURSE else unit


def _share(n: int, total: int, *, level: float) -> tuple[float | None, float | None, float | None]:
    if total == 0:
        return None, None, None
    low, high = exact_interval(n, total, level=level)
    return 100 * n / total, 100 * low, 100 * high


class _Groups:
    """What was found, by category, as numbers: the place of a patient in the population, the number of a category."""

    def __init__(self, found: pd.Series[str], *, of: Population, categories: Sequence[str]) -> None:
        import pandas as pd

        places = of.patients.index.get_indexer(found.index)
        codes = pd.Categorical(found).set_categories(list(categories)).codes.astype("int64")
        kept = (places >= 0) & (codes >= 0)
        self._of, self._among = of, len(categories)
        self._places, self._codes = places[kept], codes[kept]
        size = max(len(of.patients), 1)
        self._pairs = np.divmod(np.unique(self._codes * size + self._places), size)

    def events(self, subset: str) -> list[int]:
        """How many things were found under each category."""
        inside = self._of.holds(subset)[self._places]
        return [int(n) for n in np.bincount(self._codes[inside], minlength=self._among)]

    def patients(self, subset: str) -> list[tuple[str, ...]]:
        """The ids of the patients under each category, in the order of the population; one per course of several."""
        codes, places = self._pairs
        inside = self._of.holds(subset)[places]
        ids = self._of.ids[places[inside]]
        bounds = np.searchsorted(codes[inside], np.arange(self._among + 1))
        return [tuple(ids[start:end]) for start, end in pairwise(bounds)]
