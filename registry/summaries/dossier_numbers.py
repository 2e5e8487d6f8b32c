"""The numbers of a dossier in its two spans, from the same functions as every other number of a drug.

Cumulative: the summary on the last day of the period. Period: patients by their first dose, toxicities by their onset,
responses by the day of assessment, questionnaires by the day they were filled in. A partial date counts on its first
day, so that each fact falls into one of several periods that follow each other. What is measured in time has no period.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from registry.summaries.baseline import summarise_baseline
from registry.summaries.dates import iso
from registry.summaries.declarations import summarise_declarations
from registry.summaries.dossier import DossierRequest
from registry.summaries.drug import count_flow, summarise
from registry.summaries.efficacy import summarise_efficacy
from registry.summaries.filters import Filters, narrow
from registry.summaries.frames import DrugFrames
from registry.summaries.judgement import Judgement, judge
from registry.summaries.parameters import DEFAULTS, Parameters
from registry.summaries.populations import Population
from registry.summaries.questionnaires import BASELINE, BETWEEN, summarise_questionnaires
from registry.summaries.response_rates import summarise_response
from registry.summaries.review import summarise_review
from registry.summaries.study import Study, prepare
from registry.summaries.table import Row, Summary
from registry.summaries.times import follow_courses
from registry.summaries.toxicity import choose_events, summarise_toxicity
from registry.summaries.use import summarise_use

if TYPE_CHECKING:
    import pandas as pd


@dataclass(frozen=True, eq=False)
class Spans:
    """What is counted on the cut-off, and what of it is of the period.

    study, summary: up to the cut-off. events: its toxicities, with what each counts as. assessed: the treated patients
    with an assessment in the period, and what these assessments say. rows: the numbers of the period.
    """

    study: Study
    summary: Summary
    events: pd.DataFrame
    assessed: Judgement
    rows: tuple[Row, ...]


def number_spans(frames: DrugFrames, request: DossierRequest, *, parameters: Parameters = DEFAULTS) -> Spans:
    """The numbers of a request, from all the records of its patients."""
    study = prepare(frames, cut_off=request.end, parameters=parameters)
    summary = summarise(frames, cut_off=request.end, parameters=parameters)
    events = choose_events(study.frames, treated=study.treated, parameters=parameters)
    assessed = _assess(study, request, parameters=parameters)
    rows = (
        *_started(frames, request, parameters=parameters),
        *_responded(study, assessed, request, parameters=parameters),
        *_affected(study, request, parameters=parameters),
        *_answered(study, request, parameters=parameters),
    )
    return Spans(study, summary, events, assessed, rows)


def is_within(dates: pd.Series[Any], request: DossierRequest) -> pd.Series[bool]:
    """Whether each date is of the period: a partial one by its first day, a missing one never."""
    text = iso(dates)
    first = text.where(text.str.len() != 4, text + "-01-01")
    first = first.where(first.str.len() != 7, first + "-01")
    return ((first >= request.start.isoformat()) & (first <= request.end.isoformat())).fillna(value=False)


def _started(frames: DrugFrames, request: DossierRequest, *, parameters: Parameters) -> Iterator[Row]:
    """Who they are and how the drug was used, of the patients whose first dose is of the period."""
    chosen = Filters(since=request.start, until=request.end)
    narrowed = narrow(frames, chosen, cut_off=request.end, parameters=parameters)
    study = prepare(narrowed, cut_off=request.end, parameters=parameters)
    over: dict[str, Any] = {"treated": study.treated, "parameters": parameters}
    yield from count_flow(study.registered, parameters=parameters)
    yield from summarise_baseline(study.frames, **over)
    yield from summarise_use(study.frames, cut_off=request.end, **over)


def _assess(study: Study, request: DossierRequest, *, parameters: Parameters) -> Judgement:
    """The responses of the assessments of the period, against the baseline whenever it was."""
    assessments = _of_period(study.frames.assessments, "assessed_on", request, keep="visit")
    later = assessments.loc[assessments["visit"] != BASELINE, "course_id"]
    treated = study.treated.where(study.treated.patients["course_id"].isin(later))
    return judge(replace(study.frames, assessments=assessments), treated=treated, parameters=parameters)


def _responded(
    study: Study, assessed: Judgement, request: DossierRequest, *, parameters: Parameters
) -> Iterator[Row]:
    assessments = _of_period(study.frames.assessments, "assessed_on", request, keep="visit")
    frames = replace(study.frames, assessments=assessments)
    course = follow_courses(frames, assessed, reading=parameters.reading)
    treated = Population("treated", assessed.chosen.patients)
    yield from summarise_efficacy(assessed, parameters=parameters)
    yield from summarise_response(frames, assessed, course=course, parameters=parameters)
    yield from summarise_review(assessed, treated=treated, parameters=parameters)


def _affected(study: Study, request: DossierRequest, *, parameters: Parameters) -> Iterator[Row]:
    """The toxicities with onset in the period, of all patients treated up to its end."""
    toxicities = _of_period(study.frames.toxicities, "onset", request)
    frames = replace(study.frames, toxicities=toxicities)
    over: dict[str, Any] = {"treated": study.treated, "parameters": parameters}
    events = choose_events(frames, **over)
    yield from summarise_toxicity(events, **over)
    yield from summarise_declarations(frames, events=events, cut_off=request.end, **over)


def _answered(study: Study, request: DossierRequest, *, parameters: Parameters) -> Iterator[Row]:
    """Questionnaires filled in in the period; changes are from the baseline whenever it was."""
    for keep, is_baseline in (("visit", False), ("", True)):
        forms = _of_period(study.frames.questionnaires, "filled_on", request, keep=keep)
        frames = replace(study.frames, questionnaires=forms)
        for row in summarise_questionnaires(frames, treated=study.treated, parameters=parameters):
            if (BASELINE in row.category.split(BETWEEN)) == is_baseline:
                yield row


def _of_period(records: pd.DataFrame, date: str, request: DossierRequest, *, keep: str = "") -> pd.DataFrame:
    """The records whose date is of the period; where a column is named, its baseline records too."""
    chosen = is_within(records[date], request)
    return records[chosen | (records[keep] == BASELINE)] if keep else records[chosen]
