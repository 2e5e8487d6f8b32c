"""What was known on a day: the facts whose clinical date is on or before it, with today's values."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from registry.summaries.dates import are_after
from registry.summaries.frames import DrugFrames

if TYPE_CHECKING:
    import pandas as pd

ENDED = ("recovered", "sequelae", "fatal")
"""Outcomes that are known only once the toxicity has ended."""


def cut(frames: DrugFrames, *, cut_off: dt.date) -> DrugFrames:
    """The frames without what came after the cut-off.

    A course is known from its tumour board or its first dose, whichever comes first. What ends later is ongoing, its
    reason for stopping or its outcome still to come. A reviewed reading goes with its assessment. A partial date is
    compared at its own precision; what has no date is kept, since nothing places it later.
    """
    return replace(
        frames,
        patients=_forget(
            frames.patients, "vital_status_date", "vital_status", "death_cause", cut_off=cut_off
        ),
        diagnoses=frames.diagnoses[~are_after(frames.diagnoses["diagnosis_date"], cut_off)],
        courses=_cut_courses(frames.courses, cut_off=cut_off),
        assessments=frames.assessments[~are_after(frames.assessments["assessed_on"], cut_off)],
        toxicities=_cut_toxicities(frames.toxicities, cut_off=cut_off),
    )


def _cut_courses(courses: pd.DataFrame, *, cut_off: dt.date) -> pd.DataFrame:
    dates = courses[["first_dose", "board_date"]]
    reached = dates.notna() & ~dates.apply(are_after, limits=cut_off)
    known = reached.any(axis=1) | dates.isna().all(axis=1)
    courses = _forget(courses[known], "first_dose", "last_dose", "stop_reason", cut_off=cut_off)
    return _forget(courses, "last_dose", "stop_reason", cut_off=cut_off)


def _cut_toxicities(toxicities: pd.DataFrame, *, cut_off: dt.date) -> pd.DataFrame:
    known = toxicities[~are_after(toxicities["onset"], cut_off)]
    late = are_after(known["end"], cut_off)
    return known.assign(
        end=known["end"].mask(late),
        ongoing=known["ongoing"].mask(late, "yes"),
        outcome=known["outcome"].mask(late & known["outcome"].isin(ENDED)),
    )


def _forget(records: pd.DataFrame, date: str, *others: str, cut_off: dt.date) -> pd.DataFrame:
    """The records with a date after the cut-off emptied, the values that it dates, and why one of these is missing."""
    late = are_after(records[date], cut_off)
    dated = (date, *others)
    reasons = [reason for name in dated if (reason := f"{name}_missing") in records]
    emptied: dict[Any, Any] = {name: records[name].mask(late) for name in (*dated, *reasons)}
    return records.assign(**emptied)
