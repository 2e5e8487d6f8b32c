"""The page: a file is sent, tried, shown, and written when that is confirmed."""

import io
import re
from pathlib import Path

import pytest
from flask import Flask
from werkzeug.test import TestResponse

from registry.access.permissions import ROLES, Permission, may
from registry.models.patient import Patient
from tests.accounts.site import Browser, count
from tests.intake.desk import FILES, PATIENT, TOXICITY, write_csv, write_workbook
from tests.people import People, World

TOKEN = re.compile(r'action="/imports/([A-Za-z0-9_-]{22})"')
IMPORTERS = sorted(name for name, role in ROLES.items() if may(role, Permission.IMPORT))


@pytest.fixture
def clinician(sqlite_people: People) -> Browser:
    browser = Browser(sqlite_people("clinician"))
    assert browser.get("/imports").status_code == 200
    return browser


def send(browser: Browser, path: Path, *, name: str = "") -> TestResponse:
    return browser.post("/imports", {"file": (io.BytesIO(path.read_bytes()), name or path.name)})


def test_a_file_is_tried_shown_and_written(clinician: Browser, sqlite_world: World, tmp_path: Path) -> None:
    page = send(clinician, write_workbook(tmp_path / "records.xlsx", FILES))
    assert page.status_code == 200
    assert "Trial run, nothing was written: 8 new, 0 changed, 0 unchanged." in page.text
    assert count(sqlite_world, Patient) == 0
    token = TOKEN.search(page.text)
    assert token
    assert 'name="reason"' not in page.text
    assert clinician.post(f"/imports/{token[1]}").headers["Location"] == "/imports"
    assert "Imported: 8 new, 0 changed, 0 unchanged." in clinician.get("/imports").text
    assert count(sqlite_world, Patient) == 1
    assert clinician.post(f"/imports/{token[1]}").status_code == 404


def test_changes_ask_for_a_reason(clinician: Browser, sqlite_world: World, tmp_path: Path) -> None:
    first = TOKEN.search(send(clinician, write_workbook(tmp_path / "records.xlsx", FILES)).text)
    assert first
    clinician.post(f"/imports/{first[1]}")
    changed = write_csv(tmp_path / "toxicity.csv", [TOXICITY | {"grade": "3", "version": 1}])
    page = send(clinician, changed)
    token = TOKEN.search(page.text)
    assert token
    assert "0 new, 1 changed, 0 unchanged" in page.text
    refused = clinician.post(f"/imports/{token[1]}", {"reason": "  "})
    assert refused.status_code == 422
    assert 'href="#f-reason"' in refused.text
    assert clinician.post(f"/imports/{token[1]}", {"reason": "source checked"}).status_code == 303


def test_problems_are_listed_and_can_be_taken_away(clinician: Browser, tmp_path: Path) -> None:
    spoilt = FILES | {"toxicity": [TOXICITY | {"grade": "9", "term_text": "=1+1\x01"}]}
    page = send(clinician, write_workbook(tmp_path / "records.xlsx", spoilt))
    assert page.status_code == 422
    assert "<title>Error: " in page.text
    assert "2 problems. Nothing was imported." in page.text
    address = re.search(r"/imports/[A-Za-z0-9_-]{22}/problems\.csv", page.text)
    assert address
    assert TOKEN.search(page.text) is None
    answer = clinician.get(address[0])
    assert answer.mimetype == "text/csv"
    assert answer.headers["Content-Disposition"] == "attachment; filename=problems.csv"
    table = answer.data.decode("utf-8-sig").splitlines()
    assert table[0] == "file,line,column,value,reason"
    assert table[1].startswith("toxicity,2,term_text,'=1+1�,")
    assert table[2].startswith("toxicity,2,grade,9,")


def test_what_cannot_be_read_is_said_beside_the_control(
    clinician: Browser, sqlite_app: Flask, tmp_path: Path
) -> None:
    (tmp_path / "records.xlsx").write_bytes(b"PK\x03\x04 and no more")
    page = send(clinician, tmp_path / "records.xlsx")
    assert page.status_code == 422
    assert "records.xlsx is damaged" in page.text
    assert 'aria-invalid="true"' in page.text
    assert list(sqlite_app.extensions["registry.config"].instance.rglob("*.xlsx")) == [
        tmp_path / "records.xlsx"
    ]
    assert clinician.post("/imports").status_code == 422
    assert "neither a workbook" in send(clinician, tmp_path / "records.xlsx", name="records.exe").text


def test_a_large_file_is_refused(clinician: Browser, tmp_path: Path) -> None:
    path = tmp_path / "patient.csv"
    path.write_bytes(b"id\n" + b"x" * 10 * 1024**2)
    page = send(clinician, path)
    assert (page.status_code, "larger than 10 MB" in page.text) == (422, True)
    path.write_bytes(b"id\n" + b"x" * 50 * 1024**2)
    assert send(clinician, path).status_code == 413


def test_a_file_is_its_senders(sqlite_people: People, clinician: Browser, tmp_path: Path) -> None:
    token = TOKEN.search(send(clinician, write_csv(tmp_path / "patient.csv", [PATIENT])).text)
    assert token
    other = Browser(sqlite_people("coordinator"))
    other.get("/imports")
    assert other.post(f"/imports/{token[1]}").status_code == 404
    assert other.get(f"/imports/{token[1]}/problems.csv").status_code == 404
    assert clinician.get(f"/imports/{token[1]}/problems.csv").status_code == 200


def test_other_roles_find_the_door_closed(sqlite_people: People) -> None:
    assert IMPORTERS == ["clinician", "coordinator", "national_coordinator"]
    for role in ROLES:
        assert sqlite_people(role).get("/imports").status_code == (200 if role in IMPORTERS else 403)


def test_a_hostile_name_is_shown_as_text(clinician: Browser, tmp_path: Path) -> None:
    page = send(
        clinician, write_csv(tmp_path / "patient.csv", [PATIENT]), name="<script>alert(1)</script>.csv"
    )
    assert "<script>alert" not in page.text
    assert page.status_code == 422
