"""How many key presses a form costs: one toxicity, and a whole new case, filled in by keyboard alone in a browser.

An action is one key press that types no text of a value (Tab, Enter, digits and letters that choose, shortcuts), or one
value typed, however long. Every question that is neither answered beforehand nor optional is answered; the script goes
where Enter leads and stops with an error where a question comes that it has no answer for. Goals: a toxicity in at most
15 key presses beyond its text, a case in at most 150 actions and 8 page loads.

    python -m bench.keyboard [--write]     --write puts the table into docs/measured.md
"""

from __future__ import annotations

import argparse
import logging
import re
import sys
import tempfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from playwright.sync_api import Page

ROOT = Path(__file__).parent.parent
sys.path.insert(0, str(ROOT))

from registry.app import create_app  # noqa: E402
from registry.db import connect, sessions  # noqa: E402
from tests import make, people  # noqa: E402
from tests.browser import chromium, opened, served  # noqa: E402
from tests.servers import database, session  # noqa: E402

SETTLED_MS = 500
"""Until the page has worked out what follows from an answer."""
MOST_STEPS = 60
PRESSES, ACTIONS, LOADS = 15, 150, 8
"""The goals."""


@dataclass(frozen=True)
class Typed:
    """A value that is typed."""

    text: str


@dataclass(frozen=True)
class Key:
    """A key that answers."""

    name: str


Answers = Mapping[str, Typed | Key]

TOXICITY: Answers = {
    "term": Typed("rash acneiform"),
    "grade": Key("3"),
    "onset": Typed("10/02/2025"),
    "ongoing": Key("y"),
    "seriousness": Key("7"),
    "toxicity_drug-0-causality": Key("1"),
    "toxicity_drug-0-action": Typed("Dose unch"),
    "outcome": Typed("Not rec"),
}

CASE: Mapping[str, Answers] = {
    "patient": {
        "birth_month": Typed("03/2015"),
        "sex": Key("2"),
        "information_date": Typed("15/12/2024"),
        "objection": Key("n"),
        "vital_status": Key("1"),
        "vital_status_date": Typed("today"),
    },
    "diagnosis": {
        "category": Typed("CNS"),
        "name": Typed("pilocytic astrocytoma"),
        "iccc3": Typed("astrocytomas"),
        "diagnosis_date": Typed("2023"),
        "disease_status": Typed("Prog"),
        "stage_system": Key("Alt+a"),
        "is_metastatic": Key("n"),
    },
    "access_request": {
        "drug": Typed("tram"),
        "scheme": Typed("Compassionate access (AAC)"),
        "requested_on": Typed("20/12/2024"),
        "weight": Typed("25"),
        "planned_dose": Typed("0.5"),
        "dose_unit": Typed("mg"),
        "dose_basis": Typed("per day"),
        "trial": Typed("No trial"),
        "no_alternative": Key("y"),
        "is_deferrable": Key("n"),
        "commitment": Key("y"),
        "access_criterion-0-kind": Key("1"),
        "access_criterion-0-wording": Typed("Progression after chemotherapy"),
        "access_criterion-0-is_met": Key("y"),
        "decision": Key("2"),
        "decided_on": Typed("28/12/2024"),
        "authorisation_number": Typed("A-1"),
        "payer": Typed("Hosp"),
        "is_free": Key("n"),
        "is_started": Key("y"),
    },
    "course": {
        "board_date": Typed("16/12/2024"),
        "first_dose": Typed("02/01/2025"),
        "course_drug-0-starting_dose": Typed("0.5"),
    },
    "follow_up": {
        "is_seen": Key("y"),
        "visited_on": Typed("01/04/2025"),
        "weight": Typed("26"),
        "height": Typed("121"),
        "performance": Typed("90"),
        "dose_changed": Key("n"),
        "concomitant_changed": Key("n"),
        "has_toxicity": Key("y"),
        "assessment_done": Key("n"),
    },
    "assessment": {"assessed_on": Typed("20/12/2024"), "criterion": Typed("RANO")},
    "toxicity": TOXICITY,
}


@dataclass
class Hands:
    """A keyboard that counts what is pressed and typed, and the pages that come."""

    page: Page
    pressed: int = 0
    typed: int = 0
    loads: list[str] = field(default_factory=list)

    @property
    def actions(self) -> int:
        return self.pressed + self.typed

    def press(self, key: str) -> None:
        self.page.keyboard.press(key)
        self.pressed += 1

    def type(self, text: str) -> None:
        self.page.keyboard.type(text)
        self.typed += 1

    def focused(self) -> str:
        """The name of the field in focus; "" on a button."""
        found = self.page.evaluate(
            "() => document.activeElement.closest('.field')?.id ?? (document.activeElement.type ?? '')"
        )
        return str(found).removeprefix("f-").removesuffix("-field") if "-field" in found else ""

    def answer(self, name: str, answer: Typed | Key) -> None:
        """Give an answer and go on with Enter."""
        if isinstance(answer, Key):
            self.press(answer.name)
        else:
            self.type(answer.text)
        if self.page.locator(f'[id="f-{name}"][role=combobox]').count():
            self.page.locator(".combobox-option[aria-selected=true]").wait_for()
        else:
            self.page.wait_for_timeout(SETTLED_MS)
        self.press("Enter")

    def fill(self, answers: Answers) -> None:
        """From open question to open question, until the button has the focus."""
        for _step in range(MOST_STEPS):
            name = self.focused()
            if not name:
                return
            if name not in answers:
                raise SystemExit(f"No answer for {name} on {self.page.url}")
            self.answer(name, answers[name])
            if self.focused() == name:
                raise SystemExit(f"Enter stays at {name} on {self.page.url}")
        raise SystemExit(f"{self.page.url} does not end")

    def complete(self) -> None:
        """Complete the form and wait for the page that comes; Enter, as its button has the focus."""
        before = self.page.url
        self.press("Enter")
        self.page.wait_for_url(lambda url: url != before, wait_until="load")

    def must_be_on(self, kind: str) -> None:
        """Only a form that is complete leads on to the next one."""
        if f"/records/{kind}/new" not in self.page.url:
            raise SystemExit(f"Expected a new {kind}, found {self.page.url}")

    def must_be_done(self) -> None:
        """The last form of a case leads back to the patient; one that is not complete stays open."""
        if not re.search("/patients/[^/?]+#", self.page.url):
            raise SystemExit(f"Expected the page of the patient, found {self.page.url}")


@contextmanager
def hands() -> Iterator[tuple[Hands, str, people.World]]:
    """A clinician at a browser, and a world without patients."""
    with (
        session(),
        database("sqlite", like=people.WORLD) as url,
        tempfile.TemporaryDirectory() as folder,
        chromium() as browser,
    ):
        world = people.World(url, sessions(connect(url)))
        app = create_app(people.config_for(url, Path(folder)))
        cookie = people.client(app, world, "clinician").get_cookie("registry")
        assert cookie is not None
        with served(app) as home, opened(browser, width=1280, height=900) as page:
            page.context.add_cookies([{"name": "registry", "value": cookie.value, "url": home}])
            yield Hands(page), home, world


def one_toxicity() -> Hands:
    """From the open form to the saved toxicity."""
    with hands() as (counting, home, world):
        with world.session() as known:
            course = make.course(known, make.patient(known))
        counting.page.goto(f"{home}/records/toxicity/new?parent={course.id}")
        counting.fill(TOXICITY)
        counting.complete()
        counting.must_be_done()
        return counting


def whole_case() -> Hands:
    """From the list of patients to the saved toxicity."""
    with hands() as (counting, home, _world):
        counting.page.goto(f"{home}/patients")
        enter_case(counting)
        return counting


def enter_case(counting: Hands) -> None:
    """From the list of patients, which is open, to the saved toxicity."""
    counting.page.on("load", lambda page: counting.loads.append(page.url))
    while not counting.page.evaluate(
        "document.activeElement.matches('main a[href*=\"/records/patient/new\"]')"
    ):
        counting.press("Tab")
    counting.press("Enter")
    counting.page.wait_for_url(re.compile("/records/patient/new"), wait_until="load")
    for kind, answers in CASE.items():
        counting.must_be_on(kind)
        counting.fill(answers)
        counting.complete()
    counting.must_be_done()


def table(toxicity: Hands, case: Hands) -> str:
    """The results as Markdown."""
    return "\n".join(
        (
            "| what | measured | goal |",
            "| --- | --- | --- |",
            f"| one toxicity, key presses beyond its text | {toxicity.pressed} | {PRESSES} |",
            f"| a whole case, actions | {case.actions} ({case.typed} values typed, {case.pressed} keys) | {ACTIONS} |",
            f"| a whole case, page loads | {len(case.loads)} | {LOADS} |",
        )
    )


def write(words: str) -> None:
    """Put the table between its two marks in docs/measured.md."""
    path = ROOT / "docs" / "measured.md"
    marks = re.compile(r"(<!-- bench\.keyboard -->\n).*?(\n<!-- end -->)", re.DOTALL)
    path.write_text(marks.sub(lambda found: found[1] + words + found[2], path.read_text()))


def main() -> None:
    asked = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    asked.add_argument("--write", action="store_true")
    chosen = asked.parse_args()
    logging.getLogger("werkzeug").setLevel(logging.ERROR)
    words = table(one_toxicity(), whole_case())
    print(words)
    if chosen.write:
        write(words)


if __name__ == "__main__":
    main()
