"""Workbooks: their cells as text, and what is refused before anything reads it."""

import datetime as dt
import resource
import struct
from pathlib import Path
from zipfile import ZIP_BZIP2

import pytest
from openpyxl import Workbook

from registry.intake import archives, sources
from registry.intake.report import ImportRefused
from registry.intake.workbooks import Row
from tests.intake import books
from tests.intake.books import header, parts, row, text
from tests.intake.desk import FILES, PATIENT, TOXICITY, Desk, places, write_workbook

pytestmark = pytest.mark.filterwarnings("ignore::UserWarning:openpyxl")

DRUG = (header("id", "inn"), row(2, text("A2", "selumetinib"), text("B2", "selumetinib")))
MEGABYTE = 1024**2


def read(path: Path, *, limit: int | None = None) -> list[list[Row]]:
    with sources.opened(path, limit=limit) as sheets:
        return [list(sheet.rows()) for sheet in sheets]


def refusal(path: Path, *, limit: int | None = None) -> str:
    with pytest.raises(ImportRefused) as refused:
        read(path, limit=limit)
    assert "\n" not in refused.value.text
    assert "Traceback" not in refused.value.text
    return refused.value.text


def typed(tmp_path: Path, value: object, number_format: str = "") -> Row:
    """What is read of one cell."""
    book = Workbook()
    book.active.title = "drug"
    book.active["A1"] = value
    if number_format:
        book.active["A1"].number_format = number_format
    book.save(tmp_path / "typed.xlsx")
    return read(tmp_path / "typed.xlsx")[0][0]


# Cells


@pytest.mark.parametrize(
    ("value", "number_format", "expected"),
    [
        (12, "", "12"),
        (12.0, "", "12"),
        (12.5, "", "12.5"),
        (-0.0000001, "", "-0.0000001"),
        (1e15, "", "1000000000000000"),
        (0.1, "", "0.1"),
        (True, "", "TRUE"),
        ("0012", "", "0012"),
        ("1E5", "", "1E5"),
        (" blanks ", "", " blanks "),
        ("two\nlines", "", "two\nlines"),
        (dt.date(2026, 11, 3), "", "2026-11-03"),
        (dt.date(2026, 11, 3), "dd/mm/yyyy", "2026-11-03"),
        (dt.date(2026, 11, 1), "mm/yyyy", "2026-11"),
        (dt.date(2026, 11, 1), "mmm-yy", "2026-11"),
        (dt.date(2026, 1, 1), "yyyy", "2026"),
        (dt.datetime.combine(dt.date(2026, 11, 3), dt.time(18, 40)), "", "2026-11-03 18:40:00"),
        (dt.time(18, 40), "", "18:40:00"),
    ],
)
def test_a_cell_becomes_text(tmp_path: Path, value: object, number_format: str, expected: str) -> None:
    assert typed(tmp_path, value, number_format) == Row(1, [expected], {})


@pytest.mark.parametrize("value", ["=1+1", '=HYPERLINK("http://127.0.0.1/")', "#N/A", "#DIV/0!"])
def test_a_formula_or_an_error_is_no_value(tmp_path: Path, value: str) -> None:
    found = typed(tmp_path, value)
    assert found.cells == [""]
    assert list(found.refused) == [0]


def test_a_formula_is_told_at_its_place(sqlite_desk: Desk, tmp_path: Path) -> None:
    book = Workbook()
    book.active.title = "patient"
    book.active.append(["id", "centre_id", "sex"])
    book.active.append(["p1", "FR-001", '=IF(1,"male","")'])
    book.save(tmp_path / "records.xlsx")
    report = sqlite_desk.load(tmp_path / "records.xlsx")
    assert places(report) == [("patient", 2, "sex", "")]
    assert "formula" in report.problems[0].reason


def test_a_workbook_is_imported_like_the_files(desk: Desk, tmp_path: Path) -> None:
    assert desk.load(write_workbook(tmp_path / "records.xlsx", FILES)).created == 8
    assert desk.load(FILES).unchanged == 8


def test_numbers_and_dates_typed_into_cells_are_read(sqlite_desk: Desk, tmp_path: Path) -> None:
    book = Workbook()
    book.active.title = "patient"
    book.active.append(["id", "version", "centre_id", "birth_month", "information_date", "vital_status_date"])
    book.active.append([7, 1.0, "FR-001", dt.date(2015, 3, 1), dt.date(2025, 1, 2), 2026])
    book.active["D2"].number_format = "mm/yyyy"
    book.save(tmp_path / "records.xlsx")
    assert sqlite_desk.load(tmp_path / "records.xlsx").created == 1
    patient = sqlite_desk.stored("patient", "7")
    assert (patient.birth_month, patient.information_date, patient.vital_status_date) == (
        "2015-03",
        dt.date(2025, 1, 2),
        "2026",
    )


def test_lines_keep_the_numbers_of_their_rows(sqlite_desk: Desk, tmp_path: Path) -> None:
    book = Workbook()
    book.active.title = "patient"
    book.active.append(["id", "centre_id", "sex", None, None])
    book.active["A5"], book.active["B5"], book.active["C5"] = "p1", "FR-001", "boy"
    book.active["A7"] = "p2"
    book.save(tmp_path / "records.xlsx")
    report = sqlite_desk.load(tmp_path / "records.xlsx")
    assert places(report) == [("patient", 5, "sex", "boy"), ("patient", 7, "centre_id", "")]


def test_a_sheet_may_go_on_in_another(sqlite_desk: Desk, tmp_path: Path) -> None:
    book = Workbook()
    book.active.title = "patient"
    for title, ids in (("patient", "ab"), ("patient_2", "cd"), ("patient_3", "ea")):
        sheet = book[title] if title in book.sheetnames else book.create_sheet(title)
        sheet.append(["id", "centre_id"])
        for record_id in ids:
            sheet.append([record_id, "FR-001"])
    book.save(tmp_path / "records.xlsx")
    assert places(sqlite_desk.load(tmp_path / "records.xlsx")) == [("patient_3", 3, "id", "a")]
    del book["patient_3"]
    book.save(tmp_path / "records.xlsx")
    assert sqlite_desk.load(tmp_path / "records.xlsx").created == 4


@pytest.mark.parametrize("title", ["Sheet1", "patients", "patient_1", "patient 2"])
def test_a_sheet_is_named_after_its_kind(sqlite_desk: Desk, tmp_path: Path, title: str) -> None:
    book = Workbook()
    book.active.title = title
    book.save(tmp_path / "records.xlsx")
    report = sqlite_desk.load(tmp_path / "records.xlsx")
    assert [(remark.file, remark.line) for remark in report.problems] == [(title, 0)]


# What is refused before it is read


def test_the_workbook_made_by_hand_is_one(sqlite_desk: Desk, tmp_path: Path) -> None:
    assert sqlite_desk.load(books.save(tmp_path / "drug.xlsx", parts(DRUG))).created == 1


@pytest.mark.parametrize("name", ["nowhere", "nowhere.csv", "nowhere.xlsx", "a\x00b.csv"])
def test_a_missing_file(tmp_path: Path, name: str) -> None:
    assert refusal(tmp_path / name).startswith("There is no file or folder")


@pytest.mark.parametrize("name", ["records.xls", "records.ods", "records.xlsm", "records.zip", "records"])
def test_another_kind_of_file(tmp_path: Path, name: str) -> None:
    (tmp_path / name).write_bytes(books.pack(parts(DRUG)))
    assert "neither a workbook (.xlsx), a CSV file (.csv) nor a folder" in refusal(tmp_path / name)


def test_an_empty_folder(tmp_path: Path) -> None:
    assert "is empty" in refusal(tmp_path)


@pytest.mark.parametrize(
    "content", [b"", b"id,inn\n", b"%PDF-1.4", b"<html></html>", b"PK\x03\x04", b"PK\x05\x06" + bytes(18)]
)
def test_what_is_no_workbook(tmp_path: Path, content: bytes) -> None:
    (tmp_path / "records.xlsx").write_bytes(content)
    assert refusal(tmp_path / "records.xlsx").startswith("records.xlsx is ")


def test_an_old_or_protected_workbook(tmp_path: Path) -> None:
    (tmp_path / "records.xlsx").write_bytes(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(4096))
    assert "protected by a password" in refusal(tmp_path / "records.xlsx")


@pytest.mark.parametrize("share", [0.2, 0.5, 0.9, 0.999])
def test_a_truncated_workbook(tmp_path: Path, share: float) -> None:
    whole = write_workbook(tmp_path / "whole.xlsx", FILES).read_bytes()
    (tmp_path / "records.xlsx").write_bytes(whole[: int(len(whole) * share)])
    assert (
        refusal(tmp_path / "records.xlsx")
        == "records.xlsx is damaged: part of it is missing. Save it or send it again."
    )


def test_a_workbook_with_a_flipped_byte(tmp_path: Path) -> None:
    whole = bytearray(write_workbook(tmp_path / "whole.xlsx", FILES).read_bytes())
    whole[len(whole) // 2] ^= 0x10
    (tmp_path / "records.xlsx").write_bytes(whole)
    assert "damaged" in refusal(tmp_path / "records.xlsx")


def test_a_zip_that_is_no_workbook(tmp_path: Path) -> None:
    assert "not a workbook" in refusal(books.save(tmp_path / "records.xlsx", {"a.txt": "a"}))


def test_a_large_upload(tmp_path: Path) -> None:
    path = books.save(tmp_path / "drug.xlsx", parts(DRUG))
    assert len(read(path, limit=MEGABYTE)) == 1
    with path.open("ab") as file:
        file.truncate(MEGABYTE + 1)
    assert "larger than 1 MB" in refusal(path, limit=MEGABYTE)


def test_a_bomb_is_refused_by_what_it_declares(tmp_path: Path) -> None:
    """267 kB that unpack to 200 MB: a hundred and more times its size."""
    bomb = parts(DRUG) | {"xl/worksheets/sheet2.xml": b" " * (199 * MEGABYTE)}
    path = books.save(tmp_path / "drug.xlsx", bomb)
    assert path.stat().st_size < 300_000
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    assert "a hundred times its size" in refusal(path)
    assert resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before < 100_000


def test_more_than_200_mb(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = books.save(tmp_path / "drug.xlsx", parts(DRUG))
    assert archives.MAX_UNPACKED == 200 * MEGABYTE
    monkeypatch.setattr(archives, "MAX_UNPACKED", 1000)
    assert "more than 200 MB" in refusal(path)


def test_a_part_that_unpacks_to_more_than_it_declares(tmp_path: Path) -> None:
    """The size in the directory is a lie: 20 bytes of 2,000."""
    whole = bytearray(books.pack(parts(DRUG) | {"xl/media/a.bin": b"a" * 2000}))
    at = whole.rindex(b"xl/media/a.bin") - 46
    assert struct.unpack_from("<I", whole, at + 24) == (2000,)
    struct.pack_into("<I", whole, at + 24, 20)
    (tmp_path / "drug.xlsx").write_bytes(whole)
    assert "damaged" in refusal(tmp_path / "drug.xlsx")


def test_too_many_parts(tmp_path: Path) -> None:
    many = parts(DRUG) | {f"xl/a{n}.bin": str(n) for n in range(1000)}
    assert "more than 1,000 parts" in refusal(books.save(tmp_path / "drug.xlsx", many))


@pytest.mark.parametrize(
    "name", ["/etc/passwd", "../../x.xml", "xl/../../x", "C:\\x.xml", "xl\\..\\x", "..\\x"]
)
def test_a_part_that_leads_outside(tmp_path: Path, name: str) -> None:
    """Writing would mend the name, so it is put in afterwards."""
    stand_in = "xl/placeholder-name"
    path = books.save(tmp_path / "drug.xlsx", parts(DRUG) | {stand_in: "x"})
    path.write_bytes(path.read_bytes().replace(stand_in.encode(), name.encode().ljust(len(stand_in), b"_")))
    assert "leads outside" in refusal(path)
    assert sorted(found.name for found in tmp_path.iterdir()) == ["drug.xlsx"]


@pytest.mark.parametrize("name", ["xl/embeddings/book.xlsx", "a.zip", "xl/media/image1.png"])
def test_an_archive_inside(tmp_path: Path, name: str) -> None:
    path = books.save(tmp_path / "drug.xlsx", parts(DRUG) | {name: books.pack(parts(DRUG))})
    assert "another file inside" in refusal(path)


def test_another_compression(tmp_path: Path) -> None:
    path = books.save(tmp_path / "drug.xlsx", parts(DRUG), compression=ZIP_BZIP2)
    assert "packed in an unusual way" in refusal(path)


def test_an_encrypted_part(tmp_path: Path) -> None:
    whole = bytearray(books.pack(parts(DRUG)))
    at = whole.rindex(b"xl/worksheets/sheet1.xml") - 46
    whole[at + 8] |= 1
    (tmp_path / "drug.xlsx").write_bytes(whole)
    assert "protected by a password" in refusal(tmp_path / "drug.xlsx")


LAUGHS = '<!DOCTYPE x [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">]>'
OUTSIDE = '<!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/passwd">]>'


@pytest.mark.parametrize("doctype", [LAUGHS, OUTSIDE, "<!DOCTYPE x>"])
@pytest.mark.parametrize(
    "part", ["xl/worksheets/sheet1.xml", "xl/workbook.xml", "_rels/.rels", "xl/other.bin"]
)
@pytest.mark.parametrize("encoding", ["utf-8", "utf-16"])
def test_xml_with_a_document_type(tmp_path: Path, doctype: str, part: str, encoding: str) -> None:
    made = parts(DRUG)
    content = made.get(part, f"{books.HEAD}<x/>").replace(books.HEAD, f"{books.HEAD}{doctype}")
    content = content.replace("UTF-8", encoding.upper())
    path = books.save(tmp_path / "drug.xlsx", made | {part: content.encode(encoding)})
    assert "XML that no ordinary workbook holds" in refusal(path)


def test_a_workbook_that_opens_as_one_and_is_none(tmp_path: Path) -> None:
    path = books.save(tmp_path / "drug.xlsx", parts(DRUG) | {"xl/workbook.xml": "<workbook"})
    assert "not a workbook" in refusal(path)


@pytest.mark.parametrize("numbers", [(1, 3, 2), (1, 1), (1, 99_999_999), (1, 1_048_577), (0,), ("1x",)])
def test_rows_that_a_reader_would_lose_or_never_finish(
    tmp_path: Path, numbers: tuple[int | str, ...]
) -> None:
    rows = [f'<row r="{number}">{text(f"A{number}", "id")}</row>' for number in numbers]
    assert "XML that no ordinary workbook holds" in refusal(books.save(tmp_path / "drug.xlsx", parts(rows)))


def test_a_far_corner_takes_no_memory(tmp_path: Path) -> None:
    """A reader that fills the rectangle from A1 ends the process here."""
    rows = [header("id"), row(1_048_576, text("XFD1048576", "x"))]
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    path = books.save(tmp_path / "drug.xlsx", parts(rows))
    with sources.opened(path) as (sheet,):
        last = max(sheet.rows(), key=lambda found: found.number)
    assert (last.number, len(last.cells)) == (1_048_576, 16_384)
    assert resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before < 100_000


def test_a_row_of_a_thousand_cells(tmp_path: Path) -> None:
    wide = [row(1, *["<c/>"] * 1001)]
    assert "more than 1,000 cells" in refusal(books.save(tmp_path / "drug.xlsx", parts(wide)))


def test_one_long_text_in_many_cells(tmp_path: Path) -> None:
    """13 kB that say 2 GB: a text of a megabyte, two thousand times."""
    rows = [row(n, f'<c r="A{n}" t="s"><v>0</v></c>') for n in range(1, 2001)]
    strings = f"<si><t>{'x' * MEGABYTE}</t></si>"
    path = books.save(tmp_path / "drug.xlsx", parts(rows, strings=strings))
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    found = read(path)[0]
    assert all(list(each.refused) == [0] for each in found)
    assert resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before < 100_000


def test_texts_that_add_up(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    rows = [row(n, f'<c r="A{n}" t="s"><v>0</v></c>') for n in range(1, 2001)]
    path = books.save(tmp_path / "drug.xlsx", parts(rows, strings=f"<si><t>{'x' * 100_000}</t></si>"))
    monkeypatch.setattr(archives, "MAX_UNPACKED", 50 * MEGABYTE)
    assert "more than 200 MB" in refusal(path)


def test_a_wrong_dimension_cuts_nothing(sqlite_desk: Desk, tmp_path: Path) -> None:
    rows = [
        header("id", "inn"),
        *(row(n, text(f"A{n}", f"drug{n}"), text(f"B{n}", f"drug{n}")) for n in range(2, 50)),
    ]
    made = parts(rows)
    sheet = made["xl/worksheets/sheet1.xml"].replace("<sheetData>", '<dimension ref="A1:A2"/><sheetData>')
    path = books.save(tmp_path / "drug.xlsx", made | {"xl/worksheets/sheet1.xml": sheet})
    assert sqlite_desk.load(path).created == 48


def test_deep_xml(tmp_path: Path) -> None:
    deep = {"docProps/custom.xml": "<a>" * 100 + "</a>" * 100}
    assert "XML that no ordinary workbook holds" in refusal(
        books.save(tmp_path / "drug.xlsx", parts(DRUG) | deep)
    )


def test_many_styles(tmp_path: Path) -> None:
    """Noise, so that the ratio is an ordinary one."""
    noise = "".join(f"<xf a='{n * 7919 % 1_000_003:x}{n * 104_729 % 999_983:x}'/>" for n in range(200_000))
    path = books.save(
        tmp_path / "drug.xlsx", parts(DRUG) | {"xl/styles.xml": f"<styleSheet>{noise}</styleSheet>"}
    )
    assert "unusually many styles" in refusal(path)


def test_text_that_begins_like_a_formula_is_text(sqlite_desk: Desk, tmp_path: Path) -> None:
    nasty = TOXICITY | {"term_text": "=cmd|'/C calc'!A0"}
    assert not sqlite_desk.load(write_workbook(tmp_path / "r.xlsx", FILES | {"toxicity": [nasty]})).refused
    assert sqlite_desk.stored("toxicity", "t1").term_text == "=cmd|'/C calc'!A0"
    assert sqlite_desk.load(write_workbook(tmp_path / "r.xlsx", {"patient": [PATIENT]})).unchanged == 1
