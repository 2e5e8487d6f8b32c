"""Doses in UCUM: the unit and what it is related to, as mg/kg/d."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

UNITS: Mapping[str, str] = MappingProxyType(
    {"mg": "mg", "ug": "ug", "g": "g", "IU": "[iU]", "cells": "{cells}"}
)
BASES: Mapping[str, str] = MappingProxyType(
    {
        "flat_day": "/d",
        "flat_dose": "",
        "kg_day": "/kg/d",
        "kg_dose": "/kg",
        "m2_day": "/m2/d",
        "m2_dose": "/m2",
    }
)
"""The registry's units and bases of a dose."""


def dose_unit(unit: str | None, basis: str | None) -> str | None:
    """The unit of a dose with its basis; None without a unit."""
    return UNITS[unit] + BASES.get(basis or "", "") if unit else None
