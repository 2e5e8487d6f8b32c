"""What holds whatever the records: orders and names change nothing, parts add up, numbers show their patients.

Each registry is generated, summarised once, and looked at by every test below.
"""

from __future__ import annotations

import datetime as dt
import json
import math
import random
from collections import Counter
from dataclasses import dataclass, replace
from functools import cache, cached_property
from typing import Any

import pytest
from hypothesis import HealthCheck, Phase, given, seed, settings

from registry.summaries.catalogue import OUTPUTS
from registry.summaries.columns import COLUMNS, PARENTS, PEOPLE
from registry.summaries.filters import narrow, parse_filters
from registry.summaries.parameters import DEFAULTS, READINGS
from registry.summaries.populations import SUBSETS
from registry.summaries.table import Row, Summary
from tests.examples import examples
from tests.summaries.generated import CENTRES, Lines, lines
from tests.summaries.records import DRUG, frames_of, numbers

CUT_OFF = dt.date(2026, 6, 30)

CHOICES = (
    (),
    ("reading=local", "minor_response=true", "reference_response=0.3", "conf_type=log"),
    ("reading=reviewed", "same_day=best", "window_days=30", "rate_window_days=0", "conf_level=0.9"),
    (
        "courses=all",
        "confirm_days=40",
        "long_term_months=3",
        "durable_months=1",
        "growth_ratio=0.2",
        "until_new_therapy=false",
        "objective_response=code",
    ),
)

COUNT = examples(len(CHOICES))

OWN_COUNTS = ("patients", "courses", "%", "events", "records", "assessments")
"""Units of the rows whose value is n or the share n of N."""

OF_PATIENTS = ("registered", "treated", "evaluable", "responders", "dosed")
"""Populations that a row of the same name counts."""


ONE_ANSWER = tuple(
    "baseline_age_class baseline_sex baseline_diagnosis baseline_disease_status baseline_stage "
    "baseline_metastatic baseline_basis start_dose_below formulation route handling deviation".split()
)
"""Questions that each patient answers once or not at all."""

SEVERAL_ANSWERS = ("baseline_predisposition", "baseline_basis_gene", "baseline_prior_treatment")


BESIDE = ("authorised", "coverage", "completeness", "queries", "signal_term")
"""Outputs that count no records of patients, but lists, or what is counted beside the records."""


@dataclass(frozen=True)
class Case:
    """A generated registry, and its summary under some choices."""

    lines: Lines
    chosen: tuple[str, ...]

    @cached_property
    def summary(self) -> Summary:
        return self.again(self.lines)

    def again(self, found: Lines, *more: str) -> Summary:
        """The summary of other records, or under one more choice."""
        return numbers(frames_of(DRUG, found), *self.chosen, *more, cut_off=CUT_OFF)

    @cached_property
    def of_centres(self) -> dict[str, Summary]:
        """What each centre would have in a registry of its own."""
        return {centre: self.again(part_of(self.lines, centre)) for centre in CENTRES}

    @property
    def counts_courses(self) -> bool:
        return "courses=all" in self.chosen


GROUPS = 4
"""A registry is drawn in so many groups of patients: one draw holds only so much."""


@cache
def registries() -> list[Lines]:
    """A small registry, sensible or not, for each of the choices."""
    return [
        {name: [record for group in groups for record in group[name]] for name in COLUMNS}
        for groups in zip(*map(drawn, range(GROUPS)), strict=True)
    ]


def drawn(group: int) -> list[Lines]:
    """A group of patients for each registry."""
    found: list[Lines] = []

    @seed(group)
    @settings(max_examples=COUNT + 3, phases=[Phase.generate], suppress_health_check=list(HealthCheck))
    @given(lines(first=20 * group, fewest=10, most=16))
    def draw(patients: Lines) -> None:
        found.append(patients)

    draw()
    # The first ones are the simplest there are: nobody has anything.
    return found[-COUNT:]


@cache
def case_of(number: int) -> Case:
    return Case(registries()[number], CHOICES[number % len(CHOICES)])


@pytest.fixture(scope="module", params=range(COUNT))
def case(request: pytest.FixtureRequest) -> Case:
    return case_of(request.param)


def key(row: Row) -> tuple[str, str, str, str]:
    return row.output, row.subset, row.category, row.reading


def counts_of(summary: Summary) -> Counter[tuple[str, str, str, str]]:
    return Counter({key(row): row.n for row in summary.rows if row.n})


def n_of(summary: Summary, output: str, subset: str, reading: str = "", category: str = "") -> int:
    """All that an output counts, or what it counts under one category."""
    rows = summary.select(output, subset=subset, reading=reading)
    return sum(row.n for row in rows if category in ("", row.category))


def each_reading(output: str) -> tuple[str, ...]:
    return READINGS if OUTPUTS[output].read else ("",)


def test_the_registries_are_worth_looking_at() -> None:
    """Nine of ten outputs have patients somewhere, or the tests below would look at nothing."""
    empty = set(OUTPUTS)
    for number in range(COUNT):
        empty -= {row.output for row in case_of(number).summary.rows if row.n}

    empty = {output for output in empty if not output.startswith(BESIDE)}
    assert len(empty) < len(OUTPUTS) / 10, empty


def test_neither_names_of_patients_nor_the_order_of_records_change_a_number(case: Case) -> None:
    """Names are exchanged so that their order turns round."""

    def renamed(patient: str) -> str:
        return f"Q{99 - int(patient[1:]):02}"

    chance = random.Random(1)
    other = case.again(
        {
            name: [
                record | ({"patient_id": renamed(record["patient_id"])} if record.get("patient_id") else {})
                for record in chance.sample(records, len(records))
            ]
            for name, records in case.lines.items()
        }
    )
    expected = {
        key(row): replace(row, patients=tuple(sorted(map(renamed, row.patients))))
        for row in case.summary.rows
    }

    assert {key(row) for row in other.rows} == expected.keys()
    for row in other.rows:
        as_before = expected[key(row)]
        assert replace(row, value=None, low=None, high=None) == replace(
            as_before, value=None, low=None, high=None
        )
        for found, wanted in zip(spread(row), spread(as_before), strict=True):
            assert found == wanted or found == pytest.approx(wanted, rel=1e-12), row


def spread(row: Row) -> tuple[float | None, ...]:
    return row.value, row.low, row.high


def part_of(found: Lines, centre: str) -> Lines:
    """The records of the patients of a centre, and its own lines of the list of authorisations."""
    kept = {
        name: [r for r in found[name] if r["centre_id"] == centre] for name in (*PEOPLE, "authorisations")
    }
    for name, parent in PARENTS.items():
        above = {record[parent.key] for record in kept[parent.frame]}
        kept[name] = [record for record in found[name] if record[parent.key] in above]
    return kept


def test_centres_add_up_to_the_whole(case: Case) -> None:
    """No number mixes patients, and none is counted twice."""
    parts = Counter[Any]()
    for summary in case.of_centres.values():
        parts += counts_of(summary)

    assert parts == counts_of(case.summary)


def test_a_filter_by_country_is_the_registry_of_that_country(case: Case) -> None:
    chosen = parse_filters(["country=ES"])
    narrowed = narrow(frames_of(DRUG, case.lines), chosen, cut_off=CUT_OFF, parameters=DEFAULTS)

    # What is no record of a patient has rules of its own under a filter.
    assert [
        row
        for row in numbers(narrowed, *case.chosen, cut_off=CUT_OFF).rows
        if not row.output.startswith(BESIDE)
    ] == [row for row in case.of_centres["ES-001"].rows if not row.output.startswith(BESIDE)]


def test_monotherapy_and_combination_add_up_to_all(case: Case) -> None:
    outputs = {row.output for row in case.summary.rows if row.subset == "combination"}
    parted = [row for row in case.summary.rows if row.output in outputs]
    whole = Counter[Any]({key(row): row.n for row in parted if row.subset == "all"})
    parts = Counter[Any]()
    for row in parted:
        if row.subset != "all":
            parts[row.output, "all", row.category, row.reading] += row.n

    assert +whole == +parts


@pytest.mark.parametrize("subset", SUBSETS)
def test_parts_add_up(case: Case, subset: str) -> None:
    def total(output: str, reading: str = "", category: str = "") -> int:
        return n_of(case.summary, output, subset, reading, category)

    assert total("treated") + total("not_treated") == total("registered")
    assert total("toxicity_worst_grade") == total("toxicity_any")
    assert total("toxicity_by_nature_events") == total("toxicity_events")
    assert total("toxicity_by_grade_events") <= total("toxicity_events")
    assert total("toxicity_term_events") == total("toxicity_soc_events") == total("toxicity_events")
    assert total("toxicity_nature_rate") == total("toxicity_soc_rate") == total("toxicity_term_rate")
    assert total("toxicity_nature_rate") == total("toxicity_rate")
    assert total("declaration_clock") == total("toxicity_serious_events")
    for reading in READINGS:
        evaluable = total("evaluable", reading)
        assert evaluable + total("not_evaluable", reading) == total("treated")
        assert total("bor", reading) == total("bor_confirmed", reading) == evaluable
        assert total("orr", reading) == 2 * total("orr", reading, "all")
        assert total("orr_treated", reading) == total("orr", reading, "all")
    assert total("responders") == total("orr", category="all")


@pytest.mark.parametrize("subset", SUBSETS)
def test_answers_and_missing_ones_are_all_the_treated(case: Case, subset: str) -> None:
    treated = n_of(case.summary, "treated", subset)
    for output in (*ONE_ANSWER, *SEVERAL_ANSWERS):
        answered = next(iter(case.summary.select(output, subset=subset))).N or 0
        missing = case.summary.find(output, subset=subset, category="unknown")
        rows = [row for row in case.summary.select(output, subset=subset) if row is not missing]
        assert missing is not None
        # Without any answer the row of the missing ones is the only one, and its N is all of them.
        assert not rows or answered + missing.n == treated == missing.N
        if output in ONE_ANSWER and rows:
            assert sum(row.n for row in rows) == answered


@pytest.mark.parametrize("subset", SUBSETS)
def test_worst_grades_are_the_patients_with_a_grade(case: Case, subset: str) -> None:
    """Each patient of a term or class stands under one worst grade at most; grade 3 is grade 3 and more."""
    for output in ("toxicity_soc", "toxicity_term"):
        for row in case.summary.select(output, subset=subset):
            graded = [
                person
                for grade in range(1, 6)
                if (
                    found := case.summary.find(
                        f"{output}_grade_{grade}", subset=subset, category=row.category
                    )
                )
                for person in found.patients
            ]
            assert len(graded) == len(set(graded)) or case.counts_courses
            assert set(graded) <= set(row.patients)
            assert len(graded) <= row.n
    severe = [n_of(case.summary, "toxicity_worst_grade", subset, category=str(grade)) for grade in (3, 4, 5)]
    assert sum(severe) == n_of(case.summary, "toxicity_grade3", subset)


def test_events_are_at_least_as_many_as_their_patients(case: Case) -> None:
    paired = 0
    for row in case.summary.rows:
        of_events = (
            case.summary.find(f"{row.output}_events", subset=row.subset, category=row.category)
            if (f"{row.output}_events" in OUTPUTS)
            else None
        )
        if of_events is not None:
            paired += 1
            assert of_events.n >= row.n
            assert of_events.patients == row.patients or row.output == "toxicity_by_grade"
    assert paired > 20


def test_every_patient_behind_a_number_is_in_its_population(case: Case) -> None:
    rows = {key(row): row for row in case.summary.rows}

    for row in case.summary.rows:
        if row.population not in OF_PATIENTS or row.output == "registered":
            continue
        reading = (row.reading or case.summary.parameters.reading) if OUTPUTS[row.population].read else ""
        whole = rows[row.population, row.subset, "all", reading]
        assert set(row.patients) <= set(whole.patients), row
        assert list(row.patients) == sorted(set(row.patients))
        assert row.N is None or row.n <= row.N
        assert row.N is None or whole.n >= row.N or row.unit in ("assessments", "points")
        if case.counts_courses or row.unit in ("events", "assessments") or row.output.startswith("review_"):
            assert row.n >= len(row.patients) > 0 or row.n == 0 == len(row.patients)
        elif not row.output.endswith("_rate") or row.unit == "%":
            assert row.n == len(row.patients), row


def test_a_number_is_its_count_or_share_within_its_interval_or_says_why_it_is_none(case: Case) -> None:
    for row in case.summary.rows:
        unit = OUTPUTS[row.output].unit
        counted = "courses" if case.counts_courses and unit == "patients" else unit
        assert row.unit in (counted, unit)
        if row.value is None:
            assert (row.low, row.high) == (None, None) or row.output in MEDIANS
            assert "not_calculable=" in row.parameters, row
            assert not row.parameters.endswith("not_calculable="), row
        else:
            assert "not_calculable=" not in row.parameters, row
            assert row.low is None or row.low <= row.value + 1e-9
            assert row.high is None or row.value <= row.high + 1e-9
        if row.value is not None and row.unit in OWN_COUNTS and not row.output.endswith(CURVES):
            assert row.value == (100 * row.n / row.N if row.unit == "%" and row.N else row.n), row
        if row.unit == "%":
            assert all(0 <= number <= 100 for number in spread(row) if number is not None)


CURVES = tuple(f"{name}_rate" for name in ("pfs", "os", "ttnt", "ttd", "dor"))
"""Survival at a time: neither a count nor a share."""

MEDIANS = ("pfs", "os", "ttnt", "ttd", "dor", "pfs_follow_up", "os_follow_up")
"""A median that is not reached may still have a lower bound."""


def test_nothing_is_ever_nan(case: Case) -> None:
    json.dumps(case.summary.document(), allow_nan=False)
    for row in case.summary.rows:
        assert all(math.isfinite(number) for number in spread(row) if number is not None)
        assert isinstance(row.n, int)
        assert row.n >= 0


WITHIN = {
    "orr": "dcr",
    "clinical_benefit": "dcr",
    "orr_confirmed": "dcr",
    "exceptional": "dcr",
    "toxicity_serious": "threshold_or_serious",
    "toxicity_threshold": "threshold_or_serious",
    "toxicity_threshold_related": "toxicity_threshold",
    "threshold_or_serious": "toxicity_any",
    "toxicity_related": "toxicity_any",
    "toxicity_stop": "toxicity_any",
    "toxicity_grade3": "toxicity_any",
    "toxicity_death": "toxicity_any",
    "toxicity_interruption": "toxicity_any",
    "toxicity_reduction": "toxicity_any",
    "toxicity_serious_rate": "toxicity_rate",
    "toxicity_related_rate": "toxicity_rate",
    "declared_in_time": "declared",
    "ctdna_cleared": "ctdna",
    "gmi_above": "gmi",
    "review_changed_objective": "review_changed",
}
"""An output and the one that holds all of its patients."""


@pytest.mark.parametrize("output", WITHIN)
def test_one_output_lies_within_another(case: Case, output: str) -> None:
    for row in case.summary.rows:
        if row.output == output and row.category == "all":
            wider = case.summary.find(WITHIN[output], subset=row.subset, reading=row.reading)
            assert wider is not None
            assert set(row.patients) <= set(wider.patients)
            assert row.n <= wider.n


@pytest.mark.parametrize("subset", SUBSETS)
def test_rates_of_a_part_never_exceed_the_whole(case: Case, subset: str) -> None:
    for output in ("orr", "orr_gene", "orr_alteration", "orr_formulation"):
        for reading in each_reading(output):
            whole = case.summary.find("orr", subset=subset, reading=reading)
            assert whole is not None
            for row in case.summary.select(output, subset=subset, reading=reading):
                assert set(row.patients) <= set(whole.patients)
                assert row.n <= (row.N or 0) <= (whole.N or 0)


@pytest.mark.parametrize("output", ["pfs", "os", "ttnt", "ttd", "dor"])
def test_fewer_are_at_risk_later_and_survival_does_not_rise(case: Case, output: str) -> None:
    for subset in SUBSETS:
        at_risk = [row.n for row in case.summary.select(f"{output}_at_risk", subset=subset)]
        rates = [row.value for row in case.summary.select(f"{output}_rate", subset=subset)]
        known = [rate for rate in rates if rate is not None]
        assert at_risk == sorted(at_risk, reverse=True)
        assert known == sorted(known, reverse=True)
        assert all(rate is None for rate in rates[len(known) :])


ONE_WAY = {
    ("minor_response=true", "benefit_weeks=4"): (1, ("orr", "orr_treated", "clinical_benefit")),
    ("window_days=10", "laboratory_threshold=5", "confirm_days=60"): (
        -1,
        ("toxicity_any", "toxicity_events", "toxicity_threshold", "threshold_or_serious", "orr_confirmed"),
    ),
}
"""Choices, and the outputs that cannot have fewer patients under them (1) or more (-1)."""


@pytest.mark.parametrize("choices", ONE_WAY)
def test_a_choice_moves_numbers_one_way_only(choices: tuple[str, ...]) -> None:
    way, outputs = ONE_WAY[choices]
    usual = case_of(0)
    other = usual.again(usual.lines, *choices)
    moved = Counter[str]()

    for row in usual.summary.rows:
        changed = other.find(row.output, subset=row.subset, category=row.category, reading=row.reading)
        if row.output in outputs and changed is not None:
            assert way * changed.n >= way * row.n, row
            moved[row.output] += abs(changed.n - row.n)
    assert moved["orr" if way == 1 else "toxicity_events"]
