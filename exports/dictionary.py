"""The data dictionary as a workbook: the fields, the codes of every list, the kinds of record."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import BinaryIO

from exports.style import Style
from exports.workbook import Column, Imprint, Line, Sheet, write_workbook
from registry import dictionary
from registry.dictionary import Code, Entry
from registry.fields.base import FieldSet, T
from registry.fields.layout import columns
from registry.i18n import gettext, language

WORDS = 56.0
"""Width of a column of sentences, in characters."""


def write_dictionary(target: Path | BinaryIO) -> None:
    """Write the workbook: the same bytes for the same version, whenever it is made."""
    title = gettext("Data dictionary")
    footer = gettext("%(title)s, version %(version)s") % {"title": title, "version": dictionary.VERSION}
    imprint = Imprint(title=title, footer=footer, made=None, language=language())
    write_workbook(target, (_fields(), _codes(), _kinds()), imprint=imprint)


def _both(fr: str, en: str, *, style: Style = Style.TEXT, width: float | None = None) -> Iterator[Column]:
    """A column of French words and one of English words."""
    yield Column(T(f"{fr} (français)", f"{en} (French)"), style, width)
    yield Column(T(f"{fr} (anglais)", f"{en} (English)"), style, width)


def _fields() -> Sheet:
    heads = (
        Column(T("Enregistrement", "Record")),
        Column(T("Champ", "Field")),
        *_both("Libellé", "Label", style=Style.WORDS, width=30),
        *_both("Type", "Type", style=Style.WORDS, width=22),
        *_both("Unité", "Unit"),
        Column(T("Liste", "List")),
        *_both("Valeurs", "Values", style=Style.WORDS, width=WORDS),
        *_both("S’applique", "Applies", style=Style.WORDS, width=26),
        *_both("Nécessité", "Needed"),
        *_both("Motifs d’absence", "Reasons for absence", style=Style.WORDS, width=28),
        *_both("Confidentialité", "Privacy", style=Style.WORDS, width=18),
        Column(T("Recueil", "Collection")),
        Column(T("Standard", "Standard")),
        Column(T("Depuis la version", "Since version")),
        Column(T("Retiré en version", "Retired in version")),
        *_both("Aide", "Help", style=Style.WORDS, width=WORDS),
    )
    lines = [Line(tuple(_field_values(entry))) for entry in dictionary.entries()]
    return Sheet("dictionary", heads, lines, keys=2)


def _field_values(entry: Entry) -> Iterator[str]:
    yield from (entry.kind.name, entry.name)
    yield from _words(entry.label, entry.type, entry.unit)
    yield entry.list
    yield from _words(entry.values, entry.applies, entry.need, entry.missing, entry.privacy)
    yield "PUT-RD" if entry.core else gettext("registry")
    yield from (entry.standard, entry.since, entry.retired)
    yield from _words(entry.help)


def _words(*texts: T) -> Iterator[str]:
    for text in texts:
        yield from (text.fr, text.en)


def _codes() -> Sheet:
    heads = (
        Column(T("Liste", "List")),
        Column(T("Code", "Code")),
        *_both("Libellé", "Label", style=Style.WORDS, width=WORDS),
        *_both("Précision", "Detail", style=Style.WORDS, width=WORDS),
        Column(T("Retiré", "Retired")),
    )
    return Sheet("codes", heads, [Line(_code_values(code)) for code in dictionary.codes()], keys=2)


def _code_values(code: Code) -> tuple[str, ...]:
    return (code.list, code.code, *_words(code.label, code.detail), "x" if code.retired else "")


def _kinds() -> Sheet:
    heads = (
        Column(T("Enregistrement", "Record")),
        *_both("Nom", "Name"),
        *_both("Pluriel", "Plural"),
        Column(T("Rattaché à", "Belongs to")),
        Column(T("Champs", "Fields"), Style.COUNT),
        Column(T("Colonnes d’un fichier", "Columns in files"), Style.WORDS, 80),
    )
    return Sheet("records", heads, [Line(_kind_values(kind)) for kind in dictionary.record_kinds()], keys=1)


def _kind_values(kind: type[FieldSet]) -> tuple[object, ...]:
    record = kind.record
    names = ", ".join(columns(kind))
    return (record.name, *_words(record.label, record.plural), record.parent, len(kind.fields), names)
