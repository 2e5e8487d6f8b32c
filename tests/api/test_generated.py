"""Generated requests against the API's own description: never a failure of the server, never an undescribed answer.

Two checks say something else here. positive_data_acceptance: a well-formed record may still break a rule, or name a
parent that does not exist. missing_required_header: a missing If-Match is 428, the status made for it. What is left
of them is tested by hand in test_bodies and test_versions.
"""

from __future__ import annotations

import itertools
from dataclasses import dataclass

import pytest
import schemathesis
from flask import Flask
from hypothesis import HealthCheck, given, settings
from schemathesis import Case, GenerationMode
from schemathesis.checks import CHECKS, load_all_checks

from registry.web.api.operations import ME, of_resource
from registry.web.api.resources import PREFIX, RESOURCES
from tests.api.programs import ADDRESSES, Document, Program, program
from tests.people import World

load_all_checks()
LEFT_OUT = CHECKS.get_by_names(["positive_data_acceptance", "missing_required_header"])
BOUNDED = settings(max_examples=12, suppress_health_check=list(HealthCheck))
OPERATIONS = [
    (PREFIX, ME),
    *((resource.path, one) for resource in RESOURCES for one in of_resource(resource)),
]
MODES = [
    pytest.param(base + one.path, one.method, mode, id=f"{mode.name} {one.name} {base[8:]}")
    for base, one in OPERATIONS
    for mode in GenerationMode
    # Where nothing is read but a key, nothing can be sent wrong.
    if mode is GenerationMode.POSITIVE or one.query or one.body
]


@dataclass(frozen=True)
class Site:
    """The description, a program that may do everything, and a record of each kind by its address."""

    described: schemathesis.BaseSchema
    program: Program
    records: dict[str, Document]


@pytest.fixture(scope="module")
def coordinator(api_app: Flask, api_world: World) -> Program:
    return program(api_app.test_client(), api_world, "coordinator")


@pytest.fixture(scope="module")
def described(api_app: Flask, coordinator: Program) -> schemathesis.BaseSchema:
    """The description without its security: every request has a good token, test_doors has the others."""
    document = coordinator.get("/openapi.json").json
    del document["security"]
    schema = schemathesis.openapi.from_dict(document)
    schema.app = api_app
    # Of two things that are wrong, the stale version is told first.
    schema.config.checks.negative_data_rejection.expected_statuses.append("412")
    return schema


@pytest.fixture(scope="module")
def records(coordinator: Program) -> dict[str, Document]:
    return {address: coordinator.add(kind) for kind, address in ADDRESSES.items()}


@pytest.fixture(scope="module")
def site(described: schemathesis.BaseSchema, coordinator: Program, records: dict[str, Document]) -> Site:
    return Site(described, coordinator, records)


@pytest.mark.parametrize(("path", "method", "mode"), MODES)
def test_whatever_is_sent(site: Site, path: str, method: str, mode: GenerationMode) -> None:
    """Every second good request is one to a record that exists, in the version it has."""
    operation = site.described[path.replace("<record_id>", "{record_id}")][method]
    turns = itertools.cycle((True, False))

    @BOUNDED
    @given(case=operation.as_strategy(generation_mode=mode))
    def send(case: Case) -> None:
        if mode is GenerationMode.POSITIVE and next(turns):
            aim(case, site)
        headers = {"Authorization": f"Bearer {site.program.token}"}
        case.call_and_validate(headers=headers, excluded_checks=LEFT_OUT)

    send()


def aim(case: Case, site: Site) -> None:
    """Let a request mean a record that exists, where it would have meant one that does not."""
    address = case.path.split("/")[3]
    record = site.records.get(address, {})
    if case.path_parameters and record:
        case.path_parameters["record_id"] = record["id"]
        if case.method != "GET":
            case.headers["If-Match"] = site.program.get(f"/{address}/{record['id']}").headers["ETag"]
    if isinstance(case.body, dict):
        case.body |= {name: record[name] for name in case.body if name.endswith("_id") and name in record}
