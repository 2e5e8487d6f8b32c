"""What holds for every table that ships with the package."""

import re
from importlib import resources

import pytest

from registry import terminology
from registry.terminology.tables import rows

TABLES = sorted(path.name for path in resources.files(terminology).iterdir() if path.name.endswith(".tsv"))


def lines_of(table: str) -> list[str]:
    return resources.files(terminology).joinpath(table).read_text("utf-8").splitlines()


@pytest.mark.parametrize("table", TABLES)
def test_every_line_has_every_column_and_no_stray_blank(table: str) -> None:
    header, *lines = (line.split("\t") for line in lines_of(table))
    assert len(set(header)) == len(header)
    for cells in lines:
        assert len(cells) == len(header), cells
        assert [cell.strip() for cell in cells] == cells


@pytest.mark.parametrize("table", TABLES)
def test_names_are_given_in_both_languages(table: str) -> None:
    for row in rows(table):
        for column in row:
            if column.endswith("en"):
                french = row[column.removesuffix("en") + "fr"]
                assert bool(row[column]) == bool(french), row


@pytest.mark.parametrize("table", TABLES)
def test_holds_no_code_of_a_licensed_terminology(table: str) -> None:
    """MedDRA codes have eight digits: nothing of ours has."""
    assert [line for line in lines_of(table) if re.search(r"\d{8}", line)] == []


@pytest.mark.parametrize("table", TABLES)
def test_writes_apostrophes_as_printed(table: str) -> None:
    assert [line for line in lines_of(table) if "'" in line] == []
