"""Counts in sentences: a number and its noun agree, in French and in English."""

from __future__ import annotations

import datetime as dt

from registry.fields.base import T
from registry.i18n import language, say, show_date, show_number, show_percent

DASH = "–"
FEWEST = 5
"""Patients from which a share is written as a percentage."""


def counted(n: int, one: T, many: T) -> str:
    """The words for n with {n} filled in. In French 0 and 1 are singular, in English 1 alone."""
    is_one = n < 2 if language() == "fr" else n == 1
    return say(one if is_one else many).format(n=show_number(n))


def patients(n: int) -> str:
    return counted(n, T("{n} patient", "{n} patient"), T("{n} patients", "{n} patients"))


def number(value: float | None, *, decimals: int = 1) -> str:
    """A number in words; a dash for none."""
    if value is None:
        return DASH
    return show_number(value) if isinstance(value, int) else show_number(value, decimals=decimals)


def percent(value: float | None) -> str:
    return DASH if value is None else show_percent(value)


def share(n: int, of: int | None, value: float | None) -> str:
    """43/162 (26,5 %); without the percentage where nothing can be divided or too few were counted."""
    counts = f"{show_number(n)}/{show_number(of or 0)}"
    return counts if value is None or not is_enough(of) else f"{counts} ({show_percent(value)})"


def is_enough(of: int | None) -> bool:
    """Whether so many are divided at all."""
    return of is not None and of >= FEWEST


def interval(low: float | None, high: float | None, *, unit: str = "") -> str:
    """19,9 à 34,0; a bound that is not known says so."""
    if low is None and high is None:
        return DASH
    open_end = say(T("non atteinte", "not reached"))
    show = show_percent if unit == "%" else (lambda bound: show_number(bound, decimals=1))
    ends = [open_end if bound is None else show(bound) for bound in (low, high)]
    return say(T("{low} à {high}", "{low} to {high}")).format(low=ends[0], high=ends[1])


def day(value: dt.date | str | None) -> str:
    return show_date(value)
