"""The check character, by hand once and then against every slip it promises to catch."""

from itertools import pairwise
from string import ascii_uppercase, digits

import pytest

from registry import numbers

SAMPLES = tuple(
    numbers.make(centre, serial)
    for centre in ("FR-001", "FR-012", "FR-031", "ES-001", "GB-001", "NL-100", "ZZ-999")
    for serial in (1, 7, 10, 98, 650, 1234, 9999, 10_000, 123_456)
)


def test_number_worked_by_hand() -> None:
    # F=15, R=27, 0, 1, 2, 0, 0, 0, 7 in base 9, each step by 31:
    # 15, 135+27=7, 63=1, 9+1=10, 90+2=30, 270=22, 198=12, 108=15, 135+7=18.
    assert numbers.SIGNS[18] == "K"
    assert numbers.make("FR-012", 7) == "FR-012-0007-K"
    assert numbers.is_valid("FR-012-0007-K")


@pytest.mark.parametrize("number", SAMPLES)
def test_every_single_wrong_character_is_detected(number: str) -> None:
    for place, right in enumerate(number):
        for wrong in (*digits, *ascii_uppercase, "-"):
            if wrong != right:
                assert not numbers.is_valid(number[:place] + wrong + number[place + 1 :])


@pytest.mark.parametrize("number", SAMPLES)
def test_every_swap_of_neighbours_is_detected(number: str) -> None:
    places = [place for place, sign in enumerate(number) if sign != "-"]
    for left, right in pairwise(places):
        if number[left] != number[right]:
            signs = list(number)
            signs[left], signs[right] = signs[right], signs[left]
            assert not numbers.is_valid("".join(signs))


@pytest.mark.parametrize("number", SAMPLES)
def test_a_lost_or_doubled_character_is_detected(number: str) -> None:
    # Only inside the fixed width: a longer serial is another patient's number, and its check character decides.
    for place in range(6):
        assert not numbers.is_valid(number[:place] + number[place + 1 :])
        assert not numbers.is_valid(number[:place] + number[place] + number[place:])


@pytest.mark.parametrize(
    "number",
    [
        "",
        "FR-012-0007",
        "fr-012-0007-K",
        "FR-012-0007-k",
        "FR-012-00007-K",
        " FR-012-0007-K",
        "FR-012-0007-K\n",
        "FR-012-٠٠٠٧-K",
    ],
)
def test_other_writings_are_not_numbers(number: str) -> None:
    assert not numbers.is_valid(number)


def test_all_numbers_of_a_centre_differ_and_avoid_misread_letters() -> None:
    made = [numbers.make("FR-012", serial) for serial in range(1, 10_000)]
    assert len(set(made)) == 9_999
    assert not {number[-1] for number in made} & set("GIOQZ")


@pytest.mark.parametrize(
    ("centre", "serial"), [("FR012", 1), ("FR-12", 1), ("fr-012", 1), ("FR-012", 0), ("FR-012", 1_000_000)]
)
def test_impossible_parts_are_refused(centre: str, serial: int) -> None:
    with pytest.raises(ValueError, match="expected"):
        numbers.make(centre, serial)


@pytest.mark.parametrize("serial", [1, 42, 9999, 10_000, 999_999])
def test_serial_is_read_back(serial: int) -> None:
    assert numbers.serial_of(numbers.make("FR-012", serial)) == serial


def test_a_wrong_number_has_no_serial() -> None:
    with pytest.raises(ValueError, match="FR-012-0007-L"):
        numbers.serial_of("FR-012-0007-L")
