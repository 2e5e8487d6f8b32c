"""Croatia.

Sources: surveys of named-patient and compassionate use in Europe.
"""

from __future__ import annotations

from registry.fields.base import T
from registry.schemes.base import Category, Country, Scheme, Standing

COUNTRY = Country(
    "HR",
    label=T("Croatie", "Croatia"),
    schemes=(
        Scheme(
            "HR_MILOSRDNO",
            country="HR",
            local="Milosrdno davanje lijeka",
            label=T("Traitement individuel, usage compassionnel", "Individual treatment, compassionate use"),
            categories=(Category.NAMED, Category.GROUP),
            standing=Standing.SOURCED,
        ),
    ),
)
