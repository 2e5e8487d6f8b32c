"""E-mail addresses as accounts know them: one spelling for one person."""

import re
import unicodedata

MAX_LENGTH = 254
_SHAPE = re.compile(r"[^@\s]+@[^@\s.]+(\.[^@\s.]+)*")


def normalise(email: str) -> str:
    """NFKC, trimmed, case folded: "bob", " BOB" and full-width "ｂｏｂ" are the same person."""
    return unicodedata.normalize("NFKC", unicodedata.normalize("NFKC", email).strip().casefold()).strip()


def is_email(normalised: str) -> bool:
    """Whether the text can be an address; only a message that arrives would prove it."""
    return (
        len(normalised) <= MAX_LENGTH
        and _SHAPE.fullmatch(normalised) is not None
        and all(unicodedata.category(sign)[0] != "C" for sign in normalised)
    )


def words(normalised: str) -> tuple[str, ...]:
    """The parts of an address that a password must not lean on."""
    return tuple(part for part in re.split(r"[\W_]+", normalised) if len(part) >= 3)
