"""Who writes which field: the desk of a field, declarations, and identifiers that the law of a country must allow."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from registry.access.permissions import DESKS, ROLES, may, right_to_write
from registry.db import writing
from registry.fields.base import Desk, Field, Kind
from registry.fields.catalogue import KINDS, embedded
from registry.models.catalogue import MODELS
from tests.api.programs import Document, changed, example, made, refused
from tests.intake.desk import COURSE_DRUG, FILES, TOXICITY, TOXICITY_DRUG, opened
from tests.intake.desk import Desk as ImportDesk
from tests.properties.conftest import Site
from tests.properties.drawn import Values, plain
from tests.walk.forms import form_of

SAFETY = [f for f in KINDS["toxicity"].fields.values() if f.desk is Desk.SAFETY]
SAFETY_ROWS = [f for f in KINDS["toxicity_drug"].fields.values() if f.desk is Desk.SAFETY]
IDENTIFIERS = [f for f in KINDS["patient"].fields.values() if f.identifier]


def named(fields: list[Field]) -> Any:
    return pytest.mark.parametrize("field", fields, ids=[field.name for field in fields])


def needed(field: Field) -> Values:
    """A value of a field, and one of the field that it depends on."""
    cause = KINDS["toxicity"].fields[field.when.field] if field.when else None
    return {field.name: plain(field)} | ({cause.name: plain(cause)} if cause else {})


def toxicity(site: Site, **members: Any) -> Document:
    """A complete toxicity with a causality per drug."""
    body = example("toxicity") | {"course_id": site.parents["course"], **members}
    return made(site.program("clinician").post("/toxicities", body))


def test_the_desks_of_review_and_pharmacovigilance_are_those_of_their_roles() -> None:
    writers = {
        desk: {name for name, role in ROLES.items() if may(role, right)} for desk, right in DESKS.items()
    }
    assert writers[Desk.SAFETY] == {"pharmacovigilance", "coordinator"}
    assert writers[Desk.REVIEW] == {"reviewer", "coordinator"}
    assert [f.name for f in SAFETY] == ["expectedness", "expectedness_reference", "worldwide_case"]
    assert [f.name for f in SAFETY_ROWS] == ["sponsor_causality", "centre_score"]


@named(SAFETY)
def test_a_program_writes_an_assessment_with_the_right_to_it(site: Site, field: Field) -> None:
    record, body = toxicity(site), needed(field) | {"reason": "assessed"}
    refused(site.program("clinician").change("toxicity", record, body), 403)
    after = changed(site.program("pharmacovigilance").change("toxicity", record, body))
    assert after[field.name] == plain(field)
    new = example("toxicity") | {"course_id": site.parents["course"]} | needed(field)
    refused(site.program("clinician").post("/toxicities", new), 403)


@named(SAFETY_ROWS)
def test_a_program_writes_the_assessment_of_a_row_with_the_right_to_it(site: Site, field: Field) -> None:
    record = toxicity(site)
    first, *others = record["toxicity_drug"]
    body = {
        "toxicity_drug": [
            {"id": first["id"], field.name: plain(field)},
            *({"id": row["id"]} for row in others),
        ],
        "reason": "assessed",
    }
    refused(site.program("clinician").change("toxicity", record, body), 403)
    after = changed(site.program("pharmacovigilance").change("toxicity", record, body))
    assert next(row for row in after["toxicity_drug"] if row["id"] == first["id"])[field.name] == plain(field)


@named(SAFETY_ROWS)
def test_a_new_row_brings_no_assessment_without_the_right_to_it(site: Site, field: Field) -> None:
    clinician = site.program("clinician")
    rows = [{"drug": "trametinib", field.name: plain(field)}]
    body = example("toxicity") | {"course_id": site.parents["course"], "toxicity_drug": rows}
    refused(clinician.post("/toxicities", body), 403)
    record = toxicity(site)
    refused(clinician.change("toxicity", record, {"toxicity_drug": rows, "reason": "again"}), 403)


@pytest.mark.parametrize(
    "body",
    [
        {"grade": "3"},
        {"status": "draft"},
        {"toxicity_drug": []},
        {"answers": {"TOX-11": "seen"}},
    ],
    ids=str,
)
def test_pharmacovigilance_changes_nothing_else(site: Site, body: Values) -> None:
    record = toxicity(site)
    refused(site.program("pharmacovigilance").change("toxicity", record, body | {"reason": "no"}), 403)


def test_pharmacovigilance_writes_in_no_field_of_the_centre_in_a_row(site: Site) -> None:
    record = toxicity(site, toxicity_drug=[{"drug": "trametinib", "causality": "related"}])
    program, (row,) = site.program("pharmacovigilance"), record["toxicity_drug"]
    for name, value in (("causality", "unrelated"), ("action", "withdrawn"), ("drug", "dabrafenib")):
        rows = [{"id": row["id"], name: value}]
        refused(program.change("toxicity", record, {"toxicity_drug": rows, "reason": "no"}), 403)
    more = [{"id": row["id"]}, {"drug": "dabrafenib"}]
    refused(program.change("toxicity", record, {"toxicity_drug": more, "reason": "no"}), 403)


def test_a_page_takes_of_each_what_is_theirs(site: Site) -> None:
    """A forged control of another desk changes nothing; the own ones are written, in rows too."""
    record = toxicity(site)
    own = {"expectedness": "unexpected", "toxicity_drug-0-sponsor_causality": "possible"}
    foreign = {"grade": "4", "toxicity_drug-0-causality": "unlikely", "toxicity_drug-0-action": "withdrawn"}
    safety, centre = site.browser("pharmacovigilance"), site.browser("clinician")
    address = f"/records/toxicity/{record['id']}"
    form = form_of(safety.get(address))
    assert "grade" not in form.values
    assert form.send(safety, **own, **foreign, reason="assessed", status="keep").status_code == 303
    after = site.program("clinician").get(f"/toxicities/{record['id']}").json
    assert (after["grade"], after["expectedness"], after["status"]) == ("2", "unexpected", "complete")
    assessed = [row for row in after["toxicity_drug"] if row["sponsor_causality"] == "possible"]
    before = {row["id"]: row for row in record["toxicity_drug"]}
    assert assessed == [before[assessed[0]["id"]] | {"sponsor_causality": "possible"}]
    form = form_of(centre.get(address))
    assert "expectedness" not in form.values
    forged = {"expectedness": "expected", "toxicity_drug-0-sponsor_causality": "unrelated"}
    assert form.send(centre, **forged, grade="3", reason="worse", status="complete").status_code == 303
    last = site.program("clinician").get(f"/toxicities/{record['id']}").json
    assert (last["grade"], last["expectedness"]) == ("3", "unexpected")
    assert [row["sponsor_causality"] for row in last["toxicity_drug"]] == [
        row["sponsor_causality"] for row in after["toxicity_drug"]
    ]


@named([*SAFETY, *SAFETY_ROWS])
def test_a_file_brings_an_assessment_with_the_right_to_it(tmp_path: Path, field: Field) -> None:
    kind = "toxicity" if field in SAFETY else "toxicity_drug"
    row = (TOXICITY if kind == "toxicity" else TOXICITY_DRUG) | needed_in(kind, field)
    with opened("sqlite", tmp_path) as desk:
        report = desk.load({**FILES, kind: [row]}, role="clinician")
        assert field.name in {remark.column for remark in report.problems}
        assert not report.is_written
        assert desk.load({**FILES, kind: [row]}, role="coordinator").is_written
        assert stored(desk, kind, str(row["id"]))[field.name] == plain(field)
        cleared = {"id": row["id"], field.name: ""}
        again = desk.load({kind: [cleared]}, role="clinician", reason="cleared")
        assert field.name in {remark.column for remark in again.problems}


@named(SAFETY_ROWS)
def test_a_file_moves_no_assessment_without_the_right_to_it(tmp_path: Path, field: Field) -> None:
    """Neither to another drug, nor out with its row."""
    row = TOXICITY_DRUG | needed_in("toxicity_drug", field)
    drugs = [COURSE_DRUG, COURSE_DRUG | {"id": "cd2", "drug": "dabrafenib"}]
    with opened("sqlite", tmp_path) as desk:
        files = {**FILES, "course_drug": drugs, "toxicity_drug": [row]}
        assert desk.load(files, role="coordinator").is_written
        for change in ({"drug": "dabrafenib"}, {"status": "void"}):
            moved = {"toxicity_drug": [row | {"version": 1} | change]}
            report = desk.load(moved, role="clinician", reason="moved")
            assert [remark.reason for remark in report.problems] == ["Your role does not allow this change."]
        assert stored(desk, "toxicity_drug", str(row["id"]))[field.name] == plain(field)


def needed_in(kind: str, field: Field) -> Values:
    return needed(field) if kind == "toxicity" else {field.name: plain(field)}


def stored(desk: ImportDesk, kind: str, record_id: str) -> Values:
    row = desk.stored(kind, record_id)
    return {name: getattr(row, name) for name in KINDS[kind].fields}


@pytest.mark.parametrize("role", ROLES)
def test_declarations_are_written_by_who_has_the_right_to_declare(site: Site, role: str) -> None:
    body = example("declaration") | {"toxicity_id": site.parents["toxicity"]}
    answer = site.program(role).post("/declarations", body)
    may_declare = role in (
        "clinician", "data_entry", "national_coordinator", "pharmacovigilance", "coordinator"
    )  # fmt: skip
    assert answer.status_code == (201 if may_declare else 403)
    assert may(ROLES[role], right_to_write("declaration")) == may_declare
    if may_declare:
        assert answer.json["status"] == "complete"


def identifier(field: Field) -> Any:
    return 14 if field.kind is Kind.INTEGER else "AB"


@named(IDENTIFIERS)
def test_what_identifies_is_refused_where_no_law_allows_it(site: Site, tmp_path: Path, field: Field) -> None:
    body = example("patient") | {"status": "draft", field.name: identifier(field)}
    assert list(refused(site.program("clinician").post("/patients", body))) == [field.name]
    browser = site.browser("clinician")
    form = form_of(browser.get("/records/patient/new?parent=FR-001"))
    assert field.name not in form.values
    forged = form.send(browser, **{field.name: str(identifier(field))}, status="draft")
    assert forged.status_code == 422
    with opened("sqlite", tmp_path) as desk:
        row = FILES["patient"][0] | {"status": "draft", field.name: identifier(field)}
        report = desk.load({"patient": [row]})
        assert [remark.column for remark in report.problems] == [field.name]


@named(IDENTIFIERS)
def test_what_identifies_is_asked_where_a_law_allows_it(site: Site, field: Field) -> None:
    with site.world.session() as session, writing(session):
        session.get_one(MODELS["country"], "ES").identifiers = [field.name]
    program, browser = site.program("coordinator"), site.browser("coordinator")
    body = example("patient") | {"centre_id": "ES-001", field.name: identifier(field)}
    assert made(program.post("/patients", body))[field.name] == identifier(field)
    form = form_of(browser.get("/records/patient/new?parent=ES-001"))
    assert {f.name for f in IDENTIFIERS} & set(form.values) == {field.name}
    others = {f.name: identifier(f) for f in IDENTIFIERS if f is not field}
    assert set(refused(program.post("/patients", body | others))) == set(others)


def test_embedded_rows_have_no_desk_that_their_record_lacks() -> None:
    """Whoever may not open the form could not write in its rows."""
    for kind, fields in KINDS.items():
        below = embedded(kind)
        desks = {field.desk for field in fields.fields.values()}
        assert below is None or {field.desk for field in below.fields.values()} <= desks
