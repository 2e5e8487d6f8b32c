"""IDE-1: double click, reload, back, a lost answer, a second tab: one record, and nothing typed is lost."""

from __future__ import annotations

import threading

import pytest
from flask import Flask
from sqlalchemy import func, select
from werkzeug.test import TestResponse

from registry.models.audit import AuditEntry
from registry.models.catalogue import MODELS
from tests import make
from tests.people import World
from tests.walk.forms import Form, form_of
from tests.walk.visitors import Visitor, visitor

TYPED = {"birth_month": "03/2015", "sex": "female"}
NEW = "/records/patient/new?parent=FR-001"


@pytest.fixture(params=["sqlite", pytest.param("postgres", marks=pytest.mark.postgres)])
def who(request: pytest.FixtureRequest) -> Visitor:
    prefix = "" if request.param == "sqlite" else "postgres_"
    site, ground = request.getfixturevalue(f"{prefix}site"), request.getfixturevalue(f"{prefix}ground")
    who = visitor(site, ground, "clinician")
    who.page("POST", "/drafts/discard", data={"draft_form": "new:patient:FR-001"})
    return who


def count(who: Visitor, kind: str = "patient") -> int:
    with who.world.session() as session:
        return session.scalar(select(func.count()).select_from(MODELS[kind])) or 0


def new(who: Visitor) -> Form:
    return form_of(who.browser.get(NEW))


def at_once(app: Flask, who: Visitor, form: Form, **typed: str) -> list[TestResponse]:
    """The same form sent twice at the same moment, by the same browser."""
    answers: list[TestResponse] = []
    barrier = threading.Barrier(2)
    cookie = who.browser.get_cookie("registry")
    assert cookie is not None

    def send() -> None:
        browser = app.test_client()
        browser.set_cookie("registry", cookie.value)
        barrier.wait()
        answers.append(form.send(browser, **typed))

    threads = [threading.Thread(target=send) for _ in "12"]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return answers


def test_a_double_click_makes_one_record(who: Visitor) -> None:
    before = count(who)
    for n in range(5):
        answers = at_once(who.app, who, new(who), **TYPED, status="draft")
        assert [answer.status_code for answer in answers] == [303, 303]
        assert len({answer.location for answer in answers}) == 1
        assert count(who) == before + n + 1


def test_a_double_click_changes_a_record_once(who: Visitor) -> None:
    with who.world.session() as session:
        patient = make.patient(session)
    for n in range(5):
        form = form_of(who.browser.get(f"/records/patient/{patient.id}"))
        sex = "male" if n % 2 == 0 else "female"
        answers = at_once(who.app, who, form, sex=sex, reason=f"reason {n}", status="complete")
        assert [answer.status_code for answer in answers] == [303, 303]
    with who.world.session() as session:
        mine = (AuditEntry.table == "patient", AuditEntry.row == patient.id)
        assert session.scalar(select(func.count()).select_from(AuditEntry).where(*mine)) == 6


def test_a_double_click_adds_a_drug_once(site: Flask, ground: World) -> None:
    who = visitor(site, ground, "coordinator")
    form = form_of(who.browser.get("/drugs/new"), "drug-form")
    answers = at_once(site, who, form, inn="larotrectinib", status="complete")
    assert [answer.status_code for answer in answers] == [303, 303]
    assert form.send(who.browser, inn="larotrectinib", status="complete").status_code == 303


@pytest.fixture
def saved(who: Visitor) -> tuple[Form, str, int]:
    """A form whose save was done while its answer got lost; the address of the record; how many there are."""
    form = new(who)
    answer = form.send(who.browser, **TYPED, status="draft")
    assert answer.status_code == 303
    return form, answer.location, count(who)


def test_a_save_that_is_tried_again_gives_the_same_answer(who: Visitor, saved: tuple[Form, str, int]) -> None:
    form, location, n = saved
    again = form.send(who.browser, **TYPED, status="draft")
    assert (again.status_code, again.location, count(who)) == (303, location, n)


def test_the_draft_that_is_kept_after_a_lost_answer_is_not_put_back(
    who: Visitor, saved: tuple[Form, str, int]
) -> None:
    form, _location, _n = saved
    assert who.browser.post("/drafts", data=form.filled(**TYPED)).status_code == 200
    assert new(who).values.get("birth_month") == [""]


def test_a_draft_that_was_kept_before_trying_again_is_forgotten(
    who: Visitor, saved: tuple[Form, str, int]
) -> None:
    form, _location, n = saved
    typed = form.filled(**TYPED)
    who.browser.post("/drafts", data=typed | {"information_date": ["02/01/2025"]})
    form.send(who.browser, **TYPED, status="draft")
    assert new(who).values.get("birth_month") == [""]
    assert count(who) == n


@pytest.mark.parametrize("status", ["draft", "complete"])
def test_what_is_typed_after_a_lost_answer_changes_the_same_record(
    who: Visitor, saved: tuple[Form, str, int], status: str
) -> None:
    """Back in the old form, something else is typed into it: it leads to the record that it made."""
    form, location, n = saved
    on = form.send(who.browser, **TYPED | {"sex": "male"}, status=status)
    assert (on.status_code, on.location) == (303, location)
    page = who.browser.get(location)
    assert "This form was saved before" in page.text
    record = form_of(page)
    assert record.values["sex"] == ["male"]
    conflict = record.send(who.browser, status="draft")
    assert conflict.status_code == 409
    done = form_of(conflict, "conflict").send(who.browser, **{"keep-sex": "yours"}, resolve="chosen")
    assert (done.status_code, count(who)) == (303, n)
    with who.world.session() as session:
        assert session.get_one(MODELS["patient"], location.rpartition("/")[2]).sex == "male"


def test_a_change_whose_answer_was_lost_is_not_lost_to_the_next_one(who: Visitor) -> None:
    with who.world.session() as session:
        patient = make.patient(session)
    form = form_of(who.browser.get(f"/records/patient/{patient.id}"))
    form.send(who.browser, sex="male", reason="misread", status="complete")
    conflict = form.send(who.browser, sex="unknown", reason="misread", status="complete")
    assert conflict.status_code == 409
    with who.world.session() as session:
        assert session.get_one(MODELS["patient"], patient.id).sex == "male"


def test_two_tabs_make_two_records(who: Visitor) -> None:
    """Two equal forms opened apart are two wishes."""
    before = count(who)
    for form in (new(who), new(who)):
        assert form.send(who.browser, **TYPED, status="draft").status_code == 303
    assert count(who) == before + 2


def test_a_form_that_is_reloaded_after_saving_is_empty(who: Visitor, saved: tuple[Form, str, int]) -> None:
    form, _location, _n = saved
    fresh = new(who)
    assert fresh.values["idempotency_key"] != form.values["idempotency_key"]
    assert "sex" not in fresh.values


def test_a_draft_that_is_put_back_is_the_same_save(who: Visitor) -> None:
    """The save is on its way while the page is opened again: its key travels with the draft."""
    form = new(who)
    who.browser.post("/drafts", data=form.filled(**TYPED))
    back = new(who)
    assert (back.values["birth_month"], back.values["sex"]) == (["03/2015"], ["female"])
    before = count(who)
    form.send(who.browser, **TYPED, status="draft")
    assert back.send(who.browser, status="draft").status_code == 303
    assert count(who) == before + 1
