"""Codes in words, in the reader's language; each code is looked up once."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import cache
from types import MappingProxyType
from typing import Any

from exports.exchange.columns import CRITERION, MISSING, RESPONSE, STATUS, Column
from registry.dictionary import value_sets
from registry.fields.base import MISSING_LABELS, T, ValueSet
from registry.fields.layout import COMPLETE, DRAFT
from registry.i18n import say
from registry.terminology import codes

STATUSES: Mapping[str, T] = MappingProxyType(
    {DRAFT: T("Brouillon", "Draft"), COMPLETE: T("Complet", "Complete")}
)
"""What the status of a record in a research file can be; void records are not in it."""


def entries(name: str) -> Mapping[str, T]:
    """The codes of a list by its name, with their words; none where the list is too long to hold."""
    if name == MISSING:
        return {reason.value: label for reason, label in MISSING_LABELS.items()}
    if name == STATUS:
        return STATUSES
    if name in _sets():
        return {choice.code: choice.label for choice in _sets()[name]}
    return codes.entries(name)


@cache
def _sets() -> Mapping[str, ValueSet]:
    return {values.name: values for values in value_sets()}


class Words(dict[Any, str | None]):
    """A code (or several, joined by ";") to its words."""

    def __init__(self, list_: str) -> None:
        super().__init__({None: None})
        self._list = list_
        self._known = entries(list_)

    def __missing__(self, code: str) -> str:
        self[code] = words = "; ".join(map(self._say, code.split(";")))
        return words

    def _say(self, code: str) -> str:
        return say(self._known[code]) if code in self._known else code


class Responses(dict[Any, str | None]):
    """(criterion, code) to the words of that criterion."""

    def __missing__(self, key: tuple[str | None, str | None]) -> str | None:
        criterion, code = key
        label = say(codes.label(RESPONSE, code, criterion=criterion or "")) if code else None
        self[key] = label
        return label


Cells = list[tuple[Any, ...]]
"""A stretch of rows as columns."""
Maker = Callable[[Cells], Iterable[Any]]


def maker_of(source: Column, *, names: tuple[str, ...]) -> Maker:
    """What makes the words of a coded column from the columns that were read."""
    place = names.index(source.name)
    if source.list == RESPONSE and CRITERION in names:
        beside, responses = names.index(CRITERION), Responses()
        return lambda cells: _looked_up(responses, zip(cells[beside], cells[place], strict=True))
    words = Words(source.list)
    return lambda cells: _looked_up(words, cells[place])


def _looked_up(words: dict[Any, str | None], keys: Iterable[Any]) -> Iterator[str | None]:
    return map(words.__getitem__, keys)
