"""The follow-up calendar of the reader's centres, and its visits among what waits in the list."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

import pytest
import time_machine
from sqlalchemy import event

from registry.queries import calendar, records
from registry.web import visits
from tests import make
from tests.people import People, World
from tests.web.test_patient_page import make_child, page

ON = make.ON


@pytest.fixture(autouse=True)
def today() -> Iterator[None]:
    with time_machine.travel("2026-11-23T09:00:00+00:00", tick=False):
        yield


def rows(text: str) -> list[tuple[str, str, str]]:
    """(patient, visit, state) of the lines of the table."""
    found = []
    for line in re.findall(r"<tr>(.*?)</tr>", text, re.DOTALL)[1:]:
        words = re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", line)).split()
        found.append((words[0], next(w for w in words if re.fullmatch(r"M\d+", w)), words[-1]))
    return found


def test_visits_that_wait_are_listed_oldest_first(sqlite_people: People, sqlite_world: World) -> None:
    early = make_child(sqlite_world, first_dose="2026-08-10")
    late = make_child(sqlite_world, first_dose="2026-11-01")
    found = rows(page(sqlite_people("clinician"), "/calendar"))
    # early: month 1 of 10 September is overdue, month 3 of 10 November is due. late: month 1 of 1 December is due.
    assert found == [(early.number, "M1", "overdue"), (early.number, "M3", "due"), (late.number, "M1", "due")]


def test_chips_and_filters_narrow_the_calendar(sqlite_people: People, sqlite_world: World) -> None:
    one = make_child(sqlite_world, first_dose="2026-08-10")
    two = make_child(sqlite_world, first_dose="2026-08-10", drugs=("dabrafenib",))
    who = sqlite_people("clinician")
    assert {number for number, *_rest in rows(page(who, "/calendar?drug=dabrafenib"))} == {two.number}
    assert rows(page(who, "/calendar?show=overdue&sort=number")) == [
        (one.number, "M1", "overdue"),
        (two.number, "M1", "overdue"),
    ]
    assert {state for *_rest, state in rows(page(who, "/calendar?show=planned"))} == {"come"}
    assert "No visit here." in page(who, "/calendar?drug=nothing")


def test_each_reader_sees_the_visits_of_the_own_centres(sqlite_people: People, sqlite_world: World) -> None:
    mine = make_child(sqlite_world)
    other = make_child(sqlite_world, centre="FR-002")
    assert {number for number, *_rest in rows(page(sqlite_people("clinician"), "/calendar"))} == {mine.number}
    coordinator = sqlite_people("coordinator")
    both = {number for number, *_rest in rows(page(coordinator, "/calendar"))}
    assert both == {mine.number, other.number}
    narrowed = {number for number, *_rest in rows(page(coordinator, "/calendar?centre=FR-002"))}
    assert narrowed == {other.number}


def test_a_visit_opens_its_form_with_month_and_day(sqlite_people: People, sqlite_world: World) -> None:
    made = make_child(sqlite_world, first_dose="2026-08-10")
    text = page(sqlite_people("clinician"), "/calendar")
    assert f"/records/follow_up/new?parent={made.course}&month=3&planned_on=2026-11-10" in text
    assert "/records/follow_up/new" not in page(sqlite_people("auditor"), "/calendar")


def test_an_overdue_visit_waits_in_the_list(sqlite_people: People, sqlite_world: World) -> None:
    make_child(sqlite_world, first_dose="2026-08-10")
    text = page(sqlite_people("clinician"), "/patients")
    assert "Visit of month 1 overdue" in text
    assert "planned on 10 Sep 2026" in text


def test_nothing_is_asked_for_after_death_objection_or_the_next_course(
    sqlite_people: People, sqlite_world: World
) -> None:
    make_child(sqlite_world, vital_status="dead", vital_status_date="2026-08-20")
    make_child(sqlite_world, objection="yes", objection_date="2026-08-12")
    changed = make_child(sqlite_world, first_dose="2025-11-01", last_dose="2026-11-10", stop_reason="planned")
    with sqlite_world.session() as session:
        of = records.get(session, "patient", changed.patient)
        make.course(session, of, first_dose="2026-11-15", drugs=("dabrafenib",))
    shown = rows(page(sqlite_people("clinician"), "/calendar?show=overdue"))
    assert [(number, visit) for number, visit, _state in shown] == [
        (changed.number, visit) for visit in ("M1", "M3", "M6", "M9")
    ]


def test_hundreds_of_calendars_are_two_questions(sqlite_world: World) -> None:
    for _place in range(3):
        make_child(sqlite_world)
    asked: list[str] = []
    with sqlite_world.session() as session:
        calendar.calendars(session, on=ON)
        event.listen(session.get_bind(), "before_cursor_execute", lambda *a: asked.append(a[2]))
        assert len(calendar.calendars(session, on=ON)) == 3
    assert sum(statement.startswith("SELECT") for statement in asked) == 2


def test_addresses_are_made_for_the_lines_of_the_page_alone(
    sqlite_people: People, sqlite_world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A registry has many more visits than a page has lines."""
    make_child(sqlite_world, first_dose="2023-01-02")
    step, made = visits.step, []

    def count(visit: Any, *rest: Any, **more: Any) -> Any:
        made.append(visit)
        return step(visit, *rest, **more)

    monkeypatch.setattr(visits, "step", count)
    who = sqlite_people("clinician")
    shown = rows(page(who, "/calendar?show=planned"))
    assert len(made) == len(shown)
    assert rows(page(who, "/calendar"))
