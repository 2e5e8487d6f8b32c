"""Every rule: a case that breaks it and one, as near as can be, that does not."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from typing import Any

import pytest

from registry.fields.catalogue import KINDS
from registry.i18n import speaking
from registry.rules.base import Case, Level, before, completed_years
from registry.rules.check import RULES, findings, lacking
from registry.terminology import ctcae

ON = dt.date(2026, 11, 23)
START = {"first_dose": dt.date(2025, 1, 2)}
DEAD = {"vital_status": "dead", "vital_status_date": "2025-06", "birth_month": "2015-03"}
OTHER_SKIN = ctcae.other_of("skin").key


def case(record: Mapping[str, Any], **around: Any) -> Case:
    return Case(record=record, on=ON, **around)


BROKEN_AND_KEPT: dict[str, tuple[Case, Case]] = {
    "PAT-01": (case({"birth_month": "2026-12"}), case({"birth_month": "2026-11"})),
    "PAT-02": (case({"vital_status_date": "2027"}), case({"vital_status_date": "2026"})),
    "PAT-03": (
        case({"birth_month": "2015-03", "vital_status_date": "2015-02-28"}),
        case({"birth_month": "2015-03", "vital_status_date": "2015"}),
    ),
    "PAT-04": (case({"information_date": dt.date(2026, 11, 24)}), case({"information_date": ON})),
    "PAT-05": (case({"objection_date": dt.date(2026, 11, 24)}), case({"objection_date": ON})),
    "PAT-06": (
        case({"objection_date": dt.date(2025, 1, 1), "information_date": dt.date(2025, 1, 2)}),
        case({"objection_date": dt.date(2025, 1, 2), "information_date": dt.date(2025, 1, 2)}),
    ),
    "DIA-01": (case({"diagnosis_date": "2026-12"}), case({"diagnosis_date": "2026"})),
    "DIA-02": (
        case({"diagnosis_date": "2015-02"}, patient={"birth_month": "2015-03"}),
        case({"diagnosis_date": "2015"}, patient={"birth_month": "2015-03"}),
    ),
    "COU-01": (
        case({**START, "last_dose": dt.date(2025, 1, 1)}),
        case({**START, "last_dose": dt.date(2025, 1, 2)}),
    ),
    "COU-02": (case({"first_dose": dt.date(2026, 11, 24)}), case({"first_dose": ON})),
    "COU-03": (case({"last_dose": dt.date(2026, 11, 24)}), case({"last_dose": ON})),
    "COU-04": (
        case({"first_dose": dt.date(2015, 2, 28)}, patient={"birth_month": "2015-03"}),
        case({"first_dose": dt.date(2015, 3, 1)}, patient={"birth_month": "2015-03"}),
    ),
    "COU-05": (
        case({"first_dose": dt.date(2025, 7, 1)}, patient=DEAD),
        case({"first_dose": dt.date(2025, 6, 30)}, patient=DEAD),
    ),
    "COU-06": (
        case({}, rows=[{"drug": "trametinib"}, {"drug": "trametinib"}]),
        case({}, rows=[{"drug": "trametinib"}, {"drug": "dabrafenib"}]),
    ),
    # Born in March 1999, at the latest on the 31st: 26 years are completed on 31 March 2025, not a day before.
    "COU-07": (
        case({"first_dose": dt.date(2025, 3, 31)}, patient={"birth_month": "1999-03"}),
        case({"first_dose": dt.date(2025, 3, 30)}, patient={"birth_month": "1999-03"}),
    ),
    "COU-08": (
        case({**START, "board_date": dt.date(2025, 1, 3)}),
        case({**START, "board_date": dt.date(2025, 1, 2)}),
    ),
    "COU-09": (
        case({**START, "stop_reason": "toxicity"}),
        case({**START, "stop_reason": "toxicity", "last_dose": ON}),
    ),
    "COU-10": (
        case(START, rows=[{"drug": "a"}], siblings=[{"first_dose": dt.date(2024, 1, 1), "drugs": ["a"]}]),
        case(
            START,
            rows=[{"drug": "a"}],
            siblings=[{"first_dose": dt.date(2024, 1, 1), "last_dose": dt.date(2025, 1, 1), "drugs": ["a"]}],
        ),
    ),
    "ASM-01": (
        case({"criterion": "RECIST_1_1", "response": "iUPD"}),
        case({"criterion": "RECIST_1_1", "response": "PR"}),
    ),
    "ASM-02": (
        case({"criterion": "RECIST_1_1", "reviewed_response": "iUPD"}),
        case({"criterion": "RECIST_1_1", "reviewed_response": "PR"}),
    ),
    "ASM-03": (case({"assessed_on": dt.date(2026, 11, 24)}), case({"assessed_on": ON})),
    "ASM-04": (
        case({"assessed_on": dt.date(2025, 7, 1)}, patient=DEAD),
        case({"assessed_on": dt.date(2025, 6, 1)}, patient=DEAD),
    ),
    "ASM-05": (
        case({"visit": "baseline", "assessed_on": dt.date(2025, 1, 3)}, course=START),
        case({"visit": "baseline", "assessed_on": dt.date(2025, 1, 2)}, course=START),
    ),
    "ASM-06": (
        case({"visit": "on_treatment", "assessed_on": dt.date(2025, 1, 1)}, course=START),
        case({"visit": "on_treatment", "assessed_on": dt.date(2025, 1, 2)}, course=START),
    ),
    "ASM-07": (
        case(
            {"criterion": "RECIST_1_1", "response": "PR"},
            siblings=[{"visit": "baseline", "criterion": "INRC"}],
        ),
        case(
            {"criterion": "RECIST_1_1", "response": "PR"},
            siblings=[{"visit": "baseline", "criterion": "RECIST_1_1"}],
        ),
    ),
    "ASM-08": (
        case({"response": "PR", "reviewed_response": "SD"}),
        case({"response": "PR", "reviewed_response": "SD", "review_reason": "wrong baseline"}),
    ),
    "ASM-09": (case({"reviewed_on": dt.date(2026, 11, 24)}), case({"reviewed_on": ON})),
    # Alopecia exists as grades 1 and 2 only.
    "TOX-01": (case({"term": "alopecia", "grade": "3"}), case({"term": "alopecia", "grade": "2"})),
    "TOX-02": (case({"term": OTHER_SKIN}), case({"term": OTHER_SKIN, "term_text": "blister"})),
    "TOX-03": (
        case({"onset": "2025-02-10", "end": "2025-01"}),
        case({"onset": "2025-02-10", "end": "2025-02"}),
    ),
    "TOX-04": (case({"onset": "2026-11-24"}), case({"onset": "2026-11"})),
    "TOX-05": (case({"end": "2026-11-24"}), case({"end": "2026"})),
    "TOX-06": (case({"grade": "5", "outcome": "unknown"}), case({"grade": "5", "outcome": "fatal"})),
    "TOX-07": (
        case({"grade": "5", "seriousness": ["hospitalisation"]}),
        case({"grade": "5", "seriousness": ["death", "hospitalisation"]}),
    ),
    "TOX-08": (case({"grade": "3", "outcome": "fatal"}), case({"grade": "5", "outcome": "fatal"})),
    "TOX-09": (case({"onset": "2025-01-01"}, course=START), case({"onset": "2025-01"}, course=START)),
    "TOX-10": (case({"onset": "2025-07"}, patient=DEAD), case({"onset": "2025-06-30"}, patient=DEAD)),
    "TOX-11": (
        case({"term": "anemia", "nature": "clinical"}),
        case({"term": "anemia", "nature": "laboratory"}),
    ),
    "TOX-12": (
        case({"ongoing": "yes", "outcome": "recovered"}),
        case({"ongoing": "yes", "outcome": "recovering"}),
    ),
    "TOX-13": (
        case({"seriousness": ["death"], "outcome": "recovered"}),
        case({"seriousness": ["death"], "outcome": "fatal"}),
    ),
    "TOX-14": (
        case({"grade": "4", "seriousness": ["none"]}),
        case({"grade": "4", "seriousness": ["life_threatening"]}),
    ),
    "TOX-15": (
        case({}, rows=[{"drug": "dabrafenib"}], drugs=["trametinib"]),
        case({}, rows=[{"drug": "trametinib"}], drugs=["trametinib"]),
    ),
    "TOX-16": (
        case({}, rows=[{"drug": "a"}, {"drug": "a"}], drugs=["a"]),
        case({}, rows=[{"drug": "a"}], drugs=["a"]),
    ),
    "TOX-18": (
        case({"grade": "5", "outcome": "fatal"}),
        case({"grade": "5", "outcome": "fatal", "seriousness": ["death"]}),
    ),
    "TOX-17": (case({"grade": "2", "nature": "laboratory"}), case({"grade": "2", "nature": "clinical"})),
}


def codes(kind: str, of: Case) -> set[str]:
    return {finding.code for finding in findings(kind, of)}


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.code)
def test_rule_is_tripped_by_its_case_and_not_by_its_neighbour(rule: Any) -> None:
    broken, kept = BROKEN_AND_KEPT[rule.code]
    assert rule.code in codes(rule.kind, broken)
    assert rule.code not in codes(rule.kind, kept)


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.code)
def test_rule_speaks_both_languages_and_names_a_field_that_exists(rule: Any) -> None:
    broken, _kept = BROKEN_AND_KEPT[rule.code]
    assert rule.field in ("", *KINDS[rule.kind].fields)
    for language in ("fr", "en"):
        with speaking(language):
            text = next(f.text for f in findings(rule.kind, broken) if f.code == rule.code)
        assert text.strip()
        assert "{" not in text
    assert rule.text.fr != rule.text.en


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
    fatal = case({"grade": "3", "outcome": "fatal"})
    assert {f.level for f in findings("toxicity", fatal)} == {Level.ASK}


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
