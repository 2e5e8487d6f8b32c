"""How a stored value is shown, and how it stands in its control, in the reader's language."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from registry import i18n
from registry.db import RegistrySession
from registry.fields.base import MISSING_LABELS, Field, Kind, Missing
from registry.models.drug import Drug
from registry.queries.drugs import drug_words
from registry.terminology import codes, drugs

__all__ = ["class_words", "drug_words", "reference_words", "shown", "typed"]


def shown(
    session: RegistrySession, field: Field, record: Mapping[str, Any], missing: Mapping[str, str]
) -> str:
    """A value in words: what a page says of it. A missing one gives its reason, an empty one nothing."""
    value = record.get(field.name)
    if value is None:
        reason = missing.get(field.name)
        return i18n.say(MISSING_LABELS[Missing(reason)]) if reason else ""
    match field.kind:
        case Kind.DATE | Kind.PARTIAL_DATE | Kind.MONTH:
            return i18n.show_date(value)
        case Kind.DECIMAL | Kind.INTEGER if field.name != "eu_year":
            return i18n.show_number(value)
        case Kind.CHOICE if field.values:
            return i18n.say(field.values.label(value))
        case Kind.CHOICES if field.values:
            return ", ".join(i18n.say(field.values.label(code)) for code in value)
        case Kind.CODED:
            return i18n.say(codes.label(field.source, value, criterion=record.get("criterion") or ""))
        case Kind.REFERENCE:
            return reference_words(session, field.source, value)
        case _:
            return str(value)


def typed(field: Field, value: Any) -> str:
    """A value as it would be typed into its control."""
    if value is None:
        return ""
    match field.kind:
        case Kind.DATE | Kind.PARTIAL_DATE | Kind.MONTH:
            return i18n.type_date(value)
        case Kind.DECIMAL:
            return i18n.type_number(value)
        case _:
            return str(value)


def reference_words(session: RegistrySession, kind: str, row_id: str) -> str:
    """The words of a referenced row: a drug by its name in the reader's language, a place by its code."""
    if kind != "drug":
        return row_id
    drug = session.get(Drug, row_id)
    return drug_words(drug) if drug else row_id


def class_words(drug: Drug) -> str:
    """The class of a drug in the reader's language, where the registry's own table knows it."""
    known = drugs.drugs().get(drug.id)
    return i18n.say(known.drug_class) if known else drug.drug_class or ""
