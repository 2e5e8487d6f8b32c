"""The workbooks have the colours of the site, and columns as wide as what is in them."""

import re
from pathlib import Path

import pytest

from exports import style
from exports.style import Style, fitting_width, lines_needed

TOKENS = Path(__file__).parents[2] / "registry" / "static" / "css" / "tokens.css"


@pytest.mark.parametrize("name", ["INK", "INK_3", "ACCENT", "ACCENT_TINT", "SURFACE_2", "LINE"])
def test_colours_are_those_of_the_site(name: str) -> None:
    token = name.lower().replace("_", "-")
    found = re.search(rf"--{token}:\s*#([0-9a-fA-F]{{6}})", TOKENS.read_text("utf-8"))
    assert found is not None, f"tokens.css has no --{token}"
    assert getattr(style, name).lower() == found[1].lower()


def test_every_style_has_a_name_of_its_own() -> None:
    names = [named.name for named in style.named_styles()]
    assert names == [one.value for one in Style]
    assert len(set(names)) == len(names)


def test_each_body_style_has_a_strong_one() -> None:
    for one in style.BODY:
        assert one.strong.is_strong
        assert one.strong.plain is one


def test_widths() -> None:
    assert fitting_width((), ["ab"], style=Style.TEXT) == style.NARROW
    assert fitting_width((), ["x" * 20], style=Style.TEXT) == 21
    assert fitting_width((), ["x" * 300], style=Style.TEXT) == style.WIDE
    assert fitting_width(("Seriousness",), [1], style=Style.COUNT) == 15
    assert fitting_width((), [100 / 3], style=Style.PERCENT) == style.NARROW


@pytest.mark.parametrize(
    ("text", "lines"),
    [("short", 1), ("two\nlines", 2), ("eleven char " * 3, 3), ("x" * 45, 4), ("", 1)],
)
def test_lines_that_a_text_takes(text: str, lines: int) -> None:
    # A column of 12 shows (12 - 2) / 0.8 = 12.5 letters a line.
    assert lines_needed(text, width=12) == lines
