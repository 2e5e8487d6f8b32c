"""How much of what the regulator authorised is in the registry."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import replace
from typing import TYPE_CHECKING

from registry.summaries.dates import are_after, iso
from registry.summaries.parameters import Parameters
from registry.summaries.table import Row
from registry.summaries.tally import choices, make_row

if TYPE_CHECKING:
    import pandas as pd

NO_LIST = "no_list"
NO_DATE = "unknown"


def measure_coverage(
    authorisations: pd.DataFrame, *, cut_off: dt.date, parameters: Parameters, lacking: str = ""
) -> Iterator[Row]:
    """Authorised, never received, and of the others those found in the registry: all, by year and by centre.

    authorisations: the lines of the lists, with yes or no, a date of any precision, the patient_id of who was found.
    Eligible: all lines but those that the list says are not. Never received: the list says so. Found: matched with a
    patient by number, or by centre, drug, month of birth, sex and date; one that may be several is not found. Without
    a list nothing is calculable; lacking: why there is no line. Filters by country, scheme and period take the
    centre, the scheme and the date of the line; the others ask what a list does not say, and then nothing is
    calculable. Population: eligible authorisations. Unit: authorisations, %; exact interval.
    Source: SACHA, national compassionate-use study (ASCO 2023, abstract 10019): 107 of 174.
    """
    if authorisations.empty:
        yield _without_list(parameters, lacking or NO_LIST)
        return
    eligible = authorisations[
        (authorisations["eligible"] != "no") & ~are_after(authorisations["authorised_on"], cut_off)
    ]
    never = eligible["never_received"] == "yes"
    received = eligible[~never]
    yield make_row("authorised", n=len(eligible))
    yield make_row(
        "authorised_never_received", n=int(never.sum()), total=len(eligible), population="authorised"
    )
    yield _share("coverage", "all", received, parameters=parameters)
    years = iso(received["authorised_on"]).str[:4].fillna(NO_DATE)
    for output, groups in (("coverage_year", years), ("coverage_centre", received["centre_id"])):
        for category, part in received.groupby(groups):
            yield _share(output, str(category), part, parameters=parameters)


def _share(output: str, category: str, part: pd.DataFrame, *, parameters: Parameters) -> Row:
    found = part["patient_id"].dropna()
    return make_row(
        output,
        n=len(found),
        total=len(part),
        category=category,
        patients=tuple(sorted(set(found))),
        level=parameters.conf_level,
        chosen=choices(output, parameters),
        population="authorised",
    )


def _without_list(parameters: Parameters, reason: str) -> Row:
    chosen = choices("coverage", parameters, f"not_calculable={reason}")
    row = make_row("coverage", n=0, population="authorised")
    return replace(row, parameters=chosen)
