"""Registries with nothing, with little, or with nonsense in them: a right number, or the words why there is none."""

import datetime as dt
import json
import math

import pytest

from exports.reasons import why_not
from registry.summaries.filters import narrow, parse_filters
from registry.summaries.frames import DrugFrames
from registry.summaries.parameters import DEFAULTS
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


PARTIAL = """
    course_id | patient_id | first_dose | last_dose
    c1        | P1         | 2026-01-10 | 2026-03-10
"""

BASELINE = "course_id | assessed_on | visit | criterion | response\nc1 | 2026-01-05 | baseline | RAPNO_LGG |"

BAD: dict[str, tuple[DrugFrames, dict[str, tuple[int, int | None]]]] = {
    "no patient": (records(), {"registered": (0, None), "orr": (0, 0), "toxicity_any": (0, 0)}),
    "one patient": (
        records(courses=ONE_COURSE),
        {"registered": (1, None), "orr": (0, 0), "toxicity_any": (0, 1)},
    ),
    "everything missing": (
        records(
            patients="patient_id | sex | birth_month | objection\nP1 | | | ",
            courses="course_id | patient_id\nc1 | P1",
            assessments="course_id | visit | criterion | response\nc1 | | |",
            toxicities="course_id | term | grade | onset\nc1 | | |",
        ),
        {"registered": (1, None), "treated": (0, 1), "orr": (0, 0), "toxicity_any": (0, 0)},
    ),
    "only drafts": (
        records(courses="course_id | patient_id | first_dose | status\nc1 | P1 | 2026-01-10 | draft"),
        {"registered": (0, None), "treated": (0, 0), "orr": (0, 0)},
    ),
    # The worst of the day counts: PD ends the search before the CR that follows.
    "contradictory assessments of one day": (
        records(
            courses=ONE_COURSE,
            assessments=f"""{BASELINE}
            c1 | 2026-03-01 | on_treatment | RAPNO_LGG | PR
            c1 | 2026-03-01 | on_treatment | RAPNO_LGG | PD
            c1 | 2026-05-01 | on_treatment | RAPNO_LGG | CR
            """,
        ),
        {"evaluable": (1, 1), "orr": (0, 1), "dcr": (0, 1)},
    ),
    "a response before the first dose": (
        records(
            courses=ONE_COURSE,
            assessments=f"{BASELINE}\nc1 | 2026-01-09 | on_treatment | RAPNO_LGG | CR",
        ),
        {"evaluable": (0, 1), "orr": (0, 0), "orr_treated": (0, 1)},
    ),
    "a death before the first dose": (
        records(
            courses=ONE_COURSE,
            patients="patient_id | vital_status | vital_status_date | death_cause\nP1 | dead | 2026-01-09 | disease",
            assessments=BASELINE,
        ),
        {"treated": (1, 1), "evaluable": (0, 1), "toxicity_death": (0, 1)},
    ),
    # March may be within the window, 2026 too; April is outside.
    "partial dates": (
        records(
            courses=PARTIAL,
            toxicities="""
            course_id | term   | onset   | seriousness
            c1        | anemia | 2026-03 | none
            c1        | nausea | 2026    | none
            c1        | rash   | 2026-04 | none
            c1        | pain   | 2025    | none
            """,
        ),
        {"toxicity_events": (3, None), "toxicity_any": (1, 1)},
    ),
    # On the drug until the cut-off: censored in the time on it, counted in the person-time.
    "a course still open": (
        records(courses=ONE_COURSE),
        {"ttd": (0, 1), "person_time": (1, 1), "exposure_estimated": (0, None)},
    ),
    # The first course of the drug stands for the patient.
    "two courses of one drug": (
        records(
            courses="course_id | patient_id | first_dose\nc1 | P1 | 2026-01-10\nc2 | P1 | 2026-05-10",
            assessments=f"""{BASELINE}
            c1 | 2026-03-01 | on_treatment | RAPNO_LGG | SD
            c2 | 2026-05-01 | baseline     | RAPNO_LGG |
            c2 | 2026-06-01 | on_treatment | RAPNO_LGG | CR
            """,
        ),
        {"registered": (1, None), "treated": (1, 1), "orr": (0, 1), "dcr": (1, 1)},
    ),
    # Deauville scores are read in words, not as a response: nobody is a responder, nobody disappears.
    "a criterion without objective response": (
        records(
            courses=ONE_COURSE,
            assessments="""
            course_id | assessed_on | visit        | criterion | response
            c1        | 2026-01-05  | baseline     | DEAUVILLE |
            c1        | 2026-03-01  | on_treatment | DEAUVILLE | 2
            """,
        ),
        {"treated": (1, 1), "evaluable": (0, 1), "orr": (0, 0), "orr_treated": (0, 1)},
    ),
    "a filter that leaves nothing": (
        narrow(
            records(courses=ONE_COURSE), parse_filters(["country=DE"]), cut_off=CUT_OFF, parameters=DEFAULTS
        ),
        {"registered": (0, None), "treated": (0, 0), "orr": (0, 0)},
    ),
    "a drug that nobody knows": (DrugFrames.empty("no such drug"), {"registered": (0, None), "orr": (0, 0)}),
}
"""Registries that are wrong or have little in them, with the n of N that some outputs must have."""


@pytest.mark.parametrize("what", BAD)
def test_bad_input_gives_a_right_number_or_says_why_there_is_none(what: str) -> None:
    frames, expected = BAD[what]
    summary = numbers(frames)

    assert {output: (row(summary, output).n, row(summary, output).N) for output in expected} == expected
    for found in summary.rows:
        numbers_shown = (found.value, found.low, found.high)
        assert all(math.isfinite(number) for number in numbers_shown if number is not None)
        reason = why_not(found)
        assert (found.value is None) == ("not_calculable=" in found.parameters) == (reason is not None), found
        assert reason is None or reason.en != "not enough data", found
