"""What a value becomes in a cell. Every file that leaves the registry takes its cells from here.

- Text never opens as a formula. In a workbook it is a text cell and stays as it was typed. In a CSV, which
  has no cell types, a text that would be calculated gets an apostrophe in front; `unescape` takes it off.
- Numbers stay numbers, dates dates; "1E5", "0012", "MARCH1" and "12/11" are text and stay text.
- Nothing is cut: what a sheet cannot hold is refused with a sentence.
"""

from __future__ import annotations

import datetime as dt
import math
import re
from decimal import Decimal
from typing import TypeAlias

from registry.errors import RegistryError
from registry.i18n import gettext

Value: TypeAlias = str | int | float | dt.date | None

MAX_ROWS = 1_048_576
"""Rows of a sheet, its header among them."""
MAX_TEXT = 32_767
"""UTF-16 units in a cell."""
MAX_NAME = 31
"""Characters in the name of a sheet."""
MAX_DIGITS = 10**15
"""From here on a spreadsheet rounds whole numbers."""

_BLANK = r"[\s\x00-\x1f\u00ad\u180e\u200b-\u200f\u2028-\u202f\u2060-\u206f\ufeff]"
_TRIGGER = rf"(?:[\t\r\n]|{_BLANK}*[=+\-@\uff1d\uff0b\uff0d\uff20])"
_NEEDS_APOSTROPHE = re.compile(rf"'*{_TRIGGER}")
_HAS_APOSTROPHE = re.compile(rf"'+{_TRIGGER}")
_NO_CHARACTER = re.compile("[\ud800-\udfff]")
_NOT_IN_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
_NOT_IN_XML_ESCAPED = re.compile("[\ud800-\udfff\ufffe\uffff]")
_LOOKS_ESCAPED = re.compile("_(?=x[0-9A-Fa-f]{4}_)")
_NAME_SIGNS = re.compile(r"[\[\]:*?/\\\x00-\x1f]")
_REPLACEMENT = "\N{REPLACEMENT CHARACTER}"


class CellRefused(RegistryError):
    """A value that a file cannot hold unchanged."""

    status = 422


def escape(text: str) -> str:
    """The text as a CSV cell holds it.

    The apostrophe goes before `=`, `+`, `-`, `@` (full-width ones and those behind blanks too), before a tab
    or line break, and before apostrophes that one of these follows: so `unescape` always gives back the text,
    and an ordinary apostrophe, as in "'s-Gravenhage", stays alone.
    """
    if text[:1].isalnum():
        return text
    return f"'{text}" if _NEEDS_APOSTROPHE.match(text) else text


def unescape(text: str) -> str:
    """The text that `escape` was given. For cells of a CSV; a workbook holds texts as they are."""
    return text[1:] if _HAS_APOSTROPHE.match(text) else text


def csv_cell(value: Value) -> str | int:
    """A value as a CSV cell: ISO dates, decimal point without exponent, empty for None."""
    if value.__class__ is str:
        return escape(value if value.isprintable() else _NO_CHARACTER.sub(_REPLACEMENT, value))
    if value is None:
        return ""
    if isinstance(value, float):
        return _decimal(value)
    return value.isoformat() if isinstance(value, dt.date) else value


def layout_cell(value: Value) -> str | int | float | None:
    """A value as a cell of the record layout in a workbook.

    Dates are ISO text, so that full and partial ones look alike. The bulk writer makes every text a text cell
    and keeps control characters by the escapes of the file format.
    """
    if value.__class__ is str:
        return value if value.isprintable() and len(value) < MAX_TEXT // 2 else _layout_text(value)
    if isinstance(value, float):
        return _finite(value)
    return value.isoformat() if isinstance(value, dt.date) else value


def report_cell(value: object) -> Value:
    """A value as a cell of a report: text, number, true date, or None for a missing one.

    Takes what frames hold, so numpy numbers and NaN too; an empty text is missing. A control character, which
    would spoil the file, is shown as the replacement character.
    """
    value = value.item() if hasattr(value, "item") else value
    match value:
        case None:
            return None
        case str():
            return _report_text(value) or None
        case float():
            return None if math.isnan(value) else _finite(value)
        case int() if not isinstance(value, bool):
            return value if abs(value) < MAX_DIGITS else str(value)
        case dt.date() if not isinstance(value, dt.datetime):
            return value
        case _ if type(value).__name__ == "NAType":
            return None
        case _:
            raise TypeError(f"A cell holds no {type(value).__name__}: {value!r}")


def is_dangerous(text: str) -> bool:
    """Whether a spreadsheet would calculate this text if it were typed into a cell."""
    return _NEEDS_APOSTROPHE.match(text) is not None


def sheet_name(name: str) -> str:
    """A name that a sheet can have. One that is too long or holds a forbidden sign is a mistake of ours."""
    if not 0 < len(name) <= MAX_NAME or _NAME_SIGNS.search(name) or name[0] == "'" or name[-1] == "'":
        raise ValueError(f"{name!r} cannot be the name of a sheet")
    return name


def _decimal(value: float) -> str:
    text = repr(_finite(value))
    return format(Decimal(text), "f") if "e" in text else text


def _finite(value: float) -> float:
    if not math.isfinite(value):
        raise CellRefused(gettext("A number is infinite or not a number: no file can hold it."))
    return value


def _layout_text(text: str) -> str:
    return _fitting(_NOT_IN_XML_ESCAPED.sub(_REPLACEMENT, text))


def _report_text(text: str) -> str:
    """Line breaks as spreadsheets write them; what looks like an escape of the file format is escaped."""
    shown = _NOT_IN_XML.sub(_REPLACEMENT, text.replace("\r\n", "\n").replace("\r", "\n"))
    return _LOOKS_ESCAPED.sub("_x005F_", _fitting(shown))


def _fitting(text: str) -> str:
    if len(text) <= MAX_TEXT // 2:
        return text
    units = len(text) + sum(character > "\uffff" for character in text)
    if units > MAX_TEXT:
        sentence = gettext(
            "A text of %(length)s characters does not fit into a cell, which holds 32,767. "
            "Shorten it, or export to CSV files."
        )
        raise CellRefused(sentence % {"length": units})
    return text
