"""Spain.

Sources: Real Decreto 1015/2009 on medicines in special situations (chapter II compassionate use and, art. 9, temporary
authorisation; chapter III use outside the authorised conditions; chapter IV medicines not authorised in Spain); AEMPS
instructions for applications, one electronic form for all; efficacy and adverse reactions are reported to AEMPS.
"""

from __future__ import annotations

import datetime as dt

from registry.fields.base import T
from registry.schemes.base import Category, Country, Recipient, Scheme, Standing

IN_FORCE = dt.date(2009, 7, 21)
"""Real Decreto 1015/2009."""

AEMPS = T("AEMPS", "AEMPS")
TO_AEMPS = Recipient("AEMPS", AEMPS)

COUNTRY = Country(
    "ES",
    label=T("Espagne", "Spain"),
    schemes=(
        Scheme(
            "ES_USO_COMPASIVO",
            country="ES",
            local="Uso compasivo de medicamentos en investigación – acceso individualizado",
            label=T(
                "Usage compassionnel d’un médicament en recherche, accès individuel",
                "Compassionate use of an investigational drug, individual access",
            ),
            categories=(Category.NAMED,),
            standing=Standing.SOURCED,
            law="Real Decreto 1015/2009, cap. II",
            authority=AEMPS,
            declared_to=(TO_AEMPS,),
            since=IN_FORCE,
        ),
        Scheme(
            "ES_ATU",
            country="ES",
            local="Autorización temporal de utilización",
            label=T("Autorisation temporaire d’utilisation", "Temporary authorisation for use"),
            categories=(Category.GROUP,),
            standing=Standing.SOURCED,
            law="Real Decreto 1015/2009, art. 9",
            authority=AEMPS,
            declared_to=(TO_AEMPS,),
            since=IN_FORCE,
        ),
        Scheme(
            "ES_CONDICIONES",
            country="ES",
            local="Uso en condiciones diferentes de las autorizadas",
            label=T("Usage hors des conditions autorisées", "Use outside the authorised conditions"),
            categories=(Category.OFFLABEL,),
            standing=Standing.SOURCED,
            law="Real Decreto 1015/2009, cap. III",
            authority=T("pas d’autorisation au cas par cas", "no authorisation case by case"),
            declared_to=(TO_AEMPS,),
            since=IN_FORCE,
        ),
        Scheme(
            "ES_EXTRANJEROS",
            country="ES",
            local="Medicamentos no autorizados en España (extranjeros)",
            label=T(
                "Médicament non autorisé en Espagne (étranger)", "Drug not authorised in Spain (foreign)"
            ),
            categories=(Category.NAMED,),
            standing=Standing.SOURCED,
            law="Real Decreto 1015/2009, cap. IV",
            authority=AEMPS,
            declared_to=(TO_AEMPS,),
            since=IN_FORCE,
        ),
    ),
)
