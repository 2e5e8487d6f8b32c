"""A life that is being written down: under which id, in which language, in which detail, up to which day."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from registry.demo.chance import Chance
from registry.demo.rows import Written, make_row, words
from registry.demo.story import Course, Life, Toxicity
from registry.fields.base import T

DAYS_A_MONTH = 30.4375
BIOLOGICALS = ("mab", "vedotin", "ozogamicin", "naxitamab", "dinutuximab beta")


@dataclass(frozen=True, slots=True)
class Chart:
    """The file of a patient.

    is_whole: every form is filled in for this patient, otherwise the main ones. on: the day on which the registry
    is looked at.
    """

    life: Life
    id: str
    chance: Chance
    is_whole: bool
    on: dt.date

    @property
    def language(self) -> str:
        return self.life.start.centre.language

    @property
    def country(self) -> str:
        return self.life.start.centre.country

    @property
    def until(self) -> dt.date:
        """The last day on which something is known of the patient."""
        return self.life.last_news

    def says(self, text: T) -> str:
        return words(text, self.language)

    def months(self, day: dt.date) -> float:
        """The age in months on a day."""
        return (day - self.life.birth).days / DAYS_A_MONTH

    def years(self, day: dt.date) -> float:
        return self.months(day) / 12

    def write(self, kind: str, /, **values: object) -> Written:
        """A row of this kind under a new id."""
        return kind, make_row(kind, self.chance.identifier(), **values)

    def of_patient(self, kind: str, /, **values: object) -> Written:
        """A row of this kind, under the patient."""
        return self.write(kind, patient_id=self.id, **values)


@dataclass(frozen=True, slots=True)
class CourseChart:
    """A course in the file of a patient, with its toxicities by id."""

    chart: Chart
    course: Course
    id: str
    toxicities: Mapping[str, Toxicity]

    @property
    def end(self) -> dt.date:
        """The last dose, or the last day on which something is known."""
        return self.course.last_dose or self.chart.until

    def write(self, kind: str, /, **values: object) -> Written:
        return self.chart.write(kind, course_id=self.id, **values)


def month_later(day: dt.date, months: int) -> dt.date:
    """The same day so many months later, the 28th at the latest."""
    years, month = divmod(day.month - 1 + months, 12)
    return dt.date(day.year + years, month + 1, min(day.day, 28))


def is_biological(drugs: Sequence[str]) -> bool:
    """Whether one of the drugs is a biological, of which the batch is to be kept."""
    return any(drug.endswith(BIOLOGICALS) for drug in drugs)
