"""The page of a patient: every kind of record in its group, what waits, and a visit without change."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator
from dataclasses import dataclass
from html import unescape
from itertools import pairwise
from typing import Any

import pytest
import time_machine
from flask.testing import FlaskClient
from sqlalchemy import event, select

from registry.db import RegistrySession
from registry.models.follow_up import FollowUp
from registry.queries import patient_record, records
from registry.queries.patient_record import UNDER
from tests import make
from tests.people import People, World
from tests.web.sending import send

FIRST_DOSE = "2026-08-10"
"""Month 1 was planned on 10 September, month 3 on 10 November 2026; today is 23 November."""

EVERY_KIND: dict[str, dict[str, Any]] = {
    "consent": {"event": "information", "given_on": "2026-08-01", "informed": ["both_parents"]},
    "alteration": {"gene": "BRAF", "type": "snv", "hgvs": "V600E"},
    "history": {"domain": "endocrine", "name": "diabetes insipidus"},
    "prior_line": {"line": 1, "types": ["chemotherapy"], "regimen": "carboplatin"},
    "concomitant": {"category": "corticosteroid", "name": "dexamethasone", "began": "2026-07"},
    "board": {"held_on": "2026-08-02", "type": "rcppi", "recommendation": "recommended"},
    "access_request": {
        "drug": "trametinib",
        "scheme": "AAC",
        "type": "first",
        "requested_on": "2026-08-03",
        "trial": "none_open",
        "decision": "granted",
        "decided_on": "2026-08-05",
        "expires_on": "2026-12-20",
    },
    "initiation": {"measured_on": FIRST_DOSE, "weight": 31.2},
    "dose_period": {"drug": "trametinib", "change": "start", "began": FIRST_DOSE, "dose": 1},
    "follow_up": {"month": 1, "planned_on": "2026-09-10", "is_seen": "yes", "visited_on": "2026-09-12"},
    "lab_result": {"sampled_on": "2026-09-12", "analyte": "neutrophils", "value": 1.9, "unit": "G/L"},
    "ctdna": {
        "sampled_on": "2026-09-12",
        "sample": "plasma",
        "target": "BRAF V600E",
        "result": "detected",
        "vaf": 0.9,
    },
    "questionnaire": {
        "visit": "on_treatment",
        "instrument": "kindl",
        "respondent": "child",
        "is_filled": "yes",
        "filled_on": "2026-09-12",
    },
    "subsequent": {"types": ["surgery"], "regimen": "resection", "began": "2026-11"},
    "special_situation": {"situation": "overdose", "drug": "trametinib", "occurred_on": "2026-09"},
}
"""One record of each kind that is not made otherwise, as a draft where more would be needed."""


@pytest.fixture(autouse=True)
def today() -> Iterator[None]:
    with time_machine.travel("2026-11-23T09:00:00+00:00", tick=False):
        yield


@dataclass(frozen=True)
class Child:
    """A patient with a course."""

    number: str
    patient: str
    course: str


PATIENT = ("vital_status", "vital_status_date", "objection", "objection_date")


def make_child(world: World, *, centre: str = "FR-001", **values: Any) -> Child:
    alive = {"vital_status": "alive", "vital_status_date": "2026-11-01"}
    own = {name: values.pop(name) for name in PATIENT if name in values}
    with world.session() as session:
        of = make.patient(session, centre, **(alive | own))
        course = make.course(session, of, **({"first_dose": FIRST_DOSE} | values))
        return Child(of.number, of.id, course.id)


def child(world: World, **values: Any) -> tuple[str, str]:
    made = make_child(world, **values)
    return made.patient, made.course


def under(session: RegistrySession, kind: str, patient: str, course: str, **values: Any) -> Any:
    parent = course if kind in COURSE_KINDS else patient
    return make.record(session, kind, parent, values, complete=False)


COURSE_KINDS = {"initiation", "dose_period", "follow_up", "lab_result", "ctdna", "questionnaire"}


def entered(world: World) -> list[FollowUp]:
    with world.session() as session:
        return list(session.scalars(select(FollowUp).order_by(FollowUp.month)))


def page(who: FlaskClient, address: str) -> str:
    answer = who.get(address)
    assert answer.status_code == 200
    return unescape(answer.get_data(as_text=True))


def sections(text: str) -> dict[str, str]:
    """The groups of the page by their id."""
    parts = re.split(r'<section class="record-group" id="([\w-]+)"', text)
    return dict(zip(parts[1::2], parts[2::2], strict=True))


def headings(text: str) -> list[int]:
    return [int(level) for level in re.findall(r"<h([1-6])[ >]", text)]


def test_every_kind_of_record_has_a_table_in_its_group(sqlite_people: People, sqlite_world: World) -> None:
    patient, course = child(sqlite_world)
    with sqlite_world.session() as session:
        of = records.get(session, "patient", patient)
        make.diagnosis(session, of)
        for kind, values in EVERY_KIND.items():
            under(session, kind, patient, course, **values)
        treated = records.get(session, "course", course)
        make.assessment(session, treated, assessed_on="2026-08-05")
        toxicity = make.toxicity(session, treated, onset="2026-09-01")
        change = make.record(
            session, "toxicity_grade", toxicity.id, {"graded_on": "2026-09-20", "grade": "1"}
        )
        sent = make.record(
            session,
            "declaration",
            toxicity.id,
            {"recipient": "crpv", "sent_on": "2026-09-03", "step": "initial"},
        )
    text = page(sqlite_people("clinician"), f"/patients/{patient}")
    groups = sections(text)
    assert list(groups) == ["file", "access", "treatment", "after"]
    told = {kind for kind in UNDER if f'<div class="records" id="{kind}"' in text}
    assert told == set(UNDER) - {"toxicity_grade", "declaration"}
    assert "Nothing entered" not in text
    for words in ("BRAF V600E", "diabetes insipidus", "carboplatin", "Overdose", "expires in 27 days"):
        assert words in text
    assert f"/records/toxicity_grade/{change.id}" in groups["treatment"]
    assert f"/records/declaration/{sent.id}" in groups["treatment"]


def test_kinds_without_records_stand_in_one_line_with_the_way_to_add_them(
    sqlite_people: People, sqlite_world: World
) -> None:
    patient, course = child(sqlite_world)
    text = page(sqlite_people("clinician"), f"/patients/{patient}")
    assert text.count('<div class="records"') == 1
    assert text.count("Nothing entered:") == 4
    assert (
        f'id="toxicity"><a class="btn btn-quiet btn-small" href="/records/toxicity/new?parent={course}"'
        in text
    )
    assert f"/records/alteration/new?parent={patient}" in text


def test_headings_follow_each_other_without_a_gap(sqlite_people: People, sqlite_world: World) -> None:
    patient, _course = child(sqlite_world)
    levels = headings(page(sqlite_people("clinician"), f"/patients/{patient}"))
    assert levels[0] == 1
    assert all(below - above <= 1 for above, below in pairwise(levels))


def test_a_reader_is_offered_nothing_to_add(sqlite_people: People, sqlite_world: World) -> None:
    patient, _course = child(sqlite_world)
    text = page(sqlite_people("pharmacist"), f"/patients/{patient}")
    assert "/new?parent=" not in text
    assert "/unchanged" not in text


def test_pharmacovigilance_declares_and_changes_no_grade(sqlite_people: People, sqlite_world: World) -> None:
    patient, course = child(sqlite_world)
    with sqlite_world.session() as session:
        treated = records.get(session, "course", course)
        toxicity = make.toxicity(session, treated, onset="2026-09-01")
    text = page(sqlite_people("pharmacovigilance"), f"/patients/{patient}")
    assert f"/records/declaration/new?parent={toxicity.id}" in text
    assert "/records/toxicity_grade/new" not in text


def test_the_records_of_each_course_stand_under_it(sqlite_people: People, sqlite_world: World) -> None:
    patient, old = child(sqlite_world, first_dose="2024-01-02")
    with sqlite_world.session() as session:
        of = records.get(session, "patient", patient)
        new = make.course(session, of, first_dose=FIRST_DOSE, drugs=("dabrafenib",))
        before = make.toxicity(session, records.get(session, "course", old), onset="2024-02-01")
        after = make.toxicity(session, new, onset="2026-09-01")
    groups = sections(page(sqlite_people("clinician"), f"/patients/{patient}"))
    assert f"/records/toxicity/{after.id}" in groups["treatment"]
    assert f"/records/toxicity/{before.id}" not in groups["treatment"]
    assert f"/records/toxicity/{before.id}" in groups["treatment-2"]


def test_a_page_asks_the_database_for_the_kinds_that_are_there(sqlite_world: World) -> None:
    patient, _course = child(sqlite_world)
    asked: list[str] = []
    with sqlite_world.session() as session:
        patient_record.whole(session, patient)
        event.listen(session.get_bind(), "before_cursor_execute", lambda *a: asked.append(a[2]))
        patient_record.whole(session, patient)
    assert sum(statement.startswith("SELECT") for statement in asked) == 5
    # patient, which kinds, course, its drugs, the drugs themselves


def unchanged(who: FlaskClient, course: str, *, key: str = "k1", month: str = "3") -> Any:
    return send(who, f"/visits/{course}/unchanged", {"month": month, "key": key})


def test_nothing_changed_is_entered_in_one_action_and_nothing_is_measured(
    sqlite_people: People, sqlite_world: World
) -> None:
    patient, course = child(sqlite_world)
    with sqlite_world.session() as session:
        under(session, "follow_up", patient, course, **EVERY_KIND["follow_up"], weight=31, height=130)
    who = sqlite_people("clinician")
    assert "Seen today, nothing changed" in page(who, f"/patients/{patient}")
    answer = unchanged(who, course)
    visit = entered(sqlite_world)[-1]
    assert (answer.status_code, answer.location) == (303, f"/patients/{patient}?entered={visit.id}#entered")
    assert (visit.month, visit.planned_on, visit.visited_on) == (
        3,
        dt.date(2026, 11, 10),
        dt.date(2026, 11, 23),
    )
    said = (
        visit.is_seen,
        visit.dose_changed,
        visit.concomitant_changed,
        visit.has_toxicity,
        visit.assessment_done,
    )
    assert said == ("yes", "no", "no", "no", "no")
    assert (visit.weight, visit.height, visit.performance, visit.missing) == (None, None, None, {})
    assert (visit.status, visit.version) == ("complete", 1)
    text = page(who, answer.location)
    assert "Visit M3 entered: seen today, nothing changed." in text
    assert "Seen today, nothing changed" not in text


def test_a_double_click_enters_one_visit(sqlite_people: People, sqlite_world: World) -> None:
    _patient, course = child(sqlite_world)
    who = sqlite_people("clinician")
    assert unchanged(who, course).location == unchanged(who, course).location
    assert len(entered(sqlite_world)) == 1


def test_a_second_person_is_told_that_the_visit_waits_no_longer(
    sqlite_people: People, sqlite_world: World
) -> None:
    patient, course = child(sqlite_world)
    unchanged(sqlite_people("clinician"), course)
    other = sqlite_people("data_entry")
    answer = unchanged(other, course, key="k2")
    assert len(entered(sqlite_world)) == 1
    assert answer.location == f"/patients/{patient}"
    assert "This visit is not waiting any more." in page(other, answer.location)


def test_undo_voids_the_visit_and_it_waits_again(sqlite_people: People, sqlite_world: World) -> None:
    _patient, course = child(sqlite_world)
    who = sqlite_people("clinician")
    text = page(who, unchanged(who, course).location)
    visit = entered(sqlite_world)[0]
    action = f"/records/follow_up/{visit.id}/void"
    assert f'action="{action}"' in text
    reason = re.search(r'name="reason" value="([^"]+)"', text)
    assert reason is not None
    send(who, action, {"version": "1", "reason": reason[1]})
    assert entered(sqlite_world)[0].status == "void"
    assert unchanged(who, course, key="k2").location.endswith("#entered")


@pytest.mark.parametrize(
    ("kind", "values"),
    [
        ("toxicity", {"onset": "2026-11-01", "term": "diarrhea"}),
        ("dose_period", {"drug": "trametinib", "change": "interruption", "began": "2026-11-01"}),
        ("assessment", {"assessed_on": "2026-11-01", "visit": "on_treatment"}),
        ("concomitant", {"category": "hormone", "name": "thyroxine", "began": "2026-11"}),
    ],
)
def test_what_changed_since_the_last_visit_is_not_denied(
    sqlite_people: People, sqlite_world: World, kind: str, values: dict[str, Any]
) -> None:
    patient, course = child(sqlite_world)
    with sqlite_world.session() as session:
        under(session, "follow_up", patient, course, **EVERY_KIND["follow_up"])
        parent = patient if kind == "concomitant" else course
        make.record(session, kind, parent, values, complete=False)
    who = sqlite_people("clinician")
    text = page(who, f"/patients/{patient}")
    assert "Changed since the last visit" in text
    assert "/unchanged" not in text
    assert "Something changed" in page(who, unchanged(who, course).location)
    assert len(entered(sqlite_world)) == 1


def test_a_stopped_treatment_has_no_visit_without_change(sqlite_people: People, sqlite_world: World) -> None:
    with sqlite_world.session() as session:
        of = make.patient(session)
        course = make.course(
            session, of, first_dose=FIRST_DOSE, last_dose="2026-10-30", stop_reason="progression"
        )
    who = sqlite_people("clinician")
    assert "Treatment has stopped" in page(who, f"/patients/{of.id}")
    unchanged(who, course.id)
    assert entered(sqlite_world) == []


def test_the_month_of_a_request_is_read_as_it_is(sqlite_people: People, sqlite_world: World) -> None:
    _patient, course = child(sqlite_world)
    who = sqlite_people("clinician")
    for month in ("", "x", "1", "-3", "3.0", "٣", "3" * 40):
        assert unchanged(who, course, month=month, key=month).status_code == 303
    assert entered(sqlite_world) == []


def test_only_the_own_centre_enters_a_visit(sqlite_people: People, sqlite_world: World) -> None:
    _patient, course = child(sqlite_world)
    assert unchanged(sqlite_people("clinician", "FR-002"), course).status_code == 404
    assert unchanged(sqlite_people("pharmacist"), course).status_code == 403
    assert entered(sqlite_world) == []
