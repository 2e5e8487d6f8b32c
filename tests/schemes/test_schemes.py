"""The access schemes: the published list, the codes that records keep, their dates and names."""

import datetime as dt
import importlib
import pkgutil
from collections.abc import Iterator
from dataclasses import fields, is_dataclass

import pytest

from registry import schemes
from registry.fields.base import T
from registry.schemes import base
from registry.schemes.base import (
    Category,
    Identifier,
    Scheme,
    Standing,
    expiry,
)
from registry.schemes.catalogue import COUNTRIES, SCHEMES, exists, find, label, schemes_of
from registry.terminology.countries import countries
from tests.schemes.published import CODES_OF_ROWS
from tests.terminology.reference import rows_of

IN_RECORDS = "AAP_PRE AAP_POST AAC AAC_TP CPC HORS_AMM EARLY GROUP NAMED OFFLABEL EXPANDED OTHER".split()
FORMER = "ATUN ATUC ATUEI RTU POSTATU".split()
GENERAL = "EARLY GROUP NAMED OFFLABEL EXPANDED OTHER".split()
REFORM = dt.date(2021, 7, 1)


def codes_of(country: str) -> list[str]:
    return [scheme.code for scheme in schemes_of(country)]


def texts(thing: object) -> Iterator[T]:
    """Every text inside a declaration."""
    if isinstance(thing, T):
        yield thing
    elif isinstance(thing, tuple):
        for part in thing:
            yield from texts(part)
    elif is_dataclass(thing):
        for field in fields(thing):
            if field.name != "_":
                yield from texts(getattr(thing, field.name))


def test_holds_the_68_published_schemes_with_category_and_standing() -> None:
    published = [
        ((row["country"], row["scheme"]), row["category"].replace(" ", ""), row["standing"])
        for row in rows_of("access_schemes.csv")
    ]
    own = []
    for row, codes in CODES_OF_ROWS.items():
        held = [SCHEMES[code] for code in codes.split()]
        assert {scheme.country for scheme in held} == {row[0]}, row
        categories = dict.fromkeys(category.value for scheme in held for category in scheme.categories)
        sourced = any(scheme.standing is Standing.SOURCED for scheme in held)
        own.append((row, "/".join(categories), "sourced" if sourced else "to check"))

    assert len(own) == 68
    assert own == published


def test_every_scheme_stands_for_one_row_except_the_general_ones() -> None:
    codes = [code for codes in CODES_OF_ROWS.values() for code in codes.split()]

    assert len(codes) == len(set(codes))
    assert SCHEMES.keys() - set(codes) == set(GENERAL) - {"OTHER"}


def test_no_two_schemes_share_a_code_and_each_stands_in_its_country() -> None:
    every = [scheme for country in COUNTRIES.values() for scheme in country.schemes]

    assert len(every) == len(SCHEMES) == 88
    assert [
        s.code for s in every if s.country not in COUNTRIES or s not in COUNTRIES[s.country].schemes
    ] == []
    assert [s.code for s in every if s.code != s.code.upper() or len(s.code) > 40] == []
    prefixed = [s for s in every if s.country not in ("FR", "XX")]
    assert [s.code for s in prefixed if not s.code.startswith(f"{s.country}_")] == []


def test_one_file_for_each_country() -> None:
    names = sorted(name for _finder, name, _package in pkgutil.iter_modules(schemes.__path__))
    modules = [importlib.import_module(f"registry.schemes.{name}") for name in names]
    found = [module for module in modules if hasattr(module, "COUNTRY")]

    assert len(COUNTRIES) == len(found) == 38
    assert {module.COUNTRY.code for module in found} == set(COUNTRIES)
    for module in found:
        assert (module.__doc__ or "").partition("\n")[0].strip('". '), module.__name__


def test_countries_are_named_as_everywhere_else() -> None:
    named = {code: country.label for code, country in COUNTRIES.items() if code not in ("EU", "XX")}

    assert named == {code: countries()[code] for code in named}


def test_codes_of_older_records_stay() -> None:
    assert [code for code in IN_RECORDS + FORMER if not exists(code)] == []
    assert label("AAC") == T("Accès compassionnel (AAC), France", "Compassionate access (AAC), France")
    assert label("NAMED") == T("Étranger : accès nominatif", "Abroad: named-patient access")
    assert not exists("ATU")
    assert label("ATU") == T("ATU", "ATU")


def test_no_two_schemes_share_their_words_once_the_country_is_said() -> None:
    words = [label(code) for code in SCHEMES]

    assert len({text.fr for text in words}) == len({text.en for text in words}) == len(SCHEMES)


def test_every_text_is_there_in_both_languages() -> None:
    labels = [
        text for name in vars(base) if name.endswith("_LABELS") for text in getattr(base, name).values()
    ]
    said = [*texts(tuple(COUNTRIES.values())), *labels, base.TO_CONFIRM_WORDS]

    assert len(said) > 200
    assert [text for text in said if not (text.fr.strip() and text.en.strip())] == []
    assert {c for c in Category if c not in base.CATEGORY_LABELS} == set()
    assert {i for i in Identifier if i not in base.IDENTIFIER_LABELS} == set()


def test_a_country_offers_its_own_then_the_general_then_the_retired() -> None:
    assert codes_of("FR") == ["AAP_PRE", "AAP_POST", "AAC", "AAC_TP", "CPC", "HORS_AMM", *GENERAL, *FORMER]
    assert codes_of("DK") == ["DK_UDLEVERING", *GENERAL]
    assert codes_of("XX") == GENERAL
    assert codes_of("VN") == GENERAL


@pytest.mark.parametrize(
    ("code", "granted", "ends"),
    [
        ("AAC", "2025-02-28", "2026-02-28"),
        ("AAC", "2024-02-29", "2025-02-28"),
        ("AAC_TP", "2023-03-01", "2024-03-01"),
        ("AAP_PRE", "2025-12-31", "2026-12-31"),
        ("AAP_POST", "2025-01-01", "2026-01-01"),
        ("DE_HAERTEFALL", "2024-11-30", "2025-11-30"),
        ("SE_LICENS", "2026-06-15", "2027-06-15"),
        ("FI_ERITYISLUPA", "2027-02-28", "2028-02-28"),
        ("CPC", "2025-02-28", None),
        ("HORS_AMM", "2025-02-28", None),
        ("NAMED", "2025-02-28", None),
    ],
)
def test_an_authorisation_ends(code: str, granted: str, ends: str | None) -> None:
    expected = dt.date.fromisoformat(ends) if ends else None
    assert expiry(SCHEMES[code], granted=dt.date.fromisoformat(granted)) == expected


@pytest.mark.parametrize(
    ("months", "granted", "ends"),
    [
        (1, "2025-01-31", "2025-02-28"),
        (1, "2024-01-31", "2024-02-29"),
        (6, "2025-08-31", "2026-02-28"),
        (3, "2025-09-30", "2025-12-30"),
        (36, "2024-02-29", "2027-02-28"),
    ],
)
def test_a_shorter_month_ends_on_its_last_day(months: int, granted: str, ends: str) -> None:
    scheme = Scheme(
        "A",
        country="XX",
        label=T("a", "a"),
        categories=(Category.OTHER,),
        standing=Standing.TO_CONFIRM,
        validity_months=months,
    )
    assert expiry(scheme, granted=dt.date.fromisoformat(granted)) == dt.date.fromisoformat(ends)


def test_the_former_french_schemes_were_retired_on_1_july_2021() -> None:
    retired = {code: scheme.until for code, scheme in SCHEMES.items() if scheme.is_legacy}

    assert retired == dict.fromkeys(FORMER, REFORM)
    assert SCHEMES["RTU"].was_open(dt.date(2021, 6, 30))
    assert not SCHEMES["RTU"].was_open(REFORM)
    assert SCHEMES["AAC"].was_open(REFORM)
    assert not SCHEMES["AAC"].was_open(dt.date(2021, 6, 30))
    assert SCHEMES["GB_EAMS"].was_open(dt.date(2015, 1, 1))


def test_what_is_collected_and_reported_in_france() -> None:
    collected = {scheme.code: scheme.collects for scheme in schemes_of("FR")[:6]}
    reported = [code for code, scheme in SCHEMES.items() if scheme.in_french_reports]

    assert collected == {
        "AAP_PRE": "PUT-RD",
        "AAP_POST": "PUT-RD",
        "AAC": "PUT-SP",
        "AAC_TP": "PUT-SP",
        "CPC": "PUT-SP",
        "HORS_AMM": "",
    }
    assert reported == ["AAP_PRE", "AAP_POST", "AAC", "AAC_TP", "CPC", "ATUN", "ATUC", "ATUEI", "RTU"]


@pytest.mark.parametrize(
    ("words", "code"),
    [
        ("AAC", "AAC"),
        ("gb_eams", "GB_EAMS"),
        ("Accès compassionnel (AAC)", "AAC"),
        ("acces compassionnel aac", "AAC"),
        ("Compassionate access (AAC), France", "AAC"),
        ("hors AMM, Allemagne", "DE_OFFLABEL"),
        ("ARZNEIMITTEL-HARTEFALLPROGRAMM", "DE_HAERTEFALL"),
        ("specificky lecebny program", "CZ_SLP"),
        ("Undanþágulyf", "IS_UNDANTHAGA"),
        ("Off-label use", None),
        ("Compassionate use programme", None),
        ("compassionnel", None),
        ("", None),
        ("- () -", None),
    ],
)
def test_a_scheme_is_found_by_its_code_or_its_whole_name(words: str, code: str | None) -> None:
    assert find(words) == code


def test_a_code_is_never_taken_for_a_name() -> None:
    assert {code: find(code) for code in SCHEMES} == {code: code for code in SCHEMES}


def test_the_uncertain_half_of_a_sourced_row_says_so() -> None:
    assert SCHEMES["TR_NAMED"].standing is Standing.SOURCED
    assert SCHEMES["TR_EARLY"].standing is Standing.TO_CONFIRM
