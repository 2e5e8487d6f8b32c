"""A clinician and the numbers of all centres: nothing small, nobody else's patient, on any way out.

The site has 60 patients of trametinib, 20 of each centre. Of these 20

    CNS      16, of ES-001 17 and of FR-002 17      solid     4, of ES-001 3 and of FR-002 3
    partial  12                                      stable    8
    rash 2   12                                      fever 4, serious: 3 of ES-001 alone

Whoever takes one centre away has 40 patients left, of them 24 with and 16 without a response or a toxicity.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

import pytest
import time_machine
from openpyxl import load_workbook
from sqlalchemy import select
from werkzeug.test import TestResponse

from exports.basis import Context
from exports.disclosed_report import write_disclosed_report
from registry.access import tokens
from registry.access.audience import audience_of, may_switch
from registry.access.events import READ_ALL_CENTRES
from registry.access.permissions import CONSOLE, ROLES, Permission, Rows, may
from registry.app import create_app
from registry.db import RegistrySession, connect, sessions, writing
from registry.errors import Invalid
from registry.models.audit import Event
from registry.models.drug import Drug
from registry.models.user import User
from registry.queries.disclosed import SAID, disclosed_numbers, disclosed_overview
from registry.summaries.audiences import Audience
from registry.summaries.catalogue import OUTPUTS
from registry.summaries.parameters import DEFAULTS
from tests import make
from tests.people import World, build, config_for, email_of
from tests.servers import Template, database
from tests.web.drug_site import NOON, Site

SIZES = {"FR-001": 20, "FR-002": 20, "ES-001": 20}
THRESHOLD = 11
PAGE = "/drugs/trametinib?centres=all"
TABS = ("", "use", "efficacy", "toxicity", "life", "review")
API = "/api/v1/drugs/trametinib/summary?audience="
OF_CENTRE = [role.name for role in ROLES.values() if role.rows is Rows.CENTRE]


def fill(url: str) -> None:
    build(url)
    engine = connect(url)
    with World(url, sessions(engine)).session() as session:
        for centre, patients in SIZES.items():
            for number in range(patients):
                _patient(session, centre, number)
    engine.dispose()


def _patient(session: RegistrySession, centre: str, number: int) -> None:
    person = make.patient(session, centre)
    solid = number < (4 if centre == "FR-001" else 3)
    make.diagnosis(session, person, category="solid" if solid else "cns")
    course = make.course(session, person, drugs=("trametinib",))
    make.assessment(session, course)
    make.response(session, course, "PR" if number < 12 else "SD", "2025-04-01")
    if number < 12:
        make.toxicity(session, course, grade="2")
    if centre == "ES-001" and number < 3:
        make.toxicity(session, course, term="fever", grade="4", seriousness=["hospitalisation"])


@dataclass
class LargeSite(Site):
    """The site with a token for each role that asked as a program."""

    tokens: dict[str, str] = field(default_factory=dict)


LARGE = Template("all-centres", fill)


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    with time_machine.travel(NOON), database("sqlite", like=LARGE) as url:
        engine = connect(url)
        app = create_app(config_for(url, tmp_path_factory.mktemp("site")))
        yield LargeSite(app, World(url, sessions(engine)))
        engine.dispose()
        with app.extensions["registry.sessions"]() as session:
            session.get_bind().dispose()


def ask(site: LargeSite, role: str, address: str) -> TestResponse:
    """What a program of somebody with that role is answered."""
    if role not in site.tokens:
        with site.world.session() as session, writing(session):
            user = session.scalars(select(User).where(User.email == email_of(role))).one()
            site.tokens[role] = tokens.mint(session, user, read_only=True)
    sent = {"Authorization": f"Bearer {site.tokens[role]}"}
    return site.app.test_client().get(address, headers=sent)


def foreign(site: LargeSite, centre: str = "FR-001") -> set[str]:
    return site.patients_of(*(set(SIZES) - {centre}))


def numbers_in(text: str) -> set[int]:
    """The counts in the cells of a page: what stands between tags as n, or as n / N."""
    cells = re.findall(r">\s*(\d+)(?: / (\d+))?\s*(?:\([^)]*\))?\s*<", text)
    return {int(part) for cell in cells for part in cell if part}


@pytest.mark.parametrize("role", OF_CENTRE)
@pytest.mark.parametrize("tab", TABS)
def test_no_page_of_all_centres_shows_a_small_count_or_a_patient(
    site: LargeSite, role: str, tab: str
) -> None:
    answer = site.browse(role).get(f"{PAGE}&tab={tab}" if tab else PAGE)
    assert answer.status_code == 200
    content = answer.text[answer.text.index('class="wrap content"') : answer.text.index("</main>")]

    assert not {n for n in numbers_in(content) if 0 < n < THRESHOLD}
    assert not [number for number in foreign(site) | site.patients_of("FR-001") if number in answer.text]
    assert "/patients" not in content
    assert "fever" not in content.lower()
    assert "<svg" not in content.replace('<svg class="icon', "")


def test_the_page_says_what_is_large_enough(site: LargeSite) -> None:
    page = site.page(PAGE, "clinician")

    assert "60" in page.row("Registered patients")
    assert "36 / 60" in page.row("Objective response rate")[1]
    assert "36 / 60" in page.row(OUTPUTS["toxicity_any"].title.en)[1]
    assert "hidden" in page.words
    assert "fewer than 11 patients" in page.words


def test_small_cells_and_those_that_give_them_away_are_hidden(site: LargeSite) -> None:
    """10 solid tumours are few: of the two groups that add up to 60, the other is hidden with them."""
    rows = {
        (row["output"], row["subset"], row["category"]): row
        for row in ask(site, "clinician", f"{API}centres").json["outputs"]
        if row["reading"] in ("", DEFAULTS.reading)
    }
    for category in ("cns", "solid"):
        assert rows["baseline_diagnosis", "all", category]["n"] is None
    assert rows["toxicity_serious", "all", "all"]["n"] is None
    assert rows["toxicity_grade3", "all", "all"]["n"] is None
    assert rows["bor", "all", "PR"]["n"] == 36
    assert rows["bor", "all", "SD"]["n"] == 24


@pytest.mark.parametrize("audience", ["centres", "public"])
@pytest.mark.parametrize("role", OF_CENTRE)
def test_no_json_of_all_centres_holds_a_small_count(site: LargeSite, role: str, audience: str) -> None:
    document = ask(site, role, API + audience)
    assert document.status_code == 200
    for row in document.json["outputs"]:
        for name in ("n", "N"):
            assert not 0 < (row[name] or 0) < THRESHOLD, row
    assert not [number for number in foreign(site) if number in document.text]
    assert "fever" not in document.text


def test_page_json_and_table_say_the_same(site: LargeSite) -> None:
    answer = ask(site, "clinician", f"{API}centres").json
    with site.world.session() as session:
        found = _numbers(session, Audience.CENTRES)
    assert answer == json.loads(json.dumps(found.document()))


def _numbers(session: RegistrySession, audience: Audience):  # type: ignore[no-untyped-def]
    drug = session.scalars(select(Drug).where(Drug.inn == "trametinib")).one()
    cut_off = make.ON.replace(day=1) - make.dt.timedelta(days=1)
    return disclosed_numbers(session, drug, audience=audience, cut_off=cut_off, threshold=THRESHOLD)


@pytest.mark.parametrize(
    "query",
    ["country=FR", "diagnosis=cns", "cut_off=2026-01-01", "until=2026-01-01", "reading=local", "courses=all"],
)
def test_two_choices_that_differ_by_a_few_patients_are_not_answered(site: LargeSite, query: str) -> None:
    """The difference of two filters, of two cut-offs and of two definitions is a count of its own."""
    for address in (f"{PAGE}&{query}", f"{API}centres&{query}", f"{API}public&{query}"):
        send = ask if address.startswith("/api") else _browse
        answer = send(site, "clinician", address)
        assert answer.status_code in (400, 422), address
        assert "outputs" not in answer.text


def _browse(site: LargeSite, role: str, address: str) -> TestResponse:
    return site.browse(role).get(address)


@pytest.mark.parametrize("audience", ["centres", "public"])
def test_whoever_reads_in_full_chooses_the_day_but_no_part_of_the_patients(
    site: LargeSite, audience: str
) -> None:
    answers = {
        query: ask(site, "coordinator", f"{API}{audience}&{query}").status_code
        for query in ("cut_off=2026-01-01", "diagnosis=cns", "courses=all")
    }
    assert answers == {"cut_off=2026-01-01": 200, "diagnosis=cns": 422, "courses=all": 422}


@pytest.mark.parametrize(
    "address",
    [
        "/drugs/trametinib/patients?output=treated&centres=all",
        "/drugs/trametinib/figures/swimmer.svg?centres=all",
        "/drugs/trametinib/figures/waterfall.csv?centres=all",
        "/drugs/trametinib/figures/survival-os.png?centres=all",
        "/drugs/trametinib?centres=all&tab=signals",
        "/drugs/trametinib?centres=all&tab=quality",
    ],
)
def test_patients_one_by_one_and_figures_are_not_given_of_all_centres(site: LargeSite, address: str) -> None:
    assert site.browse("clinician").get(address).status_code in (400, 404, 422)


@pytest.mark.parametrize("ending", ["svg", "csv"])
@pytest.mark.parametrize("name", ["response", "swimmer", "toxicity", "survival-pfs"])
def test_a_figure_is_of_the_own_centre(site: LargeSite, name: str, ending: str) -> None:
    answer = site.browse("clinician").get(f"/drugs/trametinib/figures/{name}.{ending}")
    assert answer.status_code == 200
    assert not [number for number in foreign(site) if number in answer.text]
    assert "fever" not in answer.text.lower()


def test_the_overview_tells_of_all_centres_what_the_page_tells(site: LargeSite) -> None:
    answer = site.browse("clinician").get("/drugs?centres=all")
    content = answer.text[answer.text.index("<tbody") : answer.text.index("</tbody")]
    assert not {n for n in numbers_in(content) if 0 < n < THRESHOLD}
    with site.world.session() as session:
        page = _numbers(session, Audience.CENTRES)
        seen = disclosed_overview(session, cut_off=page.cut_off, threshold=THRESHOLD)[page.drug]
    assert [_said(seen, output) for output in SAID] == [_said(page, output) for output in SAID]


def _said(found, output: str) -> tuple[int | None, int | None]:  # type: ignore[no-untyped-def]
    row = found.find(output)
    return row.n, row.N


def test_the_own_centre_stays_in_full(site: LargeSite) -> None:
    page = site.page("/drugs/trametinib", "clinician")
    assert "20" in page.words
    assert "My centre" in page.words
    assert "All centres" in page.words
    rows = ask(site, "clinician", "/api/v1/drugs/trametinib/summary").json["outputs"]
    assert {row["n"] for row in rows if row["output"] == "registered" and row["subset"] == "all"} == {20}


def test_who_may_switch_and_who_reads_in_full() -> None:
    for role in (*ROLES.values(), CONSOLE):
        assert may_switch(role) == (role.rows is Rows.CENTRE)
        assert audience_of(role) is Audience.FULL
        if role.rows is Rows.COUNTRY:
            with pytest.raises(Invalid, match="country"):
                audience_of(role, "public")
        else:
            assert audience_of(role, "centres") is Audience.CENTRES
    with pytest.raises(Invalid, match="full, centres"):
        audience_of(CONSOLE, "everybody")


@pytest.mark.parametrize("role", [r.name for r in ROLES.values() if r.rows is Rows.ALL])
def test_roles_of_all_rows_read_small_counts(site: LargeSite, role: str) -> None:
    if not may(ROLES[role], Permission.SUMMARIES):
        return
    rows = ask(site, role, "/api/v1/drugs/trametinib/summary").json["outputs"]
    serious = [row["n"] for row in rows if row["output"] == "toxicity_serious" and row["subset"] == "all"]
    assert serious == [3]


def test_a_national_coordinator_has_no_table_of_all_centres(site: LargeSite) -> None:
    assert ask(site, "national_coordinator", f"{API}centres").status_code == 422
    assert "All centres" not in site.browse("national_coordinator").get("/drugs/trametinib").text


def test_reading_all_centres_is_told_to_the_journal(site: LargeSite) -> None:
    site.browse("pharmacist").get(PAGE)
    with site.world.session() as session:
        events = session.scalars(select(Event).where(Event.kind == READ_ALL_CENTRES)).all()
    assert ("trametinib", "centres") in {(e.detail.get("drug"), e.detail.get("audience")) for e in events}
    assert any("pharmacist" in event.actor for event in events)


@pytest.mark.parametrize("audience", [Audience.CENTRES, Audience.PUBLIC])
def test_workbook_and_csv_hide_what_the_page_hides(
    site: LargeSite, tmp_path: Path, audience: Audience
) -> None:
    with site.world.session() as session:
        found = _numbers(session, audience)
    context = Context("Trametinib", "3 centres in 2 countries", "console", NOON)
    write_disclosed_report(tmp_path / "t.xlsx", found=found, context=context, language="en")
    sheet = load_workbook(tmp_path / "t.xlsx", read_only=True)["Numbers"]
    lines = [row for row in sheet.iter_rows(values_only=True) if row and row[-1] in OUTPUTS]
    table = list(found.to_lines())

    assert [line[4] for line in lines] == [line[3] for line in table]
    assert {"hidden", 60} <= {line[4] for line in lines}
    for line in (*(line[4:6] for line in lines), *(line[3:5] for line in table)):
        assert not [n for n in line if isinstance(n, int) and 0 < n < THRESHOLD]
    assert "fever" not in str(lines).lower()
