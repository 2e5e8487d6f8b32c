"""The journal: who signed in, was refused, took files out; filtered and paged in the database, within the scope."""

from __future__ import annotations

import datetime as dt
import html
import re

import pytest
from flask import Flask
from sqlalchemy import event as listeners
from sqlalchemy import select
from werkzeug.test import TestResponse

from registry.access import events as kinds
from registry.access.permissions import ROLES, Permission, may
from registry.access.scope import Scope, enter
from registry.db import writing
from registry.i18n import LANGUAGES, speaking
from registry.models.audit import Event
from registry.models.user import User
from registry.queries.events import PAGE, Asked, page_of
from registry.web import journal_words
from tests.people import People, World, email_of

FRENCH = frozenset({"FR-001", "FR-002"})


def happen(world: World, *found: Event) -> None:
    with world.session() as session, writing(session):
        session.add_all(found)


def event(
    kind: str, role: str = "clinician", centre: str = "FR-001", day: int = 1, **detail: object
) -> Event:
    at = dt.datetime(2026, 3, day, 12, 0, tzinfo=dt.UTC)
    return Event(at=at, actor=email_of(role, centre), kind=kind, detail=detail)


def rows(answer: TestResponse) -> list[str]:
    """The lines of the list, without their markup."""
    body = answer.text.partition("<tbody>")[2].partition("</tbody>")[0]
    lines = re.findall(r"<tr>(.*?)</tr>", body, flags=re.DOTALL)
    return [" ".join(html.unescape(re.sub(r"<[^>]*>", " ", line)).split()) for line in lines]


@pytest.mark.parametrize("role", ROLES)
def test_whoever_reads_the_trail_reads_the_journal(sqlite_people: People, role: str) -> None:
    browser = sqlite_people(role)
    is_reader = may(ROLES[role], Permission.TRAIL)
    assert browser.get("/journal").status_code == (200 if is_reader else 403)
    assert ('href="/journal"' in browser.get("/help").text) is is_reader


def test_it_says_when_who_what_newest_first(people: People, world: World) -> None:
    happen(
        world,
        event(kinds.SIGNED_IN, day=2, address="192.0.2.7"),
        event(kinds.REFUSED, "analyst", day=1, method="GET", endpoint="patients.show"),
        event(kinds.IMPORTED, day=3, patient={"new": 2, "changed": 1}, toxicity={"new": 3, "changed": 0}),
    )
    assert rows(people("auditor").get("/journal")) == [
        "3 Mar 2026 12:00 UTC clinician-fr-001@tests.invalid Import of records 5 new, 1 changed",
        "1 Mar 2026 12:00 UTC analyst-fr-001@tests.invalid Access refused GET patients.show",
        "2 Mar 2026 12:00 UTC clinician-fr-001@tests.invalid Sign-in From 192.0.2.7",
    ]


def test_it_is_narrowed_by_kind_person_and_days(people: People, world: World) -> None:
    happen(
        world,
        event(kinds.SIGNED_IN, day=1),
        event(kinds.SIGNED_IN, "reviewer", day=2),
        event(kinds.SIGNED_OUT, "reviewer", day=2),
        event(kinds.SIGNED_IN, "reviewer", day=4),
    )
    journal = people("coordinator")
    for query, days in {
        "kind=signed_in&person=REVIEW": ["4 Mar", "2 Mar"],
        "person=reviewer&until=02/03/2026": ["2 Mar", "2 Mar"],
        "person=tests.invalid&since=2026-03-02&until=2026-03-02": ["2 Mar", "2 Mar"],
        "kind=signed_in&until=1/3/2026": ["1 Mar"],
        "person=%25": [],
        "kind=nonsense&person=clinician": ["1 Mar"],
    }.items():
        assert [row[:5] for row in rows(journal.get(f"/journal?{query}"))] == days, query


@pytest.mark.parametrize(
    ("query", "sentence"),
    [
        ("since=31/02/2026", "“31/02/2026” does not exist in the calendar."),
        ("until=03/2026", "Give the whole date: day, month and year."),
        ("person=%00", "It holds a character that cannot be stored. Retype the text."),
    ],
)
def test_a_filter_that_cannot_be_read_says_so_and_shows_no_list(
    sqlite_people: People, sqlite_world: World, query: str, sentence: str
) -> None:
    happen(sqlite_world, event(kinds.SIGNED_IN))
    answer = sqlite_people("auditor").get(f"/journal?{query}")
    assert answer.status_code == 422
    assert sentence in html.unescape(answer.text)
    assert rows(answer) == []


def test_a_page_is_read_with_a_limit(people: People, world: World, app: Flask) -> None:
    happen(world, *(event(kinds.SIGNED_IN, detail=number) for number in range(2 * PAGE + 1)))
    asked: list[str] = []
    with app.extensions["registry.sessions"]() as session:
        engine = session.get_bind()
    listeners.listen(engine, "before_cursor_execute", lambda *call: asked.append(call[2]))
    journal = people("auditor")
    answer = journal.get("/journal?page=3&kind=signed_in")
    assert len(rows(answer)) == 1
    assert "101 events" in answer.text
    assert 'href="/journal?kind=signed_in&amp;page=2"' in answer.text
    listed = [statement for statement in asked if "event.detail" in statement]
    assert listed
    assert all("LIMIT" in statement for statement in listed)
    assert len(rows(journal.get("/journal?page=99999999999999999999"))) == 1


def test_a_reader_of_a_country_sees_the_events_of_its_people_alone(world: World) -> None:
    """No role of today reads the trail of a country; the session narrows events all the same."""
    happen(
        world,
        event(kinds.EXPORTED_RECORDS, "clinician", "FR-001"),
        event(kinds.EXPORTED_RECORDS, "clinician", "FR-002"),
        event(kinds.EXPORTED_RECORDS, "clinician", "ES-001"),
        event(kinds.SIGNED_IN, "national_coordinator", "FR-001"),
        event(kinds.SIGNED_IN, "national_coordinator", "ES-001"),
        event(kinds.SIGNED_IN, "coordinator"),
        Event(actor="", kind=kinds.SIGN_IN_FAILED, detail={}),
        Event(actor="cli:root", kind=kinds.IMPORTED, detail={}),
    )
    own = email_of("national_coordinator")
    with world.session() as session:
        user = session.scalars(select(User).where(User.email == own)).one()
        enter(session, Scope(own, ROLES["national_coordinator"], FRENCH, user.id, "FR"))
        page = page_of(session, Asked())
    assert (page.total, {found.actor for found in page.events}) == (
        3,
        {email_of("clinician"), email_of("clinician", "FR-002"), own},
    )


@pytest.mark.parametrize("role", ["administrator", "nobody"])
def test_a_reader_without_rows_sees_nobody_s_events(sqlite_world: World, role: str) -> None:
    happen(sqlite_world, event(kinds.SIGNED_IN), event(kinds.SIGNED_IN, "coordinator"))
    with sqlite_world.session() as session:
        enter(session, Scope("nobody@tests.invalid", ROLES.get(role, ROLES["clinician"]), frozenset()))
        assert page_of(session, Asked()).total == 0


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_kind_has_its_words(language: str) -> None:
    with speaking(language):
        words = [journal_words.kind_words(kind) for kind in kinds.KINDS]
    assert len(set(words)) == len(words)
    assert not set(words) & set(kinds.KINDS)


@pytest.mark.parametrize(
    ("kind", "detail", "words"),
    [
        (kinds.SIGNED_OUT, {}, ""),
        (kinds.SIGN_IN_FAILED, {"address": ""}, ""),
        (kinds.ROLE_CHANGED, {"user": "a@b.example", "before": "", "after": "clinician FR-001"},
         "a@b.example: new account, Clinician · FR-001"),
        (kinds.ROLE_CHANGED, {"user": "a@b.example", "before": "auditor", "after": "pharmacist FR-002"},
         "a@b.example: from Auditor to Pharmacist · FR-002"),
        (kinds.EXPORTED_RECORDS, {"rows": {"patient": 1, "course": 1300}, "scope": "FR-001,FR-002"},
         "1,301 rows · FR-001, FR-002"),
        (kinds.EXPORTED_RECORDS, {"rows": {"patient": 1}, "scope": "FR-001,FR-002,FR-003,FR-004"}, "1 row · 4 centres"),
        (kinds.EXPORTED_DRUG, {"drug": "trametinib", "cut_off": "2026-10-31", "scope": "*"},
         "trametinib · cut-off 31 Oct 2026 · all centres"),
        (kinds.DEMO_MADE, {"patients": 650, "seed": 1, "on": "2026-10-31"}, "650 patients"),
    ],
)  # fmt: skip
def test_the_detail_of_an_event_in_words(kind: str, detail: dict[str, object], words: str) -> None:
    with speaking("en"):
        assert journal_words.detail_words(Event(actor="", kind=kind, detail=detail)) == words
