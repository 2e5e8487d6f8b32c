"""The countries and territories of ISO 3166-1, by their two letters."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from types import MappingProxyType

from registry.fields.base import T
from registry.terminology.tables import rows


@cache
def countries() -> Mapping[str, T]:
    """The usual name of each country by its alpha-2 code, in the order of the codes."""
    return MappingProxyType({row["code"]: T(row["fr"], row["en"]) for row in rows("countries.tsv")})
