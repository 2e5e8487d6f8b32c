"""What happened along a course, and when: the marks of the swimmer plot."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from registry.summaries.dates import are_before
from registry.summaries.exposure import DAYS_PER_MONTH
from registry.summaries.frames import DrugFrames
from registry.summaries.times import Course, complete_dates

if TYPE_CHECKING:
    import pandas as pd

KINDS = ("response", "best", "progression", "dose_change", "toxicity", "new_therapy", "stop", "death")
DOSE_CHANGES = ("increase", "reduction", "interruption", "resumption")
SEVERE = 3


def mark_courses(frames: DrugFrames, course: Course) -> pd.DataFrame:
    """One line per mark: patient (as in the population), kind (of KINDS), month from the first dose, detail.

    detail: the category of the best response, what changed of the dose of this drug, the term of a toxicity of grade 3
    or more, the reason for stopping. Day 15 stands for an unknown day; without the month there is no mark. Marks before
    the first dose are left out.
    """
    import pandas as pd

    parts = [_line(course, kind, days, detail) for kind, days, detail in _of_course(course)]
    parts += [
        _beneath(course, frames.dose_periods[_own_changes(frames)], "dose_change", "began", "change"),
        _beneath(course, frames.toxicities[_are_severe(frames)], "toxicity", "onset", "term"),
    ]
    found = pd.concat([part for part in parts if len(part)] or parts[:1], ignore_index=True)
    order = found["kind"].map(KINDS.index)
    return (
        found.assign(order=order)
        .sort_values(["patient", "month", "order", "detail"], ignore_index=True)
        .drop(columns="order")
    )


def _of_course(course: Course) -> Iterator[tuple[str, pd.Series[Any], pd.Series[Any] | None]]:
    """The days of the course itself."""
    patients = course.patients
    evaluable = patients["evaluable"]
    yield "response", patients["response_day"].where(evaluable), None
    yield "best", patients["best_day"].where(evaluable), patients["best"]
    yield "progression", course.progressed, None
    yield "new_therapy", patients["new_therapy"], None
    yield "stop", patients["last_dose"], patients["stop_reason"]
    yield "death", course.died, None


def _line(course: Course, kind: str, days: pd.Series[Any], detail: pd.Series[Any] | None) -> pd.DataFrame:
    import pandas as pd

    told = pd.Series(index=days.index, dtype="object") if detail is None else detail.astype("object")
    return _place(course, days.index, kind, days, told)


def _beneath(course: Course, records: pd.DataFrame, kind: str, date: str, detail: str) -> pd.DataFrame:
    """The marks of records under the courses."""
    patients = course.patients
    numbers = records["course_id"].map(dict(zip(patients["course_id"], patients.index, strict=True)))
    kept = records[numbers.notna()]
    owners = numbers[numbers.notna()].astype("int64")
    return _place(course, owners, kind, kept[date], kept[detail].astype("object"))


def _place(
    course: Course, owners: Any, kind: str, days: pd.Series[Any], detail: pd.Series[Any]
) -> pd.DataFrame:
    import pandas as pd

    full, _ = complete_dates(days)
    lines = pd.DataFrame({"patient": list(owners), "kind": kind, "day": list(full), "detail": list(detail)})
    lines = lines[lines["day"].notna()]
    first = lines["patient"].map(course.patients["first_dose"])
    lines = lines[~are_before(lines["day"], first)]
    months = (pd.to_datetime(lines["day"]) - pd.to_datetime(first[lines.index])).dt.days / DAYS_PER_MONTH
    return lines.assign(month=months)[["patient", "kind", "month", "detail"]].astype({"detail": "object"})


def _own_changes(frames: DrugFrames) -> pd.Series[bool]:
    periods = frames.dose_periods
    own = periods["drug"].str.lower() == frames.drug.lower()
    return own & periods["change"].isin(DOSE_CHANGES)


def _are_severe(frames: DrugFrames) -> pd.Series[bool]:
    return frames.toxicities["grade"].astype("Int64").ge(SEVERE).fillna(value=False).astype(bool)
