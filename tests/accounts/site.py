"""The application as a browser meets it, for tests of signing in and of accounts.

`visit(app)` is a browser: it keeps its cookie and sends the token of the forms it was shown. Passwords are hashed
cheaply here, and `hashing.count` says how often one was verified.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import Any

import pytest
from argon2 import PasswordHasher
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import func, select
from werkzeug.test import TestResponse

from registry.access import passwords
from registry.access.scope import console, enter
from registry.actions import users
from registry.db import RegistrySession, writing
from registry.models.audit import Event
from registry.models.user import User
from tests.people import World, email_of

PASSWORD = "vague orange tambour 58"
TOKEN = re.compile(r'name="csrf_token" value="([^"]+)"')
BASE_URL = "http://localhost"
SHIPPED = passwords.HASHER
"""The hasher outside of tests."""


@dataclass
class Hashing:
    """A cheap hasher that counts what it verifies."""

    inner: PasswordHasher = field(
        default_factory=lambda: PasswordHasher(time_cost=1, memory_cost=8, parallelism=1)
    )
    count: int = 0

    def verify(self, password_hash: str, password: bytes) -> bool:
        self.count += 1
        return self.inner.verify(password_hash, password)

    def __getattr__(self, name: str) -> Any:
        return getattr(self.inner, name)


@pytest.fixture(autouse=True)
def hashing(monkeypatch: pytest.MonkeyPatch) -> Hashing:
    counted = Hashing()
    monkeypatch.setattr(passwords, "HASHER", counted)
    return counted


@dataclass
class Browser:
    """One browser: its cookie, and the last token of a form it was shown."""

    client: FlaskClient
    token: str = ""

    def get(self, path: str, **more: Any) -> TestResponse:
        return self._shown(self.client.get(path, **more))

    def post(self, path: str, data: dict[str, Any] | None = None, **more: Any) -> TestResponse:
        return self._shown(self.client.post(path, data={"csrf_token": self.token} | (data or {}), **more))

    def fetch(self, path: str, data: dict[str, Any]) -> TestResponse:
        """A post as the scripts of a page send it."""
        return self.post(path, data, headers={"X-Requested-With": "fetch"})

    def sign_in(
        self, role: str = "clinician", *, centre: str = "FR-001", password: str = PASSWORD, **more: str
    ) -> TestResponse:
        self.get("/sign-in")
        return self.post("/sign-in", {"email": email_of(role, centre), "password": password} | more)

    def _shown(self, answer: TestResponse) -> TestResponse:
        if answer.mimetype == "text/html" and (found := TOKEN.search(answer.text)):
            self.token = found[1]
        return answer


def visit(app: Flask) -> Browser:
    return Browser(app.test_client())


def signed_in(app: Flask, role: str = "clinician", centre: str = "FR-001") -> Browser:
    browser = visit(app)
    assert browser.sign_in(role, centre=centre).status_code == 303
    assert browser.get("/account").status_code == 200
    return browser


def give_passwords(world: World) -> None:
    """Let everybody sign in with PASSWORD."""
    with world.session() as session, writing(session):
        for user in session.scalars(select(User)):
            user.password_hash = passwords.make_hash(PASSWORD)


def user_of(session: RegistrySession, role: str, centre: str = "FR-001") -> User:
    return session.scalars(select(User).where(User.email == email_of(role, centre))).one()


def user_id(world: World, role: str, centre: str = "FR-001") -> str:
    with world.session() as session:
        return user_of(session, role, centre).id


def reset_link(world: World, role: str = "clinician") -> str:
    """The path of a fresh reset link."""
    with world.session() as session:
        link = users.reset(session, user_id=user_of(session, role).id, base_url=BASE_URL)
    return link.url.removeprefix(BASE_URL)


def events(world: World, kind: str) -> list[Event]:
    with world.session() as session:
        return list(session.scalars(select(Event).where(Event.kind == kind).order_by(Event.id)))


def count(world: World, model: type[Any]) -> int:
    with world.session() as session:
        return session.scalar(select(func.count()).select_from(model)) or 0


def at_console(session: RegistrySession) -> RegistrySession:
    enter(session, console("tests"))
    return session
