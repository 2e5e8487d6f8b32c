"""Circulating tumour DNA, one sample: measured over time beside the imaging response."""

from registry.fields.alteration import ASSAY
from registry.fields.base import (
    MEASURE_MISSING,
    FieldSet,
    Privacy,
    RecordKind,
    T,
    choice,
    date,
    decimal,
    is_,
    text,
    values,
)
from registry.fields.values import VISIT

CTDNA_SAMPLE = values(
    "ctdna_sample",
    ("plasma", "Plasma", "Plasma"),
    ("csf", "Liquide céphalorachidien", "Cerebrospinal fluid"),
    ("urine", "Urine", "Urine"),
    ("other", "Autre", "Other"),
)

DETECTION = values(
    "detection",
    ("detected", "Détecté", "Detected"),
    ("not_detected", "Non détecté", "Not detected"),
    ("failed", "Analyse non concluante", "Assay failed"),
)


class CtdnaFields(FieldSet):
    record = RecordKind(
        "ctdna",
        T("ADN tumoral circulant", "Circulating tumour DNA"),
        T("ADN tumoral circulant", "Circulating tumour DNA"),
        T("Nouveau dosage d’ADN tumoral", "New circulating tumour DNA"),
        parent="course",
    )

    visit = choice(VISIT, T("Visite", "Visit"), privacy=Privacy.NONE, core=True)
    sampled_on = date(T("Date du prélèvement", "Date of sample"), required=True, core=True)
    sample = choice(CTDNA_SAMPLE, T("Prélèvement", "Sample"), privacy=Privacy.NONE, required=True, core=True)
    assay = choice(ASSAY, T("Méthode", "Assay"), privacy=Privacy.NONE, core=True, expected=False)
    target = text(
        T("Altération suivie", "Alteration followed"),
        help=T("Par exemple BRAF V600E.", "For example BRAF V600E."),
        privacy=Privacy.NONE,
        max_length=80,
        core=True,
        required=True,
    )
    result = choice(DETECTION, T("Résultat", "Result"), privacy=Privacy.NONE, required=True, core=True)
    vaf = decimal(
        T("Fréquence allélique", "Variant allele fraction"),
        privacy=Privacy.NONE,
        minimum=0,
        maximum=100,
        unit=T("%", "%"),
        core=True,
        when=is_("result", "detected"),
        missing=MEASURE_MISSING,
    )
    copies = decimal(
        T("Copies mutées", "Mutant copies"),
        privacy=Privacy.NONE,
        minimum=0,
        maximum=1e9,
        unit=T("copies/mL", "copies/mL"),
        core=True,
        when=is_("result", "detected"),
        expected=False,
        missing=MEASURE_MISSING,
    )
