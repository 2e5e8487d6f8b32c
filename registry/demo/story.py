"""What happened to a patient, as plain data, before any of it is written down."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass

from registry.demo.diseases import Disease
from registry.demo.places import Centre


@dataclass(frozen=True, slots=True)
class Start:
    """A patient at the door: where, when, with what, and how it will be treated."""

    centre: Centre
    first_dose: dt.date
    diagnosis: str
    disease: Disease
    drugs: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Death:
    on: dt.date
    cause: str


@dataclass(frozen=True, slots=True)
class Visit:
    """An assessment. reading: CR, PR, MR, SD, PD, REL or NE, none at baseline. measure: none if not evaluable."""

    kind: str
    on: dt.date
    measure: float | None
    reading: str
    code: str


@dataclass(frozen=True, slots=True)
class Course:
    """A treatment as it went. The last dose is empty while it is ongoing."""

    drugs: tuple[str, ...]
    first_dose: dt.date
    last_dose: dt.date | None
    stop_reason: str | None
    visits: tuple[Visit, ...]

    @property
    def progression(self) -> dt.date | None:
        """The day progression was seen."""
        return next((visit.on for visit in self.visits if visit.reading in ("PD", "REL")), None)


@dataclass(frozen=True, slots=True)
class Toxicity:
    """A toxicity with what was thought of it and done about it, per drug of the course."""

    term: str
    nature: str
    grade: int
    onset: dt.date
    end: dt.date | None
    ongoing: bool
    criteria: tuple[str, ...]
    outcome: str
    causality: Mapping[str, str]
    action: Mapping[str, str]


Told = tuple[tuple[Course, tuple[Toxicity, ...]], ...]
"""The courses of a patient, each with its toxicities."""


@dataclass(frozen=True, slots=True)
class Life:
    """A patient: who, with what disease, the courses with their toxicities, and how it is now."""

    start: Start
    sex: str
    birth: dt.date
    diagnosed: dt.date
    disease_status: str
    relapse: int | None
    courses: Told
    death: Death | None
    lost: bool
    last_news: dt.date
