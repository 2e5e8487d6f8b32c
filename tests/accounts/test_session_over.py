"""SES-2, SES-3, SES-7: the session runs out while a form is open; what was typed is its person's, and nobody else's."""

import datetime as dt

import pytest
import time_machine
from flask import Flask
from sqlalchemy import select

from registry.db import writing
from registry.models.base import now
from registry.models.draft import FormDraft
from registry.models.user import UserSession
from tests.accounts.site import Browser, give_passwords, signed_in, user_id, user_of, visit
from tests.people import World

START = dt.datetime(2026, 11, 23, 9, 0, tzinfo=dt.UTC)
FORM = "/records/patient/new?parent=FR-001"
DRAFT = "new:patient:FR-001"
TYPED = {
    "draft_form": DRAFT,
    "birth_month": "3/2015",
    "sex": "female",
    "password": "secret",
    "old_password": "secret",
}
KEPT = {"birth_month": ["3/2015"], "sex": ["female"]}


def at(minutes: float) -> time_machine.travel:
    return time_machine.travel(START + dt.timedelta(minutes=minutes), tick=False)


@pytest.fixture
def sqlite_world(sqlite_world: World) -> World:
    give_passwords(sqlite_world)
    return sqlite_world


@pytest.fixture
def browser(sqlite_app: Flask, sqlite_world: World) -> Browser:
    """Signed in at minute 0."""
    with at(0):
        return signed_in(sqlite_app)


def kept(world: World) -> dict[tuple[str, str], dict[str, list[str]]]:
    """All drafts by person and form."""
    with world.session() as session:
        return {(draft.user_id, draft.form): draft.content for draft in session.scalars(select(FormDraft))}


def test_a_page_leads_to_the_sign_in_and_back(browser: Browser) -> None:
    with at(31):
        answer = browser.get(FORM)
    assert (answer.status_code, answer.location) == (
        302,
        "/sign-in?next=/records/patient/new?parent%3DFR-001",
    )


def test_reading_pages_keeps_the_session_alive(browser: Browser) -> None:
    for minute in range(20, 12 * 60, 20):
        with at(minute):
            assert browser.get("/account").status_code == 200
    with at(12 * 60):
        assert browser.get("/account").status_code == 302


def test_a_form_that_comes_too_late_is_kept_for_its_person(browser: Browser, sqlite_world: World) -> None:
    with at(31):
        answer = browser.post(FORM, TYPED)
        assert answer.status_code == 401
        assert "What you typed is kept." in answer.text
        assert f'name="next" value="{FORM}"' in answer.text
        assert kept(sqlite_world) == {(user_id(sqlite_world, "clinician"), DRAFT): KEPT}
        answer = browser.sign_in(next=FORM)
        assert (answer.status_code, answer.location) == (303, FORM)
        assert 'value="3/2015"' in browser.get(FORM).text


def test_the_form_leads_back_to_the_page_it_was_on(browser: Browser) -> None:
    with at(31):
        answer = browser.post("/drafts", TYPED, headers={"Referer": "http://localhost" + FORM})
        assert f'name="next" value="{FORM}"' in answer.text
        answer = browser.post("/drafts", TYPED, headers={"Referer": "http://evil.example" + FORM})
        assert 'name="next" value=""' in answer.text
        assert "evil" not in answer.text


def test_a_script_gets_a_short_answer(browser: Browser, sqlite_world: World) -> None:
    with at(31):
        answer = browser.fetch(FORM, TYPED)
    assert answer.status_code == 401
    assert answer.json["message"] == "Sign in to go on."
    assert answer.json["is_kept"] is True
    assert kept(sqlite_world) == {(user_id(sqlite_world, "clinician"), DRAFT): KEPT}


def test_the_same_form_is_sent_again_after_signing_in_above_it(browser: Browser, sqlite_world: World) -> None:
    token = browser.token
    with at(31):
        assert browser.fetch(FORM, TYPED).status_code == 401
        again = browser.fetch(
            "/sign-in", {"email": "clinician-fr-001@tests.invalid", "password": "vague orange tambour 58"}
        )
        assert again.status_code == 200
        assert set(again.json) == {"csrf_token"}
        assert browser.fetch("/language", {"csrf_token": token, "language": "fr"}).status_code == 303
        assert (
            browser.fetch("/language", {"csrf_token": again.json["csrf_token"], "language": "fr"}).status_code
            == 303
        )


def test_signing_in_on_another_tab_lets_the_open_form_be_sent(browser: Browser) -> None:
    token = browser.token
    with at(31):
        browser.client.delete_cookie("registry")  # or the browser was closed meanwhile
        assert browser.sign_in().status_code == 303
        assert browser.post("/language", {"csrf_token": token, "language": "fr"}).status_code == 303


def test_somebody_else_neither_gets_the_draft_nor_sends_the_form(
    browser: Browser, sqlite_world: World
) -> None:
    token = browser.token
    with at(31):
        browser.post(FORM, TYPED)
        assert browser.sign_in("data_entry", next=FORM).location == FORM
        assert "3/2015" not in browser.get(FORM).text
        answer = browser.post(FORM, {**TYPED, "csrf_token": token})
        assert answer.status_code == 400
        assert "belongs to another sign-in" in answer.text
    assert list(kept(sqlite_world)) == [(user_id(sqlite_world, "clinician"), DRAFT)]


def test_somebody_else_cannot_sign_in_above_the_open_form(browser: Browser, sqlite_world: World) -> None:
    other = {"email": "data-entry-fr-001@tests.invalid", "password": "vague orange tambour 58"}
    with at(31):
        answer = browser.fetch("/sign-in", other)
        assert answer.status_code == 409
        assert "Another account opened this form" in answer.json["message"]
        assert browser.get("/account").status_code == 302
    with sqlite_world.session() as session:
        mine = UserSession.user_id == user_id(sqlite_world, "data_entry")
        assert all(row.ended_at for row in session.scalars(select(UserSession).where(mine)))


def test_after_signing_out_the_form_is_sent_by_signing_in_above_it(browser: Browser) -> None:
    """Signed out on another tab: the cookie still knows whose forms are open, but not how to get in."""
    token = browser.token
    browser.post("/sign-out")
    assert browser.fetch(FORM, TYPED).status_code == 401
    again = {
        "csrf_token": token,
        "email": "clinician-fr-001@tests.invalid",
        "password": "vague orange tambour 58",
    }
    assert browser.fetch("/sign-in", again).status_code == 200
    assert browser.post("/language", {"csrf_token": token, "language": "fr"}).status_code == 303


@pytest.mark.parametrize(
    ("change", "typed"),
    [
        ("ended", {}),
        ("disabled", {}),
        ("no password", {}),
        ("", {"csrf_token": "made up"}),
        ("", {"draft_form": ""}),
        ("", {"draft_form": "x" * 201}),
        ("", {"draft_form": "a\x00b"}),
    ],
)
def test_nothing_is_kept_of_a_session_that_was_ended_or_of_a_forged_form(
    browser: Browser, sqlite_world: World, change: str, typed: dict[str, str]
) -> None:
    with at(1), sqlite_world.session() as session, writing(session):
        user = user_of(session, "clinician")
        if change == "ended":
            session.scalars(select(UserSession)).one().ended_at = now()
        if change == "disabled":
            user.disabled_at = now()
        if change == "no password":
            user.password_hash = None
    with at(31):
        answer = browser.post(FORM, TYPED | typed)
    assert answer.status_code == 401
    assert "What you just sent is not saved." in answer.text
    assert kept(sqlite_world) == {}


def test_nothing_is_kept_of_somebody_who_never_signed_in(sqlite_app: Flask, sqlite_world: World) -> None:
    stranger = visit(sqlite_app)
    stranger.get("/sign-in")
    assert stranger.post(FORM, TYPED).status_code == 401
    assert kept(sqlite_world) == {}


def test_the_session_is_extended_at_once(browser: Browser) -> None:
    with at(29):
        assert browser.get("/session/extend").json == {"seconds": 30 * 60}
    with at(29.5):
        assert browser.get("/session/extend").json == {"seconds": 30 * 60}
    with at(58):
        assert browser.get("/account").status_code == 200


def test_the_end_of_the_day_cannot_be_extended(browser: Browser) -> None:
    for minute in range(20, 12 * 60 - 10, 20):
        with at(minute):
            browser.get("/session/extend")
    with at(12 * 60 - 10):
        assert browser.get("/session/extend").json == {"seconds": 10 * 60}


def test_extending_a_session_that_is_over_says_so(browser: Browser) -> None:
    with at(31):
        answer = browser.get("/session/extend", headers={"X-Requested-With": "fetch"})
    assert answer.status_code == 401
    assert answer.is_json
