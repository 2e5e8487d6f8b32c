"""Quality of life: received of expected, scores and change, self and proxy apart."""

import pytest

from registry.summaries.labels import category_label
from registry.summaries.table import Summary
from tests.summaries.records import numbers, records, row

FORMS = """
    course_id | instrument  | instrument_text | respondent | visit        | is_filled | filled_on  | total_score
    c1        | pedsql_core |                 | child      | baseline     | yes       | 2026-01-01 | 60
    c1        | pedsql_core |                 | child      | on_treatment | yes       | 2026-02-01 | 50
    c1        | pedsql_core |                 | child      | on_treatment | yes       | 2026-03-01 | 75
    c1        | pedsql_core |                 | parent_1   | on_treatment | yes       | 2026-03-01 | 40
    c2        | pedsql_core |                 | child      | baseline     | no        |            |
    c2        | pedsql_core |                 | child      | on_treatment | yes       | 2026-03-01 | 55
    c2        | other       | Ladder          | child      | baseline     | yes       | 2026-01-01 |
    """


def summary_of() -> Summary:
    return numbers(
        records(
            courses="""
            course_id | patient_id | first_dose
            c1        | P1         | 2026-01-01
            c2        | P2         | 2026-01-01
            """,
            questionnaires=FORMS,
        )
    )


def test_received_of_expected() -> None:
    found = {r.category: (r.n, r.N) for r in summary_of().select("questionnaire_received")}

    assert found == {
        "pedsql_core / child / baseline": (1, 2),
        "pedsql_core / child / on_treatment": (3, 3),
        "pedsql_core / parent_1 / on_treatment": (1, 1),
        "other: Ladder / child / baseline": (1, 1),
    }


def test_the_latest_questionnaire_of_a_visit_gives_the_score() -> None:
    scores = row(summary_of(), "questionnaire_score", category="pedsql_core / child / on_treatment / mean")

    assert (scores.n, scores.N, scores.value) == (2, 2, pytest.approx(65))


def test_the_change_is_from_the_baseline_of_the_same_respondent() -> None:
    summary = summary_of()

    change = row(summary, "questionnaire_change", category="pedsql_core / child / on_treatment / mean")
    assert (change.n, change.value, change.patients) == (1, 15, ("P1",))
    proxy = row(summary, "questionnaire_change", category="pedsql_core / parent_1 / on_treatment / mean")
    assert (proxy.n, proxy.value) == (0, None)
    assert proxy.parameters.endswith("not_calculable=no_value")


def test_the_words_of_a_series() -> None:
    label = category_label("questionnaire_score", "pedsql_core / child / baseline / median")

    assert label.en == "PedsQL Generic Core 4.0, Child, Baseline, Median"
    assert category_label("questionnaire_received", "other: Ladder / child / baseline").en.startswith(
        "Ladder, "
    )
