"""The baseline table: who the treated patients are."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from registry.fields.base import T, ValueSet, values
from registry.fields.patient import PREDISPOSITION
from registry.fields.prior_line import TREATMENT_TYPE
from registry.fields.values import DIAGNOSIS_CATEGORY, DISEASE_STATUS, SEX, YES_NO, YES_NO_UNKNOWN
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
