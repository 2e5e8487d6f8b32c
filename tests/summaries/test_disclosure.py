"""No hidden count can be worked out: an attacker with every sum of the definitions and a solver finds nothing."""

from __future__ import annotations

import random

import numpy as np
import pytest
from scipy.optimize import linprog

from registry.access.permissions import CONSOLE, ROLES, Rows
from registry.summaries.additivity import Cell, cell_of, counts_of, relations_between, whole_of
from registry.summaries.disclosure import (
    FULL_ROLES,
    Audience,
    audience_of,
    choose_hidden,
    disclose,
    may_filter,
)
from registry.summaries.table import Row, Summary
from tests.summaries.records import numbers, records

THRESHOLD = 11


def summary_of(seed: int, patients: int, *, first: int = 0) -> Summary:
    """A registry of so many patients, everything drawn by chance; those from `first` on are the ones of a centre."""
    courses, drugs, visits, toxicities, people, diagnoses = [], [], [], [], [], []
    for n in range(patients):
        one = random.Random(f"{seed}-{n}")
        if n < first:
            continue
        courses.append(f"c{n} | P{n:03} | 2026-01-01")
        people.append(
            f"P{n:03} | {one.choice(['male', 'female', 'female', ''])} | {one.choice(['2015-01', '2010-01'])}"
        )
        drugs.append(f"c{n} | trametinib")
        if one.random() < 0.2:
            drugs.append(f"c{n} | dabrafenib")
        diagnoses.append(f"P{n:03} | {one.choices(['cns', 'solid', 'other'], [8, 3, 1])[0]}")
        if one.random() < 0.9:
            visits.append(f"c{n} | 2025-12-30 | baseline |")
            answer = one.choices(["CR", "PR", "SD", "PD", "NE"], [1, 5, 6, 4, 1])[0]
            visits.append(f"c{n} | 2026-03-01 | on_treatment | {answer}")
        for _ in range(one.choice([0, 1, 1, 2, 3])):
            term, grade = (
                one.choice(["nausea", "anemia", "dry_skin"]),
                one.choices([1, 2, 3, 4], [8, 6, 2, 1])[0],
            )
            toxicities.append(f"c{n} | {term} | 2026-02-01 | {grade}")
    return numbers(
        records(
            courses="course_id | patient_id | first_dose\n" + "\n".join(courses),
            course_drugs="course_id | drug\n" + "\n".join(drugs),
            patients="patient_id | sex | birth_month\n" + "\n".join(people),
            diagnoses="patient_id | category\n" + "\n".join(diagnoses),
            assessments="course_id | assessed_on | visit | response\n" + "\n".join(visits),
            toxicities="course_id | term | onset | grade\n" + "\n".join(toxicities),
        )
    )


def attack(
    rows: tuple[Row, ...], shown: set[Cell], own: tuple[Row, ...] = ()
) -> dict[Cell, tuple[float, float]]:
    """The interval in which each count that is not shown must lie, from all the sums at once."""
    counts, mine = counts_of(rows), counts_of(own)
    relations = relations_between(counts)
    unknown = sorted({cell for relation in relations for cell in relation.cells if cell not in shown})
    places = {cell: place for place, cell in enumerate(unknown)}
    matrix, totals = [], []
    for relation in relations:
        line, rest = [0.0] * len(unknown), 0.0
        for sign, cell in relation.terms:
            if cell in places:
                line[places[cell]] += sign
            else:
                rest -= sign * (counts[cell] - mine.get(cell, 0))
        if any(line):
            matrix.append(line)
            totals.append(rest)
    found = {}
    for cell, place in places.items():
        if 0 < counts[cell] - mine.get(cell, 0) < THRESHOLD:
            aim = np.zeros(len(unknown))
            aim[place] = 1
            least, most = (linprog(sign * aim, A_eq=matrix, b_eq=totals, method="highs") for sign in (1, -1))
            found[cell] = (least.fun, -most.fun if most.success else float("inf"))
    return found


def told(summary: Summary, own: Summary | None = None) -> set[Cell]:
    """The counts that somebody reads in the disclosed rows, their N included."""
    rows = disclose(summary.rows, audience=Audience.CENTRES, own=own.rows if own else ())
    by_cell = {cell_of(row): row for row in summary.rows}
    shown = set[Cell]()
    for row in rows:
        original = by_cell[Cell(row.output, row.subset, row.category, row.reading)]
        if not row.hidden:
            shown.add(cell_of(original))
            if (whole := whole_of(original)) is not None:
                shown.add(whole)
    return shown & counts_of(summary.rows).keys()


@pytest.mark.parametrize(("seed", "patients"), [(1, 40), (2, 90), (3, 15)])
def test_no_small_count_can_be_worked_out(seed: int, patients: int) -> None:
    summary = summary_of(seed, patients)
    shown, counts = told(summary), counts_of(summary.rows)
    intervals = attack(summary.rows, shown)

    for cell in shown:
        assert not 0 < counts[cell] < THRESHOLD
    small = {
        cell
        for cell, (low, high) in intervals.items()
        if 0 < counts[cell] < THRESHOLD and high - low < THRESHOLD - 1e-6
    }
    assert not small


def test_knowing_the_own_centre_gives_no_small_count_of_the_others() -> None:
    whole, own = summary_of(4, 60), summary_of(4, 60, first=25)
    shown, counts, mine = told(whole, own), counts_of(whole.rows), counts_of(own.rows)
    intervals = attack(whole.rows, shown, own.rows)

    for cell in shown:
        assert not 0 < counts[cell] - mine.get(cell, 0) < THRESHOLD
    for cell, (low, high) in intervals.items():
        assert high - low >= THRESHOLD - 1e-6, cell


def test_something_is_still_told() -> None:
    summary = summary_of(2, 90)
    shown = {cell.output for cell in told(summary)}

    assert {"registered", "treated", "toxicity_any", "evaluable"} <= shown


def test_without_the_second_cell_the_attacker_wins() -> None:
    """The test of the test: hiding only the small cells lets a sum give one of them back."""
    summary = summary_of(2, 90)
    counts = counts_of(summary.rows)
    small = {cell for cell, n in counts.items() if 0 < n < THRESHOLD}
    intervals = attack(summary.rows, set(counts) - small)

    assert any(high - low < 1e-6 for cell, (low, high) in intervals.items() if cell in small)


def test_a_hidden_row_keeps_nothing_but_its_name() -> None:
    summary = summary_of(3, 15)
    hidden = [row for row in disclose(summary.rows, audience=Audience.PUBLIC) if row.hidden]

    assert hidden
    for row in hidden:
        assert (row.n, row.N, row.value, row.low, row.high, row.patients) == (None,) * 5 + ((),)
        assert "patient_months" not in row.parameters
        assert "finding" not in row.parameters


def test_in_full_everything_is_as_it_was_and_otherwise_no_patient_is_listed() -> None:
    summary = summary_of(3, 15)

    assert [row.n for row in disclose(summary.rows, audience=Audience.FULL)] == [
        row.n for row in summary.rows
    ]
    assert not any(row.patients for row in disclose(summary.rows, audience=Audience.CENTRES))


def test_the_extremes_of_a_measure_are_those_of_one_patient() -> None:
    rows = disclose(summary_of(2, 90).rows, audience=Audience.PUBLIC)
    age = {row.category: row.hidden for row in rows if row.output == "baseline_age" and row.subset == "all"}

    assert age["min"]
    assert age["max"]
    assert not age["median"]


def test_roles_that_read_in_full() -> None:
    """Those that see all rows; whoever sees the rows of a centre or country reads only these in full."""
    assert {*ROLES, CONSOLE.name} >= FULL_ROLES
    for role in ROLES.values():
        if role.rows is Rows.ALL:
            assert audience_of(role.name, own_rows=False) is Audience.FULL
        else:
            assert audience_of(role.name, own_rows=False) is Audience.CENTRES
            assert audience_of(role.name, own_rows=True) is Audience.FULL


def test_only_the_whole_is_answered_where_counts_are_hidden() -> None:
    assert may_filter(Audience.CENTRES, {})
    assert not may_filter(Audience.CENTRES, {"diagnosis": "cns"})
    assert may_filter(Audience.FULL, {"diagnosis": "cns"})


def test_a_threshold_of_one_hides_nothing() -> None:
    assert not choose_hidden(summary_of(3, 15).rows, threshold=1)
