"""Records in a few words: a toxicity, a dose, a response, where a partial date is drawn, and the address of each."""

from __future__ import annotations

import datetime as dt
from typing import Any

from flask import url_for

from registry import i18n
from registry.fields.catalogue import KINDS
from registry.i18n import gettext as _
from registry.terminology import ctcae, responses

LETTERS = {
    "fr": {"CR": "RC", "PR": "RP", "MR": "RM", "SD": "SD", "PD": "PD", "NE": "NE"},
    "en": {"CR": "CR", "PR": "PR", "MR": "MR", "SD": "SD", "PD": "PD", "NE": "NE"},
}
"""What is printed on a response mark."""


def address_of(kind: str, row: Any) -> str:
    """Where a record is opened."""
    return url_for("records.show", kind=kind, record_id=row.id)


def day_of(value: dt.date | str | None) -> dt.date | None:
    """A day to draw a date at: itself, the 15th of a month, the first of July of a year."""
    if value is None or isinstance(value, dt.date):
        return value
    parts = [int(part) for part in value.split("-")]
    return dt.date(
        parts[0],
        parts[1] if len(parts) > 1 else 7,
        parts[2] if len(parts) > 2 else 15 if len(parts) > 1 else 1,
    )


def dose_words(row: Any) -> str:
    """The starting dose of a drug: 0.5 mg per day."""
    if row.starting_dose is None:
        return ""
    fields = KINDS["course_drug"].fields
    unit = (
        i18n.say(fields["dose_unit"].values.label(row.dose_unit))
        if row.dose_unit and fields["dose_unit"].values
        else ""
    )
    basis = (
        i18n.say(fields["dose_basis"].values.label(row.dose_basis))
        if row.dose_basis and fields["dose_basis"].values
        else ""
    )
    return " ".join(part for part in (i18n.show_number(row.starting_dose), unit, basis) if part)


def category_of(criterion: str | None, code: str | None) -> str:
    """The category (CR, PR, MR, SD, PD, NE) that a response counts as; empty when the scale has none."""
    found = responses.code_of(criterion, code) if criterion and code else None
    return found.category if found else ""


def toxicity_words(row: Any) -> str:
    """The name of a toxicity: its CTCAE term, or what was specified."""
    term = ctcae.terms().get(row.term or "")
    if term is not None and not term.other:
        return i18n.say(term.name)
    return row.term_text or (i18n.say(term.name) if term else _("no term yet"))
