"""Cells: reversible apostrophes, nothing that opens as a formula, nothing cut."""

import datetime as dt
import math

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from exports import cells
from tests.exports.hostile import CONTROLS, FORMULAS, LOOKALIKES, NO_CHARACTERS, SIGNS, TEXTS

TRIGGERS = "=+-@\t\r\n\uff1d\uff0b\uff0d\uff20"


@pytest.mark.parametrize("text", FORMULAS)
def test_no_csv_cell_begins_with_a_trigger(text: str) -> None:
    cell = cells.escape(text)
    assert cell[0] not in TRIGGERS
    assert cell.strip("\u200b\ufeff \u00a0")[0] not in TRIGGERS
    assert cells.is_dangerous(text)


@pytest.mark.parametrize("text", TEXTS + CONTROLS)
def test_unescape_gives_back_the_text(text: str) -> None:
    assert cells.unescape(cells.escape(text)) == text


@pytest.mark.parametrize("text", ["'s-Gravenhage", "nausea", "1E5", "0012", "'", "it's -1", "a=b"])
def test_harmless_texts_stay_as_they_are(text: str) -> None:
    assert cells.escape(text) == text
    assert cells.unescape(text) == text


@given(st.text(alphabet=st.sampled_from("'=+-@\t\r\n a1\ufeff\uff1d\x00")))
def test_escape_is_reversible(text: str) -> None:
    assert cells.unescape(cells.escape(text)) == text


def test_escapes_worked_by_hand() -> None:
    assert cells.escape("=1+1") == "'=1+1"
    assert cells.escape("'=1+1") == "''=1+1"
    assert cells.unescape("''=1+1") == "'=1+1"
    assert cells.unescape("'nausea") == "'nausea"


@pytest.mark.parametrize(
    ("value", "cell"),
    [
        (None, ""),
        (-2.5, "-2.5"),
        (3.0, "3.0"),
        (1e-7, "0.0000001"),
        (1e22, "10000000000000000000000"),
        (7, 7),
        (dt.date(2026, 1, 2), "2026-01-02"),
        ("a\ud800b", "a\ufffdb"),
        ("a\x00b", "a\x00b"),
    ],
)
def test_csv_cells(value: cells.Value, cell: object) -> None:
    assert cells.csv_cell(value) == cell


@pytest.mark.parametrize(
    ("value", "cell"),
    [
        (np.int64(3), 3),
        (np.float64(2.5), 2.5),
        (np.nan, None),
        (pd.NA, None),
        (None, None),
        ("", None),
        (10**15, "1000000000000000"),
        (dt.date(2026, 1, 2), dt.date(2026, 1, 2)),
        ("0012", "0012"),
        ("a\x00b", "a\ufffdb"),
        ("two\r\nlines", "two\nlines"),
        ("_x0041_", "_x005F_x0041_"),
    ],
)
def test_report_cells(value: object, cell: object) -> None:
    assert cells.report_cell(value) == cell
    assert type(cells.report_cell(value)) is type(cell)


@pytest.mark.parametrize("value", [True, np.True_, b"x", ["x"], {}])
def test_a_report_cell_takes_no_other_type(value: object) -> None:
    with pytest.raises(TypeError):
        cells.report_cell(value)


@pytest.mark.parametrize("text", CONTROLS + NO_CHARACTERS + ("a\uffffb",))
def test_reports_show_what_no_file_can_hold(text: str) -> None:
    shown = cells.report_cell(text)
    assert isinstance(shown, str)
    assert "\N{REPLACEMENT CHARACTER}" in shown
    assert len(shown) == len(text)


@pytest.mark.parametrize("text", LOOKALIKES + SIGNS)
def test_layout_cells_of_a_workbook_are_the_texts(text: str) -> None:
    assert cells.layout_cell(text) == text


@pytest.mark.parametrize("write", [cells.layout_cell, cells.report_cell])
def test_the_longest_text_fits_and_one_more_is_refused(write: object) -> None:
    assert callable(write)
    assert write("x" * 32_767) == "x" * 32_767
    with pytest.raises(cells.CellRefused, match="32768 characters"):
        write("x" * 32_768)


def test_a_character_outside_the_basic_plane_counts_twice() -> None:
    with pytest.raises(cells.CellRefused, match="32768"):
        cells.layout_cell("\U0001f9d2" * 16_384)


@pytest.mark.parametrize("write", [cells.csv_cell, cells.layout_cell, cells.report_cell])
def test_an_infinite_number_is_refused(write: object) -> None:
    assert callable(write)
    with pytest.raises(cells.CellRefused):
        write(math.inf)


@pytest.mark.parametrize("name", ["", "x" * 32, "a/b", "a:b", "[a]", "'a", "a\n"])
def test_names_that_no_sheet_can_have(name: str) -> None:
    with pytest.raises(ValueError, match="sheet"):
        cells.sheet_name(name)
