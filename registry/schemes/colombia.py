"""Colombia.

Sources: surveys of access outside Europe.
"""

from __future__ import annotations

from registry.fields.base import T
from registry.schemes.base import Category, Country, Scheme, Standing

COUNTRY = Country(
    "CO",
    label=T("Colombie", "Colombia"),
    schemes=(
        Scheme(
            "CO_VITAL",
            country="CO",
            local="Medicamento vital no disponible",
            label=T("Médicament vital non disponible", "Vital drug not available"),
            categories=(Category.NAMED, Category.GROUP),
            standing=Standing.SOURCED,
        ),
    ),
)
