"""Writes quality-of-life questionnaires: child and parent, scores from 0 to 100, and why some are not filled in."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from registry.demo.chart import CourseChart
from registry.demo.information import LANGUAGES
from registry.demo.rows import Written
from registry.fields.base import T

DIMENSIONS = (
    T("Physique", "Physical"),
    T("Émotionnel", "Emotional"),
    T("Social", "Social"),
    T("École", "School"),
)
FOR_CHILDREN = {
    "pedsql_core": 60,
    "pedsql_cancer": 22,
    "eq5d_y": 6,
    "promis_25": 4,
    "ped_pro_ctcae": 4,
    "kindl": 3,
    "other": 1,
}
FOR_ADULTS = {"qlq_c30": 50, "eq5d_5l": 50}
VERSIONS = {"pedsql_core": "4.0", "pedsql_cancer": "3.0", "qlq_c30": "3.0"}
OTHER_INSTRUMENT = T("Échelle locale de qualité de vie", "Local quality-of-life scale")
PARENTS = {"parent_1": 78, "parent_2": 18, "other": 4}
NOT_FILLED = {"condition": 30, "forgotten": 30, "refusal": 15, "not_available": 15, "language": 5, "other": 5}
LEAST_AGE, CHILD_FROM, ADOLESCENT_FROM, ADULT_FROM = 4, 5, 13, 18
PROXY, NOT_DONE = 0.7, 0.2


@dataclass(frozen=True, slots=True)
class Asked:
    """A questionnaire handed out on a day. reason: why it was not filled in, empty where it was."""

    visit: str
    on: dt.date
    instrument: str
    respondent: str
    reason: str

    @property
    def is_answered(self) -> bool:
        return not self.reason


def tell_questionnaires(course: CourseChart) -> tuple[Asked, ...]:
    """Before the first dose, on treatment, and for some after it: to the child and to a parent."""
    chance, instrument = course.chart.chance, _instrument(course)
    first, last = course.course.first_dose, course.course.last_dose
    days = {
        "baseline": first - dt.timedelta(days=chance.randint(0, 5)),
        "on_treatment": chance.after(first, 170, 190),
    }
    if last and chance.happens(0.4):
        days["after_stop"] = chance.after(last, 20, 60)
    told = []
    for visit, day in days.items():
        end = course.chart.until if visit == "after_stop" else min(course.end, course.chart.until)
        is_asked = day <= end and course.chart.years(day) >= LEAST_AGE
        respondents = list(_respondents(course, day, instrument)) if is_asked else []
        told += [Asked(visit, day, instrument, who, _reason(course, day, who)) for who in respondents]
    return tuple(told)


def _respondents(course: CourseChart, day: dt.date, instrument: str) -> Iterator[str]:
    yield _child(course, day)
    if instrument not in FOR_ADULTS and course.chart.chance.happens(PROXY):
        yield course.chart.chance.deal("proxy", PARENTS, eager=0.2)


def _reason(course: CourseChart, day: dt.date, respondent: str) -> str:
    if respondent == "child" and course.chart.years(day) < CHILD_FROM:
        return "too_young"
    chance = course.chart.chance
    return chance.deal("not filled", NOT_FILLED) if chance.happens(NOT_DONE) else ""


def _instrument(course: CourseChart) -> str:
    chart = course.chart
    if chart.years(course.course.first_dose) >= ADULT_FROM:
        return chart.chance.deal("adult instrument", FOR_ADULTS)
    if chart.life.start.diagnosis == "plexiform_neurofibroma":
        return chart.chance.deal("nf1 instrument", {"pedsql_nf1": 70, "pedsql_core": 30})
    return chart.chance.deal("instrument", FOR_CHILDREN)


def _child(course: CourseChart, day: dt.date) -> str:
    years = course.chart.years(day)
    return "child" if years < ADOLESCENT_FROM else "adolescent" if years < ADULT_FROM else "young_adult"


def write_questionnaires(course: CourseChart, asked: Sequence[Asked]) -> Iterator[Written]:
    """The questionnaires with their scores: those of a course lie around a level of its own."""
    level = course.chart.chance.uniform(50, 80)
    for occasion in asked:
        yield from _write(course, occasion, level)


def _write(course: CourseChart, asked: Asked, level: float) -> Iterator[Written]:
    chart, chance, instrument = course.chart, course.chart.chance, asked.instrument
    scores = [round(max(0.0, min(100.0, chance.gauss(level, 12))), 1) for _ in DIMENSIONS]
    kind, row = course.write(
        "questionnaire",
        visit=asked.visit,
        instrument=instrument,
        instrument_text=chart.says(OTHER_INSTRUMENT) if instrument == "other" else None,
        instrument_version=VERSIONS.get(instrument, "1.0"),
        language=LANGUAGES[chart.language],
        respondent=asked.respondent,
        is_filled="yes" if asked.is_answered else "no",
        filled_on=asked.on if asked.is_answered else None,
        mode=chance.deal("mode", {"paper": 60, "electronic": 40}) if asked.is_answered else None,
        not_filled_reason=asked.reason,
        total_score=round(sum(scores) / len(scores), 1) if asked.is_answered else None,
    )
    yield kind, row
    if asked.is_answered and instrument.startswith("pedsql"):
        for dimension, score in zip(DIMENSIONS, scores, strict=True):
            yield chart.write(
                "questionnaire_score",
                questionnaire_id=row["id"],
                dimension=chart.says(dimension),
                score=score,
            )
