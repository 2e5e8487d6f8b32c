"""The treated courses one by one: the listing, and the lines of swimmer, waterfall and spider plots.

Every frame is indexed from 0 and carries patient_id, number and course_id. Months are counted from the first dose, as
in registry.summaries.times; a mark on a day that is not fully known stands where its imputed day does.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from registry.summaries.ctdna import describe_series, trace_samples
from registry.summaries.exposure import DAYS_PER_MONTH
from registry.summaries.frames import DrugFrames
from registry.summaries.marks import mark_courses
from registry.summaries.measures import choose_deepest, trace_measures
from registry.summaries.parameters import LOCAL, REVIEWED, Parameters
from registry.summaries.remarkable import alterations_of, choose_remarkable
from registry.summaries.study import Study, prepare
from registry.summaries.times import time_alive, time_in_response, time_on_drug, time_without_progression

if TYPE_CHECKING:
    import pandas as pd

IDENTITY = ["patient_id", "number", "course_id"]


@dataclass(frozen=True, eq=False)
class Subjects:
    """The frames of a drug that have a line per course, per mark, per assessment or per sample.

    courses: the listing. bars, marks: the swimmer plot. deepest: the waterfall plot. measures: the spider plot.
    samples, series: circulating tumour DNA. remarkable: exceptional and long-term patients.
    """

    courses: pd.DataFrame
    bars: pd.DataFrame
    marks: pd.DataFrame
    deepest: pd.DataFrame
    measures: pd.DataFrame
    samples: pd.DataFrame
    series: pd.DataFrame
    remarkable: pd.DataFrame


def describe_subjects(frames: DrugFrames, *, cut_off: dt.date, parameters: Parameters) -> Subjects:
    """The subjects behind the summary of the same frames, cut-off and parameters."""
    return describe_study(prepare(frames, cut_off=cut_off, parameters=parameters))


def describe_study(study: Study) -> Subjects:
    """The subjects of a study that is prepared."""
    parameters = study.parameters
    courses = list_courses(study, parameters=parameters)
    measures = trace_measures(study.frames, study.judgement)
    samples = trace_samples(study.frames, study.judgement, parameters=parameters)
    return Subjects(
        courses=courses.reset_index(drop=True),
        bars=order_bars(courses),
        marks=_named(mark_courses(study.frames, study.course), courses),
        deepest=_named(choose_deepest(study.judgement, measures), courses, "diagnosis", "best"),
        measures=_named(measures, courses),
        samples=_named(samples, courses),
        series=_named(describe_series(samples), courses),
        remarkable=courses[courses["exceptional"] | courses["long_term"]].reset_index(drop=True),
    )


def list_courses(study: Study, *, parameters: Parameters) -> pd.DataFrame:
    """One line per treated course, by patient of the population.

    patient_id, number, course_id, centre_id, country_id, subset, diagnosis, alterations (GENE/type, joined by ";"),
    first_dose, last_dose, stop_reason; evaluable, reason (why not), best, confirmed, best_local, best_reviewed,
    responds (the contribution to the response rate); in months pfs, os, dor, on_drug, each with `<name>_event` (None
    without a duration); exceptional, long_term.
    """
    patients, course = study.judgement.chosen.patients, study.course
    people = study.frames.patients.set_index("patient_id")
    found = choose_remarkable(course, parameters=parameters)
    alterations = alterations_of(study.frames, patients).groupby(level=0).agg(";".join)
    listed = patients[["patient_id", "course_id", "country_id", "subset", "diagnosis"]].assign(
        number=patients["patient_id"].map(people["number"]),
        centre_id=patients["patient_id"].map(people["centre_id"]),
        alterations=alterations,
        **{name: patients[name] for name in ("first_dose", "last_dose", "stop_reason", "evaluable")},
        reason=patients["reason"].mask(patients["evaluable"]),
        **{name: patients[name].where(patients["evaluable"]) for name in ("best", "confirmed")},
        best_local=_best_under(study, LOCAL),
        best_reviewed=_best_under(study, REVIEWED),
        responds=patients["evaluable"] & patients["responds"],
        exceptional=found.exceptional,
        long_term=found.long_term,
    )
    for name, times in (
        ("pfs", time_without_progression(course, parameters=parameters)),
        ("os", time_alive(course)),
        ("dor", time_in_response(course, parameters=parameters)),
        ("on_drug", time_on_drug(course)),
    ):
        months = times["days"] / DAYS_PER_MONTH
        event = times["event"].astype("object").where(times["days"].notna(), None)
        listed = listed.assign(**{name: months, f"{name}_event": event})
    rest = [name for name in listed.columns if name not in IDENTITY]
    return listed[[*IDENTITY, *rest]]


def order_bars(courses: pd.DataFrame) -> pd.DataFrame:
    """One bar per course, the longest first: months on the drug, whether it goes on, best response, diagnosis.

    A course without a known duration has no bar.
    """
    known = courses[courses["on_drug"].notna()]
    bars = known[[*IDENTITY, "subset", "diagnosis", "best", "stop_reason"]].assign(
        months=known["on_drug"], is_ongoing=known["on_drug_event"].map({True: False, False: True})
    )
    return bars.sort_values(
        ["months", "patient_id", "course_id"], ascending=[False, True, True], ignore_index=True
    )


def _best_under(study: Study, reading: str) -> pd.Series[Any]:
    patients = study.judgement.by_reading[reading].patients
    return patients["best"].where(patients["evaluable"])


def _named(found: pd.DataFrame, courses: pd.DataFrame, *more: str) -> pd.DataFrame:
    """Lines of `patient` with what names the course of each, and more of its columns."""
    wanted = courses[[*IDENTITY, *(name for name in more if name not in found)]]
    rest = found.drop(columns=[name for name in IDENTITY if name in found])
    joined = rest.join(wanted, on="patient").drop(columns="patient")
    named = [*wanted.columns, *(name for name in joined.columns if name not in wanted)]
    return joined[named].reset_index(drop=True)
