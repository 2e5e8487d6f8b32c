"""Report workbooks: cells exact, no formula, headings, filters and print set-up, equal bytes twice."""

import datetime as dt
import io
import re
import tempfile
import time
from pathlib import Path
from zipfile import ZipFile

import pytest
from openpyxl import load_workbook
from python_calamine import CalamineWorkbook

from exports import workbook
from exports.cells import CellRefused
from exports.style import Style
from exports.workbook import Column, Imprint, Line, Sheet, write_workbook
from registry.fields.base import T
from tests.exports.hostile import CONTROLS, FORMULAS, NO_CHARACTERS, TEXTS
from tests.office import Office

IMPRINT = Imprint(
    title="=1+1",
    footer="Trametinib & dabrafenib",
    made=dt.datetime(2026, 11, 3, 9, tzinfo=dt.UTC),
    language="fr",
)
SINGLE_LINE_END = re.compile("\r\n|\r")

COLUMNS = (
    Column(T("=Texte", "=Text")),
    Column(T("Nombre", "Number"), Style.NUMBER),
    Column(T("Part (%)", "Share (%)"), Style.PERCENT),
    Column(T("Jour", "Day"), Style.DATE),
)


def sheet(*lines: Line, **more: object) -> Sheet:
    return Sheet("Données", COLUMNS, lines, **more)  # type: ignore[arg-type]


def line(
    text: object, number: object = -2.5, share: object = 100 / 3, day: object = dt.date(2026, 1, 2)
) -> Line:
    return Line((text, number, share, day))


def hostile() -> Sheet:
    return sheet(*(line(text) for text in TEXTS))


def written(tmp_path: Path, *sheets: Sheet) -> Path:
    path = tmp_path / "out.xlsx"
    write_workbook(path, sheets, imprint=IMPRINT)
    return path


def test_every_text_is_shown_unchanged(tmp_path: Path) -> None:
    path = written(tmp_path, hostile())
    rows = CalamineWorkbook.from_path(path).get_sheet_by_index(0).to_python()[2:]
    assert [row[0] for row in rows] == [SINGLE_LINE_END.sub("\n", text) for text in TEXTS]


def test_no_cell_is_a_formula_and_each_has_its_type(tmp_path: Path) -> None:
    book = load_workbook(
        written(tmp_path, sheet(*(line(text) for text in TEXTS), title="=title", notes=("@note",)))
    )
    cells = [cell for row in book.active.iter_rows() for cell in row if cell.value is not None]
    assert {cell.data_type for cell in cells} == {"s", "n", "d"}
    body = list(book.active.iter_rows(min_row=6))
    assert {tuple(cell.data_type for cell in row) for row in body} == {("s", "n", "n", "d")}


def test_numbers_and_dates_are_unrounded_and_formatted(tmp_path: Path) -> None:
    text, number, share, day = load_workbook(written(tmp_path, sheet(line("0012")))).active[3]
    assert (text.value, number.value, day.value.date()) == ("0012", -2.5, dt.date(2026, 1, 2))
    assert share.value == pytest.approx(100 / 3, rel=1e-15, abs=0)
    assert (text.number_format, share.number_format, day.number_format) == ("@", "0.0", "yyyy-mm-dd")


@pytest.mark.parametrize("text", FORMULAS)
def test_a_text_that_could_be_calculated_is_marked_as_text(tmp_path: Path, text: str) -> None:
    book = load_workbook(written(tmp_path, sheet(line(text), line("plain"))))
    assert book.active["A3"].quotePrefix
    assert not book.active["A4"].quotePrefix


def test_a_partial_date_is_text(tmp_path: Path) -> None:
    cell = load_workbook(written(tmp_path, sheet(line("a", day="2026-11")))).active["D3"]
    assert (cell.value, cell.data_type, cell.number_format) == ("2026-11", "s", "@")


@pytest.mark.parametrize("text", CONTROLS + NO_CHARACTERS)
def test_a_control_character_does_not_break_the_file(tmp_path: Path, text: str) -> None:
    shown = load_workbook(written(tmp_path, sheet(line(text), line("after")))).active["A3"].value
    assert len(shown) == len(text)
    assert "\N{REPLACEMENT CHARACTER}" in shown


def test_missing_values_are_empty_cells(tmp_path: Path) -> None:
    cells = load_workbook(written(tmp_path, sheet(line(None, None, float("nan"), None)))).active[3]
    assert [cell.value for cell in cells] == [None] * 4


def test_headings_panes_filter_and_print(tmp_path: Path) -> None:
    page = load_workbook(
        written(tmp_path, sheet(line("a"), line("b"), title="Title", notes=("n",), keys=1))
    ).active
    assert [cell.value for cell in page["A"]] == ["Title", "n", None, "=Texte", "=Text", "a", "b"]
    assert page.freeze_panes == "B6"
    assert page.auto_filter.ref == "A5:D7"
    assert page.print_title_rows == "$4:$5"
    assert (page.page_setup.orientation, page.page_setup.paperSize) == ("landscape", 9)
    assert page.page_setup.fitToHeight == 0
    assert page.oddFooter.left.text == "Trametinib && dabrafenib"
    assert page.oddFooter.right.text == "&P / &N"


def test_a_listing_begins_with_its_headings(tmp_path: Path) -> None:
    page = load_workbook(written(tmp_path, sheet())).active
    assert [cell.value for cell in page[1]] == ["=Texte", "Nombre", "Part (%)", "Jour"]
    assert [cell.value for cell in page[2]] == ["=Text", "Number", "Share (%)", "Day"]
    assert page.auto_filter.ref == "A2:D3"


def test_a_wide_sheet_goes_on_over_pages_with_its_keys(tmp_path: Path) -> None:
    wide = Sheet("Wide", tuple(Column(T(f"c{n}", f"c{n}"), width=50) for n in range(10)), [], keys=1)
    page = load_workbook(written(tmp_path, wide)).active
    assert page.page_setup.fitToWidth == 3
    assert page.print_title_cols == "$A:$A"


def test_strong_and_section_lines(tmp_path: Path) -> None:
    total = Line(("all", 1, 2.0, dt.date(2026, 1, 2)), strong=True)
    page = load_workbook(written(tmp_path, sheet(Line(("Part",), section=True), total))).active
    assert page["A3"].style == Style.SECTION.value
    assert [cell.style for cell in page[4]] == [
        Style.STRONG_TEXT.value,
        Style.STRONG_NUMBER.value,
        Style.STRONG_PERCENT.value,
        Style.STRONG_DATE.value,
    ]
    assert page["A4"].font.bold


def test_a_wrapped_text_has_room(tmp_path: Path) -> None:
    words = (Column(T("Mots", "Words"), Style.WORDS, 20),)
    page = load_workbook(
        written(tmp_path, Sheet("W", words, [Line(("word " * 30,)), Line(("word",))]))
    ).active
    assert page.row_dimensions[3].height > 4 * workbook.LINE_HEIGHT
    assert page.row_dimensions[4].height is None


def test_equal_content_gives_equal_bytes_at_another_time(tmp_path: Path) -> None:
    one, two = io.BytesIO(), io.BytesIO()
    write_workbook(one, [hostile()], imprint=IMPRINT)
    time.sleep(2.1)
    write_workbook(two, [hostile()], imprint=IMPRINT)
    assert one.getvalue() == two.getvalue()
    assert ZipFile(one).testzip() is None


def test_properties_of_the_file(tmp_path: Path) -> None:
    properties = load_workbook(written(tmp_path, sheet())).properties
    assert properties.title == "=1+1"
    assert properties.language == "fr"
    assert properties.created == properties.modified
    assert properties.created.isoformat() == "2026-11-03T09:00:00"


def test_a_refused_text_leaves_what_was_there_and_nothing_else(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = written(tmp_path, sheet(line("before")))
    before = path.read_bytes()
    temporary = tmp_path / "temporary"
    temporary.mkdir()
    monkeypatch.setattr(tempfile, "tempdir", str(temporary))
    with pytest.raises(CellRefused):
        written(tmp_path, sheet(line("a")), sheet(line("b"), line("x" * 40_000)))
    assert path.read_bytes() == before
    assert sorted(tmp_path.iterdir()) == [path, temporary]
    assert list(temporary.iterdir()) == []


def test_a_full_disk_leaves_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object) -> None:
        raise OSError("No space left on device")

    monkeypatch.setattr(ZipFile, "writestr", refuse)
    with pytest.raises(OSError, match="space"):
        written(tmp_path, sheet(line("a")))
    assert list(tmp_path.iterdir()) == []


def test_more_lines_than_a_sheet_holds_are_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(workbook, "MAX_ROWS", 4)
    written(tmp_path, sheet(line("a"), line("b")))
    with pytest.raises(CellRefused, match="Données"):
        written(tmp_path, sheet(line("a"), line("b"), line("c")))


def test_libreoffice_shows_what_was_written(tmp_path: Path, office: Office) -> None:
    shown = office.sheets(written(tmp_path, hostile()))["Données"]
    texts = [SINGLE_LINE_END.sub("\n", text) for text in TEXTS]
    assert [row[0] for row in shown[2:]] == texts
    assert shown[2][1:] == ["-2.5", "33.3333333333333", "2026-01-02"]
