"""Türkiye.

Sources: surveys of named-patient supply. Early access on humanitarian grounds is to be confirmed.
"""

from __future__ import annotations

from registry.fields.base import T
from registry.schemes.base import Category, Country, Scheme, Standing

COUNTRY = Country(
    "TR",
    label=T("Turquie", "Türkiye"),
    schemes=(
        Scheme(
            "TR_NAMED",
            country="TR",
            label=T("Programme pour patient désigné", "Named-patient programme"),
            categories=(Category.NAMED,),
            standing=Standing.SOURCED,
        ),
        Scheme(
            "TR_EARLY",
            country="TR",
            label=T("Accès précoce à titre humanitaire", "Early access for humanitarian use"),
            categories=(Category.GROUP,),
            standing=Standing.TO_CONFIRM,
        ),
    ),
)
