"""Who comes in: a good token, and the same rights as on the pages."""

import datetime as dt

import pytest
import time_machine
from flask import Flask
from sqlalchemy import update

from registry.access import tokens
from registry.access.permissions import ROLES, may
from registry.db import writing
from registry.models.user import User
from registry.web.api.operations import ME, of_resource
from registry.web.api.resources import RESOURCES
from tests.api.programs import CLINICAL, Program, Programs, changed, example, refused
from tests.people import World, client, email_of

OPERATIONS = [
    (operation, resource.path + operation.path.replace("<record_id>", "no-such-record"))
    for resource in RESOURCES
    for operation in of_resource(resource)
]


@pytest.mark.parametrize("role", ROLES)
def test_a_role_may_do_what_its_rights_say_and_nothing_else(programs: Programs, role: str) -> None:
    program = programs(role)
    for operation, path in OPERATIONS:
        body = None if operation.method == "GET" else {}
        answer = program.send(operation.method, path.removeprefix("/api/v1"), body, If_Match='"x"')
        is_in = any(may(ROLES[role], door) for door in operation.doors)
        assert (answer.status_code == 403) == (not is_in), (operation.method, path, answer.status_code)


@pytest.mark.parametrize("role", ["analyst", "administrator"])
def test_who_reads_no_records_gets_none(programs: Programs, role: str) -> None:
    program = programs(role)
    for address in ("patients", "diagnoses", "courses", "assessments", "toxicities"):
        refused(program.get(f"/{address}"), 403)


def test_an_analyst_reads_summaries(programs: Programs) -> None:
    assert changed(programs("analyst").get("/drugs/trametinib/summary"))["drug"] == "trametinib"


def test_only_the_trail_right_reads_the_trail(programs: Programs) -> None:
    patient = programs("clinician").add("patient")
    path = f"/patients/{patient['id']}/history"
    refused(programs("clinician").get(path), 403)
    assert programs("auditor").get(path).status_code == 200


def test_a_read_only_token_reads_only(programs: Programs) -> None:
    program = programs("clinician", read_only=True)
    assert program.get("/patients").status_code == 200
    answer = program.post("/patients", example("patient"))
    assert refused(answer, 403) == {}
    assert answer.json["message"] == "This token reads only."
    assert program.get("/me").json["token"]["read_only"] is True


@pytest.mark.parametrize(
    "header", ["", "Bearer", "Bearer ", "Bearer wrong", "Basic dXNlcjpwYXNz", "Bearer \xff"]
)
def test_without_a_good_token_nobody_comes_in(programs: Programs, header: str) -> None:
    answer = programs("clinician").get("/patients", Authorization=header)
    assert refused(answer, 401) == {}
    assert answer.headers["WWW-Authenticate"] == "Bearer"


def test_the_cookie_of_a_browser_opens_nothing(sqlite_app: Flask, sqlite_world: World) -> None:
    browser = client(sqlite_app, sqlite_world, "clinician")
    assert browser.get("/account").status_code == 200
    assert browser.get("/api/v1/patients").status_code == 401
    assert browser.post("/api/v1/patients", json=example("patient")).status_code == 401


def test_a_token_opens_no_page(programs: Programs, api_app: Flask) -> None:
    program = programs("clinician")
    answer = api_app.test_client().get("/account", headers={"Authorization": f"Bearer {program.token}"})
    assert answer.status_code == 302


def test_a_token_ends(new_programs: Programs) -> None:
    program = new_programs("clinician")
    assert program.get("/me").status_code == 200
    with time_machine.travel(dt.datetime.now(dt.UTC) + dt.timedelta(days=tokens.DAYS, minutes=1), tick=False):
        refused(program.get("/me"), 401)


def test_a_changed_role_or_closed_account_counts_at_once(new_programs: Programs, sqlite_world: World) -> None:
    program = new_programs("clinician")
    assert program.get("/patients").status_code == 200
    change_user(sqlite_world, role="analyst")
    refused(program.get("/patients"), 403)
    change_user(sqlite_world, disabled_at=dt.datetime.now(dt.UTC))
    refused(program.get("/drugs"), 401)


def change_user(world: World, **values: object) -> None:
    with world.session() as session, writing(session):
        session.execute(update(User).where(User.email == email_of("clinician")).values(**values))


def test_me_says_whose_token_it_is_and_what_it_may(programs: Programs) -> None:
    found = programs("clinician").get("/me").json
    expires = dt.datetime.fromisoformat(found["token"]["expires_at"])
    made = dt.datetime.fromisoformat(found["token"]["created_at"])
    assert expires - made == dt.timedelta(days=tokens.DAYS)
    del found["token"]
    assert found == {
        "email": email_of("clinician"),
        "language": "en",
        "role": "clinician",
        "rows": "centre",
        "centres": ["FR-001"],
        "permissions": sorted(ROLES["clinician"].permissions),
    }


def test_me_is_for_everybody_with_an_account() -> None:
    assert all(may(role, door) for role in ROLES.values() for door in ME.doors)


@pytest.mark.parametrize(("role", "centres"), [("coordinator", None), ("administrator", [])])
def test_me_says_whose_rows_are_seen(programs: Programs, role: str, centres: list[str] | None) -> None:
    assert programs(role).get("/me").json["centres"] == centres


def test_reading_changes_nothing(new_programs: Programs, sqlite_world: World) -> None:
    program: Program = new_programs("coordinator")
    for kind in CLINICAL:
        program.add(kind)
    before = whole(sqlite_world)
    for operation, path in OPERATIONS:
        if operation.method == "GET":
            program.get(path.removeprefix("/api/v1"))
    assert whole(sqlite_world) == before


def whole(world: World) -> list[tuple[object, ...]]:
    """Every row of every table."""
    from registry.models.base import Base

    with world.session() as session:
        return [
            (table.name, *row)
            for table in Base.metadata.sorted_tables
            for row in session.execute(table.select())
        ]
