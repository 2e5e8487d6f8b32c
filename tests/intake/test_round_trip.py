"""Export, import into an empty registry, export: equal files."""

import datetime as dt
from collections.abc import Iterator, Mapping
from pathlib import Path

import pytest
from sqlalchemy import select

from exports.records import Table, write_records
from registry.actions import records as saving
from registry.actions.records import Intent
from registry.demo import records as demo_records
from registry.fields.base import Field, Kind
from registry.fields.catalogue import KINDS
from registry.fields.layout import columns
from registry.i18n import speaking
from registry.models.course import Course
from registry.schemas.build import load
from tests import make
from tests.exports.hostile import TEXTS
from tests.intake.desk import (
    EMPTY,
    FILES,
    ON,
    TOXICITY,
    Desk,
    contents,
    every_kind,
    opened,
    write_folder,
    write_workbook,
)


@pytest.fixture
def other(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Desk]:
    """An empty registry."""
    with opened(request.param, tmp_path, like=EMPTY) as found:
        yield found


BOTH = pytest.mark.parametrize(
    "other", ["sqlite", pytest.param("postgresql", marks=pytest.mark.postgres)], indirect=True
)


def assert_comes_back(source: Desk, other: Desk, *, names: tuple[str, str] = ("one", "two")) -> None:
    first = source.export(source.folder / names[0])
    report = other.load(first)
    assert not report.refused, list(report.lines())
    assert not report.notice_total
    second = other.export(other.folder / names[1])
    assert contents(second) == contents(first)
    assert not other.load(second).is_written


def fill_by_hand(desk: Desk) -> None:
    """One registry that has been worked with: drafts, changes, void records, answers, reasons, two countries."""
    with desk.session() as session:
        patient = make.patient(session, birth_month="1998-02", vital_status="dead", vital_status_date="2026")
        make.patient(session, "ES-001", objection="yes", objection_date="2025-01-01")
        make.record(session, "patient", "FR-002", {}, complete=False)
        make.diagnosis(session, patient, iccc3=None, iccc3_missing="unknown", diagnosis_date="2019-11")
        course = make.course(session, patient, drugs=("trametinib", "dabrafenib"), stop_reason="toxicity")
        make.change(session, "course", course, {"last_dose": "2025-06-30"})
        make.assessment(session, course, target_measure=12.5, report="Two lesions.\n\n=SUM(A1)")
        make.response(session, course, "PR", "2025-03-01", reviewed_response="SD", reviewer="Dr R")
        toxicity = make.toxicity(
            session, course, toxicity_drug=[{"drug": "trametinib", "causality": "possible"}]
        )
        saving.void(session, "toxicity", toxicity.id, version=toxicity.version, reason="entered twice")
        make.toxicity(
            session, course, onset="2025", seriousness=["hospitalisation", "important"], ongoing="yes"
        )
        answer_question(desk, course.id)


def answer_question(desk: Desk, course_id: str) -> None:
    """The age question of the course, answered in words that travel badly."""
    with desk.session() as session:
        course = session.get_one(Course, course_id)
        answers = {"COU-07": '« Oui »,\n"vu" le 2/1 ; =1+1'}
        intent = Intent(complete=None, version=course.version, reason="answer", answers=answers)
        loaded = load(KINDS["course"], {}, make.gate(session))
        saving.update(session, "course", course_id, loaded=loaded, intent=intent, on=ON)


@BOTH
@pytest.mark.parametrize("ending", ["", ".xlsx"])
def test_a_registry_that_has_been_worked_with(desk: Desk, other: Desk, ending: str) -> None:
    fill_by_hand(desk)
    assert_comes_back(desk, other, names=(f"one{ending}", f"two{ending}"))
    with other.session() as session:
        course = session.scalars(select(Course)).one()
    assert (course.version, course.questions) == (3, [])


def fill_with_demo(desk: Desk, *, patients: int, on: dt.date) -> None:
    rows = demo_records.make_registry(patients=patients, seed=3, on=on)
    folder = desk.folder / "demo"
    names = {kind: columns(KINDS[kind]) for kind in rows}
    write_records(
        folder,
        [
            Table(kind, names[kind], iter([tuple(map(row.get, names[kind])) for row in found]))
            for kind, found in rows.items()
        ],
    )
    report = desk.load(folder, on=on)
    assert not report.refused, list(report.lines())


@pytest.fixture
def demo(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Desk]:
    with opened(request.param, tmp_path, like=EMPTY) as found:
        fill_with_demo(found, patients=60, on=ON)
        yield found


@BOTH
@pytest.mark.parametrize("demo", ["sqlite"], indirect=True)
def test_the_demonstration(demo: Desk, other: Desk) -> None:
    assert demo.count("patient") >= 60
    assert_comes_back(demo, other)


@pytest.mark.parametrize("other", ["sqlite"], indirect=True)
@pytest.mark.parametrize("demo", ["sqlite"], indirect=True)
def test_the_demonstration_as_a_workbook_on_a_french_screen(demo: Desk, other: Desk) -> None:
    with speaking("fr"):
        assert_comes_back(demo, other, names=("one.xlsx", "two.xlsx"))


def hostile_files() -> dict[str, list[dict[str, object]]]:
    """Every text that files have spoiled elsewhere, in every field that holds words, besides a record of each kind.

    Drafts, as rules refuse what stands twice.
    """
    files = {kind: [row | {"status": "draft"} for row in rows] for kind, rows in every_kind().items()}
    for kind, rows in files.items():
        sample = {name: cell for name, cell in rows[-1].items() if not name.endswith("_missing")}
        files[kind] = rows + [
            sample | {"id": f"{kind}h{n}"} | words_of(kind, sample, text)
            for n, text in enumerate(text.strip() for text in TEXTS if text.strip())
            if words_of(kind, sample, text)
        ]
    return files


def words_of(kind: str, sample: Mapping[str, object], text: str) -> dict[str, object]:
    """The text in each field that takes it and that applies to the sample."""
    fields = (
        f for f in KINDS[kind].fields.values() if not (f.generated or f.identifier) and f.applies(sample)
    )
    return {f.name: text for f in fields if fits(f, text)}


def fits(field: Field, text: str) -> bool:
    """Line breaks and tabs belong into long texts only."""
    lines = set(text) - set("\n\t\r") == set(filter(str.isprintable, text))
    kinds = {Kind.TEXT: text.isprintable(), Kind.LONG_TEXT: lines}
    return kinds.get(field.kind, False) and len(text) <= field.max_length


@pytest.mark.parametrize("desk_kind", ["csv", "xlsx"])
@BOTH
def test_nothing_typed_is_changed_or_becomes_a_formula(desk: Desk, other: Desk, desk_kind: str) -> None:
    files = hostile_files()
    assert sum(map(len, files.values())) > 500
    source = (
        write_workbook(desk.folder / "hostile.xlsx", files)
        if desk_kind == "xlsx"
        else escaped_folder(desk.folder / "hostile", files)
    )
    report = desk.load(source, role="coordinator")
    assert not report.refused, list(report.lines())
    assert desk.stored("toxicity", "toxicityh1").term_text == "=cmd|'/C calc'!A0"
    lists = desk.export(desk.folder / "lists")
    assert any(b"'=cmd" in content for content in contents(lists).values())
    assert_comes_back(desk, other)


def escaped_folder(folder: Path, files: Mapping[str, list[dict[str, object]]]) -> Path:
    """The files as CSV, their texts written as export writes them."""
    tables = (
        Table(kind, columns(KINDS[kind]), iter([tuple(map(row.get, columns(KINDS[kind]))) for row in rows]))  # type: ignore[misc]
        for kind, rows in files.items()
    )
    write_records(folder, tables)
    return folder


def test_the_rows_of_one_file_may_stand_in_any_order(sqlite_desk: Desk) -> None:
    rows = [TOXICITY | {"id": f"t{n}"} for n in (3, 1, 2)]
    folder = write_folder(sqlite_desk.folder / "any", FILES | {"toxicity": rows, "toxicity_drug": []})
    (folder / "toxicity_drug.csv").unlink()
    sqlite_desk.load(folder)
    out = (sqlite_desk.export(sqlite_desk.folder / "out") / "toxicity.csv").read_text(encoding="utf-8")
    assert [line.split(",")[0] for line in out.splitlines()[1:]] == ["t1", "t2", "t3"]


def test_every_text_field_is_among_the_hostile_ones() -> None:
    held = {(kind, name) for kind, rows in hostile_files().items() for row in rows for name in row}
    texts = (
        (kind, field)
        for kind in every_kind()
        for field in KINDS[kind].fields.values()
        if field.kind in (Kind.TEXT, Kind.LONG_TEXT)
        and not (field.generated or field.identifier or field.when)
    )
    assert {(kind, field.name) for kind, field in texts} - held == set()
