"""The choices that the numbers depend on: each has a name, a default, a meaning, and is printed beside its number."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from registry.errors import Invalid, Problem
from registry.i18n import gettext, say
from registry.summaries.meanings import (
    ALL_COURSES,
    FIRST_COURSE,
    LOCAL,
    MEANINGS,
    READINGS,
    REVIEWED,
    REVIEWED_ELSE_LOCAL,
    Meaning,
)
from registry.summaries.statistics.survival import ConfType

__all__ = [
    "ALL_COURSES",
    "DEFAULTS",
    "FIRST_COURSE",
    "LOCAL",
    "MEANINGS",
    "READINGS",
    "REVIEWED",
    "REVIEWED_ELSE_LOCAL",
    "Meaning",
    "Parameters",
    "parse",
]


@dataclass(frozen=True, slots=True)
class Parameters:
    """The reading of every definition that has more than one; MEANINGS says what each does."""

    reading: str = REVIEWED_ELSE_LOCAL
    minor_response: bool = False
    objective_response: str = "category"
    same_day: str = "worst"
    until_new_therapy: bool = True
    courses: str = FIRST_COURSE
    confirm_days: int = 28
    sd_days: int = 28
    benefit_weeks: int = 24
    censor_new_therapy: bool = False
    response_ends: str = "any_death"
    conf_type: ConfType = "log-log"
    growth_ratio: float = 1.3
    durable_months: int = 12
    long_term_months: int = 24
    window_days: int | None = None
    clinical_threshold: int = 2
    laboratory_threshold: int = 3
    rate_window_days: int = 30
    dose_reference: str = "planned"
    deadline_days: int = 15
    reference_response: float | None = None
    reference_serious: float | None = None
    last_contact_months: int = 6
    conf_level: float = 0.95

    def shown(self, names: Iterable[str]) -> str:
        """The named parameters as text that `parse` reads back: "window_days=none; conf_level=0.95"."""
        return "; ".join(f"{name}={_written(getattr(self, name))}" for name in names)


DEFAULTS = Parameters()


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
