"""Data freezes on pages: listed, opened, checked, traced, compared."""

from __future__ import annotations

import io
from zipfile import ZipFile

import pytest
from flask import Flask
from sqlalchemy import select

from registry.access.permissions import ROLES, Permission, may
from registry.models.audit import Event
from registry.queries import snapshots as found
from tests import make
from tests.freeze.small import frozen, treated
from tests.freeze.test_snapshots import alter
from tests.people import People, World
from tests.walk.visitors import Visitor


def with_two(world: World) -> tuple[str, str, str]:
    """Two freezes, and a toxicity whose grade changed between them."""
    with world.session() as session:
        _of, _course, toxicity = treated(session)
        first = frozen(session, "second report").id
        make.change(session, "toxicity", toxicity, {"grade": "3"}, reason="the chart says 3")
        treated(session, "FR-002")
        return first, frozen(session, "third report").id, toxicity.id


@pytest.mark.parametrize("role", ROLES)
def test_who_freezes_or_audits_sees_them(sqlite_people: People, sqlite_world: World, role: str) -> None:
    first, _second, _toxicity = with_two(sqlite_world)
    rights = ROLES[role]
    expected = 200 if may(rights, Permission.FREEZE) or may(rights, Permission.TRAIL) else 403
    browser = sqlite_people(role)
    assert browser.get("/snapshots").status_code == expected
    assert browser.get(f"/snapshots/{first}").status_code == expected
    files = 200 if may(rights, Permission.FREEZE) else 403
    assert browser.get(f"/snapshots/{first}/records.zip").status_code == files


def test_the_list_and_the_page_say_what_it_is_of(world: World, people: People) -> None:
    _first, second, _toxicity = with_two(world)
    browser = people("coordinator")
    listed = browser.get("/snapshots").text
    assert listed.index("third report") < listed.index("second report")
    page = browser.get(f"/snapshots/{second}").text
    with world.session() as session:
        row = found.get(session, second)
    for words in ("Trametinib", "1 Jan 2025 – 31 Dec 2025", "cli:tests", "third report", row.sha256, second):
        assert words in page


def test_from_a_number_to_its_records_and_back(world: World, people: People) -> None:
    _first, second, toxicity = with_two(world)
    browser = people("coordinator")
    behind = f"/snapshots/{second}/sheets/01_POPULATIONS/1/cumulative"
    assert f'href="{behind}"' in browser.get(f"/snapshots/{second}/sheets/01_POPULATIONS").text
    record = f"/snapshots/{second}/records/toxicity/{toxicity}"
    text = browser.get(behind).text
    assert f'href="{record}"' in text
    assert "2 toxicities" in text
    page = browser.get(record).text
    assert "Grade 3, severe" in page
    assert f'href="{behind}"' in page
    assert f'href="{record}"' in browser.get(f"/records/toxicity/{toxicity}/history").text


def test_the_record_is_shown_as_it_was(sqlite_world: World, sqlite_people: People) -> None:
    first, second, toxicity = with_two(sqlite_world)
    browser = sqlite_people("auditor")
    texts = [browser.get(f"/snapshots/{one}/records/toxicity/{toxicity}").text for one in (first, second)]
    with sqlite_world.session() as session:
        kept = found.get(session, first)
        assert kept.reason == "second report"
    assert texts[0] != texts[1]


def test_what_changed_is_told_with_its_author(world: World, people: People) -> None:
    first, second, _toxicity = with_two(world)
    browser = people("coordinator")
    page = browser.get(f"/snapshots/{second}/changes/{first}").text
    for words in (
        "the chart says 3",
        "cli:tests",
        "CTCAE grade",
        "FR-002-0001",
        "second report",
        "third report",
    ):
        assert words in page
    book = browser.get(f"/snapshots/{second}/changes/{first}.xlsx")
    assert book.data[:2] == b"PK"
    name = "trametinib_changes-since-2025-12-31_2025-01-01_2025-12-31_PROJET_"
    assert name in book.headers["Content-Disposition"]


def test_the_file_is_the_freeze_and_is_told(sqlite_world: World, sqlite_people: People) -> None:
    first, _second, _toxicity = with_two(sqlite_world)
    answer = sqlite_people("coordinator").get(f"/snapshots/{first}/records.zip")
    with sqlite_world.session() as session:
        assert answer.data == found.content_of(session, first)
        (event,) = session.scalars(select(Event).where(Event.kind == "export_snapshot"))
    assert event.detail["drug"] == "trametinib"
    assert event.detail["rows"]["toxicity"] == 1
    assert event.detail["file"].startswith("trametinib_freeze_2025-01-01_2025-12-31_PROJET_")
    with ZipFile(io.BytesIO(answer.data)) as archive:
        assert "dossier.json" in archive.namelist()


def test_checking_says_so(sqlite_app: Flask, sqlite_world: World) -> None:
    first, _second, _toxicity = with_two(sqlite_world)
    who = Visitor(sqlite_app, sqlite_world, "auditor")
    assert who.page("POST", f"/snapshots/{first}/verify").status_code == 303
    text = Visitor(sqlite_app, sqlite_world, "auditor")
    assert text.page("GET", f"/snapshots/{first}").status_code == 200


@pytest.mark.parametrize("page", ["", "/sheets/01_POPULATIONS", "/records.zip", "/changes/{second}"])
def test_nothing_of_an_altered_freeze_is_shown(world: World, people: People, page: str) -> None:
    first, second, _toxicity = with_two(world)
    with world.session() as session:
        session.get_bind().dispose()
    alter(world, reason="another reason")
    answer = people("coordinator").get(f"/snapshots/{first}{page.format(second=second)}")
    assert answer.status_code == 409
    assert "is not what was frozen" in answer.text
    assert "another reason" not in answer.text


def test_what_is_not_there_is_not_found(sqlite_world: World, sqlite_people: People) -> None:
    first, second, toxicity = with_two(sqlite_world)
    browser = sqlite_people("coordinator")
    for path in (
        "/snapshots/nothing",
        f"/snapshots/{first}/sheets/nothing",
        f"/snapshots/{first}/sheets/01_POPULATIONS/99/period",
        f"/snapshots/{first}/sheets/01_POPULATIONS/0/year",
        f"/snapshots/{first}/records/toxicity/nothing",
        f"/snapshots/{first}/records/nothing/{toxicity}",
        f"/snapshots/{second}/changes/nothing",
    ):
        assert browser.get(path).status_code == 404, path
