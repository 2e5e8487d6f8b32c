"""What the assessments of a patient say under a reading: the best response up to the first progression."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

from registry.summaries.dates import are_after, are_before, iso
from registry.summaries.parameters import LOCAL, REVIEWED, REVIEWED_ELSE_LOCAL, Parameters
from registry.summaries.populations import Population
from registry.terminology.responses import Objective, Progression, code_of, criteria

if TYPE_CHECKING:
    import pandas as pd

RESPONSES = ("CR", "PR", "MR", "SD", "PD")
"""The categories that tell a response, best first. Not evaluable, and codes without a category, tell none."""

FACTS = ["criterion", "code", "category", "objective", "progression"]


@dataclass(frozen=True, eq=False)
class Visits:
    """The assessments of the first treated courses.

    baseline: the patients with a baseline assessment. followed: the assessments from the first dose on, with
    `patient` (as in the population) and `day` (ISO text). later: those of them that count for the response. told: the
    patients of whom one of these tells a response, reviewed or else local. graded: those assessed, baseline included,
    by a criterion that has a minor response.
    """

    baseline: pd.Index[int]
    followed: pd.DataFrame
    later: pd.DataFrame
    told: pd.Series[int]
    graded: pd.Series[int]


def choose_visits(assessments: pd.DataFrame, *, treated: Population, parameters: Parameters) -> Visits:
    """Baseline and later assessments of the course that stands for each treated patient.

    Baseline: the visit is so called, whatever its date. Later: any other visit, on or after the first dose, after the
    day of the earliest baseline, and not after the start of a subsequent treatment unless the parameter says so.
    """
    patients = treated.patients
    numbers = assessments["course_id"].map(dict(zip(patients["course_id"], patients.index, strict=True)))
    found = assessments.assign(patient=numbers, day=iso(assessments["assessed_on"]))[numbers.notna()]
    found = found.astype({"patient": "int64"})
    baseline = found[found["visit"] == "baseline"].groupby("patient")["day"].min()
    followed = found[found["visit"] != "baseline"]
    followed = followed[~are_before(followed["day"], followed["patient"].map(patients["first_dose"]))]
    later = followed[are_after(followed["day"], followed["patient"].map(baseline))]
    if parameters.until_new_therapy:
        later = later[~are_after(later["day"], later["patient"].map(patients["new_therapy"]))]
    return Visits(
        baseline.index,
        followed,
        later,
        told=read_responses(later, reading=REVIEWED_ELSE_LOCAL)["patient"],
        graded=found.loc[found["criterion"].isin(_with_minor()), "patient"],
    )


def read_responses(assessments: pd.DataFrame, *, reading: str) -> pd.DataFrame:
    """The assessments that tell a response under a reading: patient, day, rank (0 is CR), objective, progression.

    local: the centre's reading. reviewed: the reviewed one, where there is one. reviewed_else_local: the reviewed
    one, or else the centre's. What a code counts as comes from its criterion.
    """
    return choose_responses(read_categories(assessments, reading=reading))


def choose_responses(read: pd.DataFrame) -> pd.DataFrame:
    """Of the assessments of `read_categories` those that tell a response, as `read_responses` gives them."""
    read = read[read["category"].isin(RESPONSES)]
    read = read.assign(rank=read["category"].map(RESPONSES.index))
    return read[["patient", "day", "rank", "objective", "progression"]]


def read_categories(assessments: pd.DataFrame, *, reading: str) -> pd.DataFrame:
    """The assessments with a code under a reading, and what it counts as, "not evaluable" included."""
    code = _code(assessments, reading=reading)
    read = assessments.assign(code=code)[["patient", "day", "criterion", "code"]][code.notna()]
    return read.merge(_facts(read), on=["criterion", "code"])


def choose_best(counted: pd.DataFrame, *, parameters: Parameters) -> pd.DataFrame:
    """Per patient the best response up to and including the first progression: `best`, and whether it `responds`.

    counted: the assessments of `until_progression`. A progression that awaits confirmation (iUPD) does not end the
    search. Several assessments of one day count as one, by default the worst of them. best_day, response_day: the
    first day of the best response, and the first with one that responds; at_least_minor: whether it responds if minor
    responses count.
    Population: patients with an assessment that tells a response.
    Source: RECIST 1.1 (Eisenhauer 2009), best overall response without confirmation; iRECIST (Seymour 2017).
    """
    major, minor = _responding(counted, parameters=parameters)
    counted = counted.assign(
        responds=major | (minor & parameters.minor_response), at_least_minor=major | minor
    )
    by_patient = counted.groupby("patient")
    best = by_patient.agg(
        rank=("rank", "min"), responds=("responds", "any"), at_least_minor=("at_least_minor", "any")
    )
    at_best = counted[counted["rank"] == counted["patient"].map(best["rank"])]
    responding = counted[counted["responds"]]
    return best.assign(
        best=best["rank"].map(dict(enumerate(RESPONSES))),
        best_day=at_best.groupby("patient")["day"].min(),
        response_day=responding.groupby("patient")["day"].min(),
    ).drop(columns="rank")


def until_progression(read: pd.DataFrame, *, parameters: Parameters) -> pd.DataFrame:
    """One assessment per patient and day, none after the first progression."""
    days = _one_per_day(read, parameters=parameters)
    progression = days[days["progression"] == Progression.YES].groupby("patient")["day"].min()
    return days[~are_after(days["day"], days["patient"].map(progression))]


@cache
def _with_minor() -> frozenset[str]:
    """The criteria that have a minor response."""
    return frozenset(
        key
        for key, criterion in criteria().items()
        if any(code.objective_response is Objective.MINOR for code in criterion.codes)
    )


def _code(assessments: pd.DataFrame, *, reading: str) -> pd.Series[str]:
    local, reviewed = assessments["response"], assessments["reviewed_response"]
    if reading == LOCAL:
        return local
    if reading == REVIEWED:
        return reviewed
    return reviewed.where(reviewed.notna(), local)


def _facts(read: pd.DataFrame) -> pd.DataFrame:
    """What each code that occurs counts as; a code that its criterion does not have counts as nothing."""
    import pandas as pd

    pairs = read[["criterion", "code"]].drop_duplicates().itertuples(index=False)
    found = ((criterion, code, code_of(criterion, code)) for criterion, code in pairs)
    facts = [
        (criterion, code, fact.category, str(fact.objective_response), str(fact.progression))
        for criterion, code, fact in found
        if fact
    ]
    return pd.DataFrame(facts, columns=FACTS, dtype="object")


def _one_per_day(read: pd.DataFrame, *, parameters: Parameters) -> pd.DataFrame:
    """One assessment per patient and day; order decides between equal ranks, so that no row order does."""
    worst_first = parameters.same_day == "worst"
    ordered = read.sort_values(
        ["patient", "day", "rank", "objective", "progression"],
        ascending=[True, True, not worst_first, worst_first, not worst_first],
    )
    return ordered.drop_duplicates(["patient", "day"])


def _responding(read: pd.DataFrame, *, parameters: Parameters) -> tuple[pd.Series[bool], pd.Series[bool]]:
    """Complete and partial responses, and minor ones: by category or by the code itself."""
    if parameters.objective_response == "code":
        return read["objective"] == Objective.YES, read["objective"] == Objective.MINOR
    return read["rank"].isin([0, 1]), read["rank"] == 2
