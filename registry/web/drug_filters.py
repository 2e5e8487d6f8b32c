"""The filters of a drug page: what its records can be narrowed by, and those that are set, in words."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from registry.fields import base
from registry.fields.base import ValueSet
from registry.i18n import gettext as _
from registry.i18n import say, show_date, type_date
from registry.summaries.filters import FILTERS, JOINED, Filters
from registry.summaries.frames import DrugFrames
from registry.summaries.populations import UNKNOWN
from registry.web.centres import country_words
from registry.web.record_words import scheme_words

DAYS = ("since", "until")
DAY = {name: base.date(FILTERS[name].text) for name in DAYS}


@dataclass(frozen=True, slots=True)
class Offer:
    """A filter: its words and the values to choose from, (code, words, is chosen); a day is typed instead."""

    name: str
    label: str
    options: tuple[tuple[str, str, bool], ...] = ()
    typed: str | None = None


def offer(records: DrugFrames, filters: Filters) -> tuple[Offer, ...]:
    """Every filter by which these records differ, with the values that occur in them; what is chosen is offered."""
    return tuple(offered for name in FILTERS if (offered := _offer(name, records, filters)))


def _offer(name: str, records: DrugFrames, filters: Filters) -> Offer | None:
    label = say(FILTERS[name].text)
    label = label[:1].upper() + label[1:]
    if name in DAYS:
        return Offer(name, label, typed=type_date(getattr(filters, name)))
    chosen = getattr(filters, name)
    options = tuple((code, words_of(name, code), code in chosen) for code in _codes(name, records, chosen))
    return Offer(name, label, options) if len(options) > 1 or chosen else None


def _codes(name: str, records: DrugFrames, chosen: Iterable[str]) -> list[str]:
    """The values that occur and those that are chosen, in the order of the closed list or of the alphabet."""
    declared = FILTERS[name].values
    found = set(_occurring(name, records, declared)).union(chosen)
    if declared:
        return [code for code in (*declared.codes, UNKNOWN) if code in found]
    return sorted(found - {UNKNOWN}) + [UNKNOWN] * (UNKNOWN in found)


def _occurring(name: str, records: DrugFrames, declared: ValueSet | None) -> Iterator[str]:
    if name == "gene":
        basis = records.alterations[records.alterations["is_basis"] == "yes"]
        yield from basis["gene"].dropna().str.upper()
        return
    if name == "age" and declared:
        yield from declared.codes
        return
    frame, column = {
        "country": (records.patients, "country_id"),
        "diagnosis": (records.diagnoses, "category"),
        "scheme": (records.courses, "access_scheme"),
        "formulation": (records.course_drugs, "formulation"),
    }[name]
    yield from frame[column].dropna()
    if frame[column].isna().any():
        yield UNKNOWN


def words_of(name: str, code: str) -> str:
    """A value of a filter in words."""
    declared = FILTERS[name].values
    if code == UNKNOWN:
        return _("Not recorded")
    if declared:
        return say(declared.label(code))
    if name == "country":
        return country_words(code)
    return scheme_words(code) if name == "scheme" else code


def set_words(filters: Filters) -> Iterator[tuple[str, str]]:
    """The filters that are set: (what it looks at, the values in words)."""
    for name, meaning in FILTERS.items():
        value = getattr(filters, name)
        if isinstance(value, dt.date):
            yield say(meaning.text), show_date(value)
        elif value:
            yield say(meaning.text), ", ".join(words_of(name, code) for code in value)


def written(filters: Filters) -> dict[str, str]:
    """Every filter as an address holds it, "" where it is not set."""
    return {name: _text(getattr(filters, name)) for name in FILTERS}


def _text(value: object) -> str:
    if value is None:
        return ""
    return JOINED.join(value) if isinstance(value, tuple) else str(value)
