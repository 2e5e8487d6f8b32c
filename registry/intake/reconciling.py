"""Finds the patient of an authorisation: by its number, else by centre, drug, month of birth, sex and date. Pure.

Matches are exact. Whoever may be several, or is contradicted by a number, stays ambiguous: nobody is guessed.
"""

from __future__ import annotations

import calendar
import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from registry.models.authorisation import AMBIGUOUS, NONE, NUMBER, PERSON
from registry.queries.authorisations import Known

WINDOW_DAYS = 90
"""Days between an authorisation and what the registry knows of it, at most, where there is no number to go by."""


@dataclass(frozen=True, slots=True)
class Line:
    """What an authorisation says of its patient. authorised_on: ISO text of its own precision."""

    id: str
    centre_id: str
    drug: str
    authorised_on: str
    number: str | None = None
    birth_month: str | None = None
    sex: str | None = None


@dataclass(frozen=True, slots=True)
class Match:
    """How a line was matched, by the codes of an authorisation, and the patient if it was."""

    matched_by: str = NONE
    patient_id: str | None = None


def match_lines(
    lines: Iterable[Line], traces: Iterable[Known], *, window_days: int = WINDOW_DAYS
) -> Mapping[str, Match]:
    """The match of each line by its id."""
    index = _Index(traces, window=dt.timedelta(days=window_days))
    given = list(lines)
    found = {line.id: index.by_number(line) or index.by_person(line) for line in given}
    for doubted in _claimed_twice(given, found, window=index.window):
        found[doubted] = Match(AMBIGUOUS)
    return found


class _Index:
    """The traces, by what they are looked up by."""

    def __init__(self, traces: Iterable[Known], *, window: dt.timedelta) -> None:
        self.window = window
        self._numbered: defaultdict[tuple[str, str], list[Known]] = defaultdict(list)
        self._people: defaultdict[tuple[str | None, ...], list[Known]] = defaultdict(list)
        self._numbers: defaultdict[tuple[str, str], set[str]] = defaultdict(set)
        for trace in traces:
            self._people[trace.centre_id, trace.drug, trace.birth_month, trace.sex].append(trace)
            if trace.number:
                self._numbered[trace.drug, trace.number].append(trace)
                self._numbers[trace.drug, trace.patient_id].add(trace.number)

    def by_number(self, line: Line) -> Match | None:
        """The patient whose request has the number; several, or one of another centre, are not told apart here."""
        traces = self._numbered[line.drug, line.number] if line.number else []
        patients = {trace.patient_id for trace in traces}
        if not patients:
            return None
        if len(patients) > 1 or any(trace.centre_id != line.centre_id for trace in traces):
            return Match(AMBIGUOUS)
        return Match(NUMBER, patients.pop())

    def by_person(self, line: Line) -> Match:
        """The only patient who is like the line and has a date near it."""
        if not line.birth_month or line.sex in (None, "unknown"):
            return Match()
        first, last = _span(line.authorised_on, self.window)
        alike = self._people[line.centre_id, line.drug, line.birth_month, line.sex]
        patients = {trace.patient_id for trace in alike if any(first <= day <= last for day in trace.days)}
        if not patients:
            return Match()
        (patient, *others) = sorted(patients)
        numbers = self._numbers[line.drug, patient]
        contradicted = line.number is not None and numbers
        return Match(AMBIGUOUS) if others or contradicted else Match(PERSON, patient)


def _claimed_twice(
    lines: Iterable[Line], found: Mapping[str, Match], *, window: dt.timedelta
) -> Iterable[str]:
    """The lines that found one person with another such line near in time: they may be two children."""
    claims: defaultdict[tuple[str, str | None], list[Line]] = defaultdict(list)
    for line in lines:
        if found[line.id].matched_by == PERSON:
            claims[line.drug, found[line.id].patient_id].append(line)
    for same in claims.values():
        for line in same:
            first, last = _span(line.authorised_on, window)
            if any(_meets(other, first, last) for other in same if other is not line):
                yield line.id


def _meets(line: Line, first: dt.date, last: dt.date) -> bool:
    begin, end = _span(line.authorised_on, dt.timedelta())
    return begin <= last and end >= first


def _span(text: str, window: dt.timedelta) -> tuple[dt.date, dt.date]:
    """The first and the last day that a date of its own precision may mean, with so much before and after."""
    parts = [int(part) for part in text.split("-")]
    year, month, day = (*parts, None, None)[:3]
    first = dt.date(year or 1, month or 1, day or 1)
    last_month = month or 12
    last = dt.date(first.year, last_month, day or calendar.monthrange(first.year, last_month)[1])
    return first - window, last + window
