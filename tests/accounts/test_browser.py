"""SES-3 and the small forms in a real browser: signing in above an open form, fields that follow the role, axe."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator

import pytest
from axe_playwright_python.sync_playwright import Axe
from flask import Flask
from playwright.sync_api import Page, expect
from sqlalchemy import select

from registry.db import writing
from registry.models.patient import Patient
from registry.models.user import UserSession
from tests.accounts.site import PASSWORD, give_passwords, reset_link, user_id
from tests.browser import served
from tests.people import World, email_of


@pytest.fixture
def sqlite_world(sqlite_world: World) -> World:
    give_passwords(sqlite_world)
    return sqlite_world


@pytest.fixture
def address(sqlite_app: Flask) -> Iterator[str]:
    with served(sqlite_app) as address:
        yield address


def sign_in(page: Page, address: str, role: str) -> None:
    page.goto(f"{address}/sign-in")
    page.get_by_label("Email").fill(email_of(role))
    page.get_by_label("Password").fill(PASSWORD)
    page.get_by_role("button", name="Sign in").click()
    page.get_by_text(email_of(role).partition("@")[0]).first.wait_for()


def run_out(world: World) -> None:
    """Let an hour pass for all sessions."""
    with world.session() as session, writing(session):
        for row in session.scalars(select(UserSession)):
            row.seen_at -= dt.timedelta(hours=1)


def test_signing_in_above_the_form_saves_it_once(page: Page, address: str, sqlite_world: World) -> None:
    sign_in(page, address, "clinician")
    page.goto(f"{address}/records/patient/new?parent=FR-001")
    page.locator("[name=birth_month]").fill("03/2015")
    page.get_by_label("Female", exact=True).check()
    run_out(sqlite_world)
    page.get_by_role("button", name="Save as draft").click()
    panel = page.locator("[data-sign-in]")
    expect(panel).to_be_visible()
    expect(page.locator("[name=birth_month]")).to_have_value("03/2015")
    panel.get_by_label("Password").fill("wrong")
    panel.get_by_role("button", name="Sign in").click()
    expect(panel.get_by_text("too many tries")).to_be_visible()
    panel.get_by_label("Password").fill(PASSWORD)
    panel.get_by_role("button", name="Sign in").click()
    page.get_by_text("saved as a draft").first.wait_for()
    with sqlite_world.session() as session:
        (patient,) = session.scalars(select(Patient))
    assert (patient.birth_month, patient.sex) == ("2015-03", "female")


def test_the_place_follows_the_role(page: Page, address: str, sqlite_world: World) -> None:
    sign_in(page, address, "coordinator")
    page.goto(f"{address}/users/new")
    centre, country = page.get_by_label("Centre", exact=True), page.get_by_label("Country", exact=True)
    for role, shown in (
        ("clinician", (True, False)),
        ("national_coordinator", (False, True)),
        ("auditor", (False, False)),
    ):
        page.get_by_label("Role", exact=True).select_option(role)
        assert (centre.is_visible(), country.is_visible()) == shown


def test_the_pages_pass_axe(page: Page, address: str, sqlite_world: World) -> None:
    found = []
    paths = ["/sign-in", reset_link(sqlite_world, "reviewer")]
    signed_in = [
        "/account",
        "/users",
        "/users/new",
        f"/users/{user_id(sqlite_world, 'clinician')}",
        "/help/roles",
    ]
    for path in [*paths, "", *signed_in, "/centres", "/centres/FR-001", "/nothing"]:
        if not path:
            sign_in(page, address, "coordinator")
            continue
        page.goto(address + path)
        assert page.locator("h1").count() == 1
        violations = Axe().run(page).response["violations"]
        found += [f"{path}: {v['id']}: {[node['target'] for node in v['nodes']]}" for v in violations]
    assert found == []
