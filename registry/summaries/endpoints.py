"""What is measured in time: without progression, alive, until the next treatment, on the drug, in response."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

from registry.summaries.curves import SurvivalCurve, draw_curves, tabulate_curve
from registry.summaries.exposure import DAYS_PER_MONTH
from registry.summaries.frames import DrugFrames
from registry.summaries.growth import measure_growth, tabulate_growth
from registry.summaries.judgement import mark
from registry.summaries.parameters import Parameters
from registry.summaries.populations import SUBSETS, Population
from registry.summaries.quantities import estimated_row, why_not
from registry.summaries.statistics.estimate import Estimate
from registry.summaries.statistics.spread import describe
from registry.summaries.table import Row
from registry.summaries.tally import choices, tally_patients
from registry.summaries.times import (
    Course,
    measure,
    time_alive,
    time_in_response,
    time_on_drug,
    time_to_next_treatment,
    time_without_progression,
)

if TYPE_CHECKING:
    import pandas as pd

WITH_FOLLOW_UP = ("pfs", "os")


def trace_endpoints(course: Course, *, parameters: Parameters) -> tuple[SurvivalCurve, ...]:
    """The curves of every endpoint in every subset, under the chosen reading.

    pfs: progression or death of any cause. dor: the same from the first response, of the responders. os: death of any
    cause. ttnt: next treatment of the tumour or death. ttd: end of treatment. All from the first dose, but dor.
    """
    treated = Population("treated", course.patients)
    responders = choose_responders(course)
    reading = parameters.reading
    endpoints = (
        ("pfs", treated, reading, time_without_progression(course, parameters=parameters)),
        ("os", treated, "", time_alive(course)),
        ("ttnt", treated, "", time_to_next_treatment(course)),
        ("ttd", treated, "", time_on_drug(course)),
        ("dor", responders, reading, time_in_response(course, parameters=parameters)),
    )
    lines = (
        draw_curves(name, times, of=of, parameters=parameters, reading=read)
        for name, of, read, times in endpoints
    )
    return tuple(line for drawn in lines for line in drawn)


def summarise_times(
    frames: DrugFrames, curves: Iterable[SurvivalCurve], *, course: Course, parameters: Parameters
) -> Iterator[Row]:
    """All rows of time to an event: those of the curves, responders and time to their response, growth modulation."""
    for line in curves:
        yield from tabulate_curve(line, with_follow_up=line.output in WITH_FOLLOW_UP)
    yield from count_responders(course, parameters=parameters)
    yield from measure_time_to_response(course, parameters=parameters)
    growth = measure_growth(frames, course, parameters=parameters)
    yield from tabulate_growth(growth, parameters=parameters)


def choose_responders(course: Course) -> Population:
    """Responders: evaluable patients with an objective response."""
    patients = course.patients
    return Population("responders", patients[patients["evaluable"] & patients["responds"]])


def count_responders(course: Course, *, parameters: Parameters) -> Iterator[Row]:
    """Evaluable patients with an objective response: those of duration of response. Unit: patients."""
    patients = course.patients
    evaluable = Population("evaluable", patients[patients["evaluable"]])
    responders = choose_responders(course).patients
    yield from tally_patients(
        "responders", mark(responders), of=evaluable, parameters=parameters, reading=parameters.reading
    )


def measure_time_to_response(course: Course, *, parameters: Parameters) -> Iterator[Row]:
    """From the first dose to the first response, and to the first day of the best one: median and range.

    Population: responders. Unit: months. Nothing is censored, so the median is that of the values; low and high are
    the shortest and the longest.
    """
    responders = choose_responders(course)
    patients = responders.patients
    for output, day in (("ttr", "response_day"), ("ttbr", "best_day")):
        found = measure(patients["first_dose"], patients[day], patients["responds"])
        yield from _median_and_range(output, found["days"], of=responders, parameters=parameters)


def _median_and_range(
    output: str, days: pd.Series[float], *, of: Population, parameters: Parameters
) -> Iterator[Row]:
    ids = of.patients["patient_id"]
    for subset in SUBSETS:
        known = (days[of.holds(subset)] / DAYS_PER_MONTH).dropna()
        spread = describe(known)
        estimate = Estimate(
            spread["median"].value, spread["min"].value, spread["max"].value, spread["median"].reason
        )
        yield estimated_row(
            output,
            estimate,
            n=len(known),
            total=of.size(subset),
            subset=subset,
            category="all",
            patients=tuple(dict.fromkeys(ids[known.index])),
            chosen=choices(output, parameters, *why_not(estimate)),
            population=of.name,
            reading=parameters.reading,
        )
