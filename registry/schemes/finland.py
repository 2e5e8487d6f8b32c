"""Finland.

Sources: Medicines Decree 693/1987 and the pages of Fimea on special permits: for one patient, valid for one year from
the day of issue, or for an institution.
"""

from __future__ import annotations

from registry.fields.base import T
from registry.schemes.base import Category, Country, Scheme, Standing

COUNTRY = Country(
    "FI",
    label=T("Finlande", "Finland"),
    schemes=(
        Scheme(
            "FI_ERITYISLUPA",
            country="FI",
            local="Erityislupa",
            label=T("Autorisation spéciale", "Special permit"),
            categories=(Category.NAMED, Category.GROUP),
            standing=Standing.SOURCED,
            law="Lääkeasetus 693/1987",
            authority=T("Fimea", "Fimea"),
            validity_months=12,
            note=T(
                "Pour un patient (un an) ou pour un établissement.",
                "For one patient (one year) or for an institution.",
            ),
        ),
    ),
)
