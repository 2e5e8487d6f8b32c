"""The report in the web: its texts, kept and in conflict, and the files."""

from __future__ import annotations

import io

import pytest
from flask import Flask
from sqlalchemy import select

from exports.report.texts import PLACES
from registry.models.audit import AuditEntry, Event
from registry.models.report_text import ReportText
from tests import make
from tests.people import World, client
from tests.web.sending import send

ADDRESS = "/drugs/trametinib/report-texts"


def typed(**texts: str) -> dict[str, str]:
    """The form as a browser sends it."""
    return dict.fromkeys(PLACES, "") | {f"known-{place}": "" for place in PLACES} | {"language": "fr"} | texts


def stored(world: World) -> dict[str, str]:
    with world.session() as session:
        return {row.place: row.text for row in session.scalars(select(ReportText))}


def test_texts_are_kept_audited_and_stand_in_the_report(app: Flask, world: World) -> None:
    with world.session() as session:
        make.course(session, make.patient(session))
    desk = client(app, world, "coordinator")

    saved = send(desk, ADDRESS, typed(benefit="Chez 3 enfants.\r\n\r\nDurable."))
    page = desk.get(f"{ADDRESS}?language=fr").text

    assert saved.status_code == 303
    assert stored(world) == {"benefit": "Chez 3 enfants.\n\nDurable."}
    assert "12 " in page
    with world.session() as session:
        assert session.scalar(select(AuditEntry).where(AuditEntry.table == "report_text"))


def test_a_text_that_somebody_changed_meanwhile_is_shown_beside_what_was_typed(
    app: Flask, world: World
) -> None:
    desk = client(app, world, "coordinator")
    send(desk, ADDRESS, typed(benefit="Le premier."))

    second = send(desk, ADDRESS, typed(benefit="Le second.", risk="Faible."))

    assert second.status_code == 409
    assert "Le premier." in second.text
    assert "Le second." in second.text
    assert stored(world) == {"benefit": "Le premier."}
    again = desk.get(f"{ADDRESS}?language=fr").text
    assert "Faible." in again, "What was typed is kept as a form draft."


def test_a_text_is_taken_away_by_emptying_it(app: Flask, world: World) -> None:
    desk = client(app, world, "coordinator")
    send(desk, ADDRESS, typed(benefit="Un texte."))

    send(desk, ADDRESS, typed() | {"known-benefit": "Un texte."})

    assert stored(world) == {"benefit": ""}


def test_too_long_a_text_comes_back_with_a_sentence(app: Flask, world: World) -> None:
    answer = send(client(app, world, "coordinator"), ADDRESS, typed(benefit="x" * 20_001))

    assert answer.status_code == 400
    assert "x" * 20_001 in answer.text
    assert stored(world) == {}


@pytest.mark.parametrize("role", ["clinician", "data_entry", "analyst", "reviewer"])
def test_others_neither_read_nor_write_the_texts(app: Flask, world: World, role: str) -> None:
    desk = client(app, world, role)

    assert desk.get(ADDRESS).status_code == 403
    assert send(desk, ADDRESS, typed(benefit="Non.")).status_code == 403
    assert stored(world) == {}


def test_a_country_has_texts_of_its_own(app: Flask, world: World) -> None:
    send(client(app, world, "coordinator"), ADDRESS, typed(benefit="De tous."))
    nation = client(app, world, "national_coordinator")

    assert "De tous." not in nation.get(f"{ADDRESS}?language=fr").text
    send(nation, ADDRESS, typed(benefit="De la France."))

    with world.session() as session:
        found = {row.area: row.text for row in session.scalars(select(ReportText))}
    assert found == {"*": "De tous.", "FR": "De la France."}


@pytest.mark.parametrize(("file", "begins"), [("word", b"PK"), ("pdf", b"%PDF-")])
def test_the_report_is_sent_and_told_to_the_trail(app: Flask, world: World, file: str, begins: bytes) -> None:
    desk = client(app, world, "coordinator")
    asked = {
        "drug": "trametinib",
        "from": "01/01/2025",
        "to": "31/12/2025",
        "recipient": "has",
        "language": "fr",
    }

    answer = send(desk, "/exports/has", asked | {"file": file})

    assert answer.status_code == 200
    assert answer.data.startswith(begins)
    assert "trametinib_report-has_2025-01-01_2025-12-31_PROJET_" in answer.headers["Content-Disposition"]
    with world.session() as session:
        event = session.scalars(select(Event).where(Event.kind == "export_report")).one()
    assert event.detail["status"] == "PROJET"
    assert event.detail["format"] in (".docx", ".pdf")


@pytest.mark.parametrize(
    ("changed", "status"),
    [({"from": "31/12/2025", "to": "01/01/2025"}, 422), ({"drug": ""}, 422), ({"from": "soon"}, 422)],
)
def test_a_mistake_comes_back_with_the_form(
    app: Flask, world: World, changed: dict[str, str], status: int
) -> None:
    asked = {
        "drug": "trametinib",
        "from": "01/01/2025",
        "to": "31/12/2025",
        "recipient": "has",
        "language": "fr",
    }

    answer = send(client(app, world, "coordinator"), "/exports/has", asked | {"file": "pdf"} | changed)

    assert answer.status_code == status
    assert "text/html" in answer.headers["Content-Type"]


def test_the_owner_may_name_a_template(app: Flask, world: World, tmp_path: object) -> None:
    from dataclasses import replace
    from pathlib import Path

    from docx import Document

    from exports.report.template import default_template

    document = Document(io.BytesIO(default_template()))
    document.add_paragraph("Modèle du promoteur")
    own = Path(str(tmp_path)) / "own.docx"
    document.save(str(own))
    app.extensions["registry.config"] = replace(app.extensions["registry.config"], report_template=own)
    asked = {
        "drug": "trametinib",
        "from": "01/01/2025",
        "to": "31/12/2025",
        "recipient": "has",
        "language": "fr",
    }

    answer = send(client(app, world, "coordinator"), "/exports/has", asked | {"file": "word"})

    words = [paragraph.text for paragraph in Document(io.BytesIO(answer.data)).paragraphs]
    assert "Modèle du promoteur" in words
