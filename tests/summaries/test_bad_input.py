"""Registries with nothing, with little, or with nonsense in them: a right number, or the words why there is none."""

import datetime as dt
import json

import pytest

from registry.summaries.frames import DrugFrames
from tests.summaries.records import CUT_OFF, counts, numbers, records, row

ONE_COURSE = """
    course_id | patient_id | first_dose
    c1        | P1         | 2026-01-10
"""


def test_one_patient_with_nothing_recorded_is_treated_and_not_evaluable() -> None:
    summary = numbers(records(courses=ONE_COURSE))

    assert (row(summary, "treated").n, row(summary, "toxicity_any").n, row(summary, "toxicity_any").N) == (
        1,
        0,
        1,
    )
    assert counts(summary, "not_evaluable") == {"no_baseline": 1}
    assert row(summary, "orr").value is None
    assert row(summary, "toxicity_any").high == pytest.approx(97.5)


def test_a_course_without_any_date_is_registered_and_not_started() -> None:
    frames = records(
        courses="""
        course_id | patient_id | first_dose
        c1        | P1         |
        """
    )

    assert counts(numbers(frames), "not_treated") == {"not_started": 1}


def test_everything_missing_counts_as_the_definitions_say() -> None:
    frames = records(
        courses=ONE_COURSE,
        assessments="""
        course_id | assessed_on | visit        | criterion | response
        c1        | 2026-01-01  | baseline     |           |
        c1        | 2026-03-01  | on_treatment |           |
        c1        |             | on_treatment | RAPNO_LGG | PR
        """,
        toxicities="""
        course_id | term | onset | nature | grade | seriousness
        c1        |      |       |        |       |
        """,
    )
    summary = numbers(frames)

    # An assessment without a day is after nothing. A toxicity without an onset is not known to come before the drug.
    assert counts(summary, "not_evaluable") == {"not_evaluable_only": 1}
    assert counts(summary, "toxicity_worst_grade") == {"unknown": 1}
    assert counts(summary, "toxicity_soc") == {"unknown": 1}
    assert row(summary, "toxicity_related").n == 1
    assert [
        row(summary, output).n for output in ("toxicity_serious", "toxicity_threshold", "toxicity_stop")
    ] == [0, 0, 0]


def test_only_drafts_give_no_number_and_say_so() -> None:
    summary = numbers(
        records(
            courses="""
            course_id | patient_id | first_dose | status
            c1        | P1         | 2026-01-10 | draft
            c2        | P2         | 2026-01-10 | draft
            """,
        )
    )

    assert row(summary, "registered").n == 0
    assert counts(summary, "drafts") == {"courses": 2}


def test_a_death_before_the_first_dose_is_not_an_outcome_of_the_drug() -> None:
    frames = records(
        patients="""
        patient_id | vital_status | vital_status_date | death_cause
        P1         | dead         | 2026-01-09        | disease
        P2         | dead         | 2026-01           | disease
        P3         | dead         |                   | disease
        """,
        courses="""
        course_id | patient_id | first_dose
        c1        | P1         | 2026-01-10
        c2        | P2         | 2026-01-10
        c3        | P3         | 2026-01-10
        """,
        assessments="""
        course_id | assessed_on | visit
        c1        | 2026-01-05  | baseline
        c2        | 2026-01-05  | baseline
        c3        | 2026-01-05  | baseline
        """,
    )

    # January may be after the tenth, and a death without a date came at some time: both come before an assessment.
    assert row(numbers(frames), "evaluable").patients == ("P2", "P3")
    assert counts(numbers(frames), "not_evaluable") == {"no_later_assessment": 1}


def test_a_baseline_entered_as_after_the_first_dose_still_is_the_baseline() -> None:
    frames = records(
        courses=ONE_COURSE,
        assessments="""
        course_id | assessed_on | visit        | response
        c1        | 2026-01-20  | baseline     |
        c1        | 2026-01-15  | on_treatment | CR
        c1        | 2026-03-20  | on_treatment | SD
        """,
    )

    # Nothing can be said of the tumour before there is something to compare it with.
    assert counts(numbers(frames), "bor") == {"SD": 1}


def test_a_cut_off_before_everything_leaves_nothing() -> None:
    summary = numbers(records(courses=ONE_COURSE), cut_off=dt.date(2020, 1, 1))

    assert all(found.n == 0 for found in summary.rows)


def test_a_code_that_its_criterion_does_not_have_tells_no_response() -> None:
    frames = records(
        courses=ONE_COURSE,
        assessments="""
        course_id | assessed_on | visit        | criterion  | response
        c1        | 2026-01-01  | baseline     | RECIST_1_1 |
        c1        | 2026-03-01  | on_treatment | RECIST_1_1 | MR
        """,
    )

    assert counts(numbers(frames), "not_evaluable") == {"not_evaluable_only": 1}


def test_two_causalities_of_one_drug_do_not_double_a_toxicity() -> None:
    frames = records(
        courses=ONE_COURSE,
        toxicities="""
        toxicity_id | course_id | term   | onset
        t1          | c1        | anemia | 2026-02
        """,
        toxicity_drugs="""
        toxicity_id | drug       | causality | action
        t1          | trametinib | related   | unchanged
        t1          | Trametinib | possible  | withdrawn
        """,
    )
    summary = numbers(frames)

    assert row(summary, "toxicity_related_events").n == 1
    assert row(summary, "toxicity_stop_events").n == 1


@pytest.mark.parametrize("drug", ["trametinib", "=cmd|'/c calc'!A1", "médicament"])
def test_the_summary_of_an_empty_drug_is_whole_json(drug: str) -> None:
    document = json.loads(
        json.dumps(numbers(DrugFrames.empty(drug), cut_off=CUT_OFF).document(), allow_nan=False)
    )

    assert document["drug"] == drug
    assert {output["n"] for output in document["outputs"]} == {0}
