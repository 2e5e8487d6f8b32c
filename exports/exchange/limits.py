"""What a format of statistics programs cannot hold is refused or renamed, never cut.

pyreadstat writes what is too long as it is, or cuts labels without a word; so every name, label and text is measured
here before it is handed over. Lengths are bytes of UTF-8, as these programs count.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from exports.cells import CellRefused, Value
from exports.exchange.columns import Column, Type
from exports.exchange.tidy import TypedTable
from registry.i18n import gettext, say

_DIGITS = "0123456789abcdefghijklmnopqrstuvwxyz"
_COUNTED = 3
"""Signs of the number that ends a shortened name: enough for 46,656 names."""


@dataclass(frozen=True, slots=True)
class Limits:
    """The longest name, text, label of a column and label of a code that a format holds."""

    title: str
    name: int
    text: int
    label: int
    code_label: int = 0


SPSS = Limits("SPSS", name=64, text=32_767, label=256, code_label=120)
SAS_8 = Limits("SAS 8", name=32, text=32_767, label=256)
SAS_5 = Limits("SAS 5", name=8, text=200, label=40)


def short_names(names: Iterable[str], *, longest: int) -> Mapping[str, str]:
    """A name of at most `longest` signs for each: its own where it fits, else its beginning and a number.

    Equal lists of names give equal short names; none is given twice, whatever the case of its letters.
    """
    names = tuple(names)
    taken = {name.lower() for name in names if len(name) <= longest}
    found: dict[str, str] = {}
    for name in names:
        found[name] = name if len(name) <= longest else _short(name, longest, taken)
        taken.add(found[name].lower())
    return found


def _short(name: str, longest: int, taken: set[str]) -> str:
    start = name[: longest - _COUNTED]
    return next(short for n in range(36**_COUNTED) if (short := start + _number(n)).lower() not in taken)


def _number(n: int) -> str:
    return "".join(_DIGITS[n // 36**place % 36] for place in reversed(range(_COUNTED)))


def label_of(column: Column, limits: Limits) -> str | None:
    """The heading in the reader's language; None where the format would cut it. The table of columns has it whole."""
    label = say(column.heading)
    return label if _bytes(label) <= limits.label else None


def fitting(table: TypedTable, limits: Limits) -> Iterator[tuple[Value, ...]]:
    """The rows, each text measured. One that is too long, or holds the sign that ends a text, is refused."""
    texts = [place for place, column in enumerate(table.columns) if column.type is Type.TEXT]
    safe = limits.text // 4
    for row in table.rows:
        for place in texts:
            text = row[place]
            if text is not None and (len(text) > safe or "\0" in text):  # type: ignore[arg-type, operator]
                _refuse(str(text), f"{table.name}, {row[0]}, {table.columns[place].name}", limits)
        yield row


def _refuse(text: str, where: str, limits: Limits) -> None:
    length = _bytes(text)
    if "\0" in text:
        sentence = gettext(
            "%(where)s: a control character ends a text in a %(format)s file. Choose CSV or Parquet."
        )
        raise CellRefused(sentence % {"where": where, "format": limits.title})
    if length > limits.text:
        sentence = gettext(
            "%(where)s: a text of %(length)s bytes does not fit into a %(format)s file, which holds %(limit)s. "
            "Choose CSV or Parquet."
        )
        said = {"where": where, "length": length, "format": limits.title, "limit": limits.text}
        raise CellRefused(sentence % said)


def _bytes(text: str) -> int:
    return len(text.encode("utf-8", "replace"))
