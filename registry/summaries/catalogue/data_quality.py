"""The quality of the data of a drug: completeness, news, visits, open queries."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from registry.fields.base import T, values
from registry.summaries.catalogue.base import By, Output
from registry.summaries.catalogue.baseline import HAS

LEVEL = ("conf_level",)
SACHA = "SACHA"

QUERY_AGE = values(
    "query_age",
    ("0-29", "0 à 29 jours", "0 to 29 days"),
    ("30-89", "30 à 89 jours", "30 to 89 days"),
    ("90+", "90 jours et plus", "90 days and more"),
)

_FR = (
    "Valeurs renseignées, sur les valeurs attendues des champs obligatoires ou attendus du recueil, dans les fiches "
    "complètes du médicament. « Non applicable » n’est pas un manque ; une autre raison de manque en est un. Telles "
    "que les fiches sont aujourd’hui, quelle que soit la date de coupure."
)
_EN = (
    "Values given, of those expected: the required or expected core fields of the complete records of the drug. “Not "
    "applicable” is not missing; any other reason is. As the records are today, whatever the cut-off."
)


def _completeness(title: T, *, by: By, more: T) -> Output:
    return Output(
        title,
        T(f"{_FR}{more.fr}", f"{_EN}{more.en}"),
        population="expected",
        unit="%",
        by=by,
        parameters=LEVEL,
        source=HAS,
    )


QUALITY: Mapping[str, Output] = MappingProxyType(
    {
        "completeness": _completeness(T("Complétude", "Completeness"), by=By.NOTHING, more=T("", "")),
        "completeness_field": _completeness(
            T("Complétude par champ", "Completeness by field"),
            by=By.FIELD,
            more=T(" Par champ.", " By field."),
        ),
        "completeness_centre": _completeness(
            T("Complétude par centre", "Completeness by centre"),
            by=By.ANSWER,
            more=T(" Par centre.", " By centre."),
        ),
        "contact": Output(
            T("Nouvelles récentes", "Recent news"),
            T(
                "Patients vivants dont on a des nouvelles depuis last_contact_months mois au plus à la date de "
                "coupure : prise, visite, évaluation, statut vital. Le mois d’une date partielle compte en entier.",
                "Living patients with news at most last_contact_months months old on the cut-off: dose, visit, "
                "assessment, vital status. The month of a partial date counts as a whole.",
            ),
            population="living",
            unit="%",
            parameters=("last_contact_months", *LEVEL),
            source=SACHA,
        ),
        "visits_overdue": Output(
            T("Visites de suivi en retard", "Follow-up visits overdue"),
            T(
                "Visites du calendrier sans fiche dont la fenêtre est passée à la date de coupure, sur les visites "
                "dont la fenêtre est passée ou qui ont une fiche, brouillon compris.",
                "Visits of the calendar without a form whose window is over on the cut-off, of the visits whose window "
                "is over or that have a form, drafts included.",
            ),
            population="visits",
            unit="%",
            parameters=LEVEL,
            source=SACHA,
        ),
        "queries_open": Output(
            T("Questions ouvertes", "Open queries"),
            T(
                "Questions posées aux centres sur les fiches du médicament et de ses patients, non closes à la date de "
                "coupure.",
                "Queries to the centres about the records of the drug and of its patients, not closed on the cut-off.",
            ),
            population="",
            unit="queries",
        ),
        "queries_open_age": Output(
            T("Questions ouvertes par ancienneté", "Open queries by age"),
            T(
                "Les mêmes, par le nombre de jours depuis qu’elles sont posées.",
                "The same, by the number of days since they were raised.",
            ),
            population="",
            unit="queries",
            by=By.ANSWER,
            values=QUERY_AGE,
        ),
    }
)
