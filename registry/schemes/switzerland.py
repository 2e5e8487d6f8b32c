"""Switzerland.

Nothing could be read in a public source yet; the articles are those that are usually named: Heilmittelgesetz (HMG)
art. 9b, Arzneimittel-Bewilligungsverordnung (AMBV) art. 49, Verordnung über die Krankenversicherung (KVV) art. 71a-71d.
"""

from __future__ import annotations

from registry.fields.base import T
from registry.schemes.base import Category, Country, Scheme, Standing

COUNTRY = Country(
    "CH",
    label=T("Suisse", "Switzerland"),
    schemes=(
        Scheme(
            "CH_9B",
            country="CH",
            label=T(
                "Autorisation temporaire, usage compassionnel (LPTh art. 9b)",
                "Temporary authorisation, compassionate use (HMG art. 9b)",
            ),
            categories=(Category.GROUP,),
            standing=Standing.TO_CONFIRM,
            law="HMG art. 9b",
        ),
        Scheme(
            "CH_ART49",
            country="CH",
            label=T("Importation par le médecin (OAMéd art. 49)", "Import by the physician (AMBV art. 49)"),
            categories=(Category.NAMED,),
            standing=Standing.TO_CONFIRM,
            law="AMBV art. 49",
        ),
        Scheme(
            "CH_71",
            country="CH",
            label=T(
                "Remboursement au cas par cas (OAMal art. 71a–d)",
                "Case-by-case reimbursement (KVV art. 71a–d)",
            ),
            categories=(Category.OFFLABEL,),
            standing=Standing.TO_CONFIRM,
            law="KVV art. 71a–d",
        ),
    ),
)
