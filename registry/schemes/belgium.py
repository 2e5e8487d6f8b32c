"""Belgium.

Sources: Royal Decree of 25 April 2014, in force on 1 July 2014, and the pages of the medicines agency (AFMPS, FAGG) on
compassionate use and medical need programmes. Import on a doctor's declaration is to be confirmed.
"""

from __future__ import annotations

from registry.fields.base import T
from registry.schemes.base import Category, Country, Scheme, Standing

AGENCY = T("AFMPS", "FAMHP")
DECREE = "Arrêté royal / Koninklijk besluit 25.4.2014"

COUNTRY = Country(
    "BE",
    label=T("Belgique", "Belgium"),
    schemes=(
        Scheme(
            "BE_CUP",
            country="BE",
            local="Compassionate Use Programme (CUP)",
            label=T("Programme d’usage compassionnel (CUP)", "Compassionate use programme (CUP)"),
            categories=(Category.GROUP,),
            standing=Standing.SOURCED,
            law=DECREE,
            authority=AGENCY,
        ),
        Scheme(
            "BE_MNP",
            country="BE",
            local="Medical Need Programme (MNP)",
            label=T("Programme médical d’urgence (MNP)", "Medical need programme (MNP)"),
            categories=(Category.MNP,),
            standing=Standing.SOURCED,
            law=DECREE,
            authority=AGENCY,
        ),
        Scheme(
            "BE_IMPORT",
            country="BE",
            label=T("Importation sur déclaration du médecin", "Import on a doctor’s declaration"),
            categories=(Category.NAMED,),
            standing=Standing.TO_CONFIRM,
        ),
    ),
)
