"""One number of a summary as a page shows it: written for the reader, with the address of the patients behind it."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass

from registry.i18n import gettext as _
from registry.i18n import say, show_number, show_percent
from registry.summaries.catalogue import OUTPUTS, By
from registry.summaries.labels import category_label
from registry.summaries.populations import ALL
from registry.summaries.table import Row, Summary
from registry.web.drug_address import Asked

FEW = 5
"""Under so many patients a rate says nothing: n / N alone is printed."""


@dataclass(frozen=True, slots=True)
class Count:
    """A count and the address of the patients behind it; "" where there is no list."""

    n: int
    href: str = ""


@dataclass(frozen=True, slots=True)
class Share:
    """n of N. percent (25.5%), number (25.5) and interval are "" where `why` says that there is no rate."""

    row: Row
    label: str
    n: Count
    total: Count
    percent: str
    number: str
    interval: str
    why: str

    @property
    def ratio(self) -> str:
        return f"{self.n.n} / {self.total.n}"

    @property
    def is_rate(self) -> bool:
        return not self.why

    @property
    def is_few(self) -> bool:
        """There are patients, but too few for a rate."""
        return bool(self.why) and self.total.n > 0


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

    def share(self, row: Row, *, label: str = "") -> Share:
        """A row that divides n by N, by default under the title of its output."""
        why = _why_no_rate(row)
        return Share(
            row,
            label=label or say(OUTPUTS[row.output].title),
            n=self.count(row),
            total=self._total(row),
            percent="" if why or row.value is None else show_percent(row.value),
            number="" if why or row.value is None else show_number(row.value, decimals=1),
            interval="" if why else interval_words(row),
            why=why,
        )

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
        whole = self.find(row.population, reading=row.reading) if row.population else None
        is_whole = whole is not None and whole.n == row.N
        return self.count(whole) if is_whole else Count(row.N or 0)


def code_of(category: str) -> str:
    """A category as an address holds it. Words that somebody typed become a digest: addresses end up in logs."""
    key, colon, words = category.partition(": ")
    return f"{key}~{hashlib.sha256(words.encode()).hexdigest()[:12]}" if colon else category


def interval_words(row: Row) -> str:
    """14.3–39.6, in %; "" without an interval."""
    if row.low is None or row.high is None:
        return ""
    return f"{show_number(row.low, decimals=1)}–{show_number(row.high, decimals=1)}"


def words_of(row: Row) -> str:
    """The words of a row's category; what somebody typed stands in quotation marks."""
    words = say(category_label(row.output, row.category))
    return (
        _("“%(words)s”") % {"words": words}
        if OUTPUTS[row.output].by is By.TERM and ": " in row.category
        else words
    )


def _why_no_rate(row: Row) -> str:
    if row.N == 0 or row.value is None:
        return {
            "registered": _("no registered patient"),
            "treated": _("no treated patient"),
            "evaluable": _("no evaluable patient"),
        }[row.population]
    return _("fewer than %(n)d: no rate") % {"n": FEW} if (row.N or 0) < FEW else ""
