"""The use of the drug: doses, exposure, interruptions, form and route."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from registry.fields.base import T, values
from registry.fields.dose_period import DOSE_REASON
from registry.fields.initiation import HANDLING
from registry.fields.values import PHARMACEUTICAL_FORM, ROUTE, STOP_REASON, YES_NO
from registry.summaries.catalogue.base import By, Output
from registry.summaries.catalogue.baseline import HAS, answers, measure

TREATMENT_STATUS = values(
    "treatment_status",
    ("ongoing", "En cours", "Ongoing"),
    ("stopped", "Arrêté", "Stopped"),
    ("dead", "Décès, arrêt non renseigné", "Died, no stop recorded"),
    ("lost", "Perdu de vue, arrêt non renseigné", "Lost to follow-up, no stop recorded"),
)
"""What became of the treatment by the cut-off."""


def _dosed(title: T, definition: T, unit: str, by: By = By.NOTHING) -> Output:
    """What is counted over the patients with dose periods."""
    return Output(
        title,
        definition,
        population="dosed",
        unit=unit,
        by=by,
        parameters=("conf_level",) if unit == "%" else (),
        source=HAS,
        values=DOSE_REASON if by is By.ANSWER else None,
    )


USE: Mapping[str, Output] = MappingProxyType(
    {
        "treatment_status": Output(
            T("Situation du traitement", "Status of the treatment"),
            T(
                "À la date de coupure. Arrêté : dernière prise ou motif d’arrêt. Sans l’un ni l’autre, un patient "
                "décédé ou perdu de vue n’est plus en cours ; les autres le sont.",
                "On the cut-off. Stopped: a last dose or a reason for stopping. With neither, whoever died or was lost "
                "to follow-up is no longer on the drug; everybody else is.",
            ),
            population="treated",
            unit="%",
            by=By.ANSWER,
            parameters=("conf_level",),
            source=HAS,
            values=TREATMENT_STATUS,
        ),
        "stop_reason": Output(
            T("Motif d’arrêt", "Reason for stopping"),
            T(
                "Patients dont le traitement est arrêté, par motif ; % des motifs connus, ce qui manque a sa ligne.",
                "Patients who stopped the drug, by reason; % of the reasons known, what is missing has its own line.",
            ),
            population="stopped",
            unit="%",
            by=By.ANSWER,
            parameters=("conf_level",),
            source=HAS,
            values=STOP_REASON,
        ),
        "start_dose_ratio": measure(
            "Dose de départ sur dose prévue",
            "Starting dose over planned dose",
            "1 : la dose prévue par le protocole.",
            "1: the dose planned by the protocol.",
            "ratio",
        ),
        "start_dose_below": answers(
            "Dose de départ sous la dose prévue",
            "Starting dose below the planned dose",
            "Dose de départ strictement inférieure à la dose prévue.",
            "Starting dose strictly below the planned one.",
            YES_NO,
        ),
        "start_dose_kg": measure(
            "Dose de départ par kg",
            "Starting dose per kg",
            "Par jour, avec le poids de l’initiation ; non calculable pour un rythme en cycles ou autre.",
            "Per day, with the weight of the initiation; not calculable for a schedule in cycles or another.",
            "mg/kg/day",
        ),
        "start_dose_m2": measure(
            "Dose de départ par m²",
            "Starting dose per m²",
            "Par jour, avec la surface de l’initiation ; non calculable pour un rythme en cycles ou autre.",
            "Per day, with the surface of the initiation; not calculable for a schedule in cycles or another.",
            "mg/m2/day",
        ),
        "exposure_days": measure(
            "Durée d’exposition",
            "Exposure",
            "De la première à la dernière prise incluses ; d’un traitement en cours, jusqu’à la date de coupure,"
            " au décès ou à la perte de vue.",
            "From first to last dose, both included; of an ongoing course, to the cut-off, death or loss to "
            "follow-up.",
            "days",
        ),
        "exposure_months": measure(
            "Durée d’exposition, en mois",
            "Exposure in months",
            "La même durée, en mois de 30,4375 jours.",
            "The same, in months of 30.4375 days.",
            "months",
        ),
        "exposure_estimated": Output(
            T("Durées estimées au 15 du mois", "Durations taken at the 15th of a month"),
            T(
                "Patients dont l’exposition s’arrête à un décès ou une perte de vue connus au mois : le 15 est "
                "retenu.",
                "Patients whose exposure ends with a death or loss known by month only: the 15th is taken.",
            ),
            population="treated",
            unit="patients",
        ),
        "dose_intensity": measure(
            "Intensité de dose relative",
            "Relative dose intensity",
            "Somme donnée sur somme prévue, de la première à la dernière prise ; une interruption compte 0. Non "
            "calculable sans périodes de dose, sans dose de référence ou si une dose manque.",
            "Sum given over sum planned, from first to last dose; an interruption counts 0. Not calculable "
            "without dose periods, without a reference dose or where a dose is missing.",
            "ratio",
            parameters=("dose_reference",),
            source="Hryniuk, Bush 1984",
        ),
        "dosed": Output(
            T("Patients dont les doses sont suivies", "Patients with dose periods"),
            T(
                "Patients traités ayant au moins une période de dose du médicament.",
                "Treated patients with at least one dose period of the drug.",
            ),
            population="treated",
            unit="patients",
        ),
        "dose_interruption": _dosed(
            T("Patients avec une interruption", "Patients with an interruption"),
            T(
                "Patients ayant au moins une interruption du médicament.",
                "Patients with at least one interruption of the drug.",
            ),
            "%",
        ),
        "dose_interruption_events": _dosed(
            T("Interruptions", "Interruptions"),
            T("Périodes d’interruption du médicament.", "Periods of interruption of the drug."),
            "events",
        ),
        "dose_interruption_reason": _dosed(
            T("Raisons des interruptions", "Reasons for interruptions"),
            T(
                "Patients par raison ; un patient peut en avoir plusieurs.",
                "Patients by reason; a patient may have several.",
            ),
            "%",
            By.ANSWER,
        ),
        "dose_interruption_days": measure(
            "Jours d’interruption",
            "Days of interruption",
            "Par patient qui en a eu, toutes interruptions ensemble.",
            "Per patient who had any, all interruptions together.",
            "days",
            population="dosed",
        ),
        "dose_reduction": _dosed(
            T("Patients avec une réduction", "Patients with a reduction"),
            T("Patients ayant au moins une réduction de dose.", "Patients with at least one dose reduction."),
            "%",
        ),
        "dose_reduction_events": _dosed(
            T("Réductions", "Reductions"),
            T("Périodes commencées par une réduction de dose.", "Periods begun by a dose reduction."),
            "events",
        ),
        "dose_reduction_reason": _dosed(
            T("Raisons des réductions", "Reasons for reductions"),
            T(
                "Patients par raison ; un patient peut en avoir plusieurs.",
                "Patients by reason; a patient may have several.",
            ),
            "%",
            By.ANSWER,
        ),
        "formulation": answers(
            "Forme pharmaceutique",
            "Formulation",
            "Forme au début du traitement.",
            "Form at start of treatment.",
            PHARMACEUTICAL_FORM,
        ),
        "route": answers(
            "Voie", "Route", "Voie au début du traitement.", "Route at start of treatment.", ROUTE
        ),
        "handling": answers(
            "Forme adaptée à l’enfant",
            "Form suitable for the child",
            "De la fiche d’initiation.",
            "From the initiation form.",
            HANDLING,
        ),
        "deviation": answers(
            "Écart au RCP ou au protocole",
            "Deviation from the SmPC or protocol",
            "De la fiche d’initiation.",
            "From the initiation form.",
            YES_NO,
        ),
    }
)
