"""Portugal.

Sources: Decreto-Lei 176/2006, art. 92 and 93. The names of the two ways, AUE and PAP, are to be confirmed.
"""

from __future__ import annotations

from registry.fields.base import T
from registry.schemes.base import Category, Country, Scheme, Standing

COUNTRY = Country(
    "PT",
    label=T("Portugal", "Portugal"),
    schemes=(
        Scheme(
            "PT_AUE",
            country="PT",
            local="Autorização de Utilização Excecional (AUE) / PAP",
            label=T("Autorisation d’utilisation exceptionnelle", "Exceptional use authorisation"),
            categories=(Category.NAMED, Category.GROUP),
            standing=Standing.SOURCED,
            law="Decreto-Lei 176/2006, art. 92–93",
        ),
    ),
)
