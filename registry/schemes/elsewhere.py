"""A country that is not in the list: the categories of the registry themselves stand in for its schemes.

They are the registry's own words, so everything about them is to be confirmed with the centre.
"""

from __future__ import annotations

from registry.fields.base import T
from registry.schemes.base import Category, Country, Scheme, Standing


def _generic(category: Category, label: T, note: T | None = None) -> Scheme:
    """A category as a scheme; its code is the category's."""
    return Scheme(
        category.value,
        country="XX",
        label=label,
        categories=(category,),
        standing=Standing.TO_CONFIRM,
        note=note,
    )


COUNTRY = Country(
    "XX",
    label=T("Autre pays", "Another country"),
    schemes=(
        _generic(
            Category.EARLY,
            T("Étranger : programme d’accès précoce", "Abroad: early access programme"),
        ),
        _generic(
            Category.GROUP,
            T("Étranger : programme compassionnel de groupe", "Abroad: compassionate programme for a group"),
        ),
        _generic(Category.NAMED, T("Étranger : accès nominatif", "Abroad: named-patient access")),
        _generic(Category.OFFLABEL, T("Étranger : hors AMM encadré", "Abroad: off-label framework")),
        _generic(Category.EXPANDED, T("Étranger : accès élargi", "Abroad: expanded access")),
        _generic(
            Category.OTHER,
            T("Autre accès", "Other access"),
            T(
                "Suite d’essai, don, ou autre voie à décrire en texte libre.",
                "Continuation of a trial, donation, or another way described in free text.",
            ),
        ),
    ),
)
