"""Every rule says the same in the form, the API and the import: one registry holds a record that breaks each."""

from __future__ import annotations

import csv
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from html import unescape
from pathlib import Path
from typing import Any

import pytest
import time_machine
from flask import Flask
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from registry.db import writing
from registry.fields.catalogue import KINDS, embedded
from registry.fields.layout import COMPLETE, DRAFT
from registry.i18n import speaking
from registry.intake.load import import_path
from registry.intake.report import Report, shown
from registry.models.catalogue import MODELS
from registry.rules.base import BLOCKING, Level, Rule
from registry.rules.check import RULES, findings
from registry.web.api.resources import ADDRESSES
from tests.api.programs import Program, program
from tests.people import World, _app, _world, client
from tests.rules.cases import CASES
from tests.rules.given import ON, Given, case_of
from tests.rules.stored import BARRED, FREE, id_of, store
from tests.walk.forms import form_of

STORED = [rule for rule in RULES if rule.kind != "drug"]
"""The list of drugs belongs to no patient; its two rules are judged by the rules alone."""

REFUSING = [rule for rule in STORED if rule.level in BLOCKING]
ASKING = [rule for rule in STORED if rule.level is Level.ASK]

each_stored = pytest.mark.parametrize("rule", STORED, ids=lambda rule: rule.code)


def given_of(rule: Rule) -> Given:
    return CASES[rule.kind][rule.code][0]


def words_of(rule: Rule) -> str:
    """What the rule says of its case, in English."""
    with speaking("en"):
        found = findings(rule.kind, case_of(rule.kind, given_of(rule)))
    return next(finding.text for finding in found if finding.code == rule.code)


@dataclass(frozen=True)
class Ground:
    """A registry with a record for each rule, as the coordinator reads it: by program and by browser."""

    world: World
    program: Program
    browser: FlaskClient


@pytest.fixture(scope="module")
def ground(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Ground]:
    with time_machine.travel(f"{ON}T09:00:00+00:00", tick=False):
        for world in _world("sqlite"):
            with world.session() as session:
                store(session)
            for app in _app(world, tmp_path_factory.mktemp("rules")):
                yield _ground(app, world)


def _ground(app: Flask, world: World) -> Ground:
    sent = program(app.test_client(), world, "coordinator")
    return Ground(world, sent, client(app, world, "coordinator"))


@each_stored
def test_api(ground: Ground, rule: Rule) -> None:
    path = f"/{ADDRESSES[rule.kind]}/{id_of(rule.code)}"
    answer = ground.program.get(path)
    if rule.level in BLOCKING:
        answer = ground.program.patch(path, {"status": COMPLETE}, If_Match=answer.headers["ETag"])
        assert answer.status_code == 422, answer.text
        told = document(answer)["problems"]
    else:
        told = document(answer)["questions" if rule.level is Level.ASK else "notes"]
    assert (rule.code, rule.field, words_of(rule)) in {
        (one["code"], one["field"], one["text"]) for one in told
    }


def document(answer: TestResponse) -> dict[str, Any]:
    return dict(answer.json or {})


@each_stored
def test_form(ground: Ground, rule: Rule) -> None:
    answer = ground.browser.get(f"/records/{rule.kind}/{id_of(rule.code)}")
    assert answer.status_code == 200
    if rule.level in BLOCKING:
        answer = form_of(answer).send(ground.browser, status=COMPLETE, **forged(rule))
        assert answer.status_code == 422
    page = unescape(answer.text)
    assert (f"{words_of(rule)} ({rule.code})" if rule.level in BLOCKING else words_of(rule)) in page
    if rule.level is Level.ASK:
        assert f'name="answer-{rule.code}"' in page


def forged(rule: Rule) -> dict[str, str]:
    """What a form does not offer: letters where they may not be kept, a drug outside the course."""
    fields, given = KINDS[rule.kind].fields, given_of(rule)
    typed = {name: shown(value) for name, value in given.record.items() if fields[name].identifier}
    if rule.code == "TOX-15":
        typed |= {"toxicity_drug-1-drug": given.rows[0]["drug"], "toxicity_drug-1-causality": "related"}
    return typed


@pytest.fixture(scope="module")
def refused(ground: Ground, tmp_path_factory: pytest.TempPathFactory) -> Report:
    """What an import says of all records that are refused, at once."""
    return imported(ground, tmp_path_factory.mktemp("refused") / "files", REFUSING)


@pytest.fixture(scope="module")
def asked(ground: Ground, tmp_path_factory: pytest.TempPathFactory) -> Mapping[str, list[str]]:
    """The questions that the import of all other records leaves with each."""
    empty(ground, ASKING)
    folder = tmp_path_factory.mktemp("asked") / "files"
    report = imported(ground, folder, ASKING, status=DRAFT, version=2)
    assert report.is_written, report.problems
    with ground.world.session() as session:
        rows = {rule.code: session.get_one(MODELS[rule.kind], id_of(rule.code)) for rule in ASKING}
        return {code: list(row.questions) for code, row in rows.items()}


def empty(ground: Ground, rules: Iterable[Rule]) -> None:
    """Take the values out of the records of these rules, so that an import brings them anew."""
    with ground.world.session() as session, writing(session):
        for rule in rules:
            row = session.get_one(MODELS[rule.kind], id_of(rule.code))
            for name in given_of(rule).record:
                setattr(row, name, None)


def imported(
    ground: Ground, folder: Path, rules: Iterable[Rule], *, status: str = COMPLETE, version: int = 1
) -> Report:
    """The import of the records of these rules, a file per kind and the lines in their order."""
    folder.mkdir()
    lines: defaultdict[str, list[dict[str, Any]]] = defaultdict(list)
    for rule in rules:
        for kind, line in lines_of(rule, status, version):
            lines[kind].append(line)
    for kind, found in lines.items():
        names = dict.fromkeys(name for line in found for name in line)
        with (folder / f"{kind}.csv").open("w", encoding="utf-8", newline="") as file:
            writer = csv.DictWriter(file, names)
            writer.writeheader()
            writer.writerows(found)
    with ground.world.session() as session, speaking("en"):
        return import_path(session, folder, on=ON, reason="from the source")


def lines_of(rule: Rule, status: str, version: int) -> Iterator[tuple[str, dict[str, Any]]]:
    """The record of a rule with its rows, as lines of files under ids of their own."""
    given, kind = given_of(rule), rule.kind
    parent = KINDS[kind].record.parent
    above = (FREE if given.country else BARRED) if parent == "centre" else f"{rule.code}-{parent[0]}"
    values = {name: shown(value) for name, value in given.record.items() if value is not None}
    place = {"id": id_of(rule.code), "version": version, f"{parent}_id": above, "status": status}
    yield kind, {**place, **values}
    below = embedded(kind)
    for number, row in enumerate(given.rows):
        assert below is not None
        held = {name: shown(value) for name, value in row.items()}
        place = {"id": f"{id_of(rule.code)}-{number}", below.record.parent_id: id_of(rule.code), "version": 1}
        yield below.record.name, {**place, **held}


@pytest.mark.parametrize("rule", REFUSING, ids=lambda rule: rule.code)
def test_import_refuses(refused: Report, rule: Rule) -> None:
    same_kind = [other.code for other in REFUSING if other.kind == rule.kind]
    place = (f"{rule.kind}.csv", same_kind.index(rule.code) + 2, rule.field)
    told = {
        (one.file, one.line, one.column)
        for one in refused.problems
        if one.reason == f"{words_of(rule)} ({rule.code})"
    }
    assert place in told


@pytest.mark.parametrize("rule", ASKING, ids=lambda rule: rule.code)
def test_import_asks(asked: Mapping[str, list[str]], rule: Rule) -> None:
    assert rule.code in asked[rule.code]
