"""A toxicity with all that a pharmacovigilance report asks about it, taken from the records; nothing is typed twice.

Codes are those of ICH E2B(R3); units of age are UCUM.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType

from registry.fields.base import T
from registry.rules.base import Record, completed_years, iso

E2B: Mapping[str, Mapping[str, str]] = MappingProxyType(
    {
        "sex": {"male": "1", "female": "2", "unknown": "UNK"},
        "outcome": {
            "recovered": "1",
            "recovering": "2",
            "not_recovered": "3",
            "sequelae": "4",
            "fatal": "5",
            "unknown": "0",
        },
        "action": {
            "withdrawn": "1",
            "interrupted": "1",
            "reduced": "2",
            "increased": "3",
            "unchanged": "4",
            "unknown": "0",
            "not_applicable": "9",
        },
        "rechallenge": {"recurred": "1", "not_recurred": "2", "unknown_result": "3", "no": "4"},
        "role": {"suspect": "1", "concomitant": "2", "interacting": "3", "not_given": "4"},
        "report_type": {"spontaneous": "1", "study": "2", "other": "3", "unknown": "4"},
        "reporter": {
            "physician": "1",
            "pharmacist": "2",
            "other_professional": "3",
            "lawyer": "4",
            "consumer": "5",
        },
        "circumstances": {
            "overdose": "2",
            "paternal": "3",
            "error": "7",
            "misuse": "8",
            "abuse": "9",
            "occupational": "10",
            "off_label": "11",
        },
    }
)
"""By field, the code of each of our answers. A drug that is interrupted counts as withdrawn there, and the report adds
that it was for a time."""

SUSPECTED = ("related", "possible")
"""The causalities that make a drug a suspect one, where its role is not given."""

INFANT_MONTHS, CHILD_YEARS, ADOLESCENT_YEARS, ADULT_YEARS, ELDERLY_YEARS = 24, 2, 12, 18, 65


@dataclass(frozen=True, slots=True)
class Age:
    """Completed months ("mo") under two years, completed years ("a") from then on."""

    value: int
    unit: str

    @property
    def group(self) -> str:
        """The age group of D.2.3; none for the first month, which may be that of a newborn or of an infant."""
        if self.unit == "mo":
            return "2" if self.value else ""
        bounds = ((ADOLESCENT_YEARS, "3"), (ADULT_YEARS, "4"), (ELDERLY_YEARS, "5"))
        return next((code for years, code in bounds if self.value < years), "6")


@dataclass(frozen=True, slots=True)
class Measure:
    """A weight or a height, with the day it was taken."""

    value: float
    on: dt.date


@dataclass(frozen=True, slots=True)
class DrugFacts:
    """One drug of the course. opinion: the row of the toxicity. dose: the period at onset, or else the start."""

    drug: str
    name: T
    opinion: Record
    dose: Record
    batch: str = ""

    @property
    def role(self) -> str:
        """The role as given; else suspect where the causality is at least possible."""
        given = self.opinion.get("role")
        return given or ("suspect" if self.opinion.get("causality") in SUSPECTED else "")


@dataclass(frozen=True, slots=True)
class CaseFacts:
    """Everything recorded that the report of one toxicity takes up."""

    id: str
    toxicity: Record
    patient: Record
    patient_id: str
    course: Record
    course_id: str
    centre: str
    drugs: Sequence[DrugFacts]
    diagnosis: Record
    weight: Measure | None = None
    height: Measure | None = None
    history: Sequence[Record] = ()
    concomitants: Sequence[Record] = ()
    declarations: Sequence[Record] = ()

    @property
    def onset(self) -> dt.date | None:
        """The day of onset; None where only its month or year is known."""
        return whole_day(self.toxicity.get("onset"))

    @property
    def age(self) -> Age | None:
        """The age at onset; None where less than the month of onset is known."""
        return age_at(self.patient.get("birth_month"), self.toxicity.get("onset"))

    @property
    def from_first_dose(self) -> int | None:
        """Days from the first dose of the course to onset: 0 on the day itself."""
        return _days(self.course.get("first_dose"), self.onset)

    @property
    def from_last_dose(self) -> int | None:
        """Days from the last dose to onset, where the course had ended."""
        days = _days(self.course.get("last_dose"), self.onset)
        return days if days is not None and days >= 0 else None

    @property
    def is_serious(self) -> bool:
        return any(code != "none" for code in self.toxicity.get("seriousness") or ())


def whole_day(value: object) -> dt.date | None:
    """The day of a date that is known to the day."""
    text = iso(value) if isinstance(value, (dt.date, str)) else ""
    return dt.date.fromisoformat(text) if len(text) == 10 else None


def age_at(birth_month: str | None, day: str | None) -> Age | None:
    """The age on a day, or on the first of a month; the birth is taken on the last day of its month."""
    if not birth_month or not day or len(day) < 7:
        return None
    on = dt.date.fromisoformat(day if len(day) == 10 else f"{day}-01")
    months = (on.year - int(birth_month[:4])) * 12 + on.month - int(birth_month[5:7])
    years = completed_years(birth_month, on)
    if months < 0:
        return None
    return Age(years, "a") if years >= CHILD_YEARS else Age(max(months - 1, 0), "mo")


def last_measure(found: Sequence[tuple[dt.date | None, float | None]], onset: object) -> Measure | None:
    """The latest of (day, value) that is not after onset, however precise that is."""
    until = iso(onset) if isinstance(onset, (dt.date, str)) else ""
    known = [
        Measure(value, on)
        for on, value in found
        if on is not None and value is not None and (not until or on.isoformat()[: len(until)] <= until)
    ]
    return max(known, key=lambda measure: measure.on, default=None)


def dose_at(periods: Sequence[Record], start: Record, onset: dt.date | None) -> Record:
    """The dose period that holds the day of onset; the starting dose where none does."""
    for period in sorted(periods, key=lambda one: iso(one.get("began")), reverse=True):
        began, ended = period.get("began"), period.get("ended")
        if onset and began and began <= onset and (ended is None or ended >= onset):
            return period
    return {**start, "dose": start.get("starting_dose")}


def _days(first: dt.date | None, second: dt.date | None) -> int | None:
    return (second - first).days if first and second else None
