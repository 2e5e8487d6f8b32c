"""AUT-7: one spelling for one person."""

import pytest

from registry.access import emails


@pytest.mark.parametrize(
    "typed",
    [
        "bob@chu.example",
        " bob@chu.example",
        "BOB@CHU.EXAMPLE",
        "ｂｏｂ@chu.example",
        "Bob@Chu.Example\t",
        "\u2003bob@chu.example",
    ],
)
def test_spellings_of_one_address_are_one(typed: str) -> None:
    assert emails.normalise(typed) == "bob@chu.example"


@pytest.mark.parametrize("typed", ["ﬀ@x", "İ@x", "ẞ@x", "ＢＯＢ＠Ｘ", "\u00a0é@x "])
def test_normalising_again_changes_nothing(typed: str) -> None:
    once = emails.normalise(typed)
    assert emails.normalise(once) == once


@pytest.mark.parametrize(
    "address", ["a@b", "marie.dupont@chu-nord.example", "o'neil+registry@a.b.example", "é@hôpital.example"]
)
def test_addresses(address: str) -> None:
    assert emails.is_email(emails.normalise(address))


@pytest.mark.parametrize(
    "text",
    [
        "",
        "bob",
        "@b",
        "a@",
        "a@@b",
        "a@b@c",
        "a b@c",
        "a@b..c",
        "a@.b",
        "a@b.",
        "a\x00@b",
        "a\u200b@b",
        "x" * 251 + "@b.c",
    ],
)
def test_what_is_no_address(text: str) -> None:
    assert not emails.is_email(emails.normalise(text))


def test_words_of_an_address() -> None:
    assert emails.words("marie.dupont@chu-nord.fr") == ("marie", "dupont", "chu", "nord")
