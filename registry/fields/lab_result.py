"""A laboratory result of interest, graded by its value."""

from registry.fields.base import (
    FACT_MISSING,
    FieldSet,
    Privacy,
    RecordKind,
    T,
    choice,
    coded,
    date,
    decimal,
)
from registry.fields.values import VISIT


class LabResultFields(FieldSet):
    record = RecordKind(
        "lab_result",
        T("Résultat de laboratoire", "Laboratory result"),
        T("Résultats de laboratoire", "Laboratory results"),
        T("Nouveau résultat de laboratoire", "New laboratory result"),
        parent="course",
    )

    visit = choice(VISIT, T("Visite", "Visit"), privacy=Privacy.NONE, core=True)
    sampled_on = date(
        T("Date du prélèvement", "Date of sample"), required=True, core=True, standard="LB.LBDTC"
    )
    analyte = coded(
        "analyte", T("Analyse", "Test"), privacy=Privacy.NONE, required=True, core=True, standard="LB.LBTEST"
    )
    value = decimal(
        T("Valeur", "Value"),
        privacy=Privacy.NONE,
        minimum=-1e6,
        maximum=1e9,
        required=True,
        core=True,
        standard="LB.LBORRES",
    )
    unit = coded(
        "lab_unit", T("Unité", "Unit"), privacy=Privacy.NONE, required=True, core=True, standard="LB.LBORRESU"
    )
    lower = decimal(
        T("Limite inférieure de la normale", "Lower limit of normal"),
        help=T("Celle du laboratoire, pour l’âge.", "The laboratory’s own, for the age."),
        privacy=Privacy.NONE,
        minimum=-1e6,
        maximum=1e9,
        core=True,
        missing=FACT_MISSING,
        standard="LB.LBORNRLO",
    )
    upper = decimal(
        T("Limite supérieure de la normale", "Upper limit of normal"),
        privacy=Privacy.NONE,
        minimum=-1e6,
        maximum=1e9,
        core=True,
        missing=FACT_MISSING,
        standard="LB.LBORNRHI",
    )
    baseline = decimal(
        T("Valeur avant traitement", "Value before treatment"),
        help=T(
            "Même unité. Demandée quand le grade en dépend.",
            "Same unit. Needed where the grade depends on it.",
        ),
        privacy=Privacy.NONE,
        minimum=-1e6,
        maximum=1e9,
        core=True,
        expected=False,
        missing=FACT_MISSING,
    )
