"""Rates over other populations, with minor responses, disease control, clinical benefit, by alteration and form."""

import pytest

from tests.summaries.records import counts, numbers, records, row

COURSES = """
    course_id | patient_id | first_dose
    c1        | P1         | 2026-01-10
    c2        | P2         | 2026-01-10
    c3        | P3         | 2026-01-10
    c4        | P4         | 2026-01-10
"""


def test_over_treated_patients_whoever_is_not_evaluable_counts_as_no_response() -> None:
    summary = numbers(
        records(
            courses=COURSES,
            assessments="""
            course_id | assessed_on | visit        | response
            c1        | 2026-01-05  | baseline     |
            c1        | 2026-03-10  | on_treatment | PR
            c2        | 2026-01-05  | baseline     |
            c2        | 2026-03-10  | on_treatment | NE
            c3        | 2026-03-10  | on_treatment | PR
            """,
        )
    )

    # P2 has nothing but NE, P3 no baseline, P4 nothing at all.
    assert (row(summary, "orr").n, row(summary, "orr").N) == (1, 1)
    treated = row(summary, "orr_treated")
    assert (treated.n, treated.N, treated.value, treated.patients) == (1, 4, 25, ("P1",))


def test_minor_responses_have_a_row_of_their_own_over_the_criteria_that_define_them() -> None:
    summary = numbers(
        records(
            courses=COURSES,
            assessments="""
            course_id | assessed_on | visit        | criterion  | response
            c1        | 2026-01-05  | baseline     | RAPNO_LGG  |
            c1        | 2026-03-10  | on_treatment | RAPNO_LGG  | MR
            c2        | 2026-01-05  | baseline     | RAPNO_LGG  |
            c2        | 2026-03-10  | on_treatment | RAPNO_LGG  | SD
            c3        | 2026-01-05  | baseline     | RECIST_1_1 |
            c3        | 2026-03-10  | on_treatment | RECIST_1_1 | PR
            """,
        )
    )

    assert (row(summary, "orr").n, row(summary, "orr").N) == (1, 3)
    # RECIST 1.1 knows no minor response: P3 is not in this rate.
    with_minor = row(summary, "orr_with_minor")
    assert (with_minor.n, with_minor.N, with_minor.patients) == (1, 2, ("P1",))


AFTER_SURGERY = """
    course_id | assessed_on | visit        | response
    c1        | 2026-01-05  | baseline     |
    c1        | 2026-02-10  | on_treatment | SD
    c1        | 2026-03-20  | on_treatment | CR
"""


@pytest.mark.parametrize(
    ("began", "choices", "best"),
    [
        ("2026-03-01", (), "SD"),  # the complete response came after the surgery
        ("2026-03-01", ("until_new_therapy=false",), "CR"),
        ("2026-03-20", (), "CR"),  # the same day
        ("2026-03", (), "CR"),  # in the same month: not known to come after
        ("2026-02", (), "SD"),
        ("2025-12-01", (), "CR"),  # before the first dose it is no subsequent treatment
        ("2026-01-10", (), "CR"),  # and on its day it is part of the beginning
    ],
)
def test_a_response_after_another_treatment_has_begun_does_not_count(
    began: str, choices: tuple[str, ...], best: str
) -> None:
    frames = records(
        courses=COURSES,
        assessments=AFTER_SURGERY,
        subsequents=f"""
        patient_id | types   | began
        P1         | surgery | {began}
        """,
    )
    summary = numbers(frames, *choices)

    assert counts(summary, "bor") == {best: 1}
    assert row(summary, "orr").n == (best == "CR")


def test_the_first_of_several_subsequent_treatments_decides_and_one_of_another_patient_does_not() -> None:
    frames = records(
        courses=COURSES,
        assessments=AFTER_SURGERY,
        subsequents="""
        patient_id | types        | began
        P1         | chemotherapy | 2026-05-01
        P1         | radiotherapy | 2026-02-15
        P2         | surgery      | 2026-01-11
        """,
    )

    assert counts(numbers(frames), "bor") == {"SD": 1}


@pytest.mark.parametrize(
    ("last", "stopped", "choices", "n"),
    [
        ("2026-06-27 | SD", "", (), 2),  # 168 days: 24 weeks
        ("2026-06-26 | SD", "", (), 1),
        ("2026-06-26 | SD", "", ("benefit_weeks=23",), 2),
        ("2026-06-27 | PD", "", (), 2),  # stable disease lasts until the progression
        ("2026-06-27 | NE", "", (), 1),
        ("2026-06-27 | SD", "2026-03-01", (), 1),  # stable under another treatment
        ("2026-06-27 | SD", "2026-03-01", ("until_new_therapy=false",), 2),
    ],
)
def test_stable_disease_is_a_benefit_when_it_lasts(
    last: str, stopped: str, choices: tuple[str, ...], n: int
) -> None:
    more = {"subsequents": f"patient_id | types | began\nP2 | surgery | {stopped}"} if stopped else {}
    frames = records(
        courses=COURSES,
        assessments=f"""
        course_id | assessed_on | visit        | response
        c1        | 2026-01-05  | baseline     |
        c1        | 2026-02-10  | on_treatment | MR
        c2        | 2026-01-05  | baseline     |
        c2        | 2026-02-10  | on_treatment | SD
        c2        | {last.replace("|", "| on_treatment |")}
        c3        | 2026-01-05  | baseline     |
        c3        | 2026-02-10  | on_treatment | PD
        """,
        **more,
    )
    summary = numbers(frames, *choices)

    # P1 has a minor response, which counts however long it lasts; P3 progressed.
    assert (row(summary, "dcr").n, row(summary, "dcr").N) == (2, 3)
    assert (row(summary, "clinical_benefit").n, row(summary, "clinical_benefit").N) == (n, 3)


def test_response_by_the_alteration_that_the_prescription_follows() -> None:
    frames = records(
        courses=COURSES,
        assessments="""
        course_id | assessed_on | visit        | response
        c1        | 2026-01-05  | baseline     |
        c1        | 2026-03-10  | on_treatment | PR
        c2        | 2026-01-05  | baseline     |
        c2        | 2026-03-10  | on_treatment | SD
        c3        | 2026-01-05  | baseline     |
        c3        | 2026-03-10  | on_treatment | CR
        """,
        alterations="""
        patient_id | gene | type   | is_basis
        P1         | BRAF | fusion | yes
        P2         | Braf | snv    | yes
        P2         | NF1  | loss   | yes
        P1         | TP53 | snv    | no
        P4         | BRAF | snv    | yes
        """,
        course_drugs="""
        course_id | drug       | formulation
        c1        | Trametinib | oral_solution
        c2        | trametinib | tablet
        c2        | dabrafenib | oral_suspension
        c3        | trametinib |
        """,
    )
    summary = numbers(frames)

    def rates(output: str) -> dict[str, tuple[int, int | None]]:
        return {r.category: (r.n, r.N) for r in summary.select(output)}

    # P3 has no such alteration, P4 is not evaluable.
    assert rates("orr_gene") == {"BRAF": (1, 2), "NF1": (0, 1)}
    assert rates("orr_alteration") == {"BRAF/fusion": (1, 1), "BRAF/snv": (0, 1), "NF1/loss": (0, 1)}
    assert rates("orr_formulation") == {"tablet": (0, 1), "oral_solution": (1, 1), "unknown": (1, 1)}
