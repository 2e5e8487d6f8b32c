"""Slovenia.

Sources: Medicines Act of 2014 (Zakon o zdravilih).
"""

from __future__ import annotations

from registry.fields.base import T
from registry.schemes.base import Category, Country, Scheme, Standing

COUNTRY = Country(
    "SI",
    label=T("Slovénie", "Slovenia"),
    schemes=(
        Scheme(
            "SI_COMPASSIONATE",
            country="SI",
            label=T("Usage compassionnel", "Compassionate use"),
            categories=(Category.GROUP, Category.NAMED),
            standing=Standing.SOURCED,
            law="Zakon o zdravilih (2014)",
        ),
    ),
)
