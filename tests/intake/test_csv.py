"""CSV files: encodings, quotes, and whatever bytes come."""

from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from exports.cells import csv_cell
from registry.errors import RegistryError
from registry.intake import sources
from registry.intake.report import ImportRefused
from tests.exports.hostile import CONTROLS, TEXTS
from tests.intake import books
from tests.intake.desk import (
    COURSE_FILES,
    FILES,
    ON,
    PATIENT,
    TOXICITY,
    Desk,
    places,
    write_csv,
    write_workbook,
)

pytestmark = pytest.mark.filterwarnings("ignore::UserWarning:openpyxl")

HEADER = "id,centre_id,sex\n"


def read(path: Path) -> list[list[str]]:
    with sources.opened(path) as (sheet,):
        return [row.cells for row in sheet.rows()]


def refusal(path: Path) -> str:
    with pytest.raises(ImportRefused) as refused:
        read(path)
    return refused.value.text


def test_utf_8_with_and_without_its_mark(tmp_path: Path) -> None:
    for encoding in ("utf-8", "utf-8-sig"):
        (tmp_path / "patient.csv").write_text(HEADER + "é,FR-001,male\n", encoding=encoding)
        assert read(tmp_path / "patient.csv") == [["id", "centre_id", "sex"], ["é", "FR-001", "male"]]


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_any_line_end(tmp_path: Path, end: str) -> None:
    (tmp_path / "patient.csv").write_bytes(f"id,sex{end}p1,male{end}".encode())
    assert read(tmp_path / "patient.csv") == [["id", "sex"], ["p1", "male"]]


def test_quotes_hold_commas_quotes_and_line_breaks(tmp_path: Path) -> None:
    (tmp_path / "patient.csv").write_bytes(b'id,sex\n"a,b","c""d"\n"two\nlines",x\n')
    assert read(tmp_path / "patient.csv")[1:] == [["a,b", 'c"d'], ["two\nlines", "x"]]


@pytest.mark.parametrize("text", TEXTS + CONTROLS)
def test_an_apostrophe_that_export_put_before_a_text_is_taken_off(tmp_path: Path, text: str) -> None:
    write_csv(tmp_path / "toxicity.csv", [{"id": "t1", "term_text": csv_cell(text)}])
    assert read(tmp_path / "toxicity.csv")[1] == ["t1", text]


@pytest.mark.parametrize(
    ("content", "line"),
    [
        (HEADER.encode() + "é,FR-001,male\n".encode("latin-1"), 2),
        (HEADER.encode("utf-16"), 1),
        (HEADER.encode() + b"p1,FR-001,male\np2,\xed\xa0\x80,male\n", 3),
        (b"\x89PNG\r\n\x1a\n", 1),
    ],
)
def test_what_is_not_utf_8(tmp_path: Path, content: bytes, line: int) -> None:
    (tmp_path / "patient.csv").write_bytes(content)
    assert refusal(tmp_path / "patient.csv") == (
        f"patient.csv, line {line}: this is not UTF-8 text. Save the file as “CSV UTF-8”."
    )


@pytest.mark.parametrize("body", ['p1,"FR-001,male\n', 'p1,"FR-001"x,male\n', f"p1,{'x' * 140_000},male\n"])
def test_quotes_that_do_not_match_and_endless_cells(tmp_path: Path, body: str) -> None:
    (tmp_path / "patient.csv").write_text(HEADER + body, encoding="utf-8")
    assert refusal(tmp_path / "patient.csv").startswith(
        "patient.csv, line 2: the quotation marks do not match"
    )


def test_lines_are_counted_as_a_spreadsheet_counts_rows(sqlite_desk: Desk, tmp_path: Path) -> None:
    (tmp_path / "patient.csv").write_text(
        'id,centre_id,sex\n"p1","FR-001","male"\n\n"p2","FR-001","two\nlines"\np3,FR-001,boy\n',
        encoding="utf-8",
    )
    assert places(sqlite_desk.load(tmp_path / "patient.csv")) == [
        ("patient.csv", 4, "sex", "two�lines"),
        ("patient.csv", 5, "sex", "boy"),
    ]


@pytest.mark.parametrize("text", [text.strip() for text in TEXTS if text.isprintable()])
def test_a_text_is_stored_as_it_was_typed(sqlite_desk: Desk, tmp_path: Path, text: str) -> None:
    """Blanks around it aside, and in the composed form of Unicode."""
    toxicity = TOXICITY | {"term_text": csv_cell(text)}
    assert not sqlite_desk.load(FILES | {"toxicity": [toxicity]}).refused
    stored = sqlite_desk.stored("toxicity", "t1").term_text
    assert stored == (text if text != "e\u0301 \u00e9 \u0153 \u2019" else "\u00e9 \u00e9 \u0153 \u2019")


@pytest.mark.parametrize("text", CONTROLS)
def test_a_text_that_cannot_be_stored_is_refused(sqlite_desk: Desk, text: str) -> None:
    report = sqlite_desk.load(FILES | {"toxicity": [TOXICITY | {"term_text": text}]})
    assert [(remark.line, remark.column) for remark in report.problems] == [(2, "term_text")]
    assert all(line.isprintable() for line in report.lines())


@pytest.mark.parametrize(
    "column", ["id", "patient_id", "status", "first_dose", "answers", "last_dose_missing"]
)
def test_a_lone_surrogate_in_a_workbook_is_refused(sqlite_desk: Desk, tmp_path: Path, column: str) -> None:
    names = ("id", "patient_id", "status", "first_dose", "answers", "last_dose_missing")
    cells = {"id": "c1", "patient_id": "p1"} | {column: "a_xD800_b"}
    row = [books.text(f"{chr(65 + at)}2", cells.get(name, "")) for at, name in enumerate(names)]
    rows = (books.header(*names), books.row(2, *row))
    sqlite_desk.load({"patient": [PATIENT]})
    report = sqlite_desk.load(books.save(tmp_path / "course.xlsx", books.parts(rows, name="course")))
    assert places(report) == [("course", 2, column, "a�b")]


# Whatever comes


@pytest.fixture(scope="module")
def samples(tmp_path_factory: pytest.TempPathFactory) -> dict[str, bytes]:
    """A good file of each format, to be spoilt."""
    folder = tmp_path_factory.mktemp("samples")
    return {
        "toxicity.csv": write_csv(folder / "toxicity.csv", [TOXICITY]).read_bytes(),
        "records.xlsx": write_workbook(folder / "records.xlsx", COURSE_FILES).read_bytes(),
        "drug.xlsx": books.pack(books.parts([books.header("id", "inn")]), compression=0),
    }


SPOILT = settings(max_examples=150, suppress_health_check=[HealthCheck.function_scoped_fixture])


def survives(desk: Desk, path: Path) -> None:
    """An import of anything ends in a report or in a sentence."""
    try:
        said = list(desk.load(path, on=ON, dry_run=True).lines())
    except RegistryError as refused:
        said = [refused.text]
    assert all(said)


@SPOILT
@given(content=st.binary(max_size=300), name=st.sampled_from(["patient.csv", "records.xlsx"]))
def test_any_bytes_end_in_a_sentence(sqlite_desk: Desk, content: bytes, name: str) -> None:
    path = sqlite_desk.folder / name
    path.write_bytes(content)
    survives(sqlite_desk, path)


@SPOILT
@given(rows=st.lists(st.lists(st.text(max_size=12), min_size=1, max_size=8), max_size=6))
def test_any_cells_end_in_a_report(sqlite_desk: Desk, rows: list[list[str]]) -> None:
    lines = [TOXICITY | dict(zip(TOXICITY, row, strict=False)) for row in rows]
    path = write_csv(sqlite_desk.folder / "toxicity.csv", lines, tuple(TOXICITY))
    survives(sqlite_desk, path)


@SPOILT
@given(data=st.data(), name=st.sampled_from(["toxicity.csv", "records.xlsx", "drug.xlsx"]))
def test_spoilt_files_end_in_a_sentence(
    sqlite_desk: Desk, samples: dict[str, bytes], data: st.DataObject, name: str
) -> None:
    content = bytearray(samples[name])
    for at in data.draw(st.lists(st.integers(0, len(content) - 1), max_size=4)):
        content[at] = data.draw(st.integers(0, 255))
    path = sqlite_desk.folder / name
    path.write_bytes(
        bytes(content[: data.draw(st.integers(0, len(content)))])
        if data.draw(st.booleans())
        else bytes(content)
    )
    survives(sqlite_desk, path)


@SPOILT
@given(
    part=st.sampled_from(sorted(books.parts([], strings="<si/>"))),
    content=st.text(max_size=80),
    data=st.data(),
)
def test_spoilt_parts_end_in_a_sentence(
    sqlite_desk: Desk, part: str, content: str, data: st.DataObject
) -> None:
    rows = [books.header("id", "inn"), books.row(2, books.text("A2", "x"), books.text("B2", "x"))]
    made = books.parts(rows, strings="<si><t>a</t></si>")
    at = data.draw(st.integers(0, len(made[part])))
    spoilt = made[part][:at] + content + made[part][at + data.draw(st.integers(0, 30)) :]
    path = books.save(
        sqlite_desk.folder / "drug.xlsx", made | {part: spoilt.encode("utf-8", "surrogatepass")}
    )
    survives(sqlite_desk, path)


def test_the_patient_file_alone_is_enough(sqlite_desk: Desk, tmp_path: Path) -> None:
    assert sqlite_desk.load(write_csv(tmp_path / "patient.csv", [PATIENT])).created == 1
