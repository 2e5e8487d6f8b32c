"""The baseline table and the use of the drug: doses, exposure, interruptions, form and route."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from registry.fields.base import T, ValueSet, values
from registry.fields.diagnosis import DIAGNOSIS_CATEGORY, DISEASE_STATUS
from registry.fields.dose_period import DOSE_REASON
from registry.fields.initiation import HANDLING
from registry.fields.patient import PREDISPOSITION
from registry.fields.prior_line import TREATMENT_TYPE
from registry.fields.values import PHARMACEUTICAL_FORM, ROUTE, SEX, YES_NO, YES_NO_UNKNOWN
from registry.summaries.catalogue.base import By, Output

EXACT = "Clopper, Pearson 1934"
HAS = "HAS, PUT-RD"

AGE_CLASS = values(
    "age_class",
    ("newborn", "0 à 27 jours", "0 to 27 days"),
    ("infant", "28 jours à 23 mois", "28 days to 23 months"),
    ("child", "2 à 11 ans", "2 to 11 years"),
    ("adolescent", "12 à 17 ans", "12 to 17 years"),
    ("young_adult", "18 à 25 ans", "18 to 25 years"),
    ("older", "26 ans et plus", "26 years and over"),
)

_SHARE_FR = (
    "n et % des patients dont la réponse est connue ; les données manquantes, en % de tous, ont leur ligne."
)
_SHARE_EN = "n and % of the patients whose answer is known; missing values, as % of all, have their own row."
_SPREAD_FR = (
    "Moyenne, écart-type, médiane, quartiles, minimum et maximum des valeurs connues (n, sur N patients)."
)
_SPREAD_EN = (
    "Mean, standard deviation, median, quartiles, minimum and maximum of the known values (n, of N patients)."
)


def answers(
    fr: str, en: str, what_fr: str, what_en: str, declared: ValueSet | None, *, source: str = HAS
) -> Output:
    """Patients by answer."""
    return Output(
        T(fr, en),
        T(f"{what_fr} {_SHARE_FR}", f"{what_en} {_SHARE_EN}"),
        population="treated",
        unit="%",
        by=By.ANSWER,
        parameters=("conf_level",),
        source=f"{source}; {EXACT}",
        values=declared,
    )


def measure(
    fr: str,
    en: str,
    what_fr: str,
    what_en: str,
    unit: str,
    *,
    population: str = "treated",
    parameters: tuple[str, ...] = (),
    source: str = HAS,
) -> Output:
    """The spread of a measure over the patients."""
    return Output(
        T(fr, en),
        T(f"{what_fr} {_SPREAD_FR}", f"{what_en} {_SPREAD_EN}"),
        population=population,
        unit=unit,
        by=By.STATISTIC,
        parameters=parameters,
        source=source,
    )


BASELINE: Mapping[str, Output] = MappingProxyType(
    {
        "baseline_age": measure(
            "Âge à la première prise",
            "Age at first dose",
            "Mois de calendrier entre le mois de naissance et celui de la première prise, en années.",
            "Calendar months from the month of birth to that of the first dose, in years.",
            "years",
        ),
        "baseline_age_class": answers(
            "Classe d’âge à la première prise",
            "Age class at first dose",
            "D’après l’âge en mois ; l’âge de 0 mois vaut 0 à 27 jours, la naissance étant connue au mois.",
            "From the age in months; an age of 0 months stands for 0 to 27 days, births being known by month.",
            AGE_CLASS,
            source="ICH E11; HAS, PUT-RD",
        ),
        "baseline_sex": answers("Sexe", "Sex", "Sexe du patient.", "Sex of the patient.", SEX),
        "baseline_diagnosis": answers(
            "Diagnostic",
            "Diagnosis",
            "Catégorie du dernier diagnostic posé à la première prise ou avant.",
            "Category of the latest diagnosis on or before the first dose.",
            DIAGNOSIS_CATEGORY,
        ),
        "baseline_disease_status": answers(
            "Statut de la maladie",
            "Disease status",
            "Statut de cette maladie au début du traitement.",
            "Status of that disease at start of treatment.",
            DISEASE_STATUS,
        ),
        "baseline_stage": answers(
            "Stade",
            "Stage",
            "Stade de cette maladie, dans son système ; « non applicable » est une réponse.",
            "Stage of that disease, in its system; “not applicable” is an answer.",
            None,
        ),
        "baseline_metastatic": answers(
            "Métastases",
            "Metastases",
            "Métastases au début du traitement ; « ne sait pas » est une donnée manquante.",
            "Metastases at start of treatment; “unknown” is a missing value.",
            YES_NO_UNKNOWN,
        ),
        "baseline_predisposition": answers(
            "Prédisposition au cancer",
            "Cancer predisposition",
            "Un patient peut en avoir plusieurs : les lignes ne s’additionnent pas.",
            "A patient may have several, so rows do not add up.",
            PREDISPOSITION,
        ),
        "baseline_basis": answers(
            "Médicament choisi sur une altération",
            "Drug chosen for an alteration",
            "Une altération au moins fonde le choix du médicament ; sans fiche d’altération, non renseigné.",
            "At least one alteration is the basis of the choice; without an alteration record, not recorded.",
            YES_NO,
        ),
        "baseline_basis_gene": answers(
            "Gène de l’altération qui fonde le choix",
            "Gene of the alteration that is the basis",
            "Gènes des altérations qui fondent le choix du médicament ; un patient peut en avoir plusieurs.",
            "Genes of the alterations that are the basis of the choice; a patient may have several.",
            None,
        ),
        "baseline_prior_lines": measure(
            "Lignes de traitement antérieures",
            "Prior lines of treatment",
            "Lignes commencées avant la première prise ; 0 pour une première ligne sans fiche antérieure.",
            "Lines begun before the first dose; 0 for a first line without a prior record.",
            "lines",
        ),
        "baseline_prior_treatment": answers(
            "Traitements antérieurs",
            "Prior treatments",
            "Chimiothérapie, radiothérapie, chirurgie, greffe… de ces lignes ; un patient peut en avoir plusieurs.",
            "Chemotherapy, radiotherapy, surgery, transplant… of these lines; a patient may have several.",
            values(
                "prior_treatment",
                *((choice.code, choice.label.fr, choice.label.en) for choice in TREATMENT_TYPE),
                ("none", "Aucun", "None"),
            ),
        ),
        "baseline_weight": measure(
            "Poids", "Weight", "De la fiche d’initiation.", "From the initiation form.", "kg"
        ),
        "baseline_height": measure(
            "Taille", "Height", "De la fiche d’initiation.", "From the initiation form.", "cm"
        ),
        "baseline_surface": measure(
            "Surface corporelle",
            "Body surface area",
            "Du poids et de la taille, formule de Mosteller.",
            "From weight and height, Mosteller’s formula.",
            "m2",
            source="Mosteller 1987",
        ),
        "baseline_performance": measure(
            "État général, Lansky ou Karnofsky",
            "Performance, Lansky or Karnofsky",
            "Score de 0 à 100 de la fiche d’initiation.",
            "Score from 0 to 100 of the initiation form.",
            "score",
        ),
        "baseline_ecog": measure(
            "État général, OMS / ECOG",
            "Performance, WHO / ECOG",
            "Score de 0 à 4 de la fiche d’initiation.",
            "Score from 0 to 4 of the initiation form.",
            "score",
        ),
    }
)


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
