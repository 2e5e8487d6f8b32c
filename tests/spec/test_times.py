"""Times to an event: who has it, when, who is censored, and what a partial date does. Months are 30.4375 days."""

import datetime as dt

import pytest

from registry.summaries.table import Row, Summary
from tests.summaries.records import numbers, records, row

MONTH = 30.4375


def durations(summary: Summary, output: str, subset: str = "all") -> dict[str, tuple[float, bool]]:
    """Days and event of each patient on the curve of an endpoint."""
    line = next(c for c in summary.curves if c.output == output and c.subset == subset)
    return {
        patient: (round(months * MONTH, 6), event)
        for patient, months, event in zip(line.patients, line.months, line.events, strict=True)
    }


FRAMES = records(
    patients="""
    patient_id | vital_status | vital_status_date | death_cause
    P1         | alive        | 2026-06-01        |
    P2         | dead         | 2026-05-01        | disease
    P3         | dead         | 2026-04           | toxicity
    P4         | dead         | 2026              | disease
    P5         | lost         | 2026-05           |
    P6         | dead         |                   |
    """,
    courses="""
    course_id | patient_id | first_dose | last_dose  | stop_reason
    c1        | P1         | 2026-01-01 |            |
    c2        | P2         | 2026-01-01 | 2026-03-11 | progression
    c3        | P3         | 2026-01-01 | 2026-02-01 | toxicity
    c4        | P4         | 2026-01-01 |            |
    c5        | P5         | 2026-01-01 |            | lost
    c6        | P6         | 2026-01-01 |            |
    """,
    assessments="""
    course_id | assessed_on | visit        | response
    c1        | 2025-12-20  | baseline     |
    c1        | 2026-02-01  | on_treatment | PR
    c1        | 2026-04-01  | on_treatment | CR
    c1        | 2026-05-01  | on_treatment | NE
    c2        | 2025-12-20  | baseline     |
    c2        | 2026-02-01  | on_treatment | PR
    c2        | 2026-03-21  | after_stop   | PD
    c3        | 2025-12-20  | baseline     |
    c3        | 2026-02-01  | on_treatment | PR
    c4        | 2026-03-01  | on_treatment | SD
    """,
    follow_ups="""
    course_id | visited_on | is_seen
    c5        | 2026-05-20 | yes
    """,
    subsequents="""
    patient_id | types        | began
    P1         | surgery      | 2026-05
    P2         | chemotherapy | 2026-03-25
    """,
)


def test_progression_free_survival() -> None:
    summary = numbers(FRAMES)

    assert durations(summary, "pfs") == {
        "P1": (90, False),  # the last assessment that tells a response
        "P2": (69, True),  # stopped for progression on 11 March, ten days before the scan
        "P3": (104, True),  # died in April: on the 15th
        "P5": (0, False),  # never assessed
    }
    found = row(summary, "pfs")
    # P4 died in a year without a month, P6 on a day nobody noted.
    assert (found.n, found.N, found.patients) == (2, 4, ("P2", "P3"))
    assert "imputed=1; no_duration=2" in found.parameters


def test_progression_free_survival_may_end_with_the_next_treatment() -> None:
    frames = records(
        courses="""
        course_id | patient_id | first_dose
        c1        | P1         | 2026-01-01
        c2        | P2         | 2026-01-01
        """,
        assessments="""
        course_id | assessed_on | response
        c1        | 2026-02-01  | SD
        c1        | 2026-04-01  | SD
        c1        | 2026-05-01  | PD
        c2        | 2026-02-01  | PD
        """,
        subsequents="""
        patient_id | types   | began
        P1         | surgery | 2026-03-01
        P2         | surgery | 2026-03-01
        """,
    )

    assert durations(numbers(frames), "pfs") == {"P1": (120, True), "P2": (31, True)}
    censored = numbers(frames, "censor_new_therapy=true")
    assert durations(censored, "pfs") == {"P1": (31, False), "P2": (31, True)}
    assert "censor_new_therapy=true" in row(censored, "pfs").parameters


def test_overall_survival_ends_with_any_death_or_the_last_news() -> None:
    summary = numbers(FRAMES)

    assert durations(summary, "os") == {
        "P1": (151, False),  # 1 June
        "P2": (120, True),
        "P3": (104, True),
        "P5": (139, False),  # May is 15 May, but seen on 20 May
    }
    # Only the death of P3 stands on a day that was imputed.
    assert "imputed=1; no_duration=2" in row(summary, "os").parameters


def test_a_death_of_this_month_does_not_come_before_the_last_assessment() -> None:
    frames = records(
        patients="""
        patient_id | vital_status | vital_status_date
        P1         | dead         | 2026-04
        """,
        courses="""
        course_id | patient_id | first_dose
        c1        | P1         | 2026-01-01
        """,
        assessments="""
        course_id | assessed_on | response
        c1        | 2026-04-20  | SD
        """,
    )

    for endpoint in ("pfs", "os"):
        assert durations(numbers(frames), endpoint) == {"P1": (109, True)}


def test_time_to_the_next_treatment() -> None:
    assert durations(numbers(FRAMES), "ttnt") == {
        "P1": (134, True),  # May: the 15th
        "P2": (83, True),  # 25 March
        "P3": (104, True),  # death
        "P5": (139, False),
    }


def test_time_on_the_drug() -> None:
    summary = numbers(FRAMES)

    # P5 stopped on a day that nobody noted; P4 and P6 died while on the drug, on an unknown day.
    assert durations(summary, "ttd") == {"P1": (151, False), "P2": (69, True), "P3": (31, True)}
    assert "no_duration=3" in row(summary, "ttd").parameters


@pytest.mark.parametrize(
    ("choices", "expected"),
    [
        ((), {"P1": (59, False), "P2": (38, True), "P3": (73, True)}),
        # P3 died of toxicity: followed without an event until the only assessment, the response itself.
        (("response_ends=disease_death",), {"P1": (59, False), "P2": (38, True), "P3": (0, False)}),
    ],
)
def test_duration_of_response(choices: tuple[str, ...], expected: dict[str, tuple[float, bool]]) -> None:
    summary = numbers(FRAMES, *choices)

    assert durations(summary, "dor") == expected
    assert row(summary, "responders").patients == ("P1", "P2", "P3")
    assert row(summary, "dor").N == 3


def test_time_to_response_and_to_the_best_one_are_median_and_range() -> None:
    summary = numbers(FRAMES)

    first, best = row(summary, "ttr"), row(summary, "ttbr")
    assert [(x or 0) * MONTH for x in (first.value, first.low, first.high)] == pytest.approx([31, 31, 31])
    # P1 reached its complete response on day 90.
    assert [(x or 0) * MONTH for x in (best.value, best.low, best.high)] == pytest.approx([31, 31, 90])
    assert (best.n, best.N, best.unit) == (3, 3, "months")


def test_each_subset_has_its_curve() -> None:
    frames = records(
        courses="""
        course_id | patient_id | first_dose
        c1        | P1         | 2026-01-01
        c2        | P2         | 2026-01-01
        """,
        course_drugs="""
        course_id | drug
        c1        | trametinib
        c2        | trametinib
        c2        | dabrafenib
        """,
        assessments="""
        course_id | assessed_on | response
        c1        | 2026-02-01  | PD
        c2        | 2026-03-01  | PD
        """,
    )
    summary = numbers(frames)

    assert durations(summary, "pfs", "monotherapy") == {"P1": (31, True)}
    assert durations(summary, "pfs", "combination") == {"P2": (59, True)}


def ten(*, months: list[int], events: list[int]) -> Summary:
    """Patients followed for so many times 30 days, with death on the last day or without."""
    people = [f"P{n}" for n in range(len(months))]
    lines = "\n".join(
        f"{person} | {'dead' if event else 'alive'} | {_day(30 * month)}"
        for person, month, event in zip(people, months, events, strict=True)
    )
    courses = "\n".join(f"c{person} | {person} | 2024-01-01" for person in people)
    return numbers(
        records(
            patients=f"patient_id | vital_status | vital_status_date\n{lines}",
            courses=f"course_id | patient_id | first_dose\n{courses}",
        )
    )


def _day(days: int) -> str:
    return (dt.date(2024, 1, 1) + dt.timedelta(days=days)).isoformat()


def test_rates_patients_at_risk_and_follow_up_are_those_of_the_curve() -> None:
    summary = ten(months=[2, 4, 7, 10, 13, 20, 26], events=[1, 0, 1, 0, 1, 0, 0])

    # 2 months of 30 days: 7 at risk, 6/7 = 85.7 %. 7: 5 at risk, 6/7 * 4/5 = 68.6 %. 13: 3 at risk, * 2/3 = 45.7 %.
    rates = {r.category: r for r in summary.select("os_rate")}
    assert [rates[m].value for m in ("6", "12", "24")] == pytest.approx([600 / 7, 480 / 7, 320 / 7])
    assert [rates[m].n for m in ("6", "12", "24")] == [1, 2, 3]
    assert rates["6"].unit == "%"
    at_risk = {r.category: r.n for r in summary.select("os_at_risk")}
    assert at_risk == {"0": 7, "3": 6, "6": 5, "12": 3, "18": 2, "24": 1, "36": 0}
    # The median is first reached at 13 times 30 days.
    assert row(summary, "os").value == pytest.approx(390 / MONTH)
    # Follow-up: those alive are its events: 4 (6 at risk), 10 (4), 20 (2), 26: 5/6, 5/8, 5/16.
    follow_up = row(summary, "os_follow_up")
    assert (follow_up.n, follow_up.value) == (4, pytest.approx(600 / MONTH))


def test_the_scale_of_the_interval_is_a_parameter() -> None:
    def bounds(*choices: str) -> Row:
        frames = records(
            patients="""
            patient_id | vital_status | vital_status_date
            P1         | dead         | 2026-02-01
            P2         | alive        | 2026-06-01
            P3         | alive        | 2026-06-01
            """,
            courses="""
            course_id | patient_id | first_dose
            c1        | P1         | 2025-07-01
            c2        | P2         | 2025-07-01
            c3        | P3         | 2025-07-01
            """,
        )
        return row(numbers(frames, *choices), "os_rate", category="6")

    # Nobody has died by month 6 (day 182).
    assert bounds().value == 100
    assert (bounds().low, bounds("conf_type=plain").low) == (None, 100)
    assert bounds("conf_type=log").parameters == "conf_type=log; conf_level=0.95"


def test_a_number_that_cannot_be_calculated_says_why() -> None:
    summary = ten(months=[2, 4], events=[0, 0])

    assert row(summary, "os").value is None
    assert row(summary, "os").parameters.endswith("not_calculable=not_reached")
    assert row(summary, "os_rate", category="12").parameters.endswith("not_calculable=beyond_follow_up")
    assert row(summary, "dor").parameters.endswith("not_calculable=no_patient")


def test_the_records_of_a_curve_are_what_is_drawn() -> None:
    summary = ten(months=[2, 4], events=[1, 0])
    line = next(c for c in summary.curves if c.output == "os" and c.subset == "all")

    first, last = line.to_records()
    assert first == {
        "output": "os",
        "subset": "all",
        "reading": "",
        "month": pytest.approx(60 / MONTH),
        "at_risk": 2,
        "events": 1,
        "censored": 0,
        "survival": 50,
        "low": pytest.approx(0.5987, abs=1e-3),
        "high": pytest.approx(91.04, abs=1e-2),
    }
    assert (last["at_risk"], last["events"], last["censored"], last["survival"]) == (1, 0, 1, 50)


def test_growth_modulation_compares_with_the_last_line_before() -> None:
    frames = records(
        courses="""
        course_id | patient_id | first_dose
        c1        | P1         | 2026-01-01
        c2        | P2         | 2026-01-01
        c3        | P3         | 2026-01-01
        c4        | P4         | 2026-01-01
        """,
        assessments="""
        course_id | assessed_on | response
        c1        | 2026-04-11  | PD
        c2        | 2026-04-11  | SD
        c3        | 2026-04-11  | PD
        c4        | 2026-04-11  | PD
        """,
        prior_lines="""
        patient_id | line | began      | progressed_on
        P1         | 1    | 2024-01-01 | 2025-01-01
        P1         | 2    | 2025-06-01 | 2025-07-21
        P2         | 1    | 2025-06-01 | 2025-07-21
        P3         | 1    | 2025-01    | 2025-05-05
        P4         | 1    | 2025-06-01 |
        """,
    )
    summary = numbers(frames)

    # 100 days on the drug. P1: 50 days before, 2.0. P2: the same, not over yet, already 2.0. P3: from 15 January, 110
    # days: 0.91. P4 has no progression before.
    assert row(summary, "gmi").n == 3
    assert row(summary, "gmi").value == pytest.approx(2)
    assert "imputed=1" in row(summary, "gmi").parameters
    above = row(summary, "gmi_above")
    assert (above.n, above.N, above.patients) == (2, 3, ("P1", "P2"))
    assert row(numbers(frames, "growth_ratio=0.9"), "gmi_above").n == 3
    assert row(numbers(frames, "growth_ratio=2"), "gmi_above").n == 0
