"""Canada.

Sources: Food and Drug Regulations, C.08.010 and C.08.011, and the guidance of Health Canada on the Special Access
Program: the practitioner reports to Health Canada on the results, adverse reactions among them.
"""

from __future__ import annotations

from registry.fields.base import T
from registry.schemes.base import Category, Country, Recipient, Scheme, Standing

HEALTH_CANADA = T("Santé Canada", "Health Canada")

COUNTRY = Country(
    "CA",
    label=T("Canada", "Canada"),
    schemes=(
        Scheme(
            "CA_SAP",
            country="CA",
            local="Special Access Program (SAP) / Programme d’accès spécial (PAS)",
            label=T("Programme d’accès spécial (PAS)", "Special Access Program (SAP)"),
            categories=(Category.NAMED, Category.GROUP),
            standing=Standing.SOURCED,
            law="Food and Drug Regulations, C.08.010–C.08.011",
            authority=HEALTH_CANADA,
            declared_to=(Recipient("HEALTH_CANADA", HEALTH_CANADA),),
        ),
    ),
)
