"""The frames against the same definitions written out patient by patient."""

from __future__ import annotations

import datetime as dt
from collections import Counter

from hypothesis import given, settings

from tests.examples import examples
from tests.summaries.generated import Lines, lines
from tests.summaries.plain import best_of, complete, courses_of, events_of
from tests.summaries.records import DRUG, counts, frames_of, numbers, row

CUT_OFF = dt.date(2026, 5, 7)


@settings(max_examples=examples(16))
@given(lines(most=8))
def test_flow_best_response_and_toxicity_are_those_found_patient_by_patient(found: Lines) -> None:
    summary = numbers(frames_of(DRUG, found), cut_off=CUT_OFF)
    registered, treated, best, events, worst = [], [], Counter[str](), 0, Counter[str]()
    for patient in found["patients"]:
        courses = courses_of(patient, found, CUT_OFF)
        if not complete(patient) or patient["objection"] == "yes" or not courses:
            continue
        registered.append(patient["patient_id"])
        if not courses[0]["first_dose"]:
            continue
        treated.append(patient["patient_id"])
        response = best_of(patient, courses[0], found, CUT_OFF)
        if response:
            best[response] += 1
        toxicities = events_of(courses[0], courses, found, CUT_OFF)
        events += len(toxicities)
        if toxicities:
            worst[str(max((t["grade"] for t in toxicities if t["grade"]), default="unknown"))] += 1

    assert row(summary, "registered").patients == tuple(registered)
    assert row(summary, "treated").patients == tuple(treated)
    assert counts(summary, "bor") == best
    assert row(summary, "orr").n == best["CR"] + best["PR"]
    assert row(summary, "toxicity_events").n == events
    assert counts(summary, "toxicity_worst_grade") == worst
