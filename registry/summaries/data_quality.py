"""The quality of the data behind the numbers of a drug: completeness, news, visits, open queries."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from registry.schemes import catalogue as schemes
from registry.schemes.visits import Entered, State, earliest, end_of_follow_up, visits
from registry.summaries.counting import Counting
from registry.summaries.dates import are_after
from registry.summaries.frames import DrugFrames
from registry.summaries.parameters import Parameters
from registry.summaries.populations import ALL, Population
from registry.summaries.quality import AGES, find_contact, summarise_completeness
from registry.summaries.table import Row
from registry.summaries.tally import choices, make_row, tally_patients

if TYPE_CHECKING:
    import pandas as pd

OVER = (State.DONE, State.NOT_SEEN, State.OVERDUE)
"""States of a visit that has a form, or should have one."""

NEWS: Mapping[str, tuple[str, ...]] = {
    "courses": ("first_dose", "last_dose"),
    "follow_ups": ("visited_on",),
    "assessments": ("assessed_on",),
}
"""Dates at which something was seen or heard of a patient."""


def summarise_quality(
    counting: Counting, *, registered: Population, cut_off: dt.date, parameters: Parameters
) -> Iterator[Row]:
    """All rows on the quality of the data. How many responses were reviewed stands with the review."""
    yield from tell_completeness(counting.frames, parameters=parameters)
    yield from tell_contact(counting.frames, registered=registered, cut_off=cut_off, parameters=parameters)
    yield from count_overdue(counting, cut_off=cut_off, parameters=parameters)
    yield from count_queries(counting.known, cut_off=cut_off)


def tell_completeness(frames: DrugFrames, *, parameters: Parameters) -> Iterator[Row]:
    """Values given of those expected: all, by field and by centre. Counted in the database over the records as they
    are today; filters by country are followed, for others nothing is calculable. Population: expected values.
    Unit: %, exact interval. Source: HAS, PUT-RD."""
    counts = frames.completeness
    reason = frames.why_empty("completeness")
    if reason:
        row = make_row("completeness", n=0, population="expected")
        yield replace(row, parameters=choices("completeness", parameters, f"not_calculable={reason}"))
        return
    for output, by in (
        ("completeness", ()),
        ("completeness_field", ("kind", "field")),
        ("completeness_centre", ("centre_id",)),
    ):
        sums = summarise_completeness(counts, by=by)
        for line in sums[sums["expected"] > 0].to_dict("records") if by else sums.to_dict("records"):
            yield make_row(
                output,
                category=".".join(str(line[name]) for name in by) or ALL,
                n=line["expected"] - line["missing"],
                total=line["expected"],
                level=parameters.conf_level,
                chosen=choices(output, parameters),
                population="expected",
            )


def tell_contact(
    frames: DrugFrames, *, registered: Population, cut_off: dt.date, parameters: Parameters
) -> Iterator[Row]:
    """Living registered patients of whom something was heard last_contact_months before the cut-off, or later: doses,
    visits, assessments, vital status. Population: registered patients who are not known to be dead. Unit: %."""
    import pandas as pd

    living = registered.where(registered.patients["vital_status"] != "dead", name="living")
    seen = [
        getattr(frames, name)[["patient_id", day]].set_axis(["patient_id", "day"], axis=1)
        for name, days in NEWS.items()
        for day in days
    ]
    fresh = find_contact(living.patients, pd.concat(seen), on=cut_off, months=parameters.last_contact_months)
    yield from tally_patients("contact", fresh[fresh].map({True: ALL}), of=living, parameters=parameters)


def count_overdue(counting: Counting, *, cut_off: dt.date, parameters: Parameters) -> Iterator[Row]:
    """Visits of the follow-up calendar without a form and over, of those that are over or have one.

    The calendar is that of the country's scheme, from the first dose of each counting course; it ends with death, loss,
    stop without follow-up, or the next course, whatever its drug. A draft is a form. Unit: %, exact interval."""
    found = [
        (visit.state, patient)
        for patient, states in _calendars(counting, on=cut_off)
        for visit in states
        if visit.state in OVER
    ]
    late = [patient for state, patient in found if state is State.OVERDUE]
    yield make_row(
        "visits_overdue",
        n=len(late),
        total=len(found),
        patients=tuple(sorted(set(late))),
        level=parameters.conf_level,
        chosen=choices("visits_overdue", parameters),
        population="visits",
    )


def count_queries(known: DrugFrames, *, cut_off: dt.date) -> Iterator[Row]:
    """Queries that were raised by the cut-off and not closed by then: all, and by age in days. Unit: queries."""
    import pandas as pd

    queries = known.queries
    was_open = queries["closed_on"].isna() | are_after(queries["closed_on"], cut_off)
    still = queries[~are_after(queries["raised_on"], cut_off) & was_open]
    days = (pd.Timestamp(cut_off) - pd.to_datetime(still["raised_on"])).dt.days
    yield _queries("queries_open", still)
    for low, high, name in AGES:
        yield _queries("queries_open_age", still[days.between(low, high or days.max())], category=name)


def _queries(output: str, found: pd.DataFrame, *, category: str = ALL) -> Row:
    patients = tuple(sorted(set(found["patient_id"])))
    return make_row(output, n=len(found), category=category, patients=patients)


def _calendars(counting: Counting, *, on: dt.date) -> Iterator[tuple[str, Sequence[Any]]]:
    """The visits of each counting course with a first dose, with its patient."""
    frames, known = counting.frames, counting.known
    patients = {row.patient_id: row for row in _rows(frames.patients)}
    forms, starts, stays = defaultdict(list), defaultdict(list), {}
    for row in _rows(known.follow_ups, "visited_on", "planned_on"):
        forms[row.course_id].append(row)
    for row in _rows(known.starts, "first_dose"):
        starts[row.patient_id].append(row.first_dose)
        stays[row.course_id] = row.post_treatment_follow_up
    with_stay = frames.courses.assign(post_treatment_follow_up=frames.courses["course_id"].map(stays))
    for course in _rows(with_stay, "first_dose", "last_dose"):
        if course.first_dose:
            patient, entered = patients[course.patient_id], forms[course.course_id]
            yield (
                course.patient_id,
                visits(
                    course.first_dose,
                    course.last_dose,
                    schemes.COUNTRIES.get((patient.centre_id or "")[:2], schemes.ELSEWHERE).follow_up,
                    [_entered(row) for row in entered],
                    on,
                    ends=end_of_follow_up(course, patient, entered, starts[course.patient_id]),
                ),
            )


def _entered(row: Any) -> Entered:
    day = row.visited_on or row.planned_on
    return Entered(row.follow_up_id, row.month, day, row.is_seen != "no", row.status == "draft")


def _rows(frame: pd.DataFrame, *days: str) -> Iterator[Any]:
    """The lines of a frame by attribute, missing values as None, the named dates as days."""
    plain = frame.astype("object").where(frame.notna(), None)
    return (
        plain.assign(**{day: plain[day].map(earliest, na_action="ignore") for day in days})
        .astype("object")
        .itertuples(index=False)
    )
