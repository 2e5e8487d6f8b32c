"""The serious toxicities of a drug one by one, as its page lists them."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from flask import g, url_for

from exports.basis import records
from exports.sheets.serious import COLUMNS, line_of
from registry.access.permissions import Permission, may
from registry.i18n import say, show_date
from registry.queries.drugs import Numbers
from registry.summaries.populations import ALL
from registry.web.drug_address import Asked

SHOWN = (0, 4, 5, 7, 8, 10, 11, 12, 13)
"""The columns of the sheet that the page shows, by place; the workbook has them all."""


@dataclass(frozen=True, slots=True)
class Listing:
    """The heads, and a line per toxicity: the address of its record ("" for whoever opens none) and the cells."""

    heads: tuple[str, ...]
    lines: tuple[tuple[str, tuple[str, ...]], ...]


def list_of(numbers: Numbers, asked: Asked) -> Listing:
    """The serious toxicities of the chosen use, by patient and onset."""
    reads = may(g.scope.role, Permission.READ)
    found = [one for one in records(numbers.material.serious) if asked.subset in (ALL, one["subset"])]
    return Listing(
        tuple(say(COLUMNS[place].heading) for place in SHOWN),
        tuple(
            (
                url_for("records.show", kind="toxicity", record_id=one["toxicity_id"]) if reads else "",
                tuple(_cell(line_of(one, with_text=True).values[place]) for place in SHOWN),
            )
            for one in found
        ),
    )


def _cell(value: object) -> str:
    """A value in words; a date as the reader writes it."""
    if value is None or value == "":
        return "–"
    return show_date(value) if isinstance(value, dt.date) else str(value)
