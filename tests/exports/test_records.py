"""The record layout: read back exactly, equal bytes twice, whole or not at all."""

import csv
import datetime as dt
import time
from collections.abc import Iterator
from pathlib import Path
from zipfile import ZipFile

import pytest
from openpyxl import load_workbook
from python_calamine import CalamineWorkbook

from exports import cells, records
from exports.cells import Value
from exports.files import FileRefused
from exports.records import Table, write_records
from registry.fields.catalogue import KINDS
from registry.fields.layout import columns
from tests.exports.hostile import CONTROLS, TEXTS
from tests.office import Office

NAMES = ("id", "version", "text", "number", "day", "nothing")


def rows(texts: tuple[str, ...] = TEXTS + CONTROLS) -> Iterator[tuple[Value, ...]]:
    for number, text in enumerate(texts):
        yield (f"00{number}", number, text, number - 2.5, dt.date(2026, 1, 2), None)


def table(name: str = "toxicity", **more: tuple[str, ...]) -> Table:
    return Table(name, NAMES, rows(**more))


def read_csv(path: Path) -> list[list[str]]:
    with path.open(encoding="utf-8", newline="") as file:
        return [[cells.unescape(cell) for cell in row] for row in csv.reader(file)]


def read_sheet(path: Path, name: str) -> list[list[object]]:
    return [list(row) for row in CalamineWorkbook.from_path(path).get_sheet_by_name(name).to_python()]


def test_csv_gives_back_every_text(tmp_path: Path) -> None:
    assert write_records(tmp_path / "out", [table()]) == {"toxicity": len(TEXTS + CONTROLS)}
    head, *body = read_csv(tmp_path / "out" / "toxicity.csv")
    assert head == list(NAMES)
    assert [row[2] for row in body] == list(TEXTS + CONTROLS)
    assert body[0] == ["000", "0", TEXTS[0], "-2.5", "2026-01-02", ""]


def test_csv_is_utf_8_with_line_feeds_and_quotes_where_needed(tmp_path: Path) -> None:
    write_records(
        tmp_path / "out", [Table("drug", ("id", "inn"), iter([("é", 'a"b'), ("1", "x\ry"), ("2", "=1")]))]
    )
    assert (tmp_path / "out" / "drug.csv").read_bytes() == 'id,inn\né,"a""b"\n1,"x\ry"\n2,\'=1\n'.encode()


def test_workbook_gives_back_every_text_and_number(tmp_path: Path) -> None:
    write_records(tmp_path / "out.xlsx", [table()])
    head, *body = read_sheet(tmp_path / "out.xlsx", "toxicity")
    assert head == list(NAMES)
    assert [row[2] for row in body] == list(TEXTS + CONTROLS)
    assert body[0] == ["000", 0.0, TEXTS[0], -2.5, "2026-01-02", ""]


def test_workbook_has_no_formula_and_keeps_types(tmp_path: Path) -> None:
    write_records(tmp_path / "out.xlsx", [table(texts=TEXTS)])
    sheet = load_workbook(tmp_path / "out.xlsx")["toxicity"]
    assert {cell.data_type for row in sheet.iter_rows() for cell in row if cell.value is not None} == {
        "s",
        "n",
    }
    assert [cell.data_type for cell in sheet[2]] == ["s", "n", "s", "n", "s", "n"]
    assert sheet.freeze_panes == "A2"
    assert sheet["A2"].number_format == "@"


@pytest.mark.parametrize("name", ["out.xlsx", "out"])
def test_an_empty_table_keeps_its_header(tmp_path: Path, name: str) -> None:
    written = write_records(tmp_path / name, [Table("course", NAMES, iter([]))])
    assert written == {"course": 0}
    read = (
        read_csv(tmp_path / name / "course.csv") if name == "out" else read_sheet(tmp_path / name, "course")
    )
    assert read[0] == list(NAMES)
    assert all(cell == "" for row in read[1:] for cell in row)


def test_equal_rows_give_equal_bytes_at_another_time(tmp_path: Path) -> None:
    write_records(tmp_path / "one.xlsx", [table(), table("course")])
    time.sleep(1.1)
    write_records(tmp_path / "two.xlsx", [table(), table("course")])
    assert (tmp_path / "one.xlsx").read_bytes() == (tmp_path / "two.xlsx").read_bytes()
    assert ZipFile(tmp_path / "one.xlsx").testzip() is None
    assert load_workbook(tmp_path / "one.xlsx").sheetnames == ["toxicity", "course"]


def test_text_columns_come_from_the_declarations() -> None:
    declared = Table("assessment", columns(KINDS["assessment"]), iter([]))
    texts = records.text_columns(declared)
    assert "assessed_on" in texts
    assert "course_id" in texts
    assert {"version", "target_measure", "report", "answers"}.isdisjoint(texts)


def test_libreoffice_shows_every_text(tmp_path: Path, office: Office) -> None:
    write_records(tmp_path / "out.xlsx", [table(texts=TEXTS)])
    shown = office.sheets(tmp_path / "out.xlsx")["toxicity"]
    assert shown[0] == list(NAMES)
    assert [row[2] for row in shown[1:]] == [text.replace("\r\n", "\n") for text in TEXTS]
    assert shown[1][3:5] == ["-2.5", "2026-01-02"]


def failing() -> Iterator[tuple[Value, ...]]:
    yield ("1",)
    raise OSError("the disk is full")


@pytest.mark.parametrize("name", ["out.xlsx", "out"])
def test_a_failure_leaves_what_was_there(tmp_path: Path, name: str) -> None:
    write_records(tmp_path / name, [Table("drug", ("id",), iter([("before",)]))])
    with pytest.raises(OSError, match="full"):
        write_records(tmp_path / name, [Table("drug", ("id",), failing())])
    assert [path.name for path in tmp_path.iterdir()] == [name]
    read = read_csv(tmp_path / name / "drug.csv") if name == "out" else read_sheet(tmp_path / name, "drug")
    assert read == [["id"], ["before"]]


@pytest.mark.parametrize("name", ["out.xlsx", "out"])
def test_a_second_export_replaces_the_first(tmp_path: Path, name: str) -> None:
    write_records(
        tmp_path / name, [Table("drug", ("id",), iter([("one",)])), Table("course", ("id",), iter([]))]
    )
    write_records(tmp_path / name, [Table("drug", ("id",), iter([("two",)]))])
    assert [path.name for path in tmp_path.iterdir()] == [name]
    if name == "out":
        assert [path.name for path in (tmp_path / name).iterdir()] == ["drug.csv"]


def test_a_folder_with_other_files_is_refused(tmp_path: Path) -> None:
    (tmp_path / "thesis.doc").touch()
    with pytest.raises(FileRefused, match=r"thesis\.doc"):
        write_records(tmp_path, [table()])
    assert (tmp_path / "thesis.doc").exists()


@pytest.mark.parametrize("name", ["out.csv", "out.ods", "missing/out.xlsx", "missing/out"])
def test_a_target_that_cannot_be_is_refused(tmp_path: Path, name: str) -> None:
    with pytest.raises(FileRefused):
        write_records(tmp_path / name, [table()])


def test_a_text_too_long_names_its_record(tmp_path: Path) -> None:
    long = Table("toxicity", ("id", "report"), iter([("tox-1", "x" * 40_000)]))
    with pytest.raises(cells.CellRefused, match="toxicity, tox-1"):
        write_records(tmp_path / "out.xlsx", [long])
    assert list(tmp_path.iterdir()) == []


def test_more_rows_than_a_sheet_holds_are_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(records, "MAX_ROWS", 4)
    write_records(tmp_path / "out.xlsx", [Table("drug", ("id",), iter([("1",), ("2",), ("3",)]))])
    with pytest.raises(cells.CellRefused, match="folder of CSV"):
        write_records(tmp_path / "out.xlsx", [Table("drug", ("id",), iter([("1",), ("2",), ("3",), ("4",)]))])


def test_progress_is_told_each_thousand_rows_and_at_the_end(tmp_path: Path) -> None:
    heard: list[tuple[str, int]] = []
    many = Table("drug", ("id",), ((str(n),) for n in range(2500)))
    write_records(tmp_path / "out", [many], progress=lambda kind, done: heard.append((kind, done)))
    assert heard == [("drug", 1000), ("drug", 2000), ("drug", 2500)]
