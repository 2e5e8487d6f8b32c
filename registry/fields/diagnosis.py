"""The disease that is treated."""

from registry.fields.base import (
    FACT_MISSING,
    FieldSet,
    Privacy,
    RecordKind,
    T,
    choice,
    coded,
    integer,
    is_,
    partial_date,
    text,
)
from registry.fields.values import DIAGNOSIS_CATEGORY, DISEASE_STATUS


class DiagnosisFields(FieldSet):
    record = RecordKind(
        "diagnosis",
        T("Diagnostic", "Diagnosis"),
        T("Diagnostics", "Diagnoses"),
        T("Nouveau diagnostic", "New diagnosis"),
        parent="patient",
    )

    category = choice(
        DIAGNOSIS_CATEGORY,
        T("Catégorie", "Category"),
        privacy=Privacy.NONE,
        core=True,
    )
    name = text(
        T("Diagnostic", "Diagnosis"),
        help=T(
            "Nom usuel, par exemple « gliome de bas grade ». Ni nom, ni date de naissance.",
            "Usual name, for example “low-grade glioma”. No name, no date of birth.",
        ),
        privacy=Privacy.FREE_TEXT,
        core=True,
        standard="MH.MHTERM",
    )
    iccc3 = coded(
        "iccc3", T("Groupe ICCC-3", "ICCC-3 group"), privacy=Privacy.NONE, core=True, missing=FACT_MISSING
    )
    diagnosis_date = partial_date(
        T("Date du diagnostic initial", "Date of first diagnosis"),
        core=True,
        missing=FACT_MISSING,
        standard="MH.MHSTDTC",
    )
    disease_status = choice(
        DISEASE_STATUS,
        T("Statut de la maladie au début du traitement", "Disease status at start of treatment"),
        privacy=Privacy.NONE,
        core=True,
    )
    relapse_number = integer(
        T("Rechute n°", "Relapse number"),
        privacy=Privacy.NONE,
        minimum=1,
        maximum=20,
        core=True,
        when=is_("disease_status", "relapse"),
        missing=FACT_MISSING,
    )
