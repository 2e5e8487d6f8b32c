"""How far an export is: what its writer counts, told now and then."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass, field

EVERY = 1.0
"""Seconds between two reports."""

Tell = Callable[[str, int, int], None]


@dataclass
class Progress:
    """Called with what is being written and how many rows of it are; `expect` says how many there will be of all."""

    tell: Tell
    every: float = EVERY
    total: int = 0
    _counts: dict[str, int] = field(default_factory=dict)
    _told: float = 0.0

    def expect(self, total: int) -> None:
        self.total = total

    def __call__(self, what: str, done: int) -> None:
        self._counts[what] = done
        moment = time.monotonic()
        if moment - self._told >= self.every:
            self._told = moment
            self.tell(what, sum(self._counts.values()), self.total)
