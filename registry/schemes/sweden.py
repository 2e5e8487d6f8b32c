"""Sweden.

Sources: pages of the Medical Products Agency (Läkemedelsverket) and of the eHealth Agency on licences: for one patient
or for a unit, asked for by a pharmacy on the prescriber's statement, for one year at most at a time; surveys of
compassionate use in Europe for the programme that exists since 2012.
"""

from __future__ import annotations

from registry.fields.base import T
from registry.schemes.base import Category, Country, Scheme, Standing

AGENCY = T("Agence suédoise des médicaments", "Swedish Medical Products Agency")

COUNTRY = Country(
    "SE",
    label=T("Suède", "Sweden"),
    schemes=(
        Scheme(
            "SE_LICENS",
            country="SE",
            local="Licens (licensförskrivning)",
            label=T("Licence", "Licence"),
            categories=(Category.NAMED,),
            standing=Standing.SOURCED,
            authority=AGENCY,
            validity_months=12,
            renewable=True,
            note=T(
                "Individuelle, ou générale pour une unité de soins ; la décision peut être plus courte.",
                "For one patient, or general for a care unit; the decision may be shorter.",
            ),
        ),
        Scheme(
            "SE_CUP",
            country="SE",
            local="Compassionate Use Programme",
            label=T("Programme d’usage compassionnel", "Compassionate use programme"),
            categories=(Category.GROUP,),
            standing=Standing.SOURCED,
            note=T("Depuis 2012.", "Since 2012."),
        ),
    ),
)
