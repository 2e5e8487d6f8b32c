"""Ireland.

Sources: surveys of named-patient supply in Europe. The name "exempt medicinal product" is to be confirmed.
"""

from __future__ import annotations

from registry.fields.base import T
from registry.schemes.base import Category, Country, Scheme, Standing

COUNTRY = Country(
    "IE",
    label=T("Irlande", "Ireland"),
    schemes=(
        Scheme(
            "IE_EXEMPT",
            country="IE",
            local="Exempt medicinal product",
            label=T("Médicament exempté, patient désigné", "Exempt medicinal product / named patient"),
            categories=(Category.NAMED,),
            standing=Standing.SOURCED,
        ),
    ),
)
