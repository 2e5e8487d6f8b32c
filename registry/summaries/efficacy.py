"""Evaluable patients and the reasons why others are not, best response, response rate."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from registry.summaries.confirmation import NOT_EVALUABLE, confirm_patients
from registry.summaries.frames import DrugFrames
from registry.summaries.parameters import READINGS, REVIEWED_ELSE_LOCAL, Parameters
from registry.summaries.populations import ALL, Population
from registry.summaries.responses import RESPONSES, Visits, choose_best, choose_visits, read_responses
from registry.summaries.table import Row
from registry.summaries.tally import tally_patients

if TYPE_CHECKING:
    import pandas as pd

DEATH = "death"
BEST = (*RESPONSES, DEATH)
"""Best responses of evaluable patients; death: of another cause than the disease, before an assessment."""

REASONS = ("no_baseline", "no_later_assessment", "no_reading", "not_evaluable_only")
"""Why a treated patient is not evaluable; the first that applies is the one given."""


def summarise_efficacy(frames: DrugFrames, *, treated: Population, parameters: Parameters) -> Iterator[Row]:
    """All rows of efficacy, the chosen reading first, then the two others.

    `frames` hold the records that count on the day of the cut-off.
    """
    visits = choose_visits(frames.assessments, treated=treated, parameters=parameters)
    for reading in sorted(READINGS, key=lambda reading: reading != parameters.reading):
        judged = judge_patients(visits, treated=treated, reading=reading, parameters=parameters)
        yield from count_evaluable(judged, reading=reading, parameters=parameters)
        evaluable = choose_evaluable(judged)
        yield from count_best_responses(evaluable, reading=reading, parameters=parameters)
        yield from measure_response_rate(judged, reading=reading, parameters=parameters)
        yield from compare_best_responses(evaluable, reading=reading, parameters=parameters)
        if reading == REVIEWED_ELSE_LOCAL:
            yield from count_reviewed(evaluable, visits=visits, reading=reading, parameters=parameters)


def judge_patients(
    visits: Visits, *, treated: Population, reading: str, parameters: Parameters
) -> Population:
    """The treated patients with `evaluable`, the `reason` why not, the `best` response and whether it `responds`.

    Further columns: confirmed (the best response that is confirmed), at_least_minor (it responds if minor responses
    count), response_day and best_day (the first day of a response, and of the best one, ISO text).

    Evaluable: a baseline assessment, and a later one that tells a response under the reading, or progression or
    death of any cause before one. Progression without an assessment is the reason for stopping. Progression and
    death from the disease count as PD, any other death, its cause unknown included, as no response. A response
    that this reading does not hold yet but another does is awaited: the patient is not evaluable under this one.
    Source: HAS population P5; SACHA handling of patients without assessment.
    """
    patients = treated.patients
    best = choose_best(read_responses(visits.later, reading=reading), parameters=parameters)
    told = _holds(patients, best.index)
    awaited = _holds(patients, visits.told) & ~told
    progressed = patients["stop_reason"] == "progression"
    ended = (progressed | patients["dead"]) & ~awaited
    baseline, later = _holds(patients, visits.baseline), _holds(patients, visits.later["patient"])
    pd_without = progressed | (patients["dead"] & (patients["death_cause"] == "disease"))
    without = pd_without.map({True: "PD", False: DEATH})
    confirmed = confirm_patients(
        visits.later, first_doses=patients["first_dose"], reading=reading, parameters=parameters
    ).reindex(patients.index)
    found = best.reindex(patients.index)
    judged = patients.assign(
        evaluable=baseline & (told | ended),
        best=found["best"].where(told, without),
        confirmed=confirmed.where(told, without).mask(pd_without & (confirmed == NOT_EVALUABLE), "PD"),
        responds=found["responds"].fillna(value=False).astype(bool),
        at_least_minor=found["at_least_minor"].fillna(value=False).astype(bool),
        response_day=found["response_day"],
        best_day=found["best_day"],
        reason=_reasons(baseline=baseline, later=later, awaited=awaited),
    )
    return Population(treated.name, judged)


def choose_evaluable(judged: Population) -> Population:
    """Evaluable: the efficacy population, of `judge_patients`."""
    return judged.where(judged.patients["evaluable"], name="evaluable")


def count_evaluable(judged: Population, *, reading: str, parameters: Parameters) -> Iterator[Row]:
    """Evaluable patients, and those who are not by reason. Population: treated. Unit: patients."""
    patients = judged.patients
    evaluable = _mark(patients[patients["evaluable"]])
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
        responders = _mark(evaluable.patients[evaluable.patients["responds"]], category)
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
        "best_response_agrees", _mark(agree), of=said, parameters=parameters, reading=reading
    )


def count_reviewed(
    evaluable: Population, *, visits: Visits, reading: str, parameters: Parameters
) -> Iterator[Row]:
    """Patients with at least one later assessment that was reviewed. Population: evaluable. Unit: %."""
    reviewed = visits.later.loc[visits.later["reviewed_response"].notna(), "patient"]
    found = evaluable.patients[_holds(evaluable.patients, reviewed)]
    return tally_patients("reviewed", _mark(found), of=evaluable, parameters=parameters, reading=reading)


def _mark(patients: pd.DataFrame, category: str = ALL) -> pd.Series[str]:
    """One category for all these patients, as `tally_patients` takes it."""
    return patients["subset"].map(lambda _: category)


def _holds(patients: pd.DataFrame, found: pd.Index[int] | pd.Series[int]) -> pd.Series[bool]:
    """True for the patients who are among those found."""
    return patients.index.to_series().isin(found)


def _reasons(
    *, baseline: pd.Series[bool], later: pd.Series[bool], awaited: pd.Series[bool]
) -> pd.Series[str]:
    """The first reason that applies; what is left has later assessments that tell nothing."""
    no_baseline, no_later, no_reading, none_tells = REASONS
    reasons = awaited.map({True: no_reading, False: none_tells})
    return reasons.where(later, no_later).where(baseline, no_baseline)
