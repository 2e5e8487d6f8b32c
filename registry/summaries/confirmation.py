"""Confirmed best response: one that a later assessment, long enough after it, bears out."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence
from itertools import groupby
from operator import itemgetter
from typing import TYPE_CHECKING

from registry.summaries.parameters import Parameters
from registry.summaries.responses import RESPONSES

if TYPE_CHECKING:
    import pandas as pd

NOT_EVALUABLE = "NE"
MOST_SKIPPED = 1
"""How many assessments that are not evaluable may lie between a response and the one that confirms it."""

Visit = tuple[dt.date, str]
"""The day and the category of an assessment."""

Sequences = Mapping[int, list[Visit]]
"""The assessments of each patient in order of time, as `trace_visits` gives them."""


def confirm_patients(
    sequences: Sequences, *, first_doses: pd.Series[str], parameters: Parameters
) -> pd.Series[str]:
    """The confirmed best response of each patient with an assessment that tells one, by patient.

    first_doses: the day of the first dose of each patient.
    """
    import pandas as pd

    starts = first_doses.to_dict()
    confirmed = {
        patient: confirm(visits, start=dt.date.fromisoformat(starts[patient]), parameters=parameters)
        for patient, visits in sequences.items()
    }
    return pd.Series(confirmed, dtype="object")


def find_partial_after_complete(sequences: Sequences) -> list[int]:
    """The patients with a partial or minor response after a complete one: an error to ask the centre about."""
    return [
        patient for patient, visits in sequences.items() if _falls_back(category for _, category in visits)
    ]


def confirm(visits: Sequence[Visit], *, start: dt.date, parameters: Parameters) -> str:
    """The best response of one patient that is confirmed; visits in order of time, up to the first progression.

    CR: followed by CR at least confirm_days later. PR: by PR or CR. MR: by MR, PR or CR. In between at most one
    assessment that is not evaluable, none that is worse, and nothing less than CR once CR was reached. SD: CR, PR, MR
    or SD at least sd_days after the first dose. Then PD; what is left is not evaluable.
    Source: RECIST 1.1 (Eisenhauer 2009); the rules of admiralonco, derive_param_confirmed_bor.
    """
    for level in ("CR", "PR", "MR"):
        if any(_is_confirmed(visits[place:], level, parameters) for place in range(len(visits))):
            return level
    stable = dt.timedelta(days=parameters.sd_days)
    if any(category in ("CR", "PR", "MR", "SD") and day - start >= stable for day, category in visits):
        return "SD"
    return "PD" if any(category == "PD" for _, category in visits) else NOT_EVALUABLE


def _is_confirmed(visits: Sequence[Visit], level: str, parameters: Parameters) -> bool:
    """Whether the first of these assessments is of this level, and confirmed by one that follows."""
    first, category = visits[0]
    if category != level:
        return False
    allowed = RESPONSES[: RESPONSES.index(level) + 1]
    skipped = 0
    for day, later in visits[1:]:
        skipped += later == NOT_EVALUABLE
        if skipped > MOST_SKIPPED or later not in (*allowed, NOT_EVALUABLE):
            return False
        if later == "CR":
            allowed = ("CR",)
        if later in allowed and (day - first).days >= parameters.confirm_days:
            return True
    return False


def _falls_back(categories: Iterable[str]) -> bool:
    complete = False
    for category in categories:
        if complete and category in ("PR", "MR"):
            return True
        complete = complete or category == "CR"
    return False


def trace_visits(read: pd.DataFrame, counted: pd.DataFrame) -> Sequences:
    """Per patient the assessments up to the first progression, one a day; not evaluable where nothing else is told.

    read: all of them under a reading (`read_categories`). counted: those that tell a response, one a day up to the
    first progression (`until_progression`).
    """
    told = [
        (int(patient), str(day), RESPONSES[rank])
        for patient, day, rank in counted[["patient", "day", "rank"]].itertuples(index=False)
    ]
    days = {(patient, day) for patient, day, _ in told}
    last = {patient: day for patient, day, _ in sorted(told)}
    silent = read.loc[read["category"] == NOT_EVALUABLE, ["patient", "day"]].drop_duplicates()
    skipped = [
        (int(patient), str(day), NOT_EVALUABLE)
        for patient, day in silent.itertuples(index=False)
        if (patient, day) not in days and day <= last.get(patient, "")
    ]
    return {
        patient: [(dt.date.fromisoformat(day), category) for _, day, category in visits]
        for patient, visits in groupby(sorted(told + skipped), key=itemgetter(0))
    }
