"""Builds the frames of a drug from small visible tables, so that a test shows the records it is about.

A table is lines of cells parted by "|"; the first line names the columns. An empty cell is a missing value. Columns
that a table leaves out get a plain value (complete, one drug, a month of birth ...).
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping
from typing import Any

import pandas as pd

from registry.summaries.drug import summarise
from registry.summaries.frames import COLUMNS, DrugFrames
from registry.summaries.parameters import parse
from registry.summaries.table import Row, Summary

DRUG = "trametinib"
CUT_OFF = dt.date(2026, 6, 30)

PLAIN: Mapping[str, Mapping[str, Any]] = {
    "patients": {"sex": "female", "birth_month": "2015-04", "objection": "no", "status": "complete"},
    "diagnoses": {"status": "complete"},
    "courses": {"status": "complete"},
    "course_drugs": {"drug": DRUG},
    "assessments": {"criterion": "RAPNO_LGG", "visit": "on_treatment", "status": "complete"},
    "toxicities": {"nature": "clinical", "grade": 1, "seriousness": "none", "status": "complete"},
    "toxicity_drugs": {"drug": DRUG},
}

FULL_DATES = ("first_dose", "last_dose", "board_date", "assessed_on")


def records(drug: str = DRUG, **tables: str) -> DrugFrames:
    """The frames of a drug from the given tables.

    Without a table of patients, those named by the courses; without course_drugs, the drug alone; in the tables of
    assessments and toxicities the patient of the course is filled in.
    """
    lines = {name: read(table) for name, table in tables.items()}
    courses = lines.get("courses", [])
    lines.setdefault(
        "patients", [{"patient_id": id_} for id_ in dict.fromkeys(c["patient_id"] for c in courses)]
    )
    lines.setdefault("course_drugs", [{"course_id": course["course_id"], "drug": drug} for course in courses])
    patient_of = {course["course_id"]: course["patient_id"] for course in courses}
    for name in ("assessments", "toxicities"):
        for number, line in enumerate(lines.get(name, []), 1):
            line.setdefault("patient_id", patient_of.get(line["course_id"]))
            line.setdefault("assessment_id" if name == "assessments" else "toxicity_id", f"{name[0]}{number}")
    return frames_of(drug, lines)


def frames_of(drug: str, lines: Mapping[str, Iterable[Mapping[str, Any]]]) -> DrugFrames:
    """The frames of a drug from plain records."""
    return DrugFrames(drug, **{name: _frame(name, lines.get(name, [])) for name in COLUMNS})


def read(table: str) -> list[dict[str, Any]]:
    """The lines of a table by column name."""
    first, *lines = [line for line in table.splitlines() if line.strip()]
    names = [cell.strip() for cell in first.split("|")]
    return [dict(zip(names, map(_value, names, line.split("|")), strict=True)) for line in lines]


def numbers(frames: DrugFrames, *choices: str, cut_off: dt.date = CUT_OFF) -> Summary:
    """The summary of the frames with parameters written as on the command line."""
    return summarise(frames, cut_off=cut_off, parameters=parse(choices))


def row(summary: Summary, output: str, **where: str) -> Row:
    """The row of an output, which must be there."""
    found = summary.find(output, **where)
    assert found is not None, f"no row {output} {where}"
    return found


def counts(summary: Summary, output: str, **where: str) -> dict[str, int]:
    """The categories of an output that are not empty, with their n."""
    return {row.category: row.n for row in summary.select(output, **where) if row.n}


def _value(name: str, cell: str) -> Any:
    text = cell.strip()
    if not text:
        return None
    if name in FULL_DATES:
        return dt.date.fromisoformat(text)
    return int(text) if name == "grade" else text


def _frame(name: str, lines: Iterable[Mapping[str, Any]]) -> pd.DataFrame:
    plain = PLAIN[name]
    full = [{column: line.get(column, plain.get(column)) for column in COLUMNS[name]} for line in lines]
    frame = pd.DataFrame(full, columns=list(COLUMNS[name])).astype("object")
    frame = frame.where(frame.notna(), None)
    return frame.astype({"grade": "Int64"}) if name == "toxicities" else frame
