"""Filling a form by keyboard: reasons in one key, digits and letters, Enter from answer to answer."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from flask import Flask
from playwright.sync_api import Locator, Page, expect

from tests.journeys.desk import Desk, at_desk, desk
from tests.people import World

__all__ = ["desk"]


@pytest.fixture
def french(sqlite_app: Flask, sqlite_world: World, page: Page) -> Iterator[Desk]:
    yield from at_desk(sqlite_app, sqlite_world, page, language="fr")


def reason(desk: Desk, name: str) -> Locator:
    """The reason that a field would send."""
    return desk.page.locator(f'select[name="{name}_missing"]')


@pytest.mark.parametrize(
    ("kind", "name", "key", "code"),
    [
        ("alteration", "partner", "v", "not_available"),
        ("course", "board_date", "d", "not_done"),
        ("access_request", "weight", "v", "not_available"),
        ("diagnosis", "stage_system", "a", "not_applicable"),
        ("diagnosis", "is_metastatic", "a", "not_applicable"),
        ("diagnosis", "iccc3", "v", "not_available"),
    ],
    ids=["text", "date", "number", "select", "radio", "combobox"],
)
def test_alt_and_a_letter_gives_the_reason_and_takes_it_back(
    desk: Desk, kind: str, name: str, key: str, code: str
) -> None:
    desk.new(kind, desk.patient)
    if name == "partner":
        desk.box("type").select_option("fusion")
    desk.box(name).focus()
    desk.page.keyboard.press(f"Alt+{key}")
    expect(reason(desk, name)).to_have_value(code)
    expect(desk.box(name)).to_be_hidden()
    desk.page.keyboard.press(f"Alt+{key}")
    expect(reason(desk, name)).to_have_value("")
    expect(desk.box(name)).to_be_focused()


def test_a_field_without_reasons_takes_none(desk: Desk) -> None:
    desk.new("course", desk.patient)
    desk.box("first_dose").focus()
    desk.page.keyboard.press("Alt+v")
    expect(desk.box("first_dose")).to_be_visible()
    expect(reason(desk, "first_dose")).to_have_count(0)


def test_the_letters_are_those_of_the_language(french: Desk) -> None:
    french.new("course", french.patient)
    french.box("board_date").focus()
    french.page.keyboard.press("Alt+f")
    expect(reason(french, "board_date")).to_have_value("not_done")


@pytest.mark.parametrize(("name", "letters"), [("board_date", "ND"), ("course_drug-0-starting_dose", "nav")])
def test_letters_typed_into_a_date_or_a_number_are_the_reason(desk: Desk, name: str, letters: str) -> None:
    desk.new("course", desk.patient)
    desk.box(name).focus()
    desk.page.keyboard.type(letters)
    desk.page.keyboard.press("Tab")
    expect(reason(desk, name)).to_have_value("not_done" if letters == "ND" else "not_available")
    expect(desk.box(name)).to_have_value("")


def test_letters_typed_into_words_stay_words(desk: Desk) -> None:
    desk.new("diagnosis", desk.patient)
    desk.box("stage_system").select_option("tnm")
    desk.type("stage", "NAV")
    expect(reason(desk, "stage")).to_have_value("")
    expect(desk.box("stage")).to_have_value("NAV")


def test_the_menu_shows_the_keys(desk: Desk) -> None:
    desk.new("course", desk.patient)
    desk.field("board_date").get_by_role("button", name="Missing data").click()
    expect(desk.field("board_date").get_by_role("menuitemradio", name="Not done")).to_contain_text("Alt+D")
    expect(desk.box("board_date")).to_have_attribute("aria-keyshortcuts", "Alt+D Alt+V Alt+U")


def test_enter_goes_from_open_question_to_open_question(desk: Desk) -> None:
    keys = desk.page.keyboard
    desk.new("toxicity", desk.course)
    expect(desk.box("term")).to_be_focused()
    keys.type("rash acn")
    expect(desk.page.locator(".combobox-option[aria-selected=true]")).to_contain_text("Rash acneiform")
    keys.press("Enter")
    expect(desk.box("term")).to_have_value("Rash acneiform")
    expect(desk.checked("nature")).to_have_value("clinical")
    expect(desk.page.locator("input[name=grade]").first).to_be_focused()
    keys.press("3")
    keys.press("Enter")
    expect(desk.box("onset")).to_be_focused()
    keys.type("10/02/2025")
    keys.press("Enter")
    keys.press("n")
    expect(desk.checked("ongoing")).to_have_value("no")
    keys.press("Enter")
    expect(desk.box("end")).to_be_focused()
    keys.type("NAV")
    keys.press("Enter")
    keys.press("7")
    expect(desk.checked("seriousness")).to_have_value("none")


def test_enter_in_a_box_that_still_searches_waits_for_the_list(desk: Desk) -> None:
    desk.new("toxicity", desk.course)
    desk.page.keyboard.type("rash acn")
    desk.page.keyboard.press("Enter")
    expect(desk.box("term")).to_be_focused()
    expect(desk.page.locator(".combobox-option[aria-selected=true]")).to_contain_text("Rash acneiform")


def test_tab_does_not_take_a_line_that_nobody_went_to(desk: Desk) -> None:
    desk.new("toxicity", desk.course)
    desk.page.keyboard.type("rash")
    expect(desk.page.locator(".combobox-option[aria-selected=true]")).to_be_visible()
    desk.page.keyboard.press("Tab")
    expect(desk.page.locator("input[type=hidden][name=term]")).to_have_value("")


def test_control_enter_completes_and_goes_on(desk: Desk) -> None:
    desk.new("patient", "FR-001")
    desk.page.keyboard.type("03/2015")
    desk.page.keyboard.press("Enter")
    desk.page.keyboard.press("2")
    desk.page.keyboard.press("Control+Enter")
    expect(desk.page.get_by_role("heading", level=1)).to_have_text("New diagnosis")
