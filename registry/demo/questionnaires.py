"""Writes quality-of-life questionnaires: child and parent, scores from 0 to 100, and why some are not filled in."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
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
CHILD_FROM, ADOLESCENT_FROM, ADULT_FROM = 5, 13, 18
PROXY, NOT_DONE = 0.7, 0.2


@dataclass(frozen=True, slots=True)
class Asked:
    """An occasion on which a questionnaire was handed out."""

    visit: str
    on: dt.date
    instrument: str


def write_questionnaires(course: CourseChart) -> Iterator[Written]:
    """Before the first dose, on treatment, and for some after it: the child's answers and a parent's."""
    chance, instrument = course.chart.chance, _instrument(course)
    first, last = course.course.first_dose, course.course.last_dose
    days = [
        ("baseline", first - dt.timedelta(days=chance.randint(0, 5))),
        ("on_treatment", chance.after(first, 170, 190)),
    ]
    if last and chance.happens(0.4):
        days.append(("after_stop", chance.after(last, 20, 60)))
    level = chance.uniform(50, 80)
    for visit, day in days:
        end = course.chart.until if visit == "after_stop" else min(course.end, course.chart.until)
        if day > end:
            continue
        asked = Asked(visit, day, instrument)
        yield from _answers(course, asked, _child(course, day), level)
        if instrument not in FOR_ADULTS and chance.happens(PROXY):
            yield from _answers(course, asked, chance.deal("proxy", PARENTS, eager=0.2), level - 5)


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


def _answers(course: CourseChart, asked: Asked, respondent: str, level: float) -> Iterator[Written]:
    chart, chance, instrument, day = course.chart, course.chart.chance, asked.instrument, asked.on
    is_young = respondent == "child" and chart.years(day) < CHILD_FROM
    reason = (
        "too_young"
        if is_young
        else chance.deal("not filled", NOT_FILLED)
        if chance.happens(NOT_DONE)
        else None
    )
    scores = [round(max(0.0, min(100.0, chance.gauss(level, 12))), 1) for _ in DIMENSIONS]
    kind, row = course.write(
        "questionnaire",
        visit=asked.visit,
        instrument=instrument,
        instrument_text=chart.says(OTHER_INSTRUMENT) if instrument == "other" else None,
        instrument_version=VERSIONS.get(instrument, "1.0"),
        language=LANGUAGES[chart.language],
        respondent=respondent,
        is_filled="no" if reason else "yes",
        filled_on=None if reason else day,
        mode=None if reason else chance.deal("mode", {"paper": 60, "electronic": 40}),
        not_filled_reason=reason,
        total_score=None if reason else round(sum(scores) / len(scores), 1),
    )
    yield kind, row
    if reason is None and instrument.startswith("pedsql"):
        for dimension, score in zip(DIMENSIONS, scores, strict=True):
            yield chart.write(
                "questionnaire_score",
                questionnaire_id=row["id"],
                dimension=chart.says(dimension),
                score=score,
            )
