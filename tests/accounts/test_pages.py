"""The pages on the own account, users, centres and roles, as somebody uses them."""

from __future__ import annotations

import html
import re

import pytest
from flask import Flask
from sqlalchemy import select
from werkzeug.test import TestResponse

from registry.access import events as kinds
from registry.access import links
from registry.access.permissions import PERMISSION_LABELS, ROLES, Permission, may
from registry.actions import places, users
from registry.db import writing
from registry.errors import Forbidden, Invalid
from registry.models.audit import AuditEntry
from registry.models.place import Centre, Country
from registry.models.user import ApiToken, User, UserSession
from registry.web import agents
from tests.accounts.site import (
    BASE_URL,
    PASSWORD,
    Browser,
    events,
    give_passwords,
    reset_link,
    signed_in,
    user_id,
    user_of,
    visit,
)
from tests.people import World, email_of

NEW_PASSWORD = "renard violet sous 31 pluies"


@pytest.fixture
def sqlite_world(sqlite_world: World) -> World:
    give_passwords(sqlite_world)
    return sqlite_world


def words(answer: TestResponse) -> str:
    """What a page says, without its markup."""
    body = re.sub(r"<(script|template|style).*?</\1>", " ", answer.text, flags=re.DOTALL)
    return " ".join(html.unescape(re.sub(r"<[^>]*>", " ", body)).split())


def main_of(answer: TestResponse) -> str:
    return words(answer).partition("Sign out")[2]


def told(browser: Browser, answer: TestResponse) -> str:
    """Where a form led, and what is said there."""
    assert answer.status_code == 303
    return words(browser.get(answer.location))


# one-time links


def test_a_new_person_chooses_a_password_and_signs_in(sqlite_app: Flask, sqlite_world: World) -> None:
    with sqlite_world.session() as session:
        link = users.add(session, email="bob@chu.example", role="coordinator", base_url=BASE_URL)
    path, browser = link.url.removeprefix(BASE_URL), visit(sqlite_app)
    page = browser.get(path)
    assert "Choose your password" in words(page)
    assert 'value="bob@chu.example"' in page.text
    assert "At least 16 characters" in words(page)
    browser.get(path)  # a scanner of mails looks at it first
    short = browser.post(path, {"password": "renard violet", "again": "renard violet"})
    assert short.status_code == 422
    assert "has 13 characters; it needs at least 16" in words(short)
    unequal = browser.post(path, {"password": NEW_PASSWORD, "again": PASSWORD})
    assert unequal.status_code == 422
    assert "The two passwords differ." in words(unequal)
    done = browser.post(path, {"password": NEW_PASSWORD, "again": NEW_PASSWORD})
    assert "Your password is set. Sign in with it." in told(browser, done)
    assert browser.get("/account").status_code == 302  # the link alone lets nobody in
    assert browser.get(path).status_code == 404
    assert browser.post(path, {"password": PASSWORD, "again": PASSWORD}).status_code == 404
    assert browser.sign_in(email="bob@chu.example", password=NEW_PASSWORD).status_code == 303
    assert [event.actor for event in events(sqlite_world, kinds.PASSWORD_CHOSEN)] == ["bob@chu.example"]


def test_a_reset_gives_a_locked_person_the_way_back(sqlite_app: Flask, sqlite_world: World) -> None:
    for _ in range(6):
        visit(sqlite_app).sign_in(password="wrong")
    browser, path = visit(sqlite_app), reset_link(sqlite_world)
    browser.get(path)
    assert browser.post(path, {"password": NEW_PASSWORD, "again": NEW_PASSWORD}).status_code == 303
    assert browser.sign_in(password=NEW_PASSWORD).status_code == 303


def test_dead_links_all_look_the_same(sqlite_app: Flask, sqlite_world: World) -> None:
    used, older = reset_link(sqlite_world), reset_link(sqlite_world, "reviewer")
    reset_link(sqlite_world, "reviewer")
    browser = visit(sqlite_app)
    browser.get(used)
    told(browser, browser.post(used, {"password": NEW_PASSWORD, "again": NEW_PASSWORD}))
    pages = {words(browser.get(path)) for path in (used, older, "/link/x", "/link/x.y", used + "x")}
    without_number = {re.sub(r"number: \w+", "", page) for page in pages}
    assert len(without_number) == 1
    assert "This link was used already or has expired." in without_number.pop()


def test_the_page_of_a_link_speaks_the_language_of_its_person(sqlite_app: Flask, sqlite_world: World) -> None:
    with sqlite_world.session() as session:
        users.set_language(session, user_id=user_of(session, "clinician").id, language="fr")
    path, french = reset_link(sqlite_world), visit(sqlite_app)
    assert '<html lang="fr"' in french.get(path).text
    assert '<html lang="fr"' in french.post(path, {"password": "x", "again": "x"}).text
    done = french.post(path, {"password": NEW_PASSWORD, "again": NEW_PASSWORD})
    assert '<html lang="fr"' in french.get(done.location).text
    english = visit(sqlite_app)
    english.get("/sign-in")
    english.post("/language", {"language": "en"})
    assert '<html lang="en"' in english.get(reset_link(sqlite_world)).text


# languages


def test_before_signing_in_the_browser_decides(sqlite_app: Flask) -> None:
    spoken = {
        "fr": "fr",
        "fr-CA,en;q=0.8": "fr",
        "de,fr;q=0.5,en;q=0.4": "fr",
        "fr;q=0,en": "en",
        "de": "en",
        "": "en",
        "x" * 500: "en",
    }
    pages = {
        accepts: visit(sqlite_app).get("/sign-in", headers={"Accept-Language": accepts}).text
        for accepts in spoken
    }
    assert {accepts: re.findall(r'<html lang="(\w+)"', page)[0] for accepts, page in pages.items()} == spoken


def test_a_person_switches_for_good(sqlite_app: Flask) -> None:
    browser = signed_in(sqlite_app)
    assert browser.post("/language", {"language": "fr", "next": "/account"}).location == "/account"
    assert '<html lang="fr"' in browser.get("/account", headers={"Accept-Language": "en"}).text
    assert '<html lang="fr"' in signed_in(sqlite_app).get("/account").text
    assert browser.post("/language", {"language": "xx"}).status_code == 422


def test_a_stranger_switches_for_this_browser(sqlite_app: Flask) -> None:
    browser = visit(sqlite_app)
    browser.get("/sign-in")
    browser.post("/language", {"language": "fr"})
    assert '<html lang="fr"' in browser.get("/sign-in").text
    browser.post("/language", {"language": "xx"})
    assert '<html lang="fr"' in browser.get("/sign-in").text


# the own account


def test_a_new_password_needs_the_old_one_and_ends_the_other_sessions(
    sqlite_app: Flask, sqlite_world: World
) -> None:
    here, there = signed_in(sqlite_app), signed_in(sqlite_app)
    new = {"password": NEW_PASSWORD, "again": NEW_PASSWORD}
    wrong = here.post("/account/password", {"current_password": "wrong", **new})
    assert wrong.status_code == 422
    assert "This is not your current password" in words(wrong)
    done = here.post("/account/password", {"current_password": PASSWORD, **new})
    assert "Your password is changed. 1 session is ended." in told(here, done)
    assert there.get("/account").status_code == 302
    assert visit(sqlite_app).sign_in().status_code == 401
    assert visit(sqlite_app).sign_in(password=NEW_PASSWORD).status_code == 303


def test_an_unattended_browser_is_no_place_to_guess_the_password(sqlite_app: Flask) -> None:
    browser = signed_in(sqlite_app)
    new = {"password": NEW_PASSWORD, "again": NEW_PASSWORD}
    for guess in range(5):
        browser.post("/account/password", {"current_password": f"guess {guess}", **new})
    assert browser.post("/account/password", {"current_password": PASSWORD, **new}).status_code == 422
    assert visit(sqlite_app).sign_in().status_code == 401


def test_a_changed_password_ends_a_link_that_was_given(sqlite_app: Flask, sqlite_world: World) -> None:
    browser = signed_in(sqlite_app)
    with sqlite_world.session() as session, writing(session):
        link = links.issue(session, user_of(session, "clinician"), base_url=BASE_URL, lasting=links.RESET)
    new = {"password": NEW_PASSWORD, "again": NEW_PASSWORD}
    assert browser.post("/account/password", {"current_password": PASSWORD, **new}).status_code == 303
    assert visit(sqlite_app).get(link.url.removeprefix(BASE_URL)).status_code == 404


def test_own_sessions_are_seen_and_ended(sqlite_app: Flask, sqlite_world: World) -> None:
    here, there, third = (signed_in(sqlite_app) for _ in range(3))
    assert "Open sessions 3" in words(here.get("/account"))
    with there.client.session_transaction() as cookie:
        there_id = links.keys.fingerprint(cookie["_user_id"])
    done = here.post(f"/account/sessions/{there_id}/end")
    assert "1 session is ended." in told(here, done)
    assert [browser.get("/account").status_code for browser in (here, there, third)] == [200, 302, 200]
    assert here.post(f"/account/sessions/{there_id}/end").status_code == 404
    assert "1 session is ended." in told(here, here.post("/account/sessions/end-others"))
    assert third.get("/account").status_code == 302
    assert "No other session was open." in told(here, here.post("/account/sessions/end-others"))


def test_nobody_ends_the_sessions_of_others(sqlite_app: Flask, sqlite_world: World) -> None:
    mine, foreign = signed_in(sqlite_app), signed_in(sqlite_app, "reviewer")
    with sqlite_world.session() as session:
        rows = select(UserSession.id).where(UserSession.user_id == user_id(sqlite_world, "reviewer"))
        (foreign_id,) = session.scalars(rows)
    assert mine.post(f"/account/sessions/{foreign_id}/end").status_code == 404
    mine.post("/account/sessions/end-others")
    assert foreign.get("/account").status_code == 200


def test_own_tokens_are_seen_and_ended(sqlite_app: Flask, sqlite_world: World) -> None:
    browser = signed_in(sqlite_app)
    assert "API tokens" not in words(browser.get("/account"))
    with sqlite_world.session() as session:
        users.token(session, user_id=user_of(session, "clinician").id, read_only=True)
        users.token(session, user_id=user_of(session, "reviewer").id)
        tokens = {row.read_only: row.id for row in session.scalars(select(ApiToken))}
    assert "API tokens 1" in words(browser.get("/account"))
    assert browser.post(f"/account/tokens/{tokens[False]}/end").status_code == 404
    assert browser.post(f"/account/tokens/{tokens[True]}/end").status_code == 303
    assert "API tokens" not in words(browser.get("/account"))


def test_the_account_page_says_what_the_role_may(sqlite_app: Flask) -> None:
    for name, role in ROLES.items():
        page = signed_in(sqlite_app, name).get("/account").text
        listed = re.findall(r"<li>(.*?)</li>", page.partition("you may:")[2].partition("</ul>")[0])
        rights = [label.en for permission, label in PERMISSION_LABELS.items() if may(role, permission)]
        assert (name, [html.unescape(line) for line in listed]) == (name, rights)


@pytest.mark.parametrize(
    ("agent", "said"),
    [
        (
            "Mozilla/5.0 (Windows NT 10.0; Win64; x64; rv:140.0) Gecko/20100101 Firefox/140.0",
            "Firefox, Windows",
        ),
        (
            "Mozilla/5.0 (Windows NT 10.0) AppleWebKit/537.36 Chrome/150.0 Safari/537.36 Edg/150.0",
            "Edge, Windows",
        ),
        ("Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 Chrome/150.0 Safari/537.36", "Chrome, Linux"),
        (
            "Mozilla/5.0 (iPhone; CPU iPhone OS 19_0 like Mac OS X) Version/19.0 Mobile Safari/604.1",
            "Safari, iPhone",
        ),
        (
            "Mozilla/5.0 (Linux; Android 16) AppleWebKit/537.36 Chrome/150.0 Mobile Safari/537.36",
            "Chrome, Android",
        ),
        ("curl/8.5", "Unknown browser"),
        ("", "Unknown browser"),
    ],
)
def test_browsers_in_words(agent: str, said: str) -> None:
    assert agents.in_words(agent) == said


# users


def test_a_coordinator_adds_a_person_and_gets_the_link_once(sqlite_app: Flask, sqlite_world: World) -> None:
    browser = signed_in(sqlite_app, "coordinator")
    browser.get("/users/new")
    typed = {
        "email": " Bob@Chu.example",
        "role": "clinician",
        "centre_id": "FR-002",
        "country_id": "",
        "language": "",
    }
    page = browser.post("/users/new", typed)
    assert page.status_code == 200
    link = re.search(r'value="(http://localhost/link/[^"]+)"', page.text)
    assert link is not None
    assert visit(sqlite_app).get(link[1].removeprefix(BASE_URL)).status_code == 200
    with sqlite_world.session() as session:
        bob = session.scalars(select(User).where(User.email == "bob@chu.example")).one()
    assert (bob.role, bob.centre_id, bob.language) == ("clinician", "FR-002", "fr")
    assert "No password yet" in words(browser.get(f"/users/{bob.id}"))
    assert link[1] not in browser.get(f"/users/{bob.id}").text


def test_a_refused_account_says_where_and_keeps_what_was_typed(sqlite_app: Flask) -> None:
    browser = signed_in(sqlite_app, "coordinator")
    browser.get("/users/new")
    page = browser.post("/users/new", {"email": "bob", "role": "clinician", "centre_id": "FR-002"})
    assert page.status_code == 422
    assert '<a href="#f-email">' in page.text
    assert 'value="bob"' in page.text
    assert '<option value="clinician" selected>' in page.text
    assert '<option value="FR-002" selected>' in page.text
    assert "<title>Error: New account" in page.text


def test_a_role_is_changed_and_a_stale_form_is_told(sqlite_app: Flask, sqlite_world: World) -> None:
    browser, bob = signed_in(sqlite_app, "administrator"), user_id(sqlite_world, "clinician")
    browser.get(f"/users/{bob}")
    new_post = {"role": "pharmacist", "centre_id": "FR-002", "country_id": "", "version": "1"}
    with sqlite_world.session() as session:
        new_post["version"] = str(user_of(session, "clinician").version)
    done = browser.post(f"/users/{bob}", new_post)
    assert "Saved. The new rights of" in told(browser, done)
    again = browser.post(f"/users/{bob}", new_post | {"role": "data_entry"})
    assert again.status_code == 409
    with sqlite_world.session() as session:
        assert user_of(session, "clinician").role == "pharmacist"


def test_links_sessions_and_the_account_itself_are_ended_from_the_page(
    sqlite_app: Flask, sqlite_world: World
) -> None:
    browser, bob, clinician = (
        signed_in(sqlite_app, "coordinator"),
        user_id(sqlite_world, "clinician"),
        signed_in(sqlite_app),
    )
    assert "Open sessions 1" in words(browser.get(f"/users/{bob}"))
    assert "1 session is ended." in told(browser, browser.post(f"/users/{bob}/sessions/end"))
    assert clinician.get("/account").status_code == 302
    assert "/link/" in browser.post(f"/users/{bob}/link").text
    assert visit(sqlite_app).sign_in().status_code == 401
    assert "is disabled" in told(browser, browser.post(f"/users/{bob}/disable"))
    assert browser.post(f"/users/{bob}/link").status_code == 422
    assert "may sign in again" in told(browser, browser.post(f"/users/{bob}/enable"))


def test_the_list_is_searched_filtered_and_paged(sqlite_app: Flask, sqlite_world: World) -> None:
    with sqlite_world.session() as session:
        for number in range(60):
            users.add(
                session,
                email=f"x{number:02}@chu.example",
                role="pharmacist",
                centre_id="ES-001",
                base_url=BASE_URL,
            )
        users.disable(
            session, user_id=session.scalars(select(User.id).where(User.email == "x07@chu.example")).one()
        )
    browser = signed_in(sqlite_app, "coordinator")
    assert "73 accounts" in words(browser.get("/users"))  # 13 of the world and 60
    assert browser.get("/users").text.count("<tr>") == 1 + 50
    assert browser.get("/users?page=2").text.count("<tr>") == 1 + 23
    assert "60 accounts" in words(browser.get("/users?q=chu.example pharm"))
    assert "1 account" in words(browser.get("/users?q=x0&state=disabled"))
    assert "59 accounts" in words(browser.get("/users?state=invited"))
    assert "No such account" in words(browser.get("/users?q=nobody"))
    for page in ("0", "-1", "x", "9" * 30, "99"):
        assert browser.get(f"/users?page={page}").status_code == 200


def test_a_national_coordinator_sees_the_accounts_of_own_centres(
    sqlite_app: Flask, sqlite_world: World
) -> None:
    browser = signed_in(sqlite_app, "national_coordinator")
    listed = set(re.findall(r'<a href="/users/[^"]+">([^<]+)</a></th>', browser.get("/users").text))
    own = {email_of("national_coordinator"), email_of("clinician", "FR-002")}
    assert listed == own | {email_of(role) for role in ("clinician", "data_entry", "pharmacist")}
    for foreign in (
        user_id(sqlite_world, "clinician", "ES-001"),
        user_id(sqlite_world, "coordinator"),
        "nobody",
    ):
        assert browser.get(f"/users/{foreign}").status_code == 404
        assert browser.post(f"/users/{foreign}/disable").status_code == 404
    form = browser.get("/users/new").text
    assert re.findall(
        r'<option value="([a-z_]+)"', form.partition('name="role"')[2].partition("</select>")[0]
    ) == [
        "clinician",
        "data_entry",
        "pharmacist",
    ]
    assert "ES-001" not in form
    refused = browser.post("/users/new", {"email": "a@b", "role": "coordinator"})
    assert refused.status_code == 403


def test_the_own_account_is_shown_without_its_form(sqlite_app: Flask, sqlite_world: World) -> None:
    browser, own = signed_in(sqlite_app, "coordinator"), user_id(sqlite_world, "coordinator")
    page = browser.get(f"/users/{own}")
    assert "only somebody else can change its rights" in words(page)
    assert 'name="role"' not in page.text
    assert browser.post(f"/users/{own}", {"role": "administrator"}).status_code == 403


# centres


def test_a_country_and_a_centre_are_added_and_a_centre_is_renamed(
    sqlite_app: Flask, sqlite_world: World
) -> None:
    browser = signed_in(sqlite_app, "coordinator")
    browser.get("/centres")
    done = browser.post("/countries", {"country_id": "be", "language": ""})
    assert "Country Belgium is added." in told(browser, done)
    done = browser.post("/centres", {"centre_id": "be-001", "name": "  Centre D "})
    assert "Centre BE-001 is added." in told(browser, done)
    browser.get("/centres/BE-001")
    without_reason = browser.post("/centres/BE-001", {"name": "Centre E", "reason": " ", "version": "1"})
    assert without_reason.status_code == 422
    assert '<a href="#f-reason">' in without_reason.text
    assert 'value="Centre E"' in without_reason.text
    done = browser.post("/centres/BE-001", {"name": "Centre E", "reason": "merged", "version": "1"})
    assert "Centre BE-001 is renamed." in told(browser, done)
    stale = browser.post("/centres/BE-001", {"name": "Centre F", "reason": "again", "version": "1"})
    assert stale.status_code == 409
    assert browser.get("/centres/BE-999").status_code == 404
    with sqlite_world.session() as session:
        country, centre = session.get(Country, "BE"), session.get(Centre, "BE-001")
        entry = select(AuditEntry).where(AuditEntry.table == "centre", AuditEntry.operation.ilike("update"))
        (renamed,) = session.scalars(entry)
    assert country is not None
    assert centre is not None
    assert (country.language, country.status) == ("fr", "complete")
    assert (centre.country_id, centre.name, centre.status, centre.version) == (
        "BE",
        "Centre E",
        "complete",
        2,
    )
    assert (renamed.actor, renamed.reason) == (email_of("coordinator"), "merged")


WRONG_PLACES = [
    ("/countries", {"country_id": "FRA"}, "country_id"),
    ("/countries", {"country_id": ""}, "country_id"),
    ("/countries", {"country_id": "FR"}, "country_id"),
    ("/countries", {"country_id": "BE", "language": "xx"}, "language"),
    ("/centres", {"centre_id": "FR-12", "name": "D"}, "centre_id"),
    ("/centres", {"centre_id": "FR012", "name": "D"}, "centre_id"),
    ("/centres", {"centre_id": "BE-001", "name": "D"}, "centre_id"),
    ("/centres", {"centre_id": "FR-001", "name": "D"}, "centre_id"),
    ("/centres", {"centre_id": "FR-003", "name": ""}, "name"),
    ("/centres", {"centre_id": "FR-003", "name": "x" * 201}, "name"),
    ("/centres", {"centre_id": "FR-003", "name": "a\x00b"}, "name"),
]


def test_a_wrong_place_is_refused_at_its_control(sqlite_app: Flask) -> None:
    browser = signed_in(sqlite_app, "administrator")
    browser.get("/centres")
    for path, typed, field in WRONG_PLACES:
        page = browser.post(path, typed)
        assert (typed, page.status_code) == (typed, 422)
        assert re.findall(r'<li><a href="#f-(\w+)">', page.text) == [field]
        assert f'id="f-{field}"' in page.text


def test_others_do_not_manage_centres(sqlite_app: Flask) -> None:
    for role in (name for name, role in ROLES.items() if not may(role, Permission.MANAGE_CENTRES)):
        browser = signed_in(sqlite_app, role)
        got = [browser.get(path).status_code for path in ("/centres", "/centres/FR-001")]
        sent = [browser.post(path).status_code for path in ("/centres", "/countries", "/centres/FR-001")]
        assert (role, {*got, *sent}) == (role, {403})


def test_the_action_itself_asks_for_the_right(sqlite_world: World) -> None:
    with sqlite_world.session() as session:
        session.info["scope"] = session.info["scope"].__class__("x", ROLES["clinician"], frozenset())
        for act in (
            lambda: places.add_country(session, country_id="BE"),
            lambda: places.add_centre(session, centre_id="FR-003", name="D"),
            lambda: places.rename_centre(session, centre_id="FR-001", name="D", reason="x"),
        ):
            with pytest.raises(Forbidden):
                act()


def test_a_country_speaks_its_own_language_where_we_do(sqlite_world: World) -> None:
    spoken = {"BE": "fr", "CA": "en", "DE": "en", "IE": "en", "LU": "fr", "CH": "fr"}
    with sqlite_world.session() as session:
        assert {code: places.add_country(session, country_id=code).language for code in spoken} == spoken
        france = session.get(Country, "FR")
        with pytest.raises(Invalid, match="already"):
            places.add_country(session, country_id="FR")
    assert france is not None
    assert france.language == "fr"


# roles


def test_the_page_on_roles_is_what_the_gate_asks(sqlite_app: Flask) -> None:
    rights = {
        label.en: ["yes" if may(role, permission) else "no" for role in ROLES.values()]
        for permission, label in PERMISSION_LABELS.items()
    }
    for reader in ROLES:
        page = signed_in(sqlite_app, reader).get("/help/roles")
        body = page.text.partition("<tbody>")[2].partition("</tbody>")[0]
        rows = re.findall(r'<th scope="row">(.*?)</th>(.*?)</tr>', body, flags=re.DOTALL)[1:]
        shown = {
            html.unescape(label): re.findall(r'visually-hidden">(yes|no)<', cells) for label, cells in rows
        }
        assert (reader, shown) == (reader, rights)
