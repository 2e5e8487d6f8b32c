"""A clinician of FR-001 at a browser, signed in, with a patient on trametinib and dabrafenib since 2 January 2025."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import pytest
from flask import Flask
from playwright.sync_api import Locator, Page, expect
from sqlalchemy import select

from registry.db import writing
from registry.models.user import User
from tests import make
from tests.browser import served
from tests.people import World, client, email_of


@dataclass
class Desk:
    """The page, the address of the registry, and the ids that new forms are made under."""

    page: Page
    home: str
    world: World
    patient: str
    course: str

    def new(self, kind: str, parent: str, **more: str) -> None:
        """Open a new form."""
        further = "".join(f"&{name}={value}" for name, value in more.items())
        self.page.goto(f"{self.home}/records/{kind}/new?parent={parent}{further}")

    def field(self, name: str) -> Locator:
        """A whole field: label, control, reasons, by the name of its control."""
        return self.page.locator(f'[id="f-{name}-field"]')

    def box(self, name: str) -> Locator:
        """The box, select or first radio of a field."""
        return self.page.locator(f'[id="f-{name}"]')

    def type(self, name: str, text: str) -> None:
        """Type into a box and leave it."""
        self.box(name).fill(text)
        self.box(name).dispatch_event("change")

    def tick(self, name: str, code: str) -> None:
        self.page.locator(f'input[name="{name}"][value="{code}"]').check(force=True)

    def search(self, name: str, typed: str, wanted: str) -> None:
        """Type into a search box; Enter takes the first line, which must be the wanted one."""
        self.box(name).fill(typed)
        first = self.page.locator(".combobox-option[aria-selected=true]")
        expect(first).to_contain_text(wanted)
        self.box(name).press("Enter")
        expect(self.box(name)).to_have_value(wanted)

    def line(self, name: str) -> Locator:
        """What the form works out under a field."""
        return self.page.locator(f'[data-computed="{name}"]')

    def checked(self, name: str) -> Locator:
        return self.page.locator(f'input[name="{name}"]:checked')

    def complete(self) -> None:
        self.page.locator("[data-save-bar] button.btn-primary").click()


@pytest.fixture
def desk(sqlite_app: Flask, sqlite_world: World, page: Page) -> Iterator[Desk]:
    yield from at_desk(sqlite_app, sqlite_world, page)


def at_desk(app: Flask, world: World, page: Page, *, language: str = "en") -> Iterator[Desk]:
    """The desk in a language."""
    with world.session() as session:
        patient = make.patient(session)
        course = make.course(session, patient, drugs=("trametinib", "dabrafenib"))
        known = patient.id, course.id
        with writing(session):
            people = select(User).where(User.email == email_of("clinician"))
            session.scalars(people).one().language = language
    with served(app) as home:
        cookie = client(app, world, "clinician").get_cookie("registry")
        assert cookie is not None
        page.context.add_cookies([{"name": "registry", "value": cookie.value, "url": home}])
        yield Desk(page, home, world, *known)
