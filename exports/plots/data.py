"""What the figures are drawn from: frames of registry.summaries.subjects and rows of a summary, as plain values.

Columns read: bars [patient_id, number, course_id, diagnosis, best, stop_reason, months, is_ongoing]; marks [course_id,
kind, month, detail]; deepest [patient_id, number, course_id, diagnosis, best, criterion, change, reason]; measures
[patient_id, number, course_id, criterion, visit, month, change].
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import TYPE_CHECKING, Any

from exports.basis import records
from exports.plots.words import RESPONSES
from registry.fields.values import GRADE
from registry.i18n import say
from registry.summaries.catalogue import SUBSET_LABELS
from registry.summaries.labels import category_label, soc_of
from registry.summaries.populations import ALL
from registry.summaries.table import Row, Summary

if TYPE_CHECKING:
    import pandas as pd


@dataclass(frozen=True, slots=True)
class Setting:
    """What a figure is of.

    drug: its name in the reader's language. subset: all, monotherapy or combination. covers: whose rows, until when and
    under which choices, as sentences. links: where a patient's number leads on a page, by patient_id.
    """

    drug: str
    subset: str = ALL
    covers: str = ""
    links: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}))

    def sentence(self, who: str) -> str:
        """Who is in the figure, in full."""
        use = "" if self.subset == ALL else f", {say(SUBSET_LABELS[self.subset]).lower()}"
        return f"{self.drug}{use}. {who} {self.covers}".strip()


@dataclass(frozen=True, slots=True)
class Mark:
    """Something that happened along a course: its kind and detail as in registry.summaries.marks."""

    kind: str
    month: float
    detail: str = ""


@dataclass(frozen=True, slots=True)
class Lane:
    """A course in the swimmer plot. months on the drug; best: its category, "" where not evaluable."""

    patient_id: str
    number: str
    months: float
    is_ongoing: bool
    best: str = ""
    diagnosis: str = ""
    stop_reason: str = ""
    marks: tuple[Mark, ...] = ()


@dataclass(frozen=True, slots=True)
class Change:
    """The deepest change of a patient, in % of the baseline; None with the `reason` of its absence."""

    patient_id: str
    number: str
    diagnosis: str
    best: str
    change: float | None
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Trace:
    """The changes of a course over time: (month, %) from the baseline on."""

    patient_id: str
    number: str
    best: str
    points: tuple[tuple[float, float], ...]


@dataclass(frozen=True, slots=True)
class HeatLine:
    """An organ class or a term: patients by worst grade (None: the grade does not exist), with any, and of how many."""

    is_class: bool
    label: str
    counts: tuple[int | None, ...]
    patients: int
    total: int


@dataclass(frozen=True, slots=True)
class ForestLine:
    """A rate in % with its exact interval, of n of `total`; None where nothing can be divided.

    href: where n leads on a page.
    """

    label: str
    n: int
    total: int
    value: float | None = None
    low: float | None = None
    high: float | None = None
    href: str = ""


def response_of(best: str | None) -> str:
    """The response that a figure shows; none for who was not evaluable, or died before any assessment."""
    return best if best and best in RESPONSES else ""


def lanes_of(bars: pd.DataFrame, marks: pd.DataFrame, *, subset: str = ALL) -> tuple[Lane, ...]:
    """The courses of a subset, the longest first, with their marks."""
    found: dict[str, list[Mark]] = {}
    for one in records(marks):
        mark = Mark(one["kind"], float(one["month"]), one["detail"] or "")
        found.setdefault(one["course_id"], []).append(mark)
    return tuple(
        Lane(
            bar["patient_id"],
            bar["number"],
            float(bar["months"]),
            is_ongoing=bool(bar["is_ongoing"]),
            best=response_of(bar["best"]),
            diagnosis=bar["diagnosis"],
            stop_reason=bar["stop_reason"] or "",
            marks=tuple(found.get(bar["course_id"], ())),
        )
        for bar in records(bars)
        if subset in (ALL, bar["subset"])
    )


def criteria_of(deepest: pd.DataFrame) -> tuple[str, ...]:
    """The criteria by which anyone has a change, the most used first."""
    used = Counter(one["criterion"] for one in records(deepest) if one["change"] is not None)
    return tuple(sorted(used, key=lambda criterion: (-used[criterion], criterion)))


def changes_of(deepest: pd.DataFrame, *, criterion: str) -> tuple[Change, ...]:
    """The changes by one criterion, the largest increase first, then the patients without any change.

    A patient without a change by this criterion who has one by another is in the plot of that one.
    """
    return tuple(
        Change(
            one["patient_id"],
            one["number"],
            one["diagnosis"],
            response_of(one["best"]),
            None if one["change"] is None else float(one["change"]),
            one["reason"] or "",
        )
        for one in records(deepest)
        if one["change"] is None or one["criterion"] == criterion
    )


def traces_of(measures: pd.DataFrame, courses: pd.DataFrame, *, criterion: str) -> tuple[Trace, ...]:
    """The measured courses by one criterion, in the order of the patients; measures without a change are left out."""
    best = {one["course_id"]: response_of(one["best"]) for one in records(courses)}
    points: dict[str, list[tuple[float, float]]] = {}
    named: dict[str, Mapping[str, Any]] = {}
    for one in records(measures):
        if one["criterion"] == criterion and None not in (one["change"], one["month"]):
            points.setdefault(one["course_id"], []).append((float(one["month"]), float(one["change"])))
            named[one["course_id"]] = one
    return tuple(
        Trace(
            named[course]["patient_id"], named[course]["number"], best.get(course, ""), tuple(sorted(found))
        )
        for course, found in points.items()
    )


def heat_of(summary: Summary, *, subset: str = ALL) -> tuple[HeatLine, ...]:
    """Organ classes with their terms, most frequent first; equal ones in the order of the terminology."""
    terms = _occurring(summary, "toxicity_term", subset)
    return tuple(
        line
        for soc in _occurring(summary, "toxicity_soc", subset)
        for line in (
            _heat_line(summary, soc, is_class=True),
            *(_heat_line(summary, t, is_class=False) for t in terms if soc_of(t.category) == soc.category),
        )
    )


def forest_of(
    summary: Summary, *, subset: str = ALL, whole: str, link: Callable[[Row], str] | None = None
) -> tuple[ForestLine, ...]:
    """The response rate of all, called `whole`, then of each diagnosis group. link: where a row leads on a page."""
    return tuple(
        ForestLine(
            whole if row.category == ALL else say(category_label(row.output, row.category)),
            row.n,
            row.N or 0,
            row.value,
            row.low,
            row.high,
            link(row) if link else "",
        )
        for row in summary.select("orr", subset=subset)
    )


def _occurring(summary: Summary, output: str, subset: str) -> list[Row]:
    found: Iterator[Row] = (row for row in summary.select(output, subset=subset) if row.n)
    return sorted(found, key=lambda row: -row.n)


def _heat_line(summary: Summary, row: Row, *, is_class: bool) -> HeatLine:
    grades = (
        summary.find(f"{row.output}_grade_{code}", subset=row.subset, category=row.category)
        for code in GRADE.codes
    )
    counts = tuple(found.n if found else None for found in grades)
    return HeatLine(is_class, say(category_label(row.output, row.category)), counts, row.n, row.N or 0)
