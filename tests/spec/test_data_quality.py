"""The quality of the data behind the numbers, and terms beside those of the other drugs: by hand and against R."""

import pytest

from tests.statistics.oracle import answer_of
from tests.summaries.records import counts, numbers, records, row

COURSES = """
    course_id | patient_id | first_dose
    c1        | P1         | 2026-01-10
    c2        | P2         | 2026-01-10
    c3        | P3         | 2025-01-10
    """


def test_completeness_is_what_was_given_of_what_was_expected() -> None:
    """100 values expected, 12 missing: 88 %; of 50 weights 40; of the 30 values of one centre all."""
    summary = numbers(
        records(
            courses=COURSES,
            completeness="""
            kind       | field  | centre_id | expected | missing
            initiation | weight | FR-001    | 20       | 0
            initiation | weight | FR-002    | 30       | 10
            course     | last   | FR-001    | 10       | 0
            course     | last   | FR-002    | 40       | 2
            """,
        )
    )

    assert (row(summary, "completeness").n, row(summary, "completeness").N) == (88, 100)
    weights = row(summary, "completeness_field", category="initiation.weight")
    assert (weights.n, weights.N, weights.value) == (40, 50, 80)
    centres = {found.category: (found.n, found.N) for found in summary.select("completeness_centre")}
    assert centres == {"FR-001": (30, 30), "FR-002": (58, 70)}


def test_news_are_those_of_the_last_six_months() -> None:
    """Cut-off 30 June 2026, six months back is 30 December 2025: P1 by the dose of January, P3 not since June 2025."""
    summary = numbers(
        records(
            courses=COURSES,
            patients="""
            patient_id | vital_status | vital_status_date
            P1         | alive        |
            P2         | dead         | 2026-02-01
            P3         | alive        | 2025-06-01
            """,
        )
    )

    news = row(summary, "contact")
    assert (news.n, news.N, news.patients) == (1, 2, ("P1",))
    assert row(numbers(records(courses=COURSES), "last_contact_months=18"), "contact").n == 3


def test_visits_whose_window_is_over_without_a_form_are_overdue() -> None:
    """P1, from 10 January: month 1 has a form, month 3 (10 April, 30 days) is over without one, month 6 is still open.
    P2, the same without any form: two are over. The visits of month 6 have neither a form nor a window that is over."""
    summary = numbers(
        records(
            courses="""
            course_id | patient_id | first_dose
            c1        | P1         | 2026-01-10
            c2        | P2         | 2026-01-10
            """,
            follow_ups="""
            course_id | month | planned_on | visited_on | is_seen
            c1        | 1     | 2026-02-10 | 2026-02-12 | yes
            """,
            starts="""
            patient_id | course_id | first_dose
            P1         | c1        | 2026-01-10
            P2         | c2        | 2026-01-10
            """,
        )
    )

    overdue = row(summary, "visits_overdue")
    assert (overdue.n, overdue.N, overdue.patients) == (3, 4, ("P1", "P2"))


def test_open_queries_by_age() -> None:
    """Asked 29, 30 and 90 days before 30 June 2026; one was closed, one was asked later, one closed later."""
    summary = numbers(
        records(
            courses=COURSES,
            queries="""
            patient_id | course_id | kind   | raised_on  | closed_on
            P1         | c1        | course | 2026-06-01 |
            P1         | c1        | course | 2026-05-31 |
            P2         | c2        | course | 2026-04-01 | 2026-07-01
            P2         | c2        | course | 2026-04-01 | 2026-05-01
            P3         | c3        | course | 2026-07-01 |
            """,
        )
    )

    assert row(summary, "queries_open").n == 3
    assert row(summary, "queries_open").patients == ("P1", "P2")
    assert counts(summary, "queries_open_age") == {"0-29": 1, "30-89": 1, "90+": 1}


def test_terms_beside_the_other_drugs_are_those_of_r() -> None:
    """20 of 100 toxicities of this drug, 30 of 900 of the others: proportions 20 % and 3.3 %."""
    summary = numbers(
        records(
            courses=COURSES,
            reports="""
            term   | drug       | reports
            rash   | trametinib | 20
            nausea | trametinib | 80
            rash   |            | 50
            nausea |            | 500
            pain   |            | 450
            """,
        )
    )

    r = answer_of("disproportion", cells=[20, 80, 30, 870])
    odds, share = (
        row(summary, "signal_term_ror", category="rash"),
        row(summary, "signal_term_prr", category="rash"),
    )
    assert (odds.n, odds.N) == (20, 100)
    assert (odds.value, odds.low, odds.high) == pytest.approx(r["odds"], rel=1e-6)
    assert (share.value, share.low, share.high) == pytest.approx(r["proportional"], rel=1e-6)
