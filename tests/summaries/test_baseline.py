"""The baseline table of the treated patients, by hand."""

import pandas as pd
import pytest

from registry.fields.base import T
from registry.summaries.baseline import classify_ages, count_months
from registry.summaries.labels import category_label
from registry.summaries.table import Summary
from tests.summaries.records import counts, numbers, records, row

COURSES = """
    course_id | patient_id | first_dose
    c1        | P1         | 2026-01-10
    c2        | P2         | 2026-01-10
    c3        | P3         | 2026-01-10
    c4        | P4         | 2026-01-10
    """


def summary_of(**tables: str) -> Summary:
    return numbers(records(courses=COURSES, **tables))


def test_age_at_first_dose_in_calendar_months() -> None:
    """2015-01: 132 months, 11 years; 2025-12: 1 month; 2026-01: 0 months; 2026-02: born after the first dose."""
    summary = summary_of(
        patients="""
        patient_id | birth_month
        P1         | 2015-01
        P2         | 2025-12
        P3         | 2026-01
        P4         | 2026-02
        """
    )

    assert row(summary, "baseline_age", category="max").value == 11
    assert row(summary, "baseline_age", category="mean").value == pytest.approx(133 / 36)
    assert row(summary, "baseline_age", category="mean").n == 3
    assert counts(summary, "baseline_age_class") == {"newborn": 1, "infant": 1, "child": 1, "unknown": 1}
    assert row(summary, "baseline_age_class", category="child").N == 3
    assert row(summary, "baseline_age_class", category="unknown").value == 25


@pytest.mark.parametrize(
    ("months", "code"),
    [
        (0, "newborn"),
        (1, "infant"),
        (23, "infant"),
        (24, "child"),
        (143, "child"),
        (144, "adolescent"),
        (215, "adolescent"),
        (216, "young_adult"),
        (311, "young_adult"),
        (312, "older"),
    ],
)
def test_age_classes(months: int, code: str) -> None:
    assert list(classify_ages(pd.Series([float(months)]))) == [code]


def test_a_month_of_birth_or_day_that_is_not_known_gives_no_age() -> None:
    months = count_months(pd.Series(["2015-01", None]), pd.Series(["2015", "2016-01-01"]))

    assert months.isna().all()


def test_answers_are_percentages_of_the_patients_who_have_one() -> None:
    summary = summary_of(
        patients="""
        patient_id | sex     | predisposition
        P1         | male    | nf1;other
        P2         | female  | none
        P3         | male    |
        P4         | unknown |
        """
    )

    male, missing = (row(summary, "baseline_sex", category=code) for code in ("male", "unknown"))
    assert (male.n, male.N, male.patients) == (2, 3, ("P1", "P3"))
    assert male.value == pytest.approx(200 / 3)
    assert (missing.n, missing.N, missing.patients) == (1, 4, ("P4",))
    assert counts(summary, "baseline_predisposition") == {"nf1": 1, "other": 1, "none": 1, "unknown": 2}


def test_the_disease_is_that_of_the_diagnosis_before_the_first_dose() -> None:
    summary = summary_of(
        diagnoses="""
        diagnosis_id | patient_id | category | diagnosis_date | disease_status | stage_system | stage | is_metastatic
        d1           | P1         | cns      | 2024           | relapse        | inrgss       | M     | yes
        d2           | P1         | solid    | 2026-03        | refractory     | tnm          | 1     | no
        d3           | P2         | solid    | 2025-01        | relapse        | other        |       | unknown
        """
    )

    assert counts(summary, "baseline_diagnosis") == {"cns": 1, "solid": 1, "unknown": 2}
    assert counts(summary, "baseline_disease_status") == {"relapse": 2, "unknown": 2}
    assert counts(summary, "baseline_stage") == {"inrgss: M": 1, "other": 1, "unknown": 2}
    assert category_label("baseline_stage", "inrgss: M") == T(
        "INRGSS (neuroblastome) : M", "INRGSS (neuroblastoma): M"
    )
    assert category_label("baseline_stage", "other") == T("Autre", "Other")
    assert counts(summary, "baseline_metastatic") == {"yes": 1, "unknown": 3}


def test_not_applicable_is_an_answer() -> None:
    frames = records(courses=COURSES, diagnoses="diagnosis_id | patient_id | category\nd1 | P1 | leukaemia")
    frames.diagnoses["is_metastatic_missing"] = "not_applicable"

    assert counts(numbers(frames), "baseline_metastatic") == {"not_applicable": 1, "unknown": 3}


def test_the_alteration_that_is_the_basis() -> None:
    summary = summary_of(
        alterations="""
        patient_id | gene | type | is_basis
        P1         | braf | snv  | yes
        P1         | CDKN2A | deletion | no
        P2         | NF1  | snv  | no
        P3         | NF1  | snv  |
        """
    )

    assert counts(summary, "baseline_basis") == {"yes": 1, "no": 1, "unknown": 2}
    assert counts(summary, "baseline_basis_gene") == {"BRAF": 1, "unknown": 3}


def test_prior_lines_begun_before_the_first_dose() -> None:
    """P1: lines 1 and 2 (one of two parts); a third after the first dose. P2: a first line has none. P3: not known."""
    summary = summary_of(
        diagnoses="""
        patient_id | disease_status
        P2         | first_line
        """,
        prior_lines="""
        patient_id | line | types                     | began
        P1         | 1    | chemotherapy;radiotherapy | 2023
        P1         | 1    | surgery                   | 2023-04
        P1         | 2    | autograft                 |
        P1         | 3    | targeted                  | 2026-02
        """,
    )

    assert row(summary, "baseline_prior_lines", category="mean").value == 1
    assert row(summary, "baseline_prior_lines", category="max").n == 2
    assert counts(summary, "baseline_prior_treatment") == {
        "chemotherapy": 1,
        "radiotherapy": 1,
        "surgery": 1,
        "autograft": 1,
        "none": 1,
        "unknown": 2,
    }


def test_weight_surface_and_performance_of_the_initiation_form() -> None:
    summary = summary_of(
        initiations="""
        course_id | measured_on | weight | height | performance_scale | performance
        c1        | 2026-01-10  | 30     | 120    | lansky            | 80
        c2        | 2026-01-10  | 50     |        | ecog              | 1
        c3        | 2026-01-10  |        | 100    | karnofsky         | 60
        """
    )

    assert row(summary, "baseline_weight", category="mean").value == 40
    assert row(summary, "baseline_weight", category="sd").value == pytest.approx(14.1421, abs=1e-4)
    surface = row(summary, "baseline_surface", category="median")
    assert (surface.n, surface.value) == (1, 1)
    assert "not_calculable=one_value" in row(summary, "baseline_surface", category="sd").parameters
    assert row(summary, "baseline_performance", category="mean").value == 70
    assert row(summary, "baseline_ecog", category="mean").value == 1


def test_each_course_is_described_where_all_are_counted() -> None:
    frames = records(
        courses="""
        course_id | patient_id | first_dose
        c1        | P1         | 2026-01-10
        c2        | P1         | 2026-03-10
        """,
        initiations="""
        course_id | measured_on | weight
        c1        | 2026-01-10  | 30
        c2        | 2026-03-10  | 32
        """,
    )

    found = row(numbers(frames, "courses=all"), "baseline_weight", category="mean")
    assert (found.n, found.N, found.value, found.patients) == (2, 2, 31, ("P1",))
