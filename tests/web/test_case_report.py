"""The page of the pharmacovigilance report: what is lacking, the narrative put in once, the PDF, whose records."""

from __future__ import annotations

import re

import pytest
from flask import Flask
from sqlalchemy import select

from registry.access.events import PRINTED_RECORD
from registry.models.audit import Event
from registry.queries import records
from tests import make
from tests.exports.pdf import words
from tests.people import People, World, client

REPORTED = {
    "onset": "2025-02-10",
    "seriousness": ["hospitalisation"],
    "outcome": "recovered",
    "report_type": "study",
    "reporter": "physician",
    "first_received": "2025-02-11",
    "toxicity_drug": [{"drug": "trametinib", "causality": "related", "action": "interrupted"}],
}


@pytest.fixture
def toxicity(sqlite_world: World) -> str:
    """A toxicity with all that its own form asks for."""
    with sqlite_world.session() as session:
        patient = make.patient(session)
        make.diagnosis(session, patient)
        course = make.course(session, patient)
        make.record(
            session, "follow_up", course.id, {"is_seen": "yes", "visited_on": "2025-02-01", "weight": 25.5}
        )
        return str(make.toxicity(session, course, **REPORTED).id)


def page(people: People, toxicity: str, role: str = "clinician") -> str:
    answer = people(role).get(f"/toxicities/{toxicity}/report")
    assert answer.status_code == 200
    return answer.get_data(as_text=True)


def test_what_is_recorded_stands_there_and_what_is_lacking_is_linked(
    sqlite_people: People, toxicity: str
) -> None:
    shown = page(sqlite_people, toxicity)
    assert "25.5\u00a0kg (1 Feb 2025)" in shown
    assert "9\u00a0years" in shown or "9 years" in shown
    assert "39\u00a0days" in shown
    assert "4 things are lacking to report:" in shown
    notice = shown.split("are lacking to report:")[1].split("</div>")[0]
    assert re.findall(r">([^<]+)</a>", notice) == [
        "Medical history",
        "Concomitant treatments",
        "Narrative",
        "Dose, frequency and route at onset (Trametinib)",
    ]
    assert f"/records/toxicity/{toxicity}#f-narrative" in notice


def test_a_case_without_reporter_cannot_be_reported(sqlite_people: People, sqlite_world: World) -> None:
    with sqlite_world.session() as session:
        course = make.course(session, make.patient(session))
        bare = str(make.toxicity(session, course).id)
    assert "A report needs who reports it." in page(sqlite_people, bare)


def test_the_narrative_is_put_in_once_and_never_over_another(
    sqlite_people: People, sqlite_world: World, toxicity: str
) -> None:
    clinician = sqlite_people("clinician")
    address = f"/toxicities/{toxicity}/report/narrative"
    token = re.search(
        r'name="csrf_token" value="([^"]+)"',
        clinician.get(f"/toxicities/{toxicity}/report").get_data(as_text=True),
    )
    assert token is not None
    answer = clinician.post(address, data={"csrf_token": token[1]})
    assert answer.headers["Location"].endswith(f"/records/toxicity/{toxicity}#f-narrative")
    with sqlite_world.session() as session:
        row = records.get(session, "toxicity", toxicity)
        assert row.narrative.startswith("Female patient aged 9 years")
        assert row.outcome == "recovered"
        make.change(session, "toxicity", row, {"narrative": "Told by the mother."})
    assert "Proposed narrative" not in page(sqlite_people, toxicity)
    clinician.post(address, data={"csrf_token": token[1]})
    with sqlite_world.session() as session:
        assert records.get(session, "toxicity", toxicity).narrative == "Told by the mother."


def test_the_report_is_printed_and_the_trail_knows(
    sqlite_people: People, sqlite_world: World, toxicity: str
) -> None:
    answer = sqlite_people("clinician").get(f"/toxicities/{toxicity}/report.pdf")
    assert answer.mimetype == "application/pdf"
    text = words(answer.data)
    assert "Report of an adverse reaction" in text
    assert "Rash acneiform" in text
    assert "G.k.8" in text
    with sqlite_world.session() as session:
        told = session.scalars(select(Event).where(Event.kind == PRINTED_RECORD)).one()
        assert told.detail["record"] == toxicity


def test_another_centre_finds_no_report(sqlite_app: Flask, sqlite_world: World, toxicity: str) -> None:
    other = client(sqlite_app, sqlite_world, "clinician", "FR-002")
    for address in (f"/toxicities/{toxicity}/report", f"/toxicities/{toxicity}/report.pdf"):
        assert other.get(address).status_code == 404


def test_a_toxicity_leads_to_its_report(sqlite_people: People, toxicity: str) -> None:
    shown = sqlite_people("clinician").get(f"/records/toxicity/{toxicity}").get_data(as_text=True)
    assert f'href="/toxicities/{toxicity}/report"' in shown
