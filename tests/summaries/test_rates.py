"""Toxicities per 100 patient-months, by hand; exact Poisson intervals as poisson.test of R gives them."""

import pytest

from registry.summaries.table import Summary
from tests.statistics.oracle import answer_of
from tests.summaries.records import counts, numbers, records, row

MONTH = 30.4375


def summary_of(courses: str, toxicities: str, *choices: str, **tables: str) -> Summary:
    return numbers(records(courses=courses, toxicities=toxicities, **tables), *choices)


ENDED = """
    course_id | patient_id | first_dose | last_dose
    c1        | P1         | 2026-01-01 | 2026-01-31
    c2        | P2         | 2026-05-31 |
    """
ONSETS = """
    course_id | term   | onset      | seriousness     | nature
    c1        | anemia | 2026-01-15 | none            | laboratory
    c1        | anemia | 2026-03-02 | hospitalisation | clinical
    c1        | anemia | 2026-03-03 | hospitalisation | clinical
    c1        | nausea | 2026-03    | none            | clinical
    c2        | nausea | 2026-06-01 | none            | clinical
    """


def test_events_and_person_time_have_the_same_window() -> None:
    """P1: 31 days and 30 more, to 2 March; P2: 31 May to 30 June, 31 days. 92 days; the onset of 3 March is outside."""
    summary = summary_of(ENDED, ONSETS)

    months = 92 / MONTH
    time = row(summary, "person_time")
    assert (time.n, time.N, time.value) == (2, 2, pytest.approx(months))
    rate = row(summary, "toxicity_rate")
    assert (rate.n, rate.N) == (4, None)
    assert rate.value == pytest.approx(100 * 4 / months)
    assert "patient_months=3.02" in rate.parameters
    assert counts(summary, "toxicity_term_rate") == {"nausea": 2, "anemia": 2}
    assert counts(summary, "toxicity_nature_rate") == {"clinical": 3, "laboratory": 1}
    assert row(summary, "toxicity_serious_rate").n == 1


def test_the_interval_is_the_exact_poisson_one() -> None:
    """Of 4 events, as poisson.test of R gives it."""
    rate = row(summary_of(ENDED, ONSETS), "toxicity_rate")

    per, of_four = 100 / (92 / MONTH), answer_of("rates", events=4, exposure=1)
    assert rate.low == pytest.approx(of_four["low"] * per)
    assert rate.high == pytest.approx(of_four["high"] * per)


def test_a_window_of_no_day() -> None:
    summary = summary_of(ENDED, ONSETS, "rate_window_days=0")

    assert row(summary, "person_time").value == pytest.approx(62 / MONTH)
    assert row(summary, "toxicity_rate").n == 2
    assert row(summary, "toxicity_events").n == 5


def test_person_time_ends_with_death_and_overlapping_courses_count_once() -> None:
    """c1 to 31 January and 30 days more, c2 from 10 February; death on 20 February: 51 days in all."""
    summary = summary_of(
        """
        course_id | patient_id | first_dose | last_dose
        c1        | P1         | 2026-01-01 | 2026-01-31
        c2        | P1         | 2026-02-10 | 2026-02-15
        """,
        """
        course_id | term   | onset
        c2        | nausea | 2026-02-03
        c1        | nausea | 2026-02-21
        """,
        patients="patient_id | vital_status | vital_status_date\nP1 | dead | 2026-02-20",
    )

    assert row(summary, "person_time").value == pytest.approx(51 / MONTH)
    assert row(summary, "toxicity_rate").n == 1


def test_a_course_whose_end_is_unknown_takes_its_patient_out_of_events_and_time() -> None:
    summary = summary_of(
        """
        course_id | patient_id | first_dose | last_dose  | stop_reason
        c1        | P1         | 2026-01-01 |            | toxicity
        c2        | P2         | 2026-01-01 | 2026-01-10 |
        """,
        "course_id | term | onset\nc1 | nausea | 2026-01-02",
    )

    assert (row(summary, "person_time").n, row(summary, "person_time").N) == (1, 2)
    assert row(summary, "toxicity_rate").n == 0
    assert row(summary, "toxicity_rate").low == 0


def test_without_exposure_a_rate_is_not_calculable() -> None:
    summary = summary_of("course_id | patient_id | first_dose\nc1 | P1 |", "course_id | term\nc1 | nausea")

    rate = row(summary, "toxicity_rate")
    assert (rate.n, rate.value, rate.low) == (0, None, None)
    assert rate.parameters.endswith("not_calculable=no_exposure")
    assert row(summary, "person_time").value is None
