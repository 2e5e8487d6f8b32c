"""Israel. Nothing could be read in a public source yet."""

from __future__ import annotations

from registry.fields.base import T
from registry.schemes.base import Category, Country, Scheme, Standing

COUNTRY = Country(
    "IL",
    label=T("Israël", "Israel"),
    schemes=(
        Scheme(
            "IL_29A",
            country="IL",
            label=T("Importation et usage, section 29(a)", "Section 29(a) import and use"),
            categories=(Category.NAMED,),
            standing=Standing.TO_CONFIRM,
        ),
    ),
)
