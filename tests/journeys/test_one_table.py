"""Page, workbook, command line and API read one table: over all drugs of a demonstration they say the same."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
import time_machine
from click.testing import CliRunner
from flask import Flask
from flask.testing import FlaskClient
from openpyxl import load_workbook

from exports.sheets.numbers import THEMES
from migrations import run
from registry import console
from registry.access import tokens
from registry.app import create_app
from registry.cli import main
from registry.db import connect, sessions, writing
from registry.models.user import User
from registry.queries import drugs
from registry.summaries.parameters import DEFAULTS
from registry.summaries.table import COLUMNS, Summary
from registry.web.drug_address import TABS
from registry.web.drug_numbers import code_of
from tests import make
from tests.api.programs import Program
from tests.people import World, client, config_for, email_of
from tests.servers import Template, database
from tests.web.drug_site import NOON, query_of, read

PATIENTS = 30


def fill(url: str) -> None:
    """A small demonstration, and a coordinator who reads it."""
    run.upgrade(url)
    engine = connect(url)
    with World(url, sessions(engine)).session() as session, TemporaryDirectory() as folder:
        config = config_for(url, Path(folder))
        console.fill_demo(session, config, patients=PATIENTS, seed=7, on=make.ON, progress=None)
        with writing(session):
            session.add(reader())
    engine.dispose()


def reader() -> User:
    """A coordinator as tests.people signs one in."""
    email = email_of("coordinator")
    return User(
        id=email, email=email, role="coordinator", language="en", password_hash="no password opens this"
    )


DEMO = Template("one-table", fill)


@pytest.fixture(scope="module")
def demo(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Flask]:
    with time_machine.travel(NOON), database("sqlite", like=DEMO) as url:
        app = create_app(config_for(url, tmp_path_factory.mktemp("instance")))
        app.extensions["tests.world"] = World(url, sessions(connect(url)))
        yield app


@pytest.fixture(scope="module")
def browser(demo: Flask) -> FlaskClient:
    return client(demo, demo.extensions["tests.world"], "coordinator", "FR-001")


@pytest.fixture(scope="module")
def summaries(demo: Flask) -> dict[str, Summary]:
    """The numbers of every drug that somebody has."""
    world: World = demo.extensions["tests.world"]
    with world.session() as session:
        used = [line.drug for line in drugs.listed(session).lines if line.patients]
        return {
            drug.id: drugs.numbers_of(session, drug, cut_off=make.ON, parameters=DEFAULTS).summary
            for drug in used
        }


def test_there_are_drugs_to_compare(summaries: dict[str, Summary]) -> None:
    assert len(summaries) >= 5


def test_the_command_line_prints_the_table(
    demo: Flask, summaries: dict[str, Summary], monkeypatch: pytest.MonkeyPatch
) -> None:
    world: World = demo.extensions["tests.world"]
    monkeypatch.setenv("REGISTRY_DATABASE_URL", world.url)
    for drug, summary in summaries.items():
        printed = CliRunner().invoke(main, ["summary", drug, "--cut-off", make.ON.isoformat()])
        assert json.loads(printed.stdout) == summary.document(), drug


def test_as_csv_too(demo: Flask, summaries: dict[str, Summary], monkeypatch: pytest.MonkeyPatch) -> None:
    world: World = demo.extensions["tests.world"]
    monkeypatch.setenv("REGISTRY_DATABASE_URL", world.url)
    drug, summary = next(iter(summaries.items()))
    printed = CliRunner().invoke(main, ["summary", drug, "--format", "csv", "--cut-off", make.ON.isoformat()])
    head, *lines = csv.reader(io.StringIO(printed.stdout))
    assert tuple(head) == COLUMNS
    assert [line[:4] for line in lines] == [
        [row.output, row.subset, row.category, str(row.n)] for row in summary.rows
    ]


def test_the_api_answers_the_table(demo: Flask, summaries: dict[str, Summary]) -> None:
    world: World = demo.extensions["tests.world"]
    with world.session() as session, writing(session):
        user = session.get(User, email_of("coordinator"))
        assert user is not None
        program = Program(demo.test_client(), tokens.mint(session, user, read_only=True))
    for drug, summary in summaries.items():
        answer = program.get(f"/drugs/{drug}/summary")
        assert answer.status_code == 200, answer.text
        assert answer.get_json()["outputs"] == summary.document()["outputs"], drug


def test_the_page_shows_the_table(browser: FlaskClient, summaries: dict[str, Summary]) -> None:
    """Each number with a list behind it; and every tab opens for every drug."""
    for drug, summary in summaries.items():
        for tab in TABS:
            answer = browser.get(f"/drugs/{drug}?tab={tab}")
            assert answer.status_code == 200, (drug, tab)
            for href, words in read(answer.text).numbers():
                query = query_of(href)
                rows = summary.select(query["output"], reading=query.get("row_reading", ""))
                row = next(row for row in rows if code_of(row.category) == query.get("category", "all"))
                assert words in (str(row.n), f"{row.n} / {row.N}"), href


def test_the_workbook_holds_the_table(browser: FlaskClient, summaries: dict[str, Summary]) -> None:
    for drug, summary in summaries.items():
        sent = browser.get(f"/drugs/{drug}/report.xlsx")
        book = load_workbook(io.BytesIO(sent.data), read_only=True)
        for name, outputs in THEMES.items():
            rows = [row for row in summary.rows if row.output in outputs]
            lines = list(book[name.en].iter_rows(min_row=7, values_only=True))[: len(rows)]
            assert [line[4:7] for line in lines] == [
                (row.n, row.N, pytest.approx(row.value)) for row in rows
            ], drug
