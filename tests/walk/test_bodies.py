"""DOS-1: what is too large is refused before it is read, with a sentence; what has many or deep parts is answered."""

from __future__ import annotations

import http.client
import io
import resource
import socket
from typing import Any
from urllib.parse import urlencode, urlsplit

import pytest
from flask import Flask
from flask.testing import FlaskClient

from tests.browser import served
from tests.people import World
from tests.walk import ground as grounds
from tests.walk.visitors import Visitor, visitor

LARGE = 50 * 1024 * 1024


@pytest.fixture
def who(site: Flask, ground: World) -> Visitor:
    return visitor(site, ground, "coordinator")


class Endless(io.RawIOBase):
    """A body that never ends, and counts what is read of it."""

    def __init__(self) -> None:
        self.given = 0

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: memoryview) -> int:  # type: ignore[override]
        self.given += len(buffer)
        buffer[:] = b"a" * len(buffer)
        return len(buffer)


FORMS = ("/records/patient/new?parent=FR-001", "/imports", "/drafts", "/sign-in")
URLENCODED, MULTIPART = "application/x-www-form-urlencoded", "multipart/form-data; boundary=x"


def sent(
    client: FlaskClient, address: str, body: Endless, kind: str, *, length: int | None, **more: Any
) -> Any:
    """Send a body that says its length, or one in chunks that does not."""
    said = {"CONTENT_LENGTH": str(length)} if length else {"wsgi.input_terminated": True}
    environ = {"wsgi.input": body, "CONTENT_TYPE": kind, **said}
    return client.post(address, environ_overrides=environ, **more)


@pytest.mark.parametrize("address", FORMS)
@pytest.mark.parametrize("kind", [URLENCODED, MULTIPART])
def test_a_body_of_50_mb_is_refused_before_it_is_read(who: Visitor, address: str, kind: str) -> None:
    body = Endless()
    answer = sent(who.browser, address, body, kind, length=LARGE)
    assert answer.status_code == 413
    assert "This is too large" in answer.text
    assert "Nothing was saved" in answer.text
    assert body.given == 0


@pytest.mark.parametrize("address", FORMS)
@pytest.mark.parametrize("kind", [URLENCODED, MULTIPART])
def test_a_body_that_does_not_say_its_length_is_read_to_the_limit_and_no_further(
    who: Visitor, address: str, kind: str
) -> None:
    body = Endless()
    assert sent(who.browser, address, body, kind, length=None).status_code == 413
    assert body.given <= 13 * 1024 * 1024


@pytest.mark.parametrize("length", [LARGE, None])
def test_the_api_refuses_a_large_body_as_json(who: Visitor, length: int | None) -> None:
    body, headers = Endless(), {"Authorization": f"Bearer {who.bearer}"}
    client = who.app.test_client()
    answer = sent(client, "/api/v1/patients", body, "application/json", length=length, headers=headers)
    assert (answer.status_code, answer.json["code"]) == (413, 413)
    assert body.given <= 1024 * 1024


def test_a_server_answers_while_50_mb_are_still_to_come(site: Flask, who: Visitor) -> None:
    """Over a real connection: the answer does not wait for the body, and the next request is served."""
    cookie = who.browser.get_cookie("registry")
    assert cookie is not None
    with served(site) as home:
        address = urlsplit(home)
        with socket.create_connection((address.hostname or "", address.port or 0), timeout=20) as line:
            line.sendall(
                f"POST /imports HTTP/1.1\r\nHost: {address.netloc}\r\nCookie: registry={cookie.value}\r\n"
                f"Content-Type: multipart/form-data; boundary=x\r\nContent-Length: {LARGE}\r\n\r\n--x".encode()
            )
            answer = http.client.HTTPResponse(line)
            answer.begin()
            assert answer.status == 413
        second = http.client.HTTPConnection(address.netloc, timeout=20)
        second.request("GET", "/sign-in")
        assert second.getresponse().status == 200


def test_ten_thousand_parts_are_refused(who: Visitor) -> None:
    parts = "".join(f'--x\r\nContent-Disposition: form-data; name="f{n}"\r\n\r\n1\r\n' for n in range(10_000))
    answer = who.browser.post(
        "/records/patient/new?parent=FR-001",
        data=f"{parts}--x--\r\n",
        content_type=MULTIPART,
    )
    assert answer.status_code == 413


@pytest.mark.parametrize("address", FORMS)
def test_ten_thousand_fields_are_refused_before_they_are_read_one_by_one(who: Visitor, address: str) -> None:
    for fields in ("&".join(f"f{n}=" for n in range(10_000)), "&" * 1_500_000):
        answer = who.browser.post(address, data=fields, content_type=URLENCODED)
        assert answer.status_code == 413


@pytest.mark.parametrize("name", ["f{}", "course_drug-{}-drug", "answer-{}", "keep-{}", "{}_missing"])
def test_fields_that_no_form_has_add_nothing_to_a_record(ground: World, who: Visitor, name: str) -> None:
    with ground.session() as session:
        course = grounds.first(session, "course", "FR-001")
    typed = {name.format(n): "x" for n in range(1_900)} | {"csrf_token": who.csrf, "status": "draft"}
    answer = who.browser.post(
        f"/records/toxicity/new?parent={course.id}", data=urlencode(typed), content_type=URLENCODED
    )
    assert answer.status_code == 303
    with ground.session() as session:
        made = grounds.newest(session, "toxicity", "FR-001")
        assert (made.answers, made.missing) == ({}, {})


@pytest.mark.parametrize(
    "body",
    [
        "[" * 10_000 + "]" * 10_000,
        '{"a":' * 10_000 + "1" + "}" * 10_000,
        '{"sex": ' + "[" * 10_000 + "]" * 10_000 + "}",
        '{"sex": "' + "a" * 200_000 + '"}',
        '{"answers": {' + ",".join(f'"A-{n}": "x"' for n in range(10_000)) + "}}",
        '{"course_drug": [' + ",".join(["{}"] * 60_000) + "]}",
        '{"sex": ' + "9" * 100_000 + "}",
        "",
        "null",
        "\ufeff{}",
        '{"sex": 1e400}',
        '{"sex": NaN}',
    ],
    ids=range(12),
)
def test_json_of_any_depth_and_size_is_refused(who: Visitor, body: str) -> None:
    for address in ("patients", "courses"):
        answer = who.app.test_client().post(
            f"/api/v1/{address}",
            data=body.encode(),
            content_type="application/json",
            headers={"Authorization": f"Bearer {who.bearer}"},
        )
        assert answer.status_code in (400, 413, 422)
        assert answer.json["message"]


def test_refusing_takes_no_memory(who: Visitor) -> None:
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    for address in FORMS:
        sent(who.browser, address, Endless(), URLENCODED, length=None)
    assert resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before < 50 * 1024
