"""Rates beside a reference and disproportionality, against R: binom.test(..., alternative) and published tables."""

import pandas as pd
import pytest

from registry.summaries.catalogue.quality import FINDINGS
from registry.summaries.signals import compare_terms
from registry.summaries.table import Summary
from tests.statistics.oracle import answer_of
from tests.summaries.records import numbers, records, row


def summary_of(*choices: str) -> Summary:
    """Ten evaluable patients, eight of whom respond; one of them has a serious toxicity."""
    names = range(10)
    courses = "\n".join(f"c{n} | P{n} | 2026-01-01" for n in names)
    visits = "\n".join(
        f"c{n} | 2025-12-30 | baseline |\nc{n} | 2026-03-01 | on_treatment | {'PR' if n < 8 else 'PD'}"
        for n in names
    )
    return numbers(
        records(
            courses=f"course_id | patient_id | first_dose\n{courses}",
            assessments=f"course_id | assessed_on | visit | response\n{visits}",
            toxicities="course_id | term | onset | seriousness\nc1 | nausea | 2026-02-01 | important",
            diagnoses="patient_id | category\nP0 | cns\nP1 | cns",
        ),
        *choices,
    )


def test_a_response_rate_with_one_sided_bounds_beside_its_reference() -> None:
    """Of 8 of 10, as binom.test of R gives them in both directions."""
    one_sided = answer_of("proportions", n=8, total=10)
    found = row(summary_of("reference_response=0.4"), "signal_response")

    assert (found.n, found.N, found.value) == (8, 10, 80)
    assert found.low == pytest.approx(100 * one_sided["lower"])
    assert found.high == pytest.approx(100 * one_sided["upper"])
    assert found.parameters.endswith("finding=above")
    assert row(summary_of("reference_response=0.5"), "signal_response").parameters.endswith("finding=within")
    assert row(summary_of("reference_response=1"), "signal_response").parameters.endswith("finding=below")


def test_without_a_reference_nothing_is_found() -> None:
    assert row(summary_of(), "signal_response").parameters.endswith("finding=no_reference")


def test_serious_toxicity_beside_its_reference_by_diagnosis() -> None:
    summary = summary_of("reference_serious=0.6")

    assert row(summary, "signal_serious").n == 1
    assert row(summary, "signal_serious").parameters.endswith("finding=below")
    cns = row(summary, "signal_serious", category="cns")
    assert (cns.n, cns.N) == (1, 2)
    assert cns.parameters.endswith("finding=within")


def test_every_finding_has_words_that_leave_it_to_the_committee() -> None:
    assert set(FINDINGS) == {"above", "below", "within", "no_reference", "more_often", "not_more_often"}
    for code in ("above", "below", "more_often"):
        assert FINDINGS[code].en.endswith("to be discussed")
        assert FINDINGS[code].fr.endswith("à discuter")


def test_terms_of_a_drug_beside_those_of_the_others() -> None:
    """a=20, b=80, c=30, d=870: ROR (20 x 870) / (80 x 30) = 7.25, its interval that of R's logistic model."""
    ratio, low, high = answer_of("disproportion", cells=[20, 80, 30, 870])["odds"]
    reports = pd.DataFrame(
        [
            ("rash", "x", 20),
            ("nausea", "x", 80),
            ("rash", "y", 30),
            ("rash", "", 50),
            ("nausea", "", 500),
            ("pain", "", 450),
        ],
        columns=["term", "drug", "reports"],
    )

    found = compare_terms(reports, drug="x")

    assert list(found["term"]) == ["rash", "nausea"]
    rash = found.iloc[0]
    assert (rash["reports"], rash["other_reports"], rash["finding"]) == (20, 30, "above")
    assert (rash["ror"], ratio) == pytest.approx((7.25, 7.25))
    assert (rash["ror_low"], rash["ror_high"]) == pytest.approx((low, high), rel=1e-6)
    assert rash["prr"] == pytest.approx(6)
    assert compare_terms(reports, drug="z").empty


def test_a_term_of_this_drug_alone_has_no_ratio() -> None:
    reports = pd.DataFrame(
        [("rash", "x", 2), ("rash", "", 2), ("pain", "", 5)], columns=["term", "drug", "reports"]
    )

    found = compare_terms(reports, drug="x").iloc[0]
    assert pd.isna(found["ror"])
    assert (found["reason"], found["finding"]) == ("empty_cell", "")
