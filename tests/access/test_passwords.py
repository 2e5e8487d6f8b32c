"""AUT-1 to AUT-3: which passwords are good enough, and how they are kept."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st
from zxcvbn.frequency_lists import FREQUENCY_LISTS

from registry.access import passwords
from registry.errors import Invalid
from registry.i18n import speaking
from tests.accounts.site import SHIPPED, Hashing

EMAIL = "marie.dupont@chu-nord.example"
GOOD = "vague orange tambour 58"
ROOM_FOR_16 = "tapir jeudi vert"  # 16 characters


def code_of(password: str, *, email: str = EMAIL, role: str = "clinician") -> str:
    """Why a password is refused; "" if it is not."""
    try:
        passwords.refuse_weak(password, email=email, role=role)
    except Invalid as refused:
        return ",".join(problem.code for problem in refused.problems if problem.field == "password")
    return ""


@pytest.mark.parametrize(
    ("role", "password", "code"),
    [
        ("clinician", "k7#mQp2vLx9", "short"),  # 11 characters
        ("clinician", "k7#mQp2vLx9w", ""),  # 12
        ("national_coordinator", "k7#mQp2vLx9w", ""),
        ("coordinator", ROOM_FOR_16[:15], "short"),
        ("coordinator", ROOM_FOR_16, ""),
        ("administrator", ROOM_FOR_16[:15], "short"),
        ("administrator", ROOM_FOR_16, ""),
    ],
)
def test_length_depends_on_the_role(role: str, password: str, code: str) -> None:
    assert code_of(password, role=role) == code


def test_characters_are_counted_not_bytes() -> None:
    assert code_of("éàçûïöéàçûï") == "short"  # 11 characters, 22 bytes
    assert code_of("é" * 3 + "tapir jeudi") == ""


@pytest.mark.parametrize(
    "password",
    ["  tapir jeudi vert  ", "🦊 renard sous la pluie", "пять диких лисиц", "a b\tc d\ne f g h i j"],
)
def test_any_character_is_allowed(password: str) -> None:
    assert code_of(password) == ""
    assert passwords.verify(password, passwords.make_hash(password))


def test_long_passwords_are_allowed_and_not_cut_off() -> None:
    longest = ("tapir jeudi vert " * 61)[:1024]
    assert code_of(longest) == ""
    assert code_of(longest + "!") == "long"
    kept = passwords.make_hash(longest)
    assert passwords.verify(longest, kept)
    assert not passwords.verify(longest[:-1] + "?", kept)
    assert not passwords.verify(longest + "!", kept)


def test_composed_and_decomposed_letters_are_the_same_password() -> None:
    typed = "été à Orléans 58"
    composed, decomposed = (unicodedata.normalize(form, typed) for form in ("NFC", "NFD"))
    assert composed != decomposed
    assert passwords.verify(decomposed, passwords.make_hash(composed))
    assert passwords.verify(composed, passwords.make_hash(decomposed))


def test_the_three_thousand_commonest_passwords_are_refused() -> None:
    common = FREQUENCY_LISTS["passwords"][:3000]
    assert len(common) == 3000
    assert [password for password in common if not code_of(password)] == []


@pytest.mark.parametrize(
    "password",
    [
        "password1234",
        "azertyuiop123",
        "aaaaaaaaaaaa",
        "qwertyuiop[]",
        "123456789012",
        "motdepasse2026",
        "Mot de passe 2026",
    ],
)
def test_easy_passwords_are_refused(password: str) -> None:
    assert code_of(password) == "guessable"


@pytest.mark.parametrize(
    "password",
    [
        "marie.dupont-2026",
        "MarieDupont2026!",
        "Registry2026!!",
        "registre-registre",
        "R-e-g-i-s-t-r-y 2026",
        "chu-nord-chu-nord!",
    ],
)
def test_words_of_the_person_and_the_product_do_not_count(password: str) -> None:
    assert code_of(password) == "guessable"


def test_a_context_word_among_others_is_no_reason_to_refuse() -> None:
    assert code_of("marie tapir jeudi vert") == ""


def test_messages_say_what_to_do_in_the_readers_language() -> None:
    with speaking("en"), pytest.raises(Invalid) as refused:
        passwords.refuse_weak("short", email=EMAIL, role="coordinator")
    assert refused.value.text.startswith("The password has 5 characters; it needs at least 16.")


def test_what_is_stored_is_argon2id_with_a_salt_of_its_own() -> None:
    first, second = passwords.make_hash(GOOD), passwords.make_hash(GOOD)
    assert first != second
    assert first.startswith("$argon2id$v=19$")
    assert GOOD not in first


def test_the_shipped_parameters_are_strong_and_use_one_lane() -> None:
    # OWASP's least for argon2id with one lane: 19 MiB and 2 passes.
    assert SHIPPED.parallelism == 1
    assert SHIPPED.memory_cost >= 19 * 1024
    assert SHIPPED.time_cost >= 2


@given(st.text(max_size=60))
def test_every_text_is_its_own_password_and_no_other(password: str) -> None:
    kept = passwords.make_hash(password)
    assert passwords.verify(password, kept)
    assert not passwords.verify(password + "x", kept)


def test_nobodys_password_is_never_right_after_the_same_work(hashing: Hashing) -> None:
    assert not passwords.verify(GOOD, None)
    assert hashing.count == 1
    assert not passwords.verify("wrong", passwords.make_hash(GOOD))
    assert hashing.count == 2
    assert not passwords.verify("x" * 5000, None)
    assert hashing.count == 3


def test_the_hash_of_nobody_costs_what_a_real_one_costs() -> None:
    def parameters(password_hash: str) -> tuple[list[str], list[int]]:
        parts = password_hash.split("$")
        return parts[:4], [len(part) for part in parts]

    assert parameters(passwords._nobodys_hash()) == parameters(passwords.make_hash(GOOD))


def test_a_hash_that_is_none_opens_nothing() -> None:
    assert not passwords.verify("", "")
    assert not passwords.verify("x", "no password opens this")
