"""The pages about drugs in a browser, on a desk and on a telephone: nothing overflows, nothing hinders a reader."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page

from tests.browser import served
from tests.web.drug_site import Site

PAGES = (
    "/drugs",
    "/drugs/trametinib",
    "/drugs/dabrafenib?subset=monotherapy",
    "/drugs/trametinib/patients?output=treated",
    "/drugs/trametinib/edit",
    "/exports",
    "/help",
    "/help/numbers",
    "/help/dictionary",
)
TOO_WIDE = "document.documentElement.scrollWidth - document.documentElement.clientWidth"


@pytest.fixture
def address(site: Site) -> Iterator[str]:
    with served(site.app) as base:
        yield base


def sign_in(site: Site, page: Page, base: str) -> None:
    browser = site.browse("coordinator")
    browser.get("/")
    cookie = browser.get_cookie("registry")
    assert cookie is not None
    page.context.add_cookies([{"name": "registry", "value": cookie.value, "url": base}])


def faults(page: Page) -> list[str]:
    """What overflows and what hinders, in a few words each."""
    wide = page.evaluate(TOO_WIDE)
    found = Axe().run(page).response["violations"]
    hindering = [f"{fault['id']}: {fault['nodes'][0]['html'][:120]}" for fault in found]
    return hindering + ([f"{wide} pixels too wide"] if wide > 0 else [])


@pytest.mark.parametrize("language", ["en", "fr"])
def test_nothing_overflows_or_hinders_on_a_desk(site: Site, address: str, page: Page, language: str) -> None:
    sign_in(site, page, address)
    with site.speaking(language):
        for path in PAGES:
            page.goto(address + path)
            assert faults(page) == [], path


def test_nothing_overflows_or_hinders_on_a_telephone(site: Site, address: str, phone_page: Page) -> None:
    sign_in(site, phone_page, address)
    with site.speaking("fr"):
        for path in PAGES:
            phone_page.goto(address + path)
            assert faults(phone_page) == [], path


def test_the_keyboard_alone_changes_the_cut_off_and_opens_a_number(
    site: Site, address: str, page: Page
) -> None:
    sign_in(site, page, address)
    page.goto(address + "/drugs/trametinib")

    page.get_by_text("Cut-off and definitions").focus()
    page.keyboard.press("Enter")
    page.get_by_label("Cut-off", exact=True).focus()
    page.keyboard.press("Control+A")
    page.keyboard.type("31/03/2025")
    page.keyboard.press("Enter")
    page.wait_for_url("**cut_off=31*")
    assert "cut-off 31 Mar 2025" in page.inner_text("main")

    page.locator("main a.number-link").first.focus()
    page.keyboard.press("Enter")
    page.wait_for_url("**output=registered**")
    assert page.inner_text("h1") == "Registered patients"
    assert page.locator("tbody tr").count() == 7
