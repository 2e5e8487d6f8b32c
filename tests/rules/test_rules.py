"""Every rule is tripped by its case and not by its neighbour, in both languages; how dates and ages are compared."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from string import Formatter
from typing import Any

import pytest

from registry.fields.catalogue import KINDS
from registry.i18n import speaking
from registry.rules.base import Case, Level, Rule, before, completed_years
from registry.rules.check import RULES, findings, lacking
from tests.rules.cases import CASES
from tests.rules.given import ON, case_of

START = {"first_dose": dt.date(2025, 1, 2)}


def case(record: Mapping[str, Any], **around: Any) -> Case:
    return Case(record=record, on=ON, **around)


def codes(kind: str, of: Case) -> set[str]:
    return {finding.code for finding in findings(kind, of)}


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.code)
def test_rule_is_tripped_by_its_case_and_not_by_its_neighbour(rule: Rule) -> None:
    broken, kept = CASES[rule.kind][rule.code]
    assert rule.code in codes(rule.kind, case_of(rule.kind, broken))
    assert rule.code not in codes(rule.kind, case_of(rule.kind, kept))


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.code)
def test_rule_speaks_both_languages_and_names_a_field_that_exists(rule: Rule) -> None:
    broken, _kept = CASES[rule.kind][rule.code]
    assert rule.field in ("", *KINDS[rule.kind].fields)
    named = {
        name for text in (rule.text.fr, rule.text.en) for _, name, _, _ in Formatter().parse(text) if name
    }
    assert named <= set(KINDS[rule.kind].fields)
    for language in ("fr", "en"):
        with speaking(language):
            text = next(
                f.text for f in findings(rule.kind, case_of(rule.kind, broken)) if f.code == rule.code
            )
        assert text.strip().endswith((".", "?"))
        assert "{" not in text
        assert "()" not in text
    assert rule.text.fr != rule.text.en


def test_every_case_is_of_a_rule_and_every_rule_reads_only_what_it_names() -> None:
    assert {code for table in CASES.values() for code in table} == {rule.code for rule in RULES}
    for rule in RULES:
        broken, kept = CASES[rule.kind][rule.code]
        for given in (broken, kept):
            assert set(given.around) <= set(rule.needs), rule.code


def test_codes_are_unique_and_an_empty_record_breaks_nothing() -> None:
    assert len({rule.code for rule in RULES}) == len(RULES)
    for kind in KINDS:
        assert codes(kind, case({})) == set()


def test_texts_show_dates_as_their_reader_writes_them() -> None:
    broken = case({**START, "last_dose": dt.date(2025, 1, 1)})
    with speaking("fr"):
        assert (
            "La dernière prise (01/01/2025) précède la première (02/01/2025)"
            in findings("course", broken)[0].text
        )
    with speaking("en"):
        assert (
            "The last dose (1 Jan 2025) is before the first (2 Jan 2025)"
            in findings("course", broken)[0].text
        )


def test_only_refusals_block() -> None:
    fatal = case({"grade": "3", "outcome": "fatal"}, patient={"vital_status": "dead"})
    assert Level.REFUSE not in {f.level for f in findings("toxicity", fatal)}


@pytest.mark.parametrize(
    ("first", "second", "expected"),
    [
        ("2025", "2026-01-01", True),
        ("2025-12", "2025", False),
        ("2025-01-31", "2025-02", True),
        ("2025-02", "2025-02-10", False),
        ("", "2025", False),
        (None, None, False),
        (dt.date(2025, 1, 1), "2025-01-02", True),
    ],
)
def test_partial_dates_are_compared_at_the_coarser_precision(first: Any, second: Any, expected: bool) -> None:
    assert before(first, second) is expected


@pytest.mark.parametrize(
    ("birth", "on", "years"),
    [
        ("1999-03", dt.date(2025, 3, 31), 26),
        ("1999-03", dt.date(2025, 3, 30), 25),
        ("2000-02", dt.date(2026, 2, 28), 26),  # born on 29 February at the latest: completed on 28 February
        ("2000-12", dt.date(2026, 12, 30), 25),
        ("2026-11", dt.date(2026, 11, 23), -1),  # not born yet at the latest: no child is made older
    ],
)
def test_age_takes_the_month_of_birth_at_its_latest(birth: str, on: dt.date, years: int) -> None:
    assert completed_years(birth, on) == years


def test_what_a_complete_record_needs() -> None:
    def named(kind: str, record: Mapping[str, Any], **around: Any) -> set[str]:
        return {problem.field for problem in lacking(kind, case(record, **around))}

    assert named("patient", {}) == {"birth_month", "sex"}
    assert named("diagnosis", {}) == set()
    assert named("course", {}) == {"first_dose", "course_drug-0-drug"}
    assert named("course", START, rows=[{"starting_dose": 1.0}]) == {"course_drug-0-drug"}
    assert named("assessment", {}) == {"visit", "assessed_on", "criterion"}
    assert named("assessment", {"visit": "baseline"}) == {"assessed_on", "criterion"}
    assert named("assessment", {"visit": "on_treatment"}) == {"assessed_on", "criterion", "response"}
    assert named("toxicity", {}) == {"term", "nature", "grade", "onset"}
