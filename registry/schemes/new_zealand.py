"""New Zealand. Nothing could be read in a public source yet."""

from __future__ import annotations

from registry.fields.base import T
from registry.schemes.base import Category, Country, Scheme, Standing

COUNTRY = Country(
    "NZ",
    label=T("Nouvelle-Zélande", "New Zealand"),
    schemes=(
        Scheme(
            "NZ_S29",
            country="NZ",
            local="Section 29 supply",
            label=T("Fourniture au titre de la section 29", "Section 29 supply"),
            categories=(Category.NAMED,),
            standing=Standing.TO_CONFIRM,
        ),
        Scheme(
            "NZ_NPPA",
            country="NZ",
            local="NPPA (Pharmac)",
            label=T("NPPA, financement par Pharmac", "NPPA, funding by Pharmac"),
            categories=(Category.FUND,),
            standing=Standing.TO_CONFIRM,
        ),
    ),
)
