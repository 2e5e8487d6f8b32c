"""Argentina.

Sources: Disposition 10874/2017 on import in exceptional cases, through surveys of access outside Europe.
"""

from __future__ import annotations

from registry.fields.base import T
from registry.schemes.base import Category, Country, Scheme, Standing

COUNTRY = Country(
    "AR",
    label=T("Argentine", "Argentina"),
    schemes=(
        Scheme(
            "AR_EXCEPTION",
            country="AR",
            label=T("Importation d’exception", "Exceptional import"),
            categories=(Category.NAMED,),
            standing=Standing.SOURCED,
            law="Disposición 10874/2017",
        ),
    ),
)
