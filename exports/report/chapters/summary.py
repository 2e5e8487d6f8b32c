"""The publishable summary, on one page, and the abbreviations."""

from __future__ import annotations

from collections.abc import Iterator

from exports.has.dossier import PERIOD
from exports.report.builder import Builder
from exports.report.parts import Block, Chapter, Paragraph, Points
from exports.report.words import counted, day, patients, percent
from registry.fields.base import T
from registry.i18n import say

SMALL = 11
"""Cells below it are not published; the setting of the registry may be higher."""

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


def write_summary(write: Builder) -> Chapter:
    """One page without a number that a small cell could be worked out from."""
    return Chapter("summary", "", say(T("Résumé publiable", "Publishable summary")), tuple(_summary(write)))


def _summary(write: Builder) -> Iterator[Block]:
    dossier = write.dossier
    treated, new = write.count("treated"), write.count("treated", span=PERIOD)
    yield Paragraph(
        say(
            T(
                "Données du registre sur {drug}, arrêtées au {end}.",
                "Data of the registry on {drug}, cut-off {end}.",
            )
        ).format(drug=dossier.meta.drug_names[dossier.meta.language], end=day(dossier.meta.end))
    )
    if treated < SMALL:
        yield Paragraph(
            say(
                T(
                    "Moins de {n} patients ont été traités : aucun nombre n’est publié.",
                    "Fewer than {n} patients were treated: no number is published.",
                )
            ).format(n=SMALL)
        )
        return
    yield Paragraph(
        counted(
            treated,
            T("{n} patient a reçu au moins une dose.", "{n} patient received at least one dose."),
            T("{n} patients ont reçu au moins une dose.", "{n} patients received at least one dose."),
        )
        + _new_words(new)
    )
    yield from _rates(write)
    yield Paragraph(
        say(
            T(
                "Les nombres qui porteraient sur moins de {n} patients ne sont pas donnés.",
                "Numbers about fewer than {n} patients are not given.",
            )
        ).format(n=SMALL),
        note=True,
    )


def _new_words(new: int) -> str:
    if new < SMALL:
        return ""
    said = counted(
        new,
        T("Dont {n} pendant la période.", "{n} of them during the period."),
        T("Dont {n} pendant la période.", "{n} of them during the period."),
    )
    return f" {said}"


def _rates(write: Builder) -> Iterator[Block]:
    """The main rates, each only where those with and those without are many enough."""
    lines = []
    for output, words in (
        (
            "orr",
            T("Réponse objective : {p} de {who} évaluables.", "Objective response: {p} of {who} evaluable."),
        ),
        (
            "dcr",
            T("Maladie contrôlée : {p} de {who} évaluables.", "Disease control: {p} of {who} evaluable."),
        ),
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
    ):
        found = write.find(output)
        if found and found.N and min(found.n, found.N - found.n) >= SMALL:
            lines.append(say(words).format(p=percent(found.value), who=patients(found.N)))
    if lines:
        yield Points(tuple(lines))


def write_abbreviations(_write: Builder) -> Chapter:
    title = say(T("Abréviations", "Abbreviations"))
    return Chapter("abbreviations", "", title, (Points(tuple(map(say, ABBREVIATIONS))),))
