"""What is said of each treated patient under a reading: evaluable or why not, the best response, confirmed or not."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from registry.summaries.confirmation import (
    NOT_EVALUABLE,
    confirm_patients,
    find_partial_after_complete,
    trace_visits,
)
from registry.summaries.frames import DrugFrames
from registry.summaries.parameters import READINGS, Parameters
from registry.summaries.populations import ALL, Population
from registry.summaries.responses import (
    RESPONSES,
    Visits,
    choose_best,
    choose_responses,
    choose_visits,
    read_categories,
    until_progression,
)

if TYPE_CHECKING:
    import pandas as pd

DEATH = "death"
BEST = (*RESPONSES, DEATH)
"""Best responses of evaluable patients; death: of another cause than the disease, before an assessment."""

REASONS = ("no_baseline", "no_later_assessment", "no_reading", "not_evaluable_only")
"""Why a treated patient is not evaluable; the first that applies is the one given."""


@dataclass(frozen=True, eq=False)
class Judgement:
    """The treated patients judged under each reading, from their assessments.

    chosen: those of the reading of the parameters.
    """

    visits: Visits
    by_reading: Mapping[str, Population]
    chosen: Population


def judge(frames: DrugFrames, *, treated: Population, parameters: Parameters) -> Judgement:
    """All readings of the assessments. `frames` hold the records that count on the day of the cut-off."""
    visits = choose_visits(frames.assessments, treated=treated, parameters=parameters)
    ordered = sorted(READINGS, key=lambda reading: reading != parameters.reading)
    by_reading = {
        reading: judge_patients(visits, treated=treated, reading=reading, parameters=parameters)
        for reading in ordered
    }
    return Judgement(visits, by_reading, by_reading[parameters.reading])


def judge_patients(
    visits: Visits, *, treated: Population, reading: str, parameters: Parameters
) -> Population:
    """The treated patients with `evaluable`, the `reason` why not, the `best` response and whether it `responds`.

    Further columns: confirmed (the best response that is confirmed), at_least_minor (it responds if minor responses
    count), response_day and best_day (the first day of a response, and of the best one, ISO text), falls_back (a
    partial or minor response came after a complete one).

    Evaluable: a baseline assessment, and a later one that tells a response under the reading, or progression or
    death of any cause before one. Progression without an assessment is the reason for stopping. Progression and
    death from the disease count as PD, any other death, its cause unknown included, as no response. A response
    that this reading does not hold yet but another does is awaited: the patient is not evaluable under this one.
    Source: HAS population P5; SACHA handling of patients without assessment.
    """
    patients = treated.patients
    read = read_categories(visits.later, reading=reading)
    counted = until_progression(choose_responses(read), parameters=parameters)
    best, sequences = choose_best(counted, parameters=parameters), trace_visits(read, counted)
    told = holds(patients, best.index)
    awaited = holds(patients, visits.told) & ~told
    progressed = patients["stop_reason"] == "progression"
    ended = (progressed | patients["dead"]) & ~awaited
    baseline, later = holds(patients, visits.baseline), holds(patients, visits.later["patient"])
    pd_without = progressed | (patients["dead"] & (patients["death_cause"] == "disease"))
    without = pd_without.map({True: "PD", False: DEATH})
    confirmed = confirm_patients(
        sequences, first_doses=patients["first_dose"], parameters=parameters
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
        falls_back=holds(patients, find_partial_after_complete(sequences)),
        reason=_reasons(baseline=baseline, later=later, awaited=awaited),
    )
    return Population(treated.name, judged)


def choose_evaluable(judged: Population) -> Population:
    """Evaluable: the efficacy population, of `judge_patients`."""
    return judged.where(judged.patients["evaluable"], name="evaluable")


def mark(patients: pd.DataFrame, category: str = ALL) -> pd.Series[str]:
    """One category for all these patients, as `tally_patients` takes it."""
    return patients["subset"].map(lambda _: category)


def holds(patients: pd.DataFrame, found: pd.Index[int] | pd.Series[int] | Sequence[int]) -> pd.Series[bool]:
    """True for the patients who are among those found."""
    return patients.index.to_series().isin(found)


def _reasons(
    *, baseline: pd.Series[bool], later: pd.Series[bool], awaited: pd.Series[bool]
) -> pd.Series[str]:
    """The first reason that applies; what is left has later assessments that tell nothing."""
    no_baseline, no_later, no_reading, none_tells = REASONS
    reasons = awaited.map({True: no_reading, False: none_tells})
    return reasons.where(later, no_later).where(baseline, no_baseline)
