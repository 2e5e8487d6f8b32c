"""A small registry of two drugs behind the application, and what its pages say and link to.

Patients of trametinib, first dose 2025-01-02, RECIST 1.1 with a baseline of 2024-12-20:

    name       centre   course           diagnosis  responses                  toxicities
    one        FR-001   alone            CNS        PR, reviewed SD            rash 2, diarrhoea 3 serious, withdrawn
    two        FR-001   alone            CNS        SD                         other skin, in words
    three      FR-001   alone            solid      no baseline, PR            none
    four       FR-001   alone            CNS        CR                         rash 1; the toxicity is a draft
    five       FR-002   with dabrafenib  CNS        CR                         rash 1
    six        FR-002   alone            CNS        PR                         dry skin 3, causality unknown
    seven      ES-001   alone            none       PD                         none
    objected   FR-001   alone            CNS        SD                         rash 2
    draft      FR-001   alone, a draft

Only five had dabrafenib.
"""

from __future__ import annotations

import datetime as dt
import re
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import pytest
import time_machine
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select

from registry.access.permissions import ROLES, Rows
from registry.access.scope import Scope, enter, scope_in
from registry.app import create_app
from registry.db import RegistrySession, connect, sessions, writing
from registry.models.drug import Drug
from registry.models.patient import Patient
from registry.models.user import User
from registry.queries import drugs
from registry.summaries.parameters import DEFAULTS, parse
from registry.summaries.table import Summary
from tests import make
from tests.people import World, build, client, config_for, email_of
from tests.servers import Template, database

WORDS = "eruption of somebody’s own words"
GLIOMA = "glioma in somebody’s own words"
NOON = dt.datetime.combine(make.ON, dt.time(12), dt.UTC)
BEHIND = re.compile("/drugs/[^/]+/patients")
OTHER_SKIN = "skin_and_subcutaneous_tissue_disorders_other_specify"


def fill(url: str) -> None:
    """The world of people, with the patients above."""
    build(url)
    engine = connect(url)
    with World(url, sessions(engine)).session() as session:
        _first_centre(session)
        _other_centres(session)
    engine.dispose()


SITE = Template("drug-site", fill)

NUMBERS_OF = drugs.numbers_of
"""Itself, whichever site has put its own in place: two sites never share numbers."""


def _treated(
    session: RegistrySession,
    centre: str,
    *codes: str,
    category: str = "cns",
    baseline: bool = True,
    **more: object,
) -> object:
    """A patient with a course and its responses three months apart; the course."""
    person = make.patient(session, centre, **{k: v for k, v in more.items() if k == "objection"})
    if category:
        make.diagnosis(session, person, category=category, name=GLIOMA)
    drugs = ("trametinib", "dabrafenib") if more.get("combined") else ("trametinib",)
    course = make.course(session, person, drugs=drugs)
    if baseline:
        make.assessment(session, course)
    for month, code in enumerate(codes, start=4):
        make.response(session, course, code, f"2025-{month:02d}-01", **_review(more))
    return course


def _review(more: dict[str, object]) -> dict[str, object]:
    return {"reviewed_response": more["reviewed"]} if "reviewed" in more else {}


def _first_centre(session: RegistrySession) -> None:
    one = _treated(session, "FR-001", "PR", reviewed="SD")
    make.toxicity(session, one)
    withdrawn = {"drug": "trametinib", "causality": "related", "action": "withdrawn"}
    make.toxicity(
        session, one, term="diarrhea", grade="3", seriousness=["hospitalisation"], toxicity_drug=[withdrawn]
    )
    two = _treated(session, "FR-001", "SD")
    make.toxicity(session, two, term=OTHER_SKIN, term_text=WORDS, grade="2")
    _treated(session, "FR-001", "PR", category="solid", baseline=False)
    four = _treated(session, "FR-001", "CR")
    rash = {"term": "rash_acneiform", "nature": "clinical", "grade": "1", "onset": "2025-02-10"}
    make.record(session, "toxicity", four.id, rash, complete=False)  # type: ignore[attr-defined]
    make.toxicity(session, _treated(session, "FR-001", "SD", objection="yes"))
    started = {"first_dose": "2025-01-02", "course_drug": [{"drug": "trametinib"}]}
    make.record(session, "course", make.patient(session).id, started, complete=False)


def _other_centres(session: RegistrySession) -> None:
    make.toxicity(session, _treated(session, "FR-002", "CR", combined=True), grade="1")
    make.toxicity(session, _treated(session, "FR-002", "PR"), term="dry_skin", grade="3")
    _treated(session, "ES-001", "PD", category="")


@dataclass
class Site:
    """The application over those records; `browse("clinician")` is signed in as that role."""

    app: Flask
    world: World
    browsers: dict[tuple[str, str], FlaskClient] = field(default_factory=dict)

    def browse(self, role: str = "coordinator", centre: str = "FR-001") -> FlaskClient:
        if (role, centre) not in self.browsers:
            self.browsers[role, centre] = client(self.app, self.world, role, centre)
        return self.browsers[role, centre]

    def page(self, address: str, role: str = "coordinator", centre: str = "FR-001") -> Page:
        answer = self.browse(role, centre).get(address)
        assert answer.status_code == 200, answer.text
        return read(answer.text)

    def summary(self, drug: str, role: str = "coordinator", centre: str = "FR-001", *choices: str) -> Summary:
        """The numbers over the rows of that role."""
        rows = ROLES[role].rows
        centres = frozenset({centre}) if rows is Rows.CENTRE else None
        with self.world.maker() as session:
            enter(session, Scope(email_of(role, centre), ROLES[role], centres))
            row = session.get(Drug, drug)
            assert row is not None
            parameters = parse(choices) if choices else DEFAULTS
            return drugs.numbers_of(session, row, cut_off=make.ON, parameters=parameters).summary

    def numbers_of(self, ids: tuple[str, ...]) -> list[str]:
        """The patient numbers of some ids, in order."""
        with self.world.session() as session:
            found = session.scalars(select(Patient.number).where(Patient.id.in_(ids)))
            return sorted(found)

    def patients_of(self, *centres: str) -> set[str]:
        with self.world.session() as session:
            return set(session.scalars(select(Patient.number).where(Patient.centre_id.in_(centres))))

    @contextmanager
    def speaking(self, language: str, role: str = "coordinator") -> Iterator[None]:
        """The role reads that language for as long as the block runs."""
        self._speak(language, role)
        try:
            yield
        finally:
            self._speak("en", role)

    def _speak(self, language: str, role: str) -> None:
        with self.world.session() as session, writing(session):
            user = session.scalars(select(User).where(User.email == email_of(role))).one()
            user.language = language


@pytest.fixture(scope="module")
def site() -> Iterator[Site]:
    """One for all tests of a module, which only read. It is the day make.ON, the usual cut-off."""
    yield from _site()


@pytest.fixture
def own_site() -> Iterator[Site]:
    """One for a test that changes drugs."""
    yield from _site()


def _site() -> Iterator[Site]:
    with (
        pytest.MonkeyPatch.context() as patch,
        time_machine.travel(NOON),
        tempfile.TemporaryDirectory() as folder,
        database("sqlite", like=SITE) as url,
    ):
        patch.setattr(drugs, "numbers_of", _once(NUMBERS_OF))
        engine = connect(url)
        app = create_app(config_for(url, Path(folder)))
        yield Site(app, World(url, sessions(engine)))
        engine.dispose()
        with app.extensions["registry.sessions"]() as session:
            session.get_bind().dispose()


def _once(make_numbers: Callable[..., drugs.Numbers]) -> Callable[..., drugs.Numbers]:
    """Numbers made once for each reader, drug and choice: hundreds of lists come from few summaries."""
    made: dict[tuple[object, ...], drugs.Numbers] = {}

    def numbers_of(session: RegistrySession, drug: Drug, **choices: object) -> drugs.Numbers:
        key = (scope_in(session), drug.id, *choices.values())
        if key not in made:
            made[key] = make_numbers(session, drug, **choices)
        return replace(made[key], drug=drug)

    return numbers_of


@dataclass
class Page:
    """What a page says: its words, its links as (address, words), its table rows as lists of cells."""

    words: str = ""
    links: list[tuple[str, str]] = field(default_factory=list)
    rows: list[list[str]] = field(default_factory=list)
    headings: list[str] = field(default_factory=list)
    language: str = ""

    def numbers(self) -> list[tuple[str, str]]:
        """The links that open the patients behind a number."""
        return [(href, words) for href, words in self.links if BEHIND.fullmatch(urlsplit(href).path)]

    def row(self, first: str) -> list[str]:
        """The first table row that begins with these words."""
        return next(row for row in self.rows if row[0] == first)


def query_of(href: str) -> dict[str, str]:
    return {name: values[0] for name, values in parse_qs(urlsplit(href).query).items()}


def read(html: str) -> Page:
    reader = _Reader()
    reader.feed(html)
    reader.page.words = " ".join(reader.page.words.split())
    return reader.page


class _Reader(HTMLParser):
    """Collects words into whatever is open: link, cell, heading."""

    def __init__(self) -> None:
        super().__init__()
        self.page = Page()
        self.open: list[tuple[str, str, Callable[[str], None]]] = []
        self.hidden = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        if tag in ("script", "style", "template", "title"):
            self.hidden += 1
        if tag == "html":
            self.page.language = given.get("lang", "")
        elif tag == "tr":
            self.page.rows.append([])
        elif tag == "a":
            self.open.append((tag, "", lambda words: self.page.links.append((given.get("href", ""), words))))
        elif tag in ("td", "th") and self.page.rows:
            self.open.append((tag, "", self.page.rows[-1].append))
        elif tag in ("h1", "h2"):
            self.open.append((tag, "", self.page.headings.append))

    def handle_data(self, data: str) -> None:
        if not self.hidden:
            self.page.words += data
            self.open = [(tag, words + data, give) for tag, words, give in self.open]

    def handle_endtag(self, tag: str) -> None:
        if tag in ("script", "style", "template", "title"):
            self.hidden -= 1
        if tag in ("dd", "dt", "div", "li", "p", "td", "th"):
            self.page.words += " "
        if self.open and self.open[-1][0] == tag:
            _tag, words, give = self.open.pop()
            give(" ".join(words.split()))
