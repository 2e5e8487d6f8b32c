"""Axes of the figures: a light grid, its numbers, one base line."""

from __future__ import annotations

from collections.abc import Iterable

from exports.plots import words
from exports.plots.scales import Scale
from exports.plots.shapes import Pen
from registry.i18n import show_number


def draw_months(
    pen: Pen, scale: Scale, ticks: Iterable[int], *, top: float, bottom: float, title: str
) -> None:
    """Upright lines by month, the base line, the numbers, and what they count."""
    for tick in ticks:
        pen.line("grid", (scale(tick), top), (scale(tick), bottom))
        pen.words(show_number(tick), scale(tick), bottom + 18, look="text-muted", anchor="middle")
    pen.line("axis", (scale.start, bottom), (scale.end, bottom))
    pen.words(title, scale.end, bottom + 36, look="text-muted", anchor="end")


def draw_changes(pen: Pen, scale: Scale, ticks: Iterable[int], *, left: float, right: float) -> None:
    """Level lines by change in %, that of 0 strong, with signed numbers at the left."""
    for tick in ticks:
        pen.line("grid" if tick else "axis", (left, scale(tick)), (right, scale(tick)))
        pen.words(words.signed(tick), left - 8, scale(tick) + 4, look="text-muted", anchor="end")
