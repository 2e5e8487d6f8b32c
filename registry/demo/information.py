"""Writes the boards, and what the patient and the parents were told: information, consent, assent, withdrawal."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator

from registry.demo.access import Access
from registry.demo.chart import Chart
from registry.demo.requests import FIRST, FIRST_LINE, TRIALS
from registry.demo.rows import Written
from registry.demo.story import Course
from registry.demo.treatments import TREATMENTS
from registry.fields.base import T

BOARDS = {"rcppi": 55, "molecular": 22, "national": 12, "local": 7, "international": 4}
AGAINST = {"not_recommended": 50, "deferred": 50}
ALTERNATIVE = T(
    "Reprise de la chimiothérapie de la ligne précédente.", "The chemotherapy of the line before, again."
)
OPTIONS = T(
    "Discutés : poursuite de la chimiothérapie, irradiation, thérapie ciblée.",
    "Discussed: further chemotherapy, irradiation, targeted therapy.",
)
OF_AGE, ADOLESCENT = 18, 12
NOTICES = {("access", "data"): 50, ("access", "data", "research"): 45, ("research",): 5}
PARENTS = {("both_parents",): 55, ("one_parent",): 35, ("guardian",): 4, ("patient", "both_parents"): 6}
LANGUAGES = {"fr": "français", "en": "English"}


def write_boards(chart: Chart, course: Course, access: Access) -> Iterator[Written]:
    """The board that recommended a course; before it, for some, one that did not yet."""
    chance = chart.chance
    before = access.board - dt.timedelta(days=chance.randint(28, 70))
    if chart.is_whole and before > chart.life.diagnosed and chance.happens(0.25):
        yield _board(chart, course.drugs[0], before, chance.deal("against", AGAINST))
    advice = (
        "option"
        if chance.happens(0.12) and len(TREATMENTS[chart.life.start.diagnosis]) > 1
        else "recommended"
    )
    yield _board(chart, course.drugs[0], access.board, advice)


def _board(chart: Chart, drug: str, day: dt.date, advice: str) -> Written:
    is_first_line = chart.life.disease_status in FIRST
    return chart.of_patient(
        "board",
        held_on=day,
        type=chart.chance.deal("board", BOARDS, eager=0.2),
        drug=drug,
        recommendation=advice,
        trial=chart.chance.deal("board trial", TRIALS, eager=0.2),
        alternative=chart.says(ALTERNATIVE) if advice != "recommended" else None,
        first_line_reason=chart.says(FIRST_LINE) if is_first_line else None,
        options=chart.says(OPTIONS) if chart.is_whole else None,
    )


def write_consents(chart: Chart, informed: dt.date) -> Iterator[Written]:
    """The information before the first dose, and what followed."""
    chance, age = chart.chance, chart.years(informed)
    who = ("patient",) if age >= OF_AGE else chance.deal("informed", PARENTS)
    event = chance.deal("consent", {"information": 80, "consent": 20}) if chart.country == "FR" else "consent"
    yield _consent(chart, event, informed, who)
    if chart.is_whole and 6 <= age < OF_AGE:
        yield _consent(chart, "assent", informed, ("patient",))
    if chart.is_whole and age >= OF_AGE and chance.happens(0.3):
        yield _consent(chart, "information", informed, ("trusted_person",))
    majority = chart.life.birth + dt.timedelta(days=round(365.25 * OF_AGE) + chance.randint(20, 60))
    if age < OF_AGE and majority <= chart.until:
        yield _consent(chart, "coming_of_age", majority, ("patient",))


def _consent(chart: Chart, event: str, day: dt.date, who: tuple[str, ...]) -> Written:
    version = f"{2 + (day.year > 2022)}.{day.month // 5}"
    return chart.of_patient(
        "consent",
        event=event,
        given_on=day,
        informed=who,
        notices=chart.chance.of(NOTICES),
        notice_version=version,
        language=LANGUAGES[chart.language],
    )
