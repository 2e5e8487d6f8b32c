"""Dates of different precision: before and after are only what is certain."""

import datetime as dt

import pandas as pd
import pytest

from registry.summaries.dates import add_days, are_after, are_before, iso


@pytest.mark.parametrize(
    ("date", "limit", "before", "after"),
    [
        ("2026-05-03", "2026-05-03", False, False),
        ("2026-05-02", "2026-05-03", True, False),
        ("2026-05-04", "2026-05-03", False, True),
        ("2026-05", "2026-05-03", False, False),
        ("2026-04", "2026-05-03", True, False),
        ("2026-06", "2026-05-03", False, True),
        ("2026", "2026-05-03", False, False),
        ("2025", "2026-05-03", True, False),
        ("2027", "2026-05-03", False, True),
        ("2026-05-03", "2026-05", False, False),
        ("2026-04-30", "2026-05", True, False),
        ("2026-06-01", "2026-05", False, True),
        ("2026-12", "2027", True, False),
        ("2026", "2026-05", False, False),
        (None, "2026-05-03", False, False),
        ("2026-05-03", None, False, False),
    ],
)
def test_dates_are_compared_at_the_coarser_precision(
    date: str | None, limit: str | None, before: bool, after: bool
) -> None:
    dates, limits = pd.Series([date], dtype="object"), pd.Series([limit], dtype="object")

    assert are_before(dates, limits).tolist() == [before]
    assert are_after(dates, limits).tolist() == [after]


def test_full_dates_may_be_dates_or_text_and_a_limit_may_be_one_day() -> None:
    dates = pd.Series([dt.date(2026, 5, 2), "2026-05", None], dtype="object")

    assert are_before(dates, dt.date(2026, 5, 3)).tolist() == [True, False, False]
    assert are_after(dates, dt.date(2026, 5, 1)).tolist() == [True, False, False]
    assert iso(dates).dropna().tolist() == ["2026-05-02", "2026-05"]


def test_days_are_added_over_the_end_of_a_month() -> None:
    moved = add_days(pd.Series([dt.date(2024, 2, 1), None], dtype="object"), 29)

    assert moved.dropna().tolist() == ["2024-03-01"]  # 2024 is a leap year
    assert moved.isna().tolist() == [False, True]


@pytest.mark.parametrize("values", [[], [None, None]])
def test_columns_without_any_date_compare_as_unknown(values: list[None]) -> None:
    dates = pd.Series(values, dtype="object")

    assert are_before(dates, dates).tolist() == [False] * len(values)
    assert are_after(dates, dt.date(2026, 1, 1)).tolist() == [False] * len(values)
