"""The countries of ISO 3166-1."""

from registry.terminology.countries import countries

EUROPEAN_UNION = "AT BE BG HR CY CZ DK EE FI FR DE GR HU IE IT LV LT LU MT NL PL PT RO SK SI ES SE".split()
OTHERS_THAT_TAKE_PART = "GB CH NO IS US CA AU NZ IL TR BR AR CL CO JP MA TN DZ SN LB".split()


def test_has_the_249_codes_of_the_standard() -> None:
    assert len(countries()) == 249
    assert all(len(code) == 2 and code.isupper() for code in countries())


def test_has_the_union_and_the_others() -> None:
    assert {*EUROPEAN_UNION, *OTHERS_THAT_TAKE_PART} <= countries().keys()


def test_names_countries_in_both_languages() -> None:
    named = {code: (countries()[code].fr, countries()[code].en) for code in ("DE", "GB", "US", "CI", "TR")}
    assert named == {
        "DE": ("Allemagne", "Germany"),
        "GB": ("Royaume-Uni", "United Kingdom"),
        "US": ("États-Unis", "United States"),
        "CI": ("Côte d’Ivoire", "Côte d’Ivoire"),
        "TR": ("Turquie", "Türkiye"),
    }


def test_no_two_countries_share_a_name() -> None:
    assert len({name.fr for name in countries().values()}) == 249
    assert len({name.en for name in countries().values()}) == 249
