"""A drawing: shapes in pixels, y downwards, in the order in which they are laid on each other."""

from __future__ import annotations

import math
from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from typing import Literal, TypeAlias

Point: TypeAlias = tuple[float, float]
Anchor = Literal["start", "middle", "end"]

_ADVANCES = {
    **dict.fromkeys("ijl", 0.24),
    **dict.fromkeys("tI .,:;'’|", 0.31),
    **dict.fromkeys("fr1/()", 0.38),
    **dict.fromkeys("ksx-–", 0.52),
    **dict.fromkeys("ABCDGHKUVXY−+<≥", 0.7),
    **dict.fromkeys("wNOQ", 0.77),
    **dict.fromkeys("mM…", 0.88),
    **dict.fromkeys("W%œ", 0.97),
}
"""Widths of the letters of Inter, in sizes of it; those not named are as wide as an “a”."""
_OTHERS = 0.6
_BOLD = 1.06


@dataclass(frozen=True, slots=True)
class Line:
    """A stroke through points."""

    look: str
    points: tuple[Point, ...]


@dataclass(frozen=True, slots=True)
class Area:
    """A closed shape."""

    look: str
    points: tuple[Point, ...]


@dataclass(frozen=True, slots=True)
class Words:
    """A line of text on its base line. href: what it opens on a page; no file has it."""

    look: str
    x: float
    y: float
    text: str
    size: int = 12
    anchor: Anchor = "start"
    bold: bool = False
    href: str = ""


Shape: TypeAlias = Line | Area | Words


@dataclass(frozen=True, slots=True)
class Drawing:
    """What is drawn, and how large the sheet is."""

    width: float
    height: float
    shapes: tuple[Shape, ...]

    def unlinked(self) -> Drawing:
        """The same without links."""
        plain = (replace(shape, href="") if isinstance(shape, Words) else shape for shape in self.shapes)
        return replace(self, shapes=tuple(plain))

    def moved(self, *, x: float = 0, y: float = 0) -> tuple[Shape, ...]:
        """The shapes at another place of a larger sheet."""
        return tuple(_moved(shape, x, y) for shape in self.shapes)


@dataclass(slots=True)
class Pen:
    """Collects the shapes of a drawing."""

    shapes: list[Shape] = field(default_factory=list)

    def line(self, look: str, *points: Point) -> None:
        self.shapes.append(Line(look, _rounded(points)))

    def area(self, look: str, *points: Point) -> None:
        self.shapes.append(Area(look, _rounded(points)))

    def box(self, look: str, x: float, y: float, width: float, height: float) -> None:
        self.area(look, (x, y), (x + width, y), (x + width, y + height), (x, y + height))

    def words(
        self,
        text: str,
        x: float,
        y: float,
        *,
        look: str = "text",
        size: int = 12,
        anchor: Anchor = "start",
        bold: bool = False,
        href: str = "",
    ) -> None:
        if text:
            self.shapes.append(Words(look, round(x, 1), round(y, 1), text, size, anchor, bold, href))

    def sheet(self, width: float, height: float) -> Drawing:
        return Drawing(width, round(height), tuple(self.shapes))


def width_of(text: str, *, size: int = 12, bold: bool = False) -> float:
    """About how wide a line of text is, in pixels."""
    return sum(_ADVANCES.get(sign, _OTHERS) for sign in text) * size * (_BOLD if bold else 1)


def shortened(text: str, width: float, *, size: int = 12, bold: bool = False) -> str:
    """The text, cut with an ellipsis where it is wider; the whole stands in the table."""
    if width_of(text, size=size, bold=bold) <= width:
        return text
    kept = text
    while kept and width_of(f"{kept}…", size=size, bold=bold) > width:
        kept = kept[:-1]
    return f"{kept.rstrip()}…"


def wrapped(text: str, width: float, *, size: int = 12) -> list[str]:
    """The text in lines that fit; a word that does not fit alone is cut."""
    lines: list[str] = []
    for word in text.split(" "):
        if lines and width_of(f"{lines[-1]} {word}", size=size) <= width:
            lines[-1] += f" {word}"
        else:
            lines.append(shortened(word, width, size=size))
    return lines


def circle(x: float, y: float, radius: float, *, corners: int = 20) -> tuple[Point, ...]:
    """A circle as a shape with corners too small to be seen; a dot needs fewer."""
    angles = (math.tau * step / corners for step in range(corners))
    return tuple((x + radius * math.cos(angle), y + radius * math.sin(angle)) for angle in angles)


def _rounded(points: Iterable[Point]) -> tuple[Point, ...]:
    return tuple((round(x, 1), round(y, 1)) for x, y in points)


def _moved(shape: Shape, x: float, y: float) -> Shape:
    if isinstance(shape, Words):
        return replace(shape, x=round(shape.x + x, 1), y=round(shape.y + y, 1))
    return replace(shape, points=_rounded((px + x, py + y) for px, py in shape.points))
