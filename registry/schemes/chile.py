"""Chile.

Sources: surveys of access outside Europe.
"""

from __future__ import annotations

from registry.fields.base import T
from registry.schemes.base import Category, Country, Scheme, Standing

COUNTRY = Country(
    "CL",
    label=T("Chili", "Chile"),
    schemes=(
        Scheme(
            "CL_PROVISIONAL",
            country="CL",
            label=T("Autorisation d’usage provisoire", "Provisional use authorisation"),
            categories=(Category.NAMED,),
            standing=Standing.SOURCED,
        ),
    ),
)
