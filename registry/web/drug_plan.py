"""A section of the page of a drug: what it holds, and the form of its table."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from registry.fields.base import T


class Form(StrEnum):
    """How the outputs of a section are written."""

    SHARES = "shares"
    MEASURES = "measures"
    PAIRS = "pairs"
    TIMES = "times"
    SCORES = "scores"
    SIGNALS = "signals"
    TERMS = "terms"
    OWN = "own"


@dataclass(frozen=True, slots=True)
class Plan:
    """A section of the page. id: its anchor. outputs: those in it, in order. folded: long, opened by who wants it."""

    id: str
    title: T
    form: Form
    outputs: tuple[str, ...]
    detail: T | None = None
    folded: bool = False
