"""The sheet that a figure stands on in a file: title and population above, notes below."""

from __future__ import annotations

from exports.plots.plot import WIDE, Plot
from exports.plots.shapes import Drawing, Pen, wrapped

MARGIN = 24
LINE = 18


def framed(plot: Plot) -> Drawing:
    """The wide drawing with its words around it, on white, without links: addresses of this site lead nowhere."""
    drawing = plot.wide or Drawing(WIDE, 0, ())
    head = wrapped(plot.covers, drawing.width)
    foot = [line for note in plot.notes for line in wrapped(note, drawing.width)]
    top = MARGIN + 14 + len(head) * LINE + 16
    height = top + drawing.height + (16 + len(foot) * LINE if foot else 0) + MARGIN
    pen = Pen()
    pen.box("page", 0, 0, drawing.width + 2 * MARGIN, height)
    pen.words(plot.title, MARGIN, MARGIN + 14, size=13, bold=True)
    _write(pen, head, MARGIN + 14 + LINE)
    pen.shapes.extend(drawing.unlinked().moved(x=MARGIN, y=top))
    _write(pen, foot, top + drawing.height + 28)
    return pen.sheet(drawing.width + 2 * MARGIN, height)


def _write(pen: Pen, lines: list[str], y: float) -> None:
    for place, line in enumerate(lines):
        pen.words(line, MARGIN, y + place * LINE, look="text-soft")
