"""Data for analysts from the browser: who gets what, in which file, and what the journal keeps of it."""

from __future__ import annotations

import csv
import io
import json
import zipfile

import pytest
from lxml import etree
from sqlalchemy import func, select
from werkzeug.test import TestResponse

from exports.exchange.formats import FORMATS
from registry.models.audit import Event
from registry.models.job import ExportJob
from registry.models.patient import Patient
from tests.web.drug_site import GLIOMA, WORDS, Site
from tests.web.sending import send

NS = {"o": "http://www.cdisc.org/ns/odm/v1.3"}


def asked(site: Site, role: str, query: str) -> TestResponse:
    answer = site.browse(role).get(f"/exports/research?{query}")
    assert answer.status_code == 200
    assert int(answer.headers["Content-Length"]) == len(answer.data)
    return answer


def lines(answer: TestResponse, name: str) -> list[dict[str, str]]:
    with zipfile.ZipFile(io.BytesIO(answer.data)) as archive:
        return list(csv.DictReader(io.StringIO(archive.read(name).decode())))


def counted(site: Site) -> set[str]:
    with site.world.session() as session:
        return set(session.scalars(select(Patient.number).where(Patient.objection.is_distinct_from("yes"))))


def test_tables_leave_without_those_who_objected(site: Site) -> None:
    answer = asked(site, "coordinator", "format=csv&layout=tidy")
    assert "attachment; filename=records-csv-tidy-" in answer.headers["Content-Disposition"]
    assert {line["number"] for line in lines(answer, "patient.csv")} == counted(site)
    wide = asked(site, "coordinator", "format=csv&layout=patient")
    assert {line["number"] for line in lines(wide, "patients.csv")} == counted(site)


def test_an_analyst_gets_no_typed_words_and_a_clinician_the_own_centre(site: Site) -> None:
    for form in ("csv", "odm", "fhir"):
        data = asked(site, "analyst", f"format={form}").data
        texts = (
            [
                zipfile.ZipFile(io.BytesIO(data)).read(name)
                for name in zipfile.ZipFile(io.BytesIO(data)).namelist()
            ]
            if data.startswith(b"PK")
            else [data]
        )
        assert not any(word.encode() in text for text in texts for word in (WORDS, GLIOMA)), form
    own = asked(site, "clinician", "format=csv")
    assert {line["centre_id"] for line in lines(own, "toxicity.csv")} == {"FR-001"}
    assert WORDS in {line["term_text"] for line in lines(own, "toxicity.csv")}


def test_the_standards_hold_the_same_patients(site: Site) -> None:
    odm = etree.fromstring(asked(site, "coordinator", "format=odm").data)
    numbers = odm.xpath("//o:ItemData[@ItemOID='I.patient.number']/@Value", namespaces=NS)
    assert set(map(str, numbers)) == counted(site)
    bundles = [json.loads(line) for line in asked(site, "coordinator", "format=fhir").text.splitlines()]
    told = {bundle["entry"][0]["resource"]["identifier"][1]["value"] for bundle in bundles}
    assert told == counted(site)


@pytest.mark.parametrize("form", list(FORMATS))
def test_every_format_is_on_the_page_and_leads_to_a_file(site: Site, form: str) -> None:
    page = site.page("/exports/analysts")
    found = [href for href, _words in page.links if f"format={form}" in href]
    assert len(found) == (2 if FORMATS[form].layouts else 1)
    for href in found:
        assert site.browse("coordinator").get(href).status_code == 200


def test_an_export_is_told_to_the_journal_with_its_format(site: Site) -> None:
    asked(site, "coordinator", "format=spss&layout=patient")
    with site.world.session() as session:
        event = session.scalars(
            select(Event).where(Event.kind == "export_records").order_by(Event.id.desc())
        ).first()
    assert event is not None
    assert event.detail == {
        "rows": {"patients": len(counted(site))},
        "format": "spss",
        "layout": "patient",
        "scope": "*",
    }
    assert "spss · patient" in site.page("/journal").words


@pytest.mark.parametrize("query", ["format=pdf", "format=csv&layout=record", "format=csv&layout=x"])
def test_what_there_is_not_is_not_found(site: Site, query: str) -> None:
    assert site.browse("coordinator").get(f"/exports/research?{query}").status_code == 404


def test_only_roles_with_the_right_reach_the_page(site: Site) -> None:
    for path in ("/exports/analysts", "/exports/research?format=csv"):
        assert site.browse("pharmacist").get(path).status_code == 403
    assert "/exports/analysts" in {href for href, _words in site.page("/exports").links}
    assert "Your role reads no typed words" in site.page("/exports/analysts", "analyst").words


def test_a_research_file_is_asked_for_in_the_background(site: Site) -> None:
    wanted = {"format": "spss", "layout": "patient"}
    answer = send(site.browse("coordinator"), "/exports/research", wanted)
    assert answer.status_code == 303
    with site.world.session() as session:
        job = session.get_one(ExportJob, answer.headers["Location"].rpartition("/")[2])
        assert (job.kind, job.arguments) == ("research", wanted)


@pytest.mark.parametrize("asked", [{"format": "doc"}, {"format": "csv", "layout": "sideways"}])
def test_what_there_is_not_is_asked_for_in_vain(site: Site, asked: dict[str, str]) -> None:
    before = jobs(site)
    assert send(site.browse("coordinator"), "/exports/research", asked).status_code == 404
    assert jobs(site) == before


def jobs(site: Site) -> int:
    with site.world.session() as session:
        return session.scalar(select(func.count(ExportJob.id))) or 0
