"""Chapters 1 and 2: the context, and how the data were collected and counted."""

from __future__ import annotations

from collections.abc import Iterator

from exports.report.builder import Builder
from exports.report.parts import Block, Chapter, Heading, Paragraph, Points
from exports.report.words import counted, day
from registry.fields.base import T
from registry.i18n import say


def write_context(write: Builder) -> Chapter:
    """Chapter 1: only a person can write it."""
    return Chapter("chapter_1", "1", say(T("Contexte", "Context")), tuple(_context(write)))


def _context(write: Builder) -> Iterator[Block]:
    for key in ("regulatory_status", "authorisation", "changes"):
        yield from write.place(key)


VERSIONED = {
    "dictionary": T("Dictionnaire", "Dictionary"),
    "ctcae": T("CTCAE", "CTCAE"),
    "meddra": T("MedDRA", "MedDRA"),
}
ABSENT = T("non chargé", "not loaded")


def write_methods(write: Builder) -> Chapter:
    """Chapter 2: source, populations, versions, statistics, missing data, quality."""
    return Chapter("chapter_2", "2", say(T("Méthodes", "Methods")), tuple(_methods(write)), new_page=False)


def _methods(write: Builder) -> Iterator[Block]:
    yield Heading(say(T("2.1 Source des données", "2.1 Source of the data")))
    yield Paragraph(_source(write))
    yield Heading(say(T("2.2 Populations", "2.2 Populations")))
    yield Points(tuple(map(say, POPULATIONS)))
    yield Heading(say(T("2.3 Versions", "2.3 Versions")))
    versions = write.dossier.meta.versions
    yield Points(tuple(f"{say(name)} {versions.get(key) or say(ABSENT)}" for key, name in VERSIONED.items()))
    for title, texts in PARTS:
        yield Heading(say(title))
        for text in texts:
            yield Paragraph(say(text))


def _source(write: Builder) -> str:
    meta = write.dossier.meta
    centres = {value for value in write.dossier.table("14").values("centre_code") if value}
    where = counted(
        len(centres),
        T("{n} centre a inclus des patients.", "{n} centre included patients."),
        T("{n} centres ont inclus des patients.", "{n} centres included patients."),
    )
    said = T(
        "Les données viennent du registre, saisies par les centres et arrêtées au {end}. La période va du {start} au "
        "{end} ; le cumul compte tout jusqu’au {end}. Les demandes sont comptées à leur date, les patients à leur "
        "première prise, les réponses à la date de l’évaluation, les toxicités à leur début.",
        "The data come from the registry, entered by the centres, with a cut-off of {end}. The period runs from "
        "{start} to {end}; cumulative means everything up to {end}. Requests count on their date, patients on their "
        "first dose, responses on the date of assessment, toxicities on their onset.",
    )
    return f"{say(said).format(start=day(meta.start), end=day(meta.end))} {where}"


POPULATIONS = (
    T("P0, demandes : toutes les demandes d’accès.", "P0, requests: all access requests."),
    T(
        "P1, décisions : demandes acceptées, refusées, annulées ou en attente.",
        "P1, decisions: requests granted, refused, withdrawn or waiting.",
    ),
    T(
        "P2, inclus : demande acceptée, patient informé, sans opposition.",
        "P2, included: request granted, patient informed, no objection.",
    ),
    T(
        "P3, traités : au moins une dose. C’est la population de tolérance.",
        "P3, treated: at least one dose. This is the safety population.",
    ),
    T(
        "P4, suivis : traités, avec au moins une visite ou un arrêt après la première dose.",
        "P4, followed: treated, with at least one visit or a stop after the first dose.",
    ),
    T(
        "P5, efficacité : traités, avec une maladie évaluable au départ et au moins une évaluation, ou une progression "
        "ou un décès avant elle.",
        "P5, efficacy: treated, with evaluable disease at the start and at least one assessment, or progression or "
        "death before it.",
    ),
    T(
        "P6, qualité de vie : traités, avec un questionnaire au départ et un autre ensuite, du même instrument et du "
        "même répondant.",
        "P6, quality of life: treated, with a questionnaire at the start and a later one, of the same instrument and "
        "respondent.",
    ),
    T(
        "P7, situation à la date d’arrêt : en cours, arrêté, décédé, perdu de vue.",
        "P7, status at the cut-off: ongoing, stopped, dead, lost to follow-up.",
    ),
)

PARTS = (
    (
        T("2.4 Statistiques", "2.4 Statistics"),
        (
            T(
                "Les taux ont un intervalle exact de Clopper et Pearson à 95 %. Les délais sont estimés par la méthode "
                "de Kaplan et Meier, avec l’intervalle log-log de la médiane. Les taux par 100 patients-mois ont un "
                "intervalle exact de Poisson. Un taux sur moins de 5 patients n’est pas donné en pourcentage.",
                "Rates have an exact 95% Clopper-Pearson interval. Times are estimated by Kaplan-Meier, with the "
                "log-log interval of the median. Rates per 100 patient-months have an exact Poisson interval. A rate "
                "over fewer than 5 patients is not given as a percentage.",
            ),
            T(
                "Les réponses obtenues en association ne comptent pas dans le taux de la monothérapie. La toxicité est "
                "imputée médicament par médicament.",
                "Responses under a combination do not count in the rate of the drug alone. Toxicity is attributed "
                "drug by drug.",
            ),
        ),
    ),
    (
        T("2.5 Données manquantes", "2.5 Missing data"),
        (
            T(
                "Rien n’est imputé dans les tableaux. Une date partielle garde sa précision ; le jour 15 ne sert que "
                "dans les durées, qui sont alors signalées.",
                "Nothing is imputed in the tables. A partial date keeps its precision; day 15 is used in durations "
                "alone, which are then flagged.",
            ),
        ),
    ),
    (
        T("2.6 Qualité des données", "2.6 Quality of the data"),
        (
            T(
                "Chaque saisie est contrôlée par les règles du registre ; chaque changement garde sa valeur ancienne, "
                "son auteur, sa date et sa raison. Les réponses sont relues de façon centralisée. La complétude est "
                "donnée au chapitre 10.",
                "Every entry is checked by the rules of the registry; every change keeps the old value, who made it, "
                "when and why. Responses are reviewed centrally. Completeness is given in chapter 10.",
            ),
        ),
    ),
)
