"""How the workbooks look: the colours of the site, one font, number formats, widths that fit."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from enum import StrEnum
from math import ceil
from typing import Any

INK, INK_3 = "15242B", "56676F"
ACCENT, ACCENT_TINT = "0B5E69", "E2F0F1"
SURFACE_2, LINE = "F4F7F7", "DBE2E4"
"""As in the site's tokens.css; a test compares them."""

FONT, SIZE = "Arial", 9
NARROW, WIDE = 7, 56
"""The narrowest and the widest column, in characters. Words that are longer are wrapped."""
HEAD_LINES = 2
"""Lines that a heading may take before its column is widened."""


class Style(StrEnum):
    """What a cell is; each has one look. The values are the names that the style gallery of a workbook shows."""

    TITLE = "Registry title"
    NOTE = "Registry note"
    HEAD = "Registry heading"
    HEAD_2 = "Registry heading 2"
    SECTION = "Registry section"
    TEXT = "Registry text"
    WORDS = "Registry words"
    NUMBER = "Registry number"
    COUNT = "Registry count"
    PERCENT = "Registry per cent"
    DATE = "Registry date"
    STRONG_TEXT = "Registry strong text"
    STRONG_WORDS = "Registry strong words"
    STRONG_NUMBER = "Registry strong number"
    STRONG_COUNT = "Registry strong count"
    STRONG_PERCENT = "Registry strong per cent"
    STRONG_DATE = "Registry strong date"

    @property
    def strong(self) -> Style:
        """The same in bold, on a tint: subtotals."""
        return Style[f"STRONG_{self.name}"]

    @property
    def is_strong(self) -> bool:
        return self.name.startswith("STRONG_")

    @property
    def plain(self) -> Style:
        return Style[self.name.removeprefix("STRONG_")]


BODY = (Style.TEXT, Style.WORDS, Style.NUMBER, Style.COUNT, Style.PERCENT, Style.DATE)
"""The styles of what stands below the headings."""

FORMATS = {Style.TEXT: "@", Style.COUNT: "#,##0", Style.PERCENT: "0.0", Style.DATE: "yyyy-mm-dd"}
"""Number formats. They round for the eye: the cell holds the unrounded value."""

_WRAPPED = (Style.HEAD, Style.HEAD_2, Style.WORDS)
_FONTS: dict[Style, dict[str, Any]] = {
    Style.TITLE: {"size": 14, "bold": True},
    Style.NOTE: {"color": INK_3},
    Style.HEAD: {"bold": True},
    Style.HEAD_2: {"color": INK_3},
    Style.SECTION: {"size": 10, "bold": True, "color": ACCENT},
}
_FILLS = {Style.HEAD: ACCENT_TINT, Style.HEAD_2: ACCENT_TINT}
_LINES = {Style.HEAD_2: ("medium", ACCENT), Style.SECTION: ("thin", ACCENT)}


def named_styles() -> list[Any]:
    """The openpyxl styles, one per Style."""
    return [_named_style(style) for style in Style]


def _named_style(style: Style) -> Any:
    from openpyxl.styles import Alignment, Border, Font, NamedStyle, PatternFill, Side

    font: dict[str, Any] = {"name": FONT, "size": SIZE, "color": INK, "bold": style.is_strong}
    fill = SURFACE_2 if style.is_strong else _FILLS.get(style)
    line, colour = _LINES.get(style, ("thin", LINE) if style.plain in BODY else (None, None))
    return NamedStyle(
        name=style.value,
        font=Font(**font | _FONTS.get(style, {})),
        fill=PatternFill("solid", fgColor=fill) if fill else PatternFill(),
        border=Border(bottom=Side(line, color=colour)),
        alignment=Alignment(
            horizontal="left" if style.plain is Style.DATE else None,
            vertical="bottom" if style in (Style.HEAD, Style.HEAD_2) else "top",
            wrap_text=style.plain in _WRAPPED,
        ),
        number_format=FORMATS.get(style.plain, "General"),
    )


def fitting_width(headings: Iterable[str], values: Iterable[object], *, style: Style) -> float:
    """The width in characters that shows every value on one line (words wrap) and the headings in a few."""
    longest = max((len(shown(value, style=style)) for value in values), default=0)
    head = max((_head_width(heading) for heading in headings), default=0)
    return float(max(NARROW, head, min(longest + 2, WIDE)))


def lines_needed(text: str, *, width: float) -> int:
    """Lines that a wrapped text takes in a column, a little on the safe side."""
    return sum(_wrapped_lines(paragraph, width) for paragraph in text.split("\n"))


def _wrapped_lines(paragraph: str, width: float) -> int:
    lines, room = 1, 0.0
    for word in paragraph.split():
        if room and room + len(word) > width:
            lines, room = lines + 1, 0.0
        room += len(word) + 1
        if room > width + 1:
            lines, room = lines + int(room // width), room % width
    return lines


def shown(value: object, *, style: Style) -> str:
    """Roughly what the reader sees of a value, for its length."""
    if value is None:
        return ""
    if style.plain is Style.PERCENT and isinstance(value, float):
        return f"{value:.1f}"
    if style.plain is Style.NUMBER and isinstance(value, float):
        return f"{value:.9g}"
    if isinstance(value, dt.date):
        return value.isoformat()
    return max(str(value).split("\n"), key=len)


def _head_width(heading: str) -> int:
    """Room for the longest word, for the whole in a few lines, and for the button of the filter."""
    word = max(map(len, heading.split()), default=0)
    return ceil(max(word, len(heading) / HEAD_LINES) * 1.1) + 3
