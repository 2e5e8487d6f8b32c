"""Czechia. Nothing could be read in a public source yet."""

from __future__ import annotations

from registry.fields.base import T
from registry.schemes.base import Category, Country, Scheme, Standing

COUNTRY = Country(
    "CZ",
    label=T("Tchéquie", "Czechia"),
    schemes=(
        Scheme(
            "CZ_SLP",
            country="CZ",
            local="Specifický léčebný program",
            label=T("Programme thérapeutique spécifique", "Specific treatment programme"),
            categories=(Category.GROUP,),
            standing=Standing.TO_CONFIRM,
        ),
        Scheme(
            "CZ_P16",
            country="CZ",
            label=T("Usage individuel (§ 16)", "Individual use (§ 16)"),
            categories=(Category.NAMED,),
            standing=Standing.TO_CONFIRM,
        ),
    ),
)
