"""Builds the frames of a drug from small visible tables, so that a test shows the records it is about.

A table is lines of cells parted by "|"; the first line names the columns. An empty cell is a missing value. Columns
that a table leaves out get a plain value (complete, one drug, a month of birth ...).
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping
from typing import Any

import pandas as pd

from registry.summaries.columns import COLUMNS, PARENTS, Parent
from registry.summaries.drug import summarise
from registry.summaries.frames import DrugFrames
from registry.summaries.parameters import parse
from registry.summaries.table import Row, Summary

DRUG = "trametinib"
CUT_OFF = dt.date(2026, 6, 30)

_PERSON = {"sex": "female", "birth_month": "2015-04", "objection": "no"}

PLAIN: Mapping[str, Mapping[str, Any]] = {
    "patients": _PERSON,
    "applicants": _PERSON,
    "course_drugs": {"drug": DRUG},
    "assessments": {"criterion": "RAPNO_LGG", "visit": "on_treatment"},
    "toxicities": {"nature": "clinical", "grade": 1, "seriousness": "none"},
    "toxicity_drugs": {"drug": DRUG},
    "dose_periods": {"drug": DRUG},
    "subsequents": {"types": "chemotherapy"},
    "ctdna": {"sample": "plasma", "target": "BRAF V600E"},
}
"""What a table leaves out; every record is complete."""

FULL_DATES = (
    "first_dose last_dose board_date assessed_on reviewed_on measured_on began_on planned_on visited_on sampled_on "
    "filled_on sent_on acknowledged_on requested_on decided_on valid_from expires_on not_started_on first_received "
    "given_on held_on raised_on closed_on"
).split()
WHOLE = ("grade", "line", "month", "performance", "planned_months", "expected", "missing", "reports")
DECIMAL = (
    "starting_dose planned_dose dose target_measure nadir vaf copies value lower upper baseline weight height "
    "total_score score"
).split()


def records(drug: str = DRUG, **tables: str) -> DrugFrames:
    """The frames of a drug from the given tables.

    Without a table of patients, those named by the courses; without course_drugs, the drug alone; the patient of a
    course is filled in below it, and so are ids that a table leaves out.
    """
    lines = {name: read(text) for name, text in tables.items()}
    courses = lines.get("courses", [])
    lines.setdefault(
        "patients", [{"patient_id": id_} for id_ in dict.fromkeys(c["patient_id"] for c in courses)]
    )
    lines.setdefault("course_drugs", [{"course_id": course["course_id"], "drug": drug} for course in courses])
    patient_of = {course["course_id"]: course["patient_id"] for course in courses}
    for name, table in lines.items():
        for number, line in enumerate(table, 1):
            if "patient_id" in COLUMNS[name] and "course_id" in line:
                line.setdefault("patient_id", patient_of.get(line["course_id"]))
            if COLUMNS[name][0] != PARENTS.get(name, Parent("", "")).key:
                line.setdefault(COLUMNS[name][0], f"{name[0]}{number}")
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
    if name in WHOLE:
        return int(text)
    return float(text) if name in DECIMAL else text


def _frame(name: str, lines: Iterable[Mapping[str, Any]]) -> pd.DataFrame:
    plain = {"status": "complete", **PLAIN.get(name, {})}
    full = [{column: line.get(column, plain.get(column)) for column in COLUMNS[name]} for line in lines]
    frame = pd.DataFrame(full, columns=list(COLUMNS[name])).astype("object")
    frame = frame.where(frame.notna(), None)
    return frame.astype({"grade": "Int64"}) if "grade" in frame else frame
