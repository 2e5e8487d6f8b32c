"""Research files as tables: what is in them, what never is, types, words, numbered repeats."""

from __future__ import annotations

import csv
import datetime as dt
import json
from pathlib import Path
from typing import Any

import pyarrow.parquet as pq
import pytest
from openpyxl import load_workbook

from exports.exchange.columns import columns_of, fields_of
from exports.exchange.formats import Layout
from exports.exchange.tidy import table_of
from exports.exchange.wide import Changed, wide_table
from exports.exchange.writing import Order, write_research
from exports.files import FileRefused
from registry.fields.base import Privacy
from registry.fields.catalogue import KINDS
from registry.i18n import speaking
from tests.exports.research import HandSource, small


def lines(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def one(kind: str, key: str, *, source: HandSource | None = None) -> dict[str, Any]:
    """The line of a record in the tidy layout."""
    table = table_of(source or small(), kind)
    names = [column.name for column in table.columns]
    return next(found for row in table.rows if (found := dict(zip(names, row, strict=True)))["id"] == key)


def test_a_tidy_line_has_keys_types_words_and_reasons() -> None:
    patient, toxicity = one("patient", "p1"), one("toxicity", "t2")
    assert list(patient)[:4] == ["id", "version", "status", "centre_id"]
    assert list(toxicity)[:6] == ["id", "version", "status", "centre_id", "patient_id", "course_id"]
    assert patient["information_date"] == dt.date(2024, 12, 1)
    assert patient["birth_month"] == "2015-03"
    assert patient["predisposition_label"] == "Neurofibromatosis type 1; Other"
    assert one("patient", "p2")["information_date_missing_label"] == "Unknown"
    assert toxicity["term_label"] == "Fever"
    assert toxicity["lab_baseline"] == -2.5
    assert one("drug", "trametinib")["eu_year"] == 2014


def test_words_are_in_the_language_that_is_spoken_and_of_the_criterion() -> None:
    with speaking("fr"):
        assert one("patient", "p1")["sex_label"] == "Féminin"
        assert one("assessment", "a1")["response_label"] == "Réponse partielle"


def test_reports_and_identifiers_leave_with_nobody_and_words_only_with_text() -> None:
    for kind, fields in KINDS.items():
        told = {field.name for field in fields_of(kind, with_text=True)}
        plain = {field.name for field in fields_of(kind, with_text=False)}
        assert not {f.name for f in fields.fields.values() if f.identifier} & told
        assert not {f.name for f in fields.fields.values() if f.privacy is Privacy.REPORT} & told
        assert told - plain == {f.name for f in fields.fields.values() if f.privacy is Privacy.FREE_TEXT}
    assert {"birth_day", "surname_letters", "first_name_letters"}.isdisjoint(one("patient", "p1"))
    assert "report" not in one("assessment", "a1")


def test_repeats_are_numbered_by_parent_then_date() -> None:
    table = wide_table(small())
    names = [column.name for column in table.columns]
    first, second = (dict(zip(names, row, strict=True)) for row in table.rows)
    assert len(names) == len(set(names))
    assert (first["course_1_id"], first["course_2_id"]) == ("c-early", "c-late")
    assert [first[f"toxicity_{n}_id"] for n in (1, 2, 3)] == ["t3", "t2", "t1"]
    assert [first[f"toxicity_{n}_of"] for n in (1, 2, 3)] == [1, 1, 2]
    assert (first["toxicity_drug_1_of"], first["toxicity_drug_1_causality"]) == (2, "related")
    assert first["course_1_last_dose"] == dt.date(2025, 3, 1)
    assert second["id"] == "p2"
    assert not any(value for name, value in second.items() if name.startswith(("course", "toxicity")))


def test_records_that_came_meanwhile_end_the_patient_layout_with_a_sentence() -> None:
    source = small()
    table = wide_table(source)
    source.records["diagnosis"].append(source.records["diagnosis"][0] | {"id": "d2"})  # type: ignore[attr-defined]
    with pytest.raises(Changed):
        list(table.rows)


def test_csv_stands_beside_its_columns_and_codes(tmp_path: Path) -> None:
    counts = write_research(tmp_path / "out", small(), Order("csv"))
    assert counts["toxicity"] == 3
    assert {path.stem for path in (tmp_path / "out").iterdir()} == {*KINDS, "columns", "codes"}
    columns = {(line["table"], line["column"]): line for line in lines(tmp_path / "out" / "columns.csv")}
    assert columns["follow_up", "weight"]["unit"] == "kg"
    assert columns["toxicity", "seriousness"]["several"] == "yes"
    assert columns["toxicity", "onset"]["type"] == "text"
    assert columns["assessment", "assessed_on"]["type"] == "date"
    codes = {(line["list"], line["code"]): line["label_fr"] for line in lines(tmp_path / "out" / "codes.csv")}
    assert codes["sex", "female"] == "Féminin"
    assert codes["missing", "not_done"] == "Non fait"


def test_a_workbook_has_true_dates_and_numbers(tmp_path: Path) -> None:
    write_research(tmp_path / "out.xlsx", small(), Order("xlsx"))
    book = load_workbook(tmp_path / "out.xlsx")
    assert book.sheetnames == [*KINDS, "columns", "codes"]
    head, *body = book["course"].iter_rows()
    place = [cell.value for cell in head].index("first_dose")
    assert body[0][place].is_date
    assert body[0][place].value == dt.datetime(2025, 6, 1)  # noqa: DTZ001 - openpyxl gives it without a zone
    assert body[0][place].number_format == "yyyy-mm-dd"
    name = [cell.value for cell in book["diagnosis"][1]].index("name")
    assert (book["diagnosis"][2][name].value, book["diagnosis"][2][name].data_type) == ("=1+1", "s")


def test_parquet_is_typed_and_says_its_labels(tmp_path: Path) -> None:
    write_research(tmp_path / "out", small(), Order("parquet"))
    table = pq.read_table(tmp_path / "out" / "toxicity.parquet")
    assert {str(table.schema.field(name).type) for name in ("term", "onset", "grade")} == {"string"}
    assert str(table.schema.field("version").type) == "int64"
    assert str(pq.read_schema(tmp_path / "out" / "course.parquet").field("first_dose").type).startswith(
        "date32"
    )
    assert table.column("lab_baseline").to_pylist() == [None, -2.5, None]
    about = table.schema.field("grade").metadata
    assert about[b"label_fr"].decode() == "Grade CTCAE"
    assert json.loads(about[b"codes"])["3"] == ["Grade 3, sévère", "Grade 3, severe"]
    assert table.schema.metadata[b"table"] == b"toxicity"
    assert pq.read_table(tmp_path / "out" / "subsequent.parquet").num_rows == 0


@pytest.mark.parametrize(("form", "layout"), [("csv", Layout.PATIENT), ("parquet", Layout.PATIENT)])
def test_the_patient_layout_is_one_file(tmp_path: Path, form: str, layout: Layout) -> None:
    assert write_research(tmp_path / "out", small(), Order(form, layout)) == {"patients": 2}
    assert (tmp_path / "out" / f"patients.{form}").exists()


@pytest.mark.parametrize(("form", "name"), [("csv", "out.csv"), ("xlsx", "out"), ("parquet", "out.parquet")])
def test_a_name_that_does_not_fit_the_format_is_refused(tmp_path: Path, form: str, name: str) -> None:
    with pytest.raises(FileRefused, match=name):
        write_research(tmp_path / name, small(), Order(form))
    assert not list(tmp_path.iterdir())


def test_the_columns_of_a_kind_are_named_once() -> None:
    for kind in KINDS:
        names = [column.name for column in columns_of(kind, with_text=True)]
        assert len(names) == len(set(names))
