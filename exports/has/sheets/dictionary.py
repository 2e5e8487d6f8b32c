"""21_DICTIONNAIRE: what each column of the listings is; 22_LISTES: the words and codes of their values."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from exports.has.columns import EMPTY, NONE, Item
from exports.has.dossier import Column, Line, Table
from exports.has.visibility import Guard
from registry import dictionary
from registry.fields.base import MISSING_LABELS, MISSING_LETTERS, Field, Missing, T
from registry.fields.catalogue import KINDS
from registry.i18n import say
from registry.summaries.quality import mandatory

COLUMNS, LISTS = "21_DICTIONNAIRE", "22_LISTES"
BASES: Mapping[Guard, T] = {
    Guard.OPEN: T("toutes", "any"),
    Guard.TEXT: T("base publiée, texte libre", "published basis, free text"),
    Guard.REPORT: T("jamais transmis", "never passed on"),
    Guard.BIRTH_DAY: T("base qui permet le jour de naissance", "basis that allows the day of birth"),
    Guard.SURNAME: T("base qui permet les lettres du nom", "basis that allows letters of the name"),
    Guard.FIRST_NAME: T("base qui permet les lettres du prénom", "basis that allows letters of the name"),
}


def make_dictionary(shown: Mapping[str, Sequence[Item]]) -> Table:
    """One line per column of each listing."""
    columns = (
        Column("nom_technique", T("Nom technique", "Technical name")),
        Column("libelle_fr", T("Libellé français", "French label"), "words"),
        Column("libelle_en", T("Libellé anglais", "English label"), "words"),
        Column("type", T("Type", "Type")),
        Column("unite", T("Unité", "Unit")),
        Column("valeurs", T("Liste de valeurs", "Value set")),
        Column("obligatoire", T("Obligatoire", "Mandatory")),
        Column("recueil", T("Recueil", "Collection")),
        Column("base_legale", T("Base légale", "Legal basis"), "words"),
        Column("element_e2b", T("Élément E2B ou CDISC", "E2B or CDISC element")),
        Column("feuille", T("Feuille", "Sheet")),
    )
    lines = tuple(_line(sheet, item) for sheet, items in shown.items() for item in items)
    return Table(COLUMNS, T("Dictionnaire des colonnes", "Dictionary of columns"), columns, lines)


def _line(sheet: str, item: Item) -> Line:
    field = field_of(item)
    heading = item.column.heading
    none = say(NONE)
    return Line(
        (
            item.column.name,
            heading.fr,
            heading.en,
            _type(item, field),
            say(field.unit) if field and field.unit else none,
            _list(field),
            _need(item),
            "PUT_CORE" if item.core else "REGISTRE",
            say(BASES[item.guard]),
            (field.standard if field else "") or none,
            sheet,
        )
    )


def field_of(item: Item) -> Field | None:
    """The field that a column shows; None where it is worked out of several or of none."""
    return KINDS[item.shows[0][0]].fields[item.shows[0][1]] if len(item.shows) == 1 else None


def _type(item: Item, field: Field | None) -> str:
    if field:
        return say(dictionary.TYPES[field.kind])
    looks = {
        "date": T("date", "date"),
        "number": T("nombre", "number"),
        "measure": T("nombre calculé", "number, worked out"),
        "percent": T("%", "%"),
    }
    return say(looks.get(item.column.look, T("texte", "text")))


def _list(field: Field | None) -> str:
    if field and field.values:
        return field.values.name
    return (field.source if field else "") or say(NONE)


def _need(item: Item) -> str:
    names = {(kind, field.name) for kind, _ in item.shows for field in mandatory(KINDS[kind])}
    return say(T("oui", "yes") if names & set(item.shows) else T("non", "no"))


def make_lists(shown: Mapping[str, Sequence[Item]]) -> Table:
    """The codes of a missing value, then of each value set of the dictionary."""
    columns = (
        Column("liste", T("Liste", "List")),
        Column("code", T("Code", "Code")),
        Column("libelle_fr", T("Libellé français", "French label"), "words"),
        Column("libelle_en", T("Libellé anglais", "English label"), "words"),
    )
    lines = tuple(Line(row) for row in (*_missing(), *_codes(shown)))
    return Table(LISTS, T("Listes de valeurs", "Value sets"), columns, lines)


def _missing() -> Iterator[tuple[str, str, str, str]]:
    words = T("Donnée manquante, sans motif", "Missing, no reason given")
    yield ("absence", EMPTY.fr, words.fr, words.en)
    for reason in Missing:
        label = MISSING_LABELS[reason]
        yield ("absence", MISSING_LETTERS[reason].fr, label.fr, label.en)


def _codes(shown: Mapping[str, Sequence[Item]]) -> Iterator[tuple[str, str, str, str]]:
    fields = (field_of(item) for items in shown.values() for item in items)
    sets = {field.values.name: field.values for field in fields if field and field.values}
    for name in sorted(sets):
        for choice in sets[name]:
            yield (name, choice.code, choice.label.fr, choice.label.en)
