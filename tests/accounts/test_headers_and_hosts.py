"""HDR-1, HOST-1, DBG-1: what every answer carries, and which hosts are answered at all."""

from __future__ import annotations

import dataclasses
import re
from collections.abc import Callable
from pathlib import Path
from urllib.parse import urljoin

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy.exc import OperationalError
from werkzeug.test import TestResponse

from registry.access.gate import open_door
from registry.app import create_app
from registry.web import headers
from tests.accounts.site import give_passwords, reset_link, signed_in, visit
from tests.people import World, config_for

ALWAYS = {
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
}
FORBIDDEN = ("unsafe-inline", "unsafe-eval", "unsafe-hashes", "http:", "https:", "data:", "blob:", "*")


@pytest.fixture
def sqlite_world(sqlite_world: World) -> World:
    give_passwords(sqlite_world)
    return sqlite_world


@pytest.fixture
def site(sqlite_app: Flask) -> Flask:
    def add(path: str, error: Exception) -> None:
        def fail() -> str:
            raise error

        sqlite_app.add_url_rule(path, path.strip("/"), open_door(fail))

    add("/broken", ZeroDivisionError("the secret of the house"))
    add("/api/v1/broken", ZeroDivisionError("the secret of the house"))
    add("/away", OperationalError("SELECT secret", {"name": "CANARY"}, Exception("no such server")))
    sqlite_app.testing = False
    return sqlite_app


Ask = Callable[[FlaskClient], TestResponse]
ANSWERS: dict[str, tuple[int, Ask]] = {
    "sign-in page": (200, lambda c: c.get("/sign-in")),
    "not signed in": (302, lambda c: c.get("/account")),
    "form without token": (400, lambda c: c.post("/sign-in")),
    "unknown host": (400, lambda c: c.get("/sign-in", headers={"Host": "evil.example"})),
    "form of a stranger": (401, lambda c: c.post("/account/password")),
    "program without token": (401, lambda c: c.get("/api/v1/openapi.json")),
    "unknown address": (404, lambda c: c.get("/nothing")),
    "wrong method": (405, lambda c: c.put("/sign-in")),
    "too large": (413, lambda c: c.post("/sign-in", data=b"x" * (13 * 1024 * 1024))),
    "failure": (500, lambda c: c.get("/broken")),
    "failure for a program": (500, lambda c: c.get("/api/v1/broken")),
    "database away": (503, lambda c: c.get("/away")),
    "static": (200, lambda c: c.get("/static/css/base.css")),
    "static missing": (404, lambda c: c.get("/static/css/nothing.css")),
    "static outside": (404, lambda c: c.get("/static/../../config.py")),
}


def test_every_answer_carries_the_headers(site: Flask) -> None:
    for name, (status, ask) in ANSWERS.items():
        answer = ask(site.test_client())
        assert (name, answer.status_code) == (name, status)
        check_headers(name, answer)


def check_headers(name: str, answer: TestResponse) -> None:
    for header, value in ALWAYS.items():
        assert answer.headers[header] == value
    assert "Cookie" in answer.headers["Vary"]
    assert answer.headers["Permissions-Policy"]
    policy = dict(part.split(" ", 1) for part in answer.headers["Content-Security-Policy"].split("; "))
    assert policy["default-src"] == policy["base-uri"] == policy["frame-ancestors"] == "'none'"
    assert policy["script-src"] == policy["style-src"] == policy["form-action"] == "'self'"
    assert not [word for word in FORBIDDEN if any(word in value for value in policy.values())]
    if answer.mimetype.startswith("text/"):
        assert answer.content_type.endswith("charset=utf-8")
    if not name.startswith("static"):
        assert answer.headers["Cache-Control"] == "no-store"


def test_nothing_signed_in_is_kept_by_the_browser(site: Flask) -> None:
    browser = signed_in(site)
    for path in ("/account", "/users", "/nothing", "/session/extend"):
        assert browser.get(path).headers["Cache-Control"] == "no-store"


def test_static_files_are_kept_under_the_address_of_their_release(site: Flask) -> None:
    client = site.test_client()
    with site.test_request_context():
        sheet, module = (site.url_for("static", filename=name) for name in ("css/base.css", "js/main.js"))
    assert re.fullmatch(r"/static/r-[0-9a-f]{12}/css/base\.css", sheet)
    imported = urljoin(module, "./sending.js")
    for path in (sheet, module, imported):
        assert client.get(path).headers["Cache-Control"] == "public, max-age=31536000, immutable"
    plain = client.get("/static/css/base.css")
    assert plain.data == client.get(sheet).data
    earlier = client.get("/static/r-0123456789ab/css/base.css")
    for answer in (plain, earlier):
        assert answer.status_code == 200
        assert answer.headers["Cache-Control"] == "no-cache"
    again = client.get("/static/css/base.css", headers={"If-None-Match": plain.headers["ETag"]})
    assert again.status_code == 304


def test_another_file_is_another_release(tmp_path: Path) -> None:
    (tmp_path / "css").mkdir()
    fingerprints = set()
    for name, content in (("a", "1"), ("a", "2"), ("css/b", "2"), ("c", "")):
        (tmp_path / name).write_text(content)
        fingerprints.add(headers._fingerprint(tmp_path))
    assert len(fingerprints) == 4
    assert headers._fingerprint(tmp_path) in fingerprints


def test_the_log_of_a_failure_does_not_repeat_values(site: Flask, caplog: pytest.LogCaptureFixture) -> None:
    site.test_client().get("/away")
    assert "no such server" in caplog.text
    assert "CANARY" not in caplog.text


def test_failures_say_nothing_of_the_house(site: Flask) -> None:
    client = site.test_client()
    for path in ("/broken", "/away", "/api/v1/broken"):
        answer = client.get(path)
        for word in ("secret", "ZeroDivision", "SELECT", "Traceback", "/work", ".py"):
            assert word not in answer.text
    assert client.get("/away").headers["Retry-After"] == "5"


def test_the_page_of_a_failure_needs_no_database(site: Flask, monkeypatch: pytest.MonkeyPatch) -> None:
    browser = signed_in(site)

    def away(*_: object, **__: object) -> None:
        raise OperationalError("SELECT secret", {}, Exception("no such server"))

    monkeypatch.setattr("registry.access.sessions.find", away)
    answer = browser.get("/account")
    assert answer.status_code == 503
    assert "The registry is not available right now" in answer.text
    assert browser.fetch("/language", {}).json["message"].startswith("What was saved before is safe")


def test_reading_goes_on_when_nothing_can_be_written(site: Flask, monkeypatch: pytest.MonkeyPatch) -> None:
    browser = signed_in(site)

    def full(*_: object, **__: object) -> None:
        raise OperationalError("UPDATE user_session", {}, Exception("disk full"))

    monkeypatch.setattr("registry.access.sessions.refresh", full)
    assert browser.get("/help/roles").status_code == 200


HOSTS = [
    "evil.example",
    "localhost.evil.example",
    "evil.example:80",
    "localhost@evil.example",
    "",
    "[::1]",
    "LOCALHOST.",
    "a b",
]


def test_unknown_hosts_are_refused_and_not_repeated(site: Flask) -> None:
    for host in HOSTS:
        for path in ("/sign-in", "/", "/api/v1/broken", "/nothing"):
            answer = site.test_client().get(path, headers={"Host": host})
            assert (host, answer.status_code, answer.text) == (host, 400, "400 Bad Request\n")


def test_known_hosts_are_answered(site: Flask) -> None:
    for host in ("localhost", "localhost:8000", "127.0.0.1", "127.0.0.1:8000"):
        assert site.test_client().get("/sign-in", headers={"Host": host}).status_code == 200


def test_what_proxies_claim_is_not_believed(site: Flask, sqlite_world: World) -> None:
    claims = {
        "X-Forwarded-Host": "evil.example",
        "X-Forwarded-Proto": "https",
        "Forwarded": "host=evil.example",
    }
    answer = site.test_client().get("/account", headers=claims)
    assert answer.location == "/sign-in?next=/account"
    answer = site.test_client().get(reset_link(sqlite_world), headers=claims)
    assert answer.status_code == 200
    assert "evil" not in answer.text


@pytest.fixture
def production(sqlite_world: World, tmp_path: Path) -> Flask:
    config = config_for(sqlite_world.url, tmp_path)
    return create_app(
        dataclasses.replace(
            config, production=True, hosts=("registry.example",), base_url="https://registry.example"
        )
    )


def test_production_speaks_https_alone(production: Flask) -> None:
    browser = visit(production)
    answer = browser.get("/sign-in", base_url="https://registry.example")
    (cookie,) = answer.headers.getlist("Set-Cookie")
    assert cookie.startswith("__Host-registry=")
    assert {"Secure", "HttpOnly", "Path=/", "SameSite=Lax"} <= set(cookie.split("; "))
    assert "Domain" not in cookie
    assert answer.headers["Strict-Transport-Security"] == "max-age=31536000; includeSubDomains"
    assert browser.get("/static/css/base.css", base_url="https://registry.example").headers[
        "Strict-Transport-Security"
    ]
    assert browser.get("/sign-in").status_code == 400  # localhost is not its name


def test_forms_work_over_https_without_a_referrer(production: Flask) -> None:
    browser = visit(production)
    browser.get("/sign-in", base_url="https://registry.example")
    typed = {"email": "clinician-fr-001@tests.invalid", "password": "vague orange tambour 58"}
    assert browser.post("/sign-in", typed, base_url="https://registry.example").status_code == 303
