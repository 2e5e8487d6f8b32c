"""A drawing as SVG: classes and presentation attributes, never a style; equal drawings give equal bytes.

In a page the classes of svg.css win over the attributes, in a file the attributes stand alone.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import groupby, pairwise
from unicodedata import category
from xml.sax.saxutils import escape, quoteattr

from exports.plots.looks import COLOURS, LOOKS
from exports.plots.plot import Plot
from exports.plots.shapes import Area, Drawing, Line, Point, Shape, Words
from exports.plots.sheet import framed

FONT = "Inter, system-ui, 'Segoe UI', Roboto, 'Noto Sans', 'Liberation Sans', Arial, sans-serif"
_ANCHORS = {"start": "", "middle": "centred", "end": "at-end"}


def svg_in_page(plot: Plot, drawing: Drawing, *, prefix: str, classes: str = "") -> str:
    """The drawing inside a page, which shows title, population and notes itself.

    prefix: makes the ids unique in the page. A drawing with links is a group, since an image hides them.
    """
    linked = any(isinstance(shape, Words) and shape.href for shape in drawing.shapes)
    return _svg(drawing, plot=plot, prefix=prefix, role="group" if linked else "img", classes=classes)


def svg_file(plot: Plot) -> str:
    """The figure as a file of its own, with title, population and notes drawn."""
    return f'<?xml version="1.0" encoding="UTF-8"?>\n{_svg(framed(plot), plot=plot, prefix=plot.name)}'


def _svg(drawing: Drawing, *, plot: Plot, prefix: str, role: str = "img", classes: str = "") -> str:
    width, height = _number(drawing.width), _number(drawing.height)
    ids = f"{prefix}-title", f"{prefix}-description"
    named = f" class={quoteattr(classes)}" if classes else ""
    head = (
        f'<svg xmlns="http://www.w3.org/2000/svg"{named} viewBox="0 0 {width} {height}" width="{width}" '
        f'height="{height}" role="{role}" aria-labelledby="{ids[0]} {ids[1]}" font-family="{FONT}">'
    )
    told = (
        f'<title id="{ids[0]}">{_text(plot.title)}</title>',
        f'<desc id="{ids[1]}">{_text(plot.description)}</desc>',
    )
    return "\n".join((head, *told, *_elements(drawing.shapes), "</svg>", ""))


def _elements(shapes: Iterable[Shape]) -> Iterator[str]:
    """Shapes of one look that follow each other are one path, as long as no edge of theirs hides another."""
    for look, group in groupby(shapes, key=_joining):
        if look:
            yield f'<path{_look(look)} d="{"".join(map(_outline, group))}"/>'
        else:
            yield from map(_element, group)


def _joining(shape: Shape) -> str:
    """The look under which a shape joins its neighbours, "" for one that stands alone."""
    if isinstance(shape, Words) or (isinstance(shape, Area) and LOOKS[shape.look].stroke):
        return ""
    return shape.look


def _element(shape: Shape) -> str:
    if isinstance(shape, Words):
        return _words(shape)
    return f'<path{_look(shape.look)} d="{_outline(shape)}"/>'


def _outline(shape: Line | Area | Words) -> str:
    if isinstance(shape, Words):
        return ""
    return f"{_path(shape.points)}Z" if isinstance(shape, Area) else _path(shape.points)


def _words(words: Words) -> str:
    classes = (
        *LOOKS[words.look].classes.split(),
        f"size-{words.size}" if words.size != 12 else "",
        "bold" if words.bold else "",
        _ANCHORS[words.anchor],
    )
    named = " ".join(filter(None, classes))
    attributes = [
        f' class="{named}"' if named else "",
        f' x="{_number(words.x)}" y="{_number(words.y)}" font-size="{words.size}"',
        f' fill="{COLOURS[LOOKS[words.look].fill]}"',
        f' text-anchor="{words.anchor}"' if words.anchor != "start" else "",
        ' font-weight="600"' if words.bold else "",
    ]
    element = f"<text{''.join(attributes)}>{_text(words.text)}</text>"
    return f"<a href={quoteattr(words.href)}>{element}</a>" if words.href else element


def _look(name: str) -> str:
    look = LOOKS[name]
    fill = COLOURS[look.fill] if look.fill else "none"
    stroke = f' stroke="{COLOURS[look.stroke]}" stroke-width="{_number(look.width)}"' if look.stroke else ""
    dash = f' stroke-dasharray="{" ".join(map(_number, look.dash))}"' if look.dash else ""
    return f' class="{look.classes}" fill="{fill}"{stroke}{dash}'


def _path(points: tuple[Point, ...]) -> str:
    """Upright and level strokes in short."""
    return f"M{_number(points[0][0])} {_number(points[0][1])}" + "".join(_strokes(points))


def _strokes(points: tuple[Point, ...]) -> Iterator[str]:
    for (x0, y0), (x, y) in pairwise(points):
        if y == y0:
            yield f"H{_number(x)}"
        elif x == x0:
            yield f"V{_number(y)}"
        else:
            yield f"L{_number(x)} {_number(y)}"


def _number(value: float) -> str:
    return f"{round(value, 1) + 0.0:.1f}".removesuffix(".0")


def _text(text: str) -> str:
    """Escaped; a control character, which XML cannot hold, is shown as the replacement character."""
    kept = (sign if sign.isprintable() or _is_space(sign) else "\N{REPLACEMENT CHARACTER}" for sign in text)
    return escape("".join(kept))


def _is_space(sign: str) -> bool:
    """Python calls the spaces that do not break unprintable; French sets one before %."""
    return category(sign) == "Zs"
