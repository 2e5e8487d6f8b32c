"""The follow-up calendar of a course, by hand."""

from __future__ import annotations

import datetime as dt

import pytest

from registry.schemes.base import OWN_FOLLOW_UP
from registry.schemes.visits import Entered, State, Visit, months_after, to_answer, visits

FIRST = dt.date(2026, 1, 15)


def day(text: str) -> dt.date:
    return dt.date.fromisoformat(text)


def calendar(on: str, *entered: Entered, last: str = "", ends: str = "") -> list[Visit]:
    stop = day(last) if last else None
    return visits(FIRST, stop, OWN_FOLLOW_UP, entered, day(on), ends=day(ends) if ends else None)


def states(found: list[Visit]) -> list[tuple[int, str]]:
    return [(visit.month, visit.state.value) for visit in found]


def seen(month: int | None, on: str, *, is_seen: bool = True) -> Entered:
    return Entered(f"visit {month} {on}", month, day(on), is_seen)


def test_months_end_with_a_shorter_month() -> None:
    assert months_after(day("2026-01-31"), 1) == day("2026-02-28")
    assert months_after(day("2025-11-30"), 3) == day("2026-02-28")
    assert months_after(day("2023-12-31"), 2) == day("2024-02-29")
    assert months_after(day("2026-12-01"), 12) == day("2027-12-01")


def test_a_new_course_has_its_first_visit_due_and_the_next_to_come() -> None:
    found = calendar("2026-01-16")
    assert states(found) == [(1, "due"), (3, "planned")]
    assert [visit.planned for visit in found] == [day("2026-02-15"), day("2026-04-15")]


@pytest.mark.parametrize(
    ("on", "state"),
    [
        ("2026-03-15", "planned"),
        ("2026-03-16", "due"),
        ("2026-04-15", "due"),
        ("2026-05-15", "due"),
        ("2026-05-16", "overdue"),
    ],
)
def test_a_visit_is_on_time_thirty_days_before_and_after_its_day(on: str, state: str) -> None:
    found = calendar(on, seen(1, "2026-02-15"))
    assert dict(states(found))[3] == state


def test_after_month_six_visits_are_quarterly() -> None:
    assert [visit.month for visit in calendar("2028-01-20")] == [1, 3, 6, 9, 12, 15, 18, 21, 24, 27]


def test_a_form_counts_for_the_month_it_names_whenever_it_was() -> None:
    found = calendar("2026-09-01", seen(3, "2026-06-30"))
    assert states(found) == [(1, "overdue"), (3, "done"), (6, "overdue"), (9, "planned")]


def test_a_form_without_month_counts_for_the_nearest_visit_of_its_window_once() -> None:
    one = seen(None, "2026-03-15")  # 28 days after month 1, 31 before month 3
    assert states(calendar("2026-04-20", one))[:2] == [(1, "done"), (3, "due")]
    two = seen(None, "2026-02-20")
    assert states(calendar("2026-04-20", one, two))[:2] == [(1, "done"), (3, "due")]
    assert calendar("2026-04-20", one, two)[0].entered == two


def test_a_form_outside_every_window_counts_for_none() -> None:
    assert states(calendar("2026-06-10", seen(None, "2026-06-01")))[:3] == [
        (1, "overdue"),
        (3, "overdue"),
        (6, "planned"),
    ]


def test_not_seen_is_told_from_done_and_seen_wins() -> None:
    missed = seen(1, "2026-02-15", is_seen=False)
    assert states(calendar("2026-03-20", missed))[0] == (1, "not_seen")
    assert states(calendar("2026-03-20", missed, seen(1, "2026-03-01")))[0] == (1, "done")


def test_visits_stop_one_year_after_the_last_dose() -> None:
    # Last dose 15 March 2026: the year ends on 15 March 2027, month 14; month 15 is no longer asked for.
    assert [visit.month for visit in calendar("2030-01-01", last="2026-03-15")] == [1, 3, 6, 9, 12]


def test_the_day_one_year_after_the_last_dose_still_counts() -> None:
    assert [visit.month for visit in calendar("2030-01-01", last="2026-04-15")] == [1, 3, 6, 9, 12, 15]


def test_nothing_is_expected_after_the_end_of_follow_up() -> None:
    assert states(calendar("2027-01-01", ends="2026-05-01")) == [(1, "overdue"), (3, "overdue")]
    assert calendar("2026-01-20", ends="2026-01-15") == []


def test_what_was_entered_after_the_end_stays_there() -> None:
    found = calendar("2027-01-01", seen(6, "2026-07-15"), ends="2026-01-15")
    assert states(found) == [(6, "done")]


def test_a_month_outside_the_schedule_has_its_place() -> None:
    found = calendar("2026-03-20", seen(2, "2026-03-14"))
    assert states(found) == [(1, "overdue"), (2, "done"), (3, "due"), (6, "planned")]


def test_a_consultation_of_today_answers_the_newest_visit_that_waits() -> None:
    found = calendar("2026-07-20")
    assert states(found)[:3] == [(1, "overdue"), (3, "overdue"), (6, "due")]
    answered = to_answer(found)
    assert answered is not None
    assert (answered.month, answered.state) == (6, State.DUE)
    assert to_answer(calendar("2026-01-20", ends="2026-01-15")) is None
