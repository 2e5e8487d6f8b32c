"""Who is counted: registered, treated, objected, the drafts left out, and what a cut-off hides.

The cut-off is 2026-06-30 unless a test says otherwise.
"""

import datetime as dt

from registry.summaries.counting import counting_on
from tests.summaries.records import counts, numbers, records, row


def test_a_patient_is_registered_by_tumour_board_or_first_dose_and_treated_by_a_first_dose() -> None:
    summary = numbers(
        records(
            courses="""
            course_id | patient_id | board_date | first_dose
            c1        | P1         | 2026-01-10 | 2026-02-01
            c2        | P2         | 2026-06-20 | 2026-07-05
            c3        | P3         | 2026-07-01 | 2026-07-10
            c4        | P4         |            | 2026-06-30
            """
        )
    )

    # P3: board and first dose both come after the cut-off, so nobody knew. P2: decided on, not yet started.
    assert row(summary, "registered").patients == ("P1", "P2", "P4")
    assert row(summary, "treated").patients == ("P1", "P4")
    assert (row(summary, "treated").n, row(summary, "treated").N, row(summary, "treated").value) == (2, 3, 2)
    assert row(summary, "not_treated", category="not_started").patients == ("P2",)


def test_the_first_treated_course_decides_between_monotherapy_and_combination() -> None:
    summary = numbers(
        records(
            courses="""
            course_id | patient_id | board_date | first_dose
            c1        | P1         |            | 2025-01-01
            c2        | P1         |            | 2025-09-01
            c3        | P2         |            | 2025-03-01
            c4        | P2         |            | 2025-03-01
            c5        | P3         | 2025-01-01 | 2026-12-01
            c6        | P3         | 2025-02-01 | 2025-05-01
            """,
            course_drugs="""
            course_id | drug
            c1        | trametinib
            c2        | trametinib
            c2        | dabrafenib
            c3        | trametinib
            c3        | dabrafenib
            c4        | trametinib
            c5        | trametinib
            c6        | trametinib
            c6        | dabrafenib
            """,
        )
    )

    # P1: alone first, combined later. P2: both on one day, the lowest id (c3) decides. P3: c5 has not started.
    assert row(summary, "treated", subset="monotherapy").patients == ("P1",)
    assert row(summary, "treated", subset="combination").patients == ("P2", "P3")
    assert row(summary, "treated").n == 3


def test_a_record_counts_only_if_it_and_the_records_above_it_are_complete() -> None:
    summary = numbers(
        records(
            patients="""
            patient_id | status
            P1         | complete
            P2         | draft
            P3         | complete
            P4         | complete
            """,
            courses="""
            course_id | patient_id | first_dose | status
            c1        | P1         | 2026-01-01 | complete
            c2        | P2         | 2026-01-01 | complete
            c3        | P3         | 2026-01-01 | draft
            c4        | P1         | 2026-03-01 | draft
            """,
            diagnoses="""
            diagnosis_id | patient_id | status
            d1           | P1         | complete
            d2           | P1         | draft
            d3           | P2         | complete
            d4           | P4         | draft
            d5           | P4         | complete
            """,
            toxicities="""
            course_id | term    | onset      | status
            c1        | dry_skin | 2026-01-05 | complete
            c1        | fatigue | 2026-01-05 | draft
            c2        | dry_skin | 2026-01-05 | complete
            c3        | dry_skin | 2026-01-05 | complete
            c3        | fatigue | 2026-01-05 | draft
            """,
            assessments="""
            course_id | assessed_on | visit    | status
            c1        | 2025-12-28  | baseline | draft
            c2        | 2025-12-28  | baseline | complete
            """,
        )
    )

    assert row(summary, "registered").patients == ("P1",)
    assert row(summary, "toxicity_events").n == 1
    # P4 has no course of the drug. Drafts: P2; d2; c3, c4; one assessment; two fatigues.
    assert counts(summary, "drafts") == {
        "patients": 1,
        "diagnoses": 1,
        "courses": 2,
        "assessments": 1,
        "toxicities": 2,
    }
    # Complete, but under a draft: d3; c2; the assessment of c2; the rashes of c2 and c3.
    assert counts(summary, "beneath_drafts") == {
        "diagnoses": 1,
        "courses": 1,
        "assessments": 1,
        "toxicities": 2,
    }
    assert summary.drafts.total == 7 + 5


def test_what_lies_under_a_void_record_neither_counts_nor_is_a_draft() -> None:
    """Void rows are not in the frames, so their children have no parent there."""
    summary = numbers(
        records(
            patients="""
            patient_id
            P1
            """,
            courses="""
            course_id | patient_id | first_dose | status
            c1        | P1         | 2026-01-01 | complete
            c2        | P9         | 2026-01-01 | draft
            """,
            toxicities="""
            course_id | patient_id | term | onset      | status
            c1        | P1         | dry_skin | 2026-01-05 | complete
            c2        | P9         | dry_skin | 2026-01-05 | draft
            c8        | P1         | dry_skin | 2026-01-05 | complete
            c8        | P1         | dry_skin | 2026-01-05 | draft
            """,
        )
    )

    assert row(summary, "toxicity_events").n == 1
    assert summary.drafts.total == 0


def test_a_patient_who_objected_is_in_no_number_but_the_one_of_objections() -> None:
    summary = numbers(
        records(
            patients="""
            patient_id | objection | status
            P1         | no        | complete
            P2         | yes       | complete
            P3         |           | complete
            P4         | yes       | draft
            P5         | yes       | complete
            P6         | yes       | complete
            P7         | yes       | complete
            """,
            courses="""
            course_id | patient_id | first_dose | status
            c1        | P1         | 2026-01-01 | complete
            c2        | P2         | 2026-01-01 | complete
            c3        | P3         | 2026-01-01 | complete
            c4        | P4         | 2026-01-01 | complete
            c5        | P2         | 2026-02-01 | draft
            c6        | P5         |            | draft
            c7        | P6         | 2026-07-01 | complete
            """,
            diagnoses="""
            diagnosis_id | patient_id | status
            d1           | P5         | draft
            """,
            toxicities="""
            course_id | term | onset
            c2        | dry_skin | 2026-01-05
            """,
        )
    )

    assert row(summary, "registered").patients == ("P1", "P3")
    assert row(summary, "toxicity_any").n == 0
    # P2, P4 (a draft) and P5 (whose course is one). P6 starts after the cut-off, P7 has no course of the drug.
    # The number is all that is said: no list opens behind it. None of their drafts is among those left out.
    assert (row(summary, "objected").n, row(summary, "objected").patients) == (3, ())
    assert summary.drafts.total == 0


def test_a_cut_off_hides_what_came_later_and_keeps_the_values_of_today() -> None:
    frames = records(
        patients="""
        patient_id | vital_status | vital_status_date | death_cause
        P1         | dead         | 2026-05-02        | disease
        """,
        courses="""
        course_id | patient_id | first_dose | last_dose  | stop_reason
        c1        | P1         | 2026-01-10 | 2026-04-20 | progression
        """,
        assessments="""
        course_id | assessed_on | visit        | response | reviewed_response
        c1        | 2026-01-02  | baseline     |          |
        c1        | 2026-03-31  | on_treatment | PR       | SD
        """,
        toxicities="""
        course_id | term    | onset
        c1        | dry_skin | 2026-03
        c1        | fatigue | 2026-04
        """,
    )

    on_last_day_of_march = numbers(frames, cut_off=dt.date(2026, 3, 31))
    assert counts(on_last_day_of_march, "bor") == {"SD": 1}
    assert row(on_last_day_of_march, "toxicity_events").n == 1

    # The day before, the only later assessment is not known, nor the stop, nor the death. March is March.
    day_before = numbers(frames, cut_off=dt.date(2026, 3, 30))
    assert counts(day_before, "not_evaluable") == {"no_later_assessment": 1}
    assert row(day_before, "toxicity_events").n == 1

    # Without that assessment, progression makes the patient evaluable from the day of the last dose.
    unassessed = records(
        courses="""
        course_id | patient_id | first_dose | last_dose  | stop_reason
        c1        | P1         | 2026-01-10 | 2026-04-20 | progression
        """,
        assessments="""
        course_id | assessed_on | visit
        c1        | 2026-01-02  | baseline
        """,
    )
    assert row(numbers(unassessed, cut_off=dt.date(2026, 4, 19)), "evaluable").n == 0
    assert counts(numbers(unassessed, cut_off=dt.date(2026, 4, 20)), "bor") == {"PD": 1}


def test_what_ends_after_the_cut_off_is_ongoing_and_its_outcome_still_to_come() -> None:
    frames = records(
        courses="""
        course_id | patient_id | board_date | first_dose | last_dose  | stop_reason
        c1        | P1         |            | 2026-01-10 | 2026-04-01 | toxicity
        c2        | P2         |            | 2026-01-10 | 2026-03-31 | planned
        c3        | P3         | 2026-03-01 | 2026-04-05 |            | choice
        """,
        toxicities="""
        toxicity_id | course_id | onset      | ongoing | end        | outcome
        t1          | c1        | 2026-02-01 | no      | 2026-04-01 | recovered
        t2          | c1        | 2026-02-01 |         | 2026-04    | sequelae
        t3          | c1        | 2026-02-01 | no      | 2027       | fatal
        t4          | c1        | 2026-02-01 | no      | 2026-04-01 | not_recovered
        t5          | c1        | 2026-02-01 | no      | 2026-03-31 | recovered
        t6          | c1        | 2026-02-01 | no      | 2026-03    | recovered
        t7          | c1        | 2026-02-01 | no      | 2026       | fatal
        t8          | c1        | 2026-02-01 | no      |            | recovered
        t9          | c1        | 2026-04-01 | no      | 2026-04-02 | recovered
        """,
    )

    known = counting_on(frames, cut_off=dt.date(2026, 3, 31)).frames

    # March and 2026 are not certainly after 31 March, and a toxicity without an end has nothing that places it later.
    told = known.toxicities.set_index("toxicity_id")[["ongoing", "end", "outcome"]]
    assert told.astype("object").where(told.notna(), None).to_numpy().tolist() == [
        ["yes", None, None],
        ["yes", None, None],
        ["yes", None, None],
        ["yes", None, "not_recovered"],
        ["no", "2026-03-31", "recovered"],
        ["no", "2026-03", "recovered"],
        ["no", "2026", "fatal"],
        ["no", None, "recovered"],
    ]
    assert list(told.index) == ["t1", "t2", "t3", "t4", "t5", "t6", "t7", "t8"]
    # c3 was decided on, not yet started: why it stopped is later still.
    ends = known.courses.set_index("course_id")[["last_dose", "stop_reason"]]
    assert ends.astype("object").where(ends.notna(), None).to_numpy().tolist() == [
        [None, None],
        [dt.date(2026, 3, 31), "planned"],
        [None, None],
    ]


def test_a_treatment_is_ongoing_until_a_last_dose_a_reason_to_stop_death_or_loss() -> None:
    summary = numbers(
        records(
            patients="""
            patient_id | vital_status | vital_status_date
            P1         | alive        | 2026-06-01
            P2         | alive        | 2026-06-01
            P3         | alive        | 2026-06-01
            P4         | dead         | 2026-05-02
            P5         | lost         | 2026-05
            P6         | dead         | 2026-05-02
            P7         | dead         | 2026-07-01
            """,
            courses="""
            course_id | patient_id | first_dose | last_dose  | stop_reason
            c1        | P1         | 2026-01-01 |            |
            c2        | P2         | 2026-01-01 | 2026-04-01 |
            c3        | P3         | 2026-01-01 |            | toxicity
            c4        | P4         | 2026-01-01 |            |
            c5        | P5         | 2026-01-01 |            |
            c6        | P6         | 2026-01-01 | 2026-04-30 | progression
            c7        | P7         | 2026-01-01 | 2026-07-01 | death
            """,
        )
    )

    # P7 stopped and died after the cut-off. Of the three who stopped, P2 has no reason.
    found = {
        code: row(summary, "treatment_status", category=code)
        for code in ("ongoing", "stopped", "dead", "lost")
    }
    assert {code: one.patients for code, one in found.items()} == {
        "ongoing": ("P1", "P7"),
        "stopped": ("P2", "P3", "P6"),
        "dead": ("P4",),
        "lost": ("P5",),
    }
    assert {one.N for one in found.values()} == {7}
    reasons = [row(summary, "stop_reason", category=code) for code in ("toxicity", "progression", "unknown")]
    assert [(one.n, one.N, one.patients) for one in reasons] == [
        (1, 2, ("P3",)),
        (1, 2, ("P6",)),
        (1, 3, ("P2",)),
    ]
