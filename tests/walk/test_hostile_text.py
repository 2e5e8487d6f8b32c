"""XSS-1, SSTI-1, UNI-1: any text in any box is stored exactly and shown as text, or refused and kept."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass

import pytest
from flask import Flask
from playwright.sync_api import Browser
from playwright.sync_api import Page as Tab
from sqlalchemy import select

from registry.fields.base import Desk
from registry.models.audit import AuditEntry
from registry.models.catalogue import MODELS
from tests import make
from tests.browser import opened, served
from tests.people import World
from tests.walk import ground as grounds
from tests.walk import policy
from tests.walk.forms import Form, form_of, words_of
from tests.walk.hostile import SCRIPTS, TEXTS, UNSTORABLE
from tests.walk.policy import Place
from tests.walk.test_routes import Ids
from tests.walk.visitors import Visitor, visitor

ANSWER = "answer-TOX-14"
LIMITS = {"reason": 2000, ANSWER: 4000}


@dataclass
class Page:
    """The form of one record as somebody sees it, and its boxes for text."""

    who: Visitor
    kind: str
    record_id: str

    @property
    def address(self) -> str:
        return (
            f"/drugs/{self.record_id}/edit"
            if self.kind == "drug"
            else f"/records/{self.kind}/{self.record_id}"
        )

    def form(self) -> Form:
        return form_of(self.who.browser.get(self.address), self.form_id)

    @property
    def form_id(self) -> str:
        return "drug-form" if self.kind == "drug" else "record-form"

    @property
    def boxes(self) -> dict[str, int]:
        """Each box of this reader that always applies and holds a sentence, and how many characters it takes; the INN
        names the drug and stays."""
        mine = (Desk.REVIEW,) if self.who.name == "reviewer" else (Desk.ENTRY, Desk.REVIEW)
        fields = [f for f in grounds.text_fields(self.kind) if f.when is None and f.max_length >= 100]
        return {f.name: f.max_length for f in fields if f.name != "inn" and f.desk in mine} | self._beside

    @property
    def _beside(self) -> dict[str, int]:
        """The boxes beside the record: the reason, and the answer to its question."""
        names = ("reason", ANSWER) if self.kind == "toxicity" else ("reason",)
        return {name: LIMITS[name] for name in names}

    def stored(self, world: World) -> dict[str, str | None]:
        """What the registry holds of each box; the reason stands in the trail."""
        mine = (AuditEntry.table == self.kind, AuditEntry.row == self.record_id)
        with world.session() as session:
            row = session.get_one(MODELS[self.kind], self.record_id)
            last = session.scalars(select(AuditEntry).where(*mine).order_by(AuditEntry.id.desc())).first()
            held = {
                "reason": last and last.reason,
                ANSWER: (getattr(row, "answers", None) or {}).get("TOX-14"),
            }
            return {name: held[name] if name in held else getattr(row, name) for name in self.boxes}

    def send(self, text: str) -> tuple[int, Form, str]:
        """Type the text into every box and save: the status, the form that comes back, its words."""
        typed = dict.fromkeys(self.boxes, text)
        answer = self.form().send(self.who.browser, **typed, status="complete")
        if answer.status_code == 303:
            return 303, self.form(), ""
        return answer.status_code, form_of(answer, self.form_id), "\n".join(words_of(answer.text).found)


def pages(app: Flask, world: World) -> Iterator[Page]:
    """A page of each kind that has a box for text; the reviewed reading by a reviewer."""
    with world.session() as session:
        patient = make.patient(session)
        course = make.course(session, patient)
        rows = {
            "diagnosis": make.diagnosis(session, patient),
            "assessment": make.response(session, course, "PR", "2025-04-01"),
            "toxicity": make.toxicity(session, course, term="fever", grade="4", seriousness=["none"]),
        }
    coordinator, reviewer = visitor(app, world, "coordinator"), visitor(app, world, "reviewer")
    yield from (Page(coordinator, kind, row.id) for kind, row in rows.items())
    yield Page(reviewer, "assessment", rows["assessment"].id)
    yield Page(coordinator, "drug", "dabrafenib")


def test_any_text_is_stored_exactly_and_shown_as_text(site: Flask, ground: World) -> None:
    for page in pages(site, ground):
        for text in TEXTS:
            plain = unicodedata.normalize("NFC", text)
            status, form, said = page.send(text)
            assert status == 303, (page.kind, text, said)
            assert page.stored(ground) == dict.fromkeys(page.boxes, plain), page.kind
            shown = {name: form.values[name] for name in page.boxes if name != "reason"}
            assert shown == {name: [plain] for name in page.boxes if name != "reason"}


def test_lines_stay_lines_where_a_box_has_several(site: Flask, ground: World) -> None:
    page = next(page for page in pages(site, ground) if page.kind == "assessment")
    text = "\n line one\r\nline two\r\n\r\n  indented\tand tabbed \n"
    answer = page.form().send(page.who.browser, report=text, reason="lines", status="complete")
    assert answer.status_code == 303
    assert page.stored(ground)["report"] == "line one\nline two\n\n  indented\tand tabbed"
    assert page.form().values["report"] == ["line one\nline two\n\n  indented\tand tabbed"]


@pytest.mark.parametrize("on", ["sqlite", pytest.param("postgres", marks=pytest.mark.postgres)])
def test_what_no_database_can_hold_is_refused_with_a_sentence_and_kept(
    on: str, request: pytest.FixtureRequest
) -> None:
    prefix = "" if on == "sqlite" else "postgres_"
    ground, site = request.getfixturevalue(f"{prefix}ground"), request.getfixturevalue(f"{prefix}site")
    for page in pages(site, ground):
        page.send("before")
        for text in UNSTORABLE:
            status, form, said = page.send(f"kept words {text}")
            assert status == 422, (page.kind, text)
            assert said.count("It holds a character that cannot be stored. Retype the text.") >= len(
                page.boxes
            )
            assert page.stored(ground) == dict.fromkeys(page.boxes, "before")
            for back in (form, page.form()):
                assert all(back.values[name][0].startswith("kept words ") for name in page.boxes), page.kind


def test_a_text_that_is_too_long_is_refused_with_its_length_and_kept(site: Flask, ground: World) -> None:
    for page in pages(site, ground):
        page.send("before")
        for name, limit in page.boxes.items():
            typed = "é" * (limit + 1)
            answer = page.form().send(
                page.who.browser, **{"reason": "length", name: typed}, status="complete"
            )
            assert answer.status_code == 422, (page.kind, name)
            said = f"At most {limit} characters; this has {limit + 1}."
            assert said in "\n".join(words_of(answer.text).found)
            assert form_of(answer, page.form_id).values[name] == page.form().values[name] == [typed]
        assert page.stored(ground) == dict.fromkeys(page.boxes, "before")


def test_a_text_at_the_limit_is_stored_whole(site: Flask, ground: World) -> None:
    for page in pages(site, ground):
        longest = {name: "𝔘" * limit for name, limit in page.boxes.items()}
        answer = page.form().send(page.who.browser, **longest, status="complete")
        assert answer.status_code == 303, page.kind
        assert page.stored(ground) == longest


def test_a_million_characters_are_refused_and_kept(site: Flask, ground: World) -> None:
    page = next(page for page in pages(site, ground) if page.kind == "assessment")
    answer = page.form().send(page.who.browser, report="a" * 1_000_000, reason="long", status="draft")
    assert answer.status_code == 422
    assert "At most 20000 characters; this has 1000000." in answer.text
    assert len(page.form().values["report"][0]) == 1_000_000


@pytest.fixture(scope="module")
def spoiled(site: Flask, ground: World) -> list[Page]:
    """Pages of records that hold nothing but scripts, in a registry whose names are scripts too."""
    found = list(pages(site, ground))
    mixed = " ".join(SCRIPTS)
    for page in found:
        longest = {name: mixed[:limit] for name, limit in page.boxes.items()}
        assert page.form().send(page.who.browser, **longest, status="complete").status_code == 303
    coordinator = found[0].who
    name = {"name": SCRIPTS[2], "reason": SCRIPTS[0], "version": "2"}
    assert coordinator.page("POST", "/centres/FR-001", data=name).status_code == 303
    named = {"inn": SCRIPTS[2], "inn_fr": SCRIPTS[4], "status": "complete", "version": ""}
    assert coordinator.page("POST", "/drugs/new", data=named).status_code == 303
    return found


def addresses(app: Flask, spoiled: list[Page]) -> Iterator[str]:
    """Every page that a coordinator reads, those of the spoiled records among them."""
    who = spoiled[0].who
    ids = Ids(who.world, app, who)
    ids.known |= {(page.kind, Place.OWN): page.record_id for page in spoiled}
    for step in policy.steps(app):
        if step.method == "GET" and step.rule.endpoint != "static":
            yield step.address({name: ids.of(named, Place.OWN) for name, named in step.names.items()})
    yield "/patients?show=all&q=%22%3E%3Cscript%3Ewindow.__ran=0%3C/script%3E"
    yield "/sign-in?next=/%22%3E%3Cscript%3Ewindow.__ran=0%3C/script%3E"
    yield "/patients/%3Cscript%3Ewindow.__ran=0%3C%2Fscript%3E"


def test_no_page_runs_what_was_typed(site: Flask, spoiled: list[Page]) -> None:
    who = spoiled[0].who
    shown = 0
    for address in addresses(site, spoiled):
        answer = who.send("GET", address)
        assert answer.status_code < 500, address
        if answer.mimetype == "text/html":
            words = words_of(answer.text)
            assert words.runs == set(), address
            shown += sum("window.__ran" in found for found in words.found)
    assert shown > 50


@pytest.mark.browser
def test_chromium_runs_nothing_that_was_typed(site: Flask, spoiled: list[Page], browser: Browser) -> None:
    who = spoiled[0].who
    with served(site) as home, opened(browser, width=1280, height=900) as tab:
        let_in(tab, home, who)
        tab.on("dialog", lambda dialog: pytest.fail(f"a dialog opened: {dialog.message}"))
        for address in addresses(site, spoiled):
            if tab.request.get(home + address).headers["content-type"].startswith("text/html"):
                tab.goto(home + address)
                assert ran(tab) is None, address
        looked_for(tab, home, spoiled)
        refused(tab, home, spoiled)


def ran(tab: Tab) -> object:
    return tab.evaluate("window.__ran ?? null")


def let_in(tab: Tab, home: str, who: Visitor) -> None:
    """Give the tab the cookie of somebody who is signed in."""
    cookie = who.browser.get_cookie("registry")
    assert cookie is not None
    tab.context.add_cookies([{"name": "registry", "value": cookie.value, "url": home}])


def looked_for(tab: Tab, home: str, spoiled: list[Page]) -> None:
    """The drug whose name is a script, found in a search box."""
    toxicity = next(page for page in spoiled if page.kind == "toxicity")
    with toxicity.who.world.session() as session:
        course = session.get_one(MODELS["toxicity"], toxicity.record_id).course_id
    tab.goto(f"{home}/records/course/{course}")
    box = tab.locator("[data-combobox-text]").first
    box.fill("onerror")
    option = tab.locator(".combobox-list [role=option]").first
    option.wait_for()
    assert "<img src=x onerror" in option.inner_text()
    option.click()
    assert ran(tab) is None


def refused(tab: Tab, home: str, spoiled: list[Page]) -> None:
    """A form that comes back by script, with what was typed into it."""
    diagnosis = next(page for page in spoiled if page.kind == "diagnosis")
    tab.goto(home + diagnosis.address)
    tab.locator("#f-name").fill(SCRIPTS[1])
    tab.locator("#f-diagnosis_date").fill(SCRIPTS[0])
    tab.get_by_role("button", name="Save", exact=True).click()
    tab.locator("[data-error-summary]").wait_for()
    assert tab.locator("#f-name").input_value() == SCRIPTS[1]
    assert ran(tab) is None
