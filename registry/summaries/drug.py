"""The summary of a drug: everything that is said of it, on one day, from one set of frames."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence
from typing import Any

from registry.summaries.baseline import summarise_baseline
from registry.summaries.counting import Drafts
from registry.summaries.coverage import measure_coverage
from registry.summaries.ctdna import count_cleared
from registry.summaries.curves import SurvivalCurve
from registry.summaries.data_quality import summarise_quality
from registry.summaries.declarations import summarise_declarations
from registry.summaries.efficacy import summarise_efficacy
from registry.summaries.endpoints import summarise_times, trace_endpoints
from registry.summaries.frames import DrugFrames
from registry.summaries.parameters import DEFAULTS, Parameters
from registry.summaries.populations import Population
from registry.summaries.questionnaires import summarise_questionnaires
from registry.summaries.rates import summarise_rates
from registry.summaries.remarkable import count_remarkable
from registry.summaries.response_rates import summarise_response
from registry.summaries.review import summarise_review
from registry.summaries.signals import summarise_signals, tell_terms
from registry.summaries.status import summarise_status
from registry.summaries.study import Study, prepare
from registry.summaries.table import Row, Summary
from registry.summaries.tally import make_row, tally_patients
from registry.summaries.toxicity import choose_events, summarise_toxicity
from registry.summaries.use import summarise_use

NOT_STARTED = "not_started"


def summarise(frames: DrugFrames, *, cut_off: dt.date, parameters: Parameters = DEFAULTS) -> Summary:
    """All the numbers of a drug as they stand on the cut-off."""
    return summarise_study(prepare(frames, cut_off=cut_off, parameters=parameters))


def summarise_study(study: Study) -> Summary:
    """All the numbers of a drug, of a study that is prepared."""
    curves = trace_endpoints(study.course, parameters=study.parameters)
    return Summary(
        drug=study.frames.drug,
        cut_off=study.cut_off,
        parameters=study.parameters,
        drafts=study.counting.drafts,
        rows=tuple(_rows(study, curves)),
        curves=curves,
    )


def _rows(study: Study, curves: Sequence[SurvivalCurve]) -> Iterator[Row]:
    """Every row, in the order in which a summary is read."""
    frames, judgement, course = study.frames, study.judgement, study.course
    cut_off, parameters = study.cut_off, study.parameters
    over: dict[str, Any] = {"treated": study.treated, "parameters": parameters}
    yield from count_flow(study.registered, parameters=parameters)
    yield make_row("objected", n=study.counting.objected)
    yield from list_drafts(study.counting.drafts)
    yield from summarise_baseline(frames, **over)
    yield from summarise_status(study.treated, parameters=parameters)
    yield from summarise_use(frames, cut_off=cut_off, **over)
    yield from summarise_efficacy(judgement, parameters=parameters)
    yield from summarise_response(frames, judgement, course=course, parameters=parameters)
    yield from summarise_times(frames, curves, course=course, parameters=parameters)
    yield from count_remarkable(frames, course, parameters=parameters)
    yield from count_cleared(frames, judgement, parameters=parameters)
    yield from summarise_review(judgement, **over)
    events = choose_events(frames, **over)
    yield from summarise_toxicity(events, **over)
    yield from summarise_rates(frames, cut_off=cut_off, **over)
    yield from summarise_declarations(frames, events=events, cut_off=cut_off, **over)
    yield from summarise_signals(judgement, events=events, **over)
    yield from tell_terms(frames, parameters=parameters)
    yield from summarise_questionnaires(frames, **over)
    yield from measure_coverage(
        frames.authorisations,
        cut_off=cut_off,
        parameters=parameters,
        lacking=frames.why_empty("authorisations"),
    )
    yield from summarise_quality(
        study.counting, registered=study.registered, cut_off=cut_off, parameters=parameters
    )


def count_flow(registered: Population, *, parameters: Parameters) -> Iterator[Row]:
    """Registered patients; of them the treated ones, and those who are not by reason. Unit: patients."""
    treated = registered.patients["treated"]
    everyone = treated.map({True: "all", False: "all"})
    yield from tally_patients("registered", everyone, of=registered, parameters=parameters, whole=False)
    yield from tally_patients("treated", everyone[treated], of=registered, parameters=parameters)
    waiting = treated[~treated].map({False: NOT_STARTED})
    yield from tally_patients(
        "not_treated", waiting, of=registered, parameters=parameters, categories=[NOT_STARTED]
    )


def list_drafts(drafts: Drafts) -> Iterator[Row]:
    """The records left out, per kind: drafts, and complete records under a draft. Unit: records."""
    for output, counts in (("drafts", drafts.drafts), ("beneath_drafts", drafts.beneath)):
        for kind, n in counts.items():
            yield make_row(output, category=kind, n=n)
