"""Why a number cannot be calculated, in words: what its row notes, told to readers of pages and sheets alike."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from registry.fields.base import T
from registry.summaries.table import Row

NOTE = "not_calculable="

_NOBODY: Mapping[str, T] = MappingProxyType(
    {
        "registered": T("aucun patient enregistré", "no registered patient"),
        "treated": T("aucun patient traité", "no treated patient"),
        "evaluable": T("aucun patient évaluable", "no evaluable patient"),
        "responders": T("aucune réponse", "no responder"),
        "serious": T("aucune toxicité grave", "no serious toxicity"),
        "dosed": T("aucun patient dont les doses sont suivies", "no patient with dose periods"),
        "questionnaires": T("aucun questionnaire attendu", "no questionnaire expected"),
        "expected": T("aucune valeur attendue", "no value expected"),
        "stopped": T("aucun patient n’a arrêté", "no patient has stopped"),
        "living": T("aucun patient vivant", "no living patient"),
        "visits": T("aucune visite échue", "no visit is over"),
        "reports": T("aucune toxicité déclarée", "no toxicity reported"),
        "authorised": T("aucune liste d’autorisations importée", "no list of authorisations imported"),
    }
)

_REASONS: Mapping[str, T] = MappingProxyType(
    {
        "no_event": T("aucun événement", "no event"),
        "not_reached": T("médiane non atteinte", "median not reached"),
        "beyond_follow_up": T("personne n’est suivi aussi longtemps", "nobody was followed that long"),
        "no_exposure": T("aucune durée d’exposition connue", "no known time on the drug"),
        "no_serious_toxicity": T("aucune toxicité grave", "no serious toxicity"),
        "no_report": T("aucune toxicité déclarée", "no toxicity reported"),
        "no_list": T("aucune liste d’autorisations importée", "no list of authorisations imported"),
        "no_line": T("aucune ligne de la liste sous ce filtre", "no line of the list under this filter"),
        "filter_of_patients": T("ce filtre ne s’applique pas ici", "this filter does not apply here"),
        "no_value": T("aucune valeur connue", "no known value"),
        "one_value": T("une seule valeur", "one value only"),
        "one_category": T("une seule catégorie partout", "one category throughout"),
        "one_group": T("un seul groupe", "one group only"),
        "all_at_once": T("tous le même jour", "all on one day"),
        "empty_cell": T("une case est vide", "a cell is empty"),
    }
)

_UNKNOWN = T("données insuffisantes", "not enough data")


def reason_of(row: Row) -> str:
    """The code that a row gives for having no value; "" where it has one."""
    if row.value is not None:
        return ""
    notes = (note.strip() for note in row.parameters.split(";"))
    return next((note.removeprefix(NOTE) for note in notes if note.startswith(NOTE)), "no_patient")


def why_not(row: Row) -> T | None:
    """Why a row has no value; None where it has one."""
    reason = reason_of(row)
    if not reason:
        return None
    return _REASONS.get(reason) or _NOBODY.get(row.population, _UNKNOWN)
