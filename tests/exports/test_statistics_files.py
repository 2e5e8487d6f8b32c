"""SPSS and SAS files: read back by pyreadstat; limits are refused with a sentence, names shortened with a table."""

from __future__ import annotations

import csv
import datetime as dt
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pyreadstat
import pytest

from exports.cells import CellRefused
from exports.exchange.formats import Layout
from exports.exchange.limits import short_names
from exports.exchange.writing import Order, write_research
from registry.fields.catalogue import KINDS
from registry.i18n import speaking
from tests.exports.research import HandSource, of_patient, record, small

Read = Callable[[Path], tuple[Any, Any]]
FILES = [("spss", "sav", pyreadstat.read_sav), ("sas", "xpt", pyreadstat.read_xport)]


def with_words(text: str) -> HandSource:
    return HandSource(
        {"patient": [record("p1", centre_id="FR-001")], "diagnosis": [of_patient("p1", "d1", name=text)]}
    )


@pytest.mark.parametrize(("form", "ending", "read"), FILES)
def test_numbers_dates_and_texts_come_back(tmp_path: Path, form: str, ending: str, read: Read) -> None:
    counts = write_research(tmp_path / "out", small(), Order(form))
    toxicities, _ = read(tmp_path / "out" / f"toxicity.{ending}")
    courses, about = read(tmp_path / "out" / f"course.{ending}")
    assert counts["toxicity"] == len(toxicities) == 3
    assert toxicities["lab_baseline"].tolist()[1] == -2.5
    assert toxicities["onset"].tolist() == ["2025-07", "2025-01-05", "2025-01"]
    assert toxicities["grade"].tolist() == ["2", "3", "1"]
    assert courses["first_dose"].tolist() == [dt.date(2025, 6, 1), dt.date(2024, 12, 20)]
    assert courses["last_dose"].tolist()[1] == dt.date(2025, 3, 1)
    assert about.column_names_to_labels["first_dose"] == "First dose"
    empty, _ = read(tmp_path / "out" / f"subsequent.{ending}")
    assert len(empty) == 0
    assert "began" in empty.columns


def test_spss_says_the_words_of_codes_in_the_language_that_is_spoken(tmp_path: Path) -> None:
    with speaking("fr"):
        write_research(tmp_path / "out", small(), Order("spss"))
    patients, about = pyreadstat.read_sav(tmp_path / "out" / "patient.sav")
    assert about.variable_value_labels["sex"] == {
        "male": "Masculin",
        "female": "Féminin",
        "unknown": "Inconnu",
    }
    assert about.column_names_to_labels["birth_month"] == "Mois et année de naissance"
    assert about.file_label == "Patients"
    assert patients["predisposition_label"].tolist()[0] == "Neurofibromatose de type 1; Autre"
    assert "sex_label" not in patients.columns
    assert about.variable_measure["sex"] == "nominal"


def test_sas_has_its_codes_in_a_table_beside_it(tmp_path: Path) -> None:
    write_research(tmp_path / "out", small(), Order("sas"))
    with (tmp_path / "out" / "codes.csv").open(encoding="utf-8", newline="") as file:
        codes = {(line["list"], line["code"]): line["label_en"] for line in csv.DictReader(file)}
    assert codes["sex", "female"] == "Female"
    assert codes["response, RECIST_1_1", "PR"] == "Partial response"


@pytest.mark.parametrize(("form", "version", "longest"), [("spss", 8, 64), ("sas", 8, 32), ("sas", 5, 8)])
def test_names_that_do_not_fit_are_shortened_with_a_table(
    tmp_path: Path, form: str, version: int, longest: int
) -> None:
    write_research(tmp_path / "out", small(), Order(form, Layout.PATIENT, version))
    ending, read = ("sav", pyreadstat.read_sav) if form == "spss" else ("xpt", pyreadstat.read_xport)
    patients, _ = read(tmp_path / "out" / f"patients.{ending}")
    with (tmp_path / "out" / "names.csv").open(encoding="utf-8", newline="") as file:
        named = {line["column"]: line["name"] for line in csv.DictReader(file)}
    assert all(len(name) <= longest for name in patients.columns)
    assert patients[named.get("toxicity_2_grade", "toxicity_2_grade")].tolist()[0] == "3"
    assert bool(named) == (form == "sas")


def test_short_names_are_the_same_each_time_and_never_two_alike() -> None:
    names = ["toxicity_term", "toxicity_text", "toxic000", "id", "TOXIC001_long"]
    assert short_names(names, longest=8) == {
        "toxicity_term": "toxic001",
        "toxicity_text": "toxic002",
        "toxic000": "toxic000",
        "id": "id",
        "TOXIC001_long": "TOXIC003",
    }


@pytest.mark.parametrize(
    ("version", "text", "fits"),
    [
        (5, "é" * 100, True),
        (5, "é" * 101, False),
        (8, "x" * 32_767, True),
        (8, "x" * 32_768, False),
        (8, "a\0b", False),
    ],
)
def test_a_text_that_does_not_fit_is_refused_by_field_and_record(
    tmp_path: Path, version: int, text: str, fits: bool
) -> None:
    order = Order("sas", Layout.TIDY, version)
    if fits:
        write_research(tmp_path / "out", with_words(text), order)
        found, _ = pyreadstat.read_xport(tmp_path / "out" / "diagnosis.xpt")
        assert found[next(name for name in found.columns if name == "name")].tolist() == [text]
        return
    with pytest.raises(CellRefused, match="diagnosis, d1, name: "):
        write_research(tmp_path / "out", with_words(text), order)
    assert not list(tmp_path.iterdir())


def test_spss_refuses_what_it_would_cut(tmp_path: Path) -> None:
    with pytest.raises(CellRefused, match=r"diagnosis, d1, name: .*SPSS"):
        write_research(tmp_path / "out", with_words("\U0001f9d2" * 8_192), Order("spss"))
    assert not list(tmp_path.iterdir())


def test_no_label_of_ours_is_cut(tmp_path: Path) -> None:
    with speaking("fr"):
        write_research(tmp_path / "out", small(), Order("spss"))
    for kind in KINDS:
        _, about = pyreadstat.read_sav(tmp_path / "out" / f"{kind}.sav")
        assert all(label and len(label.encode()) <= 256 for label in about.column_labels), kind
        for labels in about.variable_value_labels.values():
            assert all(len(label.encode()) <= 120 for label in labels.values())
