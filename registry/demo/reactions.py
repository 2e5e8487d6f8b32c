"""Which toxicities a class of drugs typically has, as CTCAE terms with weights; orders of magnitude, no source."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from registry.fields.base import T
from registry.terminology.drugs import drugs

SKIN_OTHER = "skin_and_subcutaneous_tissue_disorders_other_specify"

OTHER_WORDS: Mapping[str, T] = {SKIN_OTHER: T("Panniculite des membres", "Panniculitis of the limbs")}
"""What happened, where the term is an "Other, specify"."""

PRECISIONS = (
    T("Surtout le soir.", "Mainly in the evening."),
    T("Après chaque dose.", "After each dose."),
    T("Deuxième épisode.", "Second episode."),
)
"""What is said of some others in addition."""

MARROW = {
    "neutrophil_count_decreased": 26,
    "platelet_count_decreased": 18,
    "febrile_neutropenia": 12,
    "anemia": 12,
    "lung_infection": 4,
    "sepsis": 3,
}
MEK = {
    "rash_acneiform": 22,
    "paronychia": 13,
    "cpk_increased": 12,
    "diarrhea": 9,
    "dry_skin": 8,
    "mucositis_oral": 7,
    "fatigue": 6,
    "eczema": 5,
    "ejection_fraction_decreased": 5,
    "folliculitis": 4,
    "skin_infection": 4,
    "alopecia": 3,
    "hypertension": 2,
    "retinopathy": 1,
}
BRAF = {
    "fever": 22,
    "rash_maculo_papular": 13,
    "photosensitivity": 8,
    "arthralgia": 8,
    "neutrophil_count_decreased": 8,
    "headache": 7,
    "fatigue": 6,
    SKIN_OTHER: 5,
    "alanine_aminotransferase_increased": 5,
    "hyperkeratosis": 5,
    "palmar_plantar_erythrodysesthesia_syndrome": 4,
}
CHECKPOINT = {
    "fatigue": 14,
    "hypothyroidism": 10,
    "rash_maculo_papular": 10,
    "fever": 9,
    "lipase_increased": 7,
    "alanine_aminotransferase_increased": 8,
    "colitis": 6,
    "infusion_related_reaction": 6,
    "arthralgia": 5,
    "pneumonitis": 4,
    "edema_cerebral": 3,
    "adrenal_insufficiency": 2,
}
MULTIKINASE = {
    "palmar_plantar_erythrodysesthesia_syndrome": 18,
    "hypertension": 13,
    "diarrhea": 11,
    "fatigue": 11,
    "hypothyroidism": 8,
    "platelet_count_decreased": 8,
    "anorexia": 7,
    "weight_loss": 6,
    "mucositis_oral": 6,
    "proteinuria": 5,
    "pneumothorax": 4,
    "wound_complication": 2,
}
ANTIBODY = {
    "infusion_related_reaction": 24,
    "upper_respiratory_infection": 14,
    "fever": 12,
    "hypocalcemia": 8,
    "neutrophil_count_decreased": 8,
    "headache": 7,
}

REACTIONS: Mapping[str, Mapping[str, int]] = {
    "MEK inhibitor": MEK,
    "BRAF inhibitor": BRAF,
    "RAF inhibitor": {
        "hair_color_changes": 18,
        "anemia": 16,
        "rash_maculo_papular": 13,
        "cpk_increased": 12,
        "fatigue": 10,
        "growth_suppression": 7,
    },
    "TRK inhibitor": {
        "weight_gain": 16,
        "alanine_aminotransferase_increased": 15,
        "neutrophil_count_decreased": 13,
        "aspartate_aminotransferase_increased": 8,
        "anemia": 6,
        "constipation": 6,
        "dizziness": 5,
        "fracture": 4,
    },
    "ALK inhibitor": {
        "hypertriglyceridemia": 16,
        "cholesterol_high": 15,
        "weight_gain": 14,
        "nausea": 9,
        "vomiting": 9,
        "neutrophil_count_decreased": 8,
        "alanine_aminotransferase_increased": 8,
        "blurred_vision": 6,
        "concentration_impairment": 6,
        "edema_limbs": 5,
        "sinus_bradycardia": 3,
    },
    "Immune checkpoint inhibitor": CHECKPOINT,
    "Multikinase inhibitor": MULTIKINASE,
    "mTOR inhibitor": {
        "mucositis_oral": 28,
        "hypertriglyceridemia": 11,
        "cholesterol_high": 10,
        "upper_respiratory_infection": 10,
        "rash_acneiform": 8,
        "fatigue": 7,
        "lung_infection": 4,
    },
    "CDK4/6 inhibitor": MARROW | {"fatigue": 10, "white_blood_cell_decreased": 12},
    "BCL-2 inhibitor": MARROW | {"nausea": 7, "diarrhea": 6, "tumor_lysis_syndrome": 2},
    "Hypomethylating agent": MARROW | {"nausea": 9, "constipation": 5},
    "FLT3 inhibitor": MARROW
    | {"alanine_aminotransferase_increased": 14, "electrocardiogram_qt_corrected_interval_prolonged": 5},
    "BCR::ABL1 inhibitor": MARROW | {"rash_maculo_papular": 9, "pleural_effusion": 5, "pancreatitis": 4},
    "Antibody-drug conjugate": {
        "neutrophil_count_decreased": 16,
        "platelet_count_decreased": 13,
        "alanine_aminotransferase_increased": 13,
        "peripheral_sensory_neuropathy": 11,
        "blood_bilirubin_increased": 8,
        "infusion_related_reaction": 6,
        "sinusoidal_obstruction_syndrome": 4,
    },
    "Bispecific antibody": {
        "cytokine_release_syndrome": 26,
        "fever": 16,
        "neutrophil_count_decreased": 10,
        "lymphocyte_count_decreased": 9,
        "tremor": 6,
        "seizure": 4,
    },
    "Monoclonal antibody": ANTIBODY,
    "Anti-GD2 antibody": {
        "pain": 30,
        "fever": 16,
        "infusion_related_reaction": 12,
        "hypotension": 8,
        "urticaria": 7,
        "hypokalemia": 7,
        "capillary_leak_syndrome": 4,
    },
    "Hedgehog pathway inhibitor": {
        "muscle_cramp": 20,
        "alopecia": 10,
        "dysgeusia": 8,
        "cpk_increased": 10,
        "growth_suppression": 8,
        "anorexia": 7,
    },
    "EZH2 inhibitor": {
        "nausea": 14,
        "vomiting": 14,
        "fatigue": 12,
        "anemia": 10,
        "upper_respiratory_infection": 9,
    },
    "RET inhibitor": {
        "hypertension": 16,
        "alanine_aminotransferase_increased": 14,
        "dry_mouth": 10,
        "constipation": 8,
        "edema_limbs": 7,
        "electrocardiogram_qt_corrected_interval_prolonged": 5,
    },
    "PI3K inhibitor": {
        "mucositis_oral": 16,
        "hyperglycemia": 14,
        "diarrhea": 12,
        "alopecia": 8,
        "dry_skin": 6,
    },
    "JAK inhibitor": {"anemia": 18, "platelet_count_decreased": 16, "lung_infection": 8, "weight_gain": 8},
    "FGFR inhibitor": {
        "hyperphosphatemia": 26,
        "nail_changes": 12,
        "dry_mouth": 9,
        "dry_skin": 9,
        "palmar_plantar_erythrodysesthesia_syndrome": 7,
        "retinopathy": 4,
    },
    "PARP inhibitor": {"anemia": 22, "nausea": 16, "fatigue": 14, "neutrophil_count_decreased": 10},
    "Gamma-secretase inhibitor": {
        "diarrhea": 22,
        "hypophosphatemia": 14,
        "rash_acneiform": 12,
        "fatigue": 10,
    },
    "DRD2 antagonist and ClpP activator": {"fatigue": 18, "headache": 14, "nausea": 12, "vomiting": 10},
}
"""By class of drug, in the words of the registry's list."""

FATAL = ("sepsis", "lung_infection", "pneumonitis")
"""Of what a patient may die by the treatment."""


def typical(inns: Iterable[str]) -> Mapping[str, int]:
    """The reactions of some drugs taken together."""
    joint: dict[str, int] = {}
    for inn in inns:
        for term, weight in REACTIONS[drugs()[inn].drug_class.en].items():
            joint[term] = joint.get(term, 0) + weight
    return joint
