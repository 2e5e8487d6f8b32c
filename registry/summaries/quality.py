"""The quality of the data: how complete the fields are, how fresh the news, how old the open questions."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, Any

from registry.fields.base import Field, FieldSet
from registry.summaries.dates import iso

if TYPE_CHECKING:
    import pandas as pd

COUNTS = ("kind", "field", "centre_id", "expected", "missing")
"""Columns of a count of completeness: of a field in a centre, how many records should hold it, and how many do not."""

GREEN, AMBER, RED, NONE = "green", "amber", "red", "none"
GREEN_UP_TO, AMBER_UP_TO = 5, 10
"""The largest % of missing values of each level."""

AGES = ((0, 29, "0-29"), (30, 89, "30-89"), (90, None, "90+"))
"""Classes of the age of a question in days."""


def mandatory(kind: type[FieldSet]) -> list[Field]:
    """The fields whose completeness is told."""
    return [
        field
        for field in kind.fields.values()
        if field.core
        and (field.required or field.expected)
        and not (field.generated or field.identifier or field.retired)
    ]


def level_of(percent: float | None) -> str:
    """Green up to 5 % missing, amber up to 10 %, red above; none where nothing was expected."""
    if percent is None:
        return NONE
    if percent <= GREEN_UP_TO:
        return GREEN
    return AMBER if percent <= AMBER_UP_TO else RED


def summarise_completeness(counts: pd.DataFrame, *, by: tuple[str, ...]) -> pd.DataFrame:
    """Missing values over those expected, by any of kind, field and centre_id, or () for the whole registry.

    counts: COUNTS, of required and expected core fields of complete records. Expected: the field applies to the
    record. Missing: empty, or with a reason other than "not applicable"; "not applicable" and an answer such as
    "none" are not missing. Columns: those of `by`, expected, missing, percent (None where nothing is expected), level.
    Unit: %. Source: HAS, PUT-RD, completeness of 90 %.
    """
    import pandas as pd

    sums = (
        counts.groupby(list(by), sort=True, as_index=False)[["expected", "missing"]].sum()
        if by
        else counts[["expected", "missing"]].sum().to_frame().T
    )
    percent = [
        100 * missing / expected if expected else None
        for expected, missing in zip(sums["expected"], sums["missing"], strict=True)
    ]
    shown = sums.astype({"expected": "int64", "missing": "int64"})
    return shown.assign(
        percent=pd.Series(percent, index=shown.index, dtype="object"),
        level=[level_of(share) for share in percent],
    )


def measure_contact(
    patients: pd.DataFrame, contacts: pd.DataFrame, *, on: dt.date, months: int = 6
) -> tuple[int, int]:
    """Living patients with news within so many months of a day, and all living patients.

    patients: patient_id, vital_status, vital_status_date. contacts: patient_id and day of whatever was seen of them
    (visits, assessments). The month of a partial date counts as the whole of it. Months go by the calendar.
    """
    living = patients[patients["vital_status"] != "dead"]
    return int(find_contact(living, contacts, on=on, months=months).sum()), len(living)


def find_contact(
    living: pd.DataFrame, contacts: pd.DataFrame, *, on: dt.date, months: int
) -> pd.Series[bool]:
    """Of which of the living patients there was news, as `measure_contact`; by the index of the patients."""
    import pandas as pd

    own = living[["patient_id"]].assign(day=iso(living["vital_status_date"]))
    days = pd.concat([own, contacts[["patient_id"]].assign(day=iso(contacts["day"]))])
    since = (pd.Timestamp(on) - pd.DateOffset(months=months)).strftime("%Y-%m-%d")
    latest = (days["day"] + "-31-31").str[:10].groupby(days["patient_id"]).max()
    fresh: pd.Series[bool] = living["patient_id"].map(latest).astype("object").fillna("") >= since
    return fresh


def count_by_age(raised: pd.Series[Any], *, on: dt.date) -> dict[str, int]:
    """Open questions by their age in days: 0-29, 30-89, 90 and more. raised: full dates."""
    import pandas as pd

    days = (pd.Timestamp(on) - pd.to_datetime(iso(raised))).dt.days
    return {
        name: int((days.ge(low) & (days.le(high) if high is not None else True)).sum())
        for low, high, name in AGES
    }
