"""The pages of access schemes say what the declarations hold, and what is still to be confirmed."""

from __future__ import annotations

import pytest

from registry.schemes.catalogue import COUNTRIES, SCHEMES
from tests.web.drug_site import Site


@pytest.mark.parametrize("language", ["en", "fr"])
def test_the_list_leads_to_every_country(site: Site, language: str) -> None:
    with site.speaking(language):
        page = site.page("/schemes")
    links = dict(page.links)

    for code, country in COUNTRIES.items():
        assert links[f"/schemes/{code}"] == getattr(country.label, language)
    assert [row[0] for row in page.rows[-2:]] == [
        getattr(COUNTRIES[code].label, language) for code in ("EU", "XX")
    ]


@pytest.mark.parametrize("language", ["en", "fr"])
def test_every_scheme_is_on_the_page_of_its_country(site: Site, language: str) -> None:
    with site.speaking(language):
        pages = {code: site.page(f"/schemes/{code}") for code in COUNTRIES}

    for scheme in SCHEMES.values():
        row = next(r for r in pages[scheme.country].rows if r and f" {scheme.code}" in r[0])
        assert row[0].startswith(getattr(scheme.label, language)), scheme.code
        assert (
            row[-1]
            == {
                "sourced": {"en": "public source", "fr": "source publique"},
                "to_confirm": {"en": "to be confirmed", "fr": "à confirmer"},
            }[scheme.standing.value][language]
        )


def row_of(site: Site, code: str) -> list[str]:
    return next(r for r in site.page(f"/schemes/{SCHEMES[code].country}").rows if r and f" {code}" in r[0])


def test_a_french_scheme_in_full(site: Site) -> None:
    _name, kind, granted, duration, protocol, declared, standing = row_of(site, "AAC")

    assert (kind, granted) == ("Named-patient access", "ANSM")
    assert duration == "12 months at most, renewablesince 1 Jul 2021"
    assert protocol == "PUT-SP"
    assert "then EudraVigilance: serious 15 days, others 90 days" in declared
    assert (
        "Regional pharmacovigilance centre, through signalement-sante.gouv.fr to be confirmedat once"
        in declared
    )
    assert standing == "public source"


def test_nothing_is_said_that_no_source_says(site: Site) -> None:
    assert row_of(site, "IL_29A")[1:] == [
        "Named-patient access",
        "to be confirmed",
        "to be confirmed",
        "to be confirmed",
        "to be confirmed",
        "to be confirmed",
    ]
    assert row_of(site, "HORS_AMM")[4] == "none"
    assert row_of(site, "DE_HAERTEFALL")[5].endswith("serious: 15 days")


def test_retired_schemes_stand_apart_with_their_day(site: Site) -> None:
    page = site.page("/schemes/FR")

    assert page.headings[1:3] == ["Schemes in use 6", "Retired schemes 5"]
    assert row_of(site, "RTU")[3] == "retired on 1 Jul 2021"


def test_what_the_law_allows_is_told_apart_from_what_is_to_be_confirmed(site: Site) -> None:
    page = site.page("/schemes/FR")
    letters = "first 3 letters of the surname, first 2 letters of the first name"
    company = page.row("Compassionate access, processing by the company (CNIL, RS-004)")

    assert company[1:3] == [
        "month and year",
        f"{letters}day of birth: to be confirmed, so not asked for",
    ]
    assert "No public source has been read yet" in site.page("/schemes/PL").words


def test_a_country_without_a_list_is_not_found(site: Site) -> None:
    assert site.browse().get("/schemes/VN").status_code == 404
    assert site.browse().get("/schemes/fr").status_code == 404


def test_whoever_reads_records_reads_the_schemes(site: Site) -> None:
    assert site.browse("pharmacist").get("/schemes/FR").status_code == 200
    assert site.browse("administrator").get("/schemes").status_code == 403
    assert "/schemes" in dict(site.page("/help", "pharmacist").links)
    assert "/schemes" not in dict(site.page("/help", "administrator").links)
