"""How the workbooks look: the colours of the site, one font, number formats, widths that fit."""

from __future__ import annotations

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
LETTER, CODE, BOLD = 0.8, 0.9, 1.1
"""An average letter of running text, and one of a code, over the digit that column widths count; bold over plain."""


class Style(StrEnum):
    """What a cell is; each has one look. The values are the names that the style gallery of a workbook shows."""

    TITLE = "Registry title"
    NOTE = "Registry note"
    HEAD = "Registry heading"
    HEAD_2 = "Registry second heading"
    HEAD_RIGHT = "Registry heading of numbers"
    HEAD_2_RIGHT = "Registry second heading of numbers"
    MIDDLE = "Registry middle heading"
    MIDDLE_RIGHT = "Registry middle heading of numbers"
    HEAD_3 = "Registry technical name"
    HEAD_3_RIGHT = "Registry technical name of numbers"
    SECTION = "Registry section"
    TEXT = "Registry text"
    WORDS = "Registry words"
    NUMBER = "Registry number"
    COUNT = "Registry count"
    PERCENT = "Registry per cent"
    DATE = "Registry date"
    MEASURE = "Registry measure"
    CODE = "Registry code among numbers"
    STRONG_TEXT = "Registry strong text"
    STRONG_WORDS = "Registry strong words"
    STRONG_NUMBER = "Registry strong number"
    STRONG_COUNT = "Registry strong count"
    STRONG_PERCENT = "Registry strong per cent"
    STRONG_DATE = "Registry strong date"
    STRONG_MEASURE = "Registry strong measure"
    STRONG_CODE = "Registry strong code among numbers"

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

    @property
    def is_number(self) -> bool:
        return self.plain in (Style.NUMBER, Style.COUNT, Style.PERCENT, Style.MEASURE)

    @property
    def headings(self) -> tuple[Style, Style]:
        """How the two headings of a column of such cells look: aligned as the cells are."""
        return (Style.HEAD_RIGHT, Style.HEAD_2_RIGHT) if self.is_number else (Style.HEAD, Style.HEAD_2)

    @property
    def middle(self) -> Style:
        """How a second heading looks when a third row follows."""
        return {Style.HEAD_2: Style.MIDDLE, Style.HEAD_2_RIGHT: Style.MIDDLE_RIGHT}.get(self, self)


BODY = (
    Style.TEXT,
    Style.WORDS,
    Style.NUMBER,
    Style.COUNT,
    Style.PERCENT,
    Style.DATE,
    Style.MEASURE,
    Style.CODE,
)
"""The styles of what stands below the headings."""

FORMATS = {
    Style.TEXT: "@",
    Style.COUNT: "#,##0",
    Style.PERCENT: "0.0",
    Style.DATE: "yyyy-mm-dd",
    Style.MEASURE: "0.00",
    Style.CODE: "@",
}
"""Number formats. They round for the eye: the cell holds the unrounded value."""

_FIRST, _SECOND = (Style.HEAD, Style.HEAD_RIGHT), (Style.HEAD_2, Style.HEAD_2_RIGHT)
_RIGHT = (Style.HEAD_RIGHT, Style.HEAD_2_RIGHT, Style.MIDDLE_RIGHT, Style.HEAD_3_RIGHT)
_MIDDLE = (Style.MIDDLE, Style.MIDDLE_RIGHT)
_HEADINGS = (*_FIRST, *_SECOND, *_MIDDLE, Style.HEAD_3, Style.HEAD_3_RIGHT)
_FONTS: dict[Style, dict[str, Any]] = {
    Style.TITLE: {"size": 14, "bold": True},
    Style.NOTE: {"color": INK_3},
    Style.HEAD: {"bold": True},
    Style.HEAD_RIGHT: {"bold": True},
    Style.HEAD_2: {"color": INK_3},
    Style.HEAD_2_RIGHT: {"color": INK_3},
    Style.MIDDLE: {"color": INK_3},
    Style.MIDDLE_RIGHT: {"color": INK_3},
    Style.HEAD_3: {"color": INK_3, "italic": True, "size": 8},
    Style.HEAD_3_RIGHT: {"color": INK_3, "italic": True, "size": 8},
    Style.CODE: {"color": INK_3},
    Style.STRONG_CODE: {"color": INK_3},
    Style.SECTION: {"size": 10, "bold": True, "color": ACCENT},
}
_RULES = {
    Style.HEAD_2: ("medium", ACCENT),
    Style.HEAD_2_RIGHT: ("medium", ACCENT),
    Style.HEAD_3: ("medium", ACCENT),
    Style.HEAD_3_RIGHT: ("medium", ACCENT),
    Style.SECTION: ("thin", ACCENT),
}


def named_styles() -> list[Any]:
    """The openpyxl styles, one per Style."""
    return [_named_style(style) for style in Style]


def _named_style(style: Style) -> Any:
    from openpyxl.styles import Border, Font, NamedStyle, PatternFill, Side

    font: dict[str, Any] = {"name": FONT, "size": SIZE, "color": INK, "bold": style.is_strong}
    fill = ACCENT_TINT if style in _HEADINGS else SURFACE_2 if style.is_strong else None
    line, colour = _RULES.get(style, ("thin", LINE) if style.plain in BODY else (None, None))
    return NamedStyle(
        name=style.value,
        font=Font(**font | _FONTS.get(style, {})),
        fill=PatternFill("solid", fgColor=fill) if fill else PatternFill(),
        border=Border(bottom=Side(line, color=colour)),
        alignment=_alignment(style),
        number_format=FORMATS.get(style.plain, "General"),
    )


def _alignment(style: Style) -> Any:
    """Numbers and their headings at the right, the rest at the left, all a little off the next column."""
    from openpyxl.styles import Alignment

    right = style.is_number or style.plain is Style.CODE or style in _RIGHT
    return Alignment(
        horizontal="right" if right else "left",
        indent=1 if style in _HEADINGS or style.plain in BODY else 0,
        vertical="bottom" if style in _HEADINGS or style is Style.SECTION else "top",
        wrap_text=style in (*_FIRST, *_SECOND, *_MIDDLE) or style.plain is Style.WORDS,
    )


def fitting_width(headings: Iterable[str], values: Iterable[object], *, style: Style) -> float:
    """The width in characters that shows every value on one line (words wrap) and the headings in a few."""
    longest = max((len(shown(value, style=style)) for value in values), default=0)
    head = max((_head_width(heading) for heading in headings), default=0)
    return max(NARROW, head, min(ceil(longest * CODE) + 3, WIDE))


def lines_needed(text: str, *, width: float) -> int:
    """Lines that a wrapped text takes in a column."""
    return sum(_wrapped_lines(paragraph, (width - 2) / LETTER) for paragraph in text.split("\n"))


def _wrapped_lines(paragraph: str, width: float) -> int:
    lines, room = 1, 0.0
    for word in paragraph.split():
        if room and room + len(word) > width:
            lines, room = lines + 1, 0.0
        lines += int(len(word) // width)
        room += len(word) % width + 1
    return lines


def shown(value: object, *, style: Style) -> str:
    """Roughly what the reader sees of a value, for its length."""
    if value is None:
        return ""
    if isinstance(value, float):
        decimals = {Style.PERCENT: 1, Style.MEASURE: 2}.get(style.plain)
        return f"{value:.9g}" if decimals is None else f"{value:.{decimals}f}"
    return max(str(value).split("\n"), key=len)


def _head_width(heading: str) -> int:
    """Room for the longest word, for the whole in a few lines, and for the button of the filter."""
    word = max(map(len, heading.split()), default=0)
    return ceil(max(word, len(heading) / HEAD_LINES) * CODE * BOLD) + 4
