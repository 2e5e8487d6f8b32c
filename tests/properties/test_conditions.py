"""Fields that apply under a condition: marked on the page, emptied by its save, refused from programs and files."""

from __future__ import annotations

import json
from collections.abc import Iterator
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import select

from registry.fields.base import ANY, Field, Kind
from registry.fields.catalogue import KINDS
from registry.fields.layout import DRAFT
from registry.models.catalogue import MODELS
from tests.api.programs import ADDRESSES, refused
from tests.intake.desk import FILES, opened
from tests.properties.conftest import Site
from tests.properties.drawn import Values, plain
from tests.walk.forms import form_of

CONDITIONAL = [
    pytest.param(kind, field, id=f"{kind}.{field.name}")
    for kind, fields in KINDS.items()
    for field in fields.fields.values()
    if field.when and fields.record.clinical
]


def unmet(kind: str, field: Field) -> Values:
    """A record in which the condition does not hold: its cause empty, or with a code that it does not name."""
    assert field.when is not None
    if "" not in field.when.codes:
        return {}
    cause = KINDS[kind].fields[field.when.field]
    assert cause.values is not None
    return {cause.name: next(code for code in cause.values.codes if code not in field.when.codes)}


def home(kind: str) -> tuple[str, str]:
    """The kind with a form of its own in which a kind is entered, and the beginning of its controls there."""
    record = KINDS[kind].record
    return (record.parent, f"{kind}-0-") if record.embedded else (kind, "")


@pytest.mark.parametrize(("kind", "field"), CONDITIONAL)
def test_a_program_is_refused(site: Site, kind: str, field: Field) -> None:
    form, prefix = home(kind)
    record = unmet(kind, field) | {field.name: plain(field)}
    body = record if form == kind else {kind: [record]}
    parent = KINDS[form].record.parent
    place = {f"{parent}_id": site.parents[parent], "status": DRAFT}
    answer = site.program("coordinator").post(f"/{ADDRESSES[form]}", body | place)
    assert list(refused(answer)) == [prefix + field.name]
    assert {problem["code"] for problem in answer.json["problems"]} == {"not_applicable"}


@pytest.mark.parametrize(("kind", "field"), CONDITIONAL)
def test_a_page_shows_it_with_its_condition_and_its_save_empties_it(
    site: Site, kind: str, field: Field
) -> None:
    assert field.when is not None
    form, prefix = home(kind)
    parent = KINDS[form].record.parent
    browser = site.browser("coordinator")
    page = browser.get(f"/records/{form}/new?parent={site.parents[parent]}")
    condition = {"name": prefix + field.when.field, "codes": list(field.when.codes)}
    assert condition in conditions(page.text)
    # What the form proposed for the cause is taken out.
    record = {field.when.field: ""} | unmet(kind, field) | {field.name: plain(field)}
    typed = {prefix + name: typed_of(value) for name, value in record.items()}
    others = {f"{prefix}drug": "trametinib"} if prefix and "drug" in KINDS[kind].fields else {}
    answer = form_of(page).send(browser, **typed, **others, status=DRAFT)
    assert answer.status_code == 303
    assert stored(site, kind).get(field.name) is None


def typed_of(value: Any) -> str | list[str]:
    return value if isinstance(value, list) else f"{value:.0f}" if isinstance(value, float) else str(value)


def stored(site: Site, kind: str) -> Values:
    """The newest record of a kind."""
    model = MODELS[kind]
    with site.world.session() as session:
        row = session.scalars(select(model).order_by(model.id.desc())).first()
        return {name: getattr(row, name) for name in KINDS[kind].fields} if row else {}


class Conditions(HTMLParser):
    """The conditions in a page."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[dict[str, Any]] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.found += [json.loads(value or "") for name, value in attrs if name == "data-when"]


def conditions(page: str) -> list[dict[str, Any]]:
    reader = Conditions()
    reader.feed(page)
    return reader.found


def test_a_file_is_refused(tmp_path: Path) -> None:
    """One line per field, all of them wrong."""
    with opened("sqlite", tmp_path) as desk:
        files = {kind: [*FILES.get(kind, ()), *lines(kind)] for kind in KINDS}
        report = desk.load({kind: rows for kind, rows in files.items() if rows})
        told = {(remark.file.removesuffix(".csv"), remark.column) for remark in report.problems}
    expected = {(param.values[0], param.values[1].name) for param in CONDITIONAL}
    assert expected - told == set()
    assert len(report.problems) == len(CONDITIONAL)


PARENTS = {"patient": "p1", "course": "c1", "toxicity": "t1", "centre": "FR-001"}


def lines(kind: str) -> Iterator[Values]:
    record = KINDS[kind].record
    for number, field in enumerate(KINDS[kind].fields.values()):
        if field.when and record.clinical:
            cell = plain(field)
            cells = unmet(kind, field) | {field.name: ";".join(cell) if isinstance(cell, list) else cell}
            parent = PARENTS[record.parent]
            yield {"id": f"{kind}-{number}", record.parent_id: parent, "status": DRAFT} | cells


def test_conditions_name_fields_and_codes_that_exist() -> None:
    for param in CONDITIONAL:
        kind, field = param.values
        cause = KINDS[kind].fields[field.when.field]
        assert list(KINDS[kind].fields).index(cause.name) < list(KINDS[kind].fields).index(field.name)
        codes = set(field.when.codes) - {ANY, ""}
        assert not codes or (cause.values is not None and codes <= set(cause.values.codes))
        assert codes or ANY in field.when.codes
        assert cause.kind is not Kind.LONG_TEXT
