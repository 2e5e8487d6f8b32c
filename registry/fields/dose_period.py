"""A period at one dose of one drug, or a pause."""

from registry.fields.base import (
    FACT_MISSING,
    FieldSet,
    Missing,
    Privacy,
    RecordKind,
    T,
    choice,
    coded,
    date,
    decimal,
    given,
    is_,
    reference,
    text,
    values,
)
from registry.fields.values import DOSE_BASIS, DOSE_UNIT, FREQUENCY, PHARMACEUTICAL_FORM, ROUTE

DOSE_CHANGE = values(
    "dose_change",
    ("start", "Début", "Start"),
    ("increase", "Augmentation", "Increase"),
    ("reduction", "Réduction", "Reduction"),
    ("adaptation", "Adaptation au poids ou à la croissance", "Adapted to weight or growth"),
    ("interruption", "Interruption", "Interruption"),
    ("resumption", "Reprise", "Resumption"),
)

DOSE_REASON = values(
    "dose_reason",
    ("toxicity", "Toxicité", "Toxicity"),
    ("progression", "Progression", "Progression"),
    ("growth", "Poids, croissance", "Weight, growth"),
    ("choice", "Souhait du patient ou des parents", "Choice of the patient or parents"),
    ("supply", "Rupture, indisponibilité", "Shortage"),
    ("surgery", "Chirurgie", "Surgery"),
    ("intercurrent", "Maladie intercurrente", "Intercurrent illness"),
    ("escalation", "Montée en dose prévue", "Planned escalation"),
    ("interaction", "Interaction", "Interaction"),
    ("other", "Autre", "Other"),
)

_DOSED = ("start", "increase", "reduction", "adaptation", "resumption")


class DosePeriodFields(FieldSet):
    record = RecordKind(
        "dose_period",
        T("Période de dose", "Dose period"),
        T("Périodes de dose", "Dose periods"),
        T("Nouvelle période de dose", "New dose period"),
        parent="course",
    )

    drug = reference("drug", T("Médicament", "Drug"), privacy=Privacy.NONE, required=True, core=True)
    change = choice(
        DOSE_CHANGE, T("Ce qui change", "What changes"), privacy=Privacy.NONE, required=True, core=True
    )
    began = date(T("À partir du", "From"), required=True, core=True, standard="EX.EXSTDTC")
    ended = date(
        T("Jusqu’au", "Until"),
        help=T("Vide tant que cette période dure.", "Empty while this period lasts."),
        core=True,
        expected=False,
        missing=FACT_MISSING,
        standard="EX.EXENDTC",
    )
    dose = decimal(
        T("Dose", "Dose"),
        privacy=Privacy.NONE,
        minimum=0,
        maximum=1e12,
        core=True,
        when=is_("change", *_DOSED),
        missing=FACT_MISSING,
        standard="EX.EXDOSE",
    )
    dose_unit = choice(
        DOSE_UNIT,
        T("Unité", "Unit"),
        privacy=Privacy.NONE,
        core=True,
        when=given("dose"),
        standard="EX.EXDOSU",
    )
    dose_basis = choice(
        DOSE_BASIS, T("Rapportée à", "Basis"), privacy=Privacy.NONE, core=True, when=given("dose")
    )
    dose_frequency = choice(
        FREQUENCY,
        T("Rythme", "Frequency"),
        privacy=Privacy.NONE,
        core=True,
        when=is_("change", *_DOSED),
        expected=False,
        standard="EX.EXDOSFRQ",
    )
    route = choice(
        ROUTE,
        T("Voie", "Route"),
        privacy=Privacy.NONE,
        core=True,
        when=is_("change", *_DOSED),
        expected=False,
        standard="EX.EXROUTE",
    )
    formulation = choice(
        PHARMACEUTICAL_FORM,
        T("Forme", "Form"),
        privacy=Privacy.NONE,
        core=True,
        when=is_("change", *_DOSED),
        expected=False,
        standard="EX.EXDOSFRM",
    )
    batch = text(
        T("Lot", "Batch"),
        privacy=Privacy.NONE,
        max_length=40,
        core=True,
        when=is_("change", *_DOSED),
        expected=False,
        missing=(Missing.NOT_AVAILABLE, Missing.NOT_APPLICABLE),
        standard="EX.EXLOT",
    )
    change_reason = choice(
        DOSE_REASON,
        T("Raison", "Reason"),
        privacy=Privacy.NONE,
        core=True,
        when=is_("change", "increase", "reduction", "adaptation", "interruption", "resumption"),
        missing=FACT_MISSING,
        standard="EX.EXADJ",
    )
    toxicity_term = coded(
        "ctcae",
        T("Toxicité en cause", "Toxicity concerned"),
        privacy=Privacy.NONE,
        core=True,
        when=is_("change_reason", "toxicity"),
        missing=FACT_MISSING,
    )
    reason_text = text(
        T("Précision", "Detail"),
        privacy=Privacy.FREE_TEXT,
        max_length=400,
        core=True,
        when=given("change_reason"),
        expected=False,
    )
