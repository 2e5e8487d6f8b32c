"""What the assessments of a patient say under a reading: the best response up to the first progression."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from registry.summaries.dates import are_after, are_before, iso
from registry.summaries.parameters import LOCAL, REVIEWED, REVIEWED_ELSE_LOCAL, Parameters
from registry.summaries.populations import Population
from registry.terminology.responses import Objective, Progression, code_of

if TYPE_CHECKING:
    import pandas as pd

RESPONSES = ("CR", "PR", "MR", "SD", "PD")
"""The categories that tell a response, best first. Not evaluable, and codes without a category, tell none."""

FACTS = ["criterion", "code", "category", "objective", "progression"]


@dataclass(frozen=True, eq=False)
class Visits:
    """The assessments of the first treated courses.

    baseline: the patients with a baseline assessment. later: the assessments after it, of those who have one,
    with `patient` (as in the population) and `day` (ISO text). told: the patients of whom one of these tells a
    response, reviewed or else local.
    """

    baseline: pd.Index[int]
    later: pd.DataFrame
    told: pd.Series[int]


def choose_visits(assessments: pd.DataFrame, *, treated: Population) -> Visits:
    """Baseline and later assessments of the course that stands for each treated patient.

    Baseline: the visit is so called, whatever its date. Later: any other visit, on or after the first dose and
    after the day of the earliest baseline.
    """
    patients = treated.patients
    numbers = assessments["course_id"].map(dict(zip(patients["course_id"], patients.index, strict=True)))
    found = assessments.assign(patient=numbers, day=iso(assessments["assessed_on"]))[numbers.notna()]
    found = found.astype({"patient": "int64"})
    baseline = found[found["visit"] == "baseline"].groupby("patient")["day"].min()
    later = found[found["visit"] != "baseline"]
    later = later[~are_before(later["day"], later["patient"].map(patients["first_dose"]))]
    later = later[are_after(later["day"], later["patient"].map(baseline))]
    return Visits(baseline.index, later, read_responses(later, reading=REVIEWED_ELSE_LOCAL)["patient"])


def read_responses(assessments: pd.DataFrame, *, reading: str) -> pd.DataFrame:
    """The assessments that tell a response under a reading: patient, day, rank (0 is CR), objective, progression.

    local: the centre's reading. reviewed: the reviewed one, where there is one. reviewed_else_local: the reviewed
    one, or else the centre's. What a code counts as comes from its criterion.
    """
    code = _code(assessments, reading=reading)
    read = assessments.assign(code=code)[["patient", "day", "criterion", "code"]][code.notna()]
    read = read.merge(_facts(read), on=["criterion", "code"])
    read = read[read["category"].isin(RESPONSES)]
    read = read.assign(rank=read["category"].map(RESPONSES.index))
    return read[["patient", "day", "rank", "objective", "progression"]]


def choose_best(read: pd.DataFrame, *, parameters: Parameters) -> pd.DataFrame:
    """Per patient the best response up to and including the first progression: `best`, and whether it `responds`.

    A progression that awaits confirmation (iUPD) does not end the search. Several assessments of one day count as
    one, by default the worst of them. Population: patients with an assessment that tells a response.
    Source: RECIST 1.1 (Eisenhauer 2009), best overall response without confirmation; iRECIST (Seymour 2017).
    """
    days = _one_per_day(read, parameters=parameters)
    progression = days[days["progression"] == Progression.YES].groupby("patient")["day"].min()
    counted = days[~are_after(days["day"], days["patient"].map(progression))]
    counted = counted.assign(responds=_respond(counted, parameters=parameters))
    best = counted.groupby("patient").agg(rank=("rank", "min"), responds=("responds", "any"))
    return best.assign(best=best["rank"].map(dict(enumerate(RESPONSES))))[["best", "responds"]]


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


def _respond(read: pd.DataFrame, *, parameters: Parameters) -> pd.Series[bool]:
    """Complete and partial responses, minor ones where the parameter says so: by category or by the code itself."""
    by_code = parameters.objective_response == "code"
    yes = read["objective"] == Objective.YES if by_code else read["rank"].isin([0, 1])
    minor = read["objective"] == Objective.MINOR if by_code else read["rank"] == 2
    return yes | (minor & parameters.minor_response)
