"""Every draw of the demonstration: the same seed, the same draws."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Hashable, Iterable, Mapping
from random import Random
from typing import TypeVar
from uuid import UUID

K = TypeVar("K", bound=Hashable)


class Chance(Random):
    """A generator of random choices."""

    def __init__(self, seed: str) -> None:
        super().__init__(seed)
        self._dealt: defaultdict[str, set[Hashable]] = defaultdict(set)

    def apart(self, name: str) -> Chance:
        """A generator of its own, with which the draws of this one do not change; it deals from the same hands."""
        other = Chance(name)
        other._dealt = self._dealt
        return other

    def deal(self, hand: str, weights: Mapping[K, float], *, eager: float = 0.5) -> K:
        """One of the keys, by weight; with the probability `eager` one that this hand has not given yet.

        So that what is rare is to be seen in a small registry too.
        """
        rest = self.fresh(hand, weights)
        key = self.choice(rest) if rest and self.happens(eager) else self.of(weights)
        self._dealt[hand].add(key)
        return key

    def happens(self, probability: float) -> bool:
        return self.random() < probability

    def of(self, weights: Mapping[K, float]) -> K:
        """One of the keys, by weight."""
        return self.choices(tuple(weights), tuple(weights.values()))[0]

    def fresh(self, hand: str, keys: Iterable[K]) -> list[K]:
        """The keys that a hand has not given yet."""
        return [key for key in keys if key not in self._dealt[hand]]

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
