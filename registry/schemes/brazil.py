"""Brazil.

Sources: surveys of compassionate use and expanded access outside Europe.
"""

from __future__ import annotations

from registry.fields.base import T
from registry.schemes.base import Category, Country, Scheme, Standing

COUNTRY = Country(
    "BR",
    label=T("Brésil", "Brazil"),
    schemes=(
        Scheme(
            "BR_COMPASSIVO",
            country="BR",
            local="Uso compassivo",
            label=T("Usage compassionnel", "Compassionate use"),
            categories=(Category.NAMED,),
            standing=Standing.SOURCED,
        ),
        Scheme(
            "BR_PAE",
            country="BR",
            local="Programa de acesso expandido",
            label=T("Programme d’accès élargi", "Expanded access programme"),
            categories=(Category.GROUP,),
            standing=Standing.SOURCED,
        ),
    ),
)
