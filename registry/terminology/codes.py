"""The coded lists by name: what a CODED field may hold, and the words of each code."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache

from registry.fields.base import T
from registry.terminology import ctcae, diagnoses, responses
from registry.terminology.words import fold


@cache
def entries(source: str) -> Mapping[str, T]:
    """The codes of a list with their words: ctcae, iccc3, criterion, response."""
    match source:
        case "ctcae":
            return {key: term.name for key, term in ctcae.terms().items()}
        case "iccc3":
            return {code: _with(code, group.name) for code, group in diagnoses.iccc3().items()}
        case "criterion":
            return {key: _versioned(criterion) for key, criterion in responses.criteria().items()}
        case "response":
            return {code.code: code.label for c in responses.criteria().values() for code in c.codes}
        case _:
            raise KeyError(source)


def _with(code: str, name: T) -> T:
    return T(f"{code} {name.fr}", f"{code} {name.en}")


def _versioned(criterion: responses.Criterion) -> T:
    year = f" ({criterion.version})" if criterion.version else ""
    return T(criterion.name.fr + year, criterion.name.en + year)


def exists(source: str, code: str) -> bool:
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
    """The code whose French or English words are exactly these, accents and case aside."""
    return _by_words(source).get(fold(words))
