"""The tidy layout: one table per kind of record, one line per record, words beside codes."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import islice
from typing import Any

from exports.cells import Value
from exports.exchange.columns import Column, Type, columns_of, with_words
from exports.exchange.source import Row, Source
from exports.exchange.words import Cells, Maker, maker_of
from registry.fields.base import T
from registry.fields.catalogue import KINDS

STRETCH = 500
"""Rows that are turned into columns and back at once."""


@dataclass(frozen=True, slots=True)
class TypedTable:
    """A table with typed columns: text, whole number, decimal, true date, or None."""

    name: str
    label: T
    columns: tuple[Column, ...]
    rows: Iterator[tuple[Value, ...]]


def tables_of(source: Source, *, plain: bool = True) -> Iterator[TypedTable]:
    """A table of each kind of record, a column of words behind each coded one; plain: as `with_words` takes it."""
    return (table_of(source, kind, plain=plain) for kind in KINDS)


def table_of(source: Source, kind: str, *, plain: bool = True) -> TypedTable:
    read = columns_of(kind, with_text=source.with_text)
    columns = with_words(read, plain=plain)
    rows = source.rows(kind, tuple(column.name for column in read))
    return TypedTable(kind, KINDS[kind].record.plural, columns, typed(rows, read=read, columns=columns))


def typed(
    rows: Iterable[Row], *, read: tuple[Column, ...], columns: tuple[Column, ...]
) -> Iterator[tuple[Value, ...]]:
    """The rows with true dates, and with words where a column asks for them."""
    makers = [_maker(column, read) for column in columns]
    remaining = iter(rows)
    while stretch := list(islice(remaining, STRETCH)):
        cells: Cells = list(zip(*stretch, strict=True))
        yield from zip(*(make(cells) for make in makers), strict=True)


def _maker(column: Column, read: tuple[Column, ...]) -> Maker:
    names = tuple(found.name for found in read)
    if column.words_of:
        return maker_of(read[names.index(column.words_of)], names=names)
    place = names.index(column.name)
    if column.type is Type.DATE:
        return lambda cells: map(true_date, cells[place])
    return lambda cells: cells[place]


def true_date(value: Any) -> dt.date | None:
    """A full date: the databases give ISO text or a date."""
    return dt.date.fromisoformat(value) if isinstance(value, str) else value
