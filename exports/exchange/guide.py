"""What stands beside the tables: their columns and their codes, as tables of their own."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from exports.cells import Value
from exports.exchange.columns import RESPONSE, Column, Type
from exports.exchange.tidy import TypedTable
from exports.exchange.words import entries
from registry.fields.base import T
from registry.terminology import responses

COLUMNS, CODES, NAMES = "columns", "codes", "names"


def _text(name: str, fr: str, en: str) -> Column:
    return Column(name, Type.TEXT, T(fr, en))


_COLUMNS = (
    _text("table", "Table", "Table"),
    _text("column", "Colonne", "Column"),
    _text("type", "Type", "Type"),
    _text("label_fr", "Libellé français", "French label"),
    _text("label_en", "Libellé anglais", "English label"),
    _text("unit", "Unité", "Unit"),
    _text("list", "Liste de codes", "Code list"),
    _text("several", "Codes joints par « ; »", "Codes joined by “;”"),
)
_CODES = (
    _text("list", "Liste de codes", "Code list"),
    _text("code", "Code", "Code"),
    _text("label_fr", "Libellé français", "French label"),
    _text("label_en", "Libellé anglais", "English label"),
)

_NAMES = (
    _text("table", "Table", "Table"),
    _text("column", "Colonne", "Column"),
    _text("name", "Nom dans le fichier", "Name in the file"),
)

Described = Iterable[tuple[str, tuple[Column, ...]]]
"""The columns of tables by the name of the table."""


def columns_table(tables: Described) -> TypedTable:
    """A line per column of each table."""
    return TypedTable(COLUMNS, T("Colonnes", "Columns"), _COLUMNS, _column_rows(tables))


def codes_table(tables: Described) -> TypedTable:
    """A line per code of each list that the tables use."""
    used = dict.fromkeys(column.list for _name, columns in tables for column in columns if column.list)
    return TypedTable(CODES, T("Codes", "Codes"), _CODES, _code_rows(used))


def names_table(named: Iterable[tuple[str, Mapping[str, str]]]) -> TypedTable:
    """A line per column whose name a format could not hold."""
    rows: list[tuple[Value, ...]] = [
        (table, column, name) for table, names in named for column, name in names.items() if column != name
    ]
    return TypedTable(NAMES, T("Noms abrégés", "Shortened names"), _NAMES, iter(rows))


def _column_rows(tables: Described) -> Iterator[tuple[Value, ...]]:
    for name, columns in tables:
        for column in columns:
            unit = column.unit.en if column.unit else None
            yield (
                name,
                column.name,
                column.type.value,
                column.label.fr,
                column.label.en,
                unit,
                column.list or None,
                "yes" if column.several else None,
            )


def _code_rows(lists: Iterable[str]) -> Iterator[tuple[Value, ...]]:
    for name in lists:
        for code, label in entries(name).items():
            yield (name, code, label.fr, label.en)
        if name == RESPONSE:
            yield from _responses()


def _responses() -> Iterator[tuple[Value, ...]]:
    """The words of the responses as each criterion says them."""
    for criterion in responses.criteria().values():
        for code in criterion.codes:
            yield (f"{RESPONSE}, {criterion.key}", code.code, code.label.fr, code.label.en)
