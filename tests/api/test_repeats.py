"""A save sent again under its key is done once: after a lost answer, and from two threads at the same moment."""

import threading
from collections.abc import Callable

import pytest
from sqlalchemy import func, select
from werkzeug.test import TestResponse

from registry.models.audit import AuditEntry
from registry.models.draft import SavedRequest
from registry.models.patient import Patient
from tests.api.programs import Program, Programs, example, made, refused
from tests.people import World


@pytest.fixture
def program(both_programs: Programs) -> Program:
    return both_programs("clinician")


def entries_of(world: World, record_id: str) -> int:
    with world.session() as session:
        return session.scalar(select(func.count()).where(AuditEntry.row == record_id)) or 0


def test_the_same_save_again_is_the_same_record(program: Program, both_worlds: World) -> None:
    first = program.post("/patients", example("patient"), Idempotency_Key="save-1")
    again = program.post("/patients", example("patient"), Idempotency_Key="save-1")
    assert made(again) == made(first)
    assert again.headers["ETag"] == first.headers["ETag"]
    assert entries_of(both_worlds, first.json["id"]) == 1


def test_without_a_key_two_saves_are_two_records(program: Program) -> None:
    assert program.add("patient")["id"] != program.add("patient")["id"]


def test_the_same_key_with_another_body_is_refused(program: Program) -> None:
    program.post("/patients", example("patient"), Idempotency_Key="save-2")
    answer = program.post("/patients", example("patient") | {"sex": "male"}, Idempotency_Key="save-2")
    assert refused(answer) == {}
    assert "other content" in answer.json["message"]


def test_the_same_key_at_another_address_is_refused(program: Program) -> None:
    body = {"reason": "same text"}
    first, second = program.add("patient"), program.add("patient")
    assert program.change("patient", first, body, Idempotency_Key="save-3").status_code == 200
    assert refused(program.change("patient", second, body, Idempotency_Key="save-3")) == {}


def test_a_key_belongs_to_one_person(program: Program, both_programs: Programs) -> None:
    mine = made(program.post("/patients", example("patient"), Idempotency_Key="save-4"))
    body = example("patient") | {"centre_id": "FR-002"}
    other = made(both_programs("clinician", "FR-002").post("/patients", body, Idempotency_Key="save-4"))
    assert mine["id"] != other["id"]


def test_a_change_whose_answer_was_lost_is_sent_again_as_it_was(program: Program) -> None:
    patient = program.add("patient")
    path = f"/patients/{patient['id']}"
    tag = program.get(path).headers["ETag"]
    body = {"sex": "male", "reason": "slip"}
    first = program.patch(path, body, If_Match=tag, Idempotency_Key="save-5")
    again = program.patch(path, body, If_Match=tag, Idempotency_Key="save-5")
    assert (first.status_code, again.status_code) == (200, 200)
    assert again.json == first.json
    assert again.json["version"] == 2


def test_a_drug_is_added_once_under_its_key(both_programs: Programs) -> None:
    program = both_programs("coordinator")
    body = example("drug") | {"inn": "entrectinib"}
    first = made(program.post("/drugs", body, Idempotency_Key="save-6"))
    assert made(program.post("/drugs", body, Idempotency_Key="save-6")) == first


@pytest.mark.parametrize("key", ["", "with space", "é", "x" * 65])
def test_a_key_of_another_form_is_refused(program: Program, key: str) -> None:
    answer = program.post("/patients", example("patient"), Idempotency_Key=key)
    assert list(refused(answer)) == ["Idempotency-Key"]


def test_a_refused_save_leaves_its_key_free(program: Program) -> None:
    body = example("patient") | {"sex": None}
    refused(program.post("/patients", body, Idempotency_Key="save-7"))
    made(program.post("/patients", example("patient"), Idempotency_Key="save-7"))


def test_sent_by_many_at_once_it_is_one_record(program: Program, both_worlds: World) -> None:
    number = count(both_worlds)
    send = lambda p: p.post("/patients", example("patient"), Idempotency_Key="save-8")  # noqa: E731
    answers = at_once(program, send)
    assert [answer.status_code for answer in answers] == [201] * 6, [answer.text for answer in answers]
    assert len({answer.json["id"] for answer in answers}) == 1
    assert count(both_worlds) == number + 1


@pytest.mark.parametrize("body", [{"sex": "male", "reason": "slip"}, {}])
def test_a_change_sent_by_many_at_once_is_made_once(
    program: Program, both_worlds: World, body: dict[str, str]
) -> None:
    patient = program.add("patient")
    path = f"/patients/{patient['id']}"
    tag = program.get(path).headers["ETag"]
    key = f"save-9-{len(body)}"
    answers = at_once(program, lambda p: p.patch(path, body, If_Match=tag, Idempotency_Key=key))
    assert [answer.status_code for answer in answers] == [200] * 6, [answer.text for answer in answers]
    assert entries_of(both_worlds, patient["id"]) == (2 if body else 1)
    with both_worlds.session() as session:
        assert session.scalar(select(func.count()).where(SavedRequest.key == key)) == 1


def count(world: World) -> int:
    with world.session() as session:
        return session.scalar(select(func.count(Patient.id))) or 0


def at_once(program: Program, send: Callable[[Program], TestResponse]) -> list[TestResponse]:
    """The same request from six clients that start together."""
    start, answers = threading.Barrier(6), list[TestResponse]()

    def one() -> None:
        client = Program(program.client.application.test_client(), program.token)
        start.wait()
        answers.append(send(client))

    threads = [threading.Thread(target=one) for _ in range(6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return answers
