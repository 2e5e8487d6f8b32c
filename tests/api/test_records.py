"""Records through the API: every kind there and back, drafts and complete ones, changes, rows, questions."""

import pytest
from sqlalchemy import update

from registry.db import writing
from registry.fields.catalogue import KINDS, embedded
from registry.models.user import User
from tests.api.programs import ADDRESSES, CLINICAL, PARENTS, Programs, changed, example, made, refused
from tests.people import World, email_of

READER = {kind: "coordinator" if kind == "drug" else "clinician" for kind in ADDRESSES}


@pytest.mark.parametrize("kind", ADDRESSES)
def test_what_is_sent_is_what_is_read(both_programs: Programs, kind: str) -> None:
    program = both_programs(READER[kind])
    record = program.add(kind)
    answer = program.get(f"/{ADDRESSES[kind]}/{record['id']}")
    assert answer.json == record
    for name, value in example(kind).items():
        if name != "inn" and (name == "centre_id" or not name.endswith("_id")):
            assert in_order(without_ids(record[name])) == in_order(filled(kind, name, value)), name
    assert record["version"] == 1
    assert record["status"] == "complete"


def in_order(value: object) -> object:
    """Rows in an order of their own; the registry has none for them."""
    is_rows = isinstance(value, list) and all(isinstance(row, dict) for row in value)
    return sorted(value, key=str) if is_rows else value  # type: ignore[call-overload]


def without_ids(value: object) -> object:
    """Rows without the keys that the registry gave them."""
    if not isinstance(value, list):
        return value
    return [{k: v for k, v in row.items() if k != "id"} if isinstance(row, dict) else row for row in value]


def filled(kind: str, name: str, value: object) -> object:
    """Rows as they are answered: what was not sent is null."""
    below = embedded(kind)
    if below is None or name != below.record.name or not isinstance(value, list):
        return value
    empty: dict[str, object] = {}
    for field in below.fields.values():
        empty |= {field.name: None} | ({field.missing_name: None} if field.missing else {})
    return [empty | row for row in value]


@pytest.mark.parametrize("kind", ADDRESSES)
def test_an_answer_has_every_field_and_every_reason(programs: Programs, kind: str) -> None:
    record = programs(READER[kind]).add(kind)
    for field in KINDS[kind].fields.values():
        assert field.name in record
        assert (field.missing_name in record) == bool(field.missing)


@pytest.mark.parametrize("kind", ADDRESSES)
def test_a_record_is_voided_and_restored_with_a_reason(both_programs: Programs, kind: str) -> None:
    program = both_programs(READER[kind])
    record = program.add(kind)
    assert refused(program.act(kind, record, "void", reason="")) == {"reason": ["Say why."]}
    gone = changed(program.act(kind, record, "void"))
    assert (gone["status"], gone["version"]) == ("void", 2)
    back = changed(program.act(kind, record, "restore"))
    assert (back["status"], back["version"]) == ("complete", 3)
    assert {**back, "version": 1} == record


def test_a_void_record_is_changed_only_once_restored(programs: Programs) -> None:
    program = programs("clinician")
    patient = program.add("patient")
    program.act("patient", patient, "void")
    assert refused(program.change("patient", patient, {"sex": "male", "reason": "slip"})) == {
        "status": ["This record is void: restore it first."]
    }
    assert refused(program.change("patient", patient, {"status": "complete", "reason": "slip"}))["status"]
    assert program.get(f"/patients/{patient['id']}").json["status"] == "void"


def test_what_is_absent_stays_and_null_empties(programs: Programs) -> None:
    program = programs("clinician")
    patient = program.add("patient")
    after = changed(program.change("patient", patient, {"vital_status_date": None, "reason": "slip"}))
    assert after["vital_status_date"] is None
    assert {**after, "vital_status_date": "2026-03-14", "version": 1} == patient


def test_a_change_without_any_change_keeps_the_version(programs: Programs) -> None:
    program = programs("clinician")
    patient = program.add("patient")
    assert changed(program.change("patient", patient, {"sex": "female"})) == patient


def test_a_complete_record_changes_with_a_reason_only(programs: Programs) -> None:
    program = programs("clinician")
    patient = program.add("patient")
    assert refused(program.change("patient", patient, {"sex": "male"})) == {
        "reason": ["This record was complete: say why it changes."]
    }


def test_a_draft_may_lack_everything_and_a_complete_record_may_not(programs: Programs) -> None:
    program = programs("clinician")
    draft = made(program.post("/patients", {"centre_id": "FR-001"}))
    assert (draft["status"], draft["sex"], draft["birth_month"]) == ("draft", None, None)
    assert refused(program.change("patient", draft, {"status": "complete"})) == {
        "birth_month": ["Month and year of birth: fill in."],
        "sex": ["Sex: choose."],
    }
    body = {"status": "complete", "sex": "male", "birth_month": "2016-01"}
    assert changed(program.change("patient", draft, body))["status"] == "complete"


def test_rules_refuse_with_the_sentences_of_the_page(programs: Programs) -> None:
    program = programs("clinician")
    body = {"course_id": program.add("course")["id"], "grade": "5", "ongoing": "no", "end": "2026-01"}
    answer = program.post("/toxicities", example("toxicity") | body)
    assert refused(answer)["end"] == [
        "The end (Jan 2026) is before the onset (Feb 2026). Correct one of the two dates."
    ]
    assert [problem["code"] for problem in answer.json["problems"]] == [
        "TOX-03",
        "TOX-06",
        "TOX-07",
        "TOX-25",
    ]


def test_sentences_are_in_the_language_of_the_account(new_programs: Programs, sqlite_world: World) -> None:
    program = new_programs("clinician")
    body = {"centre_id": "FR-001", "status": "complete"}
    assert refused(program.post("/patients", body))["sex"] == ["Sex: choose."]
    with sqlite_world.session() as session, writing(session):
        session.execute(update(User).where(User.email == email_of("clinician")).values(language="fr"))
    assert refused(program.post("/patients", body))["sex"][0].startswith("Sexe")


def test_questions_are_answered_and_notes_are_told(programs: Programs) -> None:
    program = programs("clinician")
    record = program.add("toxicity", grade="1")
    assert [(note["code"], note["level"], note["field"]) for note in record["notes"]] == [
        ("TOX-17", "note", "grade")
    ]
    assert record["questions"] == []
    asked = changed(
        program.change("toxicity", record, {"nature": "laboratory", "grade": "3", "reason": "slip"})
    )
    (question,) = asked["questions"]
    assert question == {
        "code": "TOX-11",
        "level": "ask",
        "field": "nature",
        "text": "This term is usually of the other nature (clinical or laboratory). Is that right?",
        "answer": None,
    }
    body = {"answers": {"TOX-11": "Seen in the blood"}, "reason": "answered"}
    answered = changed(program.change("toxicity", record, body))
    assert answered["questions"][0]["answer"] == "Seen in the blood"
    assert answered["answers"] == {"TOX-11": "Seen in the blood"}
    emptied = changed(
        program.change("toxicity", record, {"answers": {"TOX-11": None}, "reason": "taken back"})
    )
    assert emptied["answers"] == {}


def test_rows_are_changed_added_and_taken_away_as_one_list(both_programs: Programs) -> None:
    program = both_programs("clinician")
    course = program.add("course")
    second, first = sorted(course["course_drug"], key=lambda row: row["drug"])
    body = {"course_drug": [{"id": first["id"], "starting_dose": 0.05}], "reason": "dose corrected"}
    after = changed(program.change("course", course, body))
    assert after["course_drug"] == [first | {"starting_dose": 0.05}]
    assert after["version"] == 2
    rows = [{"id": first["id"]}, {"drug": "DABRAFENIB", "dose_unit": "mg"}]
    again = changed(
        program.change("course", course, {"course_drug": rows, "reason": "second drug after all"})
    )
    assert [row["drug"] for row in again["course_drug"]] == ["trametinib", "dabrafenib"]
    assert again["course_drug"][1]["id"] not in (first["id"], second["id"])


def test_a_row_of_another_record_is_none_of_this_one(programs: Programs) -> None:
    program = programs("clinician")
    mine, other = program.add("course"), program.add("course")
    rows = [{"id": other["course_drug"][0]["id"], "drug": "trametinib"}]
    answer = program.change("course", mine, {"course_drug": rows, "reason": "slip"})
    assert refused(answer) == {"course_drug-0-id": ["This row is not of this record."]}


def test_a_sender_may_choose_the_key_once(programs: Programs) -> None:
    program = programs("clinician")
    assert program.add("patient", id="hospital-17")["id"] == "hospital-17"
    assert refused(program.post("/patients", example("patient") | {"id": "hospital-17"})) == {
        "id": ["This key cannot be used: choose another, or leave it out."]
    }
    elsewhere = programs("clinician", "FR-002")
    body = example("patient") | {"id": "hospital-17", "centre_id": "FR-002"}
    assert refused(elsewhere.post("/patients", body))["id"]


@pytest.mark.parametrize("key", ["", "../x", "a/b", " a", "é", "x" * 65, 5, None, "."])
def test_a_key_that_cannot_stand_in_an_address_is_refused(programs: Programs, key: object) -> None:
    assert refused(programs("clinician").post("/patients", example("patient") | {"id": key}))["id"]


def test_a_drug_is_listed_once(both_programs: Programs) -> None:
    program = both_programs("coordinator")
    drug = program.add("drug", inn="Larotrectinib", inn_fr="larotrectinib")
    assert drug["id"] == "larotrectinib"
    assert refused(program.post("/drugs", example("drug") | {"inn": "LAROTRECTINIB"})) == {
        "inn": ["This drug is in the list already."]
    }


def test_a_drug_whose_key_is_taken_is_refused(both_programs: Programs) -> None:
    """The key has the first 64 signs of the name; two people adding one drug at once meet in the same place."""
    program = both_programs("coordinator")
    program.add("drug", inn="x" * 64 + " one")
    assert list(refused(program.post("/drugs", example("drug") | {"inn": "x" * 64 + " two"}))) == ["inn"]


def test_the_answer_to_a_new_record_names_its_address(programs: Programs) -> None:
    program = programs("clinician")
    answer = program.post("/patients", example("patient"))
    assert answer.headers["Location"] == f"/api/v1/patients/{answer.json['id']}"


@pytest.mark.parametrize("kind", CLINICAL)
def test_a_new_record_says_where_it_belongs(programs: Programs, kind: str) -> None:
    parent = f"{PARENTS.get(kind, 'centre')}_id"
    body = {name: value for name, value in example(kind).items() if name != parent}
    assert refused(programs("clinician").post(f"/{ADDRESSES[kind]}", body)) == {
        parent: ["Say to which record this belongs."]
    }


def test_a_reviewer_writes_the_reviewed_reading_and_nothing_else(programs: Programs) -> None:
    record = programs("clinician").add("assessment")
    reviewer = programs("reviewer")
    body = {
        "reviewed_response": "SD",
        "reviewer": "A. R.",
        "reviewed_on": "2026-03-20",
        "reason": "central review",
    }
    after = changed(reviewer.change("assessment", record, body))
    assert (after["response"], after["reviewed_response"], after["status"]) == ("PR", "SD", "complete")
    refused(reviewer.change("assessment", record, {"response": "SD", "reason": "slip"}), 403)
    refused(reviewer.change("assessment", record, {"status": "draft", "reason": "slip"}), 403)
    refused(
        programs("clinician").change("assessment", record, {"reviewed_response": "PR", "reason": "slip"}), 403
    )
