"""How one value is read: strictly, without silent conversion, in the way of its source.

A page takes what a person of its language types ("1,5", "31/10/2026", "auj.", "+3m"); a file and JSON take ISO dates
and the decimal point only. What cannot be read exactly is refused with a sentence.
"""

from __future__ import annotations

import datetime as dt
import math
import re
import unicodedata
from collections.abc import Callable
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any

from registry import i18n
from registry.fields.base import Field, Kind
from registry.i18n import gettext as _
from registry.terminology import codes

LONGEST_REASON, LONGEST_ANSWER = 2000, 4000
"""Characters of a reason for a change, and of an answer to a question."""
SMALLEST = 340
"""Decimals of the smallest number, written without exponent."""
DAMAGED, NO_CHARACTERS = "\ufffd", "\ufffe\uffff"
"""What decoders put in the place of a character that they could not read, half of one among them; and what is no
character, which no workbook holds."""


class Source(StrEnum):
    """Where a value comes from."""

    PAGE = "page"
    FILE = "file"
    JSON = "json"


def _no_reference(_kind: str, _text: str) -> str | None:
    return None


@dataclass(frozen=True, slots=True)
class Gate:
    """How to read: the source, today, and who finds a referenced record (its id, or None)."""

    source: Source
    on: dt.date
    find: Callable[[str, str], str | None] = field(default=_no_reference)


class Unreadable(ValueError):
    """A value that is refused; its text is the sentence."""


def read(declared: Field, value: object, gate: Gate) -> Any:
    """The stored value of what was given; None for an empty one. Raises Unreadable."""
    if isinstance(value, str):
        value = clean(value, lines=declared.kind is Kind.LONG_TEXT)
    if value in (None, "", []):
        return None
    return _READERS[declared.kind](declared, value, gate)


def clean(text: str, *, lines: bool = False) -> str:
    """Trimmed text in Unicode NFC. Control characters, lone surrogates and damaged characters are refused."""
    text = unicodedata.normalize("NFC", text.replace("\r\n", "\n").replace("\r", "\n")).strip()
    if text.isprintable() and DAMAGED not in text:
        return text
    for character in text:
        if character in "\n\t" and lines:
            continue
        if unicodedata.category(character) in ("Cc", "Cs") or character in (DAMAGED, *NO_CHARACTERS):
            raise Unreadable(_("It holds a character that cannot be stored. Retype the text."))
    return text


def read_words(text: object, *, longest: int) -> str:
    """Words that stand beside a record: a reason, an answer; "" when there are none. Raises Unreadable."""
    if not isinstance(text, str):
        raise Unreadable(_("Give text."))
    return _within(clean(text, lines=True), longest)


def _text(declared: Field, value: object, _gate: Gate) -> str:
    if not isinstance(value, str):
        raise Unreadable(_("Give text."))
    return _within(value, declared.max_length)


def _within(text: str, longest: int) -> str:
    if len(text) > longest:
        said = {"limit": longest, "length": len(text)}
        raise Unreadable(_("At most %(limit)s characters; this has %(length)s.") % said)
    return text


def _integer(declared: Field, value: object, gate: Gate) -> int:
    whole = _("Give a whole number.")
    if isinstance(value, bool):
        raise Unreadable(whole)
    if isinstance(value, float) and gate.source is Source.JSON and value.is_integer():
        value = int(value)
    if isinstance(value, str) and gate.source is not Source.JSON:
        if not re.fullmatch(r"-?[0-9]{1,15}", value):
            raise Unreadable(whole)
        value = int(value)
    if not isinstance(value, int):
        raise Unreadable(whole)
    _check_range(declared, value)
    return value


def _decimal(declared: Field, value: object, gate: Gate) -> float:
    if isinstance(value, bool):
        raise Unreadable(_("Give a number."))
    if isinstance(value, str) and gate.source is not Source.JSON:
        value = _page_number(value) if gate.source is Source.PAGE else _plain_number(value)
    if not isinstance(value, (int, float)) or not math.isfinite(value) or abs(value) >= 1e15:
        raise Unreadable(_("Give a number."))
    number = float(value) + 0.0
    if float(format(number, ".15g")) != number:
        raise Unreadable(_("Give at most 15 significant digits."))
    _check_range(declared, number)
    return number


def _plain_number(text: str) -> float:
    if not re.fullmatch(rf"-?[0-9]{{1,15}}(\.[0-9]{{1,{SMALLEST}}})?", text):
        raise Unreadable(_("Give a number with a decimal point, such as 1.5."))
    return _exactly(text)


def _page_number(text: str) -> float:
    """A number as typed: the reader's decimal mark; the other one only where it cannot group thousands."""
    mark, other = (",", ".") if i18n.language() == "fr" else (".", ",")
    text = text.replace("−", "-")
    if re.search(r"[ \u00a0\u202f]", text):
        if not re.fullmatch(r"-?[0-9]{1,3}([ \u00a0\u202f][0-9]{3})+([.,][0-9]+)?", text):
            raise Unreadable(_("Give a number."))
        text = re.sub(r"[ \u00a0\u202f]", "", text)
    if re.fullmatch(rf"-?[0-9]{{1,3}}({re.escape(other)}[0-9]{{3}})+", text):
        raise Unreadable(
            _(
                "“%(text)s” can be read in two ways. Write the decimals after “%(mark)s” and no thousands separator."
            )
            % {"text": text, "mark": mark}
        )
    if not re.fullmatch(rf"-?[0-9]{{1,15}}([.,][0-9]{{1,{SMALLEST}}})?", text):
        raise Unreadable(_("Give a number."))
    return _exactly(text.replace(",", "."))


def _exactly(text: str) -> float:
    """The number of the digits, refused where a float would change them."""
    if len(text.lstrip("-").replace(".", "").lstrip("0")) > 15:
        raise Unreadable(_("Give at most 15 significant digits."))
    return float(text)


def _check_range(declared: Field, value: float) -> None:
    low, high = declared.minimum, declared.maximum
    if (low is not None and value < low) or (high is not None and value > high):
        raise Unreadable(
            _("Between %(low)s and %(high)s.")
            % {"low": i18n.show_number(low or 0), "high": i18n.show_number(high or 0)}
        )


def _date(_declared: Field, value: object, gate: Gate) -> dt.date:
    parts = _date_parts(value, gate)
    if len(parts) < 3:
        raise Unreadable(_("Give the whole date: day, month and year."))
    return dt.date(*parts)


def _partial_date(_declared: Field, value: object, gate: Gate) -> str:
    return _iso(_date_parts(value, gate))


def _month(_declared: Field, value: object, gate: Gate) -> str:
    parts = _date_parts(value, gate)
    if len(parts) != 2:
        raise Unreadable(
            _("Give the month and year only, such as %(example)s.") % {"example": _example(gate)}
        )
    return _iso(parts)


def _example(gate: Gate) -> str:
    return "03/2015" if gate.source is Source.PAGE else "2015-03"


def _iso(parts: tuple[int, ...]) -> str:
    return "-".join(f"{part:0{4 if place == 0 else 2}d}" for place, part in enumerate(parts))


_ISO = re.compile(r"([0-9]{4})(?:-([0-9]{2})(?:-([0-9]{2}))?)?")
_TYPED = re.compile(r"(?:(?:([0-9]{1,2})[/.\s])?([0-9]{1,2})[/.\s])?([0-9]{4})")
_RELATIVE = re.compile(r"([+-])\s?([0-9]{1,4})\s?([jdsmawy])")


def _date_parts(value: object, gate: Gate) -> tuple[int, ...]:
    """(year,), (year, month) or (year, month, day); real calendar dates from 1900 to 2100 only."""
    if isinstance(value, dt.date):
        value = value.isoformat()
    if not isinstance(value, str):
        raise Unreadable(_("Give a date."))
    relative = _relative(value.lower(), gate.on) if gate.source is Source.PAGE else None
    parts = (relative.year, relative.month, relative.day) if relative else _split_date(value, gate)
    if parts is None:
        how = "31/10/2026" if gate.source is Source.PAGE else "2026-10-31"
        raise Unreadable(
            _("“%(text)s” is not a date. Write it like %(how)s.") % {"text": value[:30], "how": how}
        )
    try:
        dt.date(parts[0], *(parts[1:] or (1,)), *([1] if len(parts) < 3 else []))
    except ValueError:
        raise Unreadable(_("“%(text)s” does not exist in the calendar.") % {"text": value[:30]}) from None
    if not 1900 <= parts[0] <= 2100:
        raise Unreadable(_("The year must be between 1900 and 2100."))
    return parts


def _split_date(text: str, gate: Gate) -> tuple[int, ...] | None:
    found = _ISO.fullmatch(text)
    if found:
        return tuple(int(part) for part in found.groups() if part)
    found = _TYPED.fullmatch(text) if gate.source is Source.PAGE else None
    if found:
        return tuple(int(part) for part in reversed(found.groups()) if part)
    return None


def _relative(text: str, on: dt.date) -> dt.date | None:
    if text in ("auj.", "auj", "aujourd'hui", "aujourd’hui", "today"):
        return on
    if text in ("hier", "yesterday"):
        return on - dt.timedelta(days=1)
    found = _RELATIVE.fullmatch(text)
    if not found:
        return None
    count = int(found[2]) * (1 if found[1] == "+" else -1)
    try:
        if found[3] in "jd":
            return on + dt.timedelta(days=count)
        if found[3] in "sw":
            return on + dt.timedelta(weeks=count)
        return add_months(on, count * (1 if found[3] == "m" else 12))
    except (ValueError, OverflowError):
        raise Unreadable(_("The year must be between 1900 and 2100.")) from None


def add_months(day: dt.date, count: int) -> dt.date:
    """The same day `count` months later, or the last day of a shorter month."""
    year, month = divmod(day.year * 12 + day.month - 1 + count, 12)
    last = (dt.date(year + month // 11, (month + 1) % 12 + 1, 1) - dt.timedelta(days=1)).day
    return dt.date(year, month + 1, min(day.day, last))


def _choice(declared: Field, value: object, _gate: Gate) -> str:
    if not isinstance(value, str) or declared.values is None or value not in declared.values:
        raise Unreadable(_("“%(code)s” is not one of the choices.") % {"code": str(value)[:40]})
    return value


def _choices(declared: Field, value: object, gate: Gate) -> list[str]:
    given = value.split(";") if isinstance(value, str) else value
    if not isinstance(given, list):
        raise Unreadable(_("Give a list of choices."))
    chosen = {_choice(declared, item, gate) for item in given}
    options = declared.values
    if options is None or (options.exclusive in chosen and len(chosen) > 1):
        raise Unreadable(_("“None of them” cannot go with another choice."))
    return [code for code in options.codes if code in chosen]


def _coded(declared: Field, value: object, gate: Gate) -> str:
    if isinstance(value, str) and codes.exists(declared.source, value):
        return value
    if isinstance(value, str) and gate.source is Source.PAGE:
        found = codes.find(declared.source, value)
        if found:
            return found
    raise Unreadable(
        _("“%(code)s” is not in the list. Choose one of its entries.") % {"code": str(value)[:60]}
    )


def _reference(declared: Field, value: object, gate: Gate) -> str:
    found = gate.find(declared.source, value) if isinstance(value, str) else None
    if found is None:
        raise Unreadable(_("“%(text)s” is not known in this registry.") % {"text": str(value)[:60]})
    return found


_READERS: dict[Kind, Callable[[Field, Any, Gate], Any]] = {
    Kind.TEXT: _text,
    Kind.LONG_TEXT: _text,
    Kind.INTEGER: _integer,
    Kind.DECIMAL: _decimal,
    Kind.DATE: _date,
    Kind.PARTIAL_DATE: _partial_date,
    Kind.MONTH: _month,
    Kind.CHOICE: _choice,
    Kind.CHOICES: _choices,
    Kind.CODED: _coded,
    Kind.REFERENCE: _reference,
}
