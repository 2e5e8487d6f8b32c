"""Confirmed best response: what a later assessment must say, and how much later."""

import datetime as dt

import pytest

from registry.summaries.confirmation import confirm
from registry.summaries.parameters import parse
from tests.summaries.records import counts, numbers, records, row

START = dt.date(2026, 1, 1)


def best(sequence: str, *choices: str) -> str:
    """The confirmed best response of assessments written "60 PR; 90 CR": days after the first dose."""
    visits = [entry.split() for entry in sequence.split(";")]
    days = [(START + dt.timedelta(days=int(day)), category) for day, category in visits]
    return confirm(days, start=START, parameters=parse(choices))


@pytest.mark.parametrize(
    ("sequence", "expected"),
    [
        # A complete response is confirmed by a complete one, 28 days later or more.
        ("60 CR; 88 CR", "CR"),
        ("60 CR; 87 CR", "SD"),
        ("60 CR; 70 CR; 88 CR", "CR"),
        ("60 CR; 90 PR", "SD"),
        # A partial one by a partial or a complete one.
        ("60 PR; 88 PR", "PR"),
        ("60 PR; 88 CR", "PR"),
        ("60 PR; 88 CR; 116 CR", "CR"),
        ("60 PR; 80 CR; 90 PR", "SD"),
        ("60 PR; 80 CR; 88 CR", "PR"),
        # A minor one by a minor one or better.
        ("60 MR; 88 MR", "MR"),
        ("60 MR; 88 PR", "MR"),
        ("60 MR; 80 PR; 88 MR", "MR"),
        ("60 PR; 88 MR", "SD"),
        # At most one assessment that is not evaluable in between, and nothing worse.
        ("60 PR; 75 NE; 88 PR", "PR"),
        ("60 PR; 70 NE; 80 NE; 88 PR", "SD"),
        ("60 PR; 75 SD; 88 PR", "SD"),
        ("60 PR; 75 SD; 88 PR; 116 PR", "PR"),
        ("60 PR; 75 PD", "SD"),
        # Stable disease from day 28; an unconfirmed response that early is not evaluable.
        ("28 SD", "SD"),
        ("27 SD", "NE"),
        ("27 PR", "NE"),
        ("27 SD; 40 PD", "PD"),
        ("40 PD", "PD"),
    ],
)
def test_a_response_is_confirmed_by_one_that_follows(sequence: str, expected: str) -> None:
    assert best(sequence) == expected


@pytest.mark.parametrize(
    ("sequence", "choice", "expected"),
    [
        ("60 PR; 88 PR", "confirm_days=29", "SD"),
        ("60 PR; 61 PR", "confirm_days=0", "PR"),
        ("41 SD", "sd_days=42", "NE"),
        ("42 SD", "sd_days=42", "SD"),
        ("83 SD", "sd_days=84", "NE"),
    ],
)
def test_how_much_later_is_a_parameter(sequence: str, choice: str, expected: str) -> None:
    assert best(sequence, choice) == expected


FRAMES = records(
    patients="""
    patient_id | vital_status | vital_status_date | death_cause
    P1         |              |                   |
    P2         |              |                   |
    P3         | dead         | 2026-03-01        | disease
    P4         |              |                   |
    P5         |              |                   |
    """,
    courses="""
    course_id | patient_id | first_dose
    c1        | P1         | 2026-01-10
    c2        | P2         | 2026-01-10
    c3        | P3         | 2026-01-10
    c4        | P4         | 2026-01-10
    c5        | P5         | 2026-01-10
    """,
    assessments="""
    course_id | assessed_on | visit        | response
    c1        | 2026-01-05  | baseline     |
    c1        | 2026-02-10  | on_treatment | PR
    c1        | 2026-03-10  | on_treatment | NE
    c1        | 2026-04-10  | on_treatment | CR
    c2        | 2026-01-05  | baseline     |
    c2        | 2026-02-10  | on_treatment | CR
    c2        | 2026-04-10  | on_treatment | PR
    c3        | 2026-01-05  | baseline     |
    c3        | 2026-01-20  | on_treatment | SD
    c4        | 2026-01-05  | baseline     |
    c4        | 2026-02-10  | on_treatment | PR
    c4        | 2026-03-15  | on_treatment | PD
    c4        | 2026-04-15  | on_treatment | PR
    c5        | 2026-01-05  | baseline     |
    c5        | 2026-01-20  | on_treatment | SD
    """,
)


def test_confirmed_best_responses_stand_beside_the_unconfirmed_ones() -> None:
    summary = numbers(FRAMES)

    assert counts(summary, "bor") == {"CR": 2, "PR": 1, "SD": 2}
    # P1: PR, then CR 59 days later. P2: CR, then less: stable. P4: progression before any confirmation: stable on day
    # 31. P3 and P5: stable on day 10 only; P3 died of the disease, which is progression.
    assert counts(summary, "bor_confirmed") == {"PR": 1, "SD": 2, "PD": 1, "NE": 1}
    assert (row(summary, "orr").n, row(summary, "orr_confirmed").n, row(summary, "orr_confirmed").N) == (
        3,
        1,
        5,
    )


def test_a_partial_response_after_a_complete_one_is_listed_not_computed_around() -> None:
    summary = numbers(FRAMES)

    assert row(summary, "partial_after_complete").patients == ("P2",)
    assert row(summary, "bor", category="CR").patients == ("P1", "P2")


def test_each_reading_is_confirmed_on_its_own() -> None:
    frames = records(
        courses="""
        course_id | patient_id | first_dose
        c1        | P1         | 2026-01-10
        """,
        assessments="""
        course_id | assessed_on | visit        | response | reviewed_response
        c1        | 2026-01-05  | baseline     |          |
        c1        | 2026-02-10  | on_treatment | PR       | PR
        c1        | 2026-04-10  | on_treatment | PR       | SD
        """,
    )
    summary = numbers(frames)

    found = {
        r: counts(summary, "bor_confirmed", reading=r) for r in ("local", "reviewed", "reviewed_else_local")
    }
    assert found == {"local": {"PR": 1}, "reviewed": {"SD": 1}, "reviewed_else_local": {"SD": 1}}
