"""Nobody changes what they have not read: ETag, 304, 428 and 412, with both values side by side."""

import threading

import pytest

from tests.api.programs import Document, Program, Programs, changed, refused


@pytest.fixture
def program(programs: Programs) -> Program:
    return programs("clinician")


def tag_of(program: Program, record: Document) -> str:
    return program.get(f"/patients/{record['id']}").headers["ETag"]


def test_a_tag_stands_for_one_version_of_one_record(program: Program) -> None:
    first, second = program.add("patient"), program.add("patient")
    tag = tag_of(program, first)
    assert tag == tag_of(program, first)
    assert tag != tag_of(program, second)
    answer = program.patch(f"/patients/{first['id']}", {"sex": "male", "reason": "slip"}, If_Match=tag)
    assert answer.headers["ETag"] == tag_of(program, first) != tag


def test_a_new_record_comes_with_its_tag(program: Program) -> None:
    answer = program.post("/patients", {"centre_id": "FR-001"})
    assert answer.headers["ETag"] == tag_of(program, answer.json)


def test_a_version_that_is_known_is_not_sent_again(program: Program) -> None:
    patient = program.add("patient")
    path = f"/patients/{patient['id']}"
    answer = program.get(path, If_None_Match=tag_of(program, patient))
    assert (answer.status_code, answer.data) == (304, b"")
    program.change("patient", patient, {"sex": "male", "reason": "slip"})
    assert program.get(path, If_None_Match=answer.headers["ETag"]).status_code == 200


@pytest.mark.parametrize("headers", [{}, {"If_Match": "*"}, {"If_Match": ""}])
@pytest.mark.parametrize(("method", "action"), [("PATCH", ""), ("POST", "/void"), ("POST", "/restore")])
def test_a_change_says_which_version_it_changes(
    program: Program, method: str, action: str, headers: dict[str, str]
) -> None:
    path = f"/patients/{program.add('patient')['id']}"
    answer = program.send(method, path + action, {"reason": "slip"}, **headers)
    assert refused(answer, 428) == {}
    assert "If-Match" in answer.json["message"]
    assert program.get(path).json["version"] == 1


def test_weak_tags_of_proxies_count(program: Program) -> None:
    patient = program.add("patient")
    body, tag = {"sex": "male", "reason": "slip"}, tag_of(program, patient)
    assert changed(program.patch(f"/patients/{patient['id']}", body, If_Match=f"W/{tag}"))["version"] == 2


def test_the_second_of_two_is_told_what_the_first_saved(program: Program, programs: Programs) -> None:
    patient = program.add("patient")
    path, tag = f"/patients/{patient['id']}", tag_of(program, patient)
    first = {"sex": "male", "birth_month": "2014-01", "reason": "letter of the hospital"}
    assert changed(program.patch(path, first, If_Match=tag))["version"] == 2
    second = {"sex": "unknown", "birth_month": "2014-01", "vital_status": "alive", "reason": "phone call"}
    answer = programs("data_entry").patch(path, second, If_Match=tag)
    assert refused(answer, 412) == {}
    assert answer.json["message"] == "Somebody saved this record while you were writing."
    assert answer.json["differences"] == [{"field": "sex", "sent": "unknown", "stored": "male"}]
    assert answer.json["record"] == program.get(path).json
    assert answer.headers["ETag"] == tag_of(program, patient)
    assert program.get(path).json["sex"] == "male"


@pytest.mark.parametrize("action", ["void", "restore"])
def test_a_stale_void_or_restore_changes_nothing(program: Program, action: str) -> None:
    patient = program.add("patient")
    path, tag = f"/patients/{patient['id']}", tag_of(program, patient)
    program.change("patient", patient, {"sex": "male", "reason": "slip"})
    if action == "restore":
        program.act("patient", patient, "void")
    answer = program.post(f"{path}/{action}", {"reason": "slip"}, If_Match=tag)
    assert refused(answer, 412) == {}
    assert answer.json["record"]["status"] == ("void" if action == "restore" else "complete")


def test_a_changed_row_is_a_new_version_of_its_record(program: Program) -> None:
    course = program.add("course")
    path = f"/courses/{course['id']}"
    tag = program.get(path).headers["ETag"]
    rows = [{"id": row["id"], "dose_unit": "mg"} for row in course["course_drug"]]
    program.change("course", course, {"course_drug": rows, "reason": "unit forgotten"})
    assert refused(program.patch(path, {"reason": "late"}, If_Match=tag), 412) == {}


def test_of_many_changes_at_once_one_is_made(both_programs: Programs) -> None:
    program = both_programs("clinician")
    patient = program.add("patient")
    path, tag = f"/patients/{patient['id']}", tag_of(program, patient)
    months = [f"2010-{month:02d}" for month in range(1, 7)]
    statuses: list[int] = []

    def change(month: str) -> None:
        other = Program(program.client.application.test_client(), program.token)
        body = {"birth_month": month, "reason": "slip"}
        statuses.append(other.patch(path, body, If_Match=tag).status_code)

    threads = [threading.Thread(target=change, args=(month,)) for month in months]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(statuses) == [200, 412, 412, 412, 412, 412]
    assert program.get(path).json["version"] == 2
