"""Estonia.

Sources: surveys of named-patient and compassionate use in Europe.
"""

from __future__ import annotations

from registry.fields.base import T
from registry.schemes.base import Category, Country, Scheme, Standing

COUNTRY = Country(
    "EE",
    label=T("Estonie", "Estonia"),
    schemes=(
        Scheme(
            "EE_NAMED",
            country="EE",
            label=T("Programme pour patient désigné", "Named-patient programme"),
            categories=(Category.NAMED,),
            standing=Standing.SOURCED,
        ),
    ),
)
