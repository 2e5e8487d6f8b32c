"""The goals of entry by keyboard hold: counted key by key in a browser, never by the clock."""

from __future__ import annotations

from bench import keyboard
from tests import make
from tests.journeys.desk import Desk, desk

__all__ = ["desk"]


def test_one_toxicity_takes_few_keys_beyond_its_text(desk: Desk) -> None:
    with desk.world.session() as session:
        course = make.course(session, make.patient(session))
    hands = keyboard.Hands(desk.page)
    desk.new("toxicity", course.id)
    hands.fill(keyboard.TOXICITY)
    hands.complete()
    hands.must_be_done()
    assert hands.pressed <= keyboard.PRESSES


def test_a_whole_case_takes_few_actions_and_page_loads(desk: Desk) -> None:
    hands = keyboard.Hands(desk.page)
    desk.page.goto(f"{desk.home}/patients")
    keyboard.enter_case(hands)
    assert hands.actions <= keyboard.ACTIONS
    assert len(hands.loads) <= keyboard.LOADS
