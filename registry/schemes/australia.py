"""Australia.

Sources: TGA guidance on the Special Access Scheme (category A notified within four weeks, category B approved
beforehand) and on authorised prescribers, who report every six months; written consent; adverse events go to TGA.
"""

from __future__ import annotations

from registry.fields.base import T
from registry.schemes.base import Category, Country, Recipient, Scheme, Standing

TGA = T("TGA", "TGA")
TO_TGA = Recipient("TGA", TGA)

COUNTRY = Country(
    "AU",
    label=T("Australie", "Australia"),
    schemes=(
        Scheme(
            "AU_SAS",
            country="AU",
            local="Special Access Scheme (SAS), category A, B or C",
            label=T(
                "Accès spécial (SAS), catégorie A, B ou C", "Special Access Scheme (SAS), category A, B or C"
            ),
            categories=(Category.NAMED,),
            standing=Standing.SOURCED,
            authority=TGA,
            declared_to=(TO_TGA,),
            note=T(
                "A : à notifier sous 4 semaines. B : autorisation préalable. Consentement écrit du patient.",
                "A: notified within 4 weeks. B: approved beforehand. Written consent of the patient.",
            ),
        ),
        Scheme(
            "AU_AP",
            country="AU",
            local="Authorised Prescriber Scheme",
            label=T("Prescripteur autorisé", "Authorised Prescriber Scheme"),
            categories=(Category.GROUP,),
            standing=Standing.SOURCED,
            authority=TGA,
            declared_to=(TO_TGA,),
            note=T("Rapport tous les six mois.", "Report every six months."),
        ),
        Scheme(
            "AU_IMPORT",
            country="AU",
            local="Personal importation",
            label=T("Importation personnelle", "Personal importation"),
            categories=(Category.NAMED,),
            standing=Standing.SOURCED,
        ),
    ),
)
