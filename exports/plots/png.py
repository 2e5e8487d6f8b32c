"""A drawing as a matplotlib figure, and that as PNG at twice its size, for documents."""

from __future__ import annotations

import io
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from types import MappingProxyType
from typing import TYPE_CHECKING, Literal

from exports.plots.looks import COLOURS, LOOKS
from exports.plots.plot import Plot
from exports.plots.shapes import Anchor, Area, Drawing, Line, Words
from exports.plots.sheet import framed

if TYPE_CHECKING:
    from matplotlib.artist import Artist
    from matplotlib.figure import Figure

FONTS = Path(__file__).parents[1] / "paper" / "fonts"
DPI = 72
"""One point of matplotlib is then one pixel of the drawing."""
SCALE = 2

_SIDES: Mapping[Anchor, Literal["left", "center", "right"]] = MappingProxyType(
    {"start": "left", "middle": "center", "end": "right"}
)


def png_file(plot: Plot) -> bytes:
    """The figure as a file of its own; title and description are in its metadata."""
    buffer = io.BytesIO()
    metadata = {"Title": plot.title, "Description": plot.description, "Software": None}
    paint(framed(plot)).savefig(buffer, format="png", dpi=DPI * SCALE, metadata=metadata)
    return buffer.getvalue()


def png_of(drawing: Drawing) -> bytes:
    """A drawing alone, for a document that writes its own words around it."""
    buffer = io.BytesIO()
    paint(drawing).savefig(buffer, format="png", dpi=DPI * SCALE, metadata={"Software": None})
    return buffer.getvalue()


def paint(drawing: Drawing) -> Figure:
    """The same shapes on a figure of matplotlib, one point to a pixel."""
    from matplotlib.figure import Figure

    figure = Figure(figsize=(drawing.width / DPI, drawing.height / DPI), dpi=DPI)
    for place, shape in enumerate(drawing.shapes):
        artist = _words(shape, drawing) if isinstance(shape, Words) else _outline(shape, drawing)
        artist.set(transform=figure.dpi_scale_trans, zorder=place)
        figure.add_artist(artist)
    return figure


def _outline(shape: Line | Area, drawing: Drawing) -> Artist:
    from matplotlib.patches import PathPatch
    from matplotlib.path import Path as Outline

    points = [_place(x, y, drawing) for x, y in shape.points]
    is_closed = isinstance(shape, Area)
    look = LOOKS[shape.look]
    return PathPatch(
        Outline([*points, points[0]] if is_closed else points, closed=is_closed),
        facecolor=COLOURS[look.fill] if look.fill else "none",
        edgecolor=COLOURS[look.stroke] if look.stroke else "none",
        linewidth=look.width if look.stroke else 0,
        linestyle=(0, look.dash_per_width) if look.dash else "solid",
        joinstyle="miter",
    )


def _words(words: Words, drawing: Drawing) -> Artist:
    from matplotlib.text import Text

    return Text(
        *_place(words.x, words.y, drawing),
        words.text,
        color=COLOURS[LOOKS[words.look].fill],
        fontfamily=_families(bold=words.bold),
        fontsize=words.size,
        horizontalalignment=_SIDES[words.anchor],
        verticalalignment="baseline",
        parse_math=False,
    )


def _place(x: float, y: float, drawing: Drawing) -> tuple[float, float]:
    """In inches from the lower left corner."""
    return x / DPI, (drawing.height - y) / DPI


def _families(*, bold: bool) -> list[str]:
    """The typeface of the pages; the second has the signs that it lacks."""
    _make_known()
    return ["Inter SemiBold" if bold else "Inter", "DejaVu Sans"]


@cache
def _make_known() -> None:
    """Tell matplotlib once where the typefaces are."""
    from matplotlib.font_manager import fontManager

    for path in sorted(FONTS.glob("*.ttf")):
        fontManager.addfont(path)
