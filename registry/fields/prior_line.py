"""A line of treatment before this one."""

from registry.fields.base import (
    FACT_MISSING,
    FieldSet,
    Privacy,
    RecordKind,
    T,
    choice,
    choices,
    integer,
    partial_date,
    text,
    values,
)
from registry.fields.values import RESPONSE_CATEGORY

TREATMENT_TYPE = values(
    "treatment_type",
    ("chemotherapy", "Chimiothérapie", "Chemotherapy"),
    ("targeted", "Thérapie ciblée", "Targeted therapy"),
    ("immunotherapy", "Immunothérapie", "Immunotherapy"),
    ("cell_therapy", "Thérapie cellulaire", "Cell therapy"),
    ("radiotherapy", "Radiothérapie", "Radiotherapy"),
    ("surgery", "Chirurgie", "Surgery"),
    ("autograft", "Autogreffe", "Autologous transplant"),
    ("allograft", "Allogreffe", "Allogeneic transplant"),
    ("other", "Autre", "Other"),
)

LINE_END = values(
    "line_end",
    ("completed", "Terminée comme prévu", "Completed as planned"),
    ("progression", "Progression ou rechute", "Progression or relapse"),
    ("toxicity", "Toxicité", "Toxicity"),
    ("other", "Autre", "Other"),
)


class PriorLineFields(FieldSet):
    record = RecordKind(
        "prior_line",
        T("Traitement antérieur", "Prior treatment"),
        T("Traitements antérieurs", "Prior treatments"),
        T("Nouvelle ligne antérieure", "New prior line"),
        parent="patient",
    )

    line = integer(
        T("Ligne n°", "Line number"), privacy=Privacy.NONE, minimum=1, maximum=30, required=True, core=True
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
    began = partial_date(T("Début", "Start"), core=True, missing=FACT_MISSING, standard="CM.CMSTDTC")
    ended = partial_date(T("Fin", "End"), core=True, missing=FACT_MISSING, standard="CM.CMENDTC")
    progressed_on = partial_date(
        T("Progression ou rechute le", "Progression or relapse on"),
        core=True,
        expected=False,
        missing=FACT_MISSING,
    )
    best_response = choice(
        RESPONSE_CATEGORY,
        T("Meilleure réponse", "Best response"),
        privacy=Privacy.NONE,
        core=True,
        missing=FACT_MISSING,
    )
    end_reason = choice(
        LINE_END,
        T("Raison de la fin", "Reason for ending"),
        privacy=Privacy.NONE,
        core=True,
        missing=FACT_MISSING,
    )
