"""Who reads what, on both databases: the rows of the person, typed words for who sees them, else nothing."""

import datetime as dt
from collections.abc import Iterator

import pytest
import time_machine
from flask import Flask
from sqlalchemy import select, update

from registry.access import tokens
from registry.access.permissions import ROLES, Permission, may
from registry.db import writing
from registry.models.audit import Event
from registry.models.user import ApiToken, User
from registry.web.redcap.contents import CONTENTS
from tests.api.programs import Program
from tests.people import World, _world, client, email_of
from tests.redcap.conftest import Ask, Tokens
from tests.redcap.ground import CENTRES, Ground

NO = {"error": "You do not have permissions to use the API"}


@pytest.fixture(scope="module", params=["sqlite", pytest.param("postgresql", marks=pytest.mark.postgres)])
def redcap_world(request: pytest.FixtureRequest) -> Iterator[World]:
    """On each database in turn: PostgreSQL decides a second time who sees what."""
    yield from _world(request.param)


@pytest.mark.parametrize(
    ("role", "centre", "sees"),
    [
        ("clinician", "FR-001", {"FR-001"}),
        ("clinician", "FR-002", {"FR-002"}),
        ("clinician", "ES-001", {"ES-001"}),
        ("national_coordinator", "FR-001", {"FR-001", "FR-002"}),
        ("coordinator", "FR-001", set(CENTRES)),
        ("analyst", "FR-001", set(CENTRES)),
    ],
)
def test_a_person_reads_the_own_rows(
    ask: Ask, token: Tokens, ground: Ground, *, role: str, centre: str, sees: set[str]
) -> None:
    mine = token(role, centre)
    keys = {
        centre: {made["id"] for held in ground.records[centre].values() for made in held}
        for centre in CENTRES
    }
    answer = ask("record", token=mine).text
    for place in CENTRES:
        found = {key for key in keys[place] if key in answer}
        assert found == (keys[place] if place in sees else set()), place
    groups = {dag["unique_group_name"] for dag in ask("dag", token=mine).json}
    assert groups == {place.lower().replace("-", "_") for place in sees}
    foreign = [ground.patient(place)["id"] for place in CENTRES if place not in sees]
    assert foreign == [] or ask("record", token=mine, records=",".join(foreign)).json == []


def test_instances_have_one_number_for_every_reader(ask: Ask, token: Tokens, ground: Ground) -> None:
    """Programs keep what they downloaded by patient, instrument and instance."""
    asked = {"forms": "diagnosis", "records": ground.patient("FR-001")["id"]}
    whole = ask("record", **asked, token=token("coordinator")).json
    numbers = [row["redcap_repeat_instance"] for row in whole]
    assert numbers == [1, *range(3, len(ground.records["FR-001"]["diagnosis"]) + 2)]
    assert ask("record", **asked, token=token("clinician")).json == whole
    assert [row["diagnosis_id"] for row in whole] == [r["id"] for r in ground.records["FR-001"]["diagnosis"]]


def test_a_later_record_has_a_later_number_whatever_its_key(
    ask: Ask, coordinator: Program, ground: Ground
) -> None:
    """An import brings keys of its own, which sort anywhere."""
    patient = ground.patient("ES-001")["id"]
    coordinator.add("history", patient_id=patient, id="0" * 32)
    rows = ask("record", forms="history", records=patient).json
    numbers = {row["history_id"]: row["redcap_repeat_instance"] for row in rows}
    assert numbers == {ground.records["ES-001"]["history"][0]["id"]: 1, "0" * 32: 2}


@pytest.mark.parametrize("odd", ["\x00", "'", "\ud800", "x" * 5_000])
def test_odd_record_ids_find_nothing(ask: Ask, odd: str) -> None:
    answer = ask("record", records=odd.encode("utf-8", "surrogatepass"))
    assert answer.json == [] or (answer.status_code == 400 and set(answer.json) == {"error"})


@pytest.mark.parametrize("role", ROLES)
def test_only_who_may_export_records_comes_in(ask: Ask, token: Tokens, role: str) -> None:
    mine = token(role)
    for content in CONTENTS:
        answer = ask(content, token=mine)
        if may(ROLES[role], Permission.EXPORT_RECORDS):
            assert answer.status_code in (200, 400), content
        else:
            assert (answer.status_code, answer.json) == (403, NO), content


@pytest.mark.parametrize("wrong", ["", "0" * 32, "x", "é" * 32, "\x00"])
def test_a_wrong_token_opens_nothing(ask: Ask, wrong: str) -> None:
    for content in ("version", "record", "nonsense"):
        answer = ask(content, token=wrong)
        assert (answer.status_code, answer.json) == (403, NO)
        assert "WWW-Authenticate" not in answer.headers


def test_a_token_that_ended_opens_nothing(ask: Ask, token: Tokens, redcap_world: World) -> None:
    mine = token("clinician")
    assert ask("version", token=mine).status_code == 200
    with time_machine.travel(dt.datetime.now(dt.UTC) + dt.timedelta(days=tokens.DAYS, minutes=1), tick=False):
        assert ask("version", token=mine).json == NO
    with redcap_world.session() as session, writing(session):
        session.execute(update(ApiToken).values(ended_at=dt.datetime.now(dt.UTC)))
    assert ask("version", token=mine).json == NO


def test_no_cookie_and_no_header_opens_it(redcap_app: Flask, redcap_world: World, token: Tokens) -> None:
    browser = client(redcap_app, redcap_world, "coordinator")
    asked = {"content": "version", "format": "json"}
    assert browser.post("/redcap/api/", data=asked).json == NO
    bearer = {"Authorization": f"Bearer {token('coordinator')}"}
    assert redcap_app.test_client().post("/redcap/api/", data=asked, headers=bearer).json == NO
    address = f"/redcap/api/?token={token('coordinator')}"
    assert redcap_app.test_client().post(address, data=asked).json == NO


def test_the_token_opens_no_page_and_writes_nothing(redcap_app: Flask, token: Tokens, ground: Ground) -> None:
    bearer = {"Authorization": f"Bearer {token('coordinator')}"}
    browser = redcap_app.test_client()
    assert browser.get("/account", headers=bearer).status_code == 302
    patient = f"/api/v1/patients/{ground.patient('FR-001')['id']}"
    assert browser.get(patient, headers=bearer).status_code == 200
    assert browser.patch(patient, json={"sex": "male"}, headers=bearer).status_code == 403


def test_typed_words_are_for_who_sees_them(ask: Ask, token: Tokens, ground: Ground) -> None:
    mine = token("analyst")
    whole = ask("record", token=mine).text + ask("metadata", token=mine).text
    assert "MARCH1" not in whole
    assert "diagnosis_name" not in whole
    assert "MARCH1" in ask("record").text
    answer = ask("record", token=mine, fields="diagnosis_name")
    assert answer.json == {
        "error": "The following values in the parameter fields are not valid: 'diagnosis_name'"
    }
    hidden = ask(
        "record", token=mine, fields="patient_sex", filterLogic="[diagnosis_name] = 'low-grade glioma'"
    )
    assert hidden.status_code == 400


def test_who_manages_no_accounts_sees_the_own_one(ask: Ask, token: Tokens) -> None:
    for content in ("user", "userDagMapping", "userRoleMapping"):
        (row,) = ask(content, token=token("analyst")).json
        assert row["username"] == email_of("analyst")
    assert len(ask("user").json) > 10


def test_an_export_is_told_to_the_trail(ask: Ask, token: Tokens, redcap_world: World, ground: Ground) -> None:
    ask("record", token=token("clinician", "FR-002"), forms="patient,toxicity")
    ask("metadata", token=token("clinician", "FR-002"))
    with redcap_world.session() as session:
        events = session.scalars(select(Event).where(Event.actor == email_of("clinician", "FR-002"))).all()
    assert (events[-1].kind, events[-1].detail) == (
        "export_records",
        {"rows": {"patient": 1, "toxicity": 1}, "format": "redcap", "scope": "FR-002"},
    )


def test_a_closed_account_and_a_changed_role_count_at_once(
    ask: Ask, token: Tokens, redcap_world: World
) -> None:
    mine = token("clinician", "ES-001")
    assert ask("version", token=mine).status_code == 200
    for values in ({"role": "reviewer"}, {"role": "clinician", "disabled_at": dt.datetime.now(dt.UTC)}):
        with redcap_world.session() as session, writing(session):
            session.execute(
                update(User).where(User.email == email_of("clinician", "ES-001")).values(**values)
            )
        assert ask("version", token=mine).json == NO


def test_a_token_for_redcap_has_the_form_that_clients_ask_for(token: Tokens) -> None:
    made = {token("coordinator") for _time in range(5)}
    assert len(made) == 5
    assert all(len(text) == 32 and set(text) <= set("0123456789ABCDEF") for text in made)
