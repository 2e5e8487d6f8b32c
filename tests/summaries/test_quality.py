"""Completeness, freshness and the age of questions, by hand."""

import datetime as dt

import pandas as pd
import pytest

from registry.summaries.quality import count_by_age, level_of, measure_contact, summarise_completeness

COUNTS = pd.DataFrame(
    [
        ("patient", "sex", "FR-001", 100, 5),
        ("patient", "sex", "FR-002", 50, 5),
        ("patient", "objection", "FR-001", 100, 11),
        ("course", "stop_text", "FR-001", 0, 0),
    ],
    columns=["kind", "field", "centre_id", "expected", "missing"],
)


@pytest.mark.parametrize(
    ("percent", "level"),
    [
        (0, "green"),
        (5, "green"),
        (5.01, "amber"),
        (10, "amber"),
        (10.01, "red"),
        (100, "red"),
        (None, "none"),
    ],
)
def test_levels(percent: float | None, level: str) -> None:
    assert level_of(percent) == level


def test_missing_over_expected_by_field_centre_and_in_all() -> None:
    by_field = summarise_completeness(COUNTS, by=("kind", "field"))

    assert by_field.to_numpy().tolist()[1:] == [
        ["patient", "objection", 100, 11, 11.0, "red"],
        ["patient", "sex", 150, 10, pytest.approx(100 / 15), "amber"],
    ]
    assert by_field["level"][0] == "none"
    assert pd.isna(by_field["percent"][0])
    assert summarise_completeness(COUNTS, by=("centre_id",))["missing"].to_list() == [16, 5]
    whole = summarise_completeness(COUNTS, by=())
    assert (whole["expected"][0], whole["missing"][0]) == (250, 21)


def test_nothing_counted_is_an_empty_table() -> None:
    assert summarise_completeness(COUNTS[:0], by=("field",)).empty


def test_living_patients_with_news_within_six_months() -> None:
    """On 30 June: since 30 December. P1 news in January; P2 in November but seen in May; P3 long ago; P4 is dead."""
    patients = pd.DataFrame(
        [
            ("P1", "alive", "2026-01"),
            ("P2", "alive", "2025-11-01"),
            ("P3", "lost", "2024"),
            ("P4", "dead", "2026-06-01"),
            ("P5", None, None),
        ],
        columns=["patient_id", "vital_status", "vital_status_date"],
    )
    contacts = pd.DataFrame([("P2", dt.date(2026, 5, 1))], columns=["patient_id", "day"])

    assert measure_contact(patients, contacts, on=dt.date(2026, 6, 30)) == (2, 4)
    assert measure_contact(patients, contacts, on=dt.date(2026, 6, 30), months=240) == (3, 4)


def test_questions_by_age() -> None:
    raised = pd.Series([dt.date(2026, 6, 30), dt.date(2026, 6, 1), dt.date(2026, 5, 31), dt.date(2026, 4, 1)])

    assert count_by_age(raised, on=dt.date(2026, 6, 30)) == {"0-29": 2, "30-89": 1, "90+": 1}
