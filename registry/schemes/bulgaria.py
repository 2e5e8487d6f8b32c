"""Bulgaria.

Sources: surveys of named-patient and compassionate use in Europe.
"""

from __future__ import annotations

from registry.fields.base import T
from registry.schemes.base import Category, Country, Scheme, Standing

COUNTRY = Country(
    "BG",
    label=T("Bulgarie", "Bulgaria"),
    schemes=(
        Scheme(
            "BG_NAMED",
            country="BG",
            label=T("Patient désigné", "Named patient"),
            categories=(Category.NAMED,),
            standing=Standing.SOURCED,
        ),
    ),
)
