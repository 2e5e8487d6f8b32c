"""Whatever is sent for a field, by a program or in a file, is stored as it was read or refused with a sentence."""

from __future__ import annotations

import datetime as dt
from pathlib import Path
from typing import Any

from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from registry.fields.base import Field, Kind
from registry.fields.catalogue import KINDS
from registry.fields.layout import DRAFT
from registry.schemas.build import load
from registry.schemas.reading import Gate, Source
from tests.api.programs import ADDRESSES, CLINICAL
from tests.examples import examples
from tests.intake.desk import FILES, ON, opened
from tests.make import DRUGS
from tests.properties.conftest import Site
from tests.properties.drawn import ANYTHING, Values, accepted, written

FIELDS = [(kind, field) for kind in CLINICAL for field in written(KINDS[kind])]
MANY = settings(max_examples=examples(150), suppress_health_check=list(HealthCheck))


def find(_kind: str, words: str) -> str | None:
    return words.casefold() if words.casefold() in DRUGS else None


def read(kind: str, field: Field, value: Any, source: Source) -> tuple[Any, bool]:
    """What the schema reads, and whether it takes it."""
    loaded = load(KINDS[kind], {field.name: value}, Gate(source, ON, find))
    found = loaded.values.get(field.name)
    return found.isoformat() if isinstance(found, dt.date) else found, not loaded.problems


@st.composite
def given_values(draw: st.DrawFn) -> tuple[str, Field, Any]:
    kind, field = draw(st.sampled_from(FIELDS))
    return kind, field, draw(st.one_of(ANYTHING, accepted(field)))


def test_a_program_is_answered_with_what_was_read_or_with_a_sentence(site: Site) -> None:
    program = site.program("coordinator")

    @MANY
    @given(given_values())
    def send(sent: tuple[str, Field, Any]) -> None:
        kind, field, value = sent
        parent = KINDS[kind].record.parent
        body = {f"{parent}_id": site.parents[parent], "status": DRAFT, field.name: value}
        answer = program.post(f"/{ADDRESSES[kind]}", body)
        assert answer.status_code in (201, 422), answer.text
        if answer.status_code == 422:
            assert set(answer.json["errors"]) == {field.name}
            assert all(sentence.strip() for sentence in answer.json["errors"][field.name])
        else:
            assert (answer.json[field.name], True) == read(kind, field, value, Source.JSON)

    send()


def test_a_file_is_stored_as_it_is_read_or_refused_with_sentences(tmp_path: Path) -> None:
    """Cells with anything in them, a line each: those that cannot be read are told by line and column."""
    drawn: list[tuple[str, Field, str]] = []

    @settings(MANY, phases=[Phase.generate])
    @given(st.sampled_from([(k, f) for k, f in FIELDS if f.when is None]), ANYTHING.filter(is_text))
    def draw(where: tuple[str, Field], cell: str) -> None:
        drawn.append((*where, cell))

    draw()
    files: dict[str, list[Values]] = {kind: [dict(row) for row in FILES.get(kind, ())] for kind in CLINICAL}
    expected = set[tuple[str, int, str]]()
    for number, (kind, field, cell) in enumerate(drawn):
        record = KINDS[kind].record
        parent = {"centre": "FR-001", "patient": "p1", "course": "c1", "toxicity": "t1"}[record.parent]
        line = {"id": f"{kind}-{number}", record.parent_id: parent, "status": DRAFT, field.name: cell}
        files[kind].append(line)
        if not read(kind, field, cell, Source.FILE)[1]:
            expected.add((f"{kind}.csv", len(files[kind]) + 1, field.name))
    with opened("sqlite", tmp_path) as desk:
        report = desk.load({kind: rows for kind, rows in files.items() if rows})
        assert {(remark.file, remark.line, remark.column) for remark in report.problems} == expected
        assert all(remark.reason.strip() for remark in report.problems)
        assert len(expected) > 50


def is_text(value: object) -> bool:
    """What a CSV can hold in one cell without a formula's apostrophe."""
    return isinstance(value, str) and value.isprintable() and value[:1].isalnum()


def test_every_kind_of_field_is_tried() -> None:
    assert {field.kind for _kind, field in FIELDS} == set(Kind)
