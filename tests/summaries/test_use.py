"""The use of a drug: starting dose, exposure, dose intensity, interruptions and reductions, by hand."""

from typing import Any

import pytest

from registry.summaries.doses import Amount, Step, given_over_planned, per_day, rebased
from registry.summaries.table import Row, Summary
from tests.summaries.records import counts, numbers, records, row

COURSES = """
    course_id | patient_id | first_dose | last_dose  | stop_reason
    c1        | P1         | 2026-01-01 | 2026-01-20 | progression
    c2        | P2         | 2026-01-01 |            |
    c3        | P3         | 2026-01-01 |            | toxicity
    c4        | P4         | 2026-05-01 |            |
    """


def measured(summary: Summary, output: str) -> dict[str, float | None]:
    return {found.category: found.value for found in summary.select(output)}


def value(output: str, category: str, **tables: str) -> Row:
    return row(numbers(records(**tables)), output, category=category)


def test_exposure_counts_both_days_and_an_ongoing_course_to_the_cut_off_or_death() -> None:
    """P1 20 days; P2 dies on 10 January: 10 days; P3 stopped on an unknown day; P4 from 1 May to 30 June: 61 days."""
    summary = numbers(
        records(
            courses=COURSES,
            patients="""
            patient_id | vital_status | vital_status_date
            P1         |              |
            P2         | dead         | 2026-01-10
            P3         |              |
            P4         | alive        | 2026-02-01
            """,
        )
    )

    assert row(summary, "exposure_days", category="median").n == 3
    assert row(summary, "exposure_days", category="median").N == 4
    assert measured(summary, "exposure_days") == pytest.approx(
        {"mean": 91 / 3, "sd": 27.0247, "median": 20, "q1": 15, "q3": 40.5, "min": 10, "max": 61}, abs=1e-4
    )
    assert row(summary, "exposure_months", category="max").value == pytest.approx(61 / 30.4375)
    assert row(summary, "exposure_estimated").n == 0


def test_a_death_known_by_month_is_taken_at_the_15th_and_counted() -> None:
    summary = numbers(
        records(
            courses=COURSES,
            patients="""
            patient_id | vital_status | vital_status_date
            P2         | dead         | 2026-01
            P4         | lost         | 2026
            """,
        )
    )

    assert row(summary, "exposure_days", category="max").value == 15
    assert row(summary, "exposure_days", category="max").n == 1
    assert row(summary, "exposure_estimated").patients == ("P2",)


DOSED = """
    course_id | starting_dose | planned_dose | dose_unit | dose_basis | dose_frequency
    c1        | 1.0           | 2.0          | mg        | kg_day     |
    """


@pytest.mark.parametrize(
    ("periods", "expected"),
    [
        # 20 days at 2 mg/kg planned: 40. Ten days at 1 (start), ten at 2: 30 of 40.
        ("c1 | increase | 2026-01-11 | | 2.0 | mg | kg_day", 30 / 40),
        # The dose in µg, another frequency: twice 500 µg/kg a day is 1 mg/kg a day.
        ("c1 | adaptation | 2026-01-01 | | 500 | ug | kg_dose", 20 / 40),
        # An interruption of five days after ten at 1, then no period: days without a period count 0.
        ("c1 | interruption | 2026-01-11 | 2026-01-15 | | |", 10 / 40),
        # A reduction whose dose is not known.
        ("c1 | reduction | 2026-01-11 | | | |", None),
        # A flat dose cannot be divided by one per kg.
        ("c1 | increase | 2026-01-11 | | 40 | mg | flat_day", None),
    ],
)
def test_dose_intensity(periods: str, expected: float | None) -> None:
    frequency = "twice_daily" if "kg_dose" in periods else ""
    found = value(
        "dose_intensity",
        "median",
        courses=COURSES,
        course_drugs=DOSED,
        dose_periods=f"""
        course_id | change | began | ended | dose | dose_unit | dose_basis | dose_frequency
        {periods} | {frequency}
        """,
    )

    assert found.value == (None if expected is None else pytest.approx(expected))
    assert found.n == (expected is not None)


def test_a_resumption_without_a_dose_goes_on_with_the_last_one() -> None:
    """Planned 2 for 20 days: 40. Given: 4 days at 1, 6 of nothing, 10 at 1: 14."""
    tables = {
        "courses": COURSES,
        "course_drugs": DOSED,
        "dose_periods": """
        course_id | change       | began      | ended | change_reason
        c1        | interruption | 2026-01-05 |       | toxicity
        c1        | resumption   | 2026-01-11 |       |
        """,
    }

    assert value("dose_intensity", "median", **tables).value == pytest.approx(14 / 40)
    assert value("dose_interruption_days", "median", **tables).value == 6
    started = numbers(records(**tables), "dose_reference=start")
    assert row(started, "dose_intensity", category="median").value == pytest.approx(14 / 20)
    assert "dose_reference=start" in row(started, "dose_intensity", category="median").parameters


def test_interruptions_and_reductions_over_the_patients_with_dose_periods() -> None:
    summary = numbers(
        records(
            courses=COURSES,
            dose_periods="""
            course_id | change       | began      | ended      | change_reason
            c1        | interruption | 2026-01-03 | 2026-01-05 | toxicity
            c1        | interruption | 2026-01-10 |            | surgery
            c2        | start        | 2026-01-01 |            |
            c2        | reduction    | 2026-02-01 |            |
            """,
        )
    )

    assert row(summary, "dosed").n == 2
    interrupted = row(summary, "dose_interruption")
    assert (interrupted.n, interrupted.N, interrupted.value) == (1, 2, 50)
    assert row(summary, "dose_interruption_events").n == 2
    assert counts(summary, "dose_interruption_reason") == {"toxicity": 1, "surgery": 1}
    assert row(summary, "dose_interruption_days", category="median").value == 3 + 11
    assert counts(summary, "dose_reduction_reason") == {"unknown": 1}


def test_without_dose_periods_nothing_is_calculable() -> None:
    found = value("dose_intensity", "median", courses=COURSES, course_drugs=DOSED)

    assert (found.n, found.N, found.value) == (0, 4, None)
    assert found.parameters.endswith("not_calculable=no_value")
    assert row(numbers(records(courses=COURSES)), "dose_interruption").value is None


def test_the_starting_dose_against_the_planned_one_and_per_kg_and_m2() -> None:
    """P1: 30 mg a day for 30 kg and 120 cm, 1 m²: 1 mg/kg, 30 mg/m². P2: 0.5 mg/kg twice a day."""
    summary = numbers(
        records(
            courses=COURSES,
            course_drugs="""
            course_id | starting_dose | planned_dose | dose_unit | dose_basis | dose_frequency | route
            c1        | 30            | 40           | mg        | flat_day   |                | oral
            c2        | 0.5           | 0.5          | mg        | kg_dose    | twice_daily    | oral
            c3        | 60            |              | mg        | m2_dose    | cycle          |
            """,
            initiations="""
            course_id | measured_on | weight | height | deviation
            c1        | 2026-01-01  | 30     | 120    | yes
            c2        | 2026-01-01  | 20     |        | no
            """,
        )
    )

    assert row(summary, "start_dose_ratio", category="mean").value == pytest.approx((0.75 + 1) / 2)
    assert counts(summary, "start_dose_below") == {"yes": 1, "no": 1, "unknown": 2}
    assert row(summary, "start_dose_below", category="yes").N == 2
    assert measured(summary, "start_dose_kg")["min"] == pytest.approx(1)
    assert row(summary, "start_dose_kg", category="max").n == 2
    assert measured(summary, "start_dose_m2")["max"] == pytest.approx(30)
    assert row(summary, "start_dose_m2", category="max").n == 1
    assert counts(summary, "route") == {"oral": 2, "unknown": 2}
    assert counts(summary, "deviation") == {"yes": 1, "no": 1, "unknown": 2}


@pytest.mark.parametrize(
    ("given", "expected"),
    [
        ((2.0, "mg", "kg_dose", "three_daily"), Amount(6, "mg/kg/day")),
        ((250.0, "ug", "flat_day", None), Amount(0.25, "mg/day")),
        ((70.0, "mg", "m2_dose", "weekly"), Amount(10, "mg/m2/day")),
        ((1e6, "cells", "kg_dose", None), Amount(1e6, "cells/kg/dose")),
        ((5.0, "mg", "flat_dose", "cycle"), Amount(5, "mg/dose cycle")),
        ((None, "mg", "flat_day", None), None),
        ((5.0, "mg", None, None), None),
    ],
)
def test_doses_per_day(given: tuple[Any, ...], expected: Amount | None) -> None:
    assert per_day(*given) == expected


def test_a_dose_is_rebased_only_with_the_size_it_needs() -> None:
    assert rebased(Amount(10, "mg/m2/day"), to="kg", weight=20, surface=0.8) == pytest.approx(0.4)
    assert rebased(Amount(10, "mg/m2/day"), to="m2", weight=None, surface=None) == 10
    assert rebased(Amount(10, "mg/day"), to="m2", weight=20, surface=None) is None
    assert rebased(Amount(10, "mg/dose cycle"), to="kg", weight=20, surface=1) is None


def test_steps_outside_the_course_count_nothing() -> None:
    steps = [Step(-5, None, 4.0), Step(3, None, 0.0), Step(30, None, 9.0)]

    assert given_over_planned(steps, first=0, last=9, start=None, planned=4.0) == pytest.approx(3 / 10)
