"""Serious toxicities and their declarations: which were declared, how fast, and which are overdue."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from registry.summaries.dates import iso
from registry.summaries.frames import DrugFrames
from registry.summaries.intervals import exact_interval
from registry.summaries.parameters import Parameters
from registry.summaries.populations import ALL, Population
from registry.summaries.quantities import estimated_row, why_not
from registry.summaries.statistics.spread import describe
from registry.summaries.table import Row
from registry.summaries.tally import PERCENT, choices, tally_events

if TYPE_CHECKING:
    import pandas as pd

NULLIFICATION = "nullification"
RECEIVED, ONSET, NO_CLOCK = "first_received", "onset", "none"
CLOCKS = (RECEIVED, ONSET, NO_CLOCK)
"""What the delay of a declaration is counted from."""

NO_SERIOUS = "no_serious_toxicity"


def summarise_declarations(
    frames: DrugFrames, *, events: pd.DataFrame, treated: Population, cut_off: dt.date, parameters: Parameters
) -> Iterator[Row]:
    """All rows of declarations. events: the toxicities of `choose_events`."""
    serious = follow_declarations(frames, events=events, cut_off=cut_off, parameters=parameters)
    yield from count_declared(serious, treated=treated, parameters=parameters)
    yield from measure_delays(serious, treated=treated, parameters=parameters)


def follow_declarations(
    frames: DrugFrames, *, events: pd.DataFrame, cut_off: dt.date, parameters: Parameters
) -> pd.DataFrame:
    """The serious toxicities with clock, started_on, declared_on, delay, within, overdue.

    started_on: the day on which the centre learnt of it, else its onset if the full date is known; clock says which.
    declared_on: the first declaration to anybody that is not a nullification. delay: days between them, not below 0.
    within: declared in at most deadline_days. overdue: not declared, and more than deadline_days old on the cut-off.
    A toxicity without a clock is neither. Source: art. R. 5121-161 of the French public health code; 15 days as asked
    for serious reactions (EU, EudraVigilance).
    """
    import pandas as pd

    serious = events[events["serious"]]
    facts = frames.toxicities.set_index("toxicity_id").reindex(serious["toxicity_id"])
    received, onset = (iso(facts[name]).set_axis(serious.index) for name in ("first_received", "onset"))
    onset = onset.where(onset.str.len() == 10)
    started = received.where(received.notna(), onset)
    declared = serious["toxicity_id"].map(first_declarations(frames))
    days = (pd.to_datetime(declared) - pd.to_datetime(started)).dt.days.clip(lower=0).astype("float64")
    age = (pd.Timestamp(cut_off) - pd.to_datetime(started)).dt.days
    clock = onset.notna().map({True: ONSET, False: NO_CLOCK}).where(received.isna(), RECEIVED)
    return serious.assign(
        clock=clock,
        started_on=started,
        declared_on=declared,
        delay=days,
        within=days.le(parameters.deadline_days),
        overdue=declared.isna() & age.gt(parameters.deadline_days),
    )


def first_declarations(frames: DrugFrames) -> pd.Series[Any]:
    """By toxicity the day of its first declaration, nullifications left out, as ISO text."""
    sent = frames.declarations[frames.declarations["step"] != NULLIFICATION]
    return iso(sent["sent_on"]).groupby(sent["toxicity_id"]).min()


def count_declared(serious: pd.DataFrame, *, treated: Population, parameters: Parameters) -> Iterator[Row]:
    """Serious toxicities declared, declared in time, overdue, and by what their delay is counted from.

    Population: serious toxicities of treated patients. Unit: % of them, exact interval.
    """
    for output, flag in (
        ("declared", serious["declared_on"].notna()),
        ("declared_in_time", serious["within"]),
        ("declaration_overdue", serious["overdue"]),
    ):
        found = serious[flag].set_index("patient")["any"].map({True: ALL})
        yield from _shares(output, found, serious=serious, treated=treated, parameters=parameters)
    clocks = serious.set_index("patient")["clock"]
    yield from _shares(
        "declaration_clock",
        clocks,
        serious=serious,
        treated=treated,
        parameters=parameters,
        categories=CLOCKS,
    )


def measure_delays(serious: pd.DataFrame, *, treated: Population, parameters: Parameters) -> Iterator[Row]:
    """Days from the start of the clock to the first declaration, over the toxicities declared. Unit: days."""
    patients = treated.patients
    for subset, total in _totals(serious, treated=treated).items():
        inside = serious["patient"].isin(patients.index[treated.holds(subset)])
        known = serious[inside & serious["delay"].notna()].sort_values("patient")
        behind = tuple(dict.fromkeys(patients["patient_id"].reindex(known["patient"])))
        for statistic, estimate in describe(known["delay"]).items():
            yield estimated_row(
                "declaration_delay",
                estimate,
                n=len(known),
                total=total,
                subset=subset,
                category=statistic,
                patients=behind,
                chosen=choices("declaration_delay", parameters, *why_not(estimate)),
                population="serious",
            )


def list_overdue(serious: pd.DataFrame, *, frames: DrugFrames, cut_off: dt.date) -> pd.DataFrame:
    """The serious toxicities that are overdue, the oldest first.

    Columns: toxicity_id, patient_id, centre_id, number, label, grade, clock, started_on, days (since then).
    """
    import pandas as pd

    late = serious[serious["overdue"]]
    ids = frames.toxicities.set_index("toxicity_id")["patient_id"].reindex(late["toxicity_id"])
    people = frames.patients.set_index("patient_id").reindex(ids)
    listed = late.assign(
        patient_id=ids.to_numpy(),
        centre_id=people["centre_id"].to_numpy(),
        number=people["number"].to_numpy(),
        days=(pd.Timestamp(cut_off) - pd.to_datetime(late["started_on"])).dt.days,
    )
    columns = "toxicity_id patient_id centre_id number label grade clock started_on days".split()
    return listed.sort_values(["started_on", "toxicity_id"])[columns].reset_index(drop=True)


def _totals(serious: pd.DataFrame, *, treated: Population) -> dict[str, int]:
    """Serious toxicities by subset."""
    found = serious.set_index("patient")["any"].map({True: ALL})
    counted = tally_events("toxicity_serious_events", found, of=treated, parameters=Parameters())
    return {row.subset: row.n for row in counted}


def _shares(
    output: str,
    found: pd.Series[str],
    *,
    serious: pd.DataFrame,
    treated: Population,
    parameters: Parameters,
    categories: tuple[str, ...] = (ALL,),
) -> Iterator[Row]:
    """Events as a share of the serious toxicities."""
    totals = _totals(serious, treated=treated)
    for row in tally_events(output, found, of=treated, parameters=parameters, categories=categories):
        total = totals[row.subset]
        low, high = exact_interval(row.n, total, level=parameters.conf_level) if total else (None, None)
        yield replace(
            row,
            N=total,
            value=100 * row.n / total if total else None,
            low=None if low is None else 100 * low,
            high=None if high is None else 100 * high,
            unit=PERCENT,
            population="serious",
            parameters=choices(output, parameters, *(() if total else (f"not_calculable={NO_SERIOUS}",))),
        )
