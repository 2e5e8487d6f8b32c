"""The summary of a drug: everything that is said of it, on one day, from one set of frames."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator

from registry.summaries.counting import Drafts, counting_on
from registry.summaries.efficacy import summarise_efficacy
from registry.summaries.frames import DrugFrames
from registry.summaries.parameters import DEFAULTS, Parameters
from registry.summaries.populations import Population, choose_registered, choose_treated
from registry.summaries.table import Row, Summary
from registry.summaries.tally import make_row, tally_patients
from registry.summaries.toxicity import summarise_toxicity

NOT_STARTED = "not_started"


def summarise(frames: DrugFrames, *, cut_off: dt.date, parameters: Parameters = DEFAULTS) -> Summary:
    """All the numbers of a drug as they stand on the cut-off."""
    counting = counting_on(frames, cut_off=cut_off)
    registered = choose_registered(counting.frames, courses=parameters.courses)
    treated = choose_treated(registered)
    rows = (
        *count_flow(registered, parameters=parameters),
        make_row("objected", n=counting.objected),
        *list_drafts(counting.drafts),
        *summarise_efficacy(counting.frames, treated=treated, parameters=parameters),
        *summarise_toxicity(counting.frames, treated=treated, parameters=parameters),
    )
    return Summary(
        drug=frames.drug, cut_off=cut_off, parameters=parameters, drafts=counting.drafts, rows=rows
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
