"""The start of a course: the child on the first day, and what changed since the request."""

from registry.fields.base import (
    MEASURE_MISSING,
    FieldSet,
    Missing,
    Privacy,
    RecordKind,
    Section,
    T,
    choice,
    date,
    decimal,
    given,
    integer,
    is_,
    text,
    values,
)
from registry.fields.values import PERFORMANCE_SCALE, YES_NO, YES_NO_UNKNOWN

HANDLING = values(
    "handling",
    ("suitable", "Forme adaptée, donnée telle quelle", "Suitable form, given as it is"),
    ("opened", "Gélule ouverte ou comprimé écrasé", "Capsule opened or tablet crushed"),
    ("compounded", "Préparation magistrale", "Compounded"),
    ("tube", "Par sonde", "By feeding tube"),
    ("other", "Autre manipulation", "Other handling"),
)

CONTRACEPTION = values(
    "contraception",
    ("not_concerned", "Non concerné", "Not concerned"),
    ("negative_test", "Test de grossesse négatif", "Negative pregnancy test"),
    ("contraception", "Contraception", "Contraception"),
    ("both", "Test négatif et contraception", "Negative test and contraception"),
    ("none", "Ni test ni contraception", "Neither test nor contraception"),
)


class InitiationFields(FieldSet):
    record = RecordKind(
        "initiation",
        T("Fiche d’initiation", "Initiation"),
        T("Fiches d’initiation", "Initiations"),
        T("Nouvelle fiche d’initiation", "New initiation"),
        parent="course",
        single=True,
    )

    child = Section(T("L’enfant au début du traitement", "The child at start of treatment"))
    measured_on = date(T("Date de l’examen", "Date of examination"), required=True, core=True)
    weight = decimal(
        T("Poids", "Weight"),
        privacy=Privacy.NONE,
        minimum=0.3,
        maximum=300,
        unit=T("kg", "kg"),
        core=True,
        missing=MEASURE_MISSING,
        standard="VS.WEIGHT",
    )
    height = decimal(
        T("Taille", "Height"),
        privacy=Privacy.NONE,
        minimum=20,
        maximum=250,
        unit=T("cm", "cm"),
        core=True,
        missing=MEASURE_MISSING,
        standard="VS.HEIGHT",
    )
    performance_scale = choice(
        PERFORMANCE_SCALE,
        T("Échelle d’état général", "Performance scale"),
        privacy=Privacy.NONE,
        core=True,
        missing=MEASURE_MISSING,
    )
    performance = integer(
        T("État général", "Performance status"),
        help=T(
            "Lansky et Karnofsky : 0 à 100 par 10 ; OMS : 0 à 4.",
            "Lansky and Karnofsky: 0 to 100 by 10; WHO: 0 to 4.",
        ),
        privacy=Privacy.NONE,
        minimum=0,
        maximum=100,
        core=True,
        when=given("performance_scale"),
        missing=MEASURE_MISSING,
        standard="QS.QSSTRESN",
    )
    contraception = choice(
        CONTRACEPTION,
        T("Contraception, test de grossesse", "Contraception, pregnancy test"),
        privacy=Privacy.INDIRECT,
        core=True,
        missing=(Missing.UNKNOWN, Missing.REFUSED),
    )

    changes = Section(T("Depuis la demande", "Since the request"))
    has_changed = choice(
        YES_NO, T("Changement depuis la demande", "Change since the request"), privacy=Privacy.NONE, core=True
    )
    change_text = text(
        T("Lequel", "Which"),
        privacy=Privacy.FREE_TEXT,
        max_length=2000,
        core=True,
        when=is_("has_changed", "yes"),
    )
    still_eligible = choice(
        YES_NO,
        T("Critères d’éligibilité toujours remplis", "Eligibility criteria still met"),
        privacy=Privacy.NONE,
        core=True,
    )
    deviation = choice(
        YES_NO,
        T("Écart au RCP ou au protocole", "Deviation from the SmPC or protocol"),
        privacy=Privacy.NONE,
        core=True,
    )
    deviation_text = text(
        T("Quel écart (dose, âge, indication)", "Which (dose, age, indication)"),
        privacy=Privacy.FREE_TEXT,
        max_length=2000,
        core=True,
        when=is_("deviation", "yes"),
    )

    product = Section(T("Produit", "Product"))
    product_name = text(
        T("Spécialité et dosage", "Product and strength"), privacy=Privacy.NONE, core=True, expected=False
    )
    ucd = text(
        T("Code UCD", "Product code (UCD)"), privacy=Privacy.NONE, max_length=20, core=True, expected=False
    )
    batch = text(
        T("Lot", "Batch"),
        help=T("Obligatoire pour un biologique.", "Mandatory for a biological."),
        privacy=Privacy.NONE,
        max_length=40,
        core=True,
        expected=False,
        missing=(Missing.NOT_AVAILABLE, Missing.NOT_APPLICABLE),
    )
    handling = choice(
        HANDLING,
        T("Forme adaptée à l’enfant", "Form suitable for the child"),
        privacy=Privacy.NONE,
        expected=False,
    )
    baseline_done = choice(
        YES_NO_UNKNOWN,
        T("Évaluation de la maladie faite avant la première prise", "Disease assessed before the first dose"),
        privacy=Privacy.NONE,
        core=True,
    )
    questionnaire_done = choice(
        YES_NO,
        T("Questionnaire de qualité de vie rempli", "Quality-of-life questionnaire filled in"),
        privacy=Privacy.NONE,
        core=True,
        expected=False,
    )
