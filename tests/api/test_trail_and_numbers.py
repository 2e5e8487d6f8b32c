"""The trail of a record, and the numbers of a drug."""

import pytest

from tests.api.programs import Programs, changed, refused


def test_the_trail_says_who_changed_what_and_why(both_programs: Programs) -> None:
    program = both_programs("clinician")
    course = program.add("course")
    second, first = sorted(course["course_drug"], key=lambda row: row["drug"])
    rows = [{"id": first["id"], "starting_dose": 0.05}]
    body = {"access_scheme": "CPC", "course_drug": rows, "reason": "letter of the pharmacy"}
    changed(program.change("course", course, body))
    entries = changed_list(both_programs("auditor").get(f"/courses/{course['id']}/history").json)
    last = [entry for entry in entries if entry["reason"] == "letter of the pharmacy"]
    assert {(entry["kind"], entry["id"]) for entry in last} == {
        ("course", course["id"]),
        ("course_drug", first["id"]),
        ("course_drug", second["id"]),
    }
    own = next(entry for entry in last if entry["kind"] == "course")
    assert own["actor"] == program.get("/me").json["email"]
    assert (own["operation"], own["version"]) == ("update", 2)
    assert own["changes"] == [{"field": "access_scheme", "old": "AAC", "new": "CPC"}]
    dose = next(entry for entry in last if entry["id"] == first["id"])
    assert dose["changes"] == [{"field": "starting_dose", "old": 0.025, "new": 0.05}]
    gone = next(entry for entry in last if entry["id"] == second["id"])
    assert gone["changes"] == [{"field": "status", "old": "complete", "new": "void"}]
    assert {entry["operation"] for entry in entries if entry not in last} == {"insert"}


def changed_list(entries: list[dict[str, object]]) -> list[dict[str, object]]:
    assert entries == sorted(entries, key=lambda entry: str(entry["at"]), reverse=True)
    return entries


def test_the_trail_of_a_drug(programs: Programs) -> None:
    program = programs("coordinator")
    drug = program.add("drug")
    changed(program.change("drug", drug, {"target": "MEK", "reason": "shorter"}))
    entries = program.get(f"/drugs/{drug['id']}/history").json
    assert [entry["operation"] for entry in entries] == ["update", "insert"]
    assert entries[0]["changes"] == [{"field": "target", "old": "MEK1, MEK2", "new": "MEK"}]


def test_a_summary_is_the_table_of_the_page(new_programs: Programs) -> None:
    program = new_programs("clinician")
    course = program.add("course")
    program.add("toxicity", course_id=course["id"])
    found = changed(program.get("/drugs/trametinib/summary?cut_off=2026-12-31&window_days=30"))
    assert (found["drug"], found["cut_off"]) == ("trametinib", "2026-12-31")
    rows = {(r["output"], r["subset"], r["category"]): r for r in found["outputs"]}
    assert rows["registered", "all", "all"]["n"] == 1
    assert rows["toxicity_any", "all", "all"]["n"] == 1
    assert rows["toxicity_any", "all", "all"]["parameters"].startswith("window_days=30")
    assert rows["toxicity_any", "monotherapy", "all"]["n"] == 0


def test_a_cut_off_leaves_out_what_came_later(new_programs: Programs) -> None:
    program = new_programs("clinician")
    program.add("course")
    found = changed(program.get("/drugs/trametinib/summary?cut_off=2025-12-31"))
    treated = [r for r in found["outputs"] if r["output"] == "treated" and r["subset"] == "all"]
    assert [row["n"] for row in treated] == [0]


@pytest.mark.parametrize(
    ("query", "name", "words"),
    [
        ("windowdays=1", "windowdays", "window_days"),
        ("window_days=-1", "window_days", "days, from 0 to 36500"),
        ("reading=mine", "reading", "reviewed_else_local, local or reviewed"),
        ("reading=local&reading=local", "reading", "twice"),
        ("cut_off=31/12/2026", "cut_off", "2026-10-31"),
        ("cut_off=2026-12", "cut_off", "whole date"),
        ("cut_off=", "cut_off", "Give a date."),
        ("cut_off=2026-12-31&cut_off=2026-12-31", "cut_off", "twice"),
    ],
)
def test_a_wrong_parameter_is_refused_with_those_that_exist(
    programs: Programs, query: str, name: str, words: str
) -> None:
    (sentence,) = refused(programs("clinician").get(f"/drugs/trametinib/summary?{query}"))[name]
    assert words in sentence


def test_the_summary_of_an_unknown_drug_is_not_found(programs: Programs) -> None:
    refused(programs("clinician").get("/drugs/aspirin/summary"), 404)
