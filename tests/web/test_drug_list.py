"""The list of drugs and its upkeep: counts, search, facts that are missing, the form, two people at once."""

from __future__ import annotations

import re
from urllib.parse import urlsplit

import pytest
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from registry.models.drug import Drug
from tests import make
from tests.web.drug_site import Site, query_of

TOKEN = re.compile(r'name="csrf_token" value="([^"]+)"')
VERSION = re.compile(r'name="version" value="([^"]*)"')

FACTS = {"inn": "examplinib", "drug_class": "KIT inhibitor", "target": "KIT, PDGFRA", "eu_year": "2020"}


def send(
    browser: FlaskClient, address: str, facts: dict[str, str], *, version: str | None = None
) -> TestResponse:
    """The form as the browser sends it: with its token and the version that was read."""
    form = browser.get(address).text
    found = TOKEN.search(form), VERSION.search(form)
    assert all(found)
    hidden = {"csrf_token": found[0][1], "version": found[1][1] if version is None else version}  # type: ignore[index]
    return browser.post(address, data=hidden | {"status": "complete"} | facts)


def stored(site: Site, drug_id: str) -> Drug | None:
    with site.world.session() as session:
        return session.get(Drug, drug_id)


def test_the_list_counts_the_patients_that_the_page_registers(site: Site) -> None:
    page = site.page("/drugs")

    assert [row[:2] for row in page.rows[1:]] == [
        ["Trametinib Unlisted: facts missing", "7"],
        ["Dabrafenib Unlisted: facts missing", "1"],
    ]
    registered = [href for href, _words in page.numbers() if "output=registered" in href]
    assert [len(site.page(href).rows) - 1 for href in registered] == [7, 1]
    assert "3 centres in 2 countries" in page.words


def test_the_list_says_its_cut_off_and_how_many_drafts_it_leaves_out(own_site: Site) -> None:
    with own_site.world.session() as session:
        # A draft under two drugs is one draft; nothing of a patient who objected is counted.
        both = ("trametinib", "dabrafenib")
        course = make.course(session, make.patient(session), drugs=both)
        make.record(session, "toxicity", course.id, {"onset": "2025-02-10"}, complete=False)
        against = make.patient(session, objection="yes")
        make.diagnosis(session, against)
        drug = {"course_drug": [{"drug": "trametinib"}]}
        make.record(session, "course", against.id, drug, complete=False)
        make.record(session, "diagnosis", make.patient(session).id, {"category": "cns"}, complete=False)

    # The course and the toxicity that the site holds, and the toxicity above; the last diagnosis has no course.
    assert "· cut-off 23 Nov 2026" in own_site.page("/drugs").words
    assert "· 3 drafts are left out" in own_site.page("/drugs").words
    assert "3 drafts are left out: courses 1, toxicities 2." in own_site.page("/drugs/trametinib").words
    assert "2 patients who objected are left out." in own_site.page("/drugs/trametinib").words
    assert "1 draft is left out: toxicities 1." in own_site.page("/drugs/dabrafenib").words


@pytest.mark.parametrize("role", ["coordinator", "clinician"])
def test_the_list_says_what_the_page_of_each_drug_says(site: Site, role: str) -> None:
    """Each number of the list under the numbers of the drug, over the rows of the reader."""
    for href, words in site.page("/drugs", role).numbers():
        drug, query = urlsplit(href).path.split("/")[2], query_of(href)
        row = site.summary(drug, role).find(query["output"])
        assert row is not None
        assert words == str(row.n), href


def test_the_list_at_a_glance_by_hand(site: Site) -> None:
    """Trametinib: CR, CR and PR of six evaluable; diarrhoea and dry skin of grade 3; diarrhoea serious."""
    page = site.page("/drugs")
    assert page.rows[1][2:] == ["50.0% 3 / 6 (11.8–88.2)", "28.6% 2 / 7", "14.3% 1 / 7", "7", "1 Apr 2025"]
    # One patient of dabrafenib: n / N alone.
    assert page.rows[2][2:5] == ["1 / 1", "0 / 1", "0 / 1"]


def test_a_clinician_counts_the_own_centre(site: Site) -> None:
    page = site.page("/drugs", "clinician")

    assert [row[:2] for row in page.rows[1:]] == [["Trametinib Unlisted: facts missing", "4"]]
    assert "Own centre: FR-001" in page.words
    assert "Add a drug" not in page.words
    assert [words for _href, words in page.links if words.startswith("All")] == ["All centres", "All 2"]


def test_a_word_finds_a_drug_by_its_names_its_class_and_its_target(own_site: Site) -> None:
    send(own_site.browse(), "/drugs/new", FACTS | {"inn_fr": "examplinib"})

    for words, expected in (("EXAMPLI", 1), ("kit inhibitor", 1), ("pdgfra", 1), ("mek", 1), ("nothing", 0)):
        found = [row[0] for row in own_site.page(f"/drugs?show=all&q={words}").rows[1:]]
        assert len(found) == expected, words
    assert "No drug matches." in own_site.page("/drugs?q=nothing").words


def test_the_list_is_sorted_as_the_address_says(site: Site) -> None:
    names = [row[0].split()[0] for row in site.page("/drugs?sort=name").rows[1:]]

    assert names == ["Dabrafenib", "Trametinib"]
    assert [row[0].split()[0] for row in site.page("/drugs?sort=nothing").rows[1:]] == [
        "Trametinib",
        "Dabrafenib",
    ]


def test_a_coordinator_adds_a_drug(own_site: Site) -> None:
    answer = send(own_site.browse(), "/drugs/new", FACTS)

    assert (answer.status_code, answer.location) == (303, "/drugs/examplinib")
    page = own_site.page("/drugs/examplinib")
    assert "KIT inhibitor · target KIT, PDGFRA · first EU authorisation 2020" in page.words
    assert "Unlisted" not in page.words
    assert "No patient counts for this drug yet." in page.words


def test_a_drug_that_is_listed_already_comes_back_with_what_was_typed(own_site: Site) -> None:
    answer = send(own_site.browse(), "/drugs/new", FACTS | {"inn": "Trametinib", "target": "typed target"})

    assert answer.status_code == 422
    assert "This drug is in the list already." in answer.text
    assert "typed target" in answer.text
    assert "typed target" in own_site.browse().get("/drugs/new").text, "what was typed is kept for later"


def test_a_change_needs_its_reason_and_keeps_it_when_refused(own_site: Site) -> None:
    facts = FACTS | {"inn": "trametinib"}
    answer = send(own_site.browse(), "/drugs/trametinib/edit", facts)
    assert answer.status_code == 422
    assert "say why it changes" in answer.text

    wrong = send(own_site.browse(), "/drugs/trametinib/edit", facts | {"eu_year": "14", "reason": "leaflet"})
    assert wrong.status_code == 422
    assert 'value="leaflet"' in wrong.text

    answer = send(own_site.browse(), "/drugs/trametinib/edit", facts | {"reason": "leaflet"})
    assert (answer.status_code, answer.location) == (303, "/drugs/trametinib")
    drug = stored(own_site, "trametinib")
    assert drug is not None
    assert (drug.target, drug.eu_year) == ("KIT, PDGFRA", 2020)


def test_two_people_who_save_one_drug_see_both_values(own_site: Site) -> None:
    browser, address = own_site.browse(), "/drugs/trametinib/edit"
    facts = FACTS | {"inn": "trametinib", "reason": "leaflet"}
    assert send(browser, address, facts | {"target": "theirs"}).status_code == 303

    late = send(browser, address, facts | {"target": "mine"}, version="1")
    assert late.status_code == 409
    assert "theirs" in late.text
    assert "mine" in late.text

    keep = {"keep-target": "saved", "resolve": "chosen", "reason": "again"}
    chosen = send(browser, address, facts | {"target": "mine", "drug_class": "other"} | keep, version="2")
    assert chosen.status_code == 303
    drug = stored(own_site, "trametinib")
    assert drug is not None
    assert (drug.target, drug.drug_class) == ("theirs", "other")


def test_the_saved_version_may_be_kept_whole(own_site: Site) -> None:
    answer = send(own_site.browse(), "/drugs/trametinib/edit", FACTS | {"resolve": "saved"})

    assert (answer.status_code, answer.location) == (303, "/drugs/trametinib")
    drug = stored(own_site, "trametinib")
    assert drug is not None
    assert drug.target is None


def test_a_drug_without_a_molecular_target_is_listed(own_site: Site) -> None:
    facts = {"inn": "examplabine", "drug_class": "nucleoside analogue", "eu_year": "2006"}
    assert send(own_site.browse(), "/drugs/new", facts).status_code == 303
    assert unlisted(own_site, "examplabine")
    reason = {"target": "", "target_missing": "not_applicable", "reason": "acts on DNA"}
    assert send(own_site.browse(), "/drugs/examplabine/edit", facts | reason, version="1").status_code == 303
    assert not unlisted(own_site, "examplabine")
    (row,) = own_site.page("/drugs?show=all&q=examplabine").rows[1:]
    assert row[0] == "Examplabine nucleoside analogue · no target"


def unlisted(site: Site, drug_id: str) -> bool:
    drug = stored(site, drug_id)
    assert drug is not None
    return drug.unlisted
