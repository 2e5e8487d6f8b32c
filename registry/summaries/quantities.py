"""Measures of the patients of a population, and answers with their missing values, made into rows of the table."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

import numpy as np

from registry.summaries.catalogue import OUTPUTS
from registry.summaries.parameters import Parameters
from registry.summaries.populations import SUBSETS, UNKNOWN, Population
from registry.summaries.statistics.estimate import Estimate
from registry.summaries.statistics.spread import describe
from registry.summaries.table import Row
from registry.summaries.tally import choices, tally_patients

if TYPE_CHECKING:
    import pandas as pd


def tally_answers(
    output: str,
    found: pd.Series[str],
    *,
    of: Population,
    parameters: Parameters,
    categories: Sequence[str],
) -> Iterator[Row]:
    """Patients per answer, of those who have one; then those without, of all.

    found: answers, indexed by the patients of the population; a patient may have several, which then do not add up.
    N of an answer is the number of patients with any answer, that of the last row all patients.
    """
    known = found.dropna()
    patients = of.patients
    has_one = patients.index.isin(known.index)
    answered = of.where(patients.index.to_series().isin(known.index))
    yield from tally_patients(output, known, of=answered, parameters=parameters, categories=categories)
    without = patients.loc[~has_one, "patient_id"].map(lambda _: UNKNOWN)
    yield from tally_patients(output, without, of=of, parameters=parameters, categories=[UNKNOWN])


def tally_measure(
    output: str, values: pd.Series[float], *, of: Population, parameters: Parameters, prefix: str = ""
) -> Iterator[Row]:
    """One row per subset and statistic of a measure. n: patients with a value, of N in the population.

    values: one per patient at most, indexed by the patients of the population. prefix: stands before the statistic.
    """
    known = values.reindex(of.patients.index).to_numpy(dtype="float64")
    is_known = ~np.isnan(known)
    for subset in SUBSETS:
        inside = is_known & of.holds(subset)
        n, behind = int(inside.sum()), tuple(dict.fromkeys(of.ids[inside]))
        for statistic, estimate in describe(known[inside]).items():
            yield estimated_row(
                output,
                estimate,
                n=n,
                total=of.size(subset),
                subset=subset,
                category=prefix + statistic,
                patients=behind,
                chosen=choices(output, parameters, *why_not(estimate)),
                population=of.name,
            )


def why_not(estimate: Estimate) -> tuple[str, ...]:
    """The note of a row whose number cannot be calculated, if so."""
    return () if estimate.value is not None else (f"not_calculable={estimate.reason}",)


def estimated_row(
    output: str,
    estimate: Estimate,
    *,
    n: int,
    subset: str,
    category: str,
    total: int | None = None,
    patients: tuple[str, ...] = (),
    chosen: str = "",
    population: str = "",
    reading: str = "",
) -> Row:
    """A row whose value was estimated from n. chosen: its parameters, and the reason if it has no value."""
    return Row(
        output,
        subset,
        category,
        n,
        total,
        estimate.value,
        estimate.low,
        estimate.high,
        OUTPUTS[output].unit,
        population,
        reading,
        chosen,
        patients,
    )
