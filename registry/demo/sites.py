"""Where a disease sits and how it is staged: ICD-O-3 site, side, grade, stage, metastases; orders of magnitude."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from registry.demo.chance import Chance

SIDES = {"left": 46, "right": 46, "bilateral": 8}


@dataclass(frozen=True, slots=True)
class Site:
    """topography: usual sites. morphology: where the name alone does not decide it. paired: has a left and a right.

    system and stages: the staging system with usual stages. spread: usual metastatic sites, empty where the
    disease has none; metastatic: part of the patients who have some.
    """

    topography: Sequence[str] = ()
    morphology: str = ""
    paired: bool = False
    grades: Sequence[str] = ()
    system: str = ""
    stages: Sequence[str] = ()
    spread: Sequence[str] = ()
    metastatic: float = 0.0


BRAIN = ("leptomeningeal", "csf")
FAR = ("lung", "bone", "liver", "lymph_nodes", "bone_marrow")
LOW = Site(
    ("C71.6", "C72.3", "C71.5", "C71.7"), "9421/1", grades=("1", "2", "low"), spread=BRAIN, metastatic=0.1
)
HIGH = Site(
    ("C71.1", "C71.2", "C71.3"), paired=True, grades=("3", "4", "high"), spread=BRAIN, metastatic=0.15
)
MIDLINE = Site(("C71.7", "C71.0"), "9385/3", grades=("4",), spread=BRAIN, metastatic=0.15)
CHANG = Site(
    ("C71.6",), grades=("4",), system="chang", stages=("M0", "M1", "M2", "M3"), spread=BRAIN, metastatic=0.5
)
BONE = Site(
    ("C40.2", "C40.0", "C41.4"), paired=True, grades=("high",), spread=("lung", "bone"), metastatic=0.65
)
SOFT = Site(
    ("C49.2", "C49.1", "C49.5"),
    paired=True,
    system="tnm",
    stages=("T2bN0M0", "T2bN0M1"),
    spread=("lung", "brain"),
    metastatic=0.5,
)
LIMBS = Site(("C49.2", "C49.1", "C49.3"), paired=True)
KIDNEY = Site(
    ("C64.9",), paired=True, system="siop", stages=("II", "III", "IV"), spread=FAR[:3], metastatic=0.6
)
LIVER = Site(("C22.0",), system="pretext", stages=("II", "III", "IV"), spread=("lung",), metastatic=0.5)
GLAND = Site(
    ("C74.0",), paired=True, system="tnm", stages=("T3N0M1", "T2N1M0"), spread=FAR[:3], metastatic=0.6
)
THYROID = Site(
    ("C73.9",), system="tnm", stages=("T3N1M1", "T2N1M0"), spread=("lung", "lymph_nodes"), metastatic=0.5
)
MARROW = Site(("C42.1",))
NODES = Site(
    ("C77.8", "C77.1"), system="lugano", stages=("II", "III", "IV"), spread=("lung", "bone"), metastatic=0.3
)

SITES: Mapping[str, Site] = {
    "low_grade_glioma": LOW,
    "pilocytic_astrocytoma": Site(("C71.6", "C71.8"), grades=("1",), spread=BRAIN, metastatic=0.06),
    "optic_pathway_glioma": Site(("C72.3",), "9380/1", paired=True, grades=("1", "low")),
    "pleomorphic_xanthoastrocytoma": Site(("C71.2", "C71.3"), paired=True, grades=("2", "3")),
    "ganglioglioma": Site(("C71.2",), paired=True, grades=("1",)),
    "dysembryoplastic_neuroepithelial_tumour": Site(("C71.2",), paired=True, grades=("1",)),
    "high_grade_glioma": replace(HIGH, morphology="9401/3"),
    "glioblastoma": HIGH,
    "infant_type_hemispheric_glioma": HIGH,
    "diffuse_midline_glioma_h3_k27_altered": MIDLINE,
    "diffuse_intrinsic_pontine_glioma": MIDLINE,
    "medulloblastoma": CHANG,
    "ependymoma": Site(("C71.7", "C71.0"), grades=("2", "3"), spread=BRAIN, metastatic=0.25),
    "atypical_teratoid_rhabdoid_tumour": CHANG,
    "craniopharyngioma": Site(("C75.2",), grades=("1",)),
    "vestibular_schwannoma": Site(("C72.4",), paired=True, grades=("1",)),
    "neuroblastoma": Site(
        ("C74.9", "C48.0", "C76.1"),
        paired=True,
        system="inrgss",
        stages=("M", "L2", "MS"),
        spread=FAR[1:],
        metastatic=0.85,
    ),
    "nephroblastoma": KIDNEY,
    "renal_cell_carcinoma": Site(
        ("C64.9",), paired=True, system="tnm", stages=("T3N1M1", "T2N1M0"), spread=FAR[:3], metastatic=0.6
    ),
    "hepatoblastoma": LIVER,
    "hepatocellular_carcinoma": LIVER,
    "fibrolamellar_carcinoma": LIVER,
    "osteosarcoma": BONE,
    "ewing_sarcoma": Site(
        ("C41.4", "C40.2"),
        paired=True,
        system="toronto",
        stages=("localised", "metastatic"),
        spread=("lung", "bone", "bone_marrow"),
        metastatic=0.6,
    ),
    "giant_cell_tumour_of_bone": Site(("C40.2", "C41.2"), paired=True),
    "rhabdomyosarcoma": Site(
        ("C49.0", "C61.9", "C69.6"),
        system="irs",
        stages=("III", "IV"),
        spread=("lung", "bone_marrow", "lymph_nodes", "other"),
        metastatic=0.5,
    ),
    "infantile_fibrosarcoma": LIMBS,
    "ntrk_rearranged_spindle_cell_tumour": LIMBS,
    "inflammatory_myofibroblastic_tumour": Site(("C34.1", "C48.1")),
    "malignant_peripheral_nerve_sheath_tumour": Site(
        ("C47.2", "C47.1"),
        paired=True,
        system="tnm",
        stages=("T2bN0M0", "T2bN0M1"),
        spread=("lung",),
        metastatic=0.4,
    ),
    "synovial_sarcoma": SOFT,
    "epithelioid_sarcoma": SOFT,
    "alveolar_soft_part_sarcoma": SOFT,
    "extracranial_rhabdoid_tumour_outside_the_kidney": Site(
        ("C49.3", "C49.0"),
        system="other",
        stages=("IV", "III"),
        spread=("lung", "liver", "brain"),
        metastatic=0.6,
    ),
    "rhabdoid_tumour_of_the_kidney": KIDNEY,
    "adrenocortical_carcinoma": GLAND,
    "papillary_thyroid_carcinoma": THYROID,
    "medullary_thyroid_carcinoma": THYROID,
    "nasopharyngeal_carcinoma": Site(
        ("C11.9",),
        "8082/3",
        system="tnm",
        stages=("T3N2M0", "T4N2M1"),
        spread=("bone", "lung"),
        metastatic=0.5,
    ),
    "melanoma": Site(
        ("C44.5", "C44.7"),
        system="tnm",
        stages=("T3aN2M1", "T4bN1M0"),
        spread=("skin", "lymph_nodes", "lung"),
        metastatic=0.6,
    ),
    "desmoid_tumour": LIMBS,
    "plexiform_neurofibroma": Site(("C47.0", "C47.5", "C47.6", "C69.6"), "9550/0", paired=True),
    "vascular_or_lymphatic_malformation": Site(paired=True),
    "pik3ca_related_overgrowth": Site(paired=True),
    "acute_myeloid_leukaemia": MARROW,
    "b_cell_acute_lymphoblastic_leukaemia": MARROW,
    "t_cell_acute_lymphoblastic_leukaemia": MARROW,
    "ph_positive_acute_lymphoblastic_leukaemia": MARROW,
    "juvenile_myelomonocytic_leukaemia": MARROW,
    "hodgkin_lymphoma": NODES,
    "primary_mediastinal_b_cell_lymphoma": Site(
        ("C38.3",), system="ipnhlss", stages=("III", "IV"), spread=("lung",), metastatic=0.2
    ),
    "anaplastic_large_cell_lymphoma": Site(
        ("C77.8",), system="ipnhlss", stages=("III", "IV"), spread=("skin", "lung"), metastatic=0.3
    ),
    "langerhans_cell_histiocytosis": Site(
        ("C41.0", "C44.4"), system="lch", stages=("MS RO+", "MS RO-", "SS")
    ),
    "haemophagocytic_lymphohistiocytosis": Site(),
}
"""By key of the registry's diagnoses."""

OLDER_SYSTEM = {"inss": ("4", "3")}
"""Some files of neuroblastoma still hold the stage of the former system."""

OTHER_CODES: Mapping[str, str] = {
    "plexiform_neurofibroma": "Q85.0",
    "vascular_or_lymphatic_malformation": "Q27.9",
    "haemophagocytic_lymphohistiocytosis": "D76.1",
    "optic_pathway_glioma": "ORPHA:2086",
}


def staging(diagnosis: str, chance: Chance) -> dict[str, object]:
    """The values of the section on staging."""
    site = SITES[diagnosis]
    is_spread = bool(site.spread) and chance.happens(site.metastatic)
    system, stages = site.system, site.stages
    if system == "inrgss" and chance.happens(0.2):
        system, stages = next(iter(OLDER_SYSTEM.items()))
    number = min(len(site.spread), chance.randint(1, 2))
    return {
        "laterality": _side(site, chance),
        "tumour_grade": chance.choice(site.grades) if site.grades else None,
        "tumour_grade_missing": None if site.grades else "not_applicable",
        "stage_system": system,
        "stage_system_missing": None if system else "not_applicable",
        "stage": chance.choice(stages) if system else None,
        "is_metastatic_missing": "not_applicable" if site is MARROW else None,
        "is_metastatic": _spread(site, is_spread, chance),
        "metastatic_sites": tuple(
            site.spread[place] for place in sorted(chance.sample(range(len(site.spread)), number))
        )
        if is_spread
        else None,
    }


def _spread(site: Site, is_spread: bool, chance: Chance) -> str | None:
    if site is MARROW:
        return None
    if is_spread:
        return "yes"
    return chance.of({"no": 97, "unknown": 3}) if site.spread else "no"


def _side(site: Site, chance: Chance) -> str:
    if site.paired:
        return chance.of(SIDES)
    return (
        "midline" if site.topography and site.topography[0].startswith(("C71", "C75")) else "not_applicable"
    )
