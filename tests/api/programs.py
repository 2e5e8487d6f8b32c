"""Programs that use the API in tests: one token each, JSON in and out."""

from __future__ import annotations

import itertools
import json
from collections.abc import Callable
from copy import deepcopy
from dataclasses import dataclass, field
from typing import Any

from flask.testing import FlaskClient
from sqlalchemy import select
from werkzeug.test import TestResponse

from registry.access import tokens
from registry.db import writing
from registry.fields.catalogue import KINDS
from registry.models.user import User
from registry.web.api.examples import NEW
from registry.web.api.resources import RESOURCES
from tests.people import World, email_of

API = "/api/v1"
ADDRESSES = {resource.kind: resource.address for resource in RESOURCES if resource.is_writable}
PARENTS = {kind: KINDS[kind].record.parent for kind in ADDRESSES if kind not in ("patient", "drug")}
CLINICAL = tuple(kind for kind in ADDRESSES if kind != "drug")
SERIAL = itertools.count(1)
"""A drug is listed once in a registry."""
Document = dict[str, Any]


@dataclass
class Program:
    """A client that sends its token with every request."""

    client: FlaskClient
    token: str
    headers: dict[str, str] = field(default_factory=dict)

    def send(self, method: str, path: str, body: Any = None, **headers: str) -> TestResponse:
        """One request; headers by name, with _ for -."""
        sent = {"Authorization": f"Bearer {self.token}"} | self.headers
        sent |= {name.replace("_", "-"): value for name, value in headers.items()}
        if body is None:
            return self.client.open(API + path, method=method, headers=sent)
        data = body if isinstance(body, bytes) else json.dumps(body)
        headers = {"Content-Type": "application/json"} | sent
        return self.client.open(API + path, method=method, headers=headers, data=data)

    def get(self, path: str, **headers: str) -> TestResponse:
        return self.send("GET", path, **headers)

    def post(self, path: str, body: Any, **headers: str) -> TestResponse:
        return self.send("POST", path, body, **headers)

    def patch(self, path: str, body: Any, **headers: str) -> TestResponse:
        return self.send("PATCH", path, body, **headers)

    def add(self, kind: str, **members: Any) -> Document:
        """A record made from the example of its kind, under the parents it needs."""
        body = example(kind) | ({"inn": f"drug {next(SERIAL)}"} if kind == "drug" else {}) | members
        parent = PARENTS.get(kind)
        if parent and f"{parent}_id" not in members:
            body[f"{parent}_id"] = self.add(parent)["id"]
        return made(self.post(f"/{ADDRESSES[kind]}", body))

    def change(self, kind: str, record: Document, body: Document, **headers: str) -> TestResponse:
        """A change of a record as it was read a moment ago."""
        path = f"/{ADDRESSES[kind]}/{record['id']}"
        return self.patch(path, body, If_Match=self.get(path).headers["ETag"], **headers)

    def act(
        self, kind: str, record: Document, action: str, reason: str = "entered by mistake"
    ) -> TestResponse:
        """Void or restore a record as it was read a moment ago."""
        path = f"/{ADDRESSES[kind]}/{record['id']}"
        tag = self.get(path).headers["ETag"]
        return self.post(f"{path}/{action}", {"reason": reason}, If_Match=tag)


Programs = Callable[..., Program]


def example(kind: str) -> Document:
    """The body that the documentation shows."""
    return deepcopy(NEW[kind])


def made(answer: TestResponse) -> Document:
    assert answer.status_code == 201, answer.text
    return dict(answer.json)


def changed(answer: TestResponse) -> Document:
    assert answer.status_code == 200, answer.text
    return dict(answer.json)


def refused(answer: TestResponse, status: int = 422) -> dict[str, list[str]]:
    """The sentences by field of a refusal."""
    assert answer.status_code == status, answer.text
    assert answer.json["code"] == status
    return dict(answer.json["errors"])


def program(
    client: FlaskClient, world: World, role: str, centre: str = "FR-001", *, read_only: bool = False
) -> Program:
    """A program of the person with this role at this centre."""
    with world.session() as session:
        user = session.scalars(select(User).where(User.email == email_of(role, centre))).one()
        with writing(session):
            return Program(client, tokens.mint(session, user, read_only=read_only))
