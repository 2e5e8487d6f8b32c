"""Poland. Nothing could be read in a public source yet."""

from __future__ import annotations

from registry.fields.base import T
from registry.schemes.base import Category, Country, Scheme, Standing

COUNTRY = Country(
    "PL",
    label=T("Pologne", "Poland"),
    schemes=(
        Scheme(
            "PL_RDTL",
            country="PL",
            local="Ratunkowy dostęp do technologii lekowych (RDTL)",
            label=T("Accès d’urgence aux médicaments (RDTL)", "Emergency access to medicines (RDTL)"),
            categories=(Category.FUND,),
            standing=Standing.TO_CONFIRM,
        ),
        Scheme(
            "PL_IMPORT",
            country="PL",
            local="Import docelowy",
            label=T("Importation pour un patient", "Import for a named patient"),
            categories=(Category.NAMED,),
            standing=Standing.TO_CONFIRM,
        ),
    ),
)
