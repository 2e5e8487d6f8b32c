"""The tidy table: its columns, its lookups, and that nothing in it is NaN."""

import json

import pytest

from registry.summaries.frames import DrugFrames
from registry.summaries.table import COLUMNS
from tests.summaries.records import CUT_OFF, numbers, records, row

FRAMES = records(
    courses="""
    course_id | patient_id | first_dose
    c1        | P1         | 2026-01-10
    c2        | P2         | 2026-01-10
    """,
    assessments="""
    course_id | assessed_on | visit        | response
    c1        | 2026-01-05  | baseline     |
    c1        | 2026-03-01  | on_treatment | PR
    """,
    toxicities="""
    course_id | term     | onset
    c1        | dry_skin | 2026-02
    """,
)


def test_the_columns_are_those_of_the_command_line() -> None:
    summary = numbers(FRAMES)
    expected = "output subset category n N value low high unit population reading parameters".split()

    assert list(COLUMNS) == expected
    assert all(list(record) == expected for record in summary.to_records())
    assert list(summary.frame().columns) == expected


def test_the_document_is_plain_json() -> None:
    summary = numbers(FRAMES)
    document = json.loads(json.dumps(summary.document(), allow_nan=False))

    assert (document["drug"], document["cut_off"]) == ("trametinib", CUT_OFF.isoformat())
    rate = next(record for record in document["outputs"] if record["output"] == "orr")
    assert rate == {
        "output": "orr",
        "subset": "all",
        "category": "all",
        "n": 1,
        "N": 1,
        "value": 100.0,
        "low": pytest.approx(2.5),
        "high": 100.0,
        "unit": "%",
        "population": "evaluable",
        "reading": "reviewed_else_local",
        "parameters": (
            "objective_response=category; minor_response=false; same_day=worst; until_new_therapy=true; "
            "conf_level=0.95"
        ),
    }


def test_a_drug_that_nobody_received_still_has_its_rows_and_no_nan() -> None:
    summary = numbers(DrugFrames.empty("trametinib"))
    text = json.dumps(summary.document(), allow_nan=False)

    assert row(summary, "registered").n == 0
    assert '"orr"' in text
    rate = row(summary, "orr")
    assert (rate.n, rate.N, rate.value, rate.low, rate.high) == (0, 0, None, None, None)
    assert rate.parameters.endswith("; not_calculable=no_patient")
    assert numbers(DrugFrames.empty("trametinib")).frame()["value"].isna().any()


def test_rows_are_found_by_what_they_are() -> None:
    summary = numbers(FRAMES)

    assert row(summary, "orr").reading == "reviewed_else_local"
    assert row(summary, "orr", reading="reviewed").N == 0
    assert summary.find("orr", subset="combination", category="cns") is None
    assert [r.category for r in summary.select("toxicity_worst_grade")] == ["1", "2", "3", "4", "5"]
    assert summary.select("toxicity_term", subset="combination") == ()


def test_no_two_rows_are_the_same_number() -> None:
    rows = numbers(FRAMES).rows

    assert len({(r.output, r.subset, r.category, r.reading) for r in rows}) == len(rows)


def test_a_confidence_level_moves_the_bounds() -> None:
    usual, narrow = (row(numbers(FRAMES, *level), "toxicity_any") for level in ((), ("conf_level=0.8",)))

    assert usual.value == narrow.value == 50
    assert usual.low is not None
    assert narrow.low is not None
    assert usual.low < narrow.low
    assert narrow.parameters == "window_days=none; conf_level=0.8"
