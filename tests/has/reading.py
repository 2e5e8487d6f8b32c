"""A dossier read back from its workbook, as whoever receives it would: one frame per sheet, by technical names."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
from openpyxl import load_workbook

MISSING = {"DM", "NF", "ND", "NC", "RF", "Ne sait pas", "Inconnu"}
CONDITION = re.compile(r'(\w+) (=|≠|≥|<|contient|commence par|finit par|parmi) "((?:[^"]|"")*)"')
PERIOD, CUMULATIVE = "periode", "cumul"


@dataclass
class Book:
    """The sheets of a workbook with the period it is of."""

    path: Path
    start: dt.date
    end: dt.date

    @cached_property
    def sheets(self) -> dict[str, pd.DataFrame]:
        book = load_workbook(self.path)
        found = {}
        for page in book.worksheets:
            (table,) = page.tables.values()
            first, last = table.ref.split(":")
            head, end = (int(re.sub(r"\D", "", place)) for place in (first, last))
            rows = [
                [_plain(value) for value in row]
                for row in page.iter_rows(min_row=head, max_row=end, values_only=True)
            ]
            names, body = rows[0], [row for row in rows[1:] if any(value is not None for value in row)]
            assert names == [column.name for column in table.tableColumns]
            found[page.title] = pd.DataFrame(body, columns=names, dtype=object)
        return found

    def __getitem__(self, number: str) -> pd.DataFrame:
        return next(frame for name, frame in self.sheets.items() if name.startswith(number))

    def rows(self, sheets: str, where: str, *, dated: str = "NA", span: str = CUMULATIVE) -> pd.DataFrame:
        """The rows of the listings that a filter leaves, of the period where a column dates it."""
        if span == PERIOD and '"' in dated:
            where, dated = dated, "NA"
        parts = [self._chosen(sheet, where, dated, span) for sheet in sheets.split(" + ")]
        return pd.concat(parts) if len(parts) > 1 else parts[0]

    def _chosen(self, sheet: str, where: str, dated: str, span: str) -> pd.DataFrame:
        frame = self.sheets[sheet]
        for column, sign, wanted in CONDITION.findall(where):
            text = wanted.replace('""', '"')
            frame = frame[np.array([holds(value, sign, text) for value in frame[column]], dtype=bool)]
        if span == PERIOD and dated != "NA":
            frame = frame[np.array([self.within(value) for value in frame[dated]], dtype=bool)]
        return frame

    def within(self, value: Any) -> bool:
        """Whether a date is of the period, a partial one by its first day."""
        text = written(value)
        if not text[:4].isdigit():
            return False
        day = text + {4: "-01-01", 7: "-01"}.get(len(text), "")
        return self.start <= dt.date.fromisoformat(day) <= self.end


def _plain(value: Any) -> Any:
    """A day without an hour. Before the frame is made: values of one block are chosen all at once."""
    return value.date() if isinstance(value, dt.datetime) else value


def written(value: Any) -> str:
    if isinstance(value, dt.date):
        return value.isoformat()
    return str(int(value)) if isinstance(value, float) and value == int(value) else str(value)


def holds(value: Any, sign: str, wanted: str) -> bool:
    return SIGNS[sign](value, written(value), wanted)


SIGNS: dict[str, Callable[[Any, str, str], bool]] = {
    "=": lambda _value, text, wanted: text == wanted,
    "≠": lambda _value, text, wanted: text != wanted,
    "≥": lambda value, _text, wanted: isinstance(value, (int, float)) and value >= float(wanted),
    "<": lambda value, _text, wanted: isinstance(value, (int, float)) and value < float(wanted),
    "contient": lambda _value, text, wanted: wanted in text.split("; "),
    "commence par": lambda _value, text, wanted: text.startswith(wanted),
    "finit par": lambda _value, text, wanted: text.endswith(wanted),
    "parmi": lambda _value, text, wanted: text in wanted.split("; "),
}
