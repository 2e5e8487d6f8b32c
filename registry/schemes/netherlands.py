"""The Netherlands.

Sources: pages of the medicines authority (CBG) on compassionate use programmes, where reactions are actively
collected and related ones go to EudraVigilance; of the inspectorate (IGJ) on supply on a doctor's declaration, where
they go to Lareb.
"""

from __future__ import annotations

from registry.fields.base import T
from registry.schemes.base import Category, Country, Recipient, Scheme, Standing

LAREB = Recipient("LAREB", T("Lareb", "Lareb"))
EUDRAVIGILANCE = Recipient(
    "EUDRAVIGILANCE",
    T(
        "EudraVigilance, par l’organisateur du programme",
        "EudraVigilance, by whoever runs the programme",
    ),
)

COUNTRY = Country(
    "NL",
    label=T("Pays-Bas", "Netherlands"),
    schemes=(
        Scheme(
            "NL_CUP",
            country="NL",
            local="Compassionate Use Programme",
            label=T("Programme d’usage compassionnel", "Compassionate use programme"),
            categories=(Category.GROUP,),
            standing=Standing.SOURCED,
            authority=T("CBG-MEB", "CBG-MEB"),
            declared_to=(EUDRAVIGILANCE,),
        ),
        Scheme(
            "NL_ARTSENVERKLARING",
            country="NL",
            local="Leveren op artsenverklaring",
            label=T("Fourniture sur déclaration du médecin", "Supply on a doctor’s declaration"),
            categories=(Category.NAMED,),
            standing=Standing.SOURCED,
            authority=T("IGJ", "IGJ"),
            declared_to=(LAREB,),
        ),
    ),
)
