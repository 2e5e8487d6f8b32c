"""Austria.

Sources: surveys of named-patient and compassionate use in Europe.
"""

from __future__ import annotations

from registry.fields.base import T
from registry.schemes.base import Category, Country, Scheme, Standing

COUNTRY = Country(
    "AT",
    label=T("Autriche", "Austria"),
    schemes=(
        Scheme(
            "AT_HEILVERSUCH",
            country="AT",
            local="Heilversuch",
            label=T("Essai thérapeutique, patient désigné", "Named patient use (Heilversuch)"),
            categories=(Category.NAMED,),
            standing=Standing.SOURCED,
        ),
        Scheme(
            "AT_CUP",
            country="AT",
            local="Compassionate Use Program",
            label=T("Programme d’usage compassionnel", "Compassionate use programme"),
            categories=(Category.GROUP,),
            standing=Standing.SOURCED,
        ),
    ),
)
