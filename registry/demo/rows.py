"""Rows of the file layout: text or nothing, exactly as a file would hold them."""

from __future__ import annotations

import datetime as dt

from registry.demo.chance import Chance
from registry.fields.base import T
from registry.fields.catalogue import KINDS
from registry.fields.layout import COMPLETE, columns

Row = dict[str, str | None]
Written = tuple[str, Row]
"""A row with its kind."""

PARTIAL_ONSET, PARTIAL_END, PARTIAL_DIAGNOSIS = ((0.02, 4), (0.09, 7)), ((0.06, 7),), ((0.06, 4), (0.2, 7))
"""Probabilities that only the first so many characters of a date are known: the year, or year and month."""


def make_row(kind: str, key: str, /, **values: object) -> Row:
    """A complete row with every column of its kind; what is not given is empty. An unknown column is an error."""
    row: Row = dict.fromkeys(columns(KINDS[kind]))
    for name, value in {"id": key, "version": 1, "status": COMPLETE, **values}.items():
        if name not in row:
            raise KeyError(f"{kind}.{name}")
        row[name] = as_text(value)
    return row


def as_text(value: object) -> str | None:
    """A value as a file holds it."""
    match value:
        case None | "":
            return None
        case float():
            return f"{value:.6g}"
        case dt.date():
            return value.isoformat()
        case tuple():
            return ";".join(value)
        case _:
            return str(value)


def words(text: T, language: str) -> str:
    return text.fr if language == "fr" else text.en


def partial(day: dt.date | None, odds: tuple[tuple[float, int], ...], chance: Chance) -> str | None:
    """A date, sometimes known to the month or the year only."""
    if day is None:
        return None
    drawn = chance.random()
    return day.isoformat()[: next((length for odd, length in odds if drawn < odd), 10)]
