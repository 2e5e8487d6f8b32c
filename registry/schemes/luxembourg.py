"""Luxembourg. Nothing could be read in a public source yet."""

from __future__ import annotations

from registry.fields.base import T
from registry.schemes.base import Category, Country, Scheme, Standing

COUNTRY = Country(
    "LU",
    label=T("Luxembourg", "Luxembourg"),
    schemes=(
        Scheme(
            "LU_IMPORT",
            country="LU",
            label=T("Autorisation individuelle d’importation", "Individual import authorisation"),
            categories=(Category.NAMED,),
            standing=Standing.TO_CONFIRM,
        ),
    ),
)
