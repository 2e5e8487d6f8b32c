"""Where patients are treated: 31 centres in France since 2020, one in each of five other countries since 2023."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from registry.demo.chance import Chance, share

OPENED = dt.date(2020, 3, 2)
"""The first day of the registry."""

PREPARATION = dt.timedelta(days=45)
"""From the opening of the registry to the first dose given."""

ABROAD_OPENED = dt.date(2023, 6, 1)
FRENCH_CENTRES = 31
FRENCH_SHARE = 0.92


@dataclass(frozen=True, slots=True)
class Centre:
    """A centre, with its expected part of the patients of its country."""

    id: str
    country: str
    name: str
    weight: float

    @property
    def language(self) -> str:
        return LANGUAGES[self.country]


LANGUAGES: Mapping[str, str] = {"FR": "fr", "BE": "fr", "ES": "en", "GB": "en", "IT": "en", "NL": "en"}
"""The countries, with the language of their accounts among those of the registry."""

FRENCH = tuple(
    Centre(f"FR-{n:03d}", "FR", f"CHU de démonstration {n:02d}", 1 / (n + 2))
    for n in range(1, FRENCH_CENTRES + 1)
)
ABROAD = tuple(
    Centre(f"{country}-001", country, f"Demonstration hospital {country}-001", weight)
    for country, weight in {"BE": 7, "ES": 13, "GB": 11, "IT": 12, "NL": 9}.items()
)
CENTRES = (*FRENCH, *ABROAD)


def spread(patients: int, *, chance: Chance, on: dt.date) -> Iterator[tuple[Centre, dt.date]]:
    """The centre and the start of treatment of each patient."""
    weights = {centre: centre.weight * scale for centres, scale in _scales() for centre in centres}
    for centre, number in share(patients, weights).items():
        first = OPENED + PREPARATION if centre.country == "FR" else min(ABROAD_OPENED, on)
        for _ in range(number):
            yield centre, chance.after(first, 0, (on - first).days)


def _scales() -> Iterator[tuple[tuple[Centre, ...], float]]:
    """Brings the weights of France and of the others to their shares."""
    yield FRENCH, FRENCH_SHARE / sum(centre.weight for centre in FRENCH)
    yield ABROAD, (1 - FRENCH_SHARE) / sum(centre.weight for centre in ABROAD)
