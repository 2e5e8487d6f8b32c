"""What is treated: by which criterion it is judged, at which ages it comes, and how it goes.

The figures are orders of magnitude chosen for a lifelike demonstration; they are no source.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Outlook:
    """How a disease goes under treatment.

    best: weights of the best response. calm: mean months without progression once it is controlled. early: part of
    the patients who die before any assessment. lethal: part of those who progress and then die of it, after
    `survival` months on average.
    """

    best: Mapping[str, float]
    calm: float
    early: float
    lethal: float
    survival: float


@dataclass(frozen=True, slots=True)
class Disease:
    """ages: lowest, most frequent and highest age at first dose. first_line: part of the patients without a standard
    treatment before. interval: days between two assessments."""

    criterion: str
    ages: tuple[float, float, float]
    outlook: Outlook
    first_line: float = 0.0
    interval: int = 91


SLOW = Outlook(
    {"CR": 3, "PR": 24, "MR": 20, "SD": 43, "PD": 10}, calm=34, early=0.0, lethal=0.10, survival=30
)
BENIGN = Outlook({"CR": 0, "PR": 52, "SD": 45, "PD": 3}, calm=60, early=0.0, lethal=0.0, survival=60)
FAST = Outlook({"CR": 2, "PR": 11, "MR": 5, "SD": 29, "PD": 53}, calm=7, early=0.07, lethal=0.9, survival=7)
HARD = Outlook({"CR": 2, "PR": 8, "SD": 40, "PD": 50}, calm=8, early=0.05, lethal=0.8, survival=10)
MATCHED = Outlook({"CR": 18, "PR": 50, "SD": 24, "PD": 8}, calm=30, early=0.01, lethal=0.4, survival=16)
KINASE = Outlook({"CR": 10, "PR": 20, "SD": 38, "PD": 32}, calm=14, early=0.04, lethal=0.7, survival=12)
BLOOD = Outlook({"CR": 34, "PR": 10, "SD": 22, "PD": 34}, calm=9, early=0.08, lethal=0.75, survival=6)
LYMPHOMA = Outlook({"CR": 34, "PR": 32, "SD": 18, "PD": 16}, calm=18, early=0.02, lethal=0.4, survival=14)
CLONAL = Outlook({"CR": 46, "PR": 38, "SD": 12, "PD": 4}, calm=30, early=0.0, lethal=0.1, survival=24)

DISEASES: Mapping[str, Disease] = {
    "low_grade_glioma": Disease("RAPNO_LGG", (0.8, 8, 21), SLOW, first_line=0.04),
    "pilocytic_astrocytoma": Disease("RAPNO_LGG", (1, 8, 20), SLOW),
    "optic_pathway_glioma": Disease("RAPNO_LGG", (0.8, 5, 15), SLOW),
    "pleomorphic_xanthoastrocytoma": Disease("RAPNO_LGG", (5, 14, 23), SLOW),
    "ganglioglioma": Disease("RAPNO_LGG", (3, 11, 21), SLOW),
    "dysembryoplastic_neuroepithelial_tumour": Disease("RAPNO_LGG", (6, 12, 20), SLOW),
    "high_grade_glioma": Disease("RAPNO_HGG", (4, 13, 24), FAST, interval=70),
    "glioblastoma": Disease("RAPNO_HGG", (8, 16, 24.4), FAST, interval=70),
    "infant_type_hemispheric_glioma": Disease("RAPNO_HGG", (0.3, 0.9, 4), MATCHED, first_line=0.3),
    "diffuse_midline_glioma_h3_k27_altered": Disease("RAPNO_HGG", (4, 11, 23), FAST, interval=70),
    "diffuse_intrinsic_pontine_glioma": Disease("RAPNO_DIPG", (3, 7, 15), FAST, interval=70),
    "medulloblastoma": Disease("RAPNO_MB", (4, 12, 24), HARD),
    "ependymoma": Disease("RAPNO_HGG", (3, 9, 20), HARD),
    "atypical_teratoid_rhabdoid_tumour": Disease("RAPNO_MB", (0.7, 2.5, 9), FAST, interval=70),
    "craniopharyngioma": Disease("RAPNO_LGG", (4, 10, 18), SLOW),
    "vestibular_schwannoma": Disease("REINS_PN", (11, 17, 24), BENIGN),
    "neuroblastoma": Disease("INRC_2017", (1.5, 6, 19), KINASE),
    "nephroblastoma": Disease("RECIST_1_1", (3, 7, 14), HARD),
    "renal_cell_carcinoma": Disease("RECIST_1_1", (9, 15, 23), KINASE),
    "hepatoblastoma": Disease("RECIST_1_1", (2, 5, 12), HARD),
    "hepatocellular_carcinoma": Disease("RECIST_1_1", (9, 15, 21), HARD),
    "fibrolamellar_carcinoma": Disease("RECIST_1_1", (12, 17, 24), HARD),
    "osteosarcoma": Disease("RECIST_1_1", (9, 16, 24.4), HARD, interval=70),
    "ewing_sarcoma": Disease("RECIST_1_1", (7, 15, 24), HARD, interval=70),
    "giant_cell_tumour_of_bone": Disease("RECIST_1_1", (12, 17, 22), KINASE, first_line=0.5),
    "rhabdomyosarcoma": Disease("RECIST_1_1", (3, 12, 23), HARD, interval=70),
    "infantile_fibrosarcoma": Disease("RECIST_1_1", (0.3, 0.6, 3), MATCHED, first_line=0.5),
    "ntrk_rearranged_spindle_cell_tumour": Disease("RECIST_1_1", (0.5, 6, 17), MATCHED, first_line=0.3),
    "inflammatory_myofibroblastic_tumour": Disease("RECIST_1_1", (2, 9, 18), MATCHED, first_line=0.2),
    "malignant_peripheral_nerve_sheath_tumour": Disease("RECIST_1_1", (9, 16, 24), HARD, interval=70),
    "synovial_sarcoma": Disease("RECIST_1_1", (10, 16, 24), HARD, interval=70),
    "epithelioid_sarcoma": Disease("RECIST_1_1", (11, 17, 24), HARD),
    "alveolar_soft_part_sarcoma": Disease("RECIST_1_1", (8, 15, 23), KINASE, first_line=0.3),
    "extracranial_rhabdoid_tumour_outside_the_kidney": Disease("RECIST_1_1", (0.6, 2, 9), FAST, interval=70),
    "rhabdoid_tumour_of_the_kidney": Disease("RECIST_1_1", (0.6, 1.8, 5), FAST, interval=70),
    "adrenocortical_carcinoma": Disease("RECIST_1_1", (3, 9, 20), HARD),
    "papillary_thyroid_carcinoma": Disease("RECIST_1_1", (8, 14, 21), MATCHED),
    "medullary_thyroid_carcinoma": Disease("RECIST_1_1", (8, 15, 23), MATCHED, first_line=0.3),
    "nasopharyngeal_carcinoma": Disease("RECIST_1_1", (11, 16, 22), KINASE),
    "melanoma": Disease("RECIST_1_1", (7, 16, 23), KINASE, first_line=0.3),
    "desmoid_tumour": Disease("RECIST_1_1", (6, 13, 22), BENIGN),
    "plexiform_neurofibroma": Disease("REINS_PN", (2.5, 10, 23), BENIGN, first_line=0.85, interval=150),
    "vascular_or_lymphatic_malformation": Disease("CLINICAL", (0.8, 7, 19), BENIGN),
    "pik3ca_related_overgrowth": Disease("CLINICAL", (1, 6, 17), BENIGN, first_line=0.5),
    "acute_myeloid_leukaemia": Disease("AML_ELN", (0.8, 11, 21), BLOOD, interval=45),
    "b_cell_acute_lymphoblastic_leukaemia": Disease("ALL", (0.6, 9, 22), BLOOD, interval=45),
    "t_cell_acute_lymphoblastic_leukaemia": Disease("ALL", (4, 12, 22), BLOOD, interval=45),
    "ph_positive_acute_lymphoblastic_leukaemia": Disease("ALL", (5, 13, 22), BLOOD, interval=45),
    "juvenile_myelomonocytic_leukaemia": Disease("JMML_2015", (0.7, 2, 5), BLOOD, interval=60),
    "hodgkin_lymphoma": Disease("LUGANO_2014", (9, 16, 24), LYMPHOMA),
    "primary_mediastinal_b_cell_lymphoma": Disease("LUGANO_2014", (12, 17, 24), LYMPHOMA),
    "anaplastic_large_cell_lymphoma": Disease("IPNHLRC_2015", (3, 12, 19), LYMPHOMA, interval=70),
    "langerhans_cell_histiocytosis": Disease("LCH_HS", (0.4, 1.8, 12), CLONAL, interval=70),
    "haemophagocytic_lymphohistiocytosis": Disease("CLINICAL", (0.5, 4, 15), BLOOD, interval=45),
}
"""By key of the registry's diagnoses."""
