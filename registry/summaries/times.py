"""How long things lasted: from one day to another, with an event at its end or without one yet.

The first day does not count. A date without its day stands at day 15, never before the last day on which the patient
is known to have been followed, and is counted as imputed; without its month there is no duration.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from registry.summaries.dates import are_after, iso
from registry.summaries.frames import DrugFrames
from registry.summaries.judgement import Judgement
from registry.summaries.parameters import Parameters
from registry.summaries.responses import Visits, read_responses
from registry.terminology.responses import Progression

if TYPE_CHECKING:
    import pandas as pd

MIDDLE = "-15"


@dataclass(frozen=True, eq=False)
class Course:
    """What happened to each treated patient, as ISO text by patient; missing where it did not, or has no date.

    progressed: the first progression, seen on an assessment, or the last dose of a course stopped for progression.
    seen: the last assessment that tells a response, else the first dose. contact: the last day on which the patient
    is known to be alive, and whether its day was imputed. died: of any cause.
    """

    patients: pd.DataFrame
    read: pd.DataFrame
    progressed: pd.Series[str]
    seen: pd.Series[str]
    contact: pd.Series[str]
    is_contact_imputed: pd.Series[bool]

    @property
    def died(self) -> pd.Series[str]:
        return iso(self.patients["vital_status_date"]).where(self.patients["dead"])


def follow_courses(frames: DrugFrames, judgement: Judgement, *, reading: str) -> Course:
    """The facts that durations are made of, for the treated patients, under a reading."""
    judged, visits = judgement.by_reading[reading].patients, judgement.visits
    read = read_responses(visits.followed, reading=reading)
    assessed = read[read["progression"] == Progression.YES].groupby("patient")["day"].min()
    clinical = judged["last_dose"].where(judged["stop_reason"] == "progression")
    last = read.groupby("patient")["day"].max()
    contact, imputed = _contacts(frames, judged=judged, visits=visits)
    return Course(
        judged,
        read,
        progressed=_earliest(assessed.reindex(judged.index), clinical),
        seen=_latest(last.reindex(judged.index), judged["first_dose"]),
        contact=contact,
        is_contact_imputed=imputed,
    )


def time_without_progression(course: Course, *, parameters: Parameters) -> pd.DataFrame:
    """From the first dose to the first progression or death of any cause; else to the last assessment.

    censor_new_therapy: what comes after the start of a subsequent treatment is not looked at.
    """
    patients = course.patients
    return _measure_to_progression(
        course,
        start=patients["first_dose"],
        dead=patients["dead"],
        stops=patients["new_therapy"] if parameters.censor_new_therapy else None,
    )


def time_in_response(course: Course, *, parameters: Parameters) -> pd.DataFrame:
    """Of the responders: from the first response to the first progression or death; else to the last assessment."""
    patients = course.patients
    deadly = patients["dead"]
    if parameters.response_ends == "disease_death":
        deadly = deadly & (patients["death_cause"] == "disease")
    found = _measure_to_progression(
        course,
        start=patients["response_day"],
        dead=deadly,
        stops=patients["new_therapy"] if parameters.censor_new_therapy else None,
    )
    return found[patients["evaluable"] & patients["responds"]]


def time_alive(course: Course) -> pd.DataFrame:
    """From the first dose to death of any cause; else to the last day on which the patient is known to be alive."""
    return _measure_to_contact(course, end=course.died, event=course.patients["dead"])


def time_to_next_treatment(course: Course) -> pd.DataFrame:
    """From the first dose to the start of the next treatment of the tumour or death; else to the last contact."""
    patients = course.patients
    treated_again = patients["new_therapy"].notna()
    end = patients["new_therapy"].where(treated_again, course.died)
    alive = course.contact.where(~treated_again, patients["first_dose"])
    return _measure_to_contact(course, end=end, event=treated_again | patients["dead"], alive=alive)


def time_on_drug(course: Course) -> pd.DataFrame:
    """From the first dose to the last one, whatever the reason, or to death; else to the last contact.

    A course that was stopped on an unknown day has no duration.
    """
    patients = course.patients
    stopped = patients["last_dose"].notna() | patients["stop_reason"].notna()
    end = patients["last_dose"].where(stopped, course.died)
    return _measure_to_contact(course, end=end, event=stopped | patients["dead"])


def measure(
    start: pd.Series[str],
    end: pd.Series[str],
    event: pd.Series[bool],
    *,
    not_before: pd.Series[str] | None = None,
) -> pd.DataFrame:
    """Days (missing when not calculable), event, imputed: one line per patient, by the index of all three.

    start: full dates. end: of any precision; at least not_before where its day is imputed, and never before start.
    """
    ends, imputed = complete_dates(end)
    days = _days_between(start, ends)
    if not_before is not None:
        at_least, _ = complete_dates(not_before)
        later = _days_between(start, at_least)
        days = days.mask(imputed & (later > days), later)
    return event.to_frame("event").assign(days=days.clip(lower=0), imputed=imputed)


def complete_dates(dates: pd.Series[Any]) -> tuple[pd.Series[str], pd.Series[bool]]:
    """The dates with day 15 where the day is unknown, and which those are; a year alone is no date."""
    text = iso(dates)
    imputed = text.str.len().eq(7).fillna(value=False).astype(bool)
    full = text.where(~imputed, text + MIDDLE)
    return full.where(full.str.len() == 10), imputed


def _measure_to_contact(
    course: Course, *, end: pd.Series[str], event: pd.Series[bool], alive: pd.Series[str] | None = None
) -> pd.DataFrame:
    """From the first dose to the end where there was the event, else to the last contact.

    alive: the day before which an imputed end cannot be, by default the last contact.
    """
    not_before = course.contact if alive is None else alive
    found = measure(
        course.patients["first_dose"], end.where(event, course.contact), event, not_before=not_before
    )
    return found.assign(imputed=found["imputed"] | (course.is_contact_imputed & ~event))


def _measure_to_progression(
    course: Course, *, start: pd.Series[str], dead: pd.Series[bool], stops: pd.Series[str] | None
) -> pd.DataFrame:
    """From `start` to progression, else to death where `dead`, else to the last assessment; not beyond `stops`."""
    progressed = course.progressed.notna()
    ended = progressed | dead
    end = course.progressed.where(progressed, course.died.where(dead, course.seen))
    seen = course.seen
    if stops is not None:
        too_late = ended & are_after(end, stops)
        seen = _seen_until(course, stops)
        end = end.mask(too_late | ~ended, seen)
        ended = ended & ~too_late
    return measure(start, end, ended, not_before=seen)


def _seen_until(course: Course, stops: pd.Series[str]) -> pd.Series[str]:
    """The last assessment that tells a response and does not come after another day, else the first dose."""
    read = course.read[~are_after(course.read["day"], course.read["patient"].map(stops))]
    last = read.groupby("patient")["day"].max().reindex(course.patients.index)
    return _latest(last, course.patients["first_dose"])


def _contacts(
    frames: DrugFrames, *, judged: pd.DataFrame, visits: Visits
) -> tuple[pd.Series[str], pd.Series[bool]]:
    """The last day on which each patient is known to be alive, else the first dose; and whether it was imputed."""
    seen = frames.follow_ups[["course_id", "visited_on"]].dropna()
    visited = iso(seen["visited_on"]).groupby(seen["course_id"]).max()
    alive, imputed = complete_dates(judged["vital_status_date"].where(judged["vital_status"] != "dead"))
    certain = _latest(
        visits.followed.groupby("patient")["day"].max().reindex(judged.index),
        judged["course_id"].map(visited),
        judged["last_dose"],
        judged["first_dose"],
    )
    latest = _latest(alive, certain)
    return latest, imputed & (latest != certain)


def _days_between(start: pd.Series[str], end: pd.Series[str]) -> pd.Series[float]:
    import pandas as pd

    first, last = (pd.to_datetime(dates, format="%Y-%m-%d", errors="coerce") for dates in (start, end))
    return (last - first).dt.days.astype("float64")


def _earliest(*dates: pd.Series[str]) -> pd.Series[str]:
    """The first of several full dates of each patient."""
    return _side_by_side(dates).min(axis=1)


def _latest(*dates: pd.Series[str]) -> pd.Series[str]:
    """The last of several full dates of each patient."""
    return _side_by_side(dates).max(axis=1)


def _side_by_side(dates: Sequence[pd.Series[str]]) -> pd.DataFrame:
    import pandas as pd

    return pd.concat(list(dates), axis=1).astype("str")
