"""The European Union: the frame within which its states have their own schemes.

Sources: Regulation (EC) 726/2004, art. 83 (opinion on compassionate use for a group of patients); Directive 2001/83/EC,
art. 5 (supply ordered by a prescriber for a named patient).
"""

from __future__ import annotations

from registry.fields.base import T
from registry.schemes.base import Category, Country, Scheme, Standing

COUNTRY = Country(
    "EU",
    label=T("Union européenne", "European Union"),
    schemes=(
        Scheme(
            "EU_CHMP",
            country="EU",
            local="CHMP opinion on compassionate use",
            label=T(
                "Avis du CHMP sur l’usage compassionnel (art. 83)",
                "CHMP opinion on compassionate use (art. 83)",
            ),
            categories=(Category.GROUP,),
            standing=Standing.SOURCED,
            law="Regulation (EC) 726/2004, art. 83",
            authority=T("Agence européenne des médicaments (CHMP)", "European Medicines Agency (CHMP)"),
            note=T(
                "Un avis aux États, qui gardent chacun leur régime.",
                "An opinion for the states, each of which keeps its own scheme.",
            ),
        ),
        Scheme(
            "EU_ART5",
            country="EU",
            local="Named-patient supply (art. 5)",
            label=T("Fourniture pour un patient désigné (art. 5)", "Named-patient supply (art. 5)"),
            categories=(Category.NAMED,),
            standing=Standing.SOURCED,
            law="Directive 2001/83/EC, art. 5",
        ),
    ),
)
