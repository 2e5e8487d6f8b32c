"""The publishable summary, on one page, and the abbreviations."""

from __future__ import annotations

from collections.abc import Iterator

from exports.report.builder import Builder
from exports.report.parts import Block, Chapter, Paragraph, Points
from exports.report.words import counted, day, patients, percent
from registry.fields.base import T
from registry.i18n import say

ABBREVIATIONS = (
    T("AAC : autorisation d’accès compassionnel", "AAC: compassionate access authorisation (France)"),
    T("AAP : autorisation d’accès précoce", "AAP: early access authorisation (France)"),
    T("AMM : autorisation de mise sur le marché", "MA: marketing authorisation"),
    T(
        "ANSM : Agence nationale de sécurité du médicament et des produits de santé",
        "ANSM: French medicines agency",
    ),
    T("CPC : cadre de prescription compassionnelle", "CPC: compassionate prescription framework (France)"),
    T("CRPV : centre régional de pharmacovigilance", "CRPV: regional pharmacovigilance centre (France)"),
    T(
        "CTCAE : critères communs de terminologie des événements indésirables",
        "CTCAE: Common Terminology Criteria for Adverse Events",
    ),
    T("HAS : Haute Autorité de santé", "HAS: French national authority for health"),
    T("IC : intervalle de confiance", "CI: confidence interval"),
    T(
        "PUT-RD : protocole d’utilisation thérapeutique et de recueil de données",
        "PUT-RD: protocol of therapeutic use and data collection",
    ),
    T(
        "RC, RP, RM : réponse complète, partielle, mineure",
        "CR, PR, MR: complete, partial, minor response",
    ),
    T("RCP : résumé des caractéristiques du produit", "SmPC: summary of product characteristics"),
    T(
        "SD, PD, NE : maladie stable, progression, non évaluable",
        "SD, PD, NE: stable disease, progressive disease, not evaluable",
    ),
)


LINES: tuple[tuple[str, T], ...] = (
    ("orr", T("Réponse objective : {p} de {who} évaluables.", "Objective response: {p} of {who} evaluable.")),
    ("dcr", T("Maladie contrôlée : {p} de {who} évaluables.", "Disease control: {p} of {who} evaluable.")),
    (
        "toxicity_grade3",
        T(
            "Toxicité de grade 3 ou plus : {p} de {who} traités.",
            "Toxicity of grade 3 or more: {p} of {who} treated.",
        ),
    ),
    (
        "toxicity_serious",
        T("Toxicité grave : {p} de {who} traités.", "Serious toxicity: {p} of {who} treated."),
    ),
)
"""The rates that are told, where they may be."""


def write_summary(write: Builder) -> Chapter:
    """One page without a number from which a small count could be worked out: it reads what is publishable alone."""
    return Chapter("summary", "", say(T("Résumé publiable", "Publishable summary")), tuple(_summary(write)))


def _summary(write: Builder) -> Iterator[Block]:
    meta = write.dossier.meta
    yield Paragraph(
        say(
            T(
                "Données du registre sur {drug}, arrêtées au {end}.",
                "Data of the registry on {drug}, cut-off {end}.",
            )
        ).format(drug=meta.drug_names[meta.language], end=day(meta.end))
    )
    treated = write.publishable("treated")
    if treated is None:
        yield Paragraph(
            say(
                T(
                    "Trop peu de patients ont été traités pour qu’un nombre soit publié.",
                    "Too few patients were treated for a number to be published.",
                )
            )
        )
    else:
        yield Paragraph(
            counted(
                treated.n,
                T("{n} patient a reçu au moins une dose.", "{n} patient received at least one dose."),
                T("{n} patients ont reçu au moins une dose.", "{n} patients received at least one dose."),
            )
        )
        told = tuple(_rates(write))
        if told:
            yield Points(told)
    yield Paragraph(
        say(
            T(
                "Les nombres qui portent sur moins de {n} patients, ou qui les feraient connaître, ne sont pas donnés.",
                "Numbers about fewer than {n} patients, or that would give these away, are left out.",
            )
        ).format(n=meta.threshold),
        note=True,
    )


def _rates(write: Builder) -> Iterator[str]:
    for output, words in LINES:
        found = write.publishable(output)
        if found and found.N:
            yield say(words).format(p=percent(found.value), who=patients(found.N))


def write_abbreviations(_write: Builder) -> Chapter:
    title = say(T("Abréviations", "Abbreviations"))
    return Chapter("abbreviations", "", title, (Points(tuple(map(say, ABBREVIATIONS))),))
