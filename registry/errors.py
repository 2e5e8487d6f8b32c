"""The sentences this product refuses with: each error has a status, a text, and the places it concerns."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Problem:
    """What is wrong at one place: a field (or "" for the whole record), a code, a sentence."""

    field: str
    code: str
    text: str

    @property
    def told(self) -> str:
        """The sentence, with the code of the rule behind it where there is one: to ask about, to look up."""
        return f"{self.text} ({self.code})" if _RULE.fullmatch(self.code) else self.text


_RULE = re.compile(r"[A-Z]{3}-[0-9]{2}")


class RegistryError(Exception):
    """Anything the user can be told in one sentence. `status` is its HTTP status."""

    status = 400

    def __init__(self, text: str) -> None:
        super().__init__(text)
        self.text = text


class NotFound(RegistryError):
    """No such thing, or not in the reader's rows: the two cannot be told apart."""

    status = 404


class Forbidden(RegistryError):
    """Signed in, and the role does not have the right."""

    status = 403


class Conflict(RegistryError):
    """Somebody saved this record meanwhile: nothing was overwritten."""

    status = 409


class Invalid(RegistryError):
    """What was typed cannot be taken; `problems` say where and why."""

    status = 422

    def __init__(self, text: str, problems: Iterable[Problem] = ()) -> None:
        super().__init__(text)
        self.problems = tuple(problems)
