"""The sections of the page of a drug on the quality of its data and on signals."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from registry.fields.base import T
from registry.web.drug_plan import Form, Plan

LEFT_OUT = ("drafts", "beneath_drafts")

FURTHER: Mapping[str, tuple[Plan, ...]] = MappingProxyType(
    {
        "quality": (
            Plan(
                "coverage",
                T("Couverture des autorisations", "Coverage of the authorisations"),
                Form.SHARES,
                ("authorised", "authorised_never_received", "coverage", "coverage_year", "coverage_centre"),
            ),
            Plan(
                "follow-up",
                T("Suivi et questions", "Follow-up and queries"),
                Form.SHARES,
                ("contact", "visits_overdue", "queries_open", "queries_open_age"),
            ),
            Plan(
                "completeness",
                T("Complétude", "Completeness"),
                Form.SHARES,
                ("completeness",),
                T(
                    "Valeurs renseignées sur les valeurs attendues, dans les fiches complètes.",
                    "Values given of those expected, in complete records.",
                ),
            ),
            Plan(
                "completeness-centres",
                T("Complétude par centre", "Completeness by centre"),
                Form.SHARES,
                ("completeness_centre",),
                folded=True,
            ),
            Plan(
                "completeness-fields",
                T("Complétude par donnée", "Completeness by field"),
                Form.SHARES,
                ("completeness_field",),
                folded=True,
            ),
            Plan(
                "declarations",
                T("Déclaration des toxicités graves", "Declaration of serious toxicities"),
                Form.SHARES,
                ("declared", "declared_in_time", "declaration_overdue", "declaration_clock"),
            ),
            Plan(
                "delays",
                T("Délai de déclaration", "Delay of declaration"),
                Form.MEASURES,
                ("declaration_delay",),
            ),
            Plan("left-out", T("Fiches non comptées", "Records left out"), Form.SHARES, LEFT_OUT),
        ),
        "signals": (
            Plan(
                "references",
                T("À côté de la référence", "Beside the reference"),
                Form.SIGNALS,
                ("signal_response", "signal_serious"),
                T(
                    "Bornes exactes unilatérales. Rien n’est décidé ici : un écart est à discuter.",
                    "Exact one-sided bounds. Nothing is decided here: a difference is to be discussed.",
                ),
            ),
            Plan(
                "other-drugs",
                T("À côté des autres médicaments", "Beside the other drugs"),
                Form.TERMS,
                ("signal_term_ror", "signal_term_prr"),
                T(
                    "Un indice pour le comité de pilotage, jamais une conclusion. n : toxicités du terme sous ce "
                    "médicament ; N : de tous les termes.",
                    "A hint for the steering committee, never a conclusion. n: toxicities of the term on this drug; "
                    "N: of all terms.",
                ),
            ),
        ),
    }
)
