"""What filters leave of the frames that are no records: those that a filter cannot follow are emptied, and say so."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import replace
from typing import TYPE_CHECKING

from registry.summaries.columns import COLUMNS
from registry.summaries.dates import are_after, are_before
from registry.summaries.frames import DrugFrames
from registry.summaries.populations import UNKNOWN

if TYPE_CHECKING:
    import pandas as pd

    from registry.summaries.filters import Filters

NO_LINE, FILTER_OF_PATIENTS = "no_line", "filter_of_patients"

LISTED = ("country", "scheme", "since", "until")
"""Filters that a list of authorisations follows: centre, scheme and date of the line."""

COUNTED = ("country",)
"""Filters that counts by centre follow."""


def narrow_beside(frames: DrugFrames, filters: Filters, *, patients: Collection[str]) -> DrugFrames:
    """The frames with what filters leave of the list, the counts and the queries.

    patients: whom the filters leave in. Toxicities of all drugs are counted over everybody and follow no filter.
    """
    import pandas as pd

    lacking = {"reports": FILTER_OF_PATIENTS}
    authorisations, completeness = frames.authorisations, frames.completeness
    if not filters.within(LISTED):
        lacking["authorisations"] = FILTER_OF_PATIENTS
        authorisations = authorisations[:0]
    elif not authorisations.empty:
        authorisations = authorisations[_listed(authorisations, filters)]
        lacking["authorisations"] = NO_LINE
    if not filters.within(COUNTED):
        lacking["completeness"] = FILTER_OF_PATIENTS
        completeness = completeness[:0]
    elif not completeness.empty:
        completeness = completeness[_in_country(completeness, filters)]
    return replace(
        frames,
        authorisations=authorisations,
        completeness=completeness,
        queries=frames.queries[frames.queries["patient_id"].isin(patients)],
        reports=frames.reports[:0],
        lacking=pd.DataFrame(list(lacking.items()), columns=list(COLUMNS["lacking"])),
    )


def _in_country(lines: pd.DataFrame, filters: Filters) -> pd.Series[bool]:
    """Which lines are of centres of the countries; a centre begins with its country."""
    return lines["centre_id"].str[:2].isin(filters.country)


def _listed(lines: pd.DataFrame, filters: Filters) -> pd.Series[bool]:
    """Which authorisations match; a partial date matches a period that it may lie in."""
    matching = lines["authorised_on"].notna()
    if filters.country:
        matching &= _in_country(lines, filters)
    if filters.scheme:
        matching &= lines["scheme"].fillna(UNKNOWN).isin(filters.scheme)
    if filters.since:
        matching &= ~are_before(lines["authorised_on"], filters.since)
    if filters.until:
        matching &= ~are_after(lines["authorised_on"], filters.until)
    return matching
