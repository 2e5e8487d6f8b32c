"""What is sent is read strictly: JSON types, formats, unknown names, sizes; nothing is set that is not asked for."""

import json
from typing import Any

import pytest

from registry.fields.catalogue import KINDS
from registry.models.catalogue import MODELS
from registry.web.api.bodies import LARGEST
from tests.api.programs import ADDRESSES, CLINICAL, PARENTS, Program, Programs, example, made, refused

STRICT = [
    ("diagnosis", "relapse_number", 1.5, "Give a whole number."),
    ("diagnosis", "relapse_number", True, "Give a number."),
    ("diagnosis", "relapse_number", "1", "Give a number."),
    ("diagnosis", "relapse_number", 0, "Between 1 and 20."),
    ("diagnosis", "relapse_number", 10**30, "Between 1 and 20."),
    ("diagnosis", "relapse_number", [], "Give a number."),
    ("diagnosis", "name", 5, "Give text."),
    ("diagnosis", "name", "a\x00b", "It holds a character that cannot be stored. Retype the text."),
    ("diagnosis", "name", "a\ud800b", "It holds a character that cannot be stored. Retype the text."),
    ("diagnosis", "name", "x" * 201, "At most 200 characters; this has 201."),
    ("diagnosis", "diagnosis_date", "31/10/2026", "“31/10/2026” is not a date. Write it like 2026-10-31."),
    ("diagnosis", "diagnosis_date", "2026-02-31", "“2026-02-31” does not exist in the calendar."),
    ("diagnosis", "diagnosis_date", "", "Give text, or null to leave it empty."),
    ("diagnosis", "diagnosis_date", 2026, "Give text, or null to leave it empty."),
    ("diagnosis", "category", "CNS", "“CNS” is not one of the choices."),
    ("diagnosis", "category", True, "Give text, or null to leave it empty."),
    ("diagnosis", "category", {}, "Give text, or null to leave it empty."),
    ("diagnosis", "iccc3", "XX", "“XX” is not in the list. Choose one of its entries."),
    ("patient", "birth_month", "2015-03-01", "Give the month and year only, such as 2015-03."),
    ("patient", "number", "FR-001-0001-A", "The registry gives this itself: leave it out."),
    ("course", "first_dose", "2026-01", "Give the whole date: day, month and year."),
    ("course", "course_drug", {}, "Give a list of at most 50 rows."),
    ("course", "course_drug", None, "Give a list of at most 50 rows."),
    ("course", "course_drug", [{"drug": "trametinib"}] * 51, "Give a list of at most 50 rows."),
    ("assessment", "target_measure", "21,5", "Give a number."),
    ("assessment", "target_measure", 0.12345678901234567, "Give at most 15 significant digits."),
    ("assessment", "target_measure", -1, "Between 0 and 1,000,000."),
    ("toxicity", "seriousness", "death", "Give a list of choices."),
    ("toxicity", "seriousness", [1], "Give a list of choices."),
    ("toxicity", "seriousness", ["death", "none"], "“None of them” cannot go with another choice."),
    ("toxicity", "grade", 2, "Give text, or null to leave it empty."),
    ("toxicity", "term", "Rash acneiform", "“Rash acneiform” is not in the list. Choose one of its entries."),
    ("toxicity", "status", "void", "Give draft or complete."),
    ("toxicity", "status", None, "Give draft or complete."),
    ("toxicity", "reason", 5, "Give text."),
    ("toxicity", "reason", "x" * 2001, "At most 2000 characters; this has 2001."),
    ("toxicity", "answers", [], "Give an object: the answer by the code of its question."),
    ("toxicity", "answers", {"TOX-01": "yes"}, "There is no question “TOX-01” here."),
]


@pytest.mark.parametrize(("kind", "name", "value", "sentence"), STRICT)
def test_a_value_that_is_not_exactly_right_is_refused(
    programs: Programs, kind: str, name: str, value: Any, sentence: str
) -> None:
    body = example(kind) | {name: value}
    if kind in PARENTS:
        body[f"{PARENTS[kind]}_id"] = programs("clinician").add(PARENTS[kind])["id"]
    assert sentence in refused(programs("clinician").post(f"/{ADDRESSES[kind]}", body))[name]


def test_a_whole_number_may_be_written_with_a_point(programs: Programs) -> None:
    assert programs("clinician").add("diagnosis", relapse_number=2.0)["relapse_number"] == 2


@pytest.mark.parametrize(
    ("row", "place", "sentence"),
    [
        ({}, "course_drug-0", "Give an object with at least one member."),
        (None, "course_drug-0", "Give an object with at least one member."),
        ("trametinib", "course_drug-0", "Give an object with at least one member."),
        ({"drug": "aspirin"}, "course_drug-0-drug", "“aspirin” is not known in this registry."),
        ({"drug": 5}, "course_drug-0-drug", "Give text, or null to leave it empty."),
        ({"drug": "trametinib", "id": 5}, "course_drug-0-id", "Give text."),
        ({"drug": "trametinib", "dose": 1}, "course_drug-0-dose", "There is no field of this name."),
        ({"drug": "trametinib", "starting_dose": "1"}, "course_drug-0-starting_dose", "Give a number."),
        (
            {"drug": "trametinib", "starting_dose_missing": "refused"},
            "course_drug-0-starting_dose",
            "Reasons allowed here: not_available, unknown.",
        ),
        (
            {"drug": "trametinib", "starting_dose": 1, "starting_dose_missing": "unknown"},
            "course_drug-0-starting_dose",
            "Give either a value or a reason, not both.",
        ),
    ],
)
def test_rows_are_read_as_strictly(programs: Programs, row: object, place: str, sentence: str) -> None:
    program = programs("clinician")
    body = example("course") | {"patient_id": program.add("patient")["id"], "course_drug": [row]}
    assert refused(program.post("/courses", body))[place] == [sentence]


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"{",
        b"{'a': 1}",
        b'{"a": NaN}',
        b'{"a": Infinity}',
        b'{"sex": "male", "sex": "female"}',
        b'{"a": "\xff"}',
        b"[" * 100_000,
        b'{"a":' * 40_000 + b"1" + b"}" * 40_000,
        b'{"a": ' + b"9" * 5_000 + b"}",
    ],
)
def test_what_is_not_json_is_refused_with_a_sentence(programs: Programs, body: bytes) -> None:
    answer = programs("clinician").post("/patients", body)
    assert refused(answer, 400) == {}
    assert answer.json["message"].endswith("Nothing was changed.")


@pytest.mark.parametrize("body", [b"[]", b"1", b"null", b'"text"'])
def test_json_that_is_no_object_is_refused(programs: Programs, body: bytes) -> None:
    assert refused(programs("clinician").post("/patients", body)) == {"": ["Send a JSON object."]}


@pytest.mark.parametrize(
    "type_", ["text/plain", "application/x-www-form-urlencoded", "multipart/form-data", ""]
)
def test_a_body_says_that_it_is_json(programs: Programs, type_: str) -> None:
    body = json.dumps(example("patient")).encode()
    answer = programs("clinician").post("/patients", body, Content_Type=type_)
    assert refused(answer, 415) == {}


def test_a_body_has_a_limit(programs: Programs) -> None:
    body = json.dumps(example("patient") | {"reason": "x" * LARGEST}).encode()
    assert refused(programs("clinician").post("/patients", body), 413) == {}


def test_deep_and_strange_values_are_refused_and_not_failed_on(programs: Programs) -> None:
    deep: Any = []
    for _ in range(200):
        deep = [deep]
    program = programs("clinician")
    for name in ("sex", "birth_month", "objection", "answers", "reason", "status", "id", "x"):
        body = example("patient") | {name: deep}
        assert program.post("/patients", body).status_code == 422, name


@pytest.mark.parametrize("kind", CLINICAL)
@pytest.mark.parametrize("method", ["POST", "PATCH"])
def test_no_column_is_set_that_is_not_a_field(programs: Programs, kind: str, method: str) -> None:
    """Every column of the table that is no field of the form is sent: each is refused, and stays as it was."""
    program = programs("clinician")
    record, parent = program.add(kind), f"{PARENTS.get(kind, 'centre')}_id"
    taken = {"status", "answers"} | ({"id", parent} if method == "POST" else set())
    columns = {column.key for column in MODELS[kind].__mapper__.column_attrs} | {
        "role",
        "created_by",
        "locked",
    }
    fields = {name for name, field in KINDS[kind].fields.items() if not field.generated}
    for name in sorted(columns - fields - taken):
        if method == "POST":
            answer = program.post(
                f"/{ADDRESSES[kind]}", {parent: record[parent], name: HOSTILE.get(name, "x")}
            )
        else:
            answer = program.change(kind, record, {name: HOSTILE.get(name, "x"), "reason": "slip"})
        assert list(refused(answer)) == [name]
    assert program.get(f"/{ADDRESSES[kind]}/{record['id']}").json == record


HOSTILE = {
    "centre_id": "FR-002",
    "version": 99,
    "questions": [],
    "missing": {"sex": "refused"},
    "locked": True,
}


def test_a_value_for_a_field_that_does_not_apply_is_refused(programs: Programs) -> None:
    body = example("patient") | {"death_cause": "disease"}
    assert list(refused(programs("clinician").post("/patients", body))) == ["death_cause"]


@pytest.mark.parametrize(
    "text", ["=cmd|'/c calc'!A1", "<script>alert(1)</script>", "{{7*7}}", "' OR 1=1 --", "%s"]
)
def test_text_is_kept_as_it_is(both_programs: Programs, text: str) -> None:
    assert both_programs("clinician").add("diagnosis", name=text)["name"] == text


def test_names_with_half_characters_are_told_in_json(programs: Programs) -> None:
    answer = programs("clinician").post("/patients", b'{"centre_id": "FR-001", "\\ud800": 1}')
    assert refused(answer) == {"\ud800": ["There is no field of this name."]}


def test_null_everywhere_is_an_empty_draft(programs: Programs) -> None:
    program: Program = programs("clinician")
    body = {name: None for name in example("patient") if name not in ("centre_id", "status")}
    assert made(program.post("/patients", body | {"centre_id": "FR-001", "answers": {}}))["status"] == "draft"
