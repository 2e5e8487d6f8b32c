"""Marks that differ by shape, and the legend that says what each is."""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping, Sequence
from types import MappingProxyType
from typing import TypeAlias

from exports.plots.shapes import Pen, Point, circle, width_of

Draw: TypeAlias = Callable[[Pen, float, float], None]
"""Draws a mark with its middle at a place."""

STEP = 22


def first_response(pen: Pen, x: float, y: float) -> None:
    pen.area("mark-open", (x - 5.5, y + 5), (x, y - 5.5), (x + 5.5, y + 5))


def best_response(pen: Pen, x: float, y: float) -> None:
    pen.area("mark-solid", *_star(x, y))


def progression(pen: Pen, x: float, y: float) -> None:
    pen.area("mark-solid", (x - 6, y), (x, y - 6), (x + 6, y), (x, y + 6))


def dose_change(pen: Pen, x: float, y: float) -> None:
    pen.area("mark-open", (x - 5, y - 4.5), (x + 5, y - 4.5), (x, y + 4.5))


def toxicity(pen: Pen, x: float, y: float) -> None:
    pen.box("grade-fill-3", x - 5.5, y - 5.5, 11, 11)
    pen.words("3", x, y + 3.6, size=10, anchor="middle", bold=True)


def new_therapy(pen: Pen, x: float, y: float) -> None:
    pen.area("mark-open", *circle(x, y, 4.5))


def death(pen: Pen, x: float, y: float) -> None:
    pen.line("cross", (x - 4.5, y - 4.5), (x + 4.5, y + 4.5))
    pen.line("cross", (x - 4.5, y + 4.5), (x + 4.5, y - 4.5))


def ongoing(pen: Pen, x: float, y: float) -> None:
    pen.line("arrow", (x - 4, y), (x + 9, y))
    pen.line("arrow", (x + 4, y - 4), (x + 9, y), (x + 4, y + 4))


def swatch(look: str) -> Draw:
    def draw(pen: Pen, x: float, y: float) -> None:
        pen.box(look, x - 9, y - 6, 18, 12)

    return draw


def stroke(look: str) -> Draw:
    def draw(pen: Pen, x: float, y: float) -> None:
        pen.line(look, (x - 12, y), (x + 12, y))

    return draw


MARKS: Mapping[str, Draw] = MappingProxyType(
    {
        "response": first_response,
        "best": best_response,
        "progression": progression,
        "dose_change": dose_change,
        "toxicity": toxicity,
        "new_therapy": new_therapy,
        "death": death,
        "ongoing": ongoing,
    }
)


def draw_legend(pen: Pen, entries: Sequence[tuple[Draw, str]], *, x: float, y: float, width: float) -> float:
    """Marks with their words, as many on a line as fit; the y under the last."""
    left = x
    for draw, words in entries:
        needed = 32 + width_of(words)
        if left > x and left + needed > x + width:
            left, y = x, y + STEP
        draw(pen, left + 12, y)
        pen.words(words, left + 30, y + 4, look="text-soft")
        left += needed + 20
    return y + STEP if entries else y


def _star(x: float, y: float) -> tuple[Point, ...]:
    """Five points, the first up."""
    turns = ((math.pi / 5 * step, 7.0 if step % 2 == 0 else 3.0) for step in range(10))
    return tuple((x + radius * math.sin(turn), y - radius * math.cos(turn)) for turn, radius in turns)
