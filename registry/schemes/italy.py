"""Italy.

Sources: Law 648/1996 and the lists that AIFA publishes under it; Law 326/2003 (the 5 % fund of AIFA); Law 94/1998,
art. 3 (2); ministerial decree of 8 May 2003 on compassionate use. The decree of 7 September 2017 that replaced it is to
be confirmed.
"""

from __future__ import annotations

from registry.fields.base import T
from registry.schemes.base import Category, Country, Scheme, Standing

AIFA = T("AIFA", "AIFA")

COUNTRY = Country(
    "IT",
    label=T("Italie", "Italy"),
    schemes=(
        Scheme(
            "IT_648",
            country="IT",
            local="Legge 648/1996",
            label=T("Liste de la loi 648/1996", "List of Law 648/1996"),
            categories=(Category.OFFLABEL, Category.FUND),
            standing=Standing.SOURCED,
            law="Legge 648/1996",
            authority=AIFA,
            note=T(
                "Payé par le service national de santé quand il n’y a pas d’alternative.",
                "Paid by the national health service when there is no alternative.",
            ),
        ),
        Scheme(
            "IT_COMPASSIONEVOLE",
            country="IT",
            local="Uso compassionevole",
            label=T("Usage compassionnel", "Compassionate use"),
            categories=(Category.GROUP, Category.NAMED),
            standing=Standing.SOURCED,
            law="DM 8 maggio 2003",
            note=T(
                "Gratuit, du laboratoire. Décret du 7 septembre 2017 à confirmer.",
                "Free, from the company. Decree of 7 September 2017 to be confirmed.",
            ),
        ),
        Scheme(
            "IT_AIFA5",
            country="IT",
            local="Fondo nazionale AIFA 5 %",
            label=T("Fonds national AIFA 5 %", "National AIFA 5% fund"),
            categories=(Category.FUND,),
            standing=Standing.SOURCED,
            law="Legge 326/2003",
            authority=AIFA,
        ),
        Scheme(
            "IT_ATMP",
            country="IT",
            local="Uso non ripetitivo di terapie avanzate",
            label=T(
                "Usage non répétitif d’un médicament de thérapie innovante",
                "Non-repetitive use of an advanced therapy",
            ),
            categories=(Category.OTHER,),
            standing=Standing.SOURCED,
        ),
        Scheme(
            "IT_94_98",
            country="IT",
            local="Legge 94/98 (ex Di Bella)",
            label=T("Hors AMM, loi 94/98", "Off-label use, Law 94/98"),
            categories=(Category.OFFLABEL,),
            standing=Standing.SOURCED,
            law="Legge 94/1998, art. 3 c. 2",
        ),
    ),
)
