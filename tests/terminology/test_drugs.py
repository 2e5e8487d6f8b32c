"""The drugs: names, classes and the year of the first authorisation in the EU."""

import pytest

from registry.fields.values import PHARMACEUTICAL_FORM
from registry.terminology.drugs import drugs

# Years of the first decision of the European Commission.
YEARS = {
    "imatinib": 2001,
    "bevacizumab": 2005,
    "nilotinib": 2007,
    "everolimus": 2009,
    "crizotinib": 2012,
    "dabrafenib": 2013,
    "trametinib": 2014,
    "nivolumab": 2015,
    "dinutuximab beta": 2017,
    "tisagenlecleucel": 2018,
    "larotrectinib": 2019,
    "avapritinib": 2020,
    "selumetinib": 2021,
    "vorasidenib": 2025,
    "tovorafenib": 2026,
}
NEVER_IN_THE_EU = (
    "tazemetostat",
    "vorinostat",
    "navitoclax",
    "naxitamab",
    "enasidenib",
    "emapalumab",
    "pexidartinib",
)
FRENCH = {
    "trametinib": "tramétinib",
    "everolimus": "évérolimus",
    "brentuximab vedotin": "brentuximab védotine",
    "dinutuximab beta": "dinutuximab bêta",
    "eribulin": "éribuline",
    "imatinib": "imatinib",
}
FORMS = {
    "larotrectinib": ("capsule", "oral_solution"),
    "trametinib": ("tablet", "powder"),
    "dabrafenib": ("tablet", "capsule"),
    "selumetinib": ("capsule", "powder"),
    "dinutuximab beta": ("infusion",),
    "tisagenlecleucel": ("infusion",),
}


@pytest.mark.parametrize(("inn", "year"), YEARS.items())
def test_knows_the_first_authorisation(inn: str, year: int) -> None:
    assert drugs()[inn].eu_year == year


@pytest.mark.parametrize("inn", NEVER_IN_THE_EU)
def test_a_drug_never_authorised_has_no_year(inn: str) -> None:
    assert drugs()[inn].eu_year is None


@pytest.mark.parametrize(("inn", "french"), FRENCH.items())
def test_has_the_french_name(inn: str, french: str) -> None:
    assert drugs()[inn].name.fr == french
    assert drugs()[inn].name.en == inn


def test_holds_at_least_ninety_in_alphabetical_order() -> None:
    assert len(drugs()) >= 90
    assert list(drugs()) == sorted(drugs())


def test_years_are_possible() -> None:
    assert {
        drug.inn for drug in drugs().values() if drug.eu_year and not 2000 <= drug.eu_year <= 2026
    } == set()


def test_a_class_is_called_the_same_everywhere() -> None:
    called = {(drug.drug_class.fr, drug.drug_class.en) for drug in drugs().values()}
    assert len({fr for fr, _ in called}) == len({en for _, en in called}) == len(called)


def test_only_what_acts_on_dna_has_no_target() -> None:
    without = {drug.inn for drug in drugs().values() if not drug.target}
    assert without == {"clofarabine", "nelarabine", "trabectedin", "lurbinectedin"}


@pytest.mark.parametrize(("inn", "forms"), FORMS.items())
def test_knows_the_usual_forms(inn: str, forms: tuple[str, ...]) -> None:
    assert drugs()[inn].forms == forms


def test_forms_are_of_the_value_set_in_its_order() -> None:
    for drug in drugs().values():
        assert drug.forms == tuple(form for form in PHARMACEUTICAL_FORM.codes if form in drug.forms) != ()
