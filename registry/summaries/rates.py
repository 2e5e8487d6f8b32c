"""Toxicities per 100 patient-months: events and person-time within the same window."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from registry.summaries.dates import are_after, are_before
from registry.summaries.exposure import DAYS_PER_MONTH, measure_courses, measure_person_time
from registry.summaries.frames import DrugFrames
from registry.summaries.parameters import Parameters
from registry.summaries.populations import ALL, Population
from registry.summaries.quantities import estimated_row, why_not
from registry.summaries.statistics.estimate import NO_EXPOSURE, Estimate
from registry.summaries.statistics.rates import estimate_rate
from registry.summaries.table import Row
from registry.summaries.tally import choices, tally_events
from registry.summaries.toxicity import NATURES, choose_events, order_classes, order_terms

if TYPE_CHECKING:
    import pandas as pd

PER = 100

FLAGS = (
    ("toxicity_rate", "any"),
    ("toxicity_related_rate", "related"),
    ("toxicity_serious_rate", "serious"),
    ("toxicity_grade3_rate", "grade3"),
    ("toxicity_threshold_rate", "threshold"),
)
"""Rates of all toxicities of some sort, and the column that says which."""


@dataclass(frozen=True, eq=False)
class AtRisk:
    """Person-time of treated patients whose courses all have a known end.

    patients: they. months: by subset, in patient-months. events: their toxicities within that time.
    """

    treated: Population
    patients: Population
    months: dict[str, float]
    events: pd.DataFrame


def summarise_rates(
    frames: DrugFrames, *, treated: Population, cut_off: dt.date, parameters: Parameters
) -> Iterator[Row]:
    """All rates: overall, by nature, by organ class, by term."""
    risk = choose_time_at_risk(frames, treated=treated, cut_off=cut_off, parameters=parameters)
    yield from count_person_time(risk, parameters=parameters)
    for output, flag in FLAGS:
        flagged = _under(risk.events[risk.events[flag]], ALL)
        yield from measure_rates(output, flagged, risk=risk, parameters=parameters)
    for output, column, categories in (
        ("toxicity_nature_rate", "nature", NATURES),
        ("toxicity_soc_rate", "soc", order_classes(risk.events)),
        ("toxicity_term_rate", "label", order_terms(risk.events)),
    ):
        found = risk.events.set_index("patient")[column]
        yield from measure_rates(output, found, risk=risk, parameters=parameters, categories=categories)


def choose_time_at_risk(
    frames: DrugFrames, *, treated: Population, cut_off: dt.date, parameters: Parameters
) -> AtRisk:
    """The person-time and the toxicities within it.

    From the first dose of each treated course to rate_window_days after its last dose, never after the cut-off, death
    or loss to follow-up; days of two courses that overlap count once. A toxicity counts if its onset may lie in that
    time of the patient, a partial date at its own precision. A patient with a course whose end is unknown leaves both.
    """
    courses = measure_courses(frames, treated=treated, cut_off=cut_off)
    time = measure_person_time(courses, window_days=parameters.rate_window_days, cut_off=cut_off)
    known = treated.where(treated.patients.index.to_series().isin(time["patient"]))
    days = time.groupby("patient")["days"].sum().reindex(known.patients.index)
    events = choose_events(frames, treated=known, parameters=replace(parameters, window_days=None))
    return AtRisk(
        treated=treated,
        patients=known,
        months={
            subset: float(days[known.holds(subset)].sum()) / DAYS_PER_MONTH
            for subset in ("all", "monotherapy", "combination")
        },
        events=events[_are_within(events, time)],
    )


def count_person_time(risk: AtRisk, *, parameters: Parameters) -> Iterator[Row]:
    """The patient-months at risk. n: patients who have them, of N treated. Unit: patient-months."""
    for subset, months in risk.months.items():
        inside = risk.patients.patients["patient_id"][risk.patients.holds(subset)]
        estimate = Estimate(months) if len(inside) else Estimate(None, reason=NO_EXPOSURE)
        yield estimated_row(
            "person_time",
            estimate,
            n=len(inside),
            total=risk.treated.size(subset),
            subset=subset,
            category=ALL,
            patients=tuple(dict.fromkeys(inside)),
            chosen=choices("person_time", parameters, *why_not(estimate)),
            population=risk.treated.name,
        )


def measure_rates(
    output: str,
    found: pd.Series[str],
    *,
    risk: AtRisk,
    parameters: Parameters,
    categories: Sequence[str] = (ALL,),
) -> Iterator[Row]:
    """Events per 100 patient-months with the exact Poisson interval, one row per subset and category.

    Population: treated, those whose courses all have a known end. Unit: events per 100 patient-months of 30.4375 days.
    Source: Garwood 1936.
    """
    for row in tally_events(output, found, of=risk.patients, parameters=parameters, categories=categories):
        months = risk.months[row.subset]
        estimate = estimate_rate(row.n, months, per=PER, level=parameters.conf_level)
        notes = (f"patient_months={months:.2f}", *why_not(estimate))
        yield replace(
            row,
            value=estimate.value,
            low=estimate.low,
            high=estimate.high,
            parameters=choices(output, parameters, *notes),
        )


def _are_within(events: pd.DataFrame, time: pd.DataFrame) -> pd.Series[bool]:
    """Which toxicities may have begun while their patient was at risk."""
    pairs = events[["patient", "onset"]].reset_index().merge(time, on="patient")
    outside = are_before(pairs["onset"], pairs["since"]) | are_after(pairs["onset"], pairs["until"])
    return events.index.to_series().isin(pairs.loc[~outside, "index"])


def _under(events: pd.DataFrame, category: str) -> pd.Series[Any]:
    return events.set_index("patient")["any"].map({True: category})
