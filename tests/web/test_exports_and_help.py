"""What leaves from the browser, and the pages of help, which are made from the declarations."""

from __future__ import annotations

import io

import openpyxl
import pytest
from sqlalchemy import select

from registry import dictionary
from registry.fields.catalogue import KINDS
from registry.models.audit import Event
from registry.models.patient import Patient
from registry.rules.check import RULES
from registry.summaries.catalogue import OUTPUTS
from registry.summaries.declarations import count_declared
from registry.summaries.endpoints import measure_time_to_response
from registry.summaries.parameters import MEANINGS
from registry.summaries.signals import compare_response
from tests.web.drug_site import GLIOMA, WORDS, Site

Sheets = dict[str, list[tuple[object, ...]]]


def workbook(data: bytes) -> Sheets:
    book = openpyxl.load_workbook(io.BytesIO(data), read_only=True)
    return {sheet.title: list(sheet.iter_rows(values_only=True)) for sheet in book}


def records_of(site: Site, role: str) -> Sheets:
    answer = site.browse(role).get("/exports/records.xlsx")
    assert answer.status_code == 200
    assert int(answer.headers["Content-Length"]) == len(answer.data)
    assert "attachment; filename=records-" in answer.headers["Content-Disposition"]
    return workbook(answer.data)


def column(sheets: Sheets, kind: str, name: str) -> list[object]:
    head, *lines = sheets[kind]
    return [line[head.index(name)] for line in lines]


def test_the_records_leave_without_those_who_objected(site: Site) -> None:
    sheets = records_of(site, "coordinator")

    with site.world.session() as session:
        expected = set(
            session.scalars(select(Patient.number).where(Patient.objection.is_distinct_from("yes")))
        )
        event = session.scalars(
            select(Event).where(Event.kind == "export_records").order_by(Event.at.desc())
        ).first()
    assert set(sheets) == set(KINDS)
    assert set(column(sheets, "patient", "number")) == expected
    assert len(expected) == 8
    assert event is not None
    assert event.detail["rows"]["patient"] == 8


def test_a_clinician_takes_the_own_centre_and_an_analyst_no_typed_words(site: Site) -> None:
    own, plain = records_of(site, "clinician"), records_of(site, "analyst")

    assert set(column(own, "patient", "centre_id")) == {"FR-001"}
    assert WORDS in column(own, "toxicity", "term_text")
    assert "term_text" not in plain["toxicity"][0]
    assert not [line for lines in plain.values() for line in lines if WORDS in line or GLIOMA in line]


def test_the_page_says_what_is_in_the_file_and_who_is_not(site: Site) -> None:
    page, plain = site.page("/exports"), site.page("/exports", "analyst")

    assert [row[0] for row in page.rows[1:]] == list(KINDS)
    assert "patients who objected to the research, with all their records" in page.words
    assert "3 centres in 2 countries" in page.words
    assert "Your role reads no typed words" in plain.words
    assert "Your role reads no typed words" not in page.words
    assert int(plain.row("toxicity")[3]) < int(page.row("toxicity")[3])


def test_only_roles_with_the_right_reach_the_exports(site: Site) -> None:
    assert site.browse("pharmacist").get("/exports").status_code == 403
    assert site.browse("pharmacist").get("/exports/records.xlsx").status_code == 403
    assert "Drug reports" in site.page("/exports").words
    assert "Drug reports" not in site.page("/exports", "clinician").words


@pytest.mark.parametrize("language", ["en", "fr"])
def test_every_output_and_every_parameter_is_explained(site: Site, language: str) -> None:
    with site.speaking(language):
        words = site.page("/help/numbers").words

    for name, output in OUTPUTS.items():
        assert getattr(output.title, language) in words, name
        assert " ".join(getattr(output.definition, language).split()) in words, name
        assert name in words
    for name, meaning in MEANINGS.items():
        label = getattr(meaning.text, language)
        assert label[:1].upper() + label[1:] in words, name


def test_the_notes_of_the_functions_stand_under_their_outputs(site: Site) -> None:
    words = site.page("/help/numbers").words

    for function in (measure_time_to_response, count_declared, compare_response):
        assert function.__name__ in words
        assert " ".join((function.__doc__ or "").split()) in words


@pytest.mark.parametrize("language", ["en", "fr"])
def test_every_field_and_every_rule_is_in_the_dictionary(site: Site, language: str) -> None:
    with site.speaking(language):
        page = site.page("/help/dictionary")
    first = {row[0] for row in page.rows}

    for entry in dictionary.entries():
        label = getattr(entry.label, language)
        assert [cell for cell in first if cell.startswith(f"{label}{entry.name}")], entry.name
    for rule in RULES:
        assert page.row(rule.code)[1], rule.code
    assert not [row for row in page.rows if "{" in "".join(row)]


def test_the_dictionary_is_there_for_everybody(site: Site) -> None:
    answer = site.browse("administrator").get("/help/dictionary.xlsx")

    assert answer.status_code == 200
    assert [line[0] for line in workbook(answer.data)["dictionary"][:2]] == ["Enregistrement", "Record"]


def test_the_help_leads_to_all_of_it(site: Site) -> None:
    links = {href for href, _words in site.page("/help", "administrator").links}

    assert {
        "/help/numbers",
        "/help/dictionary",
        "/help/dictionary.xlsx",
        "/help/roles",
        "/api/v1/docs",
    } <= links
    for href in ("/help/numbers", "/help/dictionary", "/help/roles"):
        assert site.browse("administrator").get(href).status_code == 200
