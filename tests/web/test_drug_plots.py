"""The figures of a drug as files and in a page: the choices, the reader's rows, the words."""

from __future__ import annotations

import csv
import io
from xml.etree import ElementTree as ET

import pytest
from sqlalchemy import select
from werkzeug.test import TestResponse

from registry.access.permissions import ROLES, Permission, may
from registry.models.drug import Drug
from registry.models.patient import Patient
from registry.queries import drugs
from registry.summaries.parameters import DEFAULTS
from registry.web import drug_plots
from registry.web.drug_address import Asked
from registry.web.drug_plots import MAKERS, TYPES
from tests import make
from tests.web.drug_site import Site

SVG = "{http://www.w3.org/2000/svg}"


def get(site: Site, file: str, query: str = "", role: str = "coordinator") -> TestResponse:
    return site.browse(role).get(f"/drugs/trametinib/figures/{file}{query}")


def table(answer: TestResponse) -> list[list[str]]:
    return list(csv.reader(io.StringIO(answer.text)))


@pytest.mark.parametrize("name", MAKERS)
def test_every_figure_is_given_as_every_file(site: Site, name: str) -> None:
    for ending, mimetype in TYPES.items():
        answer = get(site, f"{name}.{ending}", "?cut_off=2026-10-31")
        assert answer.status_code == 200, answer.text
        assert answer.mimetype == mimetype
        assert f"trametinib-{name}-2026-10-31.{ending}" in answer.headers["Content-Disposition"]


@pytest.mark.parametrize("file", ["nothing.svg", "swimmer.pdf", "survival-nothing.png"])
def test_what_there_is_not_is_not_found(site: Site, file: str) -> None:
    assert get(site, file).status_code == 404


def test_the_rows_are_those_of_the_reader(site: Site) -> None:
    """Six evaluable patients in all, three of them in the clinician's own centre."""
    assert table(get(site, "response.csv"))[1][1:3] == ["3", "6"]
    assert table(get(site, "response.csv", role="clinician"))[1][1:3] == ["1", "3"]


def test_the_choices_of_the_page_hold(site: Site) -> None:
    """One patient had a combination; each figure says so."""
    rows = table(get(site, "swimmer.csv", "?subset=combination"))
    assert len(rows) == 2
    drawing = ET.fromstring(get(site, "swimmer.svg", "?subset=combination").data)
    told = drawing.findtext(f"{SVG}desc", "")
    assert told.startswith("Trametinib, combination. 1 course of known duration. ")
    assert "3 centres in 2 countries" in told
    assert "eviewed, else local. One bar per course" in told


def test_only_readers_of_summaries_get_figures(site: Site) -> None:
    for code, role in ROLES.items():
        answer = get(site, "toxicity.csv", role=code)
        assert (answer.status_code == 200) == may(role, Permission.SUMMARIES), code


@pytest.mark.parametrize("name", MAKERS)
def test_a_figure_stands_in_a_page(site: Site, name: str) -> None:
    """Title, drawings without a style, table in the reader's numbers, files of the same choices."""
    with site.app.test_request_context(), site.world.session() as session:
        links = {patient: f"/patients/{patient}" for patient in session.scalars(select(Patient.id))}
        drug = session.get(Drug, "trametinib")
        assert drug is not None
        numbers = drugs.numbers_of(session, drug, cut_off=make.ON, parameters=DEFAULTS)
        asked = Asked("trametinib", "monotherapy", make.ON, DEFAULTS, make.ON)
        figures = drug_plots.figures_of(numbers, asked, covers="3 centres", links=links)
        shown = drug_plots.show(figures, name)
        template = site.app.jinja_env.get_template("components/plot.html")
        page = str(template.module.plot(shown))  # type: ignore[attr-defined]
    assert f'<h2 id="{shown.id}-title">{shown.title}</h2>' in page
    assert "style=" not in page
    for ending in TYPES:
        assert f'href="/drugs/trametinib/figures/{name}.{ending}?' in page
    if shown.drawings:
        # For a desk, a phone and paper; tables of lines print as they are on a desk.
        assert page.count("<svg xmlns") == (2 if name in ("response", "toxicity") else 3)
        assert page.count("d-print-block") == 1
        assert ('href="/patients/' in page) == (name == "swimmer")


def test_files_hold_no_links(site: Site) -> None:
    for name in ("response", "swimmer"):
        assert "href" not in get(site, f"{name}.svg").text
