"""One number of a summary as a page shows it: written for the reader, with the address of the patients behind it."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

from flask import url_for

from exports.reasons import why_not
from registry.i18n import gettext as _
from registry.i18n import say, show_number, show_percent
from registry.summaries.catalogue import OUTPUTS, UNIT_LABELS, By
from registry.summaries.labels import category_label, population_label
from registry.summaries.populations import ALL
from registry.summaries.table import Row, Summary
from registry.web.drug_address import Asked

FEW = 5
"""Under so many patients a rate says nothing: n / N alone is printed."""

COUNTS = ("patients", "courses", "events", "records", "assessments", "queries")
"""Units of what is counted and not divided."""

DECIMALS: Mapping[str, int] = MappingProxyType(
    {
        **dict.fromkeys((*COUNTS, "days"), 0),
        **dict.fromkeys(("kappa", "ratio", "mg/kg/day", "m2"), 2),
    }
)
"""Decimals by unit; one for any other."""

PLAIN = frozenset({*COUNTS, "kappa", "ratio", "score"})
"""Units that are said beside the number, not after it."""


@dataclass(frozen=True, slots=True)
class Count:
    """A count and the address of the patients behind it; "" where there is no list."""

    n: int
    href: str = ""


@dataclass(frozen=True, slots=True)
class Figure:
    """A number as it is written. value (25.5%), number (25.5) and interval are "" where `why` says why there is none.

    n, total: what it was made of, each opening its patients. about: where its definition stands.
    """

    row: Row
    label: str
    n: Count
    total: Count
    value: str
    number: str
    interval: str
    why: str
    about: str

    @property
    def population(self) -> str:
        """Whom N counts, in words."""
        return say(population_label(self.row)).lower() if self.row.population else ""

    @property
    def is_count(self) -> bool:
        """The value is n itself."""
        return self.row.unit in COUNTS and self.row.value == self.row.n

    @property
    def is_share(self) -> bool:
        """A share of N, in %."""
        return self.row.unit == "%"

    @property
    def ratio(self) -> str:
        return f"{self.n.n} / {self.total.n}" if self.row.N is not None else str(self.n.n)

    @property
    def is_known(self) -> bool:
        return not self.why

    @property
    def is_few(self) -> bool:
        """There are patients, but too few for a rate."""
        return bool(self.why) and self.row.value is not None


@dataclass(frozen=True, slots=True)
class Numbers:
    """The numbers of a summary for the use that an address asks for."""

    summary: Summary
    asked: Asked

    def find(self, output: str, category: str = ALL, *, reading: str = "") -> Row | None:
        return self.summary.find(output, subset=self.asked.subset, category=category, reading=reading)

    def select(self, output: str, *, reading: str = "") -> tuple[Row, ...]:
        return self.summary.select(output, subset=self.asked.subset, reading=reading)

    def behind(self, output: str, category: str, *, reading: str) -> Row | None:
        """The row that an address names; None when there is none."""
        if output not in OUTPUTS:
            return None
        return next(
            (r for r in self.select(output, reading=reading) if code_of(r.category) == category), None
        )

    def count(self, row: Row | None) -> Count:
        """The number of a row, which opens its patients."""
        if row is None:
            return Count(0)
        return Count(row.n, self.address_of(row) if row.patients else "")

    def figure(self, row: Row, *, label: str = "") -> Figure:
        """The number of a row, by default under the title of its output."""
        why = _why_not(row)
        return Figure(
            row,
            label=label or say(OUTPUTS[row.output].title),
            n=self.count(row),
            total=self._total(row),
            value="" if why else value_words(row),
            number="" if why else number_words(row.value, row.unit),
            interval="" if why else interval_words(row),
            why=why,
            about=about(row.output),
        )

    def named(self, output: str, category: str = ALL, *, reading: str = "", label: str = "") -> Figure | None:
        """The number of an output by name; None where the summary has none."""
        row = self.find(output, category, reading=reading)
        return self.figure(row, label=label) if row else None

    def address_of(self, row: Row, *, page: int = 1) -> str:
        """The patients behind a row, the page of them with this number."""
        chosen = row.reading in ("", self.asked.parameters.reading)
        return self.asked.address(
            "behind",
            output=row.output,
            category="" if row.category == ALL else code_of(row.category),
            row_reading="" if chosen else row.reading,
            page=str(page) if page > 1 else "",
        )

    def _total(self, row: Row) -> Count:
        """N opens its patients where it is the whole of a population."""
        whole = self.find(row.population, reading=row.reading) if row.population in OUTPUTS else None
        is_whole = whole is not None and whole.n == row.N
        return self.count(whole) if is_whole else Count(row.N or 0)


def code_of(category: str) -> str:
    """A category as an address holds it. Words that somebody typed become a digest: addresses end up in logs."""
    key, colon, words = category.partition(": ")
    return f"{key}~{hashlib.sha256(words.encode()).hexdigest()[:12]}" if colon else category


def about(output: str) -> str:
    """Where the definition of an output stands."""
    return url_for("help.numbers", _anchor=output)


def number_words(value: float | None, unit: str) -> str:
    """A number without its unit, with the decimals that go with it."""
    return "" if value is None else show_number(value, decimals=DECIMALS.get(unit, 1))


def value_words(row: Row) -> str:
    """A number with its unit: 25.5%, 18.2 months, 0.71."""
    if row.value is None:
        return ""
    if row.unit == "%":
        return show_percent(row.value)
    digits = number_words(row.value, row.unit)
    return digits if row.unit in PLAIN else f"{digits} {say(UNIT_LABELS[row.unit])}"


def interval_words(row: Row) -> str:
    """14.3–39.6, in the unit of the number; an interval may be open to the right; "" without one."""
    low, high = (number_words(bound, row.unit) for bound in (row.low, row.high))
    if low and high:
        return f"{low}–{high}"
    return _("from %(low)s, open") % {"low": low} if low else ""


def words_of(row: Row) -> str:
    """The words of a row's category; what somebody typed stands in quotation marks."""
    words = say(category_label(row.output, row.category))
    return (
        _("“%(words)s”") % {"words": words}
        if OUTPUTS[row.output].by is By.TERM and ": " in row.category
        else words
    )


def _why_not(row: Row) -> str:
    """Why a number is not shown: it cannot be calculated, or comes from too few patients to say anything."""
    reason = why_not(row)
    if reason:
        return say(reason)
    return _("fewer than %(n)d: no rate") % {"n": FEW} if row.unit == "%" and (row.N or 0) < FEW else ""
