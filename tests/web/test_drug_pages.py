"""The page of a drug says its summary, and each number opens exactly the patients behind it."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from registry.db import writing
from registry.models.drug import Drug
from registry.summaries.catalogue import OUTPUTS
from registry.summaries.table import Row, Summary
from registry.web.drug_address import TABS
from registry.web.drug_numbers import code_of
from registry.web.drug_parts import placed
from registry.web.drug_serious import SHOWN
from tests import make
from tests.web.drug_site import GLIOMA, OTHER_SKIN, WORDS, Page, Site, query_of

VIEWS = (
    ("trametinib", {}),
    ("trametinib", {"subset": "monotherapy", "reading": "local"}),
    ("trametinib", {"minor_response": "true", "window_days": "30", "clinical_threshold": "3"}),
    ("dabrafenib", {}),
)


def address(drug: str, view: dict[str, str], part: str = "") -> str:
    return f"/drugs/{drug}{part}?" + "&".join(f"{name}={text}" for name, text in view.items())


def summary_of(site: Site, drug: str, view: dict[str, str]) -> Summary:
    choices = [f"{name}={text}" for name, text in view.items() if name != "subset"]
    return site.summary(drug, "coordinator", "FR-001", *choices)


def row_of(summary: Summary, href: str) -> Row:
    """The row that a link names."""
    query = query_of(href)
    rows = summary.select(
        query["output"], subset=query.get("subset", "all"), reading=query.get("row_reading", "")
    )
    return next(row for row in rows if code_of(row.category) == query.get("category", "all"))


def cells(page: Page, *firsts: str) -> list[list[str]]:
    return [page.row(first) for first in firsts]


def pages(site: Site, drug: str, view: dict[str, str]) -> Iterator[Page]:
    """Every part of the page of a drug."""
    return (site.page(address(drug, {**view, "tab": tab})) for tab in TABS)


@pytest.mark.parametrize(("drug", "view"), VIEWS)
def test_each_number_on_the_page_is_its_row_of_the_summary(
    site: Site, drug: str, view: dict[str, str]
) -> None:
    summary, said = summary_of(site, drug, view), set()

    for page in pages(site, drug, view):
        for href, words in page.numbers():
            row = row_of(summary, href)
            expected = f"{row.n} / {row.N}" if "/" in words else str(row.n)
            assert words == expected, href
            said.add((row.output, row.category, row.reading))
    assert said == linked_rows(summary, view.get("subset", "all"))


def linked_rows(summary: Summary, subset: str) -> set[tuple[str, str, str]]:
    """Every row of a use that has patients, but for:

    what is given in another reading than the chosen one, save responses; the statistics of a measure but its median,
    and the rates over time by organ class and term, which stand beside a count of the same patients.
    """
    chosen = summary.parameters.reading
    found = (row for row in summary.rows if row.patients and row.subset == subset)
    return {
        (row.output, row.category, row.reading)
        for row in found
        if (
            row.reading in ("", chosen)
            or row.output in ("bor", "evaluable")
            or (row.output, row.category) == ("orr", "all")
        )
        and row.category.rpartition(" / ")[2] not in ("mean", "sd", "q1", "q3", "min", "max")
        and row.output not in ("toxicity_soc_rate", "toxicity_term_rate")
    }


def test_every_output_has_its_place() -> None:
    assert placed() == set(OUTPUTS)


def test_the_numbers_worked_by_hand(site: Site) -> None:
    page = site.page("/drugs/trametinib")

    # Seven count; three has no baseline. Read as reviewed or else local, one is SD: CR, CR and PR of 6 respond.
    flow = {query_of(href)["output"]: words for href, words in page.numbers()}
    assert (flow["registered"], flow["treated"], flow["evaluable"]) == ("7", "7", "6")
    assert "No baseline assessment" in page.words
    page = site.page("/drugs/trametinib?tab=review")
    assert cells(page, "Reviewed, else local", "Local", "Reviewed") == [
        ["Reviewed, else local", "6", "2", "1", "0", "2", "1", "0", "3", "50.0%", "11.8–88.2"],
        ["Local", "6", "2", "2", "0", "1", "1", "0", "4", "66.7%", "22.3–95.7"],
        ["Reviewed", "1", "0", "0", "0", "1", "0", "0", "0", "0 / 1", "fewer than 5: no rate"],
    ]
    # Patients with a toxicity that counts: one, two, five, six; four's is a draft.
    toxic = site.page("/drugs/trametinib?tab=toxicity")
    assert cells(toxic, "Patients with at least one toxicity", "Patients with a serious toxicity") == [
        ["Patients with at least one toxicity", "4", "57.1", "18.4–90.1", "5"],
        ["Patients with a serious toxicity", "1", "14.3", "0.4–57.9", "1"],
    ]
    # 2 drafts of records (course, toxicity): the draft patient is complete, its course is not.
    assert "2 drafts are left out: courses 1, toxicities 1." in page.words
    assert "1 patient who objected is left out." in page.words
    behind = site.page("/drugs/trametinib/patients?output=orr")
    assert (
        "2 drafts are left out: courses 1, toxicities 1. 1 patient who objected is left out." in behind.words
    )
    assert "cut-off " in behind.words


def test_the_table_of_terms_gives_each_patient_its_worst_grade(site: Site) -> None:
    page = site.page("/drugs/trametinib?tab=toxicity")

    # On the drug for 691 days each, 158.9 months in all: 5 toxicities are 3.1 per 100 patient-months.
    assert cells(
        page, "Any toxicity", "Skin and subcutaneous tissue disorders", "Rash acneiform", "Dry skin"
    ) == [
        ["Any toxicity", "1", "1", "2", "0", "0", "4", "57.1", "5", "3.1"],
        ["Skin and subcutaneous tissue disorders", "1", "2", "1", "0", "0", "4", "57.1", "4", "2.5"],
        ["Rash acneiform", "1", "1", "0", "0", "0", "2", "28.6", "2", "1.3"],
        ["Dry skin", "0", "0", "1", "/", "/", "1", "14.3", "1", "0.6"],
    ]


@pytest.mark.parametrize(("drug", "view"), VIEWS)
def test_each_number_opens_exactly_its_patients(site: Site, drug: str, view: dict[str, str]) -> None:
    summary = summary_of(site, drug, view)
    hrefs = {href for page in pages(site, drug, view) for href, _words in page.numbers()}

    assert hrefs
    for href in sorted(hrefs):
        row, page = row_of(summary, href), site.page(href)
        assert [line[0] for line in page.rows[1:]] == site.numbers_of(row.patients), href
        assert OUTPUTS[row.output].title.en in page.headings[0]
        assert OUTPUTS[row.output].definition.en in page.words


def test_the_switches_keep_what_was_chosen(site: Site) -> None:
    page = site.page("/drugs/trametinib?subset=monotherapy&reading=local&window_days=30&cut_off=2026-01-31")

    links = {words: query_of(href) for href, words in page.links}
    assert links["All"] == {"reading": "local", "window_days": "30", "cut_off": "2026-01-31"}
    assert links["Counted"]["minor_response"] == "true"
    assert links["Counted"]["subset"] == "monotherapy"
    assert links["Excel report"]["cut_off"] == "2026-01-31"
    assert all(query_of(href)["window_days"] == "30" for href, _words in page.numbers())
    assert "Days after the last dose during which a toxicity still counts: 30 days." in page.words
    assert "cut-off 31 Jan 2026" in page.words


def test_a_cut_off_is_typed_as_any_date(site: Site) -> None:
    page = site.page("/drugs/trametinib?cut_off=31/03/2025&subset=&window_days=")

    assert "cut-off 31 Mar 2025" in page.words
    # No response was told by then: the first is of April.
    assert "no evaluable patient" in page.words
    assert "Objective response not calculable no evaluable patient" in page.words


def test_a_small_denominator_has_no_rate(site: Site) -> None:
    assert "1 / 1 fewer than 5: no rate" in site.page("/drugs/dabrafenib").words
    page = site.page("/drugs/dabrafenib?tab=toxicity")
    assert page.row("Patients with at least one toxicity") == [
        "Patients with at least one toxicity",
        "1",
        "1 / 1",
        "fewer than 5: no rate",
        "1",
    ]
    assert "100.0%" not in page.words


def test_nobody_under_a_use_is_said_and_nothing_calculated(site: Site) -> None:
    page = site.page("/drugs/dabrafenib?subset=monotherapy")

    assert "Nobody counts under this use of the drug." in page.words
    assert page.numbers() == []


@pytest.mark.parametrize(
    ("query", "sentence"),
    [
        ("colour=red", "There is no parameter “colour”."),
        ("conf_level=95", "It takes a number from 0.5 to 0.9999, with a point."),
        ("reading=local&reading=reviewed", "The parameter reading is given twice."),
        ("subset=both", "subset takes one of: all (All), monotherapy (Monotherapy)"),
        ("cut_off=31/02/2026", "Cut-off: “31/02/2026” does not exist in the calendar."),
        ("cut_off=24/11/2026", "Cut-off: this day is still to come."),
        ("output=orr", "There is no parameter “output”."),
        ("tab=nothing", "tab takes one of: overview (Overview), use (Patients and use)"),
        ("age=old", "The filter age cannot be “old”."),
        ("since=tomorrowish", "First dose from: “tomorrowish”"),
    ],
)
def test_an_address_that_cannot_be_read_is_refused(site: Site, query: str, sentence: str) -> None:
    answer = site.browse().get(f"/drugs/trametinib?{query}")

    assert answer.status_code == 422
    assert sentence in answer.text


@pytest.mark.parametrize(
    "query",
    ["", "output=nothing", "output=bor&category=XX", "output=orr&row_reading=mine", "output=objected"],
)
def test_there_is_no_list_behind_a_number_that_is_not_there(site: Site, query: str) -> None:
    answer = site.browse().get(f"/drugs/trametinib/patients?{query}")

    if query == "output=objected":
        # The number exists; whom it counts is told to nobody.
        assert answer.status_code == 200
        assert "FR-00" not in answer.text.split("<main", 1)[1]
    else:
        assert answer.status_code == 404


def test_a_clinician_sees_the_own_centre_only(site: Site) -> None:
    others = site.patients_of("FR-002", "ES-001")
    page = site.page("/drugs/trametinib", "clinician")
    flow = {query_of(href)["output"]: words for href, words in page.numbers()}

    assert "Own centre: FR-001" in page.words
    assert (flow["registered"], flow["evaluable"]) == ("4", "3")
    for href, _words in page.numbers():
        answer = site.browse("clinician").get(href).text
        assert not [number for number in others if number in answer]
    assert site.page("/drugs/dabrafenib", "clinician").numbers() == []


def test_an_analyst_sees_no_typed_words_and_opens_no_record(site: Site) -> None:
    page = site.page("/drugs/trametinib", "analyst")
    lists = [site.browse("analyst").get(href).text for href, _words in page.numbers()]

    assert not [text for text in (page.words, *lists) if WORDS in text or GLIOMA in text]
    assert not [text for text in lists if 'href="/patients/' in text]
    assert any("CNS tumour" in text for text in lists)


def test_typed_words_stand_in_quotation_marks_and_in_no_address(site: Site) -> None:
    page = site.page("/drugs/trametinib?tab=toxicity")
    hrefs = [href for href, _words in page.links]

    assert page.row(f"“{WORDS}”")[6:9] == ["1", "14.3", "1"]
    (named,) = {query_of(href)["category"] for href in hrefs if OTHER_SKIN in href and "events" in href}
    assert named == code_of(f"{OTHER_SKIN}: {WORDS}")
    assert not [href for href in hrefs if "somebody" in href]
    behind = site.page(next(href for href in hrefs if "events" in href and named.partition("~")[2] in href))
    assert f"“{WORDS}”" in behind.headings[0]
    assert behind.rows[1][3].startswith(GLIOMA)


def test_french_and_english_say_the_same_numbers(site: Site) -> None:
    english = site.page("/drugs/trametinib?tab=toxicity")
    with site.speaking("fr"):
        french = site.page("/drugs/trametinib?tab=toxicity")

    assert (english.language, french.language) == ("en", "fr")
    assert english.numbers() == french.numbers()
    assert english.row("Patients with at least one toxicity")[1:3] == ["4", "57.1"]
    assert french.row("Patients avec au moins une toxicité")[1:3] == ["4", "57,1"]
    assert "57.1%" in english.words
    assert "57,1\u00a0%" in french.words.replace(" %", "\u00a0%")


def test_filters_narrow_every_number_and_its_list(site: Site) -> None:
    """Only five and six are of the second centre; only seven is Spanish."""
    page = site.page("/drugs/trametinib?country=ES&tab=review")
    flow = {query_of(href)["output"]: (words, href) for href, words in page.numbers()}

    assert flow["registered"][0] == "1"
    assert "Country: Spain." in page.words
    behind = site.page(flow["registered"][1])
    assert [row[0] for row in behind.rows[1:]] == sorted(site.patients_of("ES-001"))
    assert "country: Spain" in behind.words
    back = {words: query_of(href) for href, words in behind.links}["Back to the numbers"]
    assert back == {"tab": "review", "country": "ES"}


@pytest.mark.parametrize("name", ["since", "until", "country", "cut_off"])
def test_a_blank_choice_is_none(site: Site, name: str) -> None:
    # A blank day is no day: trametinib began in 2025, and the address is read a year later.
    assert flow(site.page(f"/drugs/trametinib?{name}=%20")) == flow(site.page("/drugs/trametinib"))


def flow(page: Page) -> list[tuple[str, str]]:
    """The numbers of the flow, by output."""
    found = [(query_of(href)["output"], words) for href, words in page.numbers()]
    return [pair for pair in found if pair[0] in ("registered", "treated", "evaluable")]


def test_boxes_of_a_form_are_one_filter(site: Site) -> None:
    both = site.page("/drugs/trametinib?country=ES&country=FR&since=1/1/2025&until=")
    flow = {query_of(href)["output"]: words for href, words in both.numbers()}

    assert flow["registered"] == "7"
    assert "Country: Spain, France." in both.words
    assert "First dose from: 1 Jan 2025." in both.words


@pytest.mark.parametrize("query", ["country=DE", "diagnosis=leukaemia", "since=2026-01-01", "gene=KRAS"])
def test_a_filter_that_leaves_nobody_is_said_in_words(site: Site, query: str) -> None:
    page = site.page(f"/drugs/trametinib?{query}&tab=toxicity")

    assert "No patient matches these filters." in page.words
    assert page.numbers() == []
    (href,) = [href for href, words in page.links if words == "Remove the filters"]
    assert query_of(href) == {"tab": "toxicity"}


def test_only_drafts_are_nobody_yet_and_are_counted_aloud(own_site: Site) -> None:
    with own_site.world.session() as session:
        started = {"first_dose": "2025-01-02", "course_drug": [{"drug": "vinblastine"}]}
        with writing(session):
            session.add(Drug(id="vinblastine", inn="vinblastine"))
        make.record(session, "course", make.patient(session).id, started, complete=False)
    page = own_site.page("/drugs/vinblastine")

    assert "No patient counts for this drug yet." in page.words
    assert "1 draft is left out: courses 1." in page.words


def test_a_drug_that_is_not_there_is_not_found(site: Site) -> None:
    assert site.browse().get("/drugs/nothingatall").status_code == 404


def test_signals_are_for_those_who_see_several_centres(site: Site) -> None:
    assert "Signals" in [words for _href, words in site.page("/drugs/trametinib", "pharmacovigilance").links]
    assert "Signals" not in [words for _href, words in site.page("/drugs/trametinib", "clinician").links]
    assert site.browse("clinician").get("/drugs/trametinib?tab=signals").status_code == 404


def test_what_cannot_be_calculated_says_why(site: Site) -> None:
    page = site.page("/drugs/trametinib?tab=efficacy")

    assert page.row("Overall survival")[2] == "not calculable: median not reached"
    assert "nan" not in page.words.casefold().split()
    assert "None" not in page.words.split()


def test_serious_toxicities_are_listed_one_by_one(site: Site) -> None:
    """One has diarrhoea of grade 3; an analyst opens no record."""
    page = site.page("/drugs/trametinib?tab=toxicity")
    (line,) = [row for row in page.rows if row and row[0].startswith("FR-001-")]
    assert len(line) == len(SHOWN)

    assert line[1:3] == ["Diarrhea", "3"]
    assert line[4] == "Hospitalisation or its prolongation"
    assert line[5] == "trametinib: Drug withdrawn"
    records = [href for href, _words in page.links if href.startswith("/records/toxicity/")]
    assert len(records) == 1
    analysed = site.page("/drugs/trametinib?tab=toxicity", "analyst")
    assert not [href for href, _words in analysed.links if href.startswith("/records/toxicity/")]


def test_a_number_leads_to_its_definition(site: Site) -> None:
    page = site.page("/drugs/trametinib?tab=efficacy")

    about = [href for href, words in page.links if words == "Disease control rate"]
    assert about == ["/help/numbers#dcr"]


def test_the_report_is_offered_to_those_who_may_export_it(site: Site) -> None:
    assert "Excel report" in site.page("/drugs/trametinib").words
    assert "Excel report" not in site.page("/drugs/trametinib", "clinician").words

    sent = site.browse().get("/drugs/trametinib/report.xlsx?cut_off=2026-10-31")
    assert sent.status_code == 200
    assert "trametinib-2026-10-31.xlsx" in sent.headers["Content-Disposition"]
    assert sent.data[:2] == b"PK"
    assert site.browse("clinician").get("/drugs/trametinib/report.xlsx").status_code == 403
