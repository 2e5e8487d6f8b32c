"""What was known on a day: the facts whose clinical date is on or before it, with today's values."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from types import MappingProxyType
from typing import TYPE_CHECKING, Any

from registry.summaries.columns import COLUMNS
from registry.summaries.dates import are_after
from registry.summaries.frames import DrugFrames

if TYPE_CHECKING:
    import pandas as pd

ENDED = ("recovered", "sequelae", "fatal")
"""Outcomes that are known only once the toxicity has ended."""


@dataclass(frozen=True, slots=True)
class Later:
    """What is forgotten when a date is after the cut-off: the date itself and the values that it dates.

    becomes: values that go back to what they were before that date.
    """

    date: str
    others: tuple[str, ...] = ()
    becomes: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Facts:
    """When a record of a kind is known: from the first of `since` that is given; and what is known of it later."""

    since: tuple[str, ...] = ()
    later: tuple[Later, ...] = ()


_VITAL = Facts(later=(Later("vital_status_date", ("vital_status", "death_cause")),))

FACTS: Mapping[str, Facts] = MappingProxyType(
    {
        "patients": _VITAL,
        "applicants": _VITAL,
        "diagnoses": Facts(("diagnosis_date",)),
        "courses": Facts(
            later=(Later("first_dose", ("last_dose", "stop_reason")), Later("last_dose", ("stop_reason",)))
        ),
        "assessments": Facts(("assessed_on",)),
        "toxicities": Facts(
            ("onset",),
            (Later("end", becomes={"ongoing": "yes"}), Later("hospitalised_on"), Later("first_received")),
        ),
        "toxicity_grades": Facts(("graded_on",)),
        "declarations": Facts(("sent_on",), (Later("acknowledged_on"),)),
        "alterations": Facts(("sampled_on",)),
        "prior_lines": Facts(("began",), (Later("ended", ("end_reason",)), Later("progressed_on"))),
        "subsequents": Facts(("began",), (Later("ended"),)),
        "initiations": Facts(("measured_on",)),
        "dose_periods": Facts(("began",), (Later("ended"),)),
        "follow_ups": Facts(("visited_on", "planned_on")),
        "lab_results": Facts(("sampled_on",)),
        "ctdna": Facts(("sampled_on",)),
        "questionnaires": Facts(("filled_on",)),
        "consents": Facts(("given_on",)),
        "histories": Facts(("began",)),
        "concomitants": Facts(("began",)),
        "boards": Facts(("held_on",)),
        "requests": Facts(
            ("requested_on",),
            (
                Later(
                    "decided_on",
                    ("authorisation_number", "valid_from", "expires_on", "is_started", "not_started_reason"),
                    {"decision": "pending"},
                ),
                Later("not_started_on", ("is_started", "not_started_reason")),
            ),
        ),
        "situations": Facts(
            ("occurred_on",),
            (Later("first_received"), Later("ended_on", ("malformation",), {"pregnancy_outcome": "ongoing"})),
        ),
    }
)
"""The dates of each kind. Rows of a form (drugs, scores) have none and go with it."""


def cut(frames: DrugFrames, *, cut_off: dt.date) -> DrugFrames:
    """The frames without what came after the cut-off.

    A course is known from its tumour board or its first dose, whichever comes first. What ends later is ongoing, its
    reason for stopping or its outcome still to come. A reviewed reading goes with its assessment. A partial date is
    compared at its own precision; what has no date is kept, since nothing places it later.
    """
    kept = {name: getattr(frames, name) for name in COLUMNS}
    kept["courses"] = _begun(frames.courses, cut_off=cut_off)
    kept["toxicities"] = _without_late_outcome(frames.toxicities, cut_off=cut_off)
    for name, facts in FACTS.items():
        if not kept[name].empty:
            kept[name] = _cut(kept[name], facts, cut_off=cut_off)
    return replace(frames, **kept)


def _cut(records: pd.DataFrame, facts: Facts, *, cut_off: dt.date) -> pd.DataFrame:
    if facts.since:
        since = records[facts.since[0]]
        for name in facts.since[1:]:
            since = since.where(since.notna(), records[name])
        records = records[~are_after(since, cut_off)]
    for later in facts.later:
        records = _forget(records, later, cut_off=cut_off)
    return records


def _begun(courses: pd.DataFrame, *, cut_off: dt.date) -> pd.DataFrame:
    """The courses known from either of two dates."""
    dates = courses[["first_dose", "board_date"]]
    reached = dates.notna() & ~dates.apply(are_after, limits=cut_off)
    return courses[reached.any(axis=1) | dates.isna().all(axis=1)]


def _without_late_outcome(toxicities: pd.DataFrame, *, cut_off: dt.date) -> pd.DataFrame:
    """The toxicities, their outcome emptied where it is that of a later end."""
    ended = are_after(toxicities["end"], cut_off) & toxicities["outcome"].isin(ENDED)
    return toxicities.assign(outcome=toxicities["outcome"].mask(ended))


def _forget(records: pd.DataFrame, later: Later, *, cut_off: dt.date) -> pd.DataFrame:
    """The records with what a late date says emptied, and why one of these values is missing."""
    late = are_after(records[later.date], cut_off)
    if not late.any():
        return records
    dated = (later.date, *later.others)
    reasons = [reason for name in dated if (reason := f"{name}_missing") in records]
    emptied: dict[Any, Any] = {name: records[name].mask(late) for name in (*dated, *reasons)}
    back = {name: records[name].mask(late, value) for name, value in later.becomes.items()}
    return records.assign(**emptied, **back)
