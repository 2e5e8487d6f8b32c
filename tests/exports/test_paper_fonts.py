"""The fonts of the paper forms: the listed files, what they draw, and what is printed where they draw nothing."""

import hashlib
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from exports.paper.glyphs import FONTS, drawable

ROW = re.compile(r"\| \S+ \| [\d.]+ \| \S+ \| (?P<file>\S+) \| (?P<sha256>[0-9a-f]{64}) \|")


def test_every_font_is_the_listed_one() -> None:
    lines = (FONTS / "FONTS.md").read_text(encoding="utf-8").splitlines()
    listed = {found["file"]: found["sha256"] for line in lines if (found := ROW.fullmatch(line))}
    assert listed == {
        path.name: hashlib.sha256(path.read_bytes()).hexdigest()
        for path in FONTS.iterdir()
        if path.name != "FONTS.md"
    }


@pytest.mark.parametrize(
    "text", ["éèêœÇ « » ’", "µg/kg, m², 10⁹/L", "≥ ≤ → ↑ ↓ ±", "αβγ", "Ελλάδα", "الحمى", "ß ñ ő ř"]
)
def test_the_letters_of_europe_and_of_medicine_are_drawn(text: str) -> None:
    assert drawable(text) == text


@pytest.mark.parametrize(
    ("text", "printed"),
    [
        ("\U0001f9d2", "[U+1F9D2]"),
        ("a\x00b", "a[U+0000]b"),
        ("\ud800", "[U+D800]"),
        ("a\r\nb\rc\u2028d", "a\nb\nc\nd"),
    ],
)
def test_what_is_not_drawn_is_printed_as_its_number(text: str, printed: str) -> None:
    assert drawable(text) == printed


@given(st.text(st.characters(codec=None)))
def test_no_text_is_too_strange(text: str) -> None:
    """What comes out can be encoded, and goes through unchanged a second time."""
    once = drawable(text)
    assert drawable(once) == once
    once.encode("utf-8")
