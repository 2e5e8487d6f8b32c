"""Greece. Nothing could be read in a public source yet."""

from __future__ import annotations

from registry.fields.base import T
from registry.schemes.base import Category, Country, Scheme, Standing

COUNTRY = Country(
    "GR",
    label=T("Grèce", "Greece"),
    schemes=(
        Scheme(
            "GR_IFET",
            country="GR",
            label=T("Importation par l’IFET, accès précoce", "IFET import / early access"),
            categories=(Category.NAMED,),
            standing=Standing.TO_CONFIRM,
        ),
    ),
)
