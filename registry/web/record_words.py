"""Records in a few words: a toxicity, a dose, a response, a visit, an authorisation, and the address of each."""

from __future__ import annotations

import datetime as dt
from typing import Any

from flask import url_for

from registry import i18n
from registry.fields.base import ValueSet
from registry.fields.values import DOSE_BASIS, DOSE_UNIT
from registry.i18n import gettext as _
from registry.i18n import ngettext
from registry.queries.patient_record import PatientRecord
from registry.schemes.catalogue import SCHEMES
from registry.terminology import ctcae, responses
from registry.web.values import drug_words

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


def dose_words(amount: float | None, unit: str | None, basis: str | None) -> str:
    """A dose: 0.5 mg per day."""
    if amount is None:
        return ""
    return _words(i18n.show_number(amount), _label(DOSE_UNIT, unit), _label(DOSE_BASIS, basis))


def starting_dose(row: Any) -> str:
    """The starting dose of a drug of a course."""
    return dose_words(row.starting_dose, row.dose_unit, row.dose_basis)


def _label(values: ValueSet, code: str | None) -> str:
    return i18n.say(values.label(code)) if code else ""


def _words(*parts: str) -> str:
    return " ".join(part for part in parts if part)


def drug_names(record: PatientRecord, course: Any) -> str:
    """The drugs of a course."""
    return " + ".join(drug_words(drug) for drug in record.drugs_of(course))


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


def scheme_words(code: str | None) -> str:
    """A scheme by its own label: on the page of a patient the country is known."""
    scheme = SCHEMES.get(code or "")
    return i18n.say(scheme.label) if scheme else code or ""


def is_serious(row: Any) -> bool:
    """Whether a toxicity meets a criterion of seriousness."""
    return bool(row.seriousness) and row.seriousness != ["none"]


def visit_name(month: int) -> str:
    """A visit of the calendar: M3."""
    return _("M%(month)d") % {"month": month}


EXPIRES_SOON = 60
"""Days before its expiry at which an authorisation is said to expire soon: time enough to renew it."""


def validity(row: Any, on: dt.date) -> tuple[str, str, str]:
    """(level, icon, words) of how long a granted authorisation runs; empty words where nothing is granted or known."""
    if row.decision != "granted" or row.expires_on is None:
        return "plain", "", ""
    left = (row.expires_on - on).days
    date = i18n.show_date(row.expires_on)
    if left < 0:
        return "warn", "late", _("expired on %(date)s") % {"date": date}
    if left <= EXPIRES_SOON:
        words = ngettext("expires in %(n)d day, on %(date)s", "expires in %(n)d days, on %(date)s", left)
        return "warn", "alarm", words % {"n": left, "date": date}
    return "ok", "done", _("valid until %(date)s") % {"date": date}
