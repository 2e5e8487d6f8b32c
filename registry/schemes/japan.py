"""Japan. Nothing could be read in a public source yet."""

from __future__ import annotations

from registry.fields.base import T
from registry.schemes.base import Category, Country, Scheme, Standing

COUNTRY = Country(
    "JP",
    label=T("Japon", "Japan"),
    schemes=(
        Scheme(
            "JP_EXPANDED",
            country="JP",
            label=T("Essai d’accès élargi", "Expanded-access trial"),
            categories=(Category.EXPANDED,),
            standing=Standing.TO_CONFIRM,
        ),
        Scheme(
            "JP_PATIENT",
            country="JP",
            label=T("Soins proposés par le patient", "Patient-proposed health services"),
            categories=(Category.OTHER,),
            standing=Standing.TO_CONFIRM,
        ),
    ),
)
