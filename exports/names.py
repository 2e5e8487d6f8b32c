"""Names of files that leave the registry: they tell the drug, what it is, the period, the status and the day."""

from __future__ import annotations

import datetime as dt
import re

_SIGNS = re.compile(r"[^A-Za-z0-9.-]+")


def file_name(
    drug: str,
    *,
    what: str,
    start: dt.date | None,
    end: dt.date,
    status: str,
    day: dt.date,
    ending: str,
) -> str:
    """Such as trametinib_has_2025-01-01_2025-12-31_PROJET_2026-11-24.xlsx; letters that any disk can hold."""
    period = [start.isoformat()] if start else []
    parts = [drug, what, *period, end.isoformat(), status, day.isoformat()]
    return "_".join(_SIGNS.sub("-", part).strip("-") for part in parts if part) + ending
