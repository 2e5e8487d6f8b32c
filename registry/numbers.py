"""Patient numbers such as FR-012-0007-K: the centre, a serial, and a check character that catches slips.

The check character is the remainder by 31 of the other characters, read as a number in base 9 (A counts 10 ... Z
counts 35). 31 is prime and exceeds the 26 letters, and neighbouring characters weigh differently, so every single
wrong character and every swap of two neighbours is detected, the check character included. The signs of the
remainders are those of the Finnish personal identity code: no G, I, O, Q or Z, which are easily misread.
"""

import re
from functools import reduce

SIGNS = "0123456789ABCDEFHJKLMNPRSTUVWXY"
BASE = 9

CENTRE = re.compile(r"[A-Z]{2}-[0-9]{3}")
NUMBER = re.compile(rf"{CENTRE.pattern}-(?P<serial>[0-9]{{4}}|[1-9][0-9]{{4,5}})-(?P<check>[0-9A-Z])")
LAST_SERIAL = 999_999


def make(centre_id: str, serial: int) -> str:
    """The number of a centre's patient. Serials start at 1 and have four digits, or more once they need it."""
    if not CENTRE.fullmatch(centre_id):
        raise ValueError(
            f"centre {centre_id!r}: expected two capital letters, a hyphen and three digits, as FR-012"
        )
    if not 1 <= serial <= LAST_SERIAL:
        raise ValueError(f"serial {serial} of centre {centre_id}: expected 1 to {LAST_SERIAL}")
    stem = f"{centre_id}-{serial:04d}"
    return f"{stem}-{check_character(stem)}"


def is_valid(number: str) -> bool:
    """Whether the number is well formed and its check character is right; says nothing of who has it."""
    match = NUMBER.fullmatch(number)
    return match is not None and match["check"] == check_character(number[: match.end("serial")])


def check_character(stem: str) -> str:
    """The character that completes a stem such as FR-012-0007."""
    return SIGNS[
        reduce(lambda value, sign: (value * BASE + int(sign, 36)) % len(SIGNS), stem.replace("-", ""), 0)
    ]


def serial_of(number: str) -> int:
    """The serial inside a valid number. ValueError for anything else."""
    if not is_valid(number):
        raise ValueError(f"{number!r} is not a patient number")
    return int(number.split("-")[2])
