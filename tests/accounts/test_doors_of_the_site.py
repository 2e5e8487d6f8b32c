"""ACC-6 to ACC-10, CSRF-1, METH-1: who comes in where, decided anew at each request."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from flask import Flask, g
from flask.typing import ResponseReturnValue
from sqlalchemy import MetaData, create_engine, select
from werkzeug.routing import IntegerConverter, Rule

from registry.access import events as kinds
from registry.access import tokens
from registry.access.gate import open_door, requires
from registry.access.permissions import Permission
from registry.access.programs import is_for_programs
from registry.access.scope import scope_in
from registry.actions import users
from registry.db import writing
from registry.models.base import now
from tests.accounts.site import events, give_passwords, signed_in, user_of, visit
from tests.people import World, email_of

P = Permission
PROGRAM = "/api/v1/test"


@pytest.fixture
def sqlite_world(sqlite_world: World) -> World:
    give_passwords(sqlite_world)
    return sqlite_world


@pytest.fixture
def site(sqlite_app: Flask) -> Flask:
    """The application with views that say who came in."""

    def add(path: str, mark: Callable[[Any], Any]) -> None:
        def who() -> ResponseReturnValue:
            return {"actor": scope_in(g.session).actor, "centres": sorted(g.scope.centres or ())}

        sqlite_app.add_url_rule(path, path.strip("/"), mark(who), methods=["GET", "POST"])

    add("/test", requires(P.READ))
    add(PROGRAM, requires(P.READ))
    add("/open", open_door)
    add("/forgotten", lambda view: view)
    return sqlite_app


def mint(world: World, role: str = "clinician", *, read_only: bool = False) -> str:
    with world.session() as session:
        return users.token(session, user_id=user_of(session, role).id, read_only=read_only)


def bearer(token: str) -> dict[str, str]:
    return {"Authorization": f"Bearer {token}"}


# pages


def test_a_signed_in_person_works_on_own_rows(site: Flask) -> None:
    assert signed_in(site).get("/test").json == {"actor": email_of("clinician"), "centres": ["FR-001"]}
    assert signed_in(site, "national_coordinator").get("/test").json == {
        "actor": email_of("national_coordinator"),
        "centres": ["FR-001", "FR-002"],
    }


def test_an_unmarked_view_is_shut_even_if_it_gets_this_far(site: Flask) -> None:
    site.testing = False
    assert signed_in(site, "coordinator").get("/forgotten").status_code == 500


def test_a_missing_right_is_refused_and_noted(site: Flask, sqlite_world: World) -> None:
    browser = signed_in(site, "administrator")
    answer = browser.get("/test")
    assert answer.status_code == 403
    assert "Your role does not have this right." in answer.text
    (event,) = events(sqlite_world, kinds.REFUSED)
    assert (event.actor, event.detail) == (email_of("administrator"), {"method": "GET", "endpoint": "test"})


def test_a_changed_role_counts_at_the_next_request(site: Flask, sqlite_world: World) -> None:
    browser = signed_in(site)
    with sqlite_world.session() as session:
        user = user_of(session, "clinician")
        users.change(session, user_id=user.id, role="clinician", centre_id="FR-002")
        assert browser.get("/test").json["centres"] == ["FR-002"]
        users.change(session, user_id=user.id, role="administrator")
    assert browser.get("/test").status_code == 403
    (moved, changed) = events(sqlite_world, kinds.ROLE_CHANGED)
    assert moved.detail == {"user": user.email, "before": "clinician FR-001", "after": "clinician FR-002"}
    assert changed.detail == {"user": user.email, "before": "clinician FR-002", "after": "administrator"}


def test_a_closed_account_is_out_at_the_next_request(site: Flask, sqlite_world: World) -> None:
    browser, token = signed_in(site), mint(sqlite_world)
    assert site.test_client().get(PROGRAM, headers=bearer(token)).status_code == 200
    with sqlite_world.session() as session:
        users.disable(session, user_id=user_of(session, "clinician").id)
    assert browser.get("/test").status_code == 302
    assert site.test_client().get(PROGRAM, headers=bearer(token)).status_code == 401
    with sqlite_world.session() as session:
        users.enable(session, user_id=user_of(session, "clinician").id)
    assert browser.get("/test").status_code == 302
    assert site.test_client().get(PROGRAM, headers=bearer(token)).status_code == 401
    assert signed_in(site).get("/test").status_code == 200


def test_an_open_context_does_not_let_the_next_person_in(site: Flask) -> None:
    """The trap of flask-login: the person it found first is kept for as long as the application context is open."""
    first, second, nobody = signed_in(site), signed_in(site, centre="FR-002"), visit(site)
    with site.app_context():
        assert first.get("/test").json["actor"] == email_of("clinician")
        assert second.get("/test").json["actor"] == email_of("clinician", "FR-002")
        assert nobody.get("/test").status_code == 302
        assert nobody.get("/open").json["actor"] == ""


# programs


def test_a_program_comes_in_with_a_token_and_nothing_else(site: Flask, sqlite_world: World) -> None:
    browser = signed_in(site)
    assert browser.get(PROGRAM).status_code == 401
    program = site.test_client()
    answer = program.get(PROGRAM, headers=bearer(mint(sqlite_world)))
    assert answer.json == {"actor": email_of("clinician"), "centres": ["FR-001"]}
    assert program.get("/test", headers=bearer(mint(sqlite_world))).status_code == 302


WRONG_TOKENS = [
    "",
    "Bearer",
    "Bearer ",
    "Bearer x",
    "Bearer registry_",
    "Basic eDp4",
    "Token {}",
    "bearer{}",
    "Bearer {}x",
]


def test_a_wrong_token_is_told_as_json(site: Flask, sqlite_world: World) -> None:
    token = mint(sqlite_world)
    for header in WRONG_TOKENS:
        answer = site.test_client().get(PROGRAM, headers={"Authorization": header.format(token)})
        assert (header, answer.status_code, answer.is_json) == (header, 401, True)
        assert answer.headers["WWW-Authenticate"] == "Bearer"


def test_a_token_that_reads_only_writes_nothing(site: Flask, sqlite_world: World) -> None:
    reading, writing_too = mint(sqlite_world, read_only=True), mint(sqlite_world)
    program = site.test_client()
    assert program.get(PROGRAM, headers=bearer(reading)).status_code == 200
    assert program.head(PROGRAM, headers=bearer(reading)).status_code == 200
    assert program.post(PROGRAM, headers=bearer(reading)).status_code == 403
    assert program.post(PROGRAM, headers=bearer(writing_too)).status_code == 200


def test_a_program_has_the_rights_of_its_person(site: Flask, sqlite_world: World) -> None:
    answer = site.test_client().get(PROGRAM, headers=bearer(mint(sqlite_world, "administrator")))
    assert answer.status_code == 403
    assert answer.is_json


def test_an_account_of_a_program_needs_no_password(site: Flask, sqlite_world: World) -> None:
    token = mint(sqlite_world)
    with sqlite_world.session() as session, writing(session):
        user_of(session, "clinician").password_hash = None
    assert site.test_client().get(PROGRAM, headers=bearer(token)).status_code == 200
    assert visit(site).sign_in().status_code == 401


def test_an_expired_token_is_refused(site: Flask, sqlite_world: World) -> None:
    with sqlite_world.session() as session, writing(session):
        token = tokens.mint(session, user_of(session, "clinician"), read_only=False, days=0)
    assert site.test_client().get(PROGRAM, headers=bearer(token)).status_code == 401


# forms


def addresses(app: Flask, method: str) -> Iterator[tuple[str, Rule]]:
    """An address of every rule of the pages that takes the method, made-up values in it."""
    adapter = app.url_map.bind("localhost")
    for rule in app.url_map.iter_rules():
        if method in (rule.methods or ()) and not is_for_programs(rule.rule):
            yield adapter.build(rule.endpoint, _made_up(rule), method=method), rule


def _made_up(rule: Rule) -> dict[str, object]:
    numbers = {name for name, kind in rule._converters.items() if isinstance(kind, IntegerConverter)}
    return {name: 1 if name in numbers else "x" for name in rule.arguments}


def test_no_form_is_taken_without_its_token(sqlite_app: Flask) -> None:
    """Whoever is signed in, on every address that changes something."""
    mallory, alice = signed_in(sqlite_app, "reviewer"), signed_in(sqlite_app, "coordinator")
    foreign = mallory.token
    for path, rule in addresses(sqlite_app, "POST"):
        for token in ("", "made up", foreign):
            answer = alice.client.post(path, data={"csrf_token": token})
            assert answer.status_code == 400, f"{rule.endpoint} took the token {token!r}"
            answer = alice.client.post(
                path, data="{}", content_type="text/plain", headers={"X-CSRFToken": token}
            )
            assert answer.status_code == 400, f"{rule.endpoint} took text/plain with the token {token!r}"
        assert alice.client.post(path, json={}).status_code == 400, rule.endpoint
    assert alice.get("/account").status_code == 200


def test_a_token_in_the_header_serves_scripts(sqlite_app: Flask) -> None:
    browser = signed_in(sqlite_app)
    answer = browser.client.post("/language", data={"language": "fr"}, headers={"X-CSRFToken": browser.token})
    assert answer.status_code == 303


def test_signing_in_needs_the_token_too(sqlite_app: Flask) -> None:
    stranger = visit(sqlite_app)
    assert stranger.post("/sign-in", {"email": "a@b", "password": "x"}).status_code == 400
    other = visit(sqlite_app)
    other.get("/sign-in")
    stranger.get("/sign-in")
    assert (
        stranger.post("/sign-in", {"csrf_token": other.token, "email": "a@b", "password": "x"}).status_code
        == 400
    )


def fingerprint(world: World) -> str:
    """All rows of all tables, but for what notes that people read."""
    engine = create_engine(world.url)
    metadata = MetaData()
    metadata.reflect(engine)
    left_out = ("event", "user_session", "audit_context")
    with engine.connect() as connection:
        rows = {
            table.name: sorted(str(row) for row in connection.execute(select(table)))
            for table in metadata.sorted_tables
            if table.name not in left_out
        }
    engine.dispose()
    return hashlib.sha256(json.dumps(rows, sort_keys=True).encode()).hexdigest()


@pytest.mark.parametrize("role", ["coordinator", "clinician", "administrator"])
def test_reading_changes_nothing(sqlite_app: Flask, sqlite_world: World, role: str) -> None:
    sqlite_app.testing = False
    browser = signed_in(sqlite_app, role)
    before = fingerprint(sqlite_world)
    for path, _rule in addresses(sqlite_app, "GET"):
        browser.get(path)
        browser.get(path)
    assert fingerprint(sqlite_world) == before


def test_unknown_methods_are_refused(sqlite_app: Flask, sqlite_world: World) -> None:
    browser, token = signed_in(sqlite_app), mint(sqlite_world)
    for method in ("OPTIONS", "TRACE", "CONNECT", "PROPFIND", "BREW"):
        for path in ("/account", "/sign-in", "/api/v1/docs"):
            assert (method, browser.client.open(path, method=method).status_code) == (method, 405)
        answer = browser.client.open("/api/v1/openapi.json", method=method, headers=bearer(token))
        assert (method, answer.status_code) == (method, 405)


def test_somebody_without_a_password_has_no_way_in(site: Flask, sqlite_world: World) -> None:
    """ACC-8: invited, but the link was not used yet."""
    browser = signed_in(site)
    with sqlite_world.session() as session, writing(session):
        user_of(session, "clinician").password_hash = None
    assert browser.get("/test").status_code == 302
    assert visit(site).sign_in(password="").status_code == 401


def test_the_reason_of_disabling_is_not_told(site: Flask, sqlite_world: World) -> None:
    with sqlite_world.session() as session, writing(session):
        user_of(session, "clinician").disabled_at = now()
    closed, wrong = visit(site).sign_in(), visit(site).sign_in("reviewer", password="wrong")
    assert closed.status_code == wrong.status_code == 401
    assert "disabled" not in closed.text
