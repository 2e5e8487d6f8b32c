"""News of the patients, visits overdue and drafts of every kind, by hand."""

from tests.summaries.records import counts, numbers, records, row

FRAMES = records(
    patients="""
    patient_id | vital_status | vital_status_date
    P1         | alive        |
    P2         | dead         | 2026-02-20
    P3         |              |
    """,
    courses="""
    course_id | patient_id | first_dose
    c1        | P1         | 2026-01-10
    c2        | P2         | 2026-01-10
    c3        | P3         | 2025-06-01
    """,
    follow_ups="""
    course_id | month | visited_on | is_seen | status
    c1        | 1     | 2026-02-11 | yes     | draft
    """,
    consents="patient_id | status\nP1 | draft",
)
"""Cut-off 30 June 2026; visits at 1, 3, 6, 9 and 12 months, each with a window of 30 days."""


def test_living_patients_with_news_in_the_last_months() -> None:
    """Six months before are 30 December: P1 began in January, P2 is dead, of P3 there is nothing since June 2025."""
    found = row(numbers(FRAMES), "contact")

    assert (found.n, found.N, found.value, found.patients) == (1, 2, 50, ("P1",))
    assert "last_contact_months=6" in found.parameters
    assert row(numbers(FRAMES, "last_contact_months=24"), "contact").n == 2


def test_visits_overdue_by_hand() -> None:
    """P1: month 1 is a draft, 3 is overdue, 6 still open. P2, dead on 20 February: month 1. P3: 1, 3, 6 and 9."""
    found = row(numbers(FRAMES), "visits_overdue")

    assert (found.n, found.N) == (6, 7)
    assert found.patients == ("P1", "P2", "P3")


def test_drafts_of_every_kind_are_told() -> None:
    assert counts(numbers(FRAMES), "drafts") == {"consents": 1, "follow_ups": 1}


def test_nothing_is_calculable_of_nothing() -> None:
    empty = numbers(records(courses="course_id | patient_id | first_dose"))

    for output in ("completeness", "contact", "visits_overdue", "signal_term_ror", "signal_term_prr"):
        assert row(empty, output).value is None
        assert "not_calculable=" in row(empty, output).parameters
