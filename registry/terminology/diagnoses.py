"""The diagnoses of the registry: the ICCC-3 groups as published, the usual names with their proposed group.

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
    that is no cancer (plexiform neurofibroma) or that ICCC-3 does not place clearly.
    """

    key: str
    name: T
    category: str
    iccc3: str


@cache
def iccc3() -> Mapping[str, Group]:
    """All groups by code, each followed by its subgroups."""
    return MappingProxyType(
        {row["code"]: Group(row["code"], T(row["fr"], row["en"]), row["parent"]) for row in rows("iccc3.tsv")}
    )


@cache
def diagnoses() -> Mapping[str, Diagnosis]:
    """All usual diagnoses by key, in the order of the categories."""
    return MappingProxyType(
        {
            row["key"]: Diagnosis(row["key"], T(row["fr"], row["en"]), row["category"], row["iccc3"])
            for row in rows("diagnoses.tsv")
        }
    )
