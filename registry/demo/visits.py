"""Writes the first day of a course, and the visits of its calendar."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence

from registry.demo.bodies import Body, performance, puberty
from registry.demo.chart import DAYS_A_MONTH, Chart, CourseChart, is_biological, month_later
from registry.demo.doses import Change, batch
from registry.demo.giving import GIVEN
from registry.demo.rows import Written
from registry.fields.base import T
from registry.schemes.catalogue import COUNTRIES

INITIATED, MEASURED = 0.9, 0.97
HANDLING = {"suitable": 62, "opened": 20, "compounded": 10, "other": 8}
PROTECTED = {"contraception": 30, "negative_test": 30, "both": 30, "none": 10}
FERTILE_FROM = 12
CHANGED = T("Perte de 1 kg depuis la demande.", "Loss of 1 kg since the request.")
DEVIATION = T("Âge inférieur à celui de l’autorisation.", "Age below that of the authorisation.")

LOOKED_BACK = dt.timedelta(days=59)
"""Before a visit, how far back an assessment belongs to it."""

NEAR = 45
"""Days between a questionnaire and the visit that tells of it, at most."""

NOT_SEEN, ABSENCES = 0.04, {"postponed": 60, "transferred": 25, "other": 15}
ADHERENCE = {"good": 86, "fair": 10, "poor": 4}
GROWTH = T("Croissance régulière sur son couloir.", "Steady growth along the same line.")
CARE = T("Une hospitalisation de jour, deux consultations.", "One day-hospital stay, two consultations.")


def write_initiation(course: CourseChart, body: Body, answered: Sequence[dt.date]) -> Iterator[Written]:
    """The first day of most courses."""
    chart, chance, first = course.chart, course.chart.chance, course.course.first_dose
    if not chance.happens(INITIATED):
        return
    day = max(first - dt.timedelta(days=chance.randint(0, 3)), chart.life.birth)
    drugs, has_changed, deviates = course.course.drugs, chance.happens(0.08), chance.happens(0.06)
    yield course.write(
        "initiation",
        measured_on=day,
        **_size(chart, body, day),
        **performance(chart, day, course.course),
        contraception=_contraception(chart, day),
        has_changed="yes" if has_changed else "no",
        change_text=chart.says(CHANGED) if has_changed else None,
        still_eligible=chance.of({"yes": 99, "no": 1}),
        deviation="yes" if deviates else "no",
        deviation_text=chart.says(DEVIATION) if deviates else None,
        product_name=f"{drugs[0]}, {GIVEN[drugs[0]].form}".replace("_", " "),
        ucd=f"DEMO{chance.randint(100, 999)}" if chart.country == "FR" else None,
        batch=batch(chance) if is_biological(drugs) else None,
        batch_missing=None if is_biological(drugs) else "not_applicable",
        handling=_handling(chart, drugs[0], day),
        baseline_done=_baseline(course),
        questionnaire_done=_yes(any(abs((day - other).days) <= NEAR for other in answered)),
    )


def _baseline(course: CourseChart) -> str:
    is_done = any(visit.kind == "baseline" for visit in course.course.visits)
    return "yes" if is_done else course.chart.chance.deal("no baseline", {"no": 70, "unknown": 30})


def _contraception(chart: Chart, day: dt.date) -> str:
    if chart.life.sex == "female" and chart.years(day) >= FERTILE_FROM:
        return chart.chance.deal("contraception", PROTECTED)
    return "not_concerned"


def _handling(chart: Chart, drug: str, day: dt.date) -> str:
    if GIVEN[drug].route != "oral" or chart.years(day) >= 8:
        return "suitable"
    return "tube" if chart.years(day) < 2 else chart.chance.deal("handling", HANDLING)


def _size(chart: Chart, body: Body, day: dt.date) -> dict[str, object]:
    is_measured = chart.chance.happens(MEASURED)
    return {
        "weight": body.weight(day),
        "height": body.height(day) if is_measured else None,
        "height_missing": None if is_measured else "not_done",
    }


def write_follow_ups(
    course: CourseChart, body: Body, changes: Sequence[Change], answered: Sequence[dt.date]
) -> Iterator[Written]:
    """The visits of the calendar of the country, up to the end of treatment or the last news."""
    chart, chance, first = course.chart, course.chart.chance, course.course.first_dose
    last = min(course.end, chart.until)
    months = int((last - first).days / DAYS_A_MONTH)
    before = first
    for month in COUNTRIES[chart.country].follow_up.months_until(months):
        planned = month_later(first, month)
        visited = chance.after(planned, -6, 8)
        if visited > last:
            break
        if chance.happens(NOT_SEEN):
            yield _absence(course, month, planned, chance.deal("absence", ABSENCES))
            continue
        kind, row = _visit(course, body, changes, month=month, planned=planned, on=visited, since=before)
        row["questionnaire_done"] = _yes(any(abs((visited - other).days) <= NEAR for other in answered))
        yield kind, row
        before = visited
    yield from _last_absence(course, month_later(first, _next_month(chart, months)))


def _next_month(chart: Chart, months: int) -> int:
    return next(m for m in COUNTRIES[chart.country].follow_up.months_until(months + 12) if m > months)


def _last_absence(course: CourseChart, planned: dt.date) -> Iterator[Written]:
    """The visit at which a patient who has died, or is lost, was not seen."""
    chart, life = course.chart, course.chart.life
    is_ended = life.death is not None or life.lost
    is_due = chart.until <= planned <= min(chart.on, chart.until + dt.timedelta(days=90))
    is_told = chart.is_whole or life.lost
    if is_told and is_ended and is_due and course.course is life.courses[-1][0]:
        yield _absence(course, None, planned, "dead" if life.death else "lost")


def _absence(course: CourseChart, month: int | None, planned: dt.date, reason: str) -> Written:
    return course.write("follow_up", month=month, planned_on=planned, is_seen="no", not_seen_reason=reason)


def _visit(
    course: CourseChart,
    body: Body,
    changes: Sequence[Change],
    *,
    month: int,
    planned: dt.date,
    on: dt.date,
    since: dt.date,
) -> Written:
    chart, chance = course.chart, course.chart.chance
    adherence = chance.deal("adherence", ADHERENCE, eager=0.1)
    has_toxicity = any(since <= toxicity.onset <= on for toxicity in course.toxicities.values())
    details: dict[str, object] = {}
    if chart.is_whole:
        details = {
            "puberty": puberty(chart, on),
            "growth": chart.says(GROWTH),
            "health_care": chart.says(CARE),
        }
    return course.write(
        "follow_up",
        month=month,
        planned_on=planned,
        is_seen="yes",
        visited_on=on,
        **_size(chart, body, on),
        **performance(chart, on, course.course),
        **details,
        dose_changed=_yes(any(since < change.on <= on for change in changes)),
        adherence=adherence,
        missed_doses=chance.randint(1, 12) if adherence != "good" else None,
        concomitant_changed=_yes(chance.happens(0.2)),
        has_toxicity=_yes(has_toxicity),
        assessment_done=_yes(
            any(max(since, on - LOOKED_BACK) < visit.on <= on for visit in course.course.visits)
        ),
    )


def _yes(is_so: bool) -> str:
    return "yes" if is_so else "no"
