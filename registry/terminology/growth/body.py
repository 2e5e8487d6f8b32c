"""Sizes computed from weight and height."""

from __future__ import annotations

import math


def bsa(weight_kg: float, height_cm: float) -> float:
    """The body surface area in m² by Mosteller (N Engl J Med 1987): the root of height × weight / 3600."""
    return math.sqrt(height_cm * weight_kg / 3600)
