"""The parameters of the numbers in words: what each decides, the values it takes, the one that was chosen."""

from __future__ import annotations

from dataclasses import dataclass

from registry.fields.values import GRADE
from registry.i18n import gettext as _
from registry.i18n import ngettext, say, show_percent
from registry.summaries.catalogue import READING_LABELS
from registry.summaries.parameters import DEFAULTS, MEANINGS, Parameters

NO_END = "none"
LEVELS = ("0.9", "0.95", "0.99")


@dataclass(frozen=True, slots=True)
class Choice:
    """A parameter with its chosen value. options: (value, words), empty where a number is typed."""

    name: str
    label: str
    value: str
    words: str
    options: tuple[tuple[str, str], ...]
    is_default: bool


def choices(parameters: Parameters = DEFAULTS) -> tuple[Choice, ...]:
    """Every parameter, in the order in which they are explained."""
    return tuple(choice(name, parameters) for name in MEANINGS)


def choice(name: str, parameters: Parameters) -> Choice:
    value, default = written(name, parameters), written(name, DEFAULTS)
    label = say(MEANINGS[name].text)
    options = _options(name, value)
    words = dict(options).get(value) or words_of(name, value)
    return Choice(name, label[:1].upper() + label[1:], value, words, options, value == default)


def words_of(name: str, value: str) -> str:
    """A value in words."""
    match name:
        case "reading":
            return say(READING_LABELS[value])
        case "minor_response":
            return _("yes") if value == "true" else _("no")
        case "objective_response":
            return _("by its category") if value == "category" else _("by its code in the criterion")
        case "same_day":
            return _("the worst") if value == "worst" else _("the best")
        case "window_days":
            return _days(value)
        case "conf_level":
            return level_words(float(value))
        case _:
            return say(GRADE.label(value))


def level_words(level: float) -> str:
    """A confidence level as a percentage: 95%."""
    percent = round(100 * level, 4)
    return show_percent(percent, decimals=0 if percent.is_integer() else 2)


def _days(value: str) -> str:
    if value == NO_END:
        return _("no end")
    return ngettext("%(n)d day", "%(n)d days", int(value)) % {"n": int(value)}


def _options(name: str, value: str) -> tuple[tuple[str, str], ...]:
    """The values to choose from; one that only an address can give is offered too once it is chosen."""
    offered: tuple[str, ...] = {
        "reading": tuple(READING_LABELS),
        "minor_response": ("false", "true"),
        "objective_response": ("category", "code"),
        "same_day": ("worst", "best"),
        "clinical_threshold": GRADE.codes,
        "laboratory_threshold": GRADE.codes,
        "conf_level": LEVELS if value in LEVELS else tuple(sorted((*LEVELS, value))),
    }.get(name, ())
    return tuple((code, words_of(name, code)) for code in offered)


def written(name: str, parameters: Parameters) -> str:
    """The value of a parameter as an address or a command holds it."""
    return parameters.shown([name]).partition("=")[2]
