"""The definitions once more, one patient at a time in plain Python: slow, short, and independent of the frames."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from typing import Any

from registry.terminology.responses import code_of

Record = Mapping[str, Any]
Lines = Mapping[str, list[dict[str, Any]]]
RANK = ["CR", "PR", "MR", "SD", "PD"]


def compare(one: Any, other: Any) -> int:
    """-1, 0 or 1 at the coarser precision; 0 when one of them is missing."""
    if one is None or other is None:
        return 0
    one, other = str(one), str(other)
    length = min(len(one), len(other))
    return (one[:length] > other[:length]) - (one[:length] < other[:length])


def complete(record: Record) -> bool:
    return bool(record["status"] == "complete")


def courses_of(patient: Record, found: Lines, cut_off: dt.date) -> list[dict[str, Any]]:
    """The counting courses known by the cut-off, with what came after it forgotten; the deciding one first."""
    known = []
    for course in found["courses"]:
        if course["patient_id"] != patient["patient_id"] or not complete(course):
            continue
        dates = [date for date in (course["board_date"], course["first_dose"]) if date]
        if dates and min(dates) > cut_off:
            continue
        course = dict(course)
        if course["first_dose"] and course["first_dose"] > cut_off:
            course["first_dose"] = None
        if course["last_dose"] and course["last_dose"] > cut_off:
            course["last_dose"] = course["stop_reason"] = None
        known.append(course)
    late = dt.date.max
    return sorted(known, key=lambda c: (c["first_dose"] or late, c["board_date"] or late, c["course_id"]))


def best_of(patient: Record, course: Record, found: Lines, cut_off: dt.date) -> str | None:
    """The best response of a treated patient, reviewed or else local, "death", or None when not evaluable."""
    visits = [
        a
        for a in found["assessments"]
        if a["course_id"] == course["course_id"] and complete(a) and a["assessed_on"] <= cut_off
    ]
    baseline = min((a["assessed_on"] for a in visits if a["visit"] == "baseline"), default=None)
    if baseline is None:
        return None
    days: dict[dt.date, list[Any]] = {}
    for visit in visits:
        after = visit["assessed_on"] > baseline and visit["assessed_on"] >= course["first_dose"]
        code = code_of(visit["criterion"], visit["reviewed_response"] or visit["response"] or "")
        if visit["visit"] != "baseline" and after and code and code.category in RANK:
            days.setdefault(visit["assessed_on"], []).append(code)
    best: str | None = None
    for day in sorted(days):
        worst = max(days[day], key=lambda code: (RANK.index(code.category), code.progression == "yes"))
        if best is None or RANK.index(worst.category) < RANK.index(best):
            best = worst.category
        if worst.progression == "yes":
            break
    if best:
        return best
    return ended(patient, course, cut_off)


def ended(patient: Record, course: Record, cut_off: dt.date) -> str | None:
    """What a patient without any assessment counts as."""
    if course["stop_reason"] == "progression":
        return "PD"
    died = patient["vital_status_date"]
    if (
        patient["vital_status"] != "dead"
        or compare(died, cut_off) > 0
        or compare(died, course["first_dose"]) < 0
    ):
        return None
    return "PD" if patient["death_cause"] == "disease" else "death"


def events_of(
    course: Record, courses: list[dict[str, Any]], found: Lines, cut_off: dt.date
) -> list[dict[str, Any]]:
    """The toxicities of all the courses with onset from the first dose of the deciding one to the cut-off."""
    ids = {c["course_id"] for c in courses}
    return [
        t
        for t in found["toxicities"]
        if t["course_id"] in ids
        and complete(t)
        and compare(t["onset"], course["first_dose"]) >= 0
        and compare(t["onset"], cut_off) <= 0
    ]
