"""Hungary. Nothing could be read in a public source yet."""

from __future__ import annotations

from registry.fields.base import T
from registry.schemes.base import Category, Country, Scheme, Standing

COUNTRY = Country(
    "HU",
    label=T("Hongrie", "Hungary"),
    schemes=(
        Scheme(
            "HU_INDIVIDUAL",
            country="HU",
            label=T(
                "Autorisation individuelle, hors AMM ou sans AMM",
                "Individual authorisation, off label or unlicensed",
            ),
            categories=(Category.NAMED, Category.OFFLABEL),
            standing=Standing.TO_CONFIRM,
        ),
    ),
)
