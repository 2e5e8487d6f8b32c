"""The main road in a real browser: a hospital enters a toxicity in French, the coordinator sends it in English."""

from __future__ import annotations

import io
import re
from collections.abc import Iterator
from pathlib import Path

import openpyxl
import pytest
from flask import Flask
from playwright.sync_api import Browser, Page, expect
from sqlalchemy import select

from registry.access import passwords
from registry.db import writing
from registry.models.user import User
from tests.browser import opened, served
from tests.people import World, email_of

PASSWORD = "une phrase assez longue pour entrer"


@pytest.fixture
def address(sqlite_app: Flask, sqlite_world: World) -> Iterator[str]:
    """The application served, with people who can sign in by password."""
    wanted = {
        email_of("clinician"): "fr",
        email_of("clinician", "FR-002"): "fr",
        email_of("coordinator"): "en",
    }
    with sqlite_world.session() as session, writing(session):
        hashed = passwords.make_hash(PASSWORD)
        for user in session.scalars(select(User).where(User.email.in_(wanted))):
            user.password_hash, user.language = hashed, wanted[user.email]
    with served(sqlite_app) as home:
        yield home


def sign_in(page: Page, home: str, email: str) -> None:
    page.goto(home)
    page.locator("input[name=email]").fill(email)
    page.locator("input[name=password]").fill(PASSWORD)
    page.locator("main form button").first.click()
    page.wait_for_url(re.compile(f"{home}/(patients|drugs)"))


def choose(page: Page, label: str, typed: str, wanted: str) -> None:
    """Search in a box and take the entry, by keyboard."""
    box = page.get_by_role("combobox", name=label, exact=True)
    box.fill(typed)
    option = page.get_by_role("option").filter(has_text=wanted).first
    expect(option).to_be_visible()
    box.press("ArrowDown")
    box.press("Enter")
    expect(box).to_have_value(re.compile(wanted))


def complete(page: Page) -> None:
    page.get_by_role("button", name=re.compile("Marquer complète")).click()


def enter_case(page: Page, home: str) -> str:
    """Patient, diagnosis, course, baseline, response and a serious toxicity; the patient's number."""
    page.get_by_role("link", name="Nouveau patient").first.click()
    page.get_by_role("textbox", name="Mois et année de naissance", exact=True).fill("03/2015")
    page.get_by_label("Féminin", exact=True).check()
    complete(page)
    page.wait_for_url(re.compile("/patients/"))
    number = page.get_by_role("heading", level=1).inner_text()
    here = page.url.split("#")[0]

    page.goto(home + str(page.locator("#diagnosis a.btn").first.get_attribute("href")))
    page.get_by_role("textbox", name="Diagnostic", exact=True).fill("gliome de bas grade")
    page.get_by_label("Catégorie", exact=True).select_option("cns")
    complete(page)
    page.wait_for_url(re.compile("/patients/"))

    page.goto(home + str(page.locator("#course a.btn").first.get_attribute("href")))
    page.get_by_role("textbox", name="Date de la RCP", exact=True).fill("16/12/2024")
    page.get_by_role("textbox", name="Première prise", exact=True).fill("02/01/2025")
    choose(page, "Médicament", "tram", "Trametinib")
    page.get_by_role("textbox", name="Dose de départ", exact=True).fill("0,5")
    page.get_by_label("Unité", exact=True).select_option("mg")
    page.get_by_label("Rapportée à", exact=True).select_option("flat_day")
    complete(page)
    page.wait_for_url(re.compile("/patients/"))

    for visit, day, response in (
        ("Référence, avant traitement", "20/12/2024", ""),
        ("Sous traitement", "01/04/2025", "PR"),
    ):
        page.goto(home + str(page.locator("#assessment a.btn").first.get_attribute("href")))
        page.get_by_label(visit, exact=True).check()
        page.get_by_role("textbox", name="Date de l’évaluation", exact=True).fill(day)
        page.get_by_label("Critère et version", exact=True).select_option("RECIST_1_1")
        if response:
            page.get_by_label("Réponse, lecture locale", exact=True).select_option(response)
        complete(page)
        page.wait_for_url(re.compile("/patients/"))

    page.goto(home + str(page.locator("#toxicity a.btn").first.get_attribute("href")))
    choose(page, "Terme CTCAE", "eruption acne", "Éruption acnéiforme")
    page.get_by_label("Clinique", exact=True).check()
    page.locator("input[name=grade][value='3']").check(force=True)
    page.get_by_role("textbox", name="Début", exact=True).fill("10/02/2025")
    page.get_by_label("Hospitalisation ou prolongation").check()
    page.get_by_role("textbox", name="Hospitalisation, début", exact=True).fill("10/02/2025")
    page.get_by_label("Liée", exact=True).check()
    complete(page)
    # A serious toxicity of that age asks for its declaration: the form stays, complete, with the question.
    page.wait_for_url(re.compile("/records/toxicity/"))
    assert page.get_by_text("Déclaration").count() or page.get_by_text("déclaration").count()
    page.get_by_role("link", name="Fermer").click()
    page.wait_for_url(re.compile("/patients/"))
    assert page.url.split("#")[0] == here
    return number


def figure(page: Page, home: str, output: str) -> int:
    """A number of the drug page, read from its link to the patients behind it."""
    page.goto(f"{home}/drugs/trametinib?tab={'toxicity' if output.startswith('toxicity') else 'overview'}")
    link = page.locator(f"a[href*='output={output}&'], a[href$='output={output}']").first
    return int(re.sub(r"\D.*", "", link.inner_text().strip())) if link.count() else 0


def test_entry_drug_page_workbook(page: Page, browser: Browser, address: str) -> None:
    sign_in(page, address, email_of("clinician"))
    with opened(browser, width=1280, height=900) as office:
        sign_in(office, address, email_of("coordinator"))
        before = [
            figure(office, address, output)
            for output in ("treated", "evaluable", "toxicity_any", "toxicity_serious")
        ]

        number = enter_case(page, address)
        assert re.fullmatch(r"FR-001-\d{4}-[0-9A-Z]", number)

        after = [
            figure(office, address, output)
            for output in ("treated", "evaluable", "toxicity_any", "toxicity_serious")
        ]
        assert [b - a for a, b in zip(before, after, strict=True)] == [1, 1, 1, 1]

        with office.expect_download() as download:
            office.get_by_role("link", name=re.compile("Excel")).first.click()
        book = openpyxl.load_workbook(io.BytesIO(Path(download.value.path()).read_bytes()))
    cells = {
        str(cell.value)
        for sheet in book
        for row in sheet.iter_rows()
        for cell in row
        if cell.value is not None
    }
    assert number in cells
    assert "Rash acneiform" in cells
    assert not [cell for sheet in book for row in sheet.iter_rows() for cell in row if cell.data_type == "f"]


def test_another_centre_sees_nothing_of_it(page: Page, browser: Browser, address: str) -> None:
    sign_in(page, address, email_of("clinician"))
    number = enter_case(page, address)
    own = page.url.split("#")[0]
    with opened(browser, width=1280, height=900) as other:
        sign_in(other, address, email_of("clinician", "FR-002"))
        assert number not in other.content()
        assert other.goto(own)
        assert other.get_by_role("heading", level=1).count() == 1
        assert number not in other.content()
        other.goto(address + "/patients?q=" + number + "&show=all")
        assert other.get_by_role("row").filter(has_text=number).count() == 0
        other.goto(address + "/drugs/trametinib")
        assert number not in other.content()
        assert figure(other, address, "treated") == 0
