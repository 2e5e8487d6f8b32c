"""The publishable summary, on one page, and the abbreviations."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from types import MappingProxyType

from exports.has.dossier import Number
from exports.report.builder import Builder
from exports.report.parts import Block, Chapter, Heading, Paragraph, Points
from exports.report.words import counted, day, number, patients, percent
from registry.fields.base import T
from registry.i18n import say
from registry.summaries.labels import category_label
from registry.summaries.populations import ALL

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


RATES: Mapping[str, T] = MappingProxyType(
    {
        "baseline_sex": T("{what} : {p} de {who}.", "{what}: {p} of {who}."),
        "baseline_diagnosis": T("{what} : {p} de {who}.", "{what}: {p} of {who}."),
        "orr": T(
            "Réponse objective : {p} de {who} évaluables.", "Objective response: {p} of {who} evaluable."
        ),
        "orr_confirmed": T(
            "Réponse objective confirmée : {p} de {who} évaluables.",
            "Confirmed objective response: {p} of {who} evaluable.",
        ),
        "dcr": T("Maladie contrôlée : {p} de {who} évaluables.", "Disease control: {p} of {who} evaluable."),
        "toxicity_any": T(
            "Au moins une toxicité : {p} de {who} traités.", "Any toxicity: {p} of {who} treated."
        ),
        "toxicity_grade3": T(
            "Toxicité de grade 3 ou plus : {p} de {who} traités.",
            "Toxicity of grade 3 or more: {p} of {who} treated.",
        ),
        "toxicity_serious": T(
            "Toxicité grave : {p} de {who} traités.", "Serious toxicity: {p} of {who} treated."
        ),
        "toxicity_term": T("{what} : {p} de {who} traités.", "{what}: {p} of {who} treated."),
    }
)
QUARTILES: Mapping[str, T] = MappingProxyType(
    {
        "baseline_age": T(
            "Âge médian à la première prise : {median} ans (quartiles {q1} et {q3}).",
            "Median age at the first dose: {median} years (quartiles {q1} and {q3}).",
        ),
        "exposure_months": T(
            "Durée médiane du traitement : {median} mois (quartiles {q1} et {q3}).",
            "Median time on treatment: {median} months (quartiles {q1} and {q3}).",
        ),
        "dose_intensity": T(
            "Intensité de dose relative médiane : {median} (quartiles {q1} et {q3}).",
            "Median relative dose intensity: {median} (quartiles {q1} and {q3}).",
        ),
    }
)
SURVIVAL: Mapping[str, T] = MappingProxyType(
    {
        "pfs": T(
            "Survie sans progression médiane : {median} mois.",
            "Median progression-free survival: {median} months.",
        ),
        "os": T("Survie globale médiane : {median} mois.", "Median overall survival: {median} months."),
    }
)
SECTIONS: tuple[tuple[T, tuple[str, ...]], ...] = (
    (T("Patients", "Patients"), ("baseline_age", "baseline_sex", "baseline_diagnosis")),
    (T("Conditions d’utilisation", "Use"), ("exposure_months", "dose_intensity")),
    (T("Efficacité", "Efficacy"), ("orr", "orr_confirmed", "dcr", "pfs", "os")),
    (T("Tolérance", "Safety"), ("toxicity_any", "toxicity_grade3", "toxicity_serious", "toxicity_term")),
)
"""What the public document tells, in the order of the summaries that HAS publishes; each where it may be told."""

MOST = 6
"""Categories of an output, the most frequent first."""


def write_summary(write: Builder) -> Chapter:
    """One page without a number from which a small count could be worked out: it reads what is publishable alone."""
    return Chapter("summary", "", say(T("Résumé publiable", "Publishable summary")), tuple(_summary(write)))


def _summary(write: Builder) -> Iterator[Block]:
    meta = write.dossier.meta
    yield Paragraph(
        say(
            T(
                "Données du registre arrêtées au {end} : {drug}.",
                "Data of the registry up to {end}: {drug}.",
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
        yield from _told(write, treated)
    yield Paragraph(
        say(
            T(
                "Les nombres qui portent sur moins de {n} patients, ou qui les feraient connaître, ne sont pas donnés.",
                "Numbers about fewer than {n} patients, or that would give these away, are left out.",
            )
        ).format(n=meta.threshold),
        note=True,
    )
    yield from write.place("summary")


def _told(write: Builder, treated: Number) -> Iterator[Block]:
    yield Paragraph(
        counted(
            treated.n,
            T("{n} patient a reçu au moins une dose.", "{n} patient received at least one dose."),
            T("{n} patients ont reçu au moins une dose.", "{n} patients received at least one dose."),
        )
    )
    for title, outputs in SECTIONS:
        told = tuple(line for output in outputs for line in _lines(write, output))
        if told:
            yield Heading(say(title))
            yield Points(told)


def _lines(write: Builder, output: str) -> Iterator[str]:
    if output in QUARTILES:
        found = {one.category: number(one.value) for one in write.published(output)}
        if {"median", "q1", "q3"} <= found.keys():
            yield say(QUARTILES[output]).format(**found)
    elif output in SURVIVAL:
        median = write.publishable(output)
        if median and median.value is not None:
            yield say(SURVIVAL[output]).format(median=number(median.value))
    else:
        rows = [one for one in write.published(output) if one.n and one.N]
        for one in sorted(rows, key=lambda one: (-one.n, one.category))[:MOST]:
            what = say(category_label(output, one.category)) if one.category != ALL else ""
            yield say(RATES[output]).format(what=what, p=percent(one.value), who=patients(one.N or 0))


def write_abbreviations(_write: Builder) -> Chapter:
    title = say(T("Abréviations", "Abbreviations"))
    return Chapter("abbreviations", "", title, (Points(tuple(map(say, ABBREVIATIONS))),))
