"""Evaluable patients, best response, response rate: what each definition gives on a few patients."""

import pytest

from tests.summaries.records import counts, numbers, records, row

COURSES = """
    course_id | patient_id | first_dose
    c1        | P1         | 2026-01-10
    c2        | P2         | 2026-01-10
    c3        | P3         | 2026-01-10
    c4        | P4         | 2026-01-10
    c5        | P5         | 2026-01-10
    c6        | P6         | 2026-01-10
"""


def test_evaluable_is_a_baseline_and_then_a_response_a_progression_or_a_death() -> None:
    summary = numbers(
        records(
            patients="""
            patient_id | vital_status | vital_status_date | death_cause
            P1         | alive        | 2026-06           |
            P2         | dead         | 2026-03-01        | disease
            P3         | dead         | 2026-03           | toxicity
            P4         | alive        | 2026-06           |
            P5         | dead         | 2026              |
            P6         | lost         | 2026-02           |
            """,
            courses="""
            course_id | patient_id | first_dose | last_dose  | stop_reason
            c1        | P1         | 2026-01-10 |            |
            c2        | P2         | 2026-01-10 | 2026-02-20 | death
            c3        | P3         | 2026-01-10 | 2026-02-20 | toxicity
            c4        | P4         | 2026-01-10 | 2026-02-20 | progression
            c5        | P5         | 2026-01-10 |            |
            c6        | P6         | 2026-01-10 |            |
            """,
            assessments="""
            course_id | assessed_on | visit        | response
            c1        | 2026-01-05  | baseline     |
            c1        | 2026-04-01  | on_treatment | PR
            c2        | 2026-01-05  | baseline     |
            c3        | 2026-01-05  | baseline     |
            c3        | 2026-02-10  | on_treatment | NE
            c4        | 2026-01-05  | baseline     |
            c5        | 2026-01-05  | baseline     |
            c6        | 2026-01-05  | baseline     |
            """,
        )
    )

    # Death from the disease (P2) and progression without an assessment (P4) are PD; death of another cause (P3) or of
    # a cause nobody noted (P5) is no response; P6, lost to follow-up, is not evaluable.
    assert counts(summary, "bor") == {"PR": 1, "PD": 2, "death": 2}
    assert row(summary, "evaluable").patients == ("P1", "P2", "P3", "P4", "P5")
    assert counts(summary, "not_evaluable") == {"no_later_assessment": 1}
    assert (row(summary, "orr").n, row(summary, "orr").N, row(summary, "orr").value) == (1, 5, 20)


def test_a_treated_patient_who_is_not_evaluable_has_one_reason() -> None:
    summary = numbers(
        records(
            courses=COURSES,
            assessments="""
            course_id | assessed_on | visit        | criterion | response
            c2        | 2026-03-01  | on_treatment | RAPNO_LGG | PR
            c3        | 2026-01-05  | baseline     | RAPNO_LGG |
            c4        | 2026-01-05  | baseline     | RAPNO_LGG |
            c4        | 2026-03-01  | on_treatment | RAPNO_LGG | NE
            c5        | 2026-01-05  | baseline     | DEAUVILLE |
            c5        | 2026-03-01  | on_treatment | DEAUVILLE | 2
            c6        | 2026-01-05  | baseline     | RAPNO_LGG |
            c6        | 2026-03-01  | on_treatment | RAPNO_LGG | SD
            """,
        )
    )

    # P1 and P2 have no baseline, P3 nothing after it; P4 has NE only, P5 a score that is no response by itself.
    assert counts(summary, "not_evaluable") == {
        "no_baseline": 2,
        "no_later_assessment": 1,
        "not_evaluable_only": 2,
    }
    assert row(summary, "evaluable").patients == ("P6",)


def test_best_response_is_the_best_up_to_the_first_progression_and_not_after_it() -> None:
    summary = numbers(
        records(
            courses=COURSES,
            assessments="""
            course_id | assessed_on | visit        | response
            c1        | 2026-01-05  | baseline     |
            c1        | 2026-02-01  | on_treatment | SD
            c1        | 2026-03-01  | on_treatment | PD
            c1        | 2026-04-01  | on_treatment | CR
            c2        | 2026-01-05  | baseline     |
            c2        | 2026-02-01  | on_treatment | MR
            c2        | 2026-03-01  | on_treatment | PR
            c2        | 2026-04-01  | after_stop   | PD
            c3        | 2026-01-05  | baseline     |
            c3        | 2026-02-01  | on_treatment | PD
            c4        | 2026-01-05  | baseline     |
            c4        | 2026-02-01  | on_treatment | NE
            c4        | 2026-03-01  | on_treatment | MR
            c5        | 2026-01-05  | baseline     |
            c5        | 2026-02-01  | on_treatment | CR
            c5        | 2026-03-01  | on_treatment | PR
            """,
        )
    )

    # The CR of P1 came after progression. A PR after a CR (P5) is a question for the centre; the best stays CR.
    assert counts(summary, "bor") == {"CR": 1, "PR": 1, "MR": 1, "SD": 1, "PD": 1}
    assert row(summary, "orr").patients == ("P2", "P5")


def test_a_progression_that_awaits_confirmation_does_not_end_the_search() -> None:
    """iRECIST: iUPD, then a response, is a response; iUPD alone counts as PD; iCPD ends."""
    summary = numbers(
        records(
            courses=COURSES,
            assessments="""
            course_id | assessed_on | visit        | criterion | response
            c1        | 2026-01-05  | baseline     | iRECIST   |
            c1        | 2026-02-01  | on_treatment | iRECIST   | iUPD
            c1        | 2026-03-01  | on_treatment | iRECIST   | iPR
            c2        | 2026-01-05  | baseline     | iRECIST   |
            c2        | 2026-02-01  | on_treatment | iRECIST   | iUPD
            c3        | 2026-01-05  | baseline     | iRECIST   |
            c3        | 2026-02-01  | on_treatment | iRECIST   | iUPD
            c3        | 2026-03-01  | on_treatment | iRECIST   | iCPD
            c3        | 2026-04-01  | on_treatment | iRECIST   | iPR
            """,
        )
    )

    assert counts(summary, "bor") == {"PR": 1, "PD": 2}


def test_only_the_first_treated_course_is_read_and_only_after_its_first_dose_and_baseline() -> None:
    summary = numbers(
        records(
            courses="""
            course_id | patient_id | first_dose
            c1        | P1         | 2026-01-10
            c9        | P1         | 2026-05-01
            c2        | P2         | 2026-01-10
            c3        | P3         | 2026-01-10
            """,
            assessments="""
            course_id | assessed_on | visit        | response
            c1        | 2026-01-05  | baseline     |
            c1        | 2026-03-01  | on_treatment | SD
            c9        | 2026-04-28  | baseline     |
            c9        | 2026-06-01  | on_treatment | CR
            c2        | 2025-12-20  | baseline     |
            c2        | 2026-01-09  | on_treatment | PR
            c3        | 2026-02-01  | baseline     |
            c3        | 2026-02-01  | on_treatment | PR
            """,
        )
    )

    # P1: the CR belongs to a second course. P2: a response before the first dose. P3: one on the day of the baseline.
    assert counts(summary, "bor") == {"SD": 1}
    assert counts(summary, "not_evaluable") == {"no_later_assessment": 2}


READINGS = records(
    courses="""
    course_id | patient_id | first_dose
    c1        | P1         | 2026-01-10
    c2        | P2         | 2026-01-10
    c3        | P3         | 2026-01-10
    c4        | P4         | 2026-01-10
    """,
    patients="""
    patient_id | vital_status | vital_status_date | death_cause
    P1         |              |                   |
    P2         |              |                   |
    P3         | dead         | 2026-06-01        | disease
    P4         |              |                   |
    """,
    assessments="""
    course_id | assessed_on | visit        | response | reviewed_response
    c1        | 2026-01-05  | baseline     |          |
    c1        | 2026-03-01  | on_treatment | PR       | SD
    c1        | 2026-05-01  | on_treatment | SD       |
    c2        | 2026-01-05  | baseline     |          |
    c2        | 2026-03-01  | on_treatment | SD       | PR
    c3        | 2026-01-05  | baseline     |          |
    c3        | 2026-03-01  | on_treatment | PR       |
    c4        | 2026-01-05  | baseline     |          |
    c4        | 2026-03-01  | on_treatment | PR       | NE
    """,
)


@pytest.mark.parametrize(
    ("reading", "best", "responders", "evaluable"),
    [
        # As the centres read: P1, P3 and P4 respond.
        ("local", {"PR": 3, "SD": 1}, ("P1", "P3", "P4"), 4),
        # As reviewed: P3 was not reviewed yet, and the death after its assessment does not stand in for it; P4 is NE.
        ("reviewed", {"PR": 1, "SD": 1}, ("P2",), 2),
        # Reviewed, else local: P3 as the centre read it; the reviewed NE of P4 replaces the centre's PR.
        ("reviewed_else_local", {"PR": 2, "SD": 1}, ("P2", "P3"), 3),
    ],
)
def test_the_three_readings_are_all_given(
    reading: str, best: dict[str, int], responders: tuple[str, ...], evaluable: int
) -> None:
    summary = numbers(READINGS)

    assert counts(summary, "bor", reading=reading) == best
    assert row(summary, "orr", reading=reading).patients == responders
    assert row(summary, "evaluable", reading=reading).n == evaluable
    assert {r.N for r in summary.select("orr", reading=reading) if r.category == "all"} == {evaluable}


def test_reasons_under_each_reading_and_the_share_that_was_reviewed() -> None:
    summary = numbers(READINGS)

    assert counts(summary, "not_evaluable", reading="reviewed") == {"no_reading": 1, "not_evaluable_only": 1}
    assert counts(summary, "not_evaluable") == {"not_evaluable_only": 1}
    # Of the three evaluable ones, P1 and P2 were reviewed.
    assert (row(summary, "reviewed").patients, row(summary, "reviewed").N) == (("P1", "P2"), 3)


def test_the_chosen_reading_comes_first() -> None:
    outputs = [(r.output, r.reading) for r in numbers(READINGS, "reading=local").rows if r.output == "orr"]

    assert outputs[0] == ("orr", "local")
    assert row(numbers(READINGS, "reading=local"), "orr").n == 3


MINOR = records(
    courses=COURSES,
    assessments="""
    course_id | assessed_on | visit        | criterion | response
    c1        | 2026-01-05  | baseline     | RAPNO_LGG |
    c1        | 2026-03-01  | on_treatment | RAPNO_LGG | MR
    c2        | 2026-01-05  | baseline     | RAPNO_LGG |
    c2        | 2026-03-01  | on_treatment | RAPNO_LGG | PR
    c3        | 2026-01-05  | baseline     | REINS_PN  |
    c3        | 2026-03-01  | on_treatment | REINS_PN  | uPR
    c4        | 2026-01-05  | baseline     | CLINICAL  |
    c4        | 2026-03-01  | on_treatment | CLINICAL  | CB
    """,
)


@pytest.mark.parametrize(
    ("choices", "responders"),
    [
        ((), ("P2", "P3")),
        (("minor_response=true",), ("P1", "P2", "P3")),
        # By the code itself an unconfirmed partial response of a plexiform neurofibroma is not objective.
        (("objective_response=code",), ("P2",)),
        (("objective_response=code", "minor_response=true"), ("P1", "P2")),
    ],
)
def test_what_counts_as_a_response_is_a_parameter_printed_beside_the_number(
    choices: tuple[str, ...], responders: tuple[str, ...]
) -> None:
    rate = row(numbers(MINOR, *choices), "orr")

    assert rate.patients == responders
    assert rate.N == 4  # clinical benefit alone is stable disease: evaluable, never a response
    for choice in choices:
        assert choice in rate.parameters


def test_assessments_of_one_day_that_contradict_each_other_count_as_the_worst_of_them() -> None:
    frames = records(
        courses=COURSES,
        assessments="""
        course_id | assessed_on | visit        | response
        c1        | 2026-01-05  | baseline     |
        c1        | 2026-03-01  | on_treatment | PR
        c1        | 2026-03-01  | on_treatment | SD
        c2        | 2026-01-05  | baseline     |
        c2        | 2026-03-01  | on_treatment | PD
        c2        | 2026-03-01  | on_treatment | PR
        c2        | 2026-05-01  | on_treatment | CR
        c3        | 2026-01-05  | baseline     |
        c3        | 2026-03-01  | on_treatment | NE
        c3        | 2026-03-01  | on_treatment | PR
        """,
    )

    # NE says nothing, so P3 keeps its PR. The PD of P2 ends its search.
    assert counts(numbers(frames), "bor") == {"PR": 1, "SD": 1, "PD": 1}
    assert counts(numbers(frames, "same_day=best"), "bor") == {"CR": 1, "PR": 2}


def test_of_two_equal_categories_on_one_day_the_worse_code_counts() -> None:
    frames = records(
        courses=COURSES,
        assessments="""
        course_id | assessed_on | visit        | criterion | response
        c1        | 2026-01-05  | baseline     | iRECIST   |
        c1        | 2026-03-01  | on_treatment | iRECIST   | iUPD
        c1        | 2026-03-01  | on_treatment | iRECIST   | iCPD
        c1        | 2026-05-01  | on_treatment | iRECIST   | iPR
        c2        | 2026-01-05  | baseline     | REINS_PN  |
        c2        | 2026-03-01  | on_treatment | REINS_PN  | cPR
        c2        | 2026-03-01  | on_treatment | REINS_PN  | uPR
        """,
    )

    # P1: the confirmed progression ends the search. P2: both are PR, but only the confirmed one is objective.
    assert counts(numbers(frames), "bor") == {"PD": 1, "PR": 1}
    assert row(numbers(frames, "objective_response=code"), "orr").n == 0
    best = numbers(frames, "objective_response=code", "same_day=best")
    assert counts(best, "bor") == {"PR": 2}
    assert row(best, "orr").patients == ("P1", "P2")


def test_of_two_baselines_the_earlier_one_opens_the_search() -> None:
    frames = records(
        courses=COURSES,
        assessments="""
        course_id | assessed_on | visit        | response
        c1        | 2026-01-05  | baseline     |
        c1        | 2026-04-01  | baseline     |
        c1        | 2026-03-01  | on_treatment | PR
        c1        | 2026-05-01  | on_treatment | SD
        """,
    )

    assert counts(numbers(frames), "bor") == {"PR": 1}


def test_response_rate_by_diagnosis_and_by_subset() -> None:
    summary = numbers(
        records(
            courses=COURSES,
            course_drugs="""
            course_id | drug
            c1        | trametinib
            c2        | trametinib
            c2        | dabrafenib
            c3        | trametinib
            c4        | trametinib
            c5        | trametinib
            c6        | trametinib
            """,
            diagnoses="""
            diagnosis_id | patient_id | category | diagnosis_date
            d1           | P1         | cns      | 2024-05
            d2           | P2         | cns      | 2024-05
            d3           | P3         | solid    | 2023
            d4           | P3         | cns      | 2025-01-01
            d5           | P3         | lymphoma | 2026-02
            d6           | P5         | solid    |
            d7           | P6         |          | 2024-05
            """,
            assessments="""
            course_id | assessed_on | visit        | response
            c1        | 2026-01-05  | baseline     |
            c1        | 2026-03-01  | on_treatment | PR
            c2        | 2026-01-05  | baseline     |
            c2        | 2026-03-01  | on_treatment | PR
            c3        | 2026-01-05  | baseline     |
            c3        | 2026-03-01  | on_treatment | SD
            c4        | 2026-01-05  | baseline     |
            c4        | 2026-03-01  | on_treatment | SD
            c6        | 2026-01-05  | baseline     |
            c6        | 2026-03-01  | on_treatment | CR
            """,
        )
    )

    # P3: the latest diagnosis on or before the first dose is the one treated. P4 has none, P6 one without category.
    rates = {
        (r.subset, r.category): (r.n, r.N)
        for s in ("all", "monotherapy")
        for r in summary.select("orr", subset=s)
    }
    assert rates == {
        ("all", "all"): (3, 5),
        ("all", "cns"): (2, 3),
        ("all", "solid"): (0, 0),
        ("all", "unknown"): (1, 2),
        ("monotherapy", "all"): (2, 4),
        ("monotherapy", "cns"): (1, 2),
        ("monotherapy", "solid"): (0, 0),
        ("monotherapy", "unknown"): (1, 2),
    }
    # P5, the only one with a solid tumour, is not evaluable: no rate, and the reason is said.
    nobody = row(summary, "orr", category="solid")
    assert (nobody.value, nobody.low, nobody.high) == (None, None, None)
    assert nobody.parameters.endswith("not_calculable=no_patient")


def test_the_best_response_of_the_centre_is_only_compared() -> None:
    summary = numbers(
        records(
            courses="""
            course_id | patient_id | first_dose | best_response
            c1        | P1         | 2026-01-10 | CR
            c2        | P2         | 2026-01-10 | SD
            c3        | P3         | 2026-01-10 |
            """,
            assessments="""
            course_id | assessed_on | visit        | response
            c1        | 2026-01-05  | baseline     |
            c1        | 2026-03-01  | on_treatment | PR
            c2        | 2026-01-05  | baseline     |
            c2        | 2026-03-01  | on_treatment | SD
            c3        | 2026-01-05  | baseline     |
            c3        | 2026-03-01  | on_treatment | SD
            """,
        )
    )

    assert counts(summary, "bor") == {"PR": 1, "SD": 2}
    agrees = row(summary, "best_response_agrees")
    assert (agrees.patients, agrees.N, agrees.value) == (("P2",), 2, 50)
