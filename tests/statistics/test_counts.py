"""Proportions, rates, disproportion and agreement: against R, against published examples, by hand."""

from __future__ import annotations

from typing import Any

import pytest

from registry.summaries.statistics.agreement import Kappa, cohen_kappa
from registry.summaries.statistics.disproportion import (
    Reports,
    proportional_reporting_ratio,
    reporting_odds_ratio,
)
from registry.summaries.statistics.estimate import EMPTY_CELL, NO_EXPOSURE, NO_PATIENT, ONE_CATEGORY, Estimate
from registry.summaries.statistics.proportions import (
    Comparison,
    compare_with_reference,
    estimate_proportion,
    lower_bound,
    upper_bound,
)
from registry.summaries.statistics.rates import estimate_rate
from tests.statistics.oracle import each, same


@each("proportions")
def test_proportion_beside_a_reference(answer: dict[str, Any]) -> None:
    """binom.test, two-sided and in both directions."""
    n, total, level = answer["n"], answer["total"], answer["level"]
    both = estimate_proportion(n, total, level=level)
    compared = compare_with_reference(n, total, reference=answer["reference"], level=level)

    assert same([both.low, both.high], [answer["low"], answer["high"]])
    assert both.value == compared.value == n / total
    assert same([compared.lower, compared.upper], [answer["lower"], answer["upper"]])
    assert same([compared.p_above, compared.p_below], [answer["p_above"], answer["p_below"]])


def test_one_sided_bounds_by_hand() -> None:
    """None of 10 has probability (1 - p) ** 10, all of 10 p ** 10: the bound is where that is 5 %."""
    assert upper_bound(0, 10) == pytest.approx(1 - 0.05 ** (1 / 10))
    assert lower_bound(10, 10) == pytest.approx(0.05 ** (1 / 10))
    assert lower_bound(0, 10) == 0.0
    assert upper_bound(10, 10) == 1.0
    assert lower_bound(4, 10) > estimate_proportion(4, 10).low > 0  # type: ignore[operator]


def test_above_or_below_a_reference_only_with_the_whole_interval() -> None:
    """5 of 5: the lower bound is 0.05 ** (1 / 5) = 0.549; none of 5: the upper one is 0.451."""
    assert compare_with_reference(5, 5, reference=0.5).is_above
    assert not compare_with_reference(5, 5, reference=0.6).is_above
    assert compare_with_reference(0, 5, reference=0.5).is_below
    assert not compare_with_reference(0, 5, reference=0.4).is_below
    for never in (compare_with_reference(3, 5, reference=0.6), compare_with_reference(0, 0, reference=0.6)):
        assert not never.is_above
        assert not never.is_below


def test_a_proportion_of_nobody() -> None:
    assert estimate_proportion(0, 0) == Estimate(None, reason=NO_PATIENT)
    assert compare_with_reference(0, 0, reference=0.2) == Comparison(0.2, reason=NO_PATIENT)


@pytest.mark.parametrize(("n", "total"), [(-1, 3), (4, 3)])
def test_a_count_is_part_of_its_total(n: int, total: int) -> None:
    for refused in (estimate_proportion, lower_bound, upper_bound):
        with pytest.raises(ValueError, match="expected a count from 0 to the total"):
            refused(n, total)
    with pytest.raises(ValueError, match="expected a count from 0 to the total"):
        compare_with_reference(n, total, reference=0.1)


def test_a_reference_is_a_fraction() -> None:
    with pytest.raises(ValueError, match="reference 20: expected a fraction"):
        compare_with_reference(1, 3, reference=20)
    with pytest.raises(ValueError, match="expected a fraction"):
        compare_with_reference(1, 3, reference=1.5)
    # Of a reference of nothing or everything one patient the other way is proof.
    assert compare_with_reference(1, 3, reference=0).is_above
    assert compare_with_reference(1, 3, reference=1).is_below


@each("rates")
def test_rate_per_person_time(answer: dict[str, Any]) -> None:
    """poisson.test, per 1 and per 100."""
    expected = [answer[name] for name in ("value", "low", "high")]
    one = estimate_rate(answer["events"], answer["exposure"], level=answer["level"])
    hundred = estimate_rate(answer["events"], answer["exposure"], per=100, level=answer["level"])

    assert same([one.value, one.low, one.high], expected)
    assert same([hundred.value, hundred.low, hundred.high], [100 * bound for bound in expected])


def test_rates_by_hand() -> None:
    """No event in 3 patient-months: P(0) = exp(-mean) = 2.5 % at a mean of 3.689, the upper bound."""
    assert estimate_rate(0, 3) == Estimate(0.0, 0.0, pytest.approx(3.6888794541 / 3))
    assert estimate_rate(2, 0) == Estimate(None, reason=NO_EXPOSURE)
    assert estimate_rate(0, 0) == Estimate(None, reason=NO_EXPOSURE)


@pytest.mark.parametrize(("events", "exposure"), [(-1, 1.0), (1, -1.0), (1, float("nan")), (1, float("inf"))])
def test_a_rate_counts_from_0(events: int, exposure: float) -> None:
    with pytest.raises(ValueError, match="from 0"):
        estimate_rate(events, exposure)


@each("disproportion")
def test_disproportion_as_models_have_it(answer: dict[str, Any]) -> None:
    """Coefficients of the saturated logistic and log-binomial models, with Wald's interval."""
    reports, level = Reports(*answer["cells"]), answer["level"]
    odds = reporting_odds_ratio(reports, level=level)
    proportional = proportional_reporting_ratio(reports, level=level)

    # R finds its coefficients by iteration.
    assert same([odds.value, odds.low, odds.high], answer["odds"], within=1e-6)
    assert same(
        [proportional.value, proportional.low, proportional.high], answer["proportional"], within=1e-6
    )


def test_disproportion_by_hand() -> None:
    """10 of 100 reports of the drug, 5 of 200 of the others: 0.1 / 0.025 = 4, and (10 * 195) / (90 * 5) = 13 / 3."""
    reports = Reports(drug_event=10, drug_other=90, others_event=5, others_other=195)

    assert proportional_reporting_ratio(reports).value == pytest.approx(4)
    assert reporting_odds_ratio(reports).value == pytest.approx(13 / 3)


@pytest.mark.parametrize("cells", [(0, 5, 5, 5), (5, 0, 5, 5), (5, 5, 0, 5), (5, 5, 5, 0), (0, 0, 0, 0)])
def test_an_empty_cell_has_no_odds_ratio(cells: tuple[int, int, int, int]) -> None:
    assert reporting_odds_ratio(Reports(*cells)) == Estimate(None, reason=EMPTY_CELL)


def test_a_reporting_ratio_needs_the_event_on_both_sides() -> None:
    assert proportional_reporting_ratio(Reports(0, 5, 5, 5)).reason == EMPTY_CELL
    assert proportional_reporting_ratio(Reports(5, 5, 0, 5)).reason == EMPTY_CELL
    assert proportional_reporting_ratio(Reports(5, 0, 5, 5)).value == 2.0
    assert proportional_reporting_ratio(Reports(5, 0, 7, 0)) == Estimate(1.0, None, None)


def test_reports_are_counts() -> None:
    with pytest.raises(ValueError, match="expected counts from 0"):
        Reports(1, 2, -3, 4)


@each("agreement")
def test_kappa_by_the_delta_method(answer: dict[str, Any]) -> None:
    """R's numerical derivatives know nothing of the formula of the standard error."""
    found = cohen_kappa(answer["table"], level=answer["level"])

    assert same(
        [found.value, found.std_err, found.low, found.high],
        [answer[name] for name in ("value", "std_err", "low", "high")],
        within=1e-6,
    )


@pytest.mark.parametrize(
    ("table", "kappa", "std_err", "low", "high"),
    [
        # SAS/STAT User's Guide, PROC FREQ, "Agreement Study": two dermatologists, 88 patients.
        ([[10, 4, 1, 0], [5, 10, 12, 2], [2, 4, 12, 5], [0, 2, 6, 13]], 0.3449, 0.0724, 0.2030, 0.4868),
        # J. Uebersax, Calculating kappa with SAS; one category that one reading never uses.
        ([[0, 0, 0], [5, 16, 3], [8, 12, 28]], 0.3333, 0.0814, 0.1738, 0.4929),
        # SAS output among the tests of statsmodels.
        ([[0, 4, 1], [0, 8, 0], [0, 1, 5]], 0.4842, 0.1380, 0.2137, 0.7547),
    ],
)
def test_published_kappas(
    table: list[list[int]], kappa: float, std_err: float, low: float, high: float
) -> None:
    found = cohen_kappa(table)

    assert [found.value, found.std_err, found.low, found.high] == pytest.approx(
        [kappa, std_err, low, high], abs=0.00005
    )


def test_kappa_by_hand() -> None:
    """35 of 50 alike; by chance 25/50 * 30/50 + 25/50 * 20/50 = 1/2. Kappa = (0.7 - 0.5) / 0.5 = 0.4."""
    found = cohen_kappa([[20, 5], [10, 15]])

    assert (found.n, found.observed, found.expected) == (50, pytest.approx(0.7), pytest.approx(0.5))
    assert found.value == pytest.approx(0.4)


def test_kappa_at_its_ends() -> None:
    assert cohen_kappa([]) == Kappa(None, reason=NO_PATIENT)
    assert cohen_kappa([[0, 0], [0, 0]]) == Kappa(None, reason=NO_PATIENT)
    assert cohen_kappa([[0, 0], [0, 9]]) == Kappa(None, reason=ONE_CATEGORY, n=9, observed=1.0, expected=1.0)
    # The variance of the first two is 0 but for rounding, once below and once above.
    for table, value in (([[3, 0], [0, 7]], 1.0), ([[1, 0], [0, 4]], 1.0), ([[0, 5], [5, 0]], -1.0)):
        found = cohen_kappa(table)
        assert (found.value, found.low, found.high) == (pytest.approx(value), None, None)
    wide = cohen_kappa([[3, 1], [0, 1]])
    assert wide.high == 1.0
    assert cohen_kappa([[0, 2], [1, 0]]).low == -1.0


def test_kappa_does_not_care_which_reading_is_first_nor_how_categories_are_ordered() -> None:
    table = [[10, 4, 1], [5, 10, 12], [2, 4, 12]]
    turned = [list(column) for column in zip(*table, strict=True)]
    reversed_order = [row[::-1] for row in table[::-1]]

    for other in (turned, reversed_order):
        assert cohen_kappa(other).std_err == pytest.approx(cohen_kappa(table).std_err)
        assert cohen_kappa(other).value == pytest.approx(cohen_kappa(table).value)


@pytest.mark.parametrize(
    ("table", "message"),
    [
        ([[1, 2]], "^the table of two readings is not square$"),
        ([[1, -2], [0, 3]], "^the table of two readings holds a negative count$"),
    ],
)
def test_kappa_needs_a_square_table_of_counts(table: list[list[int]], message: str) -> None:
    with pytest.raises(ValueError, match=message):
        cohen_kappa(table)
