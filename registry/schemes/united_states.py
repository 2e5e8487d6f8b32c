"""The United States.

Sources: 21 CFR part 312, subpart I, and the pages of FDA on expanded access (Form FDA 3926; safety reports by the
physician who answers for a single patient: 15 days for serious and unexpected suspected reactions, 7 days when fatal or
life-threatening). Right to Try and off-label use are to be confirmed.
"""

from __future__ import annotations

from registry.fields.base import T
from registry.schemes.base import Category, Country, Recipient, Scheme, Standing

FDA = T("FDA", "FDA")
TO_FDA = Recipient(
    "FDA",
    T(
        "FDA (réaction inattendue mortelle ou menaçant la vie : 7 jours)",
        "FDA (unexpected fatal or life-threatening reaction: 7 days)",
    ),
    deadline_days=15,
)
LAW = "21 CFR 312, subpart I"

COUNTRY = Country(
    "US",
    label=T("États-Unis", "United States"),
    schemes=(
        Scheme(
            "US_SINGLE",
            country="US",
            local="Individual patient IND – Form FDA 3926",
            label=T("IND pour un patient (formulaire FDA 3926)", "Individual patient IND (Form FDA 3926)"),
            categories=(Category.EXPANDED,),
            standing=Standing.SOURCED,
            law=LAW,
            authority=FDA,
            declared_to=(TO_FDA,),
        ),
        Scheme(
            "US_EMERGENCY",
            country="US",
            local="Emergency individual patient IND",
            label=T("IND d’urgence pour un patient", "Emergency individual patient IND"),
            categories=(Category.EXPANDED,),
            standing=Standing.SOURCED,
            law=LAW,
            authority=FDA,
            declared_to=(TO_FDA,),
        ),
        Scheme(
            "US_INTERMEDIATE",
            country="US",
            local="Intermediate-size population IND/protocol",
            label=T(
                "IND ou protocole pour une population intermédiaire",
                "Intermediate-size population IND/protocol",
            ),
            categories=(Category.EXPANDED,),
            standing=Standing.SOURCED,
            law=LAW,
            authority=FDA,
        ),
        Scheme(
            "US_TREATMENT",
            country="US",
            local="Treatment IND/protocol",
            label=T("IND ou protocole de traitement", "Treatment IND/protocol"),
            categories=(Category.EXPANDED,),
            standing=Standing.SOURCED,
            law=LAW,
            authority=FDA,
        ),
        Scheme(
            "US_RTT",
            country="US",
            local="Right to Try",
            label=T("Right to Try", "Right to Try"),
            categories=(Category.OTHER,),
            standing=Standing.TO_CONFIRM,
        ),
        Scheme(
            "US_OFFLABEL",
            country="US",
            local="Off-label use",
            label=T("Hors AMM", "Off-label use"),
            categories=(Category.OFFLABEL,),
            standing=Standing.TO_CONFIRM,
        ),
    ),
)
