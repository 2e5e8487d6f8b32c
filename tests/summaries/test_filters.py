"""A part of the patients of a drug: who is in it, and how it is written."""

import datetime as dt

import pytest

from registry.errors import Invalid
from registry.summaries.filters import EVERYONE, FILTERS, Filters, narrow, parse_filters
from registry.summaries.parameters import DEFAULTS, parse
from tests.summaries.records import CUT_OFF, numbers, records, row

FRAMES = records(
    patients="""
    patient_id | country_id | birth_month | status   | objection
    P1         | FR         | 2023-06     | complete | no
    P2         | FR         | 2010-01     | complete | no
    P3         | ES         | 2006-12     | complete | no
    P4         | FR         | 2010-01     | draft    | no
    P5         | FR         | 2010-01     | complete | yes
    """,
    courses="""
    course_id | patient_id | first_dose | access_scheme
    c1        | P1         | 2025-01-10 | FR_AAC
    c2        | P2         | 2025-12-31 | FR_AAP
    c3        | P3         | 2026-01-01 | ES_COMPASSIONATE
    c4        | P2         | 2026-03-01 | FR_AAC
    c5        | P4         | 2026-01-01 | FR_AAC
    c6        | P5         | 2026-01-01 | FR_AAC
    """,
    course_drugs="""
    course_id | drug       | formulation
    c1        | trametinib | oral_solution
    c2        | trametinib | tablet
    c3        | trametinib | tablet
    c4        | trametinib | oral_solution
    c5        | trametinib | tablet
    c6        | trametinib | tablet
    """,
    diagnoses="""
    patient_id | category | diagnosis_date
    P1         | cns      | 2024
    P2         | solid    | 2024
    """,
    alterations="""
    patient_id | gene | type   | is_basis
    P1         | BRAF | fusion | yes
    P2         | BRAF | snv    | no
    P3         | braf | snv    | yes
    """,
    toxicities="""
    course_id | term   | onset
    c1        | anemia | 2025-02-01
    c2        | anemia | 2026-02-01
    """,
    applicants="""
    patient_id | country_id
    P1         | FR
    P8         | FR
    P9         | ES
    """,
    requests="""
    patient_id | requested_on | decision
    P1         | 2025-01-01   | granted
    P8         | 2025-01-01   | granted
    P9         | 2025-01-01   | refused
    """,
)


@pytest.mark.parametrize(
    ("filters", "patients"),
    [
        ((), ("P1", "P2", "P3")),
        (("country=FR",), ("P1", "P2")),
        (("country=FR;ES",), ("P1", "P2", "P3")),
        (("country=DE",), ()),
        # Ages at the first dose: 19 months; 15 years and 11 months; 19 years and a month.
        (("age=infant",), ("P1",)),
        (("age=adolescent",), ("P2",)),
        (("age=young_adult;infant",), ("P1", "P3")),
        (("diagnosis=cns",), ("P1",)),
        (("diagnosis=unknown",), ("P3",)),
        # The course that stands for P2 is the first.
        (("scheme=FR_AAC",), ("P1",)),
        (("formulation=tablet",), ("P2", "P3")),
        (("gene=BRAF",), ("P1", "P3")),
        (("since=2025-12-31",), ("P2", "P3")),
        (("until=2025-12-31",), ("P1", "P2")),
        (("country=FR", "since=2025-12-31"), ("P2",)),
    ],
)
def test_patients_match_every_filter(filters: tuple[str, ...], patients: tuple[str, ...]) -> None:
    narrowed = narrow(FRAMES, parse_filters(filters), cut_off=CUT_OFF, parameters=DEFAULTS)

    assert row(numbers(narrowed), "registered").patients == patients


def test_what_is_beneath_the_patients_goes_with_them() -> None:
    spanish = narrow(FRAMES, parse_filters(["country=ES"]), cut_off=CUT_OFF, parameters=DEFAULTS)

    assert list(spanish.courses["course_id"]) == ["c3"]
    assert (len(spanish.toxicities), len(spanish.diagnoses), len(spanish.alterations)) == (0, 0, 1)
    # An applicant without a course has a country, and nothing else to go by.
    assert list(spanish.requests["patient_id"]) == ["P9"]
    young = narrow(FRAMES, parse_filters(["age=infant"]), cut_off=CUT_OFF, parameters=DEFAULTS)
    assert list(young.requests["patient_id"]) == ["P1"]


def test_drafts_and_objections_of_the_part_are_still_counted() -> None:
    summary = numbers(
        narrow(FRAMES, parse_filters(["formulation=tablet"]), cut_off=CUT_OFF, parameters=DEFAULTS)
    )

    assert row(summary, "objected").n == 1
    assert row(summary, "drafts", category="patients").n == 1


def test_where_all_courses_are_counted_each_must_match_by_itself() -> None:
    every = parse(["courses=all"])
    narrowed = narrow(FRAMES, parse_filters(["scheme=FR_AAC"]), cut_off=CUT_OFF, parameters=every)
    summary = numbers(narrowed, "courses=all")

    assert (row(summary, "treated").n, row(summary, "treated").patients) == (2, ("P1", "P2"))


def test_the_course_that_stands_for_a_patient_is_that_of_the_cut_off() -> None:
    early = narrow(
        FRAMES, parse_filters(["since=2025-12-31"]), cut_off=dt.date(2025, 12, 30), parameters=DEFAULTS
    )

    assert row(numbers(early, cut_off=dt.date(2025, 12, 30)), "registered").n == 0


def test_filters_are_written_as_they_are_read() -> None:
    texts = ["country=FR;ES", "age=child", "gene=BRAF", "since=2025-01-01"]
    filters = parse_filters(texts)

    assert filters == Filters(("FR", "ES"), ("child",), gene=("BRAF",), since=dt.date(2025, 1, 1))
    assert filters.shown() == "; ".join(texts)
    assert parse_filters(filters.shown().split("; ")) == filters
    assert not EVERYONE.are_set
    assert narrow(FRAMES, EVERYONE, cut_off=CUT_OFF, parameters=DEFAULTS) is FRAMES


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("colour=red", "country (country)"),
        ("country", "There is no filter “country”"),
        ("age=old", "newborn, infant, child"),
        ("since=2025", "a day such as 2025-01-31"),
    ],
)
def test_a_wrong_filter_is_refused_with_what_exists(text: str, said: str) -> None:
    with pytest.raises(Invalid) as refusal:
        parse_filters([text])

    assert said in refusal.value.text


def test_a_filter_given_twice_is_refused_rather_than_read_once() -> None:
    with pytest.raises(Invalid, match="The filter country is given twice"):
        parse_filters(["country=FR", "country=BE"])


def test_every_filter_has_a_meaning() -> None:
    assert list(FILTERS) == list(Filters.__dataclass_fields__)
