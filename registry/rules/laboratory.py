"""What cannot be true of a laboratory value, in results and in toxicities alike."""

from __future__ import annotations

from registry.terminology.laboratory.analytes import ANALYTES


def is_unit_of_another(analyte: str | None, unit: str | None) -> bool:
    found = ANALYTES.get(analyte or "")
    return found is not None and bool(unit) and unit not in found.units


def are_limits_reversed(lower: float | None, upper: float | None) -> bool:
    return lower is not None and upper is not None and upper < lower


def is_negative(*values: float | None) -> bool:
    return any(value is not None and value < 0 for value in values)
