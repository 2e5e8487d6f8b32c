"""The centre's reading against the reviewed one; remarkable patients; circulating tumour DNA."""

import pytest

from tests.summaries.records import counts, numbers, records, row

REVIEWED = records(
    courses="""
    course_id | patient_id | first_dose
    c1        | P1         | 2026-01-10
    c2        | P2         | 2026-01-10
    c3        | P3         | 2026-01-10
    """,
    course_drugs="""
    course_id | drug
    c1        | trametinib
    c2        | trametinib
    c3        | trametinib
    c3        | dabrafenib
    """,
    assessments="""
    course_id | assessed_on | visit        | response | reviewed_response
    c1        | 2026-01-05  | baseline     |          |
    c1        | 2026-02-10  | on_treatment | PR       | PR
    c1        | 2026-03-10  | on_treatment | CR       | PR
    c2        | 2026-01-05  | baseline     |          |
    c2        | 2026-02-10  | on_treatment | PR       | SD
    c2        | 2026-03-10  | on_treatment | SD       | SD
    c2        | 2026-04-10  | on_treatment | NE       | SD
    c2        | 2026-05-10  | on_treatment | SD       |
    c3        | 2026-01-05  | baseline     |          |
    c3        | 2026-02-10  | on_treatment | SD       | SD
    """,
)


def test_the_two_readings_of_each_assessment_side_by_side() -> None:
    summary = numbers(REVIEWED)

    assert counts(summary, "review_pairs") == {"CR>PR": 1, "PR>PR": 1, "PR>SD": 1, "SD>SD": 2, "NE>SD": 1}
    assert [r.category for r in summary.select("review_pairs")] == [
        "CR>PR",
        "PR>PR",
        "PR>SD",
        "SD>SD",
        "NE>SD",
    ]
    assert row(summary, "review_pairs", category="PR>SD").patients == ("P2",)
    assert counts(summary, "review_pairs", subset="combination") == {"SD>SD": 1}


def test_what_the_review_changed() -> None:
    summary = numbers(REVIEWED)

    changed = row(summary, "review_changed")
    assert (changed.n, changed.N, changed.value, changed.patients) == (3, 6, 50, ("P1", "P2"))
    objective = row(summary, "review_changed_objective")
    assert (objective.n, objective.N) == (2, 3)
    assert row(summary, "review_changed", subset="combination").n == 0


def test_agreement_of_the_readings() -> None:
    """Observed 3 of 6. By chance: PR 2/6 * 2/6, SD 2/6 * 4/6: 12/36. Kappa = (1/2 - 1/3) / (2/3) = 1/4."""
    found = row(numbers(REVIEWED), "review_kappa")

    assert (found.n, found.N, found.unit) == (6, None, "kappa")
    assert found.value == pytest.approx(1 / 4)
    assert found.low is not None
    assert found.high is not None
    assert -1 <= found.low < 1 / 4 < found.high <= 1


def test_the_rate_moves_by_the_patients_who_lose_or_gain_a_response() -> None:
    summary = numbers(REVIEWED)

    # P1 responds either way; P2 under the centre's reading only.
    shift = row(summary, "orr_shift")
    assert (shift.n, shift.N, shift.patients, shift.unit) == (1, 3, ("P2",), "points")
    assert shift.value == pytest.approx(-100 / 3)
    assert row(numbers(records(courses="course_id | patient_id\nc1 | P1")), "orr_shift").value is None


STANDING_OUT = records(
    patients="""
    patient_id | vital_status | vital_status_date
    P1         | alive        | 2026-06-01
    P2         | alive        | 2026-06-01
    P3         | alive        | 2026-06-01
    P4         | alive        | 2026-06-01
    """,
    courses="""
    course_id | patient_id | first_dose | last_dose  | stop_reason
    c1        | P1         | 2026-01-01 |            |
    c2        | P2         | 2025-01-01 | 2025-12-31 | planned
    c3        | P3         | 2024-05-31 |            |
    c4        | P4         | 2025-01-01 |            |
    """,
    assessments="""
    course_id | assessed_on | visit        | response
    c1        | 2025-12-20  | baseline     |
    c1        | 2026-03-01  | on_treatment | CR
    c2        | 2024-12-20  | baseline     |
    c2        | 2025-03-01  | on_treatment | PR
    c2        | 2026-03-02  | after_stop   | PR
    c3        | 2024-05-20  | baseline     |
    c3        | 2024-08-20  | on_treatment | SD
    c4        | 2024-12-20  | baseline     |
    c4        | 2025-03-01  | on_treatment | PR
    c4        | 2026-02-28  | on_treatment | PD
    """,
    alterations="""
    patient_id | gene | type   | is_basis
    P1         | BRAF | fusion | yes
    P2         | BRAF | snv    | yes
    P2         | NF1  | loss   | yes
    P4         | BRAF | snv    | yes
    """,
)


def test_exceptional_and_long_term_patients_with_their_alterations() -> None:
    summary = numbers(STANDING_OUT)

    # 12 months are 365.25 days. P1: complete. P2: 366 days in response. P4: 364 days. P3: 731 days on the drug.
    assert row(summary, "exceptional").patients == ("P1", "P2")
    assert row(summary, "exceptional").N == 4
    assert row(summary, "long_term").patients == ("P3",)
    assert counts(summary, "remarkable_alteration") == {
        "BRAF/fusion": 1,
        "BRAF/snv": 1,
        "NF1/loss": 1,
        "unknown": 1,
    }
    assert row(numbers(STANDING_OUT, "durable_months=11"), "exceptional").n == 3
    assert row(numbers(STANDING_OUT, "long_term_months=25"), "long_term").n == 0


CTDNA = records(
    courses="""
    course_id | patient_id | first_dose
    c1        | P1         | 2026-01-10
    c2        | P2         | 2026-01-10
    c3        | P3         | 2026-01-10
    c4        | P4         | 2026-01-10
    """,
    assessments="""
    course_id | assessed_on | visit        | response
    c1        | 2026-01-05  | baseline     |
    c1        | 2026-03-01  | on_treatment | PR
    c2        | 2026-01-05  | baseline     |
    c2        | 2026-03-01  | on_treatment | PR
    c3        | 2026-01-05  | baseline     |
    c3        | 2026-03-01  | on_treatment | PD
    """,
    ctdna="""
    course_id | sampled_on | result       | vaf | sample
    c1        | 2026-01-05 | detected     | 12  | plasma
    c1        | 2026-02-05 | failed       |     | plasma
    c1        | 2026-03-05 | not_detected |     | plasma
    c1        | 2026-05-05 | detected     | 1   | plasma
    c2        | 2026-01-05 | detected     | 8   | plasma
    c2        | 2026-03-05 | detected     | 4   | plasma
    c2        | 2026-04-05 | not_detected |     | csf
    c3        | 2026-01-05 | not_detected |     | plasma
    c3        | 2026-03-05 | detected     | 3   | plasma
    c4        | 2026-01-05 | failed       |     | plasma
    """,
)


def test_circulating_tumour_dna_clears_when_a_later_sample_has_none() -> None:
    summary = numbers(CTDNA)

    # P4 has no conclusive sample. P3 had none at first, so nothing could clear. P2 did not clear in plasma.
    assert row(summary, "ctdna").patients == ("P1", "P2", "P3")
    cleared = row(summary, "ctdna_cleared")
    assert (cleared.n, cleared.N, cleared.patients) == (1, 2, ("P1",))
    by_response = {r.category: (r.n, r.N) for r in summary.select("ctdna_cleared_response")}
    assert by_response == {"PR": (1, 2)}


def test_samples_of_one_day_that_contradict_each_other_count_as_positive() -> None:
    """P1 and P2 in either order of entry, and nothing later; P3 has both later."""
    summary = numbers(
        records(
            courses="""
            course_id | patient_id | first_dose
            c1        | P1         | 2026-01-10
            c2        | P2         | 2026-01-10
            c3        | P3         | 2026-01-10
            """,
            ctdna="""
            course_id | sampled_on | result
            c1        | 2026-01-05 | detected
            c1        | 2026-01-05 | not_detected
            c2        | 2026-01-05 | not_detected
            c2        | 2026-01-05 | detected
            c3        | 2026-01-05 | detected
            c3        | 2026-02-05 | not_detected
            c3        | 2026-02-05 | detected
            """,
        )
    )

    assert row(summary, "ctdna").n == 3
    assert (row(summary, "ctdna_cleared").n, row(summary, "ctdna_cleared").N) == (0, 1)
