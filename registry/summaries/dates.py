"""Compares dates of different precision: year, month or day. Nothing is imputed.

Two dates are compared at the coarser precision of the two: 2026-11 is neither before nor after 2026-11-20. A missing
date is neither before nor after any other.
"""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import pandas as pd


def are_before(dates: pd.Series[Any], limits: pd.Series[Any] | dt.date) -> pd.Series[Any]:
    """True where a date is certainly before its limit, whatever the parts that are unknown."""
    return _latest(dates) < (limits.isoformat() if isinstance(limits, dt.date) else _earliest(limits))


def are_after(dates: pd.Series[Any], limits: pd.Series[Any] | dt.date) -> pd.Series[Any]:
    """True where a date is certainly after its limit, whatever the parts that are unknown."""
    return _earliest(dates) > (limits.isoformat() if isinstance(limits, dt.date) else _latest(limits))


def iso(dates: pd.Series[Any]) -> pd.Series[Any]:
    """The dates as ISO text of their own precision, missing where missing: text that sorts as the dates do."""
    return dates.astype("str").str[:10]


def add_days(dates: pd.Series[Any], days: int) -> pd.Series[Any]:
    """Full dates moved by a number of days, as ISO text."""
    import pandas as pd

    return pd.to_datetime(iso(dates)).add(pd.Timedelta(days=days)).dt.strftime("%Y-%m-%d")


def _earliest(dates: pd.Series[Any]) -> pd.Series[Any]:
    return (iso(dates) + "-00-00").str[:10]


def _latest(dates: pd.Series[Any]) -> pd.Series[Any]:
    return (iso(dates) + "-99-99").str[:10]
