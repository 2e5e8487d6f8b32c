"""Every aggregate equals what is counted again from the listings of the same file; no cell is blank."""

import datetime as dt
from collections import Counter
from collections.abc import Callable
from typing import Any

import pytest

from tests.has.reading import Book
from tests.has.recount import differences

SHEETS = [
    "00_LISEZ_MOI",
    "01_POPULATIONS",
    "02_INCLUSIONS",
    "03_CARACTERISTIQUES",
    "04_CONDITIONS_UTILISATION",
    "05_ARRETS",
    "06_EFFICACITE",
    "07_QUALITE_VIE",
    "08_TOLERANCE_SYNTHESE",
    "09_EI_SOC_PT",
    "10_LL_EI_GRAVES",
    "11_LL_EI_NON_GRAVES",
    "12_LL_DECES",
    "13_LL_SITUATIONS",
    "14_LL_PATIENTS",
    "15_LL_TRAITEMENTS",
    "16_LL_SUIVIS",
    "17_LL_QDV",
    "18_COMPLETUDE",
    "19_DEDOMMAGEMENT",
    "20_QUERIES",
    "21_DICTIONNAIRE",
    "22_LISTES",
]

REQUESTS = [
    ("trametinib", {}),
    ("trametinib", {"recipient": "company", "schemes": ("AAC", "HORS_AMM")}),
    ("trametinib", {"recipient": "ansm", "indication": "cns"}),
    ("dabrafenib", {"recipient": "has"}),
    ("selumetinib", {"start": dt.date(2024, 1, 1), "end": dt.date(2024, 6, 30)}),
]


@pytest.mark.parametrize(("drug", "asked"), REQUESTS)
def test_every_aggregate_is_counted_again(
    book: Callable[..., Book], drug: str, asked: dict[str, Any]
) -> None:
    found = book(drug, **asked)
    checked, wrong = differences(found)
    assert wrong == []
    assert checked > 1000
    assert list(found.sheets) == SHEETS


@pytest.mark.parametrize(("drug", "asked"), REQUESTS)
def test_no_cell_of_a_sheet_is_blank(book: Callable[..., Book], drug: str, asked: dict[str, Any]) -> None:
    found = book(drug, **asked)
    blank = [
        (sheet, column, row)
        for sheet, frame in found.sheets.items()
        for column in frame.columns
        for row, value in enumerate(frame[column])
        if value is None or value == ""
    ]
    assert blank == []


def test_a_drug_without_any_patient(book: Callable[..., Book]) -> None:
    found = book("trametinib", schemes=("POSTATU",), indication="histiocytosis", end=dt.date(2025, 11, 2))
    checked, wrong = differences(found)
    assert wrong == []
    assert checked
    assert found["14"].empty
    assert set(found["01"]["n_cumul"]) == {0}


def test_numbers_dates_and_texts_are_what_they_are(book: Callable[..., Book]) -> None:
    people = book("trametinib")["14"]
    kinds = {name: Counter(type(value).__name__ for value in people[name]) for name in people.columns}
    assert set(kinds["date_initiation"]) <= {"date", "str"}
    assert kinds["date_initiation"]["date"] > 10
    assert kinds["age_initiation_ans"]["float"] + kinds["age_initiation_ans"]["int"] > 10
    assert set(kinds["mois_annee_naissance"]) == {"str"}
    assert all(value in ("NA", "DM") for value in people["date_initiation"] if isinstance(value, str))
