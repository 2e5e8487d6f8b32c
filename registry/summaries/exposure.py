"""How long patients were on the drug: days per course, and the person-time over which toxicity is counted."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, Any

from registry.summaries.dates import iso
from registry.summaries.frames import DrugFrames
from registry.summaries.populations import Population
from registry.summaries.times import complete_dates

if TYPE_CHECKING:
    import pandas as pd

DAYS_PER_MONTH = 30.4375
"""A month: a twelfth of 365.25 days."""

GONE = ("dead", "lost")
"""Vital states whose date ends a course that nobody ended."""


def measure_courses(frames: DrugFrames, *, treated: Population, cut_off: dt.date) -> pd.DataFrame:
    """The treated courses of the drug of treated patients: patient (as in the population), course_id, start, end,
    days, is_ongoing, is_estimated, and `latest`, after which nothing is known of the patient.

    end: the last dose; of a course without last dose and without reason for stopping, the cut-off, or the day of
    death or of loss to follow-up if earlier; unknown where a reason for stopping has no last dose, or the last dose is
    before the first. Both days count. A month of death or loss without its day is taken as its 15th (is_estimated); a
    year alone gives no duration. Unit: days.
    """
    numbers = number_courses(frames.courses, treated=treated)
    courses = frames.courses[numbers.notna() & frames.courses["first_dose"].notna()]
    gone = _days_gone(frames.patients)
    ids = courses["patient_id"]
    latest = _dates(ids.map(gone["day"])).clip(upper=_stamp(cut_off)).fillna(_stamp(cut_off))
    latest = latest.where(~ids.isin(gone.index[gone["day"].isna() & gone["is_dated"]]))
    start, last = _dates(iso(courses["first_dose"])), _dates(iso(courses["last_dose"]))
    ongoing = courses["last_dose"].isna() & courses["stop_reason"].isna()
    end = last.where(~ongoing, latest)
    end = end.where(end >= start)
    estimated = ids.isin(gone.index[gone["is_estimated"]])
    return (
        courses[["course_id"]]
        .assign(
            patient=numbers[courses.index].astype("int64"),
            start=start,
            end=end,
            days=(end - start).dt.days + 1,
            is_ongoing=ongoing,
            is_estimated=ongoing & estimated & (end < _stamp(cut_off)),
            latest=latest,
        )
        .reset_index(drop=True)
    )


def measure_person_time(courses: pd.DataFrame, *, window_days: int, cut_off: dt.date) -> pd.DataFrame:
    """Per course the days at risk: patient, since, until (ISO text), days not already counted by an earlier course.

    courses: of `measure_courses`. At risk: from the first dose to window_days after the last dose, never after death,
    loss to follow-up or the cut-off. Days of two courses that overlap count once. A patient with a course whose end is
    unknown is left out altogether. Unit: days.
    """
    unknown = courses.loc[courses["end"].isna(), "patient"]
    known = courses[~courses["patient"].isin(unknown)].sort_values(["patient", "start", "end"])
    until = known["end"].where(known["is_ongoing"], known["end"] + _days(window_days))
    limit = known["latest"].fillna(_stamp(cut_off)).where(known["latest"] >= known["end"], known["end"])
    until = until.where(until <= limit, limit)
    earlier = until.groupby(known["patient"]).cummax().groupby(known["patient"]).shift()
    since = known["start"].where(earlier.isna() | (known["start"] > earlier), earlier + _days(1))
    days = ((until - since).dt.days + 1).clip(lower=0)
    return (
        known[["patient"]]
        .assign(since=_text(known["start"]), until=_text(until), days=days)
        .reset_index(drop=True)
    )


def number_courses(courses: pd.DataFrame, *, treated: Population) -> pd.Series[Any]:
    """The number, in the population, of what each course counts for: itself where it stands there, else its patient."""
    first = treated.patients.drop_duplicates("patient_id")
    own = dict(zip(treated.patients["course_id"], treated.patients.index, strict=True))
    of_patient = dict(zip(first["patient_id"], first.index, strict=True))
    return courses["course_id"].map(own).fillna(courses["patient_id"].map(of_patient))


def _days_gone(patients: pd.DataFrame) -> pd.DataFrame:
    """By patient_id the day of death or loss: day (ISO text), whether it is estimated, whether there is a date."""
    gone = patients[patients["vital_status"].isin(GONE)].set_index("patient_id")
    day, estimated = complete_dates(gone["vital_status_date"])
    return gone.assign(day=day, is_estimated=estimated, is_dated=gone["vital_status_date"].notna())[
        ["day", "is_estimated", "is_dated"]
    ]


def _dates(texts: pd.Series[Any]) -> pd.Series[Any]:
    import pandas as pd

    return pd.to_datetime(texts, format="%Y-%m-%d", errors="coerce")


def _text(dates: pd.Series[Any]) -> pd.Series[Any]:
    text: pd.Series[Any] = dates.dt.strftime("%Y-%m-%d")
    return text


def _stamp(day: dt.date) -> Any:
    import pandas as pd

    return pd.Timestamp(day)


def _days(number: int) -> Any:
    import pandas as pd

    return pd.Timedelta(days=number)
