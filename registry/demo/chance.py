"""Every draw of the demonstration: the same seed, the same draws."""

from __future__ import annotations

import datetime as dt
from collections.abc import Hashable, Mapping
from random import Random
from typing import TypeVar
from uuid import UUID

K = TypeVar("K", bound=Hashable)


class Chance(Random):
    """A generator of random choices."""

    def happens(self, probability: float) -> bool:
        return self.random() < probability

    def of(self, weights: Mapping[K, float]) -> K:
        """One of the keys, by weight."""
        return self.choices(tuple(weights), tuple(weights.values()))[0]

    def after(self, day: dt.date, low: int, high: int) -> dt.date:
        """A day between `low` and `high` days after `day`."""
        return day + dt.timedelta(days=self.randint(low, high))

    def waiting(self, mean: float) -> int:
        """Whole days until something that comes after `mean` days on average."""
        return int(self.expovariate(1 / mean))

    def identifier(self) -> str:
        return str(UUID(int=self.getrandbits(128), version=4))


def share(total: int, weights: Mapping[K, float]) -> dict[K, int]:
    """`total` divided in proportion, by largest remainder; nobody goes empty while there is one for each."""
    least, sum_of_weights = int(total >= len(weights)), sum(weights.values())
    exact = {key: total * weight / sum_of_weights for key, weight in weights.items()}
    shares = {key: max(least, int(part)) for key, part in exact.items()}
    rest = total - sum(shares.values())
    for key in sorted(weights, key=lambda key: shares[key] - exact[key])[: max(rest, 0)]:
        shares[key] += 1
    for _ in range(-rest):
        shares[max(shares, key=lambda key: shares[key])] -= 1
    return shares
