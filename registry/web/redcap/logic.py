"""filterLogic: comparisons of a variable with a value, joined by `and`, `or` and brackets.

Functions, smart variables and calculations are not read; whoever sends them is told so.
"""

from __future__ import annotations

import operator
import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass

from registry.i18n import gettext as _
from registry.web.redcap.refusals import Refused

LONGEST = 5_000
"""Signs of a filter."""
DEEPEST = 20
"""Brackets in brackets."""
_TOKEN = re.compile(
    r"""\s*(?:
        \[(?P<name>\w+)(?:\((?P<code>[^)\]]+)\))?\]
      | (?P<op><>|!=|<=|>=|=|<|>)
      | '(?P<single>[^']*)' | "(?P<double>[^"]*)" | (?P<number>-?\d+(?:\.\d+)?)
      | (?P<word>and|or)\b | (?P<bracket>[()])
    )""",
    re.VERBOSE | re.IGNORECASE | re.ASCII,
)
_NUMBER = re.compile(r"-?\d+(?:\.\d+)?", re.ASCII)
_COMPARISONS: Mapping[str, Callable[[float | str, float | str], bool]] = {
    "=": operator.eq,
    "<>": operator.ne,
    "!=": operator.ne,
    "<": operator.lt,
    "<=": operator.le,
    ">": operator.gt,
    ">=": operator.ge,
}

Values = Mapping[str, str]
"""The raw value of each variable, and "1" or "0" of each check box as `name(code)`; what is absent is empty."""
Test = Callable[[Values], bool]


@dataclass(frozen=True, slots=True)
class Logic:
    """A filter: what it tests, and the values it asks, as they stand in brackets."""

    holds: Test
    names: frozenset[str]


def parse(text: str) -> Logic:
    """The filter of a text. Refused where it says more than comparisons."""
    if len(text) > LONGEST:
        raise _unreadable()
    reader = _Reader(list(_tokens(text)))
    test = reader.either(0)
    if reader.rest:
        raise _unreadable()
    return Logic(test, frozenset(reader.names))


def _tokens(text: str) -> Iterator[tuple[str, str]]:
    place = 0
    while text[place:].strip():
        found = _TOKEN.match(text, place)
        if found is None:
            raise _unreadable()
        place = found.end()
        yield _token(found)


def _token(found: re.Match[str]) -> tuple[str, str]:
    if found["name"]:
        return "name", found["name"] + (f"({found['code']})" if found["code"] else "")
    for kind in ("op", "word", "bracket"):
        if found[kind]:
            return kind, found[kind].lower()
    return "value", next(found[kind] for kind in ("single", "double", "number") if found[kind] is not None)


class _Reader:
    """Reads the tokens from the left; `names` gathers the variables."""

    def __init__(self, tokens: list[tuple[str, str]]) -> None:
        self.rest = tokens
        self.names: set[str] = set()

    def either(self, depth: int) -> Test:
        return self._joined("or", any, lambda: self._both(depth))

    def _both(self, depth: int) -> Test:
        return self._joined("and", all, lambda: self._one(depth))

    def _joined(self, word: str, join: Callable[[Iterable[bool]], bool], part: Callable[[], Test]) -> Test:
        tests = [part()]
        while self.rest and self.rest[0] == ("word", word):
            self.rest.pop(0)
            tests.append(part())
        return lambda values: join(test(values) for test in tests)

    def _one(self, depth: int) -> Test:
        if self.rest and self.rest[0] == ("bracket", "("):
            return self._within(depth + 1)
        name, comparison, value = self._take("name"), _COMPARISONS[self._take("op")], self._take("value")
        self.names.add(name)
        return lambda values: _compare(values.get(name, ""), comparison, value)

    def _within(self, depth: int) -> Test:
        if depth > DEEPEST:
            raise _unreadable()
        self.rest.pop(0)
        test = self.either(depth)
        if self._take("bracket") != ")":
            raise _unreadable()
        return test

    def _take(self, kind: str) -> str:
        if not self.rest or self.rest[0][0] != kind:
            raise _unreadable()
        return self.rest.pop(0)[1]


def _compare(left: str, comparison: Callable[[float | str, float | str], bool], right: str) -> bool:
    """Two numbers as numbers, anything else as text; nothing is before or after an empty value."""
    if _NUMBER.fullmatch(left) and _NUMBER.fullmatch(right):
        return comparison(float(left), float(right))
    if not (left and right) and comparison not in (operator.eq, operator.ne):
        return False
    return comparison(left, right)


def _unreadable() -> Refused:
    return Refused(
        _(
            "This filterLogic cannot be read: compare variables with values, as [patient_sex] = 'male', "
            "joined by and, or and brackets. Filter the rest where the records arrive."
        )
    )
