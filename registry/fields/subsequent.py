"""A treatment of the tumour after the course."""

from registry.fields.base import (
    FACT_MISSING,
    FieldSet,
    Privacy,
    RecordKind,
    T,
    choice,
    choices,
    partial_date,
    text,
)
from registry.fields.prior_line import TREATMENT_TYPE
from registry.fields.values import RESPONSE_CATEGORY


class SubsequentFields(FieldSet):
    record = RecordKind(
        "subsequent",
        T("Traitement ultérieur", "Subsequent treatment"),
        T("Traitements ultérieurs", "Subsequent treatments"),
        T("Nouveau traitement ultérieur", "New subsequent treatment"),
        parent="patient",
    )

    types = choices(TREATMENT_TYPE, T("Nature", "Type"), privacy=Privacy.NONE, required=True, core=True)
    regimen = text(
        T("Médicaments ou protocole", "Drugs or protocol"),
        privacy=Privacy.FREE_TEXT,
        max_length=400,
        core=True,
        missing=FACT_MISSING,
        standard="CM.CMTRT",
    )
    began = partial_date(T("Début", "Start"), required=True, core=True, standard="CM.CMSTDTC")
    ended = partial_date(
        T("Fin", "End"), core=True, expected=False, missing=FACT_MISSING, standard="CM.CMENDTC"
    )
    best_response = choice(
        RESPONSE_CATEGORY,
        T("Meilleure réponse", "Best response"),
        privacy=Privacy.NONE,
        expected=False,
        missing=FACT_MISSING,
    )
