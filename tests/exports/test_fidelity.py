"""What people typed comes back unchanged from every file for analysts, read by programs that are not ours."""

from __future__ import annotations

import csv
from collections.abc import Callable, Mapping
from pathlib import Path
from types import MappingProxyType
from typing import Any

import pyarrow.parquet as pq
import pyreadstat
import pytest
from openpyxl import load_workbook
from openpyxl.utils import escape
from python_calamine import CalamineWorkbook

from exports.cells import CellRefused, unescape
from exports.exchange import workbook
from exports.exchange.formats import Layout
from exports.exchange.writing import Order, write_research
from tests.exports.hostile import CONTROLS, TEXTS
from tests.exports.research import HandSource, of_patient, record
from tests.office import Office

Column = list[Any]
Read = Callable[[Path, str, str], Column]

TYPED = tuple(text for text in TEXTS if text == text.strip())
"""As the registry keeps them: it takes the blanks around a text away when it is typed."""
LONG = "é\U0001f9d2" * 12_000
"""24,000 characters that are 36,000 UTF-16 units and 72,000 bytes."""


def source(texts: tuple[str, ...]) -> HandSource:
    """A patient with a diagnosis per text and a toxicity with a negative number for each."""
    return HandSource(
        {
            "patient": [record("p1", centre_id="FR-001", number="FR-001-0001")],
            "diagnosis": [of_patient("p1", f"{n:04}", name=text) for n, text in enumerate(texts)],
            "course": [of_patient("p1", "c1", first_dose="2025-01-02")],
            "toxicity": [
                of_patient("p1", f"{n:04}", course_id="c1", term_text=text, lab_baseline=n - 2.5)
                for n, text in enumerate(texts)
            ],
        }
    )


def from_csv(path: Path, kind: str, name: str) -> Column:
    with (path / f"{kind}.csv").open(encoding="utf-8", newline="") as file:
        return [unescape(line[name]) for line in csv.DictReader(file)]


def from_openpyxl(path: Path, kind: str, name: str) -> Column:
    head, *body = load_workbook(path)[kind].iter_rows()
    place = [cell.value for cell in head].index(name)
    assert {row[place].data_type for row in body} <= {"s", "n"}
    # openpyxl leaves the escapes of the format to who reads with it.
    return [escape.unescape(v) if isinstance(v := row[place].value, str) else v for row in body]


def from_calamine(path: Path, kind: str, name: str) -> Column:
    head, *body = CalamineWorkbook.from_path(path).get_sheet_by_name(kind).to_python()
    return [row[head.index(name)] for row in body]


def from_parquet(path: Path, kind: str, name: str) -> Column:
    return pq.read_table(path / f"{kind}.parquet").column(name).to_pylist()


def from_spss(path: Path, kind: str, name: str) -> Column:
    frame, _ = pyreadstat.read_sav(path / f"{kind}.sav")
    return list(frame[name])


def from_sas(path: Path, kind: str, name: str) -> Column:
    frame, _ = pyreadstat.read_xport(path / f"{kind}.xpt")
    return list(frame[name])


READERS: Mapping[str, tuple[str, str, Read]] = MappingProxyType(
    {
        "csv": ("csv", "out", from_csv),
        "xlsx, openpyxl": ("xlsx", "out.xlsx", from_openpyxl),
        "xlsx, calamine": ("xlsx", "out.xlsx", from_calamine),
        "parquet": ("parquet", "out", from_parquet),
        "spss": ("spss", "out", from_spss),
        "sas": ("sas", "out", from_sas),
    }
)
EVERY = pytest.mark.parametrize("reader", list(READERS))


def read_back(folder: Path, reader: str, texts: tuple[str, ...]) -> Callable[[str, str], Column]:
    form, name, read = READERS[reader]
    write_research(folder / name, source(texts), Order(form))
    return lambda kind, column: read(folder / name, kind, column)


@EVERY
def test_every_text_comes_back(tmp_path: Path, reader: str) -> None:
    read = read_back(tmp_path, reader, TYPED)
    assert read("diagnosis", "name") == list(TYPED)
    assert read("diagnosis", "id") == [f"{n:04}" for n in range(len(TYPED))]


@EVERY
def test_numbers_stay_numbers_and_what_looks_like_one_stays_text(tmp_path: Path, reader: str) -> None:
    texts = ("-2.5", "1E5", "MARCH1", "0012", "12/11")
    read = read_back(tmp_path, reader, texts)
    assert read("toxicity", "term_text") == list(texts)
    numbers = read("toxicity", "lab_baseline")
    assert numbers == (
        ["-2.5", "-1.5", "-0.5", "0.5", "1.5"] if reader == "csv" else [-2.5, -1.5, -0.5, 0.5, 1.5]
    )
    assert all(isinstance(number, str if reader == "csv" else float) for number in numbers)


@EVERY
def test_a_control_character_comes_back_or_is_refused(tmp_path: Path, reader: str) -> None:
    for number, text in enumerate(CONTROLS):
        folder = tmp_path / str(number)
        folder.mkdir()
        if reader in ("spss", "sas") and "\0" in text:
            with pytest.raises(CellRefused, match="diagnosis, 0000, name: "):
                read_back(folder, reader, (text,))
            assert not list(folder.iterdir())
        else:
            assert read_back(folder, reader, (text,))("diagnosis", "name") == [text]


@EVERY
def test_a_long_text_is_whole_or_refused_by_field_and_record(tmp_path: Path, reader: str) -> None:
    if reader in ("csv", "parquet"):
        assert read_back(tmp_path, reader, (LONG,))("diagnosis", "name") == [LONG]
        return
    with pytest.raises(CellRefused, match="diagnosis, 0000, name: "):
        read_back(tmp_path, reader, (LONG,))
    assert not list(tmp_path.iterdir())


def test_more_rows_than_a_sheet_holds_are_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(workbook, "MAX_ROWS", 300)
    # 299 lines below the header fit; codes, the longest sheet beside, is over it.
    with pytest.raises(CellRefused, match="1,048,575"):
        write_research(tmp_path / "out.xlsx", source(("x",) * 300), Order("xlsx"))
    assert not list(tmp_path.iterdir())


def test_more_columns_than_a_sheet_holds_are_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(workbook, "MAX_COLUMNS", 40)
    with pytest.raises(CellRefused, match="16,384"):
        write_research(tmp_path / "out.xlsx", source(("x",)), Order("xlsx", Layout.PATIENT))
    assert not list(tmp_path.iterdir())


def test_libreoffice_shows_every_text_and_recounts_the_numbers(tmp_path: Path, office: Office) -> None:
    write_research(tmp_path / "out.xlsx", source(TYPED), Order("xlsx"))
    sheets = office.sheets(tmp_path / "out.xlsx")
    head, *body = sheets["toxicity"]
    assert [row[head.index("term_text")] for row in body] == [text.replace("\r\n", "\n") for text in TYPED]
    numbers = [float(row[head.index("lab_baseline")]) for row in body]
    assert sum(numbers) == sum(n - 2.5 for n in range(len(TYPED)))
    head, *body = sheets["course"]
    assert body[0][head.index("first_dose")] == "2025-01-02"


def test_libreoffice_calculates_nothing_in_a_csv(tmp_path: Path, office: Office) -> None:
    write_research(tmp_path / "out", source(TYPED), Order("csv"))
    (head, *body), *_ = office.sheets(tmp_path / "out" / "diagnosis.csv").values()
    shown = [row[head.index("name")] for row in body]
    assert shown[0] == "'=1+1"
    assert not [text for text in shown if text in ("2", "#NAME?", "Err:508")]


@pytest.mark.parametrize(
    ("form", "name"),
    [("csv", "out"), ("xlsx", "out.xlsx"), ("parquet", "out"), ("spss", "out"), ("sas", "out")],
)
def test_equal_records_give_equal_bytes(tmp_path: Path, form: str, name: str) -> None:
    found = []
    for folder in (tmp_path / "a", tmp_path / "b"):
        folder.mkdir()
        write_research(folder / name, source(TYPED), Order(form))
        files = sorted(path for path in folder.rglob("*") if path.is_file())
        found.append([(path.name, path.read_bytes()) for path in files])
    one, other = found
    if form in ("spss", "sas"):
        # These files hold the moment of writing; what pyreadstat reads of them is compared elsewhere.
        one, other = ([(n, b) for n, b in side if n.endswith("csv")] for side in found)
    assert one == other
