"""Forms on paper, from the browser and from the console: whose records, what is told, who is left out."""

from __future__ import annotations

from pathlib import Path

import pytest
from click.testing import CliRunner
from sqlalchemy import select

from exports.paper import layout
from registry.access.events import PRINTED_RECORD
from registry.cli import main
from registry.models.audit import Event
from registry.models.course import Course
from registry.models.patient import Patient
from registry.models.toxicity import Toxicity
from tests.exports.pdf import facts, words
from tests.people import email_of
from tests.web.drug_site import OTHER_SKIN, WORDS, Site


def toxicity(site: Site, *conditions: object) -> str:
    """The address of the print of one toxicity."""
    with site.world.session() as session:
        row = session.scalars(select(Toxicity).where(*conditions)).first()  # type: ignore[arg-type]
        assert row is not None
        return f"/paper/toxicity/{row.id}.pdf"


def prints(site: Site) -> list[dict[str, object]]:
    with site.world.session() as session:
        found = session.scalars(select(Event).where(Event.kind == PRINTED_RECORD).order_by(Event.at))
        return [{"actor": event.actor, **event.detail} for event in found]


@pytest.mark.parametrize("kind", layout.kinds())
def test_every_form_can_be_printed_blank_in_the_language_of_the_reader(site: Site, kind: str) -> None:
    told = prints(site)
    with site.speaking("fr"):
        answer = site.browse().get(f"/paper/{kind}.pdf")

    assert answer.status_code == 200
    assert answer.mimetype == "application/pdf"
    assert f"attachment; filename={kind}-fr.pdf" in answer.headers["Content-Disposition"]
    assert "no-store" in answer.headers["Cache-Control"]
    assert "Remplie par" in words(answer.data)
    assert prints(site) == told


def test_all_forms_come_in_one_file(site: Site) -> None:
    answer = site.browse("clinician").get("/paper/all.pdf")
    assert words(answer.data).count("Blank form") == len(layout.kinds())


def test_a_record_is_printed_as_it_stands_and_the_trail_knows(site: Site) -> None:
    address = toxicity(site, Toxicity.term == OTHER_SKIN)
    answer = site.browse("clinician").get(address)

    text = words(answer.data)
    assert answer.status_code == 200
    assert WORDS in text
    assert "Grade 2, moderate" in text
    assert "Course\nTrametinib" in text
    assert "10 Feb 2025" in text
    assert "DRAFT" not in text
    told = prints(site)[-1]
    assert told == {
        "actor": email_of("clinician", "FR-001"),
        "form": "toxicity",
        "record": address.split("/")[-1].removesuffix(".pdf"),
        "version": 1,
        "scope": "FR-001",
    }


def test_a_draft_says_so_in_the_language_of_the_reader(site: Site) -> None:
    address = toxicity(site, Toxicity.status == "draft")
    with site.speaking("fr"):
        text = words(site.browse().get(address).data)
    assert "BROUILLON" in text
    assert "Éruption acnéiforme" in text


def test_embedded_rows_are_printed_with_their_numbers_and_units(site: Site) -> None:
    with site.world.session() as session:
        course = session.scalars(select(Course).where(Course.status == "complete")).first()
        assert course is not None
    answer = site.browse().get(f"/paper/course/{course.id}.pdf")
    assert "Trametinib" in words(answer.data)
    assert facts(answer.data)["Tagged"] == "yes"


@pytest.mark.parametrize(
    "address",
    [
        "/paper/nothing.pdf",
        "/paper/drug.pdf",
        "/paper/course_drug.pdf",
        "/paper/toxicity/none.pdf",
        "/paper/drug/x.pdf",
    ],
)
def test_what_has_no_form_is_not_found(site: Site, address: str) -> None:
    assert site.browse().get(address).status_code == 404


def test_a_record_of_another_centre_is_not_found(site: Site) -> None:
    foreign, told = toxicity(site, Toxicity.centre_id == "FR-002"), prints(site)
    assert site.browse("clinician").get(foreign).status_code == 404
    assert site.browse("clinician", "FR-002").get(foreign).status_code == 200
    assert len(prints(site)) == len(told) + 1


def test_a_patient_who_objects_leaves_the_prints_too(site: Site) -> None:
    objected = select(Patient.id).where(Patient.objection == "yes")
    address, told = toxicity(site, Toxicity.patient_id.in_(objected)), prints(site)
    answer = site.browse().get(address)
    assert answer.status_code == 403
    assert "This patient objects to the research" in answer.text
    assert prints(site) == told


def test_whoever_may_not_read_records_prints_nothing(site: Site) -> None:
    for address in ("/paper/all.pdf", "/paper/patient.pdf", toxicity(site)):
        assert site.browse("analyst").get(address).status_code == 403


def test_the_form_offers_both_prints(site: Site) -> None:
    address = toxicity(site, Toxicity.term == OTHER_SKIN)
    page = site.page(address.removesuffix(".pdf").replace("/paper/", "/records/"))
    assert (address, "Print") in page.links
    assert ("/paper/toxicity.pdf", "Print blank form") in page.links


@pytest.mark.parametrize(("language", "said"), [("fr", "Fiche vierge"), ("en", "Blank form")])
def test_the_console_writes_every_blank_form(tmp_path: Path, language: str, said: str) -> None:
    out = tmp_path / "forms"
    ran = CliRunner().invoke(main, ["export", "forms", "--out", str(out), "--language", language])
    assert (ran.exit_code, ran.output) == (0, f"{out}\n")
    assert {path.name for path in out.iterdir()} == {f"{name}.pdf" for name in (*layout.kinds(), "all")}
    assert all(said in words(path.read_bytes()) for path in out.iterdir())
