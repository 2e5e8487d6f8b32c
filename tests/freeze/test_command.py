"""`registry snapshot`, with the whole dossier: made, listed, written, checked, compared; and the same on pages."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest
import time_machine
from click.testing import CliRunner, Result
from flask import Flask
from sqlalchemy import select

from registry.cli import main
from registry.models.audit import Event
from registry.models.snapshot import Snapshot
from registry.queries import snapshots as found
from tests import make
from tests.freeze.small import treated
from tests.freeze.test_snapshots import alter
from tests.people import World
from tests.walk.visitors import Visitor

CREATE = ("create", "--drug", "trametinib", "--from", "2025-01-01", "--to", "2025-12-31", "--language", "en")
FORM = {
    "drug": "trametinib",
    "from": "01/01/2025",
    "to": "31/12/2025",
    "recipient": "internal",
    "language": "en",
    "reason": "third report",
}


@pytest.fixture
def call(world: World, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> object:
    monkeypatch.setenv("REGISTRY_DATABASE_URL", world.url)
    monkeypatch.setenv("REGISTRY_INSTANCE", str(tmp_path))

    def run(*words: object) -> Result:
        return CliRunner().invoke(main, ["snapshot", *map(str, words)])

    return run


def test_made_listed_written_checked_and_compared(world: World, tmp_path: Path, call: object) -> None:
    assert callable(call)
    with world.session() as session:
        _of, _course, toxicity = treated(session)
    first = call(*CREATE, "--reason", "second report").stdout.strip()
    with world.session() as session:
        from registry.models.toxicity import Toxicity

        make.change(session, "toxicity", session.get(Toxicity, toxicity.id), {"grade": "3"})
    second = call(*CREATE, "--reason", "third report").stdout.strip()
    lines = call("list").output.splitlines()
    assert [line.split("  ")[0] for line in lines] == [second, first]
    assert "trametinib  2025-01-01..2025-12-31  PROJET" in lines[0]
    assert lines[0].endswith("third report")
    for name in ("one.xlsx", "one.zip"):
        assert call("export", first, "--out", tmp_path / name).exit_code == 0
        assert (tmp_path / name).read_bytes()[:2] == b"PK"
    assert "ends in .xlsx or .zip" in call("export", first, "--out", tmp_path / "one.txt").output
    assert call("verify").output == "2 checked: every part is what was frozen.\n"
    assert call("compare", first, second, "--out", tmp_path / "changes.xlsx").output.splitlines()[:3] == [
        "patients  0 added, 0 removed",
        "records   0 added, 0 removed",
        "values    1 changed",
    ]
    with world.session() as session:
        events = session.scalars(select(Event.detail).where(Event.kind == "export_snapshot")).all()
    assert [event["file"] for event in events] == ["one.xlsx", "one.zip", "changes.xlsx"]


def test_the_workbook_is_the_same_a_year_later(world: World, tmp_path: Path, call: object) -> None:
    assert callable(call)
    with world.session() as session:
        _of, course, _toxicity = treated(session)
    number = call(*CREATE, "--reason", "third report").stdout.strip()
    call("export", number, "--out", tmp_path / "now.xlsx")
    with world.session() as session:
        make.toxicity(session, course, term="anemia", grade="3")
    with time_machine.travel(dt.datetime.now(dt.UTC) + dt.timedelta(days=366), tick=True):
        call("export", number, "--out", tmp_path / "later.xlsx")
    assert (tmp_path / "later.xlsx").read_bytes() == (tmp_path / "now.xlsx").read_bytes()


def test_an_altered_freeze_is_named_and_the_command_fails(world: World, tmp_path: Path, call: object) -> None:
    assert callable(call)
    with world.session() as session:
        treated(session)
    number = call(*CREATE, "--reason", "third report").stdout.strip()
    with world.session() as session:
        session.get_bind().dispose()
    alter(world, patients=99)
    checked = call("verify")
    assert checked.exit_code == 1
    assert number in checked.output
    assert "is not what was frozen" in checked.output
    assert call("export", number, "--out", tmp_path / "a.xlsx").exit_code == 1
    assert not (tmp_path / "a.xlsx").exists()


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        (("--from", "2025-12-31", "--to", "2025-01-01"), "before it begins"),
        (("--drug", "nothing"), "There is no drug"),
        (("--scheme", "NOTHING"), "NOTHING"),
        (("--reason", " "), "Say why"),
        (("--to", "2999-01-01"), "in the future"),
    ],
)
def test_what_cannot_be_frozen_is_said(
    world: World, call: object, words: tuple[str, ...], sentence: str
) -> None:
    assert callable(call)
    with world.session() as session:
        treated(session)
    result = call(*CREATE, "--reason", "report", *words)
    assert result.exit_code == 1
    assert sentence in result.output
    with world.session() as session:
        assert found.listed(session) == []


def test_frozen_on_the_page(sqlite_app: Flask, sqlite_world: World) -> None:
    with sqlite_world.session() as session:
        treated(session)
    answer = Visitor(sqlite_app, sqlite_world, "coordinator").page("POST", "/snapshots", data=FORM)
    assert answer.status_code == 303
    who = Visitor(sqlite_app, sqlite_world, "coordinator")
    assert "third report" in who.page("GET", answer.location).text
    book = who.page("GET", f"{answer.location}/workbook.xlsx")
    assert book.data[:2] == b"PK"
    assert "trametinib_dossier-internal_2025-01-01" in book.headers["Content-Disposition"]
    assert who.page("GET", f"{answer.location}/workbook.xlsx").data == book.data


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ({"reason": ""}, "Say why the data are frozen"),
        ({"drug": ""}, "Choose a drug."),
        ({"from": "yesterday"}, "Date expected"),
        ({"from": "31/12/2025", "to": "01/01/2025"}, "before it begins"),
        ({"scheme": "GB_EAMS"}, "GB_EAMS"),
    ],
)
def test_a_form_with_a_mistake_comes_back_as_it_was(
    sqlite_app: Flask, sqlite_world: World, typed: dict[str, str], sentence: str
) -> None:
    with sqlite_world.session() as session:
        treated(session)
    answer = Visitor(sqlite_app, sqlite_world, "coordinator").page("POST", "/snapshots", data=FORM | typed)
    assert answer.status_code == 422
    assert sentence in answer.text
    with sqlite_world.session() as session:
        assert session.scalars(select(Snapshot.id)).all() == []


def test_asked_for_in_the_background(sqlite_app: Flask, sqlite_world: World) -> None:
    with sqlite_world.session() as session:
        treated(session)
    who = Visitor(sqlite_app, sqlite_world, "coordinator")
    answer = who.page("POST", "/snapshots", data=FORM | {"background": "yes"})
    assert answer.location.startswith("/exports/jobs/")
    with sqlite_world.session() as session:
        assert session.scalars(select(Snapshot.id)).all() == []
