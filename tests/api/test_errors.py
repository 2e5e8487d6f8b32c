"""Whatever goes wrong at an address of the API is told as JSON, in one shape, and its sentence is all it says."""

from collections.abc import Callable

import pytest
from sqlalchemy.exc import DataError, OperationalError

from registry.queries import pages
from tests.api.programs import Programs, refused

MEMBERS = {"code", "status", "message", "errors", "problems"}


@pytest.mark.parametrize(
    ("method", "path", "status"),
    [
        ("GET", "/nothing", 404),
        ("GET", "", 404),
        ("GET", "/", 404),
        ("GET", "/patients/", 404),
        ("GET", "//patients", 404),
        ("GET", "/patients/x/y", 404),
        ("GET", "/patients/no-such-record", 404),
        ("DELETE", "/patients/no-such-record", 405),
        ("PUT", "/patients/no-such-record", 405),
        ("PATCH", "/patients", 405),
        ("TRACE", "/patients", 405),
        ("OPTIONS", "/patients", 405),
        ("PROPFIND", "/patients", 405),
        ("POST", "/centres", 405),
        ("PATCH", "/countries/FR", 405),
        ("POST", "/me", 405),
        ("POST", "/openapi.json", 405),
        ("POST", "/patients", 415),
    ],
)
def test_a_refusal_is_json(programs: Programs, method: str, path: str, status: int) -> None:
    answer = programs("coordinator").send(method, path)
    assert answer.mimetype == "application/json"
    assert refused(answer, status) == {}
    assert set(answer.json) == MEMBERS
    assert answer.json["message"]
    if status == 405 and method != "OPTIONS":
        assert "GET" in answer.headers["Allow"]


def test_head_is_a_get_without_its_body(programs: Programs) -> None:
    answer = programs("coordinator").send("HEAD", "/drugs/trametinib")
    assert (answer.status_code, answer.data) == (200, b"")
    assert answer.headers["ETag"]


@pytest.mark.parametrize(
    ("failure", "status"),
    [
        (RuntimeError("/secret/path SELECT password"), 500),
        (OperationalError("SELECT secret", {}, Exception("locked")), 503),
        (DataError("SELECT secret", {}, Exception("NUL")), 400),
    ],
)
def test_a_failure_says_nothing_of_itself(
    programs: Programs, monkeypatch: pytest.MonkeyPatch, failure: Exception, status: int
) -> None:
    monkeypatch.setattr(pages, "page_of", failing(failure))
    answer = programs("coordinator").get("/patients")
    assert refused(answer, status) == {}
    assert answer.mimetype == "application/json"
    for word in ("secret", "SELECT", "Traceback", "RuntimeError"):
        assert word not in answer.text
    if status == 503:
        assert answer.headers["Retry-After"]


def failing(failure: Exception) -> Callable[..., None]:
    def fail(*_args: object, **_more: object) -> None:
        raise failure

    return fail


def test_answers_are_kept_by_nobody(programs: Programs) -> None:
    answer = programs("coordinator").get("/drugs/trametinib")
    assert answer.headers["Cache-Control"] == "no-store"
    assert answer.headers["X-Content-Type-Options"] == "nosniff"


def test_accents_are_sent_as_they_are(programs: Programs) -> None:
    program = programs("coordinator")
    drug = program.add("drug", inn="selpercatinib", inn_fr="sélpercatinib")
    assert "sélpercatinib" in program.get(f"/drugs/{drug['id']}").get_data(as_text=True)
