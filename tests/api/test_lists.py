"""Lists: by key, page by page, narrowed by parent, status and time of change."""

import datetime as dt
import json
import time

import pytest
from werkzeug.test import TestResponse

from tests.api.programs import ADDRESSES, CLINICAL, Program, Programs, changed, refused


@pytest.fixture
def program(new_programs: Programs) -> Program:
    return new_programs("coordinator")


def ids(answer: TestResponse) -> list[str]:
    assert answer.status_code == 200, answer.text
    return [record["id"] for record in answer.json]


def place(answer: TestResponse) -> dict[str, int]:
    return dict(json.loads(answer.headers["X-Pagination"]))


def test_pages_follow_each_other_by_key(program: Program) -> None:
    made = sorted(program.add("patient", id=f"p{number}")["id"] for number in (3, 1, 5, 2, 4))
    first, second, third = (program.get(f"/patients?page={page}&page_size=2") for page in (1, 2, 3))
    assert [*ids(first), *ids(second), *ids(third)] == made
    assert place(first) == {"total": 5, "total_pages": 3, "page": 1, "page_size": 2, "next_page": 2}
    assert place(second) == {
        "total": 5,
        "total_pages": 3,
        "page": 2,
        "page_size": 2,
        "previous_page": 1,
        "next_page": 3,
    }
    assert place(third) == {"total": 5, "total_pages": 3, "page": 3, "page_size": 2, "previous_page": 2}


def test_a_page_after_the_last_is_empty(program: Program) -> None:
    program.add("patient")
    answer = program.get("/patients?page=9")
    assert ids(answer) == []
    assert place(answer) == {"total": 1, "total_pages": 1, "page": 9, "page_size": 50}


def test_an_empty_list_has_one_empty_page(program: Program) -> None:
    answer = program.get("/patients")
    assert ids(answer) == []
    assert place(answer) == {"total": 0, "total_pages": 1, "page": 1, "page_size": 50}


@pytest.mark.parametrize("kind", CLINICAL)
def test_a_list_shows_records_as_they_are_read_one_by_one(program: Program, kind: str) -> None:
    record = program.add(kind)
    (found,) = program.get(f"/{ADDRESSES[kind]}").json
    assert found == {name: value for name, value in record.items() if name not in ("questions", "notes")}


def test_a_list_is_narrowed_by_parent_and_patient(program: Program) -> None:
    first, second = program.add("course"), program.add("course")
    mine = program.add("toxicity", course_id=first["id"])
    program.add("toxicity", course_id=second["id"])
    assert ids(program.get(f"/toxicities?course_id={first['id']}")) == [mine["id"]]
    assert ids(program.get(f"/toxicities?patient_id={first['patient_id']}")) == [mine["id"]]
    assert ids(program.get(f"/toxicities?course_id={first['id']}&patient_id={second['patient_id']}")) == []
    assert ids(program.get(f"/courses?patient_id={second['patient_id']}")) == [second["id"]]


def test_patients_are_found_by_centre_and_number(program: Program) -> None:
    here, there = program.add("patient"), program.add("patient", centre_id="ES-001")
    assert ids(program.get("/patients?centre_id=ES-001")) == [there["id"]]
    assert ids(program.get(f"/patients?number={here['number']}")) == [here["id"]]


def test_void_records_are_listed_on_demand(program: Program) -> None:
    complete, draft, void = (
        program.add("patient"),
        program.add("patient", status="draft"),
        program.add("patient"),
    )
    program.act("patient", void, "void")
    assert set(ids(program.get("/patients"))) == {complete["id"], draft["id"]}
    assert ids(program.get("/patients?status=draft")) == [draft["id"]]
    assert ids(program.get("/patients?status=complete")) == [complete["id"]]
    assert ids(program.get("/patients?status=void")) == [void["id"]]
    assert len(ids(program.get("/patients?status=any"))) == 3


def test_what_changed_since_an_instant(both_programs: Programs) -> None:
    program = both_programs("coordinator")
    course = program.add("course")
    time.sleep(0.01)
    since = dt.datetime.now(dt.UTC).isoformat().replace("+00:00", "Z")
    assert ids(program.get(f"/courses?updated_since={since}")) == []
    rows = [{"id": row["id"], "dose_unit": "g"} for row in course["course_drug"]]
    changed(program.change("course", course, {"course_drug": rows, "reason": "unit"}))
    assert ids(program.get(f"/courses?updated_since={since}")) == [course["id"]]
    east = dt.datetime.now(dt.timezone(dt.timedelta(hours=9))) + dt.timedelta(seconds=5)
    assert ids(program.get("/courses?updated_since=" + east.isoformat().replace("+", "%2B"))) == []


def test_records_of_patients_who_object_are_read_where_they_are_asked_for(program: Program) -> None:
    course = program.add("course")
    patient = program.get(f"/patients/{course['patient_id']}").json
    changed(program.change("patient", patient, {"objection": "yes", "reason": "letter of the parents"}))
    assert ids(program.get("/courses")) == []
    assert place(program.get("/courses"))["total"] == 0
    assert ids(program.get(f"/courses?patient_id={patient['id']}")) == [course["id"]]
    assert ids(program.get("/patients")) == [patient["id"]]
    assert program.get(f"/courses/{course['id']}").status_code == 200


@pytest.mark.parametrize(
    ("query", "name"),
    [
        ("page=0", "page"),
        ("page=-1", "page"),
        ("page=1.0", "page"),
        ("page=1_0", "page"),
        ("page=+1", "page"),
        ("page=１", "page"),
        ("page=", "page"),
        ("page=99999999999999999999", "page"),
        ("page_size=201", "page_size"),
        ("page=1&page=2", "page"),
        ("status=deleted", "status"),
        ("updated_since=2026-10-31", "updated_since"),
        ("updated_since=2026-10-31T10:00", "updated_since"),
        ("updated_since=0001-01-01T00:00:00%2B14:00", "updated_since"),
        ("patient_id=%00", "patient_id"),
        ("patient_id=", "patient_id"),
        ("sort=password", "sort"),
        ("PAGE=1", "PAGE"),
    ],
)
def test_a_query_is_read_strictly(programs: Programs, query: str, name: str) -> None:
    assert list(refused(programs("coordinator").get(f"/toxicities?{query}"))) == [name]


def test_an_unknown_parameter_is_told_the_known_ones(programs: Programs) -> None:
    assert refused(programs("coordinator").get("/drugs?q=x")) == {
        "q": ["There is no such parameter here. It takes: page, page_size, status."]
    }


def test_drugs_and_places_are_listed(program: Program) -> None:
    assert ids(program.get("/drugs")) == ["dabrafenib", "trametinib"]
    assert ids(program.get("/centres?country_id=FR")) == ["FR-001", "FR-002"]
    assert program.get("/drugs/trametinib").json == {
        "id": "trametinib",
        "version": 1,
        "status": "complete",
        "inn": "trametinib",
        "inn_fr": None,
        "drug_class": None,
        "target": None,
        "target_missing": None,
        "eu_year": None,
        "eu_year_missing": None,
        "forms": None,
        "forms_missing": None,
        "new_formulation": None,
        "atc": None,
    }
