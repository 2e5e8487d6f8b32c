"""How each field is written by hand: the box for its kind of value, the words beside it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import cache

from exports.paper.parts import Box, Entry
from exports.paper.words import ALL_THAT_APPLY, ALONE, DRUG_NAME, FROM_LIST, RESPONSE_CODE
from registry import dictionary
from registry.fields.base import MISSING_LETTERS, Field, Kind, T
from registry.i18n import say
from registry.terminology import codes

TICKED = frozenset({"criterion"})
"""Coded lists short enough to be printed whole."""
MOST_TICKS = 40
"""A longer list is written in words."""
MOST_DIGITS = 4
"""A number that may be longer has a box without cells."""
DECIMALS = 2

_BOXES: Mapping[Kind, Box] = {
    Kind.TEXT: Box.LINE,
    Kind.LONG_TEXT: Box.LINES,
    Kind.DATE: Box.DATE,
    Kind.PARTIAL_DATE: Box.PARTIAL_DATE,
    Kind.MONTH: Box.MONTH,
    Kind.CHOICE: Box.TICKS,
    Kind.CHOICES: Box.TICKS,
}
LONG = 500
"""Characters from which a text has several lines to be written on."""
LINES, FEW_LINES = 3, 2
"""Lines of a text without a limit worth the name, and of one that is only long."""


def entry(kind: str, field: Field) -> Entry:
    """A field of a record kind, to be written on."""
    digits = _digits(field)
    options = options_of(field)
    return Entry(
        label=say(field.label),
        box=_box(field, digits=digits, options=options),
        help=" ".join(_helps(field)),
        when=_capital(say(_conditions().get((kind, field.name), T("", "")))),
        needed=field.required,
        unit=say(field.unit) if field.unit else "",
        signed=(field.minimum or 0) < 0,
        digits=digits,
        lines=LINES if field.kind is Kind.LONG_TEXT else FEW_LINES,
        decimals=DECIMALS if field.kind is Kind.DECIMAL else 0,
        options=options,
        reasons=tuple(say(MISSING_LETTERS[reason]) for reason in field.missing),
    )


def _box(field: Field, *, digits: int, options: tuple[str, ...]) -> Box:
    if options:
        return Box.TICKS
    if field.kind in (Kind.INTEGER, Kind.DECIMAL):
        return Box.DIGITS if digits else Box.NUMBER
    if field.kind is Kind.TEXT and field.max_length >= LONG:
        return Box.LINES
    found = _BOXES.get(field.kind, Box.LINE)
    return Box.LINE if found is Box.TICKS else found


def options_of(field: Field) -> tuple[str, ...]:
    """The words that are printed with a tick box each; none where the answer is written."""
    if field.values:
        offered = tuple(say(choice.label) for choice in field.values if not choice.retired)
        return offered if len(offered) <= MOST_TICKS else ()
    if field.source in TICKED:
        return tuple(say(label) for label in codes.entries(field.source).values())
    return ()


def _helps(field: Field) -> Iterator[str]:
    """The declared help, then what paper has to add: a page shows a list, paper cannot."""
    if field.help:
        yield say(field.help)
    if field.kind is Kind.CHOICES:
        if not field.help:
            yield say(ALL_THAT_APPLY)
        if field.values and field.values.exclusive:
            yield say(ALONE).format(words=say(field.values.label(field.values.exclusive)))
    elif field.source == "response":
        yield say(RESPONSE_CODE)
    elif field.kind is Kind.REFERENCE and field.source == "drug":
        yield say(DRUG_NAME)
    elif field.kind is Kind.CODED and field.source not in TICKED and not field.help:
        yield say(FROM_LIST)


def _digits(field: Field) -> int:
    """Cells before the decimal mark; none for what may be very large."""
    if field.kind not in (Kind.INTEGER, Kind.DECIMAL) or field.maximum is None:
        return 0
    needed = len(str(int(max(abs(field.maximum), abs(field.minimum or 0)))))
    return needed if needed <= MOST_DIGITS else 0


@cache
def _conditions() -> Mapping[tuple[str, str], T]:
    """When each field is asked, in the words of the dictionary."""
    return {(found.kind.name, found.name): found.applies for found in dictionary.entries()}


def _capital(words: str) -> str:
    return words[:1].upper() + words[1:]
