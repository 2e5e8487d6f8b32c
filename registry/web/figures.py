"""Drawings of numbers: geometry in pixels, computed here and drawn by a template with the classes of svg.css."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

TICKS = (0, 20, 40, 60, 80, 100)


@dataclass(frozen=True, slots=True)
class Bar:
    """A share with its interval, 0 to 100; without a share there is nothing to draw."""

    label: str
    ratio: str
    href: str
    words: str
    value: float | None = None
    low: float | None = None
    high: float | None = None


@dataclass(frozen=True, slots=True)
class Frame:
    """Where things stand in a forest plot. Widths and places in pixels.

    left, right: the axis from 0 to 100 %. ratio: where n / N ends. first: the middle of the first line; step: from
    one line to the next; label_up: how far a label stands above the middle of its line. gap: under the total.
    """

    width: int
    left: int
    right: int
    ratio: int
    first: int
    step: int
    label_up: int = 0
    gap: int = 6
    head: bool = True


WIDE = Frame(width=812, left=390, right=652, ratio=330, first=50, step=32)
NARROW = Frame(width=358, left=4, right=216, ratio=358, first=36, step=60, label_up=24, gap=2, head=False)
"""The same drawing for a desk and for a phone, where the words stand above their bar."""


@dataclass(frozen=True, slots=True)
class Line:
    """One line of the plot. y: its middle. label_y: the base of the label and of n / N. Without x, nothing to draw."""

    bar: Bar
    y: float
    label_y: float
    x: float | None
    low: float | None
    high: float | None


@dataclass(frozen=True, slots=True)
class Forest:
    """Shares with their intervals under each other; the first is the total, whose value is dashed through all lines.

    spans: from where to where upright lines are drawn: all the height, or beside each bar where words stand between.
    """

    frame: Frame
    height: float
    bottom: float
    spans: tuple[tuple[float, float], ...]
    ticks: tuple[tuple[float, int], ...]
    total: Line
    lines: tuple[Line, ...]


def draw_forest(bars: Sequence[Bar], frame: Frame) -> Forest:
    """The plot of the total and its groups."""
    lines = tuple(_line(bar, place, frame) for place, bar in enumerate(bars))
    bottom = lines[-1].y + (16 if frame.label_up else 24)
    beside = tuple((line.y - 11, line.y + 11) for line in lines)
    return Forest(
        frame=frame,
        height=bottom + 30,
        bottom=bottom,
        spans=beside if frame.label_up else ((30, bottom),),
        ticks=tuple((_x(tick, frame), tick) for tick in TICKS),
        total=lines[0],
        lines=lines[1:],
    )


def _line(bar: Bar, place: int, frame: Frame) -> Line:
    y = frame.first + place * frame.step + frame.gap * bool(place)
    return Line(
        bar,
        y=y,
        label_y=y + 4 - frame.label_up,
        x=_x(bar.value, frame) if bar.value is not None else None,
        low=_x(bar.low, frame) if bar.low is not None else None,
        high=_x(bar.high, frame) if bar.high is not None else None,
    )


def _x(percent: float, frame: Frame) -> float:
    return round(frame.left + percent / 100 * (frame.right - frame.left), 1)
