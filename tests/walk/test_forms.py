"""CSRF-1, METH-1: nothing is changed by a form that this site did not give, nor by a method that an address lacks."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from flask import Flask
from itsdangerous import URLSafeTimedSerializer

from registry.access import gate, programs
from tests.people import World
from tests.walk import policy
from tests.walk.policy import Place, Step
from tests.walk.test_canaries import changed, content
from tests.walk.test_routes import Ids
from tests.walk.visitors import FORM_KEY, NOBODYS, Visitor, visitor

METHODS = ("PUT", "DELETE", "TRACE", "CONNECT", "OPTIONS", "PROPFIND", "FOO")


def unsafe(app: Flask, *, pages: bool) -> Iterator[Step]:
    for step in policy.steps(app):
        is_page = not programs.is_for_programs(step.rule.rule)
        if step.method not in gate.SAFE_METHODS and is_page == pages:
            yield step


def address(step: Step, ids: Ids) -> str:
    return step.address({name: ids.of(named, Place.OWN) for name, named in step.names.items()})


def forged(app: Flask) -> dict[str, str]:
    """Tokens that do not belong to the session: none, a made-up one, those of another session and another key."""
    serializer = URLSafeTimedSerializer(app.secret_key, salt="wtf-csrf-token")
    other_key = URLSafeTimedSerializer("another secret key" * 3, salt="wtf-csrf-token")
    return {
        "none": "",
        "made up": "x" * 91,
        "another session's": str(serializer.dumps("f" * 64)),
        "another key's": str(other_key.dumps(FORM_KEY)),
    }


@pytest.mark.parametrize("name", ["coordinator", NOBODYS])
def test_no_form_is_taken_without_the_token_of_its_session(site: Flask, ground: World, name: str) -> None:
    who = visitor(site, ground, name)
    ids = Ids(ground, site, who)
    steps = [(step, address(step, ids)) for step in unsafe(site, pages=True)]
    browser, before = who.browser, content(ground.url)
    taken = [
        f"{step.title} with the token: {which} answers {status}"
        for step, path in steps
        for which, token in forged(site).items()
        if (status := browser.post(path, data={"csrf_token": token}).status_code)
        not in refusals(step, who, site)
    ]
    assert not taken, "\n".join(taken)
    assert changed(before, content(ground.url)) == []


def refusals(step: Step, who: Visitor, app: Flask) -> tuple[int, ...]:
    """400, and for who is not signed in 401 where that is asked first."""
    door = gate.door_of(app.view_functions[step.rule.endpoint], step.method)
    return (400,) if who.is_in or (door and door.is_open) else (401,)


@pytest.mark.parametrize("kind", ["text/plain", "multipart/form-data", "application/json"])
def test_a_form_of_another_type_is_not_taken_either(site: Flask, ground: World, kind: str) -> None:
    """What a page of another site can send without asking: no type of it opens a door."""
    who = visitor(site, ground, "coordinator")
    ids = Ids(ground, site, who)
    steps = [(step, address(step, ids)) for step in unsafe(site, pages=True)]
    before = content(ground.url)
    for step, path in steps:
        answer = who.browser.post(path, data=f'{{"csrf_token": "{who.csrf}"}}', content_type=kind)
        assert answer.status_code == 400, (step.title, answer.status_code)
    assert changed(before, content(ground.url)) == []


def test_the_api_knows_no_cookie(site: Flask, ground: World) -> None:
    """So no page of another site can use it through somebody's browser."""
    who = visitor(site, ground, "coordinator")
    ids = Ids(ground, site, who)
    for step in unsafe(site, pages=False):
        answer = who.browser.open(
            address(step, ids),
            method=step.method,
            data={"csrf_token": who.csrf},
            headers={"X-CSRFToken": who.csrf},
        )
        if step.rule.rule == programs.REDCAP:
            assert answer.status_code == 403, answer.status_code
            continue
        assert answer.status_code == 401, (step.title, answer.status_code)
        assert answer.headers["WWW-Authenticate"] == "Bearer"


@pytest.mark.parametrize("method", METHODS)
def test_a_method_that_an_address_lacks_is_refused(site: Flask, ground: World, method: str) -> None:
    who = visitor(site, ground, "coordinator")
    ids = Ids(ground, site, who)
    wrong = []
    for step in policy.steps(site):
        path = address(step, ids)
        if programs.is_for_programs(path):
            headers = {"Authorization": f"Bearer {who.bearer}"}
            answer = site.test_client().open(path, method=method, headers=headers)
        else:
            answer = who.browser.open(path, method=method)
        if answer.status_code not in (405, 501):
            wrong.append(f"{method} {path}: {answer.status_code}")
        elif not answer.headers.get("Allow"):
            wrong.append(f"{method} {path}: does not say what is allowed")
    assert not wrong, "\n".join(wrong)
