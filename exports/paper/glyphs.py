"""Which characters the fonts beside this file can draw. What none can is printed as its number: nothing is lost."""

from __future__ import annotations

import struct
import unicodedata
from functools import cache
from pathlib import Path

FONTS = Path(__file__).parent / "fonts"
FULL_REPERTOIRE = 12
"""The format of the table that maps all of Unicode, in ranges."""
UNSEEN = frozenset({"Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"})
"""Categories without a glyph of their own: controls, marks of direction, halves of pairs, private, unassigned."""


def drawable(text: str) -> str:
    """The text as it can be printed: line ends made one, characters without a glyph as U+1F321."""
    plain = text.replace("\r\n", "\n").replace("\r", "\n").replace("\u2028", "\n").replace("\u2029", "\n")
    return "".join(map(_drawn, plain))


@cache
def _drawn(character: str) -> str:
    if character in "\n\t":
        return "\n" if character == "\n" else " "
    if unicodedata.category(character) in UNSEEN or not _is_covered(ord(character)):
        return f"[U+{ord(character):04X}]"
    return character


def _is_covered(code: int) -> bool:
    return any(first <= code <= last for first, last in _covered())


@cache
def _covered() -> tuple[tuple[int, int], ...]:
    """The ranges of the fonts, first and last character."""
    return tuple(found for path in sorted(FONTS.glob("*.ttf")) for found in _ranges(path.read_bytes()))


def _ranges(font: bytes) -> list[tuple[int, int]]:
    """The ranges of a TrueType file's table `cmap`, format 12."""
    start = _table(font, b"cmap")
    (tables,) = struct.unpack_from(">H", font, start + 2)
    for place in range(tables):
        offset = start + struct.unpack_from(">I", font, start + 8 + 8 * place)[0]
        if struct.unpack_from(">H", font, offset)[0] == FULL_REPERTOIRE:
            (groups,) = struct.unpack_from(">I", font, offset + 12)
            return [struct.unpack_from(">II", font, offset + 16 + 12 * n) for n in range(groups)]
    raise ValueError("The font does not map all of Unicode.")


def _table(font: bytes, tag: bytes) -> int:
    """Where a table begins."""
    (tables,) = struct.unpack_from(">H", font, 4)
    for place in range(12, 12 + 16 * tables, 16):
        if font[place : place + 4] == tag:
            return int(struct.unpack_from(">I", font, place + 8)[0])
    raise ValueError(f"The font has no table {tag.decode()}.")
