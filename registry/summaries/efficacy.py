"""Evaluable patients and the reasons why others are not, best response, response rate."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from registry.summaries.judgement import BEST, REASONS, Judgement, choose_evaluable, holds, mark
from registry.summaries.parameters import REVIEWED_ELSE_LOCAL, Parameters
from registry.summaries.populations import ALL, Population
from registry.summaries.responses import Visits
from registry.summaries.table import Row
from registry.summaries.tally import tally_patients


def summarise_efficacy(judgement: Judgement, *, parameters: Parameters) -> Iterator[Row]:
    """Evaluable patients, best responses and rates, the chosen reading first, then the two others."""
    for reading, judged in judgement.by_reading.items():
        over: dict[str, Any] = {"reading": reading, "parameters": parameters}
        evaluable = choose_evaluable(judged)
        yield from count_evaluable(judged, **over)
        yield from count_best_responses(evaluable, **over)
        yield from measure_response_rate(judged, **over)
        yield from compare_best_responses(evaluable, **over)
        if reading == REVIEWED_ELSE_LOCAL:
            yield from count_reviewed(evaluable, visits=judgement.visits, **over)


def count_evaluable(judged: Population, *, reading: str, parameters: Parameters) -> Iterator[Row]:
    """Evaluable patients, and those who are not by reason. Population: treated. Unit: patients."""
    patients = judged.patients
    evaluable = mark(patients[patients["evaluable"]])
    yield from tally_patients("evaluable", evaluable, of=judged, parameters=parameters, reading=reading)
    reasons = patients.loc[~patients["evaluable"], "reason"]
    yield from tally_patients(
        "not_evaluable", reasons, of=judged, parameters=parameters, categories=REASONS, reading=reading
    )


def count_best_responses(evaluable: Population, *, reading: str, parameters: Parameters) -> Iterator[Row]:
    """Patients by best response, unconfirmed. Population: evaluable; the categories add up to it. Unit: %."""
    best = evaluable.patients["best"]
    return tally_patients("bor", best, of=evaluable, parameters=parameters, categories=BEST, reading=reading)


def measure_response_rate(judged: Population, *, reading: str, parameters: Parameters) -> Iterator[Row]:
    """Objective response rate with its exact interval, of all and of each diagnosis category among the treated.

    Complete and partial responses over evaluable patients; minor ones only where the parameter says so.
    Population: evaluable. Unit: %. Source: Clopper and Pearson 1934 for the interval.
    """
    for category, patients in ((ALL, judged), *judged.by_diagnosis()):
        evaluable = choose_evaluable(patients)
        responders = mark(evaluable.patients[evaluable.patients["responds"]], category)
        yield from tally_patients(
            "orr", responders, of=evaluable, parameters=parameters, categories=[category], reading=reading
        )


def compare_best_responses(evaluable: Population, *, reading: str, parameters: Parameters) -> Iterator[Row]:
    """Patients whose best response as the centre sees it is the one from the assessments.

    Population: evaluable patients for whom the centre gave one. Unit: %.
    """
    said = evaluable.where(evaluable.patients["best_response"].notna())
    agree = said.patients[said.patients["best_response"] == said.patients["best"]]
    return tally_patients(
        "best_response_agrees", mark(agree), of=said, parameters=parameters, reading=reading
    )


def count_reviewed(
    evaluable: Population, *, visits: Visits, reading: str, parameters: Parameters
) -> Iterator[Row]:
    """Patients with at least one later assessment that was reviewed. Population: evaluable. Unit: %."""
    reviewed = visits.later.loc[visits.later["reviewed_response"].notna(), "patient"]
    found = evaluable.patients[holds(evaluable.patients, reviewed)]
    return tally_patients("reviewed", mark(found), of=evaluable, parameters=parameters, reading=reading)
