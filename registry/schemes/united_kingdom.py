"""The United Kingdom.

Sources: MHRA pages on the Early Access to Medicines Scheme (promising innovative medicine designation, then scientific
opinion) and on unlicensed medicines; study pages that tell compassionate supply, free from the company, from off-label
use that somebody pays for; MHRA guidance on Yellow Cards, which covers unlicensed and off-label use. The two funds of
NHS England are to be confirmed, and so is what the law asks for consent.
"""

from __future__ import annotations

from registry.fields.base import T
from registry.schemes.base import Category, Country, Recipient, Scheme, Standing

MHRA = T("MHRA", "MHRA")
YELLOW_CARD = Recipient("YELLOW_CARD", T("MHRA, par la Yellow Card", "MHRA, by Yellow Card"))

COUNTRY = Country(
    "GB",
    label=T("Royaume-Uni", "United Kingdom"),
    schemes=(
        Scheme(
            "GB_EAMS",
            country="GB",
            local="Early Access to Medicines Scheme (EAMS)",
            label=T("Accès précoce (EAMS)", "Early Access to Medicines Scheme (EAMS)"),
            categories=(Category.EARLY,),
            standing=Standing.SOURCED,
            authority=MHRA,
            declared_to=(YELLOW_CARD,),
            note=T(
                "Désignation PIM, puis avis scientifique. Les données du programme ne sont pas de la recherche.",
                "PIM designation, then scientific opinion. Data of the scheme are not research.",
            ),
        ),
        Scheme(
            "GB_SPECIALS",
            country="GB",
            local="Unlicensed “specials” / named patient",
            label=T("Médicament sans AMM (« specials »)", "Unlicensed “specials” / named patient"),
            categories=(Category.NAMED,),
            standing=Standing.SOURCED,
            declared_to=(YELLOW_CARD,),
        ),
        Scheme(
            "GB_COMPANY",
            country="GB",
            local="Company compassionate use / expanded access",
            label=T("Programme compassionnel du laboratoire", "Company compassionate use / expanded access"),
            categories=(Category.NAMED,),
            standing=Standing.SOURCED,
            declared_to=(YELLOW_CARD,),
            note=T("Fourni gratuitement par le laboratoire.", "Given free of charge by the company."),
        ),
        Scheme(
            "GB_OFFLABEL",
            country="GB",
            local="Off-label use",
            label=T("Hors AMM", "Off-label use"),
            categories=(Category.OFFLABEL,),
            standing=Standing.SOURCED,
            declared_to=(YELLOW_CARD,),
            note=T("Payé, sans AMM dans l’indication.", "Paid for, without a licence for the indication."),
        ),
        Scheme(
            "GB_CDF_IMF",
            country="GB",
            local="Cancer Drugs Fund / Innovative Medicines Fund",
            label=T(
                "Fonds Cancer Drugs Fund ou Innovative Medicines Fund",
                "Cancer Drugs Fund / Innovative Medicines Fund",
            ),
            categories=(Category.FUND,),
            standing=Standing.TO_CONFIRM,
            declared_to=(YELLOW_CARD,),
        ),
    ),
)
