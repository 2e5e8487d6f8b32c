"""Who receives declarations, what the law of a country allows to keep, when visits are due."""

import pytest

from registry.fields.base import T
from registry.fields.declaration import RECIPIENT
from registry.fields.place import IDENTIFIERS
from registry.schemes.base import (
    Basis,
    Consent,
    Country,
    Deadlines,
    FollowUp,
    Identifier,
    Precision,
    Standing,
)
from registry.schemes.catalogue import COUNTRIES, SCHEMES, recipients


@pytest.mark.parametrize(
    ("code", "receivers"),
    [
        ("AAP_PRE", [("COMPANY", None, "sourced")]),
        ("AAP_POST", [("CRPV", 0, "to_confirm")]),
        ("AAC", [("COMPANY", None, "sourced"), ("CRPV", 0, "to_confirm")]),
        ("CPC", [("CRPV", 0, "to_confirm")]),
        ("HORS_AMM", [("CRPV", 0, "sourced")]),
        ("RTU", [("CRPV", 0, "sourced")]),
        ("DE_HAERTEFALL", [("BFARM_PEI", 15, "sourced")]),
        ("ES_CONDICIONES", [("AEMPS", None, "sourced")]),
        ("DK_UDLEVERING", [("DK_DMA", None, "sourced")]),
        ("NL_ARTSENVERKLARING", [("LAREB", None, "sourced")]),
        ("GB_SPECIALS", [("YELLOW_CARD", None, "sourced")]),
        ("US_SINGLE", [("FDA", 15, "sourced")]),
        ("NAMED", []),
    ],
)
def test_who_receives_declarations(code: str, receivers: list[tuple[str, int | None, str]]) -> None:
    held = [(r.code, r.deadline_days, r.standing.value) for r in SCHEMES[code].declared_to]
    assert held == receivers


def test_a_company_passes_serious_cases_on_in_15_days_and_others_in_90() -> None:
    assert SCHEMES["AAP_PRE"].declared_to[0].passes_on == Deadlines(serious=15, other=90)


def test_a_recipient_is_one_that_a_declaration_can_name() -> None:
    kinds = {code: recipient.kind for code, recipient in recipients().items()}

    assert set(kinds.values()) <= set(RECIPIENT.codes)
    assert (kinds["CRPV"], kinds["COMPANY"], kinds["AEMPS"]) == ("crpv", "company", "authority")


def test_an_identifier_is_one_that_a_country_can_switch_on() -> None:
    assert tuple(Identifier) == IDENTIFIERS.codes


def test_a_recipient_has_one_name() -> None:
    every = {(r.code, r.label) for scheme in SCHEMES.values() for r in scheme.declared_to}

    assert len(every) == len({code for code, _label in every})
    assert set(recipients()) == {code for code, _label in every}


def test_french_law_allows_the_month_of_birth_and_the_letters_only_to_the_company() -> None:
    france = COUNTRIES["FR"]
    bases = {basis.code: basis for basis in france.bases}
    company = bases["FR_AAC_COMPANY"]

    assert (france.birth_precision, france.consent) == (Precision.MONTH, Consent.NON_OPPOSITION)
    assert france.standing is Standing.SOURCED
    assert [i for i in Identifier if bases["FR_RESEARCH"].allows(i)] == []
    assert [i.value for i in Identifier if company.allows(i)] == ["surname_letters", "first_name_letters"]
    assert company.identifiers_to_confirm == (Identifier.BIRTH_DAY,)
    assert bases["FR_AAP_COMPANY"].birth_precision is None


def test_what_no_source_states_of_a_country_is_left_open() -> None:
    silent = [country for code, country in COUNTRIES.items() if code != "FR"]

    assert {(c.birth_precision, c.consent, c.standing) for c in silent} == {(None, None, Standing.TO_CONFIRM)}


def test_no_source_no_switch() -> None:
    """A basis that nobody has read allows nothing."""
    unread = [b for c in COUNTRIES.values() for b in c.bases if b.standing is Standing.TO_CONFIRM]

    assert unread
    assert [b.code for b in unread if b.identifiers or b.birth_precision or b.consent] == []


def test_what_a_country_allows_is_what_its_first_basis_allows() -> None:
    first = Basis("A", label=T("a", "a"), standing=Standing.SOURCED, birth_precision=Precision.YEAR)
    second = Basis("B", label=T("b", "b"), standing=Standing.SOURCED, birth_precision=Precision.DAY)

    assert (
        Country("XX", label=T("x", "x"), schemes=(), bases=(first, second)).birth_precision is Precision.YEAR
    )


def test_visits_are_proposed_after_1_3_and_6_months_then_every_3() -> None:
    proposed = COUNTRIES["FR"].follow_up

    assert list(proposed.months_until(18)) == [1, 3, 6, 9, 12, 15, 18]
    assert list(proposed.months_until(8)) == [1, 3, 6]
    assert list(proposed.months_until(0)) == []
    assert proposed.standing is Standing.TO_CONFIRM
    own = FollowUp((2,), then_every=4, standing=Standing.SOURCED)
    assert list(own.months_until(11)) == [2, 6, 10]
