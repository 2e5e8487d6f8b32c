"""The diagnoses of the registry: the ICCC-3 groups as published, the usual names with the codes they propose.

The categories (CNS, solid, lymphoma ...) are the value set DIAGNOSIS_CATEGORY of the fields. The groups have
the codes of the International Classification of Childhood Cancer, third edition (Steliarova-Foucher,
Cancer 2005, revised in 2017), and labels in our own words.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from types import MappingProxyType

from registry.fields.base import T
from registry.terminology.tables import rows
from registry.terminology.words import Index


@dataclass(frozen=True, slots=True)
class Group:
    """An ICCC-3 group: I to XII, or one of their subgroups such as IIIb, whose `parent` is III."""

    code: str
    name: T
    parent: str


@dataclass(frozen=True, slots=True)
class Diagnosis:
    """A usual diagnosis.

    category: code of DIAGNOSIS_CATEGORY. iccc3: the group proposed to whoever enters it; empty for a disease
    that is no cancer (plexiform neurofibroma) or that ICCC-3 does not place clearly. morphology: the usual
    ICD-O-3 code, empty where the name alone does not decide it. topography: the site, where the name says it.
    synonyms: further words to find it by, in both languages, never shown.
    """

    key: str
    name: T
    category: str
    iccc3: str
    morphology: str
    topography: str
    synonyms: tuple[str, ...]


@cache
def iccc3() -> Mapping[str, Group]:
    """All groups by code, each followed by its subgroups."""
    return MappingProxyType(
        {row["code"]: Group(row["code"], T(row["fr"], row["en"]), row["parent"]) for row in rows("iccc3.tsv")}
    )


@cache
def diagnoses() -> Mapping[str, Diagnosis]:
    """All usual diagnoses by key, in the order of the categories."""
    return MappingProxyType({row["key"]: _diagnosis(row) for row in rows("diagnoses.tsv")})


def search(text: str, *, language: str, limit: int = 20) -> list[Diagnosis]:
    """The usual diagnoses that match what was typed, abbreviations and the other language too, best first."""
    return [diagnoses()[key] for key in _index(language).find(text, limit=limit)]


def _diagnosis(row: Mapping[str, str]) -> Diagnosis:
    return Diagnosis(
        key=row["key"],
        name=T(row["fr"], row["en"]),
        category=row["category"],
        iccc3=row["iccc3"],
        morphology=row["morphology"],
        topography=row["topography"],
        synonyms=tuple(filter(None, row["synonyms"].split("|"))),
    )


@cache
def _index(language: str) -> Index:
    return Index((found.key, _names(found, language=language)) for found in diagnoses().values())


def _names(found: Diagnosis, *, language: str) -> tuple[tuple[str, ...], ...]:
    shown, foreign = (found.name.fr, found.name.en) if language == "fr" else (found.name.en, found.name.fr)
    return (shown,), found.synonyms, (foreign,)
