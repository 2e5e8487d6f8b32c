"""The language of the reader: texts, numbers and dates in French or English.

English is the message id. A catalogue is translations/<language>/messages.po, read once and compiled in memory, so
there is no build step. The language is a context variable: each request and each command sets its own.
"""

from __future__ import annotations

import datetime as dt
import gettext as gettext_module
import io
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from decimal import ROUND_HALF_UP, Decimal
from functools import cache
from pathlib import Path

from registry.fields.base import T

LANGUAGES = ("fr", "en")
TRANSLATIONS = Path(__file__).parent / "translations"

_language: ContextVar[str] = ContextVar("language", default="en")


def language() -> str:
    """The language of the present reader."""
    return _language.get()


def speak(code: str) -> None:
    """Set the language of the present context; an unknown one is English."""
    _language.set(code if code in LANGUAGES else "en")


@contextmanager
def speaking(code: str) -> Iterator[None]:
    """Speak a language inside a block."""
    token = _language.set(code if code in LANGUAGES else "en")
    try:
        yield
    finally:
        _language.reset(token)


@cache
def catalogue(code: str) -> gettext_module.NullTranslations:
    """The compiled messages of a language; English needs none."""
    path = TRANSLATIONS / code / "messages.po"
    if not path.exists():
        return gettext_module.NullTranslations()
    from babel.messages.mofile import write_mo
    from babel.messages.pofile import read_po

    compiled = io.BytesIO()
    with path.open("rb") as source:
        write_mo(compiled, read_po(source, locale=code))
    compiled.seek(0)
    return gettext_module.GNUTranslations(compiled)


def gettext(message: str) -> str:
    return catalogue(language()).gettext(message)


def ngettext(singular: str, plural: str, n: int) -> str:
    return catalogue(language()).ngettext(singular, plural, n)


def N_(message: str) -> str:
    """Mark a message for the catalogue; it is translated where it is shown."""
    return message


def say(text: T) -> str:
    """A declared text in the reader's language."""
    return text.fr if language() == "fr" else text.en


def show_number(value: float, *, decimals: int | None = None) -> str:
    """A number as the reader writes it: 1 234,5 or 1,234.5, with a true minus; `decimals` rounds half up."""
    from babel.numbers import format_decimal

    exact = Decimal(repr(value)) if isinstance(value, float) else Decimal(value)
    pattern = "#,##0.###############"
    if decimals is not None:
        exact = exact.quantize(Decimal(1).scaleb(-decimals), rounding=ROUND_HALF_UP)
        pattern = "#,##0" + ("." + "0" * decimals if decimals else "")
    return str(format_decimal(exact, format=pattern, locale=language())).replace("-", "−")


def show_percent(value: float, *, decimals: int = 1) -> str:
    """25,5 % or 25.5%: the value is already 0-100."""
    number = show_number(value, decimals=decimals)
    return f"{number}\u00a0%" if language() == "fr" else f"{number}%"


_MONTHS = {
    "fr": "janvier février mars avril mai juin juillet août septembre octobre novembre décembre".split(),
    "en": "January February March April May June July August September October November December".split(),
}

_SHORT_MONTHS = {
    "fr": "janv. févr. mars avr. mai juin juil. août sept. oct. nov. déc.".split(),
    "en": [name[:3] for name in _MONTHS["en"]],
}


def show_date(value: dt.date | str | None) -> str:
    """31/10/2026 or 31 Oct 2026; a partial date keeps its own precision."""
    if not value:
        return ""
    parts = [int(part) for part in (value.isoformat() if isinstance(value, dt.date) else value).split("-")]
    if language() == "fr":
        return (
            "/".join(f"{part:02d}" for part in reversed(parts[1:]))
            + ("/" if parts[1:] else "")
            + str(parts[0])
        )
    words = [str(parts[0])]
    if len(parts) > 1:
        words.insert(0, _MONTHS["en"][parts[1] - 1][:3])
    if len(parts) > 2:
        words.insert(0, str(parts[2]))
    return " ".join(words)


def type_date(value: dt.date | str | None) -> str:
    """A date as it is typed in a box: dd/mm/yyyy, mm/yyyy or yyyy."""
    if not value:
        return ""
    return "/".join(reversed((value.isoformat() if isinstance(value, dt.date) else value).split("-")))


def type_number(value: float | None) -> str:
    """A number as it is typed in a box: no grouping, the reader's decimal mark."""
    if value is None:
        return ""
    text = format(value, ".15g") if isinstance(value, float) else str(value)
    if "e" in text:
        text = format(Decimal(text), "f")
    return text.replace(".", ",") if language() == "fr" else text


def show_moment(value: dt.datetime) -> str:
    """An instant with its zone said: 31/10/2026 18:40 UTC."""
    stamp = value.astimezone(dt.UTC) if value.tzinfo else value.replace(tzinfo=dt.UTC)
    return f"{show_date(stamp.date())} {stamp:%H:%M} UTC"


def month_name(month: int) -> str:
    """A month in short: janv. or Jan."""
    return _SHORT_MONTHS[language()][month - 1]


def show_month(day: dt.date) -> str:
    """A month and its year as a heading: Novembre 2026 or November 2026."""
    name = _MONTHS[language()][day.month - 1]
    return f"{name[:1].upper()}{name[1:]} {day.year}"
