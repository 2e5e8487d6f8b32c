"""Declarations as JSON Schema: the shape of every value, with its words in both languages.

A T stands wherever words are; `worded` puts the reader's language in its place when the document is sent.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from types import MappingProxyType
from typing import Any

from registry import dictionary, i18n
from registry.fields.base import MISSING_LABELS, Field, Kind, T
from registry.fields.catalogue import KINDS
from registry.terminology import codes

Shape = dict[str, Any]

YEAR, MONTH, DAY = r"(19[0-9]{2}|20[0-9]{2}|2100)", r"(0[1-9]|1[0-2])", r"(0[1-9]|[12][0-9]|3[01])"

LISTS: Mapping[str, str] = MappingProxyType(
    {
        "ctcae": "CtcaeTerm",
        "iccc3": "Iccc3Group",
        "criterion": "ResponseCriterion",
        "response": "ResponseCode",
        "scheme": "AccessScheme",
        "analyte": "LaboratoryTest",
        "lab_unit": "LaboratoryUnit",
    }
)
"""The name of the schema of each coded list: they are long, so they stand once."""

FORMS: Mapping[str, str] = MappingProxyType(
    {
        "icdo3_morphology": r"^[89][0-9]{3}/[012369]$",
        "icdo3_topography": r"^C([0-7][0-9]|80)\.[0-9]$",
    }
)
"""The form of codes whose lists are not here."""

EXAMPLES: Mapping[Kind, Any] = MappingProxyType(
    {Kind.DATE: "2026-03-14", Kind.PARTIAL_DATE: "2026-03", Kind.MONTH: "2015-03"}
)


_DATES: Mapping[Kind, Shape] = MappingProxyType(
    {
        Kind.DATE: {"format": "date", "pattern": f"^{YEAR}-{MONTH}-{DAY}$"},
        Kind.PARTIAL_DATE: {"pattern": f"^{YEAR}(-{MONTH}(-{DAY})?)?$"},
        Kind.MONTH: {"pattern": f"^{YEAR}-{MONTH}$"},
    }
)
_NEEDS: Mapping[T, T] = MappingProxyType(
    {
        dictionary.REQUIRED: T("obligatoire pour une fiche complète", "required to complete the record"),
        dictionary.EXPECTED: T("attendu, jamais bloquant", "expected, never blocking"),
    }
)


def of_field(field: Field) -> Shape:
    """The property of a field: null empties it."""
    entry = _entries()[id(field)]
    # The help of the page says how to type these; here they are written otherwise.
    about = entry.type if field.kind in (Kind.PARTIAL_DATE, Kind.CODED) else field.help
    words = (about, _unit(field), _applies(entry), _NEEDS.get(entry.need, entry.need))
    shape = _shape(field) | {"title": field.label, "description": _joined(*words)}
    if field.kind in EXAMPLES:
        shape["examples"] = [EXAMPLES[field.kind]]
    return shape | ({"readOnly": True} if field.generated else {})


def of_reason(field: Field) -> Shape:
    """The property of the reason why a field has no value."""
    reasons = [reason.value for reason in field.missing]
    label = T(f"{field.label.fr} : raison de l’absence", f"{field.label.en}: reason for the missing value")
    shape = {"type": ["string", "null"], "enum": [*reasons, None], "title": label}
    return shape | {"x-labels": {reason.value: MISSING_LABELS[reason] for reason in field.missing}}


def of_list(source: str) -> Shape:
    """The schema of a coded list."""
    entries = codes.entries(source)
    shape = {"type": ["string", "null"], "enum": [*entries, None], "title": dictionary.TERMINOLOGIES[source]}
    return shape | {"x-labels": dict(entries)}


@cache
def _entries() -> Mapping[int, dictionary.Entry]:
    """The rows of the data dictionary by the identity of their field."""
    return {id(KINDS[entry.kind.name].fields[entry.name]): entry for entry in dictionary.entries()}


def _shape(field: Field) -> Shape:
    match field.kind:
        case Kind.INTEGER | Kind.DECIMAL:
            number = "integer" if field.kind is Kind.INTEGER else "number"
            return {"type": [number, "null"], "minimum": field.minimum, "maximum": field.maximum}
        case Kind.DATE | Kind.PARTIAL_DATE | Kind.MONTH:
            return _text(**_DATES[field.kind])
        case Kind.CHOICE if field.values:
            return _text(enum=[*field.values.codes, None]) | _labels(field)
        case Kind.CHOICES if field.values:
            items = {"type": "string", "enum": list(field.values.codes)}
            return {"type": ["array", "null"], "items": items} | _labels(field)
        case Kind.CODED if field.source in FORMS:
            return _text(pattern=FORMS[field.source])
        case Kind.CODED:
            return {"$ref": f"#/components/schemas/{LISTS[field.source]}"}
        case Kind.REFERENCE:
            return _text(minLength=1, maxLength=200)
        case _:
            return _text(maxLength=field.max_length)


def _text(**more: Any) -> Shape:
    return {"type": ["string", "null"], **more}


def _labels(field: Field) -> Shape:
    return {"x-labels": {c.code: c.label for c in field.values or ()}}


def _unit(field: Field) -> T | None:
    return T(f"Unité : {field.unit.fr}.", f"Unit: {field.unit.en}.") if field.unit else None


def _applies(entry: dictionary.Entry) -> T | None:
    return T(f"S’applique {entry.applies.fr}", f"Applies {entry.applies.en}") if entry.applies.en else None


def _joined(*parts: T | None) -> T:
    given = [part for part in parts if part is not None]
    return T(" ".join(_sentence(p.fr) for p in given), " ".join(_sentence(p.en) for p in given))


def _sentence(text: str) -> str:
    text = text[:1].upper() + text[1:]
    return text if text.endswith((".", "?", "!")) else f"{text}."


def worded(document: Any) -> Any:
    """The document with each text in the reader's language."""
    if isinstance(document, T):
        return i18n.say(document)
    if isinstance(document, Mapping):
        return {name: worded(value) for name, value in document.items()}
    if isinstance(document, (list, tuple)):
        return [worded(value) for value in document]
    return document
