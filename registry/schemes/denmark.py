"""Denmark.

Sources: Danish Medicines Act, § 29 (1), and the pages of the Danish Medicines Agency on compassionate use permits,
which are single or general; adverse reactions go to the agency.
"""

from __future__ import annotations

from registry.fields.base import T
from registry.schemes.base import Category, Country, Recipient, Scheme, Standing

AGENCY = T("Agence danoise des médicaments", "Danish Medicines Agency")
TO_AGENCY = Recipient("DK_DMA", AGENCY)

COUNTRY = Country(
    "DK",
    label=T("Danemark", "Denmark"),
    schemes=(
        Scheme(
            "DK_UDLEVERING",
            country="DK",
            local="Udleveringstilladelse",
            label=T("Autorisation de délivrance", "Compassionate use permit"),
            categories=(Category.NAMED, Category.GROUP),
            standing=Standing.SOURCED,
            law="Lægemiddelloven § 29, stk. 1",
            authority=AGENCY,
            declared_to=(TO_AGENCY,),
            note=T("Individuelle ou générale.", "Single or general."),
        ),
    ),
)
