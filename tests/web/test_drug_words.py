"""Where a forest plot puts its marks, and how choices are written and said."""

from __future__ import annotations

import datetime as dt

import pytest
from flask import Flask

from registry.i18n import speaking
from registry.summaries.parameters import DEFAULTS, MEANINGS, parse
from registry.web.drug_address import Asked
from registry.web.drug_list import whole
from registry.web.drug_numbers import code_of
from registry.web.figures import NARROW, WIDE, Bar, Frame, draw_forest
from registry.web.parameter_words import choice, choices, level_words

TODAY = dt.date(2026, 11, 23)
BARS = [Bar("all", "6 / 12", "/x", "50%", 50.0, 20.0, 100.0), Bar("few", "1 / 2", "", "no rate")]


def test_a_share_stands_at_its_place_on_the_axis() -> None:
    plot = draw_forest(BARS, WIDE)

    # The axis runs from 390 to 652: half way is 521, a fifth is 442.4.
    assert (plot.total.x, plot.total.low, plot.total.high) == (521.0, 442.4, 652.0)
    assert plot.ticks[0] == (390.0, 0)
    assert plot.ticks[-1] == (652.0, 100)
    assert [(line.x, line.low, line.high) for line in plot.lines] == [(None, None, None)]
    assert plot.spans == ((30, plot.bottom),)


@pytest.mark.parametrize("frame", [WIDE, NARROW])
def test_everything_lies_inside_the_drawing(frame: Frame) -> None:
    plot = draw_forest(BARS * 4, frame)
    ys = [line.y for line in (plot.total, *plot.lines)]

    assert ys == sorted(ys)
    assert max(ys) < plot.bottom < plot.height
    assert min(line.label_y for line in (plot.total, *plot.lines)) >= 12
    assert 0 <= frame.left < frame.right <= frame.width


def test_on_a_phone_upright_lines_stand_beside_the_bars_alone() -> None:
    plot = draw_forest(BARS, NARROW)

    assert [(top + bottom) / 2 for top, bottom in plot.spans] == [plot.total.y, plot.lines[0].y]


def asked(**changed: object) -> Asked:
    given = {"subset": "all", "cut_off": TODAY, "parameters": DEFAULTS, "today": TODAY} | changed
    return Asked("trametinib", **given)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("changed", "more", "expected"),
    [
        ({}, {}, ""),
        ({"subset": "monotherapy"}, {}, "?subset=monotherapy"),
        ({"subset": "monotherapy"}, {"subset": "all"}, ""),
        ({"cut_off": dt.date(2026, 1, 31)}, {"reading": "local"}, "?cut_off=2026-01-31&reading=local"),
        ({"parameters": parse(["window_days=30"])}, {"window_days": "none"}, ""),
    ],
)
def test_an_address_holds_what_differs_from_the_usual(
    changed: dict[str, object], more: dict[str, str], expected: str
) -> None:
    app = Flask(__name__)
    app.add_url_rule("/drugs/<drug_id>", endpoint="drugs.show")
    with app.test_request_context():
        assert asked(**changed).address("show", **more) == f"/drugs/trametinib{expected}"


def test_every_parameter_has_words_for_its_usual_value_in_both_languages() -> None:
    for language in ("en", "fr"):
        with speaking(language):
            assert [c.name for c in choices()] == list(MEANINGS)
            assert all(c.words and c.label and c.is_default for c in choices())


def test_a_value_that_only_an_address_gives_is_offered_too() -> None:
    level = choice("conf_level", parse(["conf_level=0.975"]))

    assert [value for value, _words in level.options] == ["0.9", "0.95", "0.975", "0.99"]
    assert (level.words, level.is_default) == ("97.50%", False)


@pytest.mark.parametrize(("level", "words"), [(0.95, "95%"), (0.9, "90%"), (0.57, "57%"), (0.9999, "99.99%")])
def test_a_level_is_said_as_a_percentage(level: float, words: str) -> None:
    assert level_words(level) == words


def test_typed_words_of_a_category_become_a_digest() -> None:
    named = code_of("eye_disorders_other_specify: blurred: at night")

    assert named.startswith("eye_disorders_other_specify~")
    assert "blurred" not in named
    assert named != code_of("eye_disorders_other_specify: blurred")
    assert code_of("eye_disorders_other_specify") == "eye_disorders_other_specify"


@pytest.mark.parametrize(
    ("text", "page"), [("2", 2), ("", 1), ("0", 1), ("-3", 1), ("x", 1), ("²", 1), ("9" * 30, 1)]
)
def test_a_page_number_is_whole_or_the_first(text: str, page: int) -> None:
    assert whole(text) == page
