"""The flow: registered, treated, objected, and the drafts left out."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from registry.fields.base import T
from registry.summaries.catalogue.base import By, Output

HAS = "HAS, PUT-RD"

FLOW: Mapping[str, Output] = MappingProxyType(
    {
        "registered": Output(
            T("Patients enregistrés", "Registered patients"),
            T(
                "Patients ayant au moins un traitement complet par le médicament, connu à la date de "
                "coupure : RCP ou première prise à cette date ou avant.",
                "Patients with at least one complete course of the drug known by the cut-off: tumour "
                "board or first dose on or before it.",
            ),
            population="registered",
            unit="patients",
            source=HAS,
        ),
        "objected": Output(
            T("Patients opposés", "Patients who objected"),
            T(
                "Patients opposés ayant un traitement par le médicament, complet ou en brouillon, connu à la "
                "date de coupure. Ils ne comptent nulle part ailleurs, leurs brouillons non plus, et ne sont "
                "pas listés.",
                "Patients who objected and have a course of the drug, complete or draft, known by the "
                "cut-off. They count nowhere else, nor do their drafts, and are not listed.",
            ),
            population="",
            unit="patients",
        ),
        "treated": Output(
            T("Patients traités", "Treated patients"),
            T(
                "Patients enregistrés ayant reçu une première prise à la date de coupure ou avant. Le "
                "premier traitement (première prise la plus ancienne) décide : monothérapie ou "
                "association.",
                "Registered patients with a first dose on or before the cut-off. The first treated course"
                " (earliest first dose) decides: monotherapy or combination.",
            ),
            population="registered",
            unit="patients",
            source=HAS,
        ),
        "not_treated": Output(
            T("Non traités, par raison", "Not treated, by reason"),
            T(
                "Patients enregistrés sans première prise à la date de coupure.",
                "Registered patients without a first dose by the cut-off.",
            ),
            population="registered",
            unit="patients",
            by=By.REASON,
        ),
        "drafts": Output(
            T("Brouillons non comptés", "Drafts left out"),
            T(
                "Fiches du médicament encore à l’état de brouillon : elles ne comptent dans aucun chiffre.",
                "Records of the drug that are still drafts: they count in no number.",
            ),
            population="",
            unit="records",
            by=By.KIND,
        ),
        "beneath_drafts": Output(
            T("Fiches complètes sous un brouillon", "Complete records under a draft"),
            T(
                "Fiches complètes non comptées parce que le patient ou le traitement dont elles dépendent"
                " est un brouillon.",
                "Complete records left out because the patient or course above them is a draft.",
            ),
            population="",
            unit="records",
            by=By.KIND,
        ),
    }
)
