"""Sets of patients as bits, counted as everybody and as everybody but those whom some reader knows."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field


@dataclass(frozen=True)
class Worlds:
    """How many patients a set has for an outsider, and what is left of it for each circle that knows its own.

    circles: the patients of each centre and country, one of which some reader sees one by one. Patients of no circle
    are in everybody's rest.
    """

    threshold: int
    places: Mapping[str, int]
    circles: tuple[int, ...]
    _sizes: dict[int, tuple[int, ...]] = field(default_factory=dict)

    @classmethod
    def of(cls, patients: Iterable[str], circles: Iterable[Collection[str]], *, threshold: int) -> Worlds:
        """The worlds of these patients."""
        places = {patient: 1 << place for place, patient in enumerate(sorted(set(patients)))}
        known = (sum(places.get(patient, 0) for patient in set(circle)) for circle in circles)
        return cls(threshold, places, tuple(sorted({mask for mask in known if mask})))

    def mask(self, patients: Iterable[str]) -> int:
        """A set of patients as bits."""
        mask = 0
        for patient in patients:
            mask |= self.places[patient]
        return mask

    def sizes(self, mask: int) -> tuple[int, ...]:
        """How many patients a set has, then how many without each circle."""
        found = self._sizes.get(mask)
        if found is None:
            found = (mask.bit_count(), *((mask & ~circle).bit_count() for circle in self.circles))
            self._sizes[mask] = found
        return found

    def is_safe(self, mask: int) -> bool:
        """Nobody, or at least the threshold, for everybody who counts."""
        return all(not size or size >= self.threshold for size in self.sizes(mask))

    def lie_apart(self, one: int, other: int) -> bool:
        """Neither set lies in the other, or what is between them is nobody or enough."""
        return (one & ~other != 0 and other & ~one != 0) or self.is_safe(one ^ other)

    def hide_enough(self, hidden: Sequence[int]) -> bool:
        """Whether sets that are hidden beside each other leave each of them uncertain by the threshold.

        What is known is their sum, and that each has at least one patient: the sum over all, less one each, is at
        least the threshold, and beside each small one at least the threshold is hidden.
        """
        return all(self._is_uncertain(sizes) for sizes in self._by_world(hidden))

    def _is_uncertain(self, sizes: Sequence[int]) -> bool:
        total, small = sum(sizes), [size for size in sizes if 0 < size < self.threshold]
        if not total:
            return True
        return total >= self.threshold + len(sizes) and all(total - size >= self.threshold for size in small)

    def _by_world(self, sets: Sequence[int]) -> Iterator[tuple[int, ...]]:
        return zip(*(self.sizes(mask) for mask in sets), strict=True)
