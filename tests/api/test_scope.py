"""Another hospital's records: not found, like those that do not exist, whatever is asked of them and wherever."""

import json
from dataclasses import dataclass

import pytest

from tests.api.programs import (
    ADDRESSES,
    CLINICAL,
    PARENTS,
    Document,
    Program,
    Programs,
    changed,
    example,
    refused,
)

CANARY = {"FR-001": "canary one", "FR-002": "canary two", "ES-001": "canary three"}
UNKNOWN = "no-such-record"


@dataclass
class Everywhere:
    """A record of each kind in each centre, with the centre's canary in its text."""

    records: dict[str, dict[str, Document]]

    def of(self, centre: str, kind: str) -> str:
        return UNKNOWN if centre == "unknown" else str(self.records[centre][kind]["id"])


@pytest.fixture
def everywhere(both_programs: Programs) -> Everywhere:
    coordinator = both_programs("coordinator")
    return Everywhere({centre: fill(coordinator, centre, text) for centre, text in CANARY.items()})


TEXTS = {
    "diagnosis": "name",
    "assessment": "report",
    "toxicity": "term_text",
    "special_situation": "description",
}
"""The field of a kind that holds the canary."""


def fill(program: Program, centre: str, canary: str) -> dict[str, Document]:
    made: dict[str, Document] = {}
    for kind in CLINICAL:
        parent = PARENTS.get(kind)
        place = {f"{parent}_id": made[parent]["id"]} if parent else {"centre_id": centre}
        made[kind] = program.add(kind, **place, **({TEXTS[kind]: canary} if kind in TEXTS else {}))
    return made


@pytest.mark.parametrize(
    ("role", "sees"), [("clinician", {"FR-001"}), ("national_coordinator", {"FR-001", "FR-002"})]
)
def test_a_foreign_record_is_answered_like_an_unknown_one(
    both_programs: Programs, everywhere: Everywhere, role: str, sees: set[str]
) -> None:
    program = both_programs(role)
    for kind in CLINICAL:
        for method, action, body in REQUESTS:
            path = f"/{ADDRESSES[kind]}/%s{action}"
            unknown = program.send(method, path % UNKNOWN, body, If_Match='"x"')
            assert unknown.status_code == 404, (method, path)
            for centre in CANARY:
                answer = program.send(method, path % everywhere.of(centre, kind), body, If_Match='"x"')
                if centre in sees:
                    assert answer.status_code in (200, 412, 422), (method, path)
                else:
                    assert (answer.status_code, answer.data) == (404, unknown.data), (method, path)


REQUESTS = [
    ("GET", "", None),
    ("PATCH", "", {"reason": "slip"}),
    ("POST", "/void", {"reason": "slip"}),
    ("POST", "/restore", {"reason": "slip"}),
]


@pytest.mark.parametrize("centre", ["FR-002", "ES-001", "unknown"])
def test_nothing_is_made_under_a_foreign_parent(
    both_programs: Programs, everywhere: Everywhere, centre: str
) -> None:
    program = both_programs("clinician")
    for kind in CLINICAL:
        parent = PARENTS.get(kind, "centre")
        parent_id = everywhere.of(centre, parent) if kind != "patient" else centre
        body = example(kind) | {f"{parent}_id": parent_id}
        answer = program.post(f"/{ADDRESSES[kind]}", body)
        assert refused(answer, 404) == {}
        assert answer.json["message"] == "There is no such record."


def test_lists_hold_no_foreign_record(both_programs: Programs, everywhere: Everywhere) -> None:
    program = both_programs("clinician")
    foreign = [text for centre, text in CANARY.items() if centre != "FR-001"]
    for kind in CLINICAL:
        path = f"/{ADDRESSES[kind]}?page_size=200&status=any"
        found = program.get(path)
        assert everywhere.of("FR-001", kind) in found.text
        for centre in ("FR-002", "ES-001"):
            assert everywhere.of(centre, kind) not in found.text
        assert not [text for text in foreign if text in found.text]
        assert json.loads(found.headers["X-Pagination"])["total"] == len(found.json)


def test_a_list_of_a_foreign_parent_is_empty(both_programs: Programs, everywhere: Everywhere) -> None:
    program = both_programs("clinician")
    for centre in ("ES-001", "unknown"):
        assert program.get(f"/courses?patient_id={everywhere.of(centre, 'patient')}").json == []
        assert program.get(f"/toxicities?course_id={everywhere.of(centre, 'course')}").json == []


def test_a_centre_reads_its_own_place(both_programs: Programs) -> None:
    program = both_programs("clinician")
    assert [centre["id"] for centre in program.get("/centres").json] == ["FR-001"]
    assert program.get("/centres/FR-001").json["country_id"] == "FR"
    refused(program.get("/centres/FR-002"), 404)
    assert [country["id"] for country in program.get("/countries").json] == ["ES", "FR"]


def test_rows_of_a_foreign_record_cannot_be_taken_over(
    both_programs: Programs, everywhere: Everywhere
) -> None:
    program = both_programs("clinician")
    foreign = everywhere.records["FR-002"]["course"]["course_drug"][0]
    rows = [{"id": foreign["id"], "drug": "trametinib"}]
    own = everywhere.records["FR-001"]["course"]
    refused(program.change("course", own, {"course_drug": rows, "reason": "slip"}))
    there = both_programs("clinician", "FR-002").get(f"/courses/{foreign_course(everywhere)}").json
    assert foreign in there["course_drug"]


def foreign_course(everywhere: Everywhere) -> str:
    return everywhere.of("FR-002", "course")


@pytest.mark.parametrize(
    "record_id", ["%00", "%0a", "a%00b", "%ED%A0%80", "%F0%9F", "..", "%25", "x" * 3000, "' OR 1=1"]
)
def test_what_no_key_can_be_is_not_found(both_programs: Programs, record_id: str) -> None:
    refused(both_programs("clinician").get(f"/patients/{record_id}"), 404)


@pytest.mark.parametrize("centre", ["FR-001", "FR-002"])
def test_the_summary_of_a_drug_covers_the_readers_rows(
    both_programs: Programs, everywhere: Everywhere, centre: str
) -> None:
    found = changed(both_programs("coordinator").get("/drugs/trametinib/summary"))
    own = both_programs("clinician", centre) if centre == "FR-002" else both_programs("clinician")
    mine = changed(own.get("/drugs/trametinib/summary"))
    assert mine["covers"] == {"centres": [centre], "countries": ["FR"]}
    assert found["covers"]["centres"] == ["ES-001", "FR-001", "FR-002"]
    assert number(mine, "registered") < number(found, "registered")


def number(summary: Document, output: str) -> int:
    return int(next(row["n"] for row in summary["outputs"] if row["output"] == output))
