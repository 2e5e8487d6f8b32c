"""The units in which laboratories report, by code, as they are shown."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from registry.fields.base import T


def _same(text: str) -> T:
    return T(text, text)


UNITS: Mapping[str, T] = MappingProxyType(
    {
        "10^9/L": _same("× 10⁹/L"),
        "G/L": _same("G/L"),
        "10^3/mm3": _same("× 10³/mm³"),
        "/mm3": _same("/mm³"),
        "g/L": _same("g/L"),
        "g/dL": _same("g/dL"),
        "mg/dL": _same("mg/dL"),
        "mg/L": _same("mg/L"),
        "mmol/L": _same("mmol/L"),
        "umol/L": _same("µmol/L"),
        "mEq/L": _same("mEq/L"),
        "U/L": T("UI/L", "U/L"),
        "ukat/L": _same("µkat/L"),
        "mIU/L": T("mUI/L", "mIU/L"),
        "uIU/mL": T("µUI/mL", "µIU/mL"),
        "ng/L": _same("ng/L"),
        "pg/mL": _same("pg/mL"),
        "ng/mL": _same("ng/mL"),
        "ug/L": _same("µg/L"),
        "g/24h": _same("g/24\u00a0h"),
        "mg/24h": _same("mg/24\u00a0h"),
        "g/g": _same("g/g"),
        "mg/mg": _same("mg/mg"),
        "mg/g": _same("mg/g"),
        "mg/mmol": _same("mg/mmol"),
        "g/mmol": _same("g/mmol"),
        "mL/min/1.73m2": T("mL/min/1,73 m²", "mL/min/1.73 m²"),
        "mL/s/1.73m2": T("mL/s/1,73 m²", "mL/s/1.73 m²"),
        "%": _same("%"),
        "s": _same("s"),
        "ms": _same("ms"),
        "1": T("sans unité", "no unit"),
    }
)
"""Code of each unit and how it is shown; "1" is a value without unit (pH, INR)."""


def words_after(code: str) -> T:
    """What is written after a number: a space and the unit, nothing where there is none."""
    shown = UNITS[code]
    match code:
        case "1":
            return T("", "")
        case "%":
            return T("\u00a0%", "%")
    return T(f"\u00a0{shown.fr}", f"\u00a0{shown.en}")
