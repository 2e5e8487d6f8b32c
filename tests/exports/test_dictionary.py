"""The data dictionary as a workbook holds every field and every code."""

from pathlib import Path

from openpyxl import load_workbook

from exports.dictionary import write_dictionary
from registry import dictionary
from registry.fields.catalogue import KINDS


def test_the_workbook_holds_every_field_code_and_kind(tmp_path: Path) -> None:
    write_dictionary(tmp_path / "out.xlsx")
    book = load_workbook(tmp_path / "out.xlsx")
    assert book.sheetnames == ["dictionary", "codes", "records"]
    fields, codes, kinds = (list(page.iter_rows(min_row=3, values_only=True)) for page in book)
    assert [row[:2] for row in fields] == [(entry.kind.name, entry.name) for entry in dictionary.entries()]
    assert [row[:4] for row in codes] == [
        (c.list, c.code, c.label.fr, c.label.en) for c in dictionary.codes()
    ]
    assert [row[0] for row in kinds] == list(KINDS)


def test_a_field_by_hand(tmp_path: Path) -> None:
    write_dictionary(tmp_path / "out.xlsx")
    page = load_workbook(tmp_path / "out.xlsx")["dictionary"]
    english = [cell.value for cell in page[2]]
    row = next(row for row in page.iter_rows(min_row=3, values_only=True) if row[:2] == ("patient", "sex"))
    found = dict(zip(english, row, strict=True))
    assert found["Label (French)"] == "Sexe"
    assert found["Values (English)"] == "male = Male; female = Female; unknown = Unknown"
    assert found["Needed (French)"] == "obligatoire"
    assert found["Standard"] == "DM.SEX"
    assert found["Since version"] == "1.0"
    assert found["Help (English)"] is None


def test_equal_bytes_whenever_it_is_made(tmp_path: Path) -> None:
    for name in ("one.xlsx", "two.xlsx"):
        write_dictionary(tmp_path / name)
    assert (tmp_path / "one.xlsx").read_bytes() == (tmp_path / "two.xlsx").read_bytes()


def test_no_cell_is_a_formula(tmp_path: Path) -> None:
    write_dictionary(tmp_path / "out.xlsx")
    book = load_workbook(tmp_path / "out.xlsx")
    assert {cell.data_type for page in book for row in page.iter_rows() for cell in row} <= {"s", "n"}
