"""With what each disease is treated, and at which dose: 51 drugs of the registry's list.

The doses are of the usual order, for a lifelike demonstration; they are no source and no recommendation.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

TREATMENTS: Mapping[str, Mapping[str, int]] = {
    "low_grade_glioma": {
        "dabrafenib + trametinib": 50,
        "trametinib": 28,
        "vemurafenib + cobimetinib": 5,
        "trametinib + everolimus": 5,
        "vemurafenib": 6,
        "dabrafenib": 6,
        "selumetinib": 6,
        "tovorafenib": 5,
        "encorafenib + binimetinib": 3,
        "everolimus": 2,
    },
    "pilocytic_astrocytoma": {"trametinib": 22, "dabrafenib + trametinib": 6, "cobimetinib": 2},
    "optic_pathway_glioma": {"trametinib": 14, "selumetinib": 6},
    "ganglioglioma": {"dabrafenib + trametinib": 6, "trametinib": 2},
    "pleomorphic_xanthoastrocytoma": {"dabrafenib + trametinib": 8},
    "dysembryoplastic_neuroepithelial_tumour": {"erdafitinib": 3},
    "high_grade_glioma": {
        "dabrafenib + trametinib": 8,
        "nivolumab": 8,
        "regorafenib": 8,
        "nivolumab + ipilimumab": 5,
        "larotrectinib": 3,
        "entrectinib": 2,
        "olaparib": 2,
        "palbociclib": 2,
    },
    "infant_type_hemispheric_glioma": {
        "larotrectinib": 4,
        "lorlatinib": 2,
        "entrectinib": 2,
        "repotrectinib": 1,
    },
    "glioblastoma": {"regorafenib": 4, "nivolumab": 3},
    "diffuse_midline_glioma_h3_k27_altered": {"dordaviprone": 10, "dordaviprone + everolimus": 6},
    "diffuse_intrinsic_pontine_glioma": {"dordaviprone": 6, "everolimus + dasatinib": 5, "everolimus": 2},
    "medulloblastoma": {"vismodegib": 7, "sonidegib": 3, "ribociclib + everolimus": 4, "palbociclib": 2},
    "ependymoma": {"ribociclib + everolimus": 5, "everolimus": 2},
    "atypical_teratoid_rhabdoid_tumour": {"tazemetostat": 7, "ribociclib": 1},
    "craniopharyngioma": {"tocilizumab": 3, "dabrafenib + trametinib": 2},
    "vestibular_schwannoma": {"brigatinib": 2},
    "neuroblastoma": {
        "lorlatinib": 13,
        "dinutuximab beta + nivolumab": 5,
        "naxitamab": 4,
        "crizotinib": 3,
        "alectinib": 2,
        "ceritinib": 2,
        "trametinib": 2,
    },
    "nephroblastoma": {"regorafenib": 3},
    "renal_cell_carcinoma": {"cabozantinib": 3, "cabozantinib + nivolumab": 3},
    "hepatoblastoma": {"cabozantinib": 2},
    "hepatocellular_carcinoma": {"lenvatinib": 2, "nivolumab": 2},
    "fibrolamellar_carcinoma": {"lenvatinib + pembrolizumab": 3},
    "osteosarcoma": {"regorafenib": 13, "cabozantinib": 8, "lenvatinib": 2},
    "ewing_sarcoma": {"regorafenib": 6, "cabozantinib": 6},
    "giant_cell_tumour_of_bone": {"denosumab": 3},
    "rhabdomyosarcoma": {"regorafenib": 3, "pazopanib": 3},
    "infantile_fibrosarcoma": {"larotrectinib": 10},
    "ntrk_rearranged_spindle_cell_tumour": {"larotrectinib": 4, "entrectinib": 2},
    "inflammatory_myofibroblastic_tumour": {"crizotinib": 4, "lorlatinib": 2},
    "malignant_peripheral_nerve_sheath_tumour": {"trametinib": 2},
    "synovial_sarcoma": {"pazopanib": 5},
    "epithelioid_sarcoma": {"tazemetostat": 4},
    "alveolar_soft_part_sarcoma": {"atezolizumab": 4, "pazopanib": 1},
    "extracranial_rhabdoid_tumour_outside_the_kidney": {"tazemetostat": 6, "nivolumab + ipilimumab": 3},
    "rhabdoid_tumour_of_the_kidney": {"tazemetostat": 2},
    "adrenocortical_carcinoma": {"lenvatinib + pembrolizumab": 3, "pembrolizumab": 2},
    "papillary_thyroid_carcinoma": {"selpercatinib": 3, "larotrectinib": 2},
    "medullary_thyroid_carcinoma": {"selpercatinib": 5},
    "nasopharyngeal_carcinoma": {"nivolumab": 3, "pembrolizumab": 1},
    "melanoma": {"nivolumab + ipilimumab": 5, "dabrafenib + trametinib": 3, "pembrolizumab": 2},
    "desmoid_tumour": {"nirogacestat": 3, "pazopanib": 3},
    "plexiform_neurofibroma": {"selumetinib": 40, "trametinib": 31, "mirdametinib": 2},
    "vascular_or_lymphatic_malformation": {"alpelisib": 3, "trametinib": 2},
    "pik3ca_related_overgrowth": {"alpelisib": 5},
    "acute_myeloid_leukaemia": {"venetoclax + azacitidine": 15, "gilteritinib": 4, "venetoclax": 2},
    "b_cell_acute_lymphoblastic_leukaemia": {
        "inotuzumab ozogamicin": 7,
        "blinatumomab + inotuzumab ozogamicin": 4,
        "blinatumomab": 3,
    },
    "t_cell_acute_lymphoblastic_leukaemia": {"daratumumab": 4, "venetoclax": 2},
    "ph_positive_acute_lymphoblastic_leukaemia": {"ponatinib": 4},
    "juvenile_myelomonocytic_leukaemia": {"trametinib": 2, "azacitidine": 2},
    "hodgkin_lymphoma": {"brentuximab vedotin + nivolumab": 6, "nivolumab": 5, "pembrolizumab": 1},
    "primary_mediastinal_b_cell_lymphoma": {"nivolumab": 2},
    "anaplastic_large_cell_lymphoma": {"crizotinib": 2, "alectinib": 2, "brigatinib": 2, "lorlatinib": 1},
    "langerhans_cell_histiocytosis": {
        "vemurafenib": 5,
        "dabrafenib": 2,
        "dabrafenib + trametinib": 2,
        "cobimetinib": 2,
        "trametinib": 1,
    },
    "haemophagocytic_lymphohistiocytosis": {"ruxolitinib": 2},
}
"""Per diagnosis the treatments, with the patients that start with each among some 650."""


@dataclass(frozen=True, slots=True)
class Dose:
    """A usual starting dose: amount, unit (DOSE_UNIT), and what it is per (DOSE_BASIS)."""

    amount: float
    unit: str
    basis: str


DOSES: Mapping[str, Dose] = {
    "alectinib": Dose(300, "mg", "m2_dose"),
    "alpelisib": Dose(50, "mg", "flat_day"),
    "atezolizumab": Dose(15, "mg", "kg_dose"),
    "azacitidine": Dose(75, "mg", "m2_day"),
    "binimetinib": Dose(32, "mg", "m2_dose"),
    "blinatumomab": Dose(15, "ug", "m2_day"),
    "brentuximab vedotin": Dose(1.8, "mg", "kg_dose"),
    "brigatinib": Dose(90, "mg", "flat_day"),
    "cabozantinib": Dose(40, "mg", "m2_day"),
    "ceritinib": Dose(450, "mg", "m2_day"),
    "cobimetinib": Dose(1, "mg", "kg_day"),
    "crizotinib": Dose(280, "mg", "m2_dose"),
    "dabrafenib": Dose(5.25, "mg", "kg_day"),
    "daratumumab": Dose(16, "mg", "kg_dose"),
    "dasatinib": Dose(60, "mg", "m2_day"),
    "denosumab": Dose(120, "mg", "flat_dose"),
    "dinutuximab beta": Dose(10, "mg", "m2_day"),
    "dordaviprone": Dose(625, "mg", "flat_dose"),
    "encorafenib": Dose(200, "mg", "m2_day"),
    "entrectinib": Dose(300, "mg", "m2_day"),
    "erdafitinib": Dose(4.7, "mg", "m2_day"),
    "everolimus": Dose(4.5, "mg", "m2_day"),
    "gilteritinib": Dose(2, "mg", "kg_day"),
    "inotuzumab ozogamicin": Dose(1.8, "mg", "m2_dose"),
    "ipilimumab": Dose(1, "mg", "kg_dose"),
    "larotrectinib": Dose(100, "mg", "m2_dose"),
    "lenvatinib": Dose(14, "mg", "m2_day"),
    "lorlatinib": Dose(115, "mg", "m2_day"),
    "mirdametinib": Dose(2, "mg", "m2_dose"),
    "naxitamab": Dose(3, "mg", "kg_day"),
    "nirogacestat": Dose(90, "mg", "m2_dose"),
    "nivolumab": Dose(3, "mg", "kg_dose"),
    "olaparib": Dose(135, "mg", "m2_dose"),
    "palbociclib": Dose(75, "mg", "m2_day"),
    "pazopanib": Dose(225, "mg", "m2_day"),
    "pembrolizumab": Dose(2, "mg", "kg_dose"),
    "ponatinib": Dose(20, "mg", "m2_day"),
    "regorafenib": Dose(82, "mg", "m2_day"),
    "repotrectinib": Dose(160, "mg", "flat_day"),
    "ribociclib": Dose(280, "mg", "m2_day"),
    "ruxolitinib": Dose(10, "mg", "m2_dose"),
    "selpercatinib": Dose(92, "mg", "m2_dose"),
    "selumetinib": Dose(25, "mg", "m2_dose"),
    "sonidegib": Dose(680, "mg", "m2_day"),
    "tazemetostat": Dose(520, "mg", "m2_dose"),
    "tocilizumab": Dose(12, "mg", "kg_dose"),
    "tovorafenib": Dose(380, "mg", "m2_dose"),
    "trametinib": Dose(0.025, "mg", "kg_day"),
    "vemurafenib": Dose(20, "mg", "kg_day"),
    "venetoclax": Dose(240, "mg", "m2_day"),
    "vismodegib": Dose(150, "mg", "flat_day"),
}


def drugs_of(treatment: str) -> tuple[str, ...]:
    """The INNs of a treatment such as "dabrafenib + trametinib"."""
    return tuple(treatment.split(" + "))
