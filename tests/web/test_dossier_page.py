"""The page that asks for a dossier, and the workbook it sends."""

from __future__ import annotations

import io

import pytest
from flask import Flask
from openpyxl import load_workbook
from sqlalchemy import select

from registry.access.permissions import ROLES, Permission, may
from registry.models.audit import Event
from tests import make
from tests.freeze.small import treated
from tests.people import People, World
from tests.walk.visitors import Visitor

ASKED = {
    "drug": "trametinib",
    "from": "01/01/2025",
    "to": "31/12/2025",
    "recipient": "internal",
    "indication": "",
    "language": "fr",
    "scheme": ["HORS_AMM", "AAC"],
}


@pytest.mark.parametrize("role", ROLES)
def test_who_exports_drugs_asks_for_dossiers(sqlite_people: People, role: str) -> None:
    expected = 200 if may(ROLES[role], Permission.EXPORT_DRUG) else 403
    assert sqlite_people(role).get("/exports/has").status_code == expected


def test_the_workbook_comes_and_the_trail_tells_it(sqlite_app: Flask, sqlite_world: World) -> None:
    with sqlite_world.session() as session:
        treated(session)
    answer = Visitor(sqlite_app, sqlite_world, "coordinator").page("POST", "/exports/has", data=ASKED)
    assert answer.status_code == 200
    assert "trametinib_dossier-internal_2025-01-01_2025-12-31_" in answer.headers["Content-Disposition"]
    book = load_workbook(io.BytesIO(answer.data))
    assert len(book.sheetnames) == 23
    with sqlite_world.session() as session:
        (event,) = session.scalars(select(Event).where(Event.kind == "export_dossier"))
    told = (event.detail["drug"], event.detail["start"], event.detail["cut_off"], event.detail["recipient"])
    assert told == ("trametinib", "2025-01-01", "2025-12-31", "internal")
    assert event.detail["rows"]["14_LL_PATIENTS"] == 1


def test_the_checks_are_told_before_any_file_each_with_a_way_to_its_records(
    sqlite_app: Flask, sqlite_world: World
) -> None:
    """A serious toxicity whose outcome nobody wrote blocks the dossier, and its number leads to its form."""
    with sqlite_world.session() as session:
        patient, course, _toxicity = treated(session)
        serious = make.toxicity(session, course, onset="2025-03-01", seriousness=["important"])
    asked = {**ASKED, "check": "yes", "language": "en"}
    answer = Visitor(sqlite_app, sqlite_world, "coordinator").page("POST", "/exports/has", data=asked)
    assert answer.status_code == 200
    assert answer.mimetype == "text/html"
    row = next(part for part in answer.text.split("</tr>") if "HAS-13" in part)
    assert f'<a href="/records/toxicity/{serious.id}">{patient.number}</a>' in row
    assert "1 record<" in row or "1 fiche<" in row
    with sqlite_world.session() as session:
        assert not session.scalars(select(Event).where(Event.kind == "export_dossier")).all()


@pytest.mark.parametrize(
    ("wrong", "place"),
    [
        ({"from": ""}, "f-from"),
        ({"from": "01/01/2026"}, "f-from"),
        ({"scheme": ["NOSUCH"]}, "f-scheme"),
        ({"drug": ""}, "f-drug"),
    ],
)
def test_a_mistake_comes_back_beside_its_box(
    sqlite_app: Flask, sqlite_world: World, wrong: dict[str, str], place: str
) -> None:
    with sqlite_world.session() as session:
        treated(session)
    who = Visitor(sqlite_app, sqlite_world, "coordinator")
    answer = who.page("POST", "/exports/has", data=ASKED | wrong)
    assert answer.status_code == 422
    assert f'href="#{place}"' in answer.text
    with sqlite_world.session() as session:
        assert not session.scalars(select(Event).where(Event.kind == "export_dossier")).all()
