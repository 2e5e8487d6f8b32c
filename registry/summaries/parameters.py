"""The choices that the numbers depend on: each has a name, a default, a meaning, and is printed beside its number."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Any

from registry.errors import Invalid, Problem
from registry.fields.base import T
from registry.i18n import gettext, say

LOCAL, REVIEWED, REVIEWED_ELSE_LOCAL = "local", "reviewed", "reviewed_else_local"
READINGS = (REVIEWED_ELSE_LOCAL, LOCAL, REVIEWED)


@dataclass(frozen=True, slots=True)
class Parameters:
    """The reading of every definition that has more than one; MEANINGS says what each does."""

    reading: str = REVIEWED_ELSE_LOCAL
    minor_response: bool = False
    objective_response: str = "category"
    same_day: str = "worst"
    window_days: int | None = None
    clinical_threshold: int = 2
    laboratory_threshold: int = 3
    conf_level: float = 0.95

    def shown(self, names: Iterable[str]) -> str:
        """The named parameters as text that `parse` reads back: "window_days=none; conf_level=0.95"."""
        return "; ".join(f"{name}={_written(getattr(self, name))}" for name in names)


DEFAULTS = Parameters()


@dataclass(frozen=True, slots=True)
class Meaning:
    """What a parameter decides, the values it takes in words, and how one is read (None when it cannot be)."""

    text: T
    allowed: T
    read: Callable[[str], Any]


def parse(texts: Iterable[str]) -> Parameters:
    """Parameters from texts like "reading=local"; those not named keep their defaults.

    An unknown name is refused with the list of those that exist, a wrong value with those that are allowed.
    """
    chosen: dict[str, Any] = {}
    for text in texts:
        name, equals, value = text.partition("=")
        name = name.strip()
        if not equals or name not in MEANINGS:
            raise _refused(name, "unknown_parameter", _unknown(text if not equals else name))
        if name in chosen:
            raise _refused(
                name, "repeated", gettext("The parameter %(name)s is given twice.") % {"name": name}
            )
        chosen[name] = _read(name, value.strip())
    return Parameters(**chosen)


def _read(name: str, text: str) -> Any:
    meaning = MEANINGS[name]
    try:
        return meaning.read(text)
    except ValueError:
        sentence = gettext("The parameter %(name)s cannot be “%(value)s”. It takes %(allowed)s.")
        words = {"name": name, "value": text, "allowed": say(meaning.allowed)}
        raise _refused(name, "wrong_value", sentence % words) from None


def _unknown(name: str) -> str:
    known = "; ".join(f"{known} ({say(meaning.text)})" for known, meaning in MEANINGS.items())
    sentence = gettext("There is no parameter “%(name)s”. Write NAME=VALUE with one of: %(known)s.")
    return sentence % {"name": name, "known": known}


def _refused(name: str, code: str, sentence: str) -> Invalid:
    return Invalid(sentence, [Problem(name, code, sentence)])


def _written(value: object) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    return "none" if value is None else str(value)


def _one_of(*codes: str) -> Callable[[str], str]:
    def read(text: str) -> str:
        if text not in codes:
            raise ValueError(text)
        return text

    return read


def _whole(lowest: int, highest: int) -> Callable[[str], int]:
    def read(text: str) -> int:
        if not re.fullmatch(r"[0-9]{1,6}", text) or not lowest <= int(text) <= highest:
            raise ValueError(text)
        return int(text)

    return read


def _read_yes_no(text: str) -> bool:
    return _one_of("true", "false")(text) == "true"


def _read_days(text: str) -> int | None:
    return None if text == "none" else _whole(0, 36_500)(text)


def _read_level(text: str) -> float:
    if not re.fullmatch(r"0\.[0-9]{1,6}", text) or not 0.5 <= float(text) <= 0.9999:
        raise ValueError(text)
    return float(text)


_GRADES = T("un grade de 1 à 5", "a grade from 1 to 5")

MEANINGS: Mapping[str, Meaning] = MappingProxyType(
    {
        "reading": Meaning(
            T(
                "lecture des réponses donnée en premier : relue ou à défaut locale, locale, relue",
                "reading of the responses that comes first: reviewed or else local, local, reviewed",
            ),
            T("reviewed_else_local, local ou reviewed", "reviewed_else_local, local or reviewed"),
            _one_of(*READINGS),
        ),
        "minor_response": Meaning(
            T("la réponse mineure compte comme une réponse", "a minor response counts as a response"),
            T("true ou false", "true or false"),
            _read_yes_no,
        ),
        "objective_response": Meaning(
            T(
                "une réponse compte selon sa catégorie (RC, RP) ou selon ce que le critère dit de son code",
                "a response counts by its category (CR, PR) or by what the criterion says of its code",
            ),
            T("category ou code", "category or code"),
            _one_of("category", "code"),
        ),
        "same_day": Meaning(
            T(
                "évaluation retenue quand plusieurs du même jour se contredisent : la pire ou la meilleure",
                "assessment kept when several of one day contradict each other: the worst or the best",
            ),
            T("worst ou best", "worst or best"),
            _one_of("worst", "best"),
        ),
        "window_days": Meaning(
            T(
                "jours après la dernière prise pendant lesquels une toxicité compte encore",
                "days after the last dose during which a toxicity still counts",
            ),
            T("none (sans fin) ou des jours, de 0 à 36500", "none (no end) or days, from 0 to 36500"),
            _read_days,
        ),
        "clinical_threshold": Meaning(
            T("grade le plus bas recueilli, toxicité clinique", "lowest grade collected, clinical toxicity"),
            _GRADES,
            _whole(1, 5),
        ),
        "laboratory_threshold": Meaning(
            T(
                "grade le plus bas recueilli, toxicité biologique",
                "lowest grade collected, laboratory toxicity",
            ),
            _GRADES,
            _whole(1, 5),
        ),
        "conf_level": Meaning(
            T("niveau de confiance des intervalles", "confidence level of the intervals"),
            T("un nombre de 0.5 à 0.9999, avec un point", "a number from 0.5 to 0.9999, with a point"),
            _read_level,
        ),
    }
)
