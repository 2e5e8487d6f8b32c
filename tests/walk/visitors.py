"""Who walks: one person per role, somebody whose account was closed, and nobody; each with a browser and a token."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import Any

from flask import Flask
from flask.testing import FlaskClient
from itsdangerous import URLSafeTimedSerializer
from sqlalchemy import select
from werkzeug.test import TestResponse

from registry.access import gate, programs, tokens
from registry.access.permissions import ROLES, Role
from registry.access.scope import NOBODY
from registry.db import writing
from registry.models.user import User
from tests.people import World, email_of, sign_in

NOBODYS, CLOSED = "nobody", "closed"
WALKERS = (*ROLES, CLOSED, NOBODYS)
FORM_KEY = "0123456789abcdef" * 4


@dataclass
class Visitor:
    """A browser with its cookie, and a program with its token, of the same person."""

    app: Flask
    world: World
    name: str
    centre: str = "FR-001"
    bearer: str = ""
    _reader: FlaskClient | None = None

    @property
    def role(self) -> Role:
        return ROLES.get(self.name, NOBODY.role)

    @property
    def is_in(self) -> bool:
        return self.name in ROLES

    @property
    def user_id(self) -> str:
        return email_of(self.name, self.centre)

    def send(self, method: str, path: str, **more: Any) -> TestResponse:
        """One request as a page or a program sends it: with the token of the form, or the bearer token."""
        if programs.is_for_programs(path):
            return self._program(method, path, **more)
        return self.page(method, path, **more)

    def page(
        self, method: str, path: str, *, data: dict[str, Any] | None = None, **more: Any
    ) -> TestResponse:
        """A request of the browser; every unsafe one in a session of its own, as some of them end it."""
        if method in gate.SAFE_METHODS:
            return self.browser.open(path, method=method, **more)
        self._reader = None
        return self._browser().open(
            path, method=method, data={"csrf_token": self.csrf} | (data or {}), **more
        )

    def _program(
        self, method: str, path: str, *, data: dict[str, Any] | None = None, **more: Any
    ) -> TestResponse:
        if path == programs.REDCAP:
            asked = {"token": self.bearer, "content": "record", "format": "json"} | (data or {})
            return self.app.test_client().open(path, method=method, data=asked, **more)
        headers = {"Authorization": f"Bearer {self.bearer}"} if self.bearer else {}
        body = None if method in gate.SAFE_METHODS else json.dumps(data or {})
        kind = {} if method in gate.SAFE_METHODS else {"content_type": "application/json"}
        return self.app.test_client().open(path, method=method, data=body, headers=headers, **kind, **more)

    @property
    def csrf(self) -> str:
        """The token that a form of this browser holds."""
        return str(URLSafeTimedSerializer(self.app.secret_key, salt="wtf-csrf-token").dumps(FORM_KEY))

    @property
    def browser(self) -> FlaskClient:
        """The browser that reads, signed in anew after each unsafe request."""
        self._reader = self._reader or self._browser()
        return self._reader

    def _browser(self) -> FlaskClient:
        browser = self.app.test_client()
        with browser.session_transaction() as cookie:
            cookie["csrf_token"] = FORM_KEY
            if self.name != NOBODYS:
                cookie["_user_id"], cookie["_fresh"] = self._key(), True
        return browser

    def _key(self) -> str:
        return sign_in(self.world, self.name, self.centre)


def visitor(app: Flask, world: World, name: str, centre: str = "FR-001") -> Visitor:
    """Somebody by the name of their role, with a session and a token that live, be the account closed or not."""
    made = Visitor(app, world, name, centre)
    if name == NOBODYS:
        return made
    with world.session() as session:
        user = session.scalars(select(User).where(User.email == made.user_id)).one()
        with writing(session):
            made.bearer = tokens.mint(session, user, read_only=False)
    return made
