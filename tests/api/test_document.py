"""The OpenAPI document and its page: made from the schemas, in both languages, and true."""

import json
import re
from collections.abc import Iterator
from typing import Any

import jsonschema_rs
import pytest
from flask import Flask
from sqlalchemy import update

from registry.access.programs import API_DOCUMENT, API_PAGE
from registry.db import writing
from registry.fields.base import Kind, T
from registry.fields.catalogue import KINDS
from registry.models.user import User
from registry.terminology import codes
from registry.web.api import examples
from tests.api.programs import ADDRESSES, CLINICAL, Document, Programs, changed
from tests.people import World, client, email_of

METHODS = {"get", "post", "patch", "put", "delete"}


@pytest.fixture(scope="module")
def document(api_app: Flask, api_world: World) -> Document:
    answer = client(api_app, api_world, "coordinator").get(API_DOCUMENT)
    assert answer.status_code == 200
    return dict(answer.json)


def operations(document: Document) -> Iterator[tuple[str, str, Document]]:
    for path, methods in document["paths"].items():
        yield from ((path, method, methods[method]) for method in METHODS & set(methods))


def test_every_address_is_described_and_every_description_is_an_address(
    document: Document, api_app: Flask
) -> None:
    described = {(path, method.upper()) for path, method, _operation in operations(document)}
    existing = {
        (re.sub(r"<([^>]+)>", r"{\1}", rule.rule), method)
        for rule in api_app.url_map.iter_rules()
        for method in (rule.methods or set()) - {"HEAD", "OPTIONS"}
        if rule.rule.startswith("/api/")
    }
    assert described == existing - {(API_DOCUMENT, "GET"), (API_PAGE, "GET")}


def test_it_is_openapi_3_1_for_bearers_of_tokens(document: Document) -> None:
    assert document["openapi"] == "3.1.0"
    assert document["security"] == [{"token": []}]
    assert document["components"]["securitySchemes"] == {"token": {"type": "http", "scheme": "bearer"}}


def test_every_reference_leads_somewhere(document: Document) -> None:
    for reference in re.findall(r'"\$ref": "#/([^"]+)"', json.dumps(document)):
        found: Any = document
        for part in reference.split("/"):
            found = found[part]


def test_every_schema_is_a_json_schema(document: Document) -> None:
    for name in document["components"]["schemas"]:
        jsonschema_rs.Draft202012Validator(whole_schema(document, name))


def schema_name(kind: str, suffix: str) -> str:
    """The name of a schema: SpecialSituationNew."""
    return kind.title().replace("_", "") + suffix


def whole_schema(document: Document, name: str) -> Document:
    return {"$ref": f"#/components/schemas/{name}", "components": document["components"]}


def test_operations_have_names_of_their_own(document: Document) -> None:
    names = [operation["operationId"] for _path, _method, operation in operations(document)]
    assert len(set(names)) == len(names)


@pytest.mark.parametrize("kind", ADDRESSES)
@pytest.mark.parametrize("suffix", ["New", "Change"])
def test_every_field_is_described_as_it_is_declared(document: Document, kind: str, suffix: str) -> None:
    shape = document["components"]["schemas"][schema_name(kind, suffix)]
    assert shape["additionalProperties"] is False
    properties = shape["properties"]
    for name, field in KINDS[kind].fields.items():
        if field.generated:
            assert name not in properties
            continue
        assert properties[name]["title"] == field.label.en
        if field.values:
            listed = properties[name].get("enum") or properties[name]["items"]["enum"]
            assert [code for code in listed if code] == list(field.values.codes)
            assert properties[name]["x-labels"] == {c.code: c.label.en for c in field.values}
        if field.unit:
            assert field.unit.en in properties[name]["description"]
        if field.help and field.kind not in (Kind.PARTIAL_DATE, Kind.CODED):
            assert field.help.en in properties[name]["description"]
        if field.missing:
            assert properties[field.missing_name]["enum"] == [*(r.value for r in field.missing), None]


@pytest.mark.parametrize("kind", ADDRESSES)
def test_what_may_be_empty_may_be_null(document: Document, kind: str) -> None:
    schemas = document["components"]["schemas"]
    for name in KINDS[kind].fields:
        shape = schemas[schema_name(kind, "Item")]["properties"][name]
        shape = schemas[shape["$ref"].rpartition("/")[2]] if "$ref" in shape else shape
        assert "null" in shape["type"]
        assert "enum" not in shape or None in shape["enum"]


@pytest.mark.parametrize(
    ("schema", "source"),
    [
        ("CtcaeTerm", "ctcae"),
        ("Iccc3Group", "iccc3"),
        ("ResponseCriterion", "criterion"),
        ("ResponseCode", "response"),
        ("AccessScheme", "scheme"),
        ("LaboratoryTest", "analyte"),
        ("LaboratoryUnit", "lab_unit"),
    ],
)
def test_coded_lists_stand_whole(document: Document, schema: str, source: str) -> None:
    assert document["components"]["schemas"][schema]["enum"] == [*codes.entries(source), None]


@pytest.mark.parametrize("kind", ADDRESSES)
def test_records_and_refusals_are_as_described(document: Document, programs: Programs, kind: str) -> None:
    program = programs("coordinator")
    record = program.add(kind)
    path = f"/{ADDRESSES[kind]}"
    name = schema_name(kind, "Record" if kind in CLINICAL else "Item")
    check(document, name, record)
    check(document, schema_name(kind, "Item"), program.get(path).json[0])
    check(document, "TrailEntry", program.get(f"{path}/{record['id']}/history").json[0])
    check(document, "Refusal", program.post(path, {"x": 1}).json)
    check(document, "Refusal", program.patch(f"{path}/{record['id']}", {}, If_Match='"old"').json)


def check(document: Document, name: str, instance: object) -> None:
    validator = jsonschema_rs.Draft202012Validator(whole_schema(document, name))
    assert [error.message for error in validator.iter_errors(instance)] == []


def test_the_account_and_the_summary_are_as_described(document: Document, programs: Programs) -> None:
    program = programs("clinician")
    program.add("course")
    check(document, "Account", program.get("/me").json)
    check(document, "DrugSummary", program.get("/drugs/trametinib/summary").json)


@pytest.mark.parametrize("kind", ADDRESSES)
def test_the_examples_are_taken_as_they_stand(document: Document, programs: Programs, kind: str) -> None:
    check(document, schema_name(kind, "New"), examples.NEW[kind])
    check(document, schema_name(kind, "Change"), examples.CHANGE[kind])
    program = programs("coordinator")
    record = program.add(kind)
    assert changed(program.change(kind, record, examples.CHANGE[kind]))["version"] == 2


def test_examples_hold_the_fields_of_their_kind() -> None:
    assert set(examples.NEW) == set(examples.CHANGE) == set(ADDRESSES)


def test_it_is_read_in_the_language_of_the_reader(sqlite_app: Flask, sqlite_world: World) -> None:
    with sqlite_world.session() as session, writing(session):
        session.execute(update(User).where(User.email == email_of("clinician")).values(language="fr"))
    browser = client(sqlite_app, sqlite_world, "clinician")
    found = browser.get(API_DOCUMENT).json
    assert found["components"]["schemas"]["PatientNew"]["properties"]["sex"]["title"] == "Sexe"
    assert "Sexe" in browser.get(API_PAGE).text


def test_no_text_is_left_in_two_languages(document: Document) -> None:
    assert not [value for value in walk(document) if isinstance(value, T)]


def walk(value: object) -> Iterator[object]:
    yield value
    for inner in value.values() if isinstance(value, dict) else value if isinstance(value, list) else ():
        yield from walk(inner)


def test_programs_read_the_document_with_their_token(programs: Programs, document: Document) -> None:
    assert programs("clinician").get("/openapi.json").json == document


def test_the_page_lists_every_operation_and_schema(
    api_app: Flask, api_world: World, document: Document
) -> None:
    answer = client(api_app, api_world, "clinician").get(API_PAGE)
    assert answer.status_code == 200
    assert answer.mimetype == "text/html"
    for path, method, operation in operations(document):
        assert f"{method.upper()} {path}" in answer.text
        assert f'id="{operation["operationId"]}"' in answer.text
    for name in document["components"]["schemas"]:
        assert f'id="schema-{name}"' in answer.text
    assert not re.search(r"<script(?![^>]*src=)|<style|\sstyle=|\son[a-z]+=|//cdn", answer.text)
    targets = set(re.findall(r'href="#([^"]+)"', answer.text))
    assert targets <= set(re.findall(r'id="([^"]+)"', answer.text))


def test_the_page_asks_for_a_sign_in_and_the_document_for_a_token(api_app: Flask) -> None:
    stranger = api_app.test_client()
    answer = stranger.get(API_PAGE)
    assert (answer.status_code, answer.headers["Location"]) == (302, "/sign-in?next=/api/v1/docs")
    assert stranger.get(API_DOCUMENT).status_code == 401


@pytest.mark.parametrize("role", ["analyst", "administrator"])
def test_whoever_has_an_account_reads_the_documentation(api_app: Flask, api_world: World, role: str) -> None:
    assert client(api_app, api_world, role).get(API_PAGE).status_code == 200
