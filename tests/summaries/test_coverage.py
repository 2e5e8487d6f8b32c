"""Coverage against a list of authorisations: the published French figures, and the edges."""

import pytest

from tests.statistics.oracle import answer_of
from tests.summaries.records import counts, numbers, records, row


def authorisations(*parts: tuple[int, str, str, str, str]) -> str:
    """A table of so many lines each: number, year, eligible, never received, whether it is found."""
    lines, n = [], 0
    for number, year, eligible, never, found in parts:
        for _ in range(number):
            n += 1
            lines.append(f"FR-{n % 21:03} | {year} | {eligible} | {never} | {f'P{n}' if found else ''}")
    return "\n".join(["centre_id | authorised_on | eligible | never_received | patient_id", *lines])


PUBLISHED = authorisations(
    (49, "2020", "yes", "no", "found"),
    (38, "2020", "yes", "no", ""),
    (58, "2021", "yes", "no", "found"),
    (29, "2021", "yes", "no", ""),
    (14, "2021", "yes", "yes", ""),
    (12, "2021", "no", "no", ""),
)


def test_the_published_coverage_of_the_national_list() -> None:
    """ASCO 2023, abstract 10019: 188 patients, 14 never received, 107 of 174 (61 %); 56 % in 2020, 67 % in 2021."""
    summary = numbers(records(authorisations=PUBLISHED))

    assert row(summary, "authorised").n == 188
    assert row(summary, "authorised_never_received").n == 14
    coverage = row(summary, "coverage")
    assert (coverage.n, coverage.N, round(coverage.value or 0)) == (107, 174, 61)
    interval = answer_of("proportions", n=107, total=174)
    assert (coverage.low, coverage.high) == pytest.approx((100 * interval["low"], 100 * interval["high"]))
    assert [round(found.value or 0) for found in summary.select("coverage_year")] == [56, 67]
    assert sum(counts(summary, "coverage_centre").values()) == 107


def test_without_a_list_coverage_is_not_calculable() -> None:
    coverage = row(numbers(records()), "coverage")

    assert (coverage.n, coverage.N, coverage.value) == (0, None, None)
    assert coverage.parameters.endswith("not_calculable=no_list")


def test_an_authorisation_after_the_cut_off_does_not_count() -> None:
    table = authorisations((2, "2026-06", "yes", "no", "found"), (1, "2026-07", "yes", "no", ""))

    assert (row(numbers(records(authorisations=table)), "coverage").N) == 2
