"""The columns of a table for analysts: name, type, label, unit and code list, all from the declarations."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

from registry.fields.base import Field, Kind, Privacy, RecordKind, T
from registry.fields.catalogue import KINDS
from registry.fields.layout import IDENTITY

LABEL = "_label"
"""What the name of a column of words ends in."""
MISSING = "missing"
STATUS = "status"
"""The code lists of `<field>_missing` and of `status`."""
RESPONSE, CRITERION = "response", "criterion"
"""The list whose words depend on the criterion beside it, and the column that holds the criterion."""


class Type(StrEnum):
    """What the cells of a column are. A partial date is text: 2026, 2026-11 or 2026-11-03."""

    TEXT = "text"
    INTEGER = "integer"
    DECIMAL = "decimal"
    DATE = "date"


@dataclass(frozen=True, slots=True)
class Column:
    """A column of a table.

    list: the name of its code list, "" when it holds no codes. several: codes joined by ";". words_of: the column
    whose codes it says in words; it is made, not read.
    """

    name: str
    type: Type
    label: T
    unit: T | None = None
    list: str = ""
    several: bool = False
    words_of: str = ""

    @property
    def is_plain(self) -> bool:
        """Whether a cell holds one code whose words depend on nothing else: a response has those of its criterion."""
        return bool(self.list) and not self.several and self.list != RESPONSE

    @property
    def is_typed(self) -> bool:
        """Whether people write into it: words, decimals, keys that came with an import. The rest is ours."""
        return self.type is Type.DECIMAL or (self.type is Type.TEXT and not (self.list or self.words_of))

    @property
    def is_key(self) -> bool:
        return self.name == "id" or self.name.endswith("_id")

    @property
    def heading(self) -> T:
        """The label, with the unit where there is one."""
        if self.unit is None:
            return self.label
        return T(f"{self.label.fr} ({self.unit.fr})", f"{self.label.en} ({self.unit.en})")


_KEYS = {
    "id": T("Clé de l’enregistrement", "Key of the record"),
    "version": T("Version de l’enregistrement", "Version of the record"),
    "status": T("Statut de l’enregistrement", "Status of the record"),
}
_TYPES = {Kind.INTEGER: Type.INTEGER, Kind.DECIMAL: Type.DECIMAL, Kind.DATE: Type.DATE}


def fields_of(kind: str, *, with_text: bool) -> Iterator[Field]:
    """The fields that leave in a research file.

    Typed words only `with_text`; imaging reports, letters of the name and the day of birth never.
    """
    for field in KINDS[kind].fields.values():
        if not field.identifier and (not field.is_text or (with_text and field.privacy is Privacy.FREE_TEXT)):
            yield field


def keys_of(kind: str) -> tuple[str, ...]:
    """The columns that place a record: its own key, centre, patient and parent."""
    record = KINDS[kind].record
    above = ("centre_id", "patient_id") if record.clinical else ()
    names = (*IDENTITY, *above, record.parent_id)
    return tuple(
        dict.fromkeys(name for name in names if name and not (kind == "patient" and name == "patient_id"))
    )


def columns_of(kind: str, *, with_text: bool) -> tuple[Column, ...]:
    """The columns of a kind as they are read: keys, then each field and the reason for its absence."""
    return (
        *map(_key, keys_of(kind)),
        *(c for f in fields_of(kind, with_text=with_text) for c in _columns(f)),
    )


def with_words(columns: tuple[Column, ...], *, plain: bool = True) -> tuple[Column, ...]:
    """The columns, each coded one followed by one that says its codes in words.

    Not `plain`: only where labels of single codes could not say them.
    """
    return tuple(
        c for column in columns for c in (column, *(_words(column) if plain or not column.is_plain else ()))
    )


def list_of(field: Field) -> str:
    """The name of the code list of a field."""
    if field.values:
        return field.values.name
    return field.source if field.kind is Kind.CODED else ""


def _key(name: str) -> Column:
    if name == "version":
        return Column(name, Type.INTEGER, _KEYS[name])
    return Column(
        name, Type.TEXT, _KEYS.get(name) or _parent_label(name), list=STATUS if name == "status" else ""
    )


def _parent_label(name: str) -> T:
    record = _record(name.removesuffix("_id"))
    return T(f"{record.label.fr}, clé", f"{record.label.en}, key")


def _record(kind: str) -> RecordKind:
    return KINDS[kind].record


def _columns(field: Field) -> Iterator[Column]:
    type_ = _TYPES.get(field.kind, Type.TEXT)
    several = field.kind is Kind.CHOICES
    yield Column(field.name, type_, field.label, field.unit, list_of(field), several)
    if field.missing:
        label = T(f"{field.label.fr} : motif d’absence", f"{field.label.en}: reason for absence")
        yield Column(field.missing_name, Type.TEXT, label, list=MISSING)


def _words(column: Column) -> Iterator[Column]:
    if column.list and column.name != STATUS:
        label = T(f"{column.label.fr}, en clair", f"{column.label.en}, in words")
        yield Column(f"{column.name}{LABEL}", Type.TEXT, label, words_of=column.name)
