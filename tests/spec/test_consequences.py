"""What toxicities led to, their grades and natures, and rates of each sort; how the drug was begun; times in rows."""

import datetime as dt

import pytest

from registry.summaries.table import Summary
from tests.summaries.records import counts, numbers, records, row

MONTH = 30.4375

# Three patients, each on the drug for the 31 days of January: 93 days, and no window after the last dose.
COURSES = """
    course_id | patient_id | first_dose | last_dose
    c1        | P1         | 2026-01-01 | 2026-01-31
    c2        | P2         | 2026-01-01 | 2026-01-31
    c3        | P3         | 2026-01-01 | 2026-01-31
    """


def toxic() -> Summary:
    """P1: a clinical grade 2 with an interruption, a laboratory grade 2 and a laboratory grade 4 with a reduction.
    P2: a fatal clinical grade 5, unrelated. P3: a clinical grade 1 of fatal outcome, and one without grade or nature.
    """
    return numbers(
        records(
            courses=COURSES,
            toxicities="""
            toxicity_id | course_id | term   | nature     | grade | onset      | seriousness | outcome
            t1          | c1        | nausea | clinical   | 2     | 2026-01-05 | none        | recovered
            t2          | c1        | anemia | laboratory | 2     | 2026-01-06 | none        | recovered
            t3          | c1        | anemia | laboratory | 4     | 2026-01-20 | none        | recovered
            t4          | c2        | sepsis | clinical   | 5     | 2026-01-25 | death       | fatal
            t5          | c3        | nausea | clinical   | 1     | 2026-01-07 | none        | fatal
            t6          | c3        | anemia |            |       | 2026-01-08 | none        |
            """,
            toxicity_drugs="""
            toxicity_id | causality | action
            t1          | related   | interrupted
            t2          | possible  | unchanged
            t3          | related   | reduced
            t4          | unrelated | unchanged
            t5          | related   | unchanged
            t6          | related   | unchanged
            """,
        ),
        "rate_window_days=0",
    )


def test_consequences_count_patients_and_toxicities() -> None:
    summary = toxic()

    for output, patients, events in (
        ("toxicity_interruption", ("P1",), 1),
        ("toxicity_reduction", ("P1",), 1),
        # By grade, by criterion, by outcome.
        ("toxicity_death", ("P2", "P3"), 2),
    ):
        assert (row(summary, output).patients, row(summary, output).N) == (patients, 3)
        assert row(summary, f"{output}_events").n == events


def test_grades_count_each_patient_once_per_grade() -> None:
    summary = toxic()

    assert counts(summary, "toxicity_by_grade") == {"1": 1, "2": 1, "4": 1, "5": 1}
    assert counts(summary, "toxicity_by_grade_events") == {"1": 1, "2": 2, "4": 1, "5": 1}
    assert counts(summary, "toxicity_worst_grade") == {"1": 1, "4": 1, "5": 1}
    assert counts(summary, "toxicity_term_grade_5") == {"sepsis": 1}


def test_natures_count_patients_and_toxicities() -> None:
    summary = toxic()

    assert counts(summary, "toxicity_by_nature") == {"clinical": 3, "laboratory": 1, "unknown": 1}
    assert counts(summary, "toxicity_by_nature_events") == {"clinical": 3, "laboratory": 2, "unknown": 1}


def test_each_sort_of_rate_has_its_events() -> None:
    """93 days are 3.055 patient-months; every rate is its events of them."""
    summary = toxic()

    months = 93 / MONTH
    assert row(summary, "person_time").value == pytest.approx(months)
    # Grade 3 and more: t3, t4. Related or possible: all but t4. Threshold, clinical 2 and laboratory 3: t1, t3, t4.
    for output, events in (
        ("toxicity_grade3_rate", 2),
        ("toxicity_related_rate", 5),
        ("toxicity_threshold_rate", 3),
        ("toxicity_serious_rate", 1),
    ):
        assert row(summary, output).n == events
        assert row(summary, output).value == pytest.approx(100 * events / months)
    assert counts(summary, "toxicity_soc_rate") == {
        "blood": 3, "gastrointestinal": 2, "infections": 1
    }  # fmt: skip


def test_how_the_drug_was_begun_and_reduced() -> None:
    summary = numbers(
        records(
            courses=COURSES,
            course_drugs="""
            course_id | formulation
            c1        | tablet
            c2        | oral_solution
            c3        |
            """,
            initiations="""
            course_id | measured_on | height | handling
            c1        | 2026-01-01  | 100    | opened
            c2        | 2026-01-01  | 150    |
            c3        | 2026-01-01  | 170    | opened
            """,
            dose_periods="""
            course_id | change    | began      | dose | dose_unit | dose_basis | dose_frequency
            c1        | start     | 2026-01-01 | 2    | mg        | flat_day   | once_daily
            c1        | reduction | 2026-01-10 | 1.5  | mg        | flat_day   | once_daily
            c1        | reduction | 2026-01-20 | 1    | mg        | flat_day   | once_daily
            c2        | start     | 2026-01-01 | 2    | mg        | flat_day   | once_daily
            """,
        )
    )

    assert counts(summary, "formulation") == {"tablet": 1, "oral_solution": 1, "unknown": 1}
    assert row(summary, "formulation", category="tablet").N == 2
    assert counts(summary, "handling") == {"opened": 2, "unknown": 1}
    assert row(summary, "baseline_height", category="mean").value == pytest.approx(140)
    assert row(summary, "baseline_height", category="median").value == 150
    reduced = row(summary, "dose_reduction")
    assert (reduced.n, reduced.N, reduced.patients) == (1, 2, ("P1",))
    assert row(summary, "dose_reduction_events").n == 2


def followed() -> Summary:
    """Ten patients from 1 January 2024. P0 to P3 respond on day 30. Progression, or the last look, comes on day:
    P0 90, P1 210, P2 400 (look), P3 800 (look), P4 60, P5 60, P6 to P9 150 (look). With a progression the drug is
    stopped that day and, 10 days later, another treatment begins."""
    ends = [90, 210, 400, 800, 60, 60, 150, 150, 150, 150]
    progressed = [0, 1, 4, 5]
    visits, courses, after = [], [], []
    for number, end in enumerate(ends):
        visits.append(f"c{number} | {day(-5)} | baseline | ")
        if number < 4:
            visits.append(f"c{number} | {day(30)} | on_treatment | PR")
        visits.append(f"c{number} | {day(end)} | on_treatment | {'PD' if number in progressed else 'SD'}")
        stopped = f"{day(end)} | progression" if number in progressed else " | "
        courses.append(f"c{number} | P{number} | {day(0)} | {stopped}")
        if number in progressed:
            after.append(f"P{number} | chemotherapy | {day(end + 10)}")
    return numbers(
        records(
            courses="course_id | patient_id | first_dose | last_dose | stop_reason\n" + "\n".join(courses),
            assessments="course_id | assessed_on | visit | response\n" + "\n".join(visits),
            subsequents="patient_id | types | began\n" + "\n".join(after),
        )
    )


def day(number: int) -> str:
    return (dt.date(2024, 1, 1) + dt.timedelta(days=number)).isoformat()


def shares(summary: Summary, output: str) -> dict[str, float | None]:
    return {found.category: found.value for found in summary.select(output)}


def test_progression_free_survival_in_rows() -> None:
    """Progression on days 60 (two of 10), 90 (one of 8) and 210 (one of 3, four looks on day 150 before)."""
    summary = followed()

    # 6 months are 182.625 days: 8/10 * 7/8 = 70 %. 12 months: * 2/3 = 46.7 %; so are 24, with one at risk.
    found = shares(summary, "pfs_rate")
    assert [found[month] for month in ("6", "12", "24")] == pytest.approx([70, 140 / 3, 140 / 3])
    assert counts(summary, "pfs_at_risk") == {"0": 10, "3": 7, "6": 3, "12": 2, "18": 1, "24": 1}
    # The first time at which half or fewer are left.
    assert row(summary, "pfs").value == pytest.approx(210 / MONTH)
    # Those who were only looked at are the events of follow-up: day 150 (four of 7), 400 (one of 2).
    assert row(summary, "pfs_follow_up").value == pytest.approx(150 / MONTH)


def test_duration_of_response_in_rows() -> None:
    """From day 30: P0 60 and P1 180 days with progression, P2 370 and P3 770 without."""
    summary = followed()

    # 6 months are 182.625 days, after both progressions.
    assert shares(summary, "dor_rate") == {"6": 50, "12": 50, "24": 50}
    assert counts(summary, "dor_at_risk") == {"0": 4, "3": 3, "6": 2, "12": 2, "18": 1, "24": 1}


def test_time_on_the_drug_and_to_the_next_treatment_in_rows() -> None:
    """Stopped on days 60, 60, 90 and 210, another treatment 10 days later; the others to their last look."""
    summary = followed()

    # As progression-free survival: the stop is on the day of the progression.
    found = shares(summary, "ttd_rate")
    assert [found[month] for month in ("6", "12", "24")] == pytest.approx([70, 140 / 3, 140 / 3])
    assert counts(summary, "ttd_at_risk") == {"0": 10, "3": 7, "6": 3, "12": 2, "18": 1, "24": 1}
    assert row(summary, "ttd").value == pytest.approx(210 / MONTH)
    # Days 70, 70, 100 and 220: one of three at risk on day 220.
    found = shares(summary, "ttnt_rate")
    assert [found[month] for month in ("6", "12", "24")] == pytest.approx([70, 140 / 3, 140 / 3])
    assert counts(summary, "ttnt_at_risk") == {"0": 10, "3": 8, "6": 3, "12": 2, "18": 1, "24": 1}
    assert row(summary, "ttnt").value == pytest.approx(220 / MONTH)
