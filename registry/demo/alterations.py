"""Which alteration a treatment follows, by disease and drug, and what else was found; no source."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from registry.demo.chance import Chance
from registry.demo.chart import Chart
from registry.demo.rows import PARTIAL_DIAGNOSIS, Written, partial
from registry.terminology.drugs import drugs


@dataclass(frozen=True, slots=True)
class Alteration:
    """An alteration of a tumour, or of the person (germline). variant: HGVS or the usual name."""

    gene: str
    type: str
    variant: str = ""
    partner: str = ""
    assays: Sequence[str] = ("panel", "rna", "wes")
    germline: bool = False
    tier: tuple[str, str] | None = None

    @property
    def name(self) -> str:
        """How a laboratory calls it."""
        if self.partner:
            return f"{self.gene}::{self.partner}"
        return f"{self.gene} {SHORT.get(self.variant, self.variant or self.type)}".strip()


SHORT = {
    "p.(Val600Glu)": "V600E",
    "p.(Lys28Met)": "K27M",
    "p.(Phe1174Leu)": "F1174L",
    "p.(His1047Arg)": "H1047R",
}

V600E = Alteration(
    "BRAF", "snv", "p.(Val600Glu)", assays=("panel", "ihc", "sanger", "pcr"), tier=("escat", "I-B")
)
KIAA = Alteration(
    "KIAA1549", "fusion", partner="BRAF", assays=("rna", "fish", "array"), tier=("escat", "II-B")
)
NF1 = Alteration("NF1", "indel", "c.2033dup", assays=("panel", "wgs"), germline=True, tier=("local", "A"))
NTRK = Alteration("ETV6", "fusion", partner="NTRK3", assays=("rna", "fish"), tier=("escat", "I-C"))
NTRK_CNS = Alteration("TPM3", "fusion", partner="NTRK1", assays=("rna",), tier=("oncokb", "1"))
ALK = Alteration("ALK", "snv", "p.(Phe1174Leu)", tier=("inform", "very high"))
ALK_FUSION = Alteration("NPM1", "fusion", partner="ALK", assays=("rna", "ihc"), tier=("oncokb", "1"))
ALK_IMT = Alteration("TPM4", "fusion", partner="ALK", assays=("rna", "ihc", "fish"), tier=("oncokb", "1"))
ALK_GLIOMA = Alteration("PPP1CB", "fusion", partner="ALK", assays=("rna",), tier=("inform", "high"))
MYCN = Alteration("MYCN", "amplification", assays=("fish", "array"))
H3 = Alteration("H3-3A", "snv", "p.(Lys28Met)", assays=("panel", "ihc"), tier=("local", "B"))
PD_L1 = Alteration("CD274", "expression", assays=("ihc",), tier=("local", "C"))
SMARCB1 = Alteration("SMARCB1", "loss", assays=("ihc",), tier=("amp", "I"))
SMARCB1_DELETED = Alteration("SMARCB1", "deletion", assays=("array", "panel"), tier=("amp", "I"))
CDKN2A = Alteration("CDKN2A", "deletion", assays=("array", "fish"), tier=("inform", "borderline"))
FLT3 = Alteration("FLT3", "duplication", "FLT3-ITD", assays=("pcr", "panel"), tier=("amp", "I"))
KMT2A = Alteration("KMT2A", "fusion", partner="MLLT3", assays=("fish", "rna"))
BCR = Alteration("BCR", "fusion", partner="ABL1", assays=("pcr", "fish"), tier=("oncokb", "1"))
RET = Alteration(
    "RET", "snv", "p.(Met918Thr)", assays=("panel", "sanger"), germline=True, tier=("escat", "I-A")
)
RET_FUSION = Alteration("CCDC6", "fusion", partner="RET", assays=("rna",), tier=("escat", "I-C"))
PIK3CA = Alteration("PIK3CA", "snv", "p.(His1047Arg)", assays=("panel", "pcr"), tier=("amp", "I"))
HEDGEHOG = Alteration("PTCH1", "indel", "c.3450del", assays=("panel", "wes"), tier=("escat", "II-B"))
METHYLATION = Alteration("MGMT", "methylation", assays=("methylation",))
HRD = Alteration("HRD", "signature", assays=("wgs",), tier=("inform", "moderate"))
BURDEN = Alteration("TMB", "tmb", assays=("wes", "panel"), tier=("oncokb", "1"))
MISMATCH = Alteration("MSI", "msi", assays=("pcr", "ihc"), tier=("oncokb", "1"))
PTPN11 = Alteration("PTPN11", "snv", "p.(Glu76Lys)", assays=("panel",), tier=("local", "B"))
FGFR1 = Alteration(
    "FGFR1", "duplication", "internal tandem duplication of the kinase domain", assays=("panel", "rna")
)
VHL = Alteration("TFE3", "fusion", partner="ASPSCR1", assays=("rna", "fish"))
CTNNB1 = Alteration("CTNNB1", "snv", "p.(Ser45Phe)", assays=("sanger", "panel"), tier=("local", "C"))
KARYOTYPE = Alteration("TP53", "other", "complex rearrangement", assays=("other", "wgs"))

BY_CLASS: Mapping[str, Alteration] = {
    "BRAF inhibitor": V600E,
    "TRK inhibitor": NTRK,
    "ALK inhibitor": ALK,
    "RET inhibitor": RET,
    "PI3K inhibitor": PIK3CA,
    "FGFR inhibitor": FGFR1,
    "FLT3 inhibitor": FLT3,
    "BCR::ABL1 inhibitor": BCR,
    "Hedgehog pathway inhibitor": HEDGEHOG,
    "EZH2 inhibitor": SMARCB1,
    "PARP inhibitor": HRD,
    "CDK4/6 inhibitor": CDKN2A,
    "DRD2 antagonist and ClpP activator": H3,
    "RAF inhibitor": KIAA,
    "MEK inhibitor": KIAA,
    "Immune checkpoint inhibitor": PD_L1,
    "BCL-2 inhibitor": KMT2A,
    "Gamma-secretase inhibitor": CTNNB1,
}
"""The alteration that the prescription of a class rests on, the strongest class first."""

BY_DISEASE: Mapping[tuple[str, str], Alteration] = {
    ("plexiform_neurofibroma", "MEK inhibitor"): NF1,
    ("optic_pathway_glioma", "MEK inhibitor"): NF1,
    ("malignant_peripheral_nerve_sheath_tumour", "MEK inhibitor"): NF1,
    ("juvenile_myelomonocytic_leukaemia", "MEK inhibitor"): PTPN11,
    ("neuroblastoma", "MEK inhibitor"): Alteration("NRAS", "snv", "p.(Gln61Lys)", tier=("inform", "high")),
    ("langerhans_cell_histiocytosis", "MEK inhibitor"): Alteration("MAP2K1", "indel", "p.(Gln58_Glu62del)"),
    ("vascular_or_lymphatic_malformation", "MEK inhibitor"): Alteration("KRAS", "snv", "p.(Gly12Asp)"),
    ("infant_type_hemispheric_glioma", "ALK inhibitor"): ALK_GLIOMA,
    ("infant_type_hemispheric_glioma", "TRK inhibitor"): NTRK_CNS,
    ("high_grade_glioma", "TRK inhibitor"): NTRK_CNS,
    ("high_grade_glioma", "Immune checkpoint inhibitor"): MISMATCH,
    ("glioblastoma", "Immune checkpoint inhibitor"): BURDEN,
    ("inflammatory_myofibroblastic_tumour", "ALK inhibitor"): ALK_IMT,
    ("anaplastic_large_cell_lymphoma", "ALK inhibitor"): ALK_FUSION,
    ("papillary_thyroid_carcinoma", "RET inhibitor"): RET_FUSION,
    ("rhabdoid_tumour_of_the_kidney", "EZH2 inhibitor"): SMARCB1_DELETED,
    ("vestibular_schwannoma", "ALK inhibitor"): Alteration(
        "NF2", "snv", "c.169C>T", germline=True, tier=("local", "B")
    ),
}
"""Where the disease decides."""

BESIDE: Mapping[str, Alteration] = {
    "neuroblastoma": MYCN,
    "glioblastoma": METHYLATION,
    "high_grade_glioma": Alteration("CDKN2A", "deletion", assays=("array", "methylation")),
    "diffuse_midline_glioma_h3_k27_altered": H3,
    "osteosarcoma": KARYOTYPE,
    "ewing_sarcoma": Alteration("EWSR1", "fusion", partner="FLI1", assays=("rna", "fish")),
    "synovial_sarcoma": Alteration("SS18", "fusion", partner="SSX1", assays=("fish", "rna")),
    "alveolar_soft_part_sarcoma": VHL,
    "extracranial_rhabdoid_tumour_outside_the_kidney": SMARCB1,
    "atypical_teratoid_rhabdoid_tumour": SMARCB1,
    "acute_myeloid_leukaemia": FLT3,
    "medulloblastoma": Alteration("TP53", "snv", "p.(Arg248Gln)", assays=("panel", "wes"), germline=True),
    "low_grade_glioma": Alteration("CDKN2A", "deletion", assays=("array",)),
}
"""What is found beside it."""

RESISTANCE: Mapping[str, Alteration] = {
    "TRK inhibitor": Alteration("NTRK3", "snv", "p.(Gly623Arg)", assays=("panel",)),
    "ALK inhibitor": Alteration("ALK", "snv", "p.(Gly1202Arg)", assays=("panel",)),
    "FLT3 inhibitor": Alteration("FLT3", "snv", "p.(Phe691Leu)", assays=("panel",)),
    "BCR::ABL1 inhibitor": Alteration("ABL1", "snv", "p.(Thr315Ile)", assays=("sanger", "panel")),
    "BRAF inhibitor": Alteration("NRAS", "snv", "p.(Gln61Arg)", assays=("panel",)),
    "MEK inhibitor": Alteration("MAP2K1", "snv", "p.(Cys121Ser)", assays=("panel",)),
    "RET inhibitor": Alteration("RET", "snv", "p.(Gly810Ser)", assays=("panel",)),
}
"""What a tumour becomes resistant by."""

PREDISPOSED: Mapping[str, str] = {
    "plexiform_neurofibroma": "nf1",
    "optic_pathway_glioma": "nf1",
    "malignant_peripheral_nerve_sheath_tumour": "nf1",
    "vestibular_schwannoma": "nf2",
    "rhabdoid_tumour_of_the_kidney": "rhabdoid",
    "atypical_teratoid_rhabdoid_tumour": "rhabdoid",
    "adrenocortical_carcinoma": "li_fraumeni",
    "rhabdomyosarcoma": "dicer1",
    "acute_myeloid_leukaemia": "down",
    "glioblastoma": "cmmrd",
    "osteosarcoma": "retinoblastoma",
    "dysembryoplastic_neuroepithelial_tumour": "tsc",
    "medullary_thyroid_carcinoma": "other",
}
"""The predisposition that goes with a disease; beyond the first three only in some of the patients."""

ALWAYS = frozenset({"plexiform_neurofibroma", "optic_pathway_glioma", "vestibular_schwannoma"})


def predisposition(diagnosis: str, chance: Chance) -> str:
    """The cancer predisposition of a patient."""
    found = PREDISPOSED.get(diagnosis, "none")
    if found == "none" or diagnosis in ALWAYS:
        return found
    return chance.deal(f"predisposition {found}", {found: 1, "none": 4}, eager=0.8)


def target(diagnosis: str, treatment: Sequence[str]) -> Alteration | None:
    """The alteration that a treatment follows, if it follows one."""
    classes = {drugs()[drug].drug_class.en for drug in treatment}
    return next(
        (BY_DISEASE.get((diagnosis, name), found) for name, found in BY_CLASS.items() if name in classes),
        None,
    )


def write_alterations(chart: Chart) -> Iterator[Written]:
    """What was found before treatment, and at progression what the tumour has become resistant by."""
    start, life = chart.life.start, chart.life
    basis, beside = target(start.diagnosis, start.drugs), BESIDE.get(start.diagnosis)
    day = max(life.diagnosed, start.first_dose - dt.timedelta(days=chance_days(chart)))
    if basis:
        yield _write(chart, basis, day, is_basis=True)
    if beside and chart.is_whole and beside.gene != (basis.gene if basis else ""):
        yield _write(chart, beside, life.diagnosed, is_basis=False)
    for course, _ in life.courses:
        seen = course.progression
        classes = [drugs()[drug].drug_class.en for drug in course.drugs]
        found = next((RESISTANCE[name] for name in classes if name in RESISTANCE), None)
        if seen and found and chart.is_whole and chart.chance.happens(0.6):
            yield _write(chart, found, seen, is_basis=False, found_at="resistance")


def chance_days(chart: Chart) -> int:
    """From the sample to the first dose."""
    return chart.chance.randint(40, 400)


def _write(chart: Chart, found: Alteration, day: dt.date, *, is_basis: bool, found_at: str = "") -> Written:
    chance, is_measured = chart.chance, found.type in ("snv", "indel", "duplication", "other")
    relapsed = chart.life.disease_status == "relapse" and day > chart.life.diagnosed
    return chart.of_patient(
        "alteration",
        gene=found.gene,
        type=found.type,
        partner=found.partner,
        hgvs=found.variant,
        vaf=round(chance.uniform(45, 52) if found.germline else chance.uniform(4, 48), 1)
        if is_measured
        else None,
        origin="germline"
        if found.germline
        else chance.deal("origin", {"somatic": 94, "unknown": 6}, eager=0.1),
        found_at=found_at
        or ("relapse" if relapsed else chance.deal("found at", {"diagnosis": 92, "other": 8}, eager=0.1)),
        assay=chance.deal(f"assay {found.gene}", dict.fromkeys(found.assays, 1)),
        sample=_sample(chart, found, found_at),
        sampled_on=partial(day, PARTIAL_DIAGNOSIS, chance),
        is_basis="yes" if is_basis else "no",
        tier_scale=found.tier[0] if found.tier else None,
        tier=found.tier[1] if found.tier else None,
    )


def _sample(chart: Chart, found: Alteration, found_at: str) -> str:
    if found.germline:
        return "blood"
    criterion = chart.life.start.disease.criterion
    if criterion in ("ALL", "AML_ELN", "JMML_2015"):
        return "marrow"
    liquid = "csf" if criterion.startswith("RAPNO") else "blood"
    if found_at == "resistance":
        return chart.chance.deal("resistance sample", {"tumour": 50, liquid: 50})
    return chart.chance.deal("sample", {"tumour": 97, "other": 3}, eager=0.05)
