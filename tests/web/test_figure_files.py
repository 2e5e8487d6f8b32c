"""The files of a figure: the drawing stands alone, the table holds its numbers, both cover the reader's rows."""

from __future__ import annotations

import csv
import io
import re
from xml.etree import ElementTree as ET

import pytest
from werkzeug.test import TestResponse

from registry.access.permissions import ROLES, Permission, may
from tests.web.drug_site import Site

SVG = "{http://www.w3.org/2000/svg}"
FILES = ("response.svg", "response.csv")


def get(site: Site, file: str, query: str = "", role: str = "coordinator") -> TestResponse:
    return site.browse(role).get(f"/drugs/trametinib/{file}{query}")


def table(answer: TestResponse) -> list[list[str]]:
    return list(csv.reader(io.StringIO(answer.text)))


def test_the_page_links_to_both_under_its_own_choices(site: Site) -> None:
    page = site.browse().get("/drugs/trametinib?subset=combination&reading=local").text
    for file in FILES:
        assert f'href="/drugs/trametinib/{file}?subset=combination&amp;reading=local"' in page


def test_the_table_by_hand(site: Site) -> None:
    """Four, five and six respond, of one, two, four, five, six and seven; seven, without diagnosis, is too few."""
    answer = get(site, "response.csv")
    assert answer.headers["Content-Disposition"] == "attachment; filename=trametinib-response-2026-11-23.csv"
    head, everyone, *groups = table(answer)
    assert head == [
        "Diagnosis group",
        "Responses",
        "Evaluable",
        "Rate (%)",
        "Lower bound (%)",
        "Upper bound (%)",
    ]
    assert everyone[:4] == ["All evaluable patients", "3", "6", "50.0"]
    # Clopper and Pearson for 3 of 6, as printed in tables of exact limits.
    assert [round(float(text), 1) for text in everyone[4:]] == [11.8, 88.2]
    assert [row[1:4] for row in groups if row[2] != "0"] == [["3", "5", "60.0"], ["0", "1", ""]]


def test_the_table_covers_the_reader_s_rows(site: Site) -> None:
    assert table(get(site, "response.csv", role="clinician"))[1][1:3] == ["1", "3"]


def test_the_drawing_stands_alone(site: Site) -> None:
    """No address, no script, no variable of a stylesheet that stays behind; words for who does not see it."""
    answer = get(site, "response.svg", "?cut_off=2026-10-31")
    assert answer.mimetype == "image/svg+xml"
    assert answer.headers["Content-Disposition"] == "attachment; filename=trametinib-response-2026-10-31.svg"
    drawing = ET.fromstring(answer.text)
    assert drawing.findtext(f"{SVG}title") == "Trametinib: response by diagnosis group"
    assert "3 centres in 2 countries" in (drawing.findtext(f"{SVG}desc") or "")
    style = drawing.findtext(f"{SVG}style") or ""
    assert "var(" not in style
    assert "#0b5e69" in style
    assert not re.search(r"href|url\(|<script|class=\"target", answer.text)


def test_the_drawing_is_that_of_the_page(site: Site) -> None:
    """The same marks in the same places: what differs is the links."""
    page = site.browse().get("/drugs/trametinib").text
    drawn = ET.fromstring(get(site, "response.svg").text)
    whiskers = [path.get("d") for path in drawn.iter(f"{SVG}path") if path.get("class") == "whisker"]
    assert len(whiskers) == 2
    assert all(f'd="{whisker}"' in page for whisker in whiskers)


@pytest.mark.parametrize("file", FILES)
@pytest.mark.parametrize("role", ROLES)
def test_whoever_reads_the_page_takes_its_figures(site: Site, role: str, file: str) -> None:
    assert get(site, file, role=role).status_code == (200 if may(ROLES[role], Permission.SUMMARIES) else 403)


@pytest.mark.parametrize("file", FILES)
def test_a_bad_choice_is_refused_as_on_the_page(site: Site, file: str) -> None:
    assert get(site, file, "?cut_off=31/02/2026").status_code == 422
    assert site.browse().get(f"/drugs/no-such/{file}").status_code == 404
