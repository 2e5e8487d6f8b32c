"""Voiding without a reason comes back to the page, the sentence beside its box, what was typed still there."""

from __future__ import annotations

import re

import pytest

from tests import make
from tests.people import People, World

TOKEN = re.compile(r'name="csrf_token" value="([^"]+)"')


@pytest.mark.parametrize("reason", ["", "  ", "x" * 5000])
def test_a_refused_reason_is_told_beside_its_box(
    sqlite_people: People, sqlite_world: World, reason: str
) -> None:
    with sqlite_world.session() as session:
        patient = make.patient(session)
    browser, address = sqlite_people("clinician"), f"/records/patient/{patient.id}"
    token = TOKEN.search(browser.get(address).text)
    assert token
    sent = {"csrf_token": token[1], "version": "1", "reason": reason}
    answer = browser.post(f"{address}/void", data=sent)
    assert answer.status_code == 422
    assert '<details class="confirm" id="void" open>' in answer.text
    assert 'aria-describedby="void-reason-error"' in answer.text
    assert 'id="void-reason-error"><p class="error">' in answer.text
    assert f"{reason}</textarea>" in answer.text
