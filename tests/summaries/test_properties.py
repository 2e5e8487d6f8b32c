"""What holds whatever the records: orders and names change nothing, parts add up, numbers show their patients."""

from __future__ import annotations

import datetime as dt
import random
from collections import Counter
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from registry.summaries.table import Row, Summary
from tests.summaries.generated import Lines, lines
from tests.summaries.records import DRUG, frames_of, numbers

CUT_OFF = dt.date(2026, 6, 30)

# A summary takes a tenth of a second, and each example holds several patients.
few = settings(max_examples=15)

choices = st.sampled_from(
    [(), ("reading=reviewed",), ("reading=local", "minor_response=true"), ("same_day=best", "window_days=30")]
)


OF_PATIENTS = ("registered", "treated", "evaluable", "responders", "dosed")
READ = ("evaluable", "responders")
"""Populations that depend on the reading."""


def _counts_records(row: Row) -> bool:
    """Whether n counts toxicities or assessments, of which a patient may have several."""
    return row.unit not in ("%", "patients", "points") or row.output.startswith("review_changed")


def _is_estimated(row: Row) -> bool:
    """The value is no share of N and no count: a median, a mean, a rate per time, survival at a time."""
    return row.unit not in ("%", "patients", "events", "records", "assessments") or row.output.endswith(
        "_rate"
    )


def summary_of(found: Lines, *chosen: str) -> Summary:
    return numbers(frames_of(DRUG, found), *chosen, cut_off=CUT_OFF)


def key(row: Row) -> tuple[str, str, str, str]:
    return row.output, row.subset, row.category, row.reading


def counted(summary: Summary) -> dict[tuple[str, str, str, str], tuple[int, int | None]]:
    return {key(row): (row.n, row.N) for row in summary.rows}


@few
@given(lines(), choices, st.randoms(use_true_random=False))
def test_the_order_of_the_records_changes_nothing(
    found: Lines, chosen: tuple[str, ...], chance: random.Random
) -> None:
    shuffled = {name: chance.sample(records, len(records)) for name, records in found.items()}

    assert summary_of(shuffled, *chosen).rows == summary_of(found, *chosen).rows


@few
@given(lines(), choices)
def test_other_names_for_the_patients_change_only_the_names(found: Lines, chosen: tuple[str, ...]) -> None:
    def renamed(record: dict[str, Any]) -> dict[str, Any]:
        if "patient_id" not in record:
            return record
        return record | {"patient_id": f"Q{9 - int(record['patient_id'][1:])}"}

    other = summary_of(
        {name: [renamed(record) for record in records] for name, records in found.items()}, *chosen
    )
    names = {
        key(row): {f"Q{9 - int(patient[1:])}" for patient in row.patients}
        for row in summary_of(found, *chosen).rows
    }

    assert counted(other) == counted(summary_of(found, *chosen))
    assert {key(row): set(row.patients) for row in other.rows} == names


@few
@given(lines(), choices)
def test_two_halves_of_the_patients_add_up_to_the_whole(found: Lines, chosen: tuple[str, ...]) -> None:
    """As two centres do, or two countries: no number mixes patients."""
    whole, parts = Counter[Any](), Counter[Any]()
    for row in summary_of(found, *chosen).rows:
        whole[key(row)] += row.n
    for even in (True, False):
        half = frames_of(DRUG, _half(found, even=even))
        for row in numbers(half, *chosen, cut_off=CUT_OFF).rows:
            parts[key(row)] += row.n

    assert +whole == +parts


def _half(found: Lines, *, even: bool) -> Lines:
    kept = {p["patient_id"] for p in found["patients"] if (int(p["patient_id"][1:]) % 2 == 0) == even}
    courses = {course["course_id"] for course in found["courses"] if course["patient_id"] in kept}
    half = {name: [r for r in records if r.get("patient_id") in kept] for name, records in found.items()}
    half["course_drugs"] = [r for r in found["course_drugs"] if r["course_id"] in courses]
    half["toxicity_drugs"] = found["toxicity_drugs"]
    return half


@few
@given(lines(), choices)
def test_monotherapy_and_combination_add_up_to_all(found: Lines, chosen: tuple[str, ...]) -> None:
    sums: Counter[tuple[str, str, str]] = Counter()
    for row in summary_of(found, *chosen).rows:
        if row.output not in ("objected", "drafts", "beneath_drafts"):
            sums[row.output, row.category, row.reading] += row.n if row.subset == "all" else -row.n

    assert not +sums
    assert not -sums


@few
@given(lines(), choices)
def test_parts_add_up(found: Lines, chosen: tuple[str, ...]) -> None:
    summary = summary_of(found, *chosen)

    def total(output: str, subset: str, reading: str = "") -> int:
        return sum(row.n for row in summary.select(output, subset=subset, reading=reading))

    for subset in ("all", "monotherapy", "combination"):
        assert total("treated", subset) + total("not_treated", subset) == total("registered", subset)
        assert total("toxicity_worst_grade", subset) == total("toxicity_any", subset)
        assert total("toxicity_term_events", subset) == total("toxicity_events", subset)
        assert total("toxicity_soc_events", subset) == total("toxicity_events", subset)
        for reading in ("local", "reviewed", "reviewed_else_local"):
            evaluable = total("evaluable", subset, reading)
            assert evaluable + total("not_evaluable", subset, reading) == total("treated", subset)
            assert total("bor", subset, reading) == evaluable
            assert total("orr", subset, reading) == 2 * sum(
                row.n
                for row in summary.select("orr", subset=subset, reading=reading)
                if row.category == "all"
            )


@few
@given(lines(), choices)
def test_every_patient_behind_a_number_is_in_its_population(found: Lines, chosen: tuple[str, ...]) -> None:
    summary = summary_of(found, *chosen)
    rows = {key(row): row for row in summary.rows}

    for row in summary.rows:
        if row.population not in OF_PATIENTS or row.output == "registered":
            continue
        reading = row.reading or "reviewed_else_local" if row.population in READ else ""
        assert set(row.patients) <= set(rows[row.population, row.subset, "all", reading].patients)
        assert list(row.patients) == sorted(set(row.patients))
        assert row.n == len(row.patients) or (_counts_records(row) and row.n > len(row.patients) > 0)


@few
@given(lines(), choices)
def test_a_number_is_its_share_within_its_interval_or_says_why_it_is_none(
    found: Lines, chosen: tuple[str, ...]
) -> None:
    for row in summary_of(found, *chosen).rows:
        if row.value is None:
            assert "not_calculable=" in row.parameters
        elif _is_estimated(row):
            continue
        elif row.unit != "%":
            assert (row.value, row.low, row.high) == (row.n, None, None)
        elif row.N:
            assert row.value == 100 * row.n / row.N
            assert row.low is not None
            assert row.high is not None
            assert 0 <= row.low <= row.value <= row.high <= 100
        else:
            assert (row.n, row.value, row.low, row.high) == (0, None, None, None)
            assert "not_calculable=no_patient" in row.parameters


@few
@given(lines(), choices)
def test_rates_of_a_part_never_exceed_the_whole(found: Lines, chosen: tuple[str, ...]) -> None:
    summary = summary_of(found, *chosen)

    for subset in ("all", "monotherapy", "combination"):
        whole = summary.find("orr", subset=subset)
        assert whole is not None
        for output in ("orr", "orr_gene", "orr_alteration", "orr_formulation"):
            for row in summary.select(output, subset=subset):
                assert set(row.patients) <= set(whole.patients)
                assert row.n <= (row.N or 0) <= (whole.N or 0)
        confirmed, control = (summary.find(o, subset=subset) for o in ("orr_confirmed", "dcr"))
        assert confirmed is not None
        assert control is not None
        assert control.n >= confirmed.n
        assert sum(row.n for row in summary.select("bor_confirmed", subset=subset)) == whole.N


@few
@given(lines())
def test_minor_responses_never_lower_the_rate_and_a_window_never_adds_events(found: Lines) -> None:
    usual = counted(summary_of(found))
    minor = counted(summary_of(found, "minor_response=true"))
    window = counted(summary_of(found, "window_days=10"))

    assert all(minor[row][0] >= n for row, (n, _) in usual.items() if row[0] == "orr")
    assert all(window[row][0] <= n for row, (n, _) in usual.items() if row[0] == "toxicity_events")
