"""The files of figures, and their colours: for pages with a strict policy, documents, every eye and a grey printer."""

from __future__ import annotations

import io
import itertools
import re
from pathlib import Path
from xml.etree import ElementTree as ET

import numpy as np
import pytest
from PIL import Image

from exports.plots import swimmer
from exports.plots.data import Lane, Setting
from exports.plots.looks import COLOURS, GROUPS, LOOKS, TEXT_SIZES
from exports.plots.plot import Plot
from exports.plots.png import png_file
from exports.plots.shapes import Pen, Words
from exports.plots.svg import svg_file, svg_in_page
from registry.i18n import speaking
from tests.exports.test_plots import LANES, empty_plots, plots

CSS = Path(__file__).parents[2] / "registry/static/css"
SVG = "{http://www.w3.org/2000/svg}"


@pytest.fixture(scope="module")
def every() -> list[Plot]:
    return [*plots(), *empty_plots()[:1]]


def test_a_page_gets_no_style_no_script_and_unique_ids(every: list[Plot]) -> None:
    page = "".join(
        svg_in_page(plot, drawing, prefix=f"{plot.name}-{width}", classes="d-none")
        for plot in every
        for width, drawing in (("wide", plot.wide), ("narrow", plot.narrow))
        if drawing
    )
    assert not re.search(r"style|<script|href|url\(|\bon\w+=|data:", page)
    ids = re.findall(r' id="([^"]*)"', page)
    assert len(ids) == len(set(ids)) == 24
    root = ET.fromstring(f"<page>{page}</page>")
    for drawing in root:
        assert drawing.get("role") == "img"
        labelled = (drawing.get("aria-labelledby") or "").split()
        assert [drawing[0].get("id"), drawing[1].get("id")] == labelled
        assert [drawing[0].tag, drawing[1].tag] == [f"{SVG}title", f"{SVG}desc"]
        assert all((part.text or "").strip() for part in drawing[:2])


def test_a_file_stands_alone_and_is_the_same_each_time(every: list[Plot]) -> None:
    for plot in every:
        file = svg_file(plot)
        assert file == svg_file(plot)
        words = [text.text for text in ET.fromstring(file.encode()).iter(f"{SVG}text")]
        assert words[0] == plot.title
        assert all(any(word in (text or "") for text in words) for word in ("Trametinib", "centres"))
        assert not re.search(r"style|var\(|href|url\(", file)


def test_words_that_somebody_typed_stay_words() -> None:
    lane = Lane("p", '<b onload="x">&\x00\x0b', 3.0, is_ongoing=True)
    plot = swimmer.plot_swimmer((lane,), setting=Setting('A & B <i>"'))
    root = ET.fromstring(svg_file(plot).encode())
    assert "<b onload=" in "".join(root.itertext())
    assert root.findtext(f"{SVG}desc", "").startswith('A & B <i>"')
    assert png_file(plot).startswith(b"\x89PNG")


def test_spaces_that_do_not_break_stay_in_french_figures() -> None:
    """Python calls them unprintable; control characters alone are replaced."""
    with speaking("fr"):
        file = "".join(svg_file(plot) for plot in plots())
    assert "100\u00a0%" in file
    assert "\N{REPLACEMENT CHARACTER}" not in file


def test_a_drawing_with_links_is_a_group() -> None:
    plot = swimmer.plot_swimmer(LANES, setting=Setting("A", links={"p1": '/patients/p1?a="b"&c'}))
    assert plot.wide is not None
    root = ET.fromstring(svg_in_page(plot, plot.wide, prefix="x"))
    assert root.get("role") == "group"
    assert [link.get("href") for link in root.iter(f"{SVG}a")] == ['/patients/p1?a="b"&c']


def test_png_is_twice_as_large_and_says_what_it_is(every: list[Plot]) -> None:
    for plot in every[:2]:
        content = png_file(plot)
        image = Image.open(io.BytesIO(content))
        height = ET.fromstring(svg_file(plot).encode()).get("height")
        assert image.size == (2 * 1248, 2 * float(height or 0))
        assert (image.info["Title"], image.info["Description"]) == (plot.title, plot.description)
        assert "Software" not in image.info
        assert content == png_file(plot)


def test_colours_are_the_tokens_of_the_pages() -> None:
    tokens = dict(re.findall(r"--([\w-]+):\s*(#[0-9a-f]{6})", (CSS / "tokens.css").read_text("utf-8")))
    for name, colour in COLOURS.items():
        if not name.startswith("group-"):
            assert tokens[name] == colour, name


def test_classes_of_pages_have_the_colours_of_files() -> None:
    """Where svg.css knows a class, it says the same as the file."""
    css = (CSS / "svg.css").read_text("utf-8")
    rules = dict(re.findall(r"^svg \.([\w-]+) \{([^}]*)\}", css, re.MULTILINE))
    for name, look in LOOKS.items():
        for named in look.classes.split():
            for attribute, token in re.findall(r"(fill|stroke): var\(--([\w-]+)\)", rules.get(named, "")):
                assert token == getattr(look, attribute), (name, attribute)
    assert all(f"size-{size}" in rules for size in TEXT_SIZES if size != 12)


def test_sizes_and_looks_of_words_are_known(every: list[Plot]) -> None:
    for plot in every:
        for drawing in (plot.wide, plot.narrow):
            for shape in drawing.shapes if drawing else ():
                assert shape.look in LOOKS
                if isinstance(shape, Words):
                    assert shape.size in TEXT_SIZES


def linear(colour: str) -> np.ndarray:
    """Linear red, green and blue of a colour of the screen."""
    parts = np.array([int(colour[place : place + 2], 16) / 255 for place in (1, 3, 5)])
    return np.where(parts <= 0.04045, parts / 12.92, ((parts + 0.055) / 1.055) ** 2.4)


def lab(rgb: np.ndarray) -> np.ndarray:
    """CIE L*a*b* (D65) of linear red, green and blue."""
    to_xyz = np.array([[0.4124, 0.3576, 0.1805], [0.2126, 0.7152, 0.0722], [0.0193, 0.1192, 0.9505]])
    xyz = to_xyz @ np.clip(rgb, 0, 1) / np.array([0.9505, 1.0, 1.089])
    f = np.where(xyz > 0.008856, np.cbrt(xyz), 7.787 * xyz + 16 / 116)
    return np.array([116 * f[1] - 16, 500 * (f[0] - f[1]), 200 * (f[1] - f[2])])


EYES = {
    "full": np.eye(3),
    # Machado, Oliveira and Fernandes 2009, severity 1.0
    "protan": np.array(
        [[0.152286, 1.052583, -0.204868], [0.114503, 0.786281, 0.099216], [-0.003882, -0.048116, 1.051998]]
    ),
    "deutan": np.array(
        [[0.367322, 0.860646, -0.227968], [0.280085, 0.672501, 0.047413], [-0.011820, 0.042940, 0.968881]]
    ),
    "tritan": np.array(
        [[1.255528, -0.076749, -0.178779], [-0.078411, 0.930809, 0.147602], [0.004733, 0.691367, 0.303900]]
    ),
}


@pytest.mark.parametrize("eye", EYES)
def test_groups_fall_apart_for_every_eye(eye: str) -> None:
    found = [lab(EYES[eye] @ linear(COLOURS[f"group-{group}"])) for group in GROUPS]
    nearest = min(float(np.linalg.norm(one - other)) for one, other in itertools.combinations(found, 2))
    assert nearest > 8


def test_groups_and_steps_fall_apart_in_greys() -> None:
    for names in ([f"group-{group}" for group in GROUPS], [f"seq-{step}" for step in range(1, 5)]):
        lightness = sorted(float(lab(linear(COLOURS[name]))[0]) for name in names)
        assert min(b - a for a, b in itertools.pairwise(lightness)) > 5, names


def test_numbers_are_readable_on_every_step() -> None:
    """At least 4.5 to 1, as WCAG asks of text."""
    weights = np.array([0.2126, 0.7152, 0.0722])
    ink = float(weights @ linear(COLOURS["ink"]))
    for step in range(1, 5):
        assert (float(weights @ linear(COLOURS[f"seq-{step}"])) + 0.05) / (ink + 0.05) >= 4.5


def test_shapes_of_one_look_are_one_path_unless_an_edge_would_hide_another() -> None:
    pen = Pen()
    pen.line("grid", (0, 0), (5, 0))
    pen.line("grid", (0, 9), (5, 9))
    pen.line("axis", (1, 1), (2, 2))
    pen.box("accent", 0, 0, 2, 2)
    pen.area("mark-open", (0, 0), (4, 0), (2, 3))
    pen.area("mark-open", (1, 0), (5, 0), (3, 3))
    svg = svg_in_page(plots()[0], pen.sheet(10, 10), prefix="joined")
    assert re.findall(r' d="([^"]+)"', svg) == [
        "M0 0H5M0 9H5",
        "M1 1L2 2",
        "M0 0H2V2H0Z",
        "M0 0H4L2 3Z",
        "M1 0H5L3 3Z",
    ]
