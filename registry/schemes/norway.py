"""Norway.

Sources: surveys of named-patient supply in Europe (registreringsfritak). The present name, godkjenningsfritak, is to be
confirmed.
"""

from __future__ import annotations

from registry.fields.base import T
from registry.schemes.base import Category, Country, Scheme, Standing

COUNTRY = Country(
    "NO",
    label=T("Norvège", "Norway"),
    schemes=(
        Scheme(
            "NO_FRITAK",
            country="NO",
            local="Godkjenningsfritak / registreringsfritak",
            label=T("Dispense d’autorisation", "Exemption from approval"),
            categories=(Category.NAMED,),
            standing=Standing.SOURCED,
        ),
    ),
)
