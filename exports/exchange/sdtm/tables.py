"""The SDTM-like tables of all patients, each as CSV and as a SAS transport file, and what they are made of."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from exports.cells import Value
from exports.exchange.columns import Column, Type, columns_of
from exports.exchange.sdtm.base import Domain, Subject
from exports.exchange.sdtm.events import AE
from exports.exchange.sdtm.exposure import EX
from exports.exchange.sdtm.people import DM, DS
from exports.exchange.sdtm.response import RS, TR
from exports.exchange.source import Case, Names, Source
from exports.exchange.tidy import TypedTable
from registry import dictionary
from registry.fields.base import T
from registry.fields.layout import COMPLETE

DOMAINS: tuple[Domain, ...] = (DM, EX, AE, RS, TR, DS)
DEFINE = "define"


def tables_of(source: Source) -> Iterator[TypedTable]:
    """The tables, each read for itself, so that none waits in memory."""
    countries = {row[0]: row[1] for row in source.rows("centre", ("id", "country_id"))}
    return (_table(source, domain, countries) for domain in DOMAINS)


def define_table() -> TypedTable:
    """A line per variable: domain, name, label, type, and the field it comes from or how it is made."""
    names = ("domain", "domain_label", "variable", "label", "type", "origin", "dictionary")
    columns = tuple(Column(name, Type.TEXT, _same(name)) for name in names)
    return TypedTable(DEFINE, _same("Define"), columns, _defined())


def _defined() -> Iterator[tuple[Value, ...]]:
    for domain in DOMAINS:
        for found in domain.variables:
            kind = found.type.value
            yield (domain.name, domain.label, found.name, found.label, kind, found.origin, dictionary.VERSION)


def _same(text: str) -> T:
    """The standard is in English alone."""
    return T(text, text)


def _table(source: Source, domain: Domain, countries: dict[str, str | None]) -> TypedTable:
    columns = tuple(Column(v.name, v.type, _same(v.label)) for v in domain.variables)
    return TypedTable(domain.name.lower(), _same(domain.label), columns, _lines(source, domain, countries))


def _lines(source: Source, domain: Domain, countries: dict[str, str | None]) -> Iterator[tuple[Any, ...]]:
    names = {
        kind: tuple(column.name for column in columns_of(kind, with_text=source.with_text))
        for kind in domain.kinds
    }
    for case in source.cases(names):
        subject = _subject(case, names, countries)
        if subject.records["patient"]:
            yield from domain.of(subject)


def _subject(case: Case, names: Names, countries: dict[str, str | None]) -> Subject:
    records = {
        kind: [
            record
            for row in case.rows.get(kind, ())
            if (record := dict(zip(asked, row, strict=True)))["status"] == COMPLETE
        ]
        for kind, asked in names.items()
    }
    centre = records["patient"][0]["centre_id"] if records["patient"] else ""
    return Subject(records, countries.get(centre))
