"""The coded lists by name: what a CODED field may hold, and the words of each code."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import cache
from types import MappingProxyType

from registry.fields.base import T
from registry.schemes import catalogue as schemes
from registry.terminology import ctcae, diagnoses, icdo3, responses
from registry.terminology.laboratory.analytes import ANALYTES
from registry.terminology.laboratory.units import UNITS
from registry.terminology.words import fold

FORMS: Mapping[str, tuple[Callable[[str], bool], Callable[[str], str]]] = MappingProxyType(
    {
        "icdo3_morphology": (icdo3.is_morphology, icdo3.morphology),
        "icdo3_topography": (icdo3.is_topography, icdo3.topography),
    }
)
"""Lists too long to hold, whose codes are checked for form: (is it a code, the code as it is stored)."""


@cache
def entries(source: str) -> Mapping[str, T]:
    """The codes of a list with their words: ctcae, iccc3, criterion, response, scheme, analyte, lab_unit."""
    match source:
        case "ctcae":
            return {key: term.name for key, term in ctcae.terms().items()}
        case "iccc3":
            return {code: _with(code, group.name) for code, group in diagnoses.iccc3().items()}
        case "criterion":
            return {key: _versioned(criterion) for key, criterion in responses.criteria().items()}
        case "response":
            return {code.code: code.label for c in responses.criteria().values() for code in c.codes}
        case "scheme":
            return {code: schemes.label(code) for code in schemes.SCHEMES}
        case "analyte":
            return {code: analyte.name for code, analyte in ANALYTES.items()}
        case "lab_unit":
            return UNITS
        case _ if source in FORMS:
            return {}
        case _:
            raise KeyError(source)


def _with(code: str, name: T) -> T:
    return T(f"{code} {name.fr}", f"{code} {name.en}")


def _versioned(criterion: responses.Criterion) -> T:
    year = f" ({criterion.version})" if criterion.version else ""
    return T(criterion.name.fr + year, criterion.name.en + year)


def exists(source: str, code: str) -> bool:
    """Whether a code is of the list, written as it is stored."""
    if source in FORMS:
        is_code, stored = FORMS[source]
        return is_code(code) and stored(code) == code
    return code in entries(source)


def label(source: str, code: str, *, criterion: str = "") -> T:
    """The words of a code (a response in those of its criterion); an unknown code is shown as itself."""
    if source == "response" and criterion:
        found = responses.code_of(criterion, code)
        if found:
            return found.label
    return entries(source).get(code) or T(code, code)


@cache
def _by_words(source: str) -> Mapping[str, str]:
    return {fold(words): code for code, name in entries(source).items() for words in (name.fr, name.en)}


def find(source: str, words: str) -> str | None:
    """The code whose French or English words are exactly these, accents and case aside; a code in another form."""
    if source in FORMS:
        is_code, stored = FORMS[source]
        return stored(words) if is_code(words) else None
    return _by_words(source).get(fold(words))
