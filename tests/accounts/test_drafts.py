"""Form drafts: private, one per form, as typed, gone after thirty days."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from contextlib import suppress

import pytest
import time_machine
from hypothesis import given
from hypothesis import strategies as st

from registry.access.scope import enter
from registry.access.sessions import scope_for
from registry.actions import drafts
from registry.db import RegistrySession, writing
from registry.errors import Invalid
from tests.accounts.site import user_of
from tests.people import World

START = dt.datetime(2026, 11, 23, 9, 0, tzinfo=dt.UTC)
FORM = "new:toxicity:c1"


@pytest.fixture
def session(world: World) -> Iterator[RegistrySession]:
    with world.session() as session:
        yield session


def content(session: RegistrySession, user_id: str, form: str = FORM) -> dict[str, list[str]] | None:
    draft = drafts.load(session, user_id=user_id, form=form)
    return draft.content if draft else None


def test_what_was_typed_comes_back_as_it_was(session: RegistrySession) -> None:
    user = user_of(session, "clinician").id
    typed = {
        "grade": ["7"],
        "onset": ["31/02/2026"],
        "seriousness": ["death", "disability"],
        "empty": [""],
        "text": ["=cmd|' /C calc'!A0 <b> é\u0301 🦊\r\n"],
        "csrf_token": ["secret"],
        "draft_form": [FORM],
        "password": ["secret"],
        "New_Password_2": ["secret"],
    }
    drafts.keep(session, user_id=user, form=FORM, typed=typed)
    assert content(session, user) == {
        name: typed[name] for name in ("grade", "onset", "seriousness", "empty", "text")
    }


def test_the_last_one_stays(session: RegistrySession) -> None:
    user = user_of(session, "clinician").id
    drafts.keep(session, user_id=user, form=FORM, typed={"grade": ["1"], "onset": ["2026"]})
    drafts.keep(session, user_id=user, form=FORM, typed={"grade": ["2"]})
    drafts.keep(session, user_id=user, form="another", typed={"grade": ["3"]})
    assert content(session, user) == {"grade": ["2"]}
    assert content(session, user, "another") == {"grade": ["3"]}


def test_nobody_else_has_it(session: RegistrySession) -> None:
    user, other = user_of(session, "clinician").id, user_of(session, "data_entry").id
    drafts.keep(session, user_id=user, form=FORM, typed={"grade": ["1"]})
    assert content(session, other) is None
    drafts.discard_now(session, user_id=other, form=FORM)
    assert content(session, user) == {"grade": ["1"]}


def test_a_saved_form_has_no_draft(session: RegistrySession) -> None:
    user, other = user_of(session, "clinician"), user_of(session, "data_entry")
    for person in (user, other):
        drafts.keep(session, user_id=person.id, form=FORM, typed={"grade": ["1"]})
    enter(session, scope_for(session, user))
    with writing(session):
        drafts.discard(session, FORM)
    assert content(session, user.id) is None
    assert content(session, other.id) == {"grade": ["1"]}


def test_a_save_that_fails_keeps_its_draft(session: RegistrySession) -> None:
    user = user_of(session, "clinician")
    drafts.keep(session, user_id=user.id, form=FORM, typed={"grade": ["1"]})
    enter(session, scope_for(session, user))
    with suppress(ZeroDivisionError), writing(session):
        drafts.discard(session, FORM)
        raise ZeroDivisionError
    assert content(session, user.id) == {"grade": ["1"]}


def test_a_draft_is_gone_after_thirty_days(session: RegistrySession) -> None:
    user = user_of(session, "clinician").id
    for days, form in ((0, "old"), (1, "young")):
        with time_machine.travel(START + dt.timedelta(days=days), tick=False):
            drafts.keep(session, user_id=user, form=form, typed={"grade": ["1"]})
    with time_machine.travel(START + dt.timedelta(days=30), tick=False):
        assert [content(session, user, form) for form in ("old", "young")] == [None, {"grade": ["1"]}]
    with time_machine.travel(START + dt.timedelta(days=30, seconds=1), tick=False), writing(session):
        drafts.purge(session)
    with time_machine.travel(START, tick=False):
        assert [content(session, user, form) for form in ("old", "young")] == [None, {"grade": ["1"]}]


@pytest.mark.parametrize("form", ["", "x" * 201, "a\x00b", "a\nb", "\ud800"])
def test_a_form_without_a_name_has_no_draft(session: RegistrySession, form: str) -> None:
    with pytest.raises(Invalid):
        drafts.keep(session, user_id=user_of(session, "clinician").id, form=form, typed={})


def test_the_console_has_no_drafts(session: RegistrySession) -> None:
    with pytest.raises(Invalid):
        drafts.keep(session, user_id="", form=FORM, typed={})


def test_signs_that_no_database_takes_become_visible(session: RegistrySession) -> None:
    user = user_of(session, "clinician").id
    drafts.keep(session, user_id=user, form=FORM, typed={"na\x00me": ["a\x00b", "c\ud800d", "🦊"]})
    assert content(session, user) == {"na␀me": ["a␀b", "c\ufffdd", "🦊"]}


@given(st.text())
def test_any_text_can_be_stored(text: str) -> None:
    storable = drafts._storable(text)
    assert storable.encode("utf-8").decode("utf-8") == storable
    assert "\x00" not in storable
    if "\x00" not in text and text.isascii():
        assert storable == text
