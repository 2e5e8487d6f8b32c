"""Iceland. Nothing could be read in a public source yet."""

from __future__ import annotations

from registry.fields.base import T
from registry.schemes.base import Category, Country, Scheme, Standing

COUNTRY = Country(
    "IS",
    label=T("Islande", "Iceland"),
    schemes=(
        Scheme(
            "IS_UNDANTHAGA",
            country="IS",
            local="Undanþágulyf",
            label=T("Médicament sur dérogation", "Drug on exemption"),
            categories=(Category.NAMED,),
            standing=Standing.TO_CONFIRM,
        ),
    ),
)
