"""Columns and values of the record tables of a freeze in the reader's words."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from types import MappingProxyType

from registry.fields.base import MISSING_LABELS, Field, Kind, Missing, T
from registry.fields.catalogue import KINDS
from registry.i18n import say, show_date
from registry.terminology import codes

MISSING = "_missing"
ASKED: Mapping[str, T] = MappingProxyType(
    {
        "schemes": T("les régimes", "schemes"),
        "indication": T("l’indication", "indication"),
        "recipient": T("le destinataire", "recipient"),
        "language": T("la langue", "language"),
    }
)


def asked_words(names: Iterable[str]) -> str:
    """That two freezes were not asked for alike; "" if they were."""
    sentence = T(
        "Les deux gels n’ont pas été demandés de la même façon ; ce qui diffère : {names}. "
        "Ce qui est ajouté, retiré ou changé peut venir de là.",
        "The two freezes were not asked for alike: they differ in {names}. "
        "What was added, removed or changed may come from that.",
    )
    found = ", ".join(say(ASKED[name]) for name in names)
    return say(sentence).format(names=found) if found else ""


def kind_words(kind: str) -> str:
    """The name of a kind of record; its technical one if this program no longer knows it."""
    return say(KINDS[kind].record.label) if kind in KINDS else kind


def field_words(kind: str, field: str) -> str:
    """The name of a column of the file layout."""
    base = field.removesuffix(MISSING)
    declared = _declared(kind, base)
    if declared is None:
        return {"status": say(T("État", "State")), "answers": say(T("Réponses", "Answers"))}.get(field, field)
    label = say(declared.label)
    return label if base == field else f"{label} ({say(T('donnée manquante', 'missing value'))})"


def value_words(kind: str, field: str, text: str) -> str:
    """A value of the file layout in words: labels of codes, dates as they are read; the rest as it is."""
    declared = _declared(kind, field.removesuffix(MISSING))
    if declared is None or not text:
        return text
    if field != declared.name:
        return say(MISSING_LABELS[Missing(text)]) if text in set(Missing) else text
    return _worded(declared, text)


def _worded(declared: Field, text: str) -> str:
    match declared.kind:
        case Kind.CHOICE | Kind.CHOICES if declared.values:
            known = declared.values.codes
            return "; ".join(say(declared.values.label(c)) if c in known else c for c in text.split(";"))
        case Kind.CODED:
            return say(codes.label(declared.source, text))
        case Kind.DATE | Kind.PARTIAL_DATE:
            return show_date(text)
        case _:
            return text


def _declared(kind: str, field: str) -> Field | None:
    return KINDS[kind].fields.get(field) if kind in KINDS else None
