"""Remarkable patients, circulating tumour DNA, and the two readings of an assessment side by side."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from registry.fields.base import T
from registry.summaries.catalogue.base import By, Output
from registry.summaries.catalogue.response import BEST, EXACT, RESPONSE

KAPPA = "Cohen 1960; Fleiss, Cohen, Everitt 1969"

REMARKABLE: Mapping[str, Output] = MappingProxyType(
    {
        "exceptional": Output(
            T("Répondeurs exceptionnels", "Exceptional responders"),
            T(
                "Patients évaluables ayant une réponse complète, ou une réponse qui dure au moins durable_months "
                "mois, terminée ou non. Sans confirmation.",
                "Evaluable patients with a complete response, or a response lasting at least durable_months months, "
                "over or not. Without confirmation.",
            ),
            population="evaluable",
            unit="%",
            parameters=("durable_months", *RESPONSE),
            read=True,
            source=EXACT,
        ),
        "long_term": Output(
            T("Traitements prolongés", "Long-term treatment"),
            T(
                "Patients traités qui ont pris le médicament au moins long_term_months mois, terminé ou non ; ceux "
                "dont le suivi est plus court ne comptent pas encore.",
                "Treated patients on the drug for at least long_term_months months, over or not; those followed for "
                "less do not count yet.",
            ),
            population="treated",
            unit="%",
            parameters=("long_term_months", "conf_level"),
            source=EXACT,
        ),
        "remarkable_alteration": Output(
            T("Altérations de ces patients", "Alterations of these patients"),
            T(
                "Répondeurs exceptionnels et traitements prolongés, selon l’altération qui fonde la prescription.",
                "Exceptional responders and long-term treatments, by the alteration that is the basis of the "
                "prescription.",
            ),
            population="treated",
            unit="patients",
            by=By.ALTERATION,
            parameters=("durable_months", "long_term_months"),
            read=True,
        ),
        "ctdna": Output(
            T("Patients avec un ADN tumoral circulant", "Patients with circulating tumour DNA"),
            T(
                "Patients traités ayant au moins un dosage concluant.",
                "Treated patients with at least one conclusive sample.",
            ),
            population="treated",
            unit="patients",
        ),
        "ctdna_cleared": Output(
            T("ADN tumoral devenu indétectable", "Circulating tumour DNA cleared"),
            T(
                "Parmi les patients dont le premier dosage concluant est positif et qui en ont un autre un autre "
                "jour, ceux chez qui un dosage ultérieur est négatif. Un jour compte comme positif si l’un de ses "
                "dosages l’est.",
                "Of the patients whose first conclusive sample is positive and who have another on a later day, those "
                "in whom a later one is negative. A day counts as positive if any of its samples is.",
            ),
            population="treated",
            unit="%",
            parameters=("conf_level",),
            source=EXACT,
        ),
        "ctdna_cleared_response": Output(
            T(
                "ADN tumoral devenu indétectable, par réponse",
                "Circulating tumour DNA cleared, by response",
            ),
            T(
                "De même, selon la meilleure réponse des patients évaluables.",
                "The same, by best response of the evaluable patients.",
            ),
            population="evaluable",
            unit="%",
            by=By.RESPONSE,
            parameters=BEST,
            read=True,
            source=EXACT,
        ),
    }
)

REVIEW: Mapping[str, Output] = MappingProxyType(
    {
        "review_pairs": Output(
            T("Lecture locale et lecture relue", "Local and reviewed reading"),
            T(
                "Évaluations lues deux fois, selon la catégorie lue par le centre et celle du relecteur.",
                "Assessments read twice, by the category that the centre read and that of the reviewer.",
            ),
            population="treated",
            unit="assessments",
            by=By.PAIR,
        ),
        "review_changed": Output(
            T("Lectures changées", "Readings changed"),
            T(
                "Évaluations lues deux fois dont la relecture change la catégorie. n et N sont des évaluations. "
                "Intervalle exact.",
                "Assessments read twice whose category the review changed. n and N are assessments. Exact interval.",
            ),
            population="treated",
            unit="%",
            parameters=("conf_level",),
            source=EXACT,
        ),
        "review_changed_objective": Output(
            T("Réponses objectives changées", "Objective responses changed"),
            T(
                "De même, parmi celles que le centre a lues comme réponse complète ou partielle.",
                "The same, among those that the centre read as a complete or partial response.",
            ),
            population="treated",
            unit="%",
            parameters=("conf_level",),
            source=f"SACHA; {EXACT}",
        ),
        "review_kappa": Output(
            T("Accord des deux lectures", "Agreement of the two readings"),
            T(
                "Kappa de Cohen, non pondéré, des évaluations lues deux fois (n).",
                "Cohen’s kappa, unweighted, of the assessments read twice (n).",
            ),
            population="treated",
            unit="kappa",
            parameters=("conf_level",),
            source=KAPPA,
        ),
        "orr_shift": Output(
            T("Écart du taux de réponse dû à la relecture", "Shift of the response rate by review"),
            T(
                "Taux de réponse objective des lectures relues (à défaut locales) moins celui des lectures locales, "
                "parmi les patients évaluables sous les deux ; n : patients répondeurs sous une seule des deux.",
                "Objective response rate of the reviewed readings (else local) less that of the local ones, among "
                "patients evaluable under both; n: patients who respond under one of them only.",
            ),
            population="evaluable",
            unit="points",
            parameters=RESPONSE[:-1],
        ),
    }
)
