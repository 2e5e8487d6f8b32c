"""Passwords: which are good enough, and how they are kept.

Kept as argon2id with the library's own parameters (RFC 9106, second choice: 64 MiB, 3 passes) but one lane, as few
cores serve everybody. Good enough: at least 12 characters, 16 for the roles that manage everything; any characters;
hard to guess (zxcvbn, at least 3 of 4) even after the words anybody would try first are taken out. Nothing is cut
off, nothing expires.
"""

import base64
import re
import secrets
import threading
import unicodedata
from collections.abc import Iterable

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError
from zxcvbn import zxcvbn

from registry.access import emails
from registry.errors import Invalid, Problem
from registry.i18n import gettext as _

MINIMUM, MINIMUM_OF_MANAGERS, MAXIMUM = 12, 16, 1024
MANAGERS = ("administrator", "coordinator")
CONTEXT = ("registry", "registre", "motdepasse")
SCORE = 3
_SCORED_LENGTH = 72  # zxcvbn refuses more: its time grows with the square

HASHER = PasswordHasher(parallelism=1)
# Each hash takes 64 MiB and a core for a while: a rush of sign-ins waits here and leaves room for everybody else.
_ROOM = threading.BoundedSemaphore(2)


def make_hash(password: str) -> str:
    """What is stored in place of a password."""
    with _ROOM:
        return HASHER.hash(_bytes(password))


def verify(password: str, password_hash: str | None) -> bool:
    """Whether the password is the one that was hashed. Without a hash: no, after the same work."""
    try:
        with _ROOM:
            HASHER.verify(password_hash or _nobodys_hash(), _bytes(password[:MAXIMUM]))
    except (VerificationError, InvalidHashError):
        return False
    return password_hash is not None and len(password) <= MAXIMUM


def minimum(role: str) -> int:
    """The least number of characters in a password of this role."""
    return MINIMUM_OF_MANAGERS if role in MANAGERS else MINIMUM


def refuse_weak(password: str, *, email: str, role: str) -> None:
    """Raise Invalid, with a problem at "password", for a password that this person must not have."""
    length = len(_plain(password))
    if length < minimum(role):
        text = _(
            "The password has %(length)d characters; it needs at least %(minimum)d."
            " Several words in a row are easy to remember."
        ) % {"length": length, "minimum": minimum(role)}
        raise _invalid("short", text)
    if max(length, len(password)) > MAXIMUM:
        text = _("The password has more than %(maximum)d characters.") % {"maximum": MAXIMUM}
        raise _invalid("long", text)
    if _score(password, (*emails.words(email), *CONTEXT)) < SCORE:
        text = _(
            "This password is easy to guess. Choose several unusual words,"
            " without your name, your hospital or the word registry."
        )
        raise _invalid("guessable", text)


def _score(password: str, context: Iterable[str]) -> int:
    """How hard the password is to guess by someone who tries the words of the context first."""
    rest = _plain(password).casefold()
    for word in sorted(context, key=len, reverse=True):
        rest = re.sub(r"[\W_]*".join(map(re.escape, word)), "", rest)
    return int(zxcvbn(rest[:_SCORED_LENGTH])["score"]) if rest else 0


def _plain(password: str) -> str:
    """One spelling for what looks the same: é typed as one sign or as two."""
    return unicodedata.normalize("NFKC", password)


def _bytes(password: str) -> bytes:
    return _plain(password).encode("utf-8", "surrogatepass")


def _nobodys_hash() -> str:
    """A hash that no password has, as costly to verify as any other."""
    salt, digest = (
        base64.b64encode(secrets.token_bytes(n)).rstrip(b"=").decode() for n in (16, HASHER.hash_len)
    )
    return (
        f"$argon2id$v=19$m={HASHER.memory_cost},t={HASHER.time_cost},p={HASHER.parallelism}${salt}${digest}"
    )


def _invalid(code: str, text: str) -> Invalid:
    return Invalid(text, [Problem("password", code, text)])
