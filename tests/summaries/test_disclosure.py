"""No hidden count can be worked out: an attacker with every sum of the definitions and a solver finds nothing."""

from __future__ import annotations

import datetime as dt
import random
from collections.abc import Iterable, Sequence

import numpy as np
import pytest
from scipy.optimize import linprog

from registry.errors import Invalid
from registry.summaries.audiences import Audience, check_choices
from registry.summaries.containment import TOLD
from registry.summaries.disclosure import Disclosed, disclose, disclose_rows
from registry.summaries.filters import Filters
from registry.summaries.parameters import ALL_COURSES, DEFAULTS, Parameters
from registry.summaries.table import Row, Summary
from registry.summaries.tally import make_row
from tests.summaries.additivity import Cell, Relation, cell_of, counts_of, relations_between, whole_of
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
    """The interval in which each small count that is not shown must lie, from all the sums at once."""
    counts, mine = counts_of(rows), counts_of(own)
    known = {cell: n - mine.get(cell, 0) for cell, n in counts.items()}
    found = {}
    for relations in components(relations_between(counts), shown):
        found.update(_bounds(relations, shown, known))
    return found


def components(relations: Iterable[Relation], shown: set[Cell]) -> list[list[Relation]]:
    """The sums that hang together by counts that are not shown; those of the others say nothing of them."""
    groups: list[tuple[set[Cell], list[Relation]]] = []
    for relation in relations:
        unknown, together = set(relation.cells) - shown, [relation]
        for group in [group for group in groups if group[0] & unknown]:
            groups.remove(group)
            unknown |= group[0]
            together += group[1]
        groups.append((unknown, together))
    return [together for unknown, together in groups if unknown]


def _bounds(
    relations: Sequence[Relation], shown: set[Cell], counts: dict[Cell, int]
) -> dict[Cell, tuple[float, float]]:
    unknown = sorted({cell for relation in relations for cell in relation.cells if cell not in shown})
    places = {cell: place for place, cell in enumerate(unknown)}
    matrix, totals = np.zeros((len(relations), len(unknown))), np.zeros(len(relations))
    for line, relation in enumerate(relations):
        for sign, cell in relation.terms:
            if cell in places:
                matrix[line, places[cell]] += sign
            else:
                totals[line] -= sign * counts[cell]
    found = {}
    for cell, place in places.items():
        if 0 < counts[cell] < THRESHOLD:
            aim = np.zeros(len(unknown))
            aim[place] = 1
            least, most = (linprog(sign * aim, A_eq=matrix, b_eq=totals, method="highs") for sign in (1, -1))
            found[cell] = (least.fun, -most.fun if most.success else float("inf"))
    return found


def seen(summary: Summary, *circles: set[str], threshold: int = THRESHOLD) -> Disclosed:
    """The summary as those read it who know the patients of one of these circles, or of none."""
    return disclose(summary, audience=Audience.CENTRES, circles=circles, threshold=threshold)


def told(summary: Summary, *circles: set[str]) -> set[Cell]:
    """The counts that somebody reads in the disclosed rows, their N included."""
    by_cell = {cell_of(row): row for row in summary.rows}
    shown = set[Cell]()
    for row in seen(summary, *circles).rows:
        original = by_cell[Cell(row.output, row.subset, row.category, row.reading)]
        if not row.hidden:
            shown.add(cell_of(original))
            if row.N is not None and (whole := whole_of(original)) is not None:
                shown.add(whole)
    return shown & counts_of(summary.rows).keys()


@pytest.mark.parametrize(("seed", "patients"), [(1, 40), (2, 90), (3, 15), (5, 130)])
def test_no_small_count_can_be_worked_out(seed: int, patients: int) -> None:
    summary = summary_of(seed, patients)
    shown, counts = told(summary), counts_of(summary.rows)

    for cell in shown:
        assert not 0 < counts[cell] < THRESHOLD
    for cell, (low, high) in attack(summary.rows, shown).items():
        assert high - low >= THRESHOLD - 1e-6, cell


@pytest.mark.parametrize(("seed", "patients", "first"), [(4, 60, 25), (6, 90, 60), (7, 90, 82)])
def test_knowing_a_centre_gives_no_small_count_of_the_others(seed: int, patients: int, first: int) -> None:
    """Two centres: whoever knows one takes it away from the whole."""
    whole, own = summary_of(seed, patients), summary_of(seed, patients, first=first)
    mine = {f"P{n:03}" for n in range(first, patients)}
    shown, counts, known = told(whole, mine), counts_of(whole.rows), counts_of(own.rows)

    for cell in shown:
        assert not 0 < counts[cell] - known.get(cell, 0) < THRESHOLD
    for cell, (low, high) in attack(whole.rows, shown, own.rows).items():
        assert high - low >= THRESHOLD - 1e-6, cell


@pytest.mark.parametrize("seed", range(20))
def test_what_is_hidden_of_a_table_is_uncertain_to_everybody(seed: int) -> None:
    """A thousand tables of some answers by some centres: what a hidden small count can be, given all that is shown.

    Shown are the treated patients and some answers. A hidden answer has at least one patient, since an answer that
    nobody gave is shown, unless all are hidden.
    """
    drawn = random.Random(seed)
    for _ in range(50):
        table = [
            [drawn.choice([0, 0, 1, 2, 4, 7, 12, 20, 35]) for _ in range(drawn.randint(1, 4))]
            for _ in range(drawn.randint(2, 6))
        ]
        check_uncertainty(table)


def check_uncertainty(table: list[list[int]]) -> None:
    width = max(map(len, table))
    places = [[*line, *[0] * (width - len(line))] for line in table]
    people = [
        [tuple(f"{answer}-{centre}-{n}" for n in range(count)) for centre, count in enumerate(line)]
        for answer, line in enumerate(places)
    ]
    circles = [{one for line in people for one in line[centre]} for centre in range(width)]
    everybody = tuple(sorted(one for line in people for part in line for one in part))
    rows = [
        make_row(
            "treated", n=len(everybody), total=len(everybody), patients=everybody, population="registered"
        ),
        *(
            make_row(
                "route",
                category=str(answer),
                n=sum(places[answer]),
                total=len(everybody),
                patients=tuple(one for part in line for one in part),
                population="treated",
            )
            for answer, line in enumerate(people)
        ),
    ]
    shown = {
        int(row.category)
        for row in disclose_rows(
            rows,
            drug="a drug",
            cut_off=dt.date(2026, 1, 31),
            audience=Audience.PUBLIC,
            circles=circles,
            threshold=THRESHOLD,
        ).rows
        if row.output == "route" and not row.hidden
    }
    for known in (None, *range(width)):
        left = [sum(n for centre, n in enumerate(line) if centre != known) for line in places]
        assert not [left[answer] for answer in shown if 0 < left[answer] < THRESHOLD]
        assert not [sum(left) - left[answer] for answer in shown if 0 < sum(left) - left[answer] < THRESHOLD]
        hidden = [n for answer, n in enumerate(left) if answer not in shown]
        if shown and any(0 < n < THRESHOLD for n in hidden):
            assert sum(hidden) - len(hidden) >= THRESHOLD, (table, shown, known)


def test_an_output_whose_sums_are_not_known_is_not_told() -> None:
    assert not {"coverage", "declared", "signal_response", "questionnaire_score", "drafts"} & TOLD
    assert {"orr", "bor", "toxicity_term", "baseline_age", "pfs"} <= TOLD


def test_something_is_still_told() -> None:
    summary = summary_of(2, 90)
    shown = {cell.output for cell in told(summary)}

    assert {"registered", "treated", "toxicity_any", "evaluable", "orr", "bor", "toxicity_term"} <= shown


def test_without_the_second_cell_the_attacker_wins() -> None:
    """The test of the test: hiding only the small cells lets a sum give one of them back."""
    summary = summary_of(2, 90)
    counts = counts_of(summary.rows)
    small = {cell for cell, n in counts.items() if 0 < n < THRESHOLD}
    intervals = attack(summary.rows, set(counts) - small)

    assert any(high - low < 1e-6 for cell, (low, high) in intervals.items() if cell in small)


def test_nothing_is_told_of_a_drug_that_few_patients_had() -> None:
    assert not told(summary_of(8, 10))


def test_a_centre_that_has_nearly_all_patients_sees_nothing_of_the_rest() -> None:
    """82 of 90 patients are of one centre: without them 8 are left."""
    assert not told(summary_of(9, 90), {f"P{n:03}" for n in range(8, 90)})


def test_a_hidden_row_keeps_nothing_but_its_name() -> None:
    hidden = [row for row in seen(summary_of(3, 15)).rows if row.hidden]

    assert hidden
    for row in hidden:
        assert (row.n, row.N, row.value, row.low, row.high) == (None,) * 5
        assert row.parameters.endswith("hidden=small_counts")
        assert not set(NOTES) & {note.partition("=")[0] for note in row.parameters.split("; ")}


NOTES = ("patient_months", "finding", "imputed", "no_duration")
"""What rows say in full that counts a few patients, or gives a count back."""


def test_no_note_of_a_row_in_sight_counts_anything() -> None:
    for row in seen(summary_of(2, 90)).rows:
        assert not set(NOTES) & {note.partition("=")[0] for note in row.parameters.split("; ")}


def test_a_term_that_is_hidden_is_not_named_either() -> None:
    summary = summary_of(2, 90)
    hidden = {row.output for row in seen(summary).rows if row.hidden}

    assert not {name for name in hidden if name.startswith(("toxicity_term", "toxicity_soc"))}


def test_in_full_nobody_asks_for_disclosure() -> None:
    with pytest.raises(ValueError, match="in full"):
        disclose(summary_of(3, 15), audience=Audience.FULL, circles=())


def test_the_extremes_of_a_measure_are_those_of_one_patient() -> None:
    rows = seen(summary_of(2, 90)).rows
    age = {row.category: row.hidden for row in rows if row.output == "baseline_age" and row.subset == "all"}

    assert age["min"]
    assert age["max"]
    assert not age["median"]


def test_all_who_do_not_read_in_full_have_one_table() -> None:
    """Two readers who lay their tables side by side learn no more than each of them."""
    summary, circles = summary_of(6, 90), [{f"P{n:03}" for n in range(n, 90, 3)} for n in range(3)]
    one, other = (
        disclose(summary, audience=audience, circles=circles)
        for audience in (Audience.CENTRES, Audience.PUBLIC)
    )

    assert one.rows == other.rows


def test_only_the_whole_is_answered_where_counts_are_hidden() -> None:
    check_choices(Filters(), DEFAULTS)
    with pytest.raises(Invalid, match="filter"):
        check_choices(Filters(diagnosis=("cns",)), DEFAULTS)
    with pytest.raises(Invalid, match="first course"):
        check_choices(Filters(), Parameters(courses=ALL_COURSES))


def test_a_threshold_of_one_hides_only_what_is_of_one_patient() -> None:
    shown = {cell.output for cell in told_under(1)}

    assert {"not_evaluable", "bor", "toxicity_term_grade_4"} <= shown


def told_under(threshold: int) -> set[Cell]:
    rows = seen(summary_of(3, 15), threshold=threshold).rows
    return {Cell(row.output, row.subset, row.category, row.reading) for row in rows if not row.hidden}
