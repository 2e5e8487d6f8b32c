"""The log of exports: everything that left the registry, filtered, and as a table."""

from __future__ import annotations

import csv
import io

import pytest

from registry.access import events as kinds
from registry.access.permissions import ROLES, Permission, may
from registry.i18n import LANGUAGES, speaking
from registry.web.export_log import line_of
from registry.web.headers import FOREVER
from tests.people import People, World, email_of
from tests.web.test_journal import event, happen, rows

DOSSIER = {
    "drug": "trametinib",
    "start": "2025-01-01",
    "cut_off": "2025-12-31",
    "status": "PROJET",
    "recipient": "has",
    "scope": "*",
    "rows": 1234,
    "file": "trametinib_2025.xlsx",
    "sha256": "ab" * 32,
}


def filled(world: World) -> None:
    happen(
        world,
        event(kinds.EXPORTED_SNAPSHOT, role="coordinator", day=1, **DOSSIER),
        event(kinds.EXPORTED_RECORDS, day=2, rows={"patient": 3, "course": 4}, scope="FR-001"),
        event(kinds.SIGNED_IN, day=3, address="192.0.2.7"),
    )


@pytest.mark.parametrize("role", ROLES)
def test_whoever_reads_the_trail_reads_it(sqlite_people: People, role: str) -> None:
    browser = sqlite_people(role)
    expected = 200 if may(ROLES[role], Permission.TRAIL) else 403
    assert browser.get("/exports/log").status_code == expected
    assert browser.get("/exports/log.csv").status_code == expected


def test_it_says_who_what_whose_how_many_when_and_for_whom(world: World, people: People) -> None:
    filled(world)
    newest, dossier = rows(people("auditor").get("/exports/log"))
    assert newest == f"2 Mar 2026 12:00 UTC {email_of('clinician')} Export of records 7 FR-001"
    assert dossier.startswith(f"1 Mar 2026 12:00 UTC {email_of('coordinator')} Export of a data freeze")
    assert (
        "trametinib · 1 Jan 2025 – 31 Dec 2025 · PROJET 1,234 all centres HAS trametinib_2025.xlsx" in dossier
    )


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("drug=TRAMET", 1),
        ("drug=dabrafenib", 0),
        ("person=clinic", 1),
        ("kind=export_records", 1),
        ("kind=signed_in", 2),
        ("since=02/03/2026", 1),
        ("until=01/03/2026", 1),
    ],
)
def test_it_is_filtered(world: World, people: People, query: str, found: int) -> None:
    filled(world)
    assert len(rows(people("auditor").get(f"/exports/log?{query}"))) == found


def test_the_table_holds_the_same_whatever_the_page(sqlite_world: World, sqlite_people: People) -> None:
    filled(sqlite_world)
    answer = sqlite_people("auditor").get("/exports/log.csv?drug=trametinib")
    (line,) = csv.DictReader(io.StringIO(answer.data.decode("utf-8-sig")))
    assert line == {
        "at": "2026-03-01T12:00:00Z",
        "who": email_of("coordinator"),
        "export": "export_snapshot",
        "drug": "trametinib",
        "period": "2025-01-01/2025-12-31",
        "status": "PROJET",
        "rows": "1234",
        "centres": "*",
        "recipient": "has",
        "file": "trametinib_2025.xlsx",
        "sha256": "ab" * 32,
    }
    assert answer.headers["Cache-Control"] != FOREVER


def test_a_date_that_cannot_be_read_is_said(sqlite_people: People) -> None:
    answer = sqlite_people("auditor").get("/exports/log?since=sometime")
    assert answer.status_code == 422
    assert "Date expected" in answer.text


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("kind", kinds.LEAVING)
def test_every_kind_has_words(kind: str, language: str) -> None:
    with speaking(language):
        assert line_of(event(kind)).kind != kind
