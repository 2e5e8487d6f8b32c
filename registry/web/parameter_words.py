"""The parameters of the numbers in words: what each decides, the values it takes, the one that was chosen."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from types import MappingProxyType

from registry.fields.values import GRADE
from registry.i18n import gettext as _
from registry.i18n import ngettext, say, show_number, show_percent
from registry.summaries.catalogue import READING_LABELS
from registry.summaries.parameters import DEFAULTS, MEANINGS, Parameters
from registry.summaries.statistics.survival import CONF_TYPES

NO_END = "none"
LEVELS = ("0.9", "0.95", "0.99")
STABLE_DAYS = ("28", "42", "56", "84")


@dataclass(frozen=True, slots=True)
class Choice:
    """A parameter with its chosen value. options: (value, words), empty where a number is typed, in `unit`.

    hint: what an empty box means, "" where it may not be empty.
    """

    name: str
    label: str
    value: str
    words: str
    options: tuple[tuple[str, str], ...]
    is_default: bool
    unit: str = ""
    hint: str = ""


def choices(parameters: Parameters = DEFAULTS) -> tuple[Choice, ...]:
    """Every parameter, in the order in which they are explained."""
    return tuple(choice(name, parameters) for name in MEANINGS)


def choice(name: str, parameters: Parameters) -> Choice:
    value, default = written(name, parameters), written(name, DEFAULTS)
    label = say(MEANINGS[name].text)
    options = _options(name, value)
    words = dict(options).get(value) or words_of(name, value)
    return Choice(
        name,
        label[:1].upper() + label[1:],
        value,
        words,
        options,
        value == default,
        unit="" if options else _unit(name),
        hint=_empty(name),
    )


def words_of(name: str, value: str) -> str:
    """A value in words."""
    if value in MEANINGS[name].words:
        return say(MEANINGS[name].words[value])
    if name in _WORDS:
        return _WORDS[name](value)
    return _duration(name, value)


def _reference(value: str) -> str:
    return _("none chosen") if value == NO_END else level_words(float(value))


def _grade(value: str) -> str:
    return say(GRADE.label(value))


def level_words(level: float) -> str:
    """A fraction as a percentage: 95%."""
    percent = round(100 * level, 4)
    return show_percent(percent, decimals=0 if percent.is_integer() else 2)


_WORDS: Mapping[str, Callable[[str], str]] = MappingProxyType(
    {
        "reading": lambda value: say(READING_LABELS[value]),
        "objective_response": lambda value: (
            _("by its category") if value == "category" else _("by its code in the criterion")
        ),
        "same_day": lambda value: _("the worst") if value == "worst" else _("the best"),
        "clinical_threshold": _grade,
        "laboratory_threshold": _grade,
        "conf_level": lambda value: level_words(float(value)),
        "conf_type": str,
        "growth_ratio": lambda value: show_number(float(value)),
        "reference_response": _reference,
        "reference_serious": _reference,
    }
)
"""How the values of a parameter are said; of any other it is a number of days, weeks or months."""


def _duration(name: str, value: str) -> str:
    if value == NO_END:
        return _("no end")
    n = int(value)
    match name.rpartition("_")[2]:
        case "weeks":
            return ngettext("%(n)d week", "%(n)d weeks", n) % {"n": n}
        case "months":
            return ngettext("%(n)d month", "%(n)d months", n) % {"n": n}
        case _:
            return ngettext("%(n)d day", "%(n)d days", n) % {"n": n}


def _unit(name: str) -> str:
    return {"days": _("days"), "weeks": _("weeks"), "months": _("months")}.get(name.rpartition("_")[2], "")


def _empty(name: str) -> str:
    """What an empty box means."""
    return {
        "window_days": _("Empty: no end."),
        "reference_response": _("From 0 to 1, with a point. Empty: none chosen."),
        "reference_serious": _("From 0 to 1, with a point. Empty: none chosen."),
    }.get(name, "")


def _options(name: str, value: str) -> tuple[tuple[str, str], ...]:
    """The values to choose from; one that only an address can give is offered too once it is chosen."""
    offered: tuple[str, ...] = {
        "reading": tuple(READING_LABELS),
        "minor_response": ("false", "true"),
        "objective_response": ("category", "code"),
        "same_day": ("worst", "best"),
        "clinical_threshold": GRADE.codes,
        "laboratory_threshold": GRADE.codes,
        "sd_days": STABLE_DAYS,
        "conf_type": CONF_TYPES,
        "conf_level": LEVELS if value in LEVELS else tuple(sorted((*LEVELS, value))),
    }.get(name) or tuple(MEANINGS[name].words)
    return tuple((code, words_of(name, code)) for code in offered)


def written(name: str, parameters: Parameters) -> str:
    """The value of a parameter as an address or a command holds it."""
    return parameters.shown([name]).partition("=")[2]
