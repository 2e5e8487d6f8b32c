"""AUT-4, AUT-6, AUT-7, AUT-9, SES-1, SES-6, RED-1: the way in and the way out."""

import datetime as dt
import html
import io
import os
import re
import time
import unicodedata

import pytest
import time_machine
from flask import Flask
from sqlalchemy import select
from werkzeug.test import TestResponse

from registry.access import events as kinds
from registry.access import keys, passwords
from registry.db import writing
from registry.intake import uploads
from registry.models.base import now
from registry.models.user import SignInAttempt, UserSession
from tests.accounts.site import (
    PASSWORD,
    Browser,
    Hashing,
    count,
    events,
    give_passwords,
    signed_in,
    user_of,
    visit,
)
from tests.people import World, email_of

START = dt.datetime(2026, 11, 23, 9, 0, tzinfo=dt.UTC)


def at(minutes: float) -> time_machine.travel:
    return time_machine.travel(START + dt.timedelta(minutes=minutes), tick=False)


@pytest.fixture
def sqlite_world(sqlite_world: World) -> World:
    give_passwords(sqlite_world)
    return sqlite_world


@pytest.fixture
def browser(sqlite_app: Flask) -> Browser:
    return visit(sqlite_app)


def said(answer: TestResponse) -> str:
    """The page without what differs in every answer: tokens, and the address that was typed."""
    return re.sub(r'value="[^"]*"', "", answer.text)


def test_the_right_password_opens_the_first_page_of_the_role(sqlite_app: Flask, sqlite_world: World) -> None:
    first_pages = {
        "clinician": "/patients",
        "analyst": "/drugs",
        "administrator": "/users",
        "auditor": "/patients",
    }
    for role, page in first_pages.items():
        answer = visit(sqlite_app).sign_in(role)
        assert (answer.status_code, answer.location) == (303, page)
    assert [event.actor for event in events(sqlite_world, kinds.SIGNED_IN)] == [
        email_of(role) for role in first_pages
    ]


def test_the_way_in_works_on_each_database(app: Flask, world: World) -> None:
    give_passwords(world)
    browser = visit(app)
    for typed in ({"password": "wrong"}, {"password": "\x00"}, {"email": "a\x00@b"}, {"email": "\x00"}):
        assert browser.sign_in(**typed).status_code == 401
    assert browser.sign_in().status_code == 303
    assert browser.get("/account").status_code == 200
    assert browser.post("/sign-out").status_code == 303
    assert browser.get("/account").status_code == 302


@pytest.mark.parametrize("spelling", [" {} ", "{}\t", "UPPER", "FULL"])
def test_every_spelling_of_the_address_signs_in(browser: Browser, spelling: str) -> None:
    email = email_of("clinician")
    full_width = "".join(chr(ord(sign) + 0xFEE0) if sign.isalpha() else sign for sign in email)
    typed = {"UPPER": email.upper(), "FULL": full_width}.get(spelling, spelling.format(email))
    assert browser.sign_in(email=typed).status_code == 303


def test_a_password_typed_on_another_keyboard_signs_in(browser: Browser, sqlite_world: World) -> None:
    with sqlite_world.session() as session, writing(session):
        user_of(session, "clinician").password_hash = passwords.make_hash("été à Orléans 58")
    assert browser.sign_in(password=unicodedata.normalize("NFD", "été à Orléans 58")).status_code == 303


def test_unknown_wrong_locked_and_closed_get_the_same_answer_after_the_same_work(
    sqlite_app: Flask, sqlite_world: World, hashing: Hashing
) -> None:
    with sqlite_world.session() as session, writing(session):
        user_of(session, "reviewer").disabled_at = now()
        user_of(session, "auditor").password_hash = None
    for _ in range(5):
        visit(sqlite_app).sign_in("analyst", password="wrong")
    tries = {
        "wrong password": visit(sqlite_app).sign_in(password="wrong"),
        "unknown address": visit(sqlite_app).sign_in(email="nobody@tests.invalid"),
        "locked, right password": visit(sqlite_app).sign_in("analyst"),
        "locked, wrong password": visit(sqlite_app).sign_in("analyst", password="wrong"),
        "disabled, right password": visit(sqlite_app).sign_in("reviewer"),
        "no password yet": visit(sqlite_app).sign_in("auditor"),
        "no address": visit(sqlite_app).sign_in(email="not an address"),
        "empty": visit(sqlite_app).sign_in(email="", password=""),
    }
    assert {answer.status_code for answer in tries.values()} == {401}
    assert len({said(answer) for answer in tries.values()}) == 1
    assert hashing.count == 5 + len(tries)


def test_twenty_guesses_are_five_and_the_right_one_waits(sqlite_app: Flask, sqlite_world: World) -> None:
    with at(0):
        for guess in range(20):
            assert visit(sqlite_app).sign_in(password=f"guess {guess}").status_code == 401
        assert visit(sqlite_app).sign_in().status_code == 401
    assert count(sqlite_world, SignInAttempt) == 5
    with at(14.9):
        assert visit(sqlite_app).sign_in().status_code == 401
    with at(15.1):
        assert visit(sqlite_app).sign_in().status_code == 303
    assert len(events(sqlite_world, kinds.SIGN_IN_FAILED)) == 5
    assert len(events(sqlite_world, kinds.SIGN_IN_LOCKED)) == 17


def test_what_is_typed_in_the_wrong_box_is_stored_nowhere(browser: Browser, sqlite_world: World) -> None:
    browser.sign_in(email=PASSWORD, password="x")
    browser.sign_in(email="nobody@tests.invalid", password=PASSWORD)
    assert [event.actor for event in events(sqlite_world, kinds.SIGN_IN_FAILED)] == ["", ""]
    with sqlite_world.session() as session:
        assert session.scalars(select(SignInAttempt.email)).all() == ["nobody@tests.invalid"]


@pytest.mark.parametrize("name", ["admin", "admin@localhost", "root", "administrator", "demo"])
def test_there_is_no_default_account(browser: Browser, name: str) -> None:
    for password in ("admin", "password", "", name):
        assert browser.sign_in(email=name, password=password).status_code == 401


def test_signing_in_makes_a_new_session_and_a_new_cookie(browser: Browser, sqlite_world: World) -> None:
    browser.get("/sign-in")
    before = browser.client.get_cookie("registry")
    answer = browser.sign_in()
    after = browser.client.get_cookie("registry")
    assert before is not None
    assert after is not None
    assert before.value != after.value
    (flags,) = answer.headers.getlist("Set-Cookie")
    assert "HttpOnly" in flags
    assert "SameSite=Lax" in flags
    assert "Path=/" in flags
    assert "Expires" not in flags  # it ends with the browser
    browser.client.set_cookie("registry", before.value)
    assert browser.get("/account").status_code == 302
    assert count(sqlite_world, UserSession) == 1


def test_the_cookie_is_worth_nothing_after_signing_out(sqlite_app: Flask, sqlite_world: World) -> None:
    browser = signed_in(sqlite_app)
    stolen = browser.client.get_cookie("registry")
    assert stolen is not None
    answer = browser.post("/sign-out")
    assert (answer.status_code, answer.location) == (303, "/sign-in")
    thief = visit(sqlite_app)
    thief.client.set_cookie("registry", stolen.value)
    assert thief.get("/account").status_code == 302
    assert [event.actor for event in events(sqlite_world, kinds.SIGNED_OUT)] == [email_of("clinician")]


def test_signing_out_twice_does_no_harm(sqlite_app: Flask) -> None:
    browser = signed_in(sqlite_app)
    browser.post("/sign-out")
    assert browser.post("/sign-out").status_code == 303


def test_a_made_up_cookie_opens_nothing(sqlite_app: Flask, sqlite_world: World) -> None:
    real = signed_in(sqlite_app)
    with real.client.session_transaction() as cookie:
        key = cookie["_user_id"]
    for value in (key, keys.fingerprint(key), "clinician-fr-001@tests.invalid", "' or 1=1 --"):
        forger = visit(sqlite_app)
        forger.client.set_cookie("registry", value)
        assert forger.get("/account").status_code == 302
        with forger.client.session_transaction() as cookie:
            cookie["_user_id"] = value
        assert (forger.get("/account").status_code == 200) == (value == key)


def test_the_sign_in_page_sends_on_who_is_signed_in(sqlite_app: Flask) -> None:
    browser = signed_in(sqlite_app)
    assert browser.get("/sign-in").location == "/patients"
    assert browser.get("/sign-in?next=/account").location == "/account"


@pytest.mark.parametrize(
    "page", ["/account", "/account?x=1&y=%C3%A9", "/records/patient/new?parent=FR-001", "/help/roles"]
)
def test_the_page_that_was_asked_for_comes_after_signing_in(browser: Browser, page: str) -> None:
    answer = browser.get(page)
    assert answer.status_code == 302
    assert answer.location.startswith("/sign-in?next=")
    hidden = re.findall(r'name="next" value="([^"]*)"', browser.get(answer.location).text)
    answer = browser.sign_in(next=html.unescape(hidden[-1]))
    assert (answer.status_code, answer.location) == (303, page)


ELSEWHERE = [
    "//evil.example",
    "///evil.example",
    "/////evil.example/account",
    "/\\evil.example",
    "\\\\evil.example",
    "\\/evil.example",
    "https:evil.example",
    "https://evil.example/account",
    "http:///evil.example",
    "javascript:alert(1)",
    "data:text/html,x",
    "\t//evil.example",
    "/\t/evil.example",
    "/\n/evil.example",
    " //evil.example",
    "/ /evil.example",
    "/\x00/evil.example",
    "/account\r\nSet-Cookie: a=b",
    "/\u2028/evil.example",
    "evil.example",
    "account",
    "/no/such/page",
    "/sign-out",
    "/" + "a" * 3000,
    "",
]


def test_nobody_is_sent_elsewhere(sqlite_app: Flask) -> None:
    browser = signed_in(sqlite_app)
    after_signing_in = {target: visit(sqlite_app).sign_in(next=target).location for target in ELSEWHERE}
    when_signed_in = {
        target: browser.get("/sign-in", query_string={"next": target}).location for target in ELSEWHERE
    }
    after_a_language = {
        target: browser.post("/language", {"language": "fr", "next": target}).location for target in ELSEWHERE
    }
    assert after_signing_in == when_signed_in == after_a_language == dict.fromkeys(ELSEWHERE, "/patients")


def test_a_sign_in_sweeps_uploads_that_nobody_confirmed(sqlite_app: Flask, browser: Browser) -> None:
    instance = sqlite_app.extensions["registry.config"].instance
    old, new = (
        uploads.keep(instance, name, name="a.csv", content=io.BytesIO(b"a")) for name in ("old", "new")
    )
    day_ago = time.time() - uploads.KEPT_SECONDS - 60
    os.utime(uploads.find(instance, "old", old).parent, (day_ago, day_ago))
    browser.sign_in("clinician")
    left = [path.parent.name for path in (instance / uploads.FOLDER).rglob("a.csv")]
    assert new in left
    assert old not in left
