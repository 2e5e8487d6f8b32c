"""Any value that a schema takes comes back equal: from the database, the API, files and workbooks, and from another
registry that read them.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest
from flask import Flask
from hypothesis import HealthCheck, Phase, given, settings

from registry.db import RegistrySession
from registry.fields.catalogue import KINDS, embedded
from registry.fields.layout import DRAFT
from registry.models.catalogue import MODELS
from registry.queries.records import rows_of
from tests.api.programs import ADDRESSES, CLINICAL, PARENTS, Document, Program, made, program
from tests.examples import examples
from tests.intake.desk import EMPTY, Desk, contents, opened
from tests.people import World, _app, _world
from tests.properties import drawn

# Not shrunk: each example stays in the registry, and what is refused is told with its sentence.
EXAMPLES = settings(phases=[Phase.generate], suppress_health_check=list(HealthCheck))
BOTH = pytest.mark.parametrize(
    "kind_of_database", ["sqlite", pytest.param("postgresql", marks=pytest.mark.postgres)], scope="module"
)


@dataclass
class Filled:
    """A registry with drawn records of every kind, and what was sent for each."""

    world: World
    program: Program
    sent: list[tuple[str, str, drawn.Values]] = field(default_factory=list)

    def read(self, kind: str, record_id: str) -> Document:
        return dict(self.program.get(f"/{ADDRESSES[kind]}/{record_id}").json)


@pytest.fixture(scope="module")
def filled(kind_of_database: str, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Filled]:
    """Several patients with a draft of each kind, in which every field holds whatever it may."""
    for world in _world(kind_of_database):
        for app in _app(world, Path(tmp_path_factory.mktemp("properties"))):
            yield fill(app, world)


def fill(app: Flask, world: World) -> Filled:
    found = Filled(world, program(app.test_client(), world, "coordinator"))

    def add(**records: drawn.Values) -> None:
        ids: dict[str, str] = {"centre": "FR-001"}
        for kind, values in records.items():
            parent = PARENTS.get(kind, "centre")
            body = values | {f"{parent}_id": ids[parent], "status": DRAFT}
            ids[kind] = made(found.program.post(f"/{ADDRESSES[kind]}", body))["id"]
            found.sent.append((kind, ids[kind], values))

    anything = given(**{kind: drawn.record(kind) for kind in CLINICAL})
    settings(EXAMPLES, max_examples=examples(10))(anything(add))()
    for number in range(drawn.ROUNDS):
        in_turn = given(**{kind: drawn.reaching(kind, number) for kind in CLINICAL})
        settings(EXAMPLES, max_examples=examples(2))(in_turn(add))()
    return found


@BOTH
def test_the_api_answers_what_it_took(filled: Filled) -> None:
    for kind, record_id, values in filled.sent:
        answered, below = filled.read(kind, record_id), embedded(kind)
        assert own(answered, kind) == empty(kind) | own(values, kind)
        if below is not None:
            name = below.record.name
            assert in_order(answered[name]) == in_order([empty(name) | row for row in values[name]])


def own(values: drawn.Values, kind: str) -> drawn.Values:
    """The fields and reasons of a record, without its rows and what stands beside them."""
    names = {name for field in drawn.written(KINDS[kind]) for name in (field.name, field.missing_name)}
    return {name: value for name, value in values.items() if name in names}


def empty(kind: str) -> drawn.Values:
    """A record in which nothing was sent, as it is answered."""
    fields = list(drawn.written(KINDS[kind]))
    return {f.name: None for f in fields} | {f.missing_name: None for f in fields if f.missing}


def in_order(rows: list[Document]) -> list[Document]:
    """Rows without their keys, in an order of their own."""
    told = ({name: row[name] for name in sorted(row) if name != "id"} for row in rows)
    return sorted(told, key=str)


@BOTH
def test_the_database_holds_what_was_sent(filled: Filled) -> None:
    with filled.world.session() as session:
        assert_held(session, filled)


def assert_held(session: RegistrySession, filled: Filled) -> None:
    for kind, record_id, values in filled.sent:
        below = embedded(kind)
        assert held(kind, session.get_one(MODELS[kind], record_id)) == own(values, kind)
        if below is not None:
            rows = [held(below.record.name, row) for row in rows_of(session, kind, record_id)]
            assert in_order(rows) == in_order(values[below.record.name])


def held(kind: str, row: Any) -> drawn.Values:
    """What a row holds, as it was sent: dates as ISO text, nothing of what is empty."""
    values = {field.name: getattr(row, field.name) for field in drawn.written(KINDS[kind])}
    told = {n: v.isoformat() if isinstance(v, dt.date) else v for n, v in values.items() if v is not None}
    return told | {f"{name}_missing": reason for name, reason in row.missing.items()}


@BOTH
@pytest.mark.parametrize(
    ("ending", "other"),
    [(".xlsx", "sqlite"), pytest.param("", "postgresql", marks=pytest.mark.postgres)],
    ids=["workbook", "csv"],
)
def test_files_bring_it_all_into_another_registry(
    filled: Filled, other: str, ending: str, tmp_path: Path
) -> None:
    mine = Desk(filled.world.url, filled.world.maker, tmp_path)
    first = mine.export(tmp_path / f"one{ending}")
    with opened(other, tmp_path, like=EMPTY) as desk:
        report = desk.load(first)
        assert not report.refused, list(report.lines())[:20]
        assert contents(desk.export(tmp_path / f"two{ending}")) == contents(first)
        with desk.session() as session:
            assert_held(session, filled)


@pytest.mark.parametrize("kind_of_database", ["sqlite"], scope="module")
def test_every_field_was_drawn(filled: Filled) -> None:
    """Or nothing would have been said of it. Not by luck: `drawn.reaching` gives each its turn."""
    kinds = [*CLINICAL, *(below.record.name for kind in CLINICAL if (below := embedded(kind)))]
    declared = {(kind, field.name) for kind in kinds for field in drawn.written(KINDS[kind])}
    assert declared - set(names_sent(filled)) == set()


def names_sent(filled: Filled) -> Iterator[tuple[str, str]]:
    for kind, _id, values in filled.sent:
        below = embedded(kind)
        yield from ((kind, name) for name in values)
        if below is not None:
            yield from ((below.record.name, name) for row in values[below.record.name] for name in row)
