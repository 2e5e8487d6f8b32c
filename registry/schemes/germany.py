"""Germany.

Sources: Arzneimittelgesetz, § 21 (2) no. 3, formerly no. 6, and § 73 (3); Arzneimittel-Härtefall-Verordnung of 14 July
2010, as changed in 2022 (a programme ends one year after its confirmed notice and may be notified again, § 5; it does
not cover individual attempts at treatment, § 1 (2)); surveys of compassionate use in Europe (informed consent, serious
reactions to the agency within 15 days). Off-label use is to be confirmed.
"""

from __future__ import annotations

from registry.fields.base import T
from registry.schemes.base import Category, Country, Recipient, Scheme, Standing

AGENCIES = T("BfArM ou Paul-Ehrlich-Institut", "BfArM or Paul-Ehrlich-Institut")
TO_AGENCY = Recipient(
    "BFARM_PEI",
    T(
        "BfArM ou Paul-Ehrlich-Institut, par le responsable du programme",
        "BfArM or Paul-Ehrlich-Institut, by whoever answers for the programme",
    ),
    deadline_days=15,
)

COUNTRY = Country(
    "DE",
    label=T("Allemagne", "Germany"),
    schemes=(
        Scheme(
            "DE_HAERTEFALL",
            country="DE",
            local="Arzneimittel-Härtefallprogramm",
            label=T("Programme pour cas graves (Härtefall)", "Hardship programme (Härtefall)"),
            categories=(Category.GROUP,),
            standing=Standing.SOURCED,
            law="AMG § 21 (2) Nr. 3 (früher Nr. 6); AMHV",
            authority=AGENCIES,
            validity_months=12,
            renewable=True,
            declared_to=(TO_AGENCY,),
            note=T(
                "La durée est celle du programme, depuis son avis confirmé. Consentement éclairé du patient.",
                "The duration is that of the programme, from its confirmed notice. Informed consent of the patient.",
            ),
        ),
        Scheme(
            "DE_HEILVERSUCH",
            country="DE",
            local="Individueller Heilversuch",
            label=T("Essai thérapeutique individuel", "Individual attempt at treatment"),
            categories=(Category.NAMED,),
            standing=Standing.SOURCED,
        ),
        Scheme(
            "DE_EINZELIMPORT",
            country="DE",
            local="Einzelimport",
            label=T("Importation individuelle", "Individual import"),
            categories=(Category.NAMED,),
            standing=Standing.SOURCED,
            law="AMG § 73 (3)",
        ),
        Scheme(
            "DE_OFFLABEL",
            country="DE",
            local="Off-label use",
            label=T("Hors AMM", "Off-label use"),
            categories=(Category.OFFLABEL,),
            standing=Standing.TO_CONFIRM,
        ),
    ),
)
