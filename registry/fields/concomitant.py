"""A treatment given beside the course: supportive care and others that are not anticancer drugs."""

from registry.fields.base import (
    FACT_MISSING,
    FieldSet,
    Privacy,
    RecordKind,
    T,
    choice,
    is_,
    partial_date,
    text,
    values,
)
from registry.fields.values import ROUTE, YES_NO

CONCOMITANT_CLASS = values(
    "concomitant_class",
    ("none", "Aucun traitement concomitant", "No concomitant treatment"),
    ("corticosteroid", "Corticoïde", "Corticosteroid"),
    ("antiepileptic", "Antiépileptique", "Antiepileptic"),
    ("anti_infective", "Anti-infectieux", "Anti-infective"),
    ("antifungal_azole", "Antifongique azolé", "Azole antifungal"),
    ("gastric", "Antiacide ou antisécrétoire", "Acid reducer"),
    ("analgesic", "Antalgique", "Analgesic"),
    ("anticoagulant", "Anticoagulant", "Anticoagulant"),
    ("hormone", "Hormone", "Hormone"),
    ("growth_factor", "Facteur de croissance", "Growth factor"),
    ("bisphosphonate", "Bisphosphonate", "Bisphosphonate"),
    ("radiotherapy", "Radiothérapie", "Radiotherapy"),
    ("other", "Autre", "Other"),
)
_SOME = tuple(code for code in CONCOMITANT_CLASS.codes if code != "none")


class ConcomitantFields(FieldSet):
    record = RecordKind(
        "concomitant",
        T("Traitement concomitant", "Concomitant treatment"),
        T("Traitements concomitants", "Concomitant treatments"),
        T("Nouveau traitement concomitant", "New concomitant treatment"),
        parent="patient",
    )

    category = choice(CONCOMITANT_CLASS, T("Classe", "Class"), privacy=Privacy.NONE, required=True, core=True)
    name = text(
        T("Traitement", "Treatment"),
        help=T("Dénomination commune internationale.", "International non-proprietary name."),
        privacy=Privacy.FREE_TEXT,
        core=True,
        when=is_("category", *_SOME),
        standard="CM.CMTRT",
    )
    dose = text(
        T("Dose", "Dose"),
        privacy=Privacy.FREE_TEXT,
        max_length=80,
        core=True,
        when=is_("category", *_SOME),
        expected=False,
    )
    route = choice(
        ROUTE,
        T("Voie", "Route"),
        privacy=Privacy.NONE,
        core=True,
        when=is_("category", *_SOME),
        expected=False,
    )
    indication = text(
        T("Indication", "Indication"),
        privacy=Privacy.FREE_TEXT,
        core=True,
        when=is_("category", *_SOME),
        expected=False,
        standard="CM.CMINDC",
    )
    began = partial_date(
        T("Début", "Start"),
        core=True,
        when=is_("category", *_SOME),
        missing=FACT_MISSING,
        standard="CM.CMSTDTC",
    )
    is_ongoing = choice(
        YES_NO,
        T("En cours", "Ongoing"),
        privacy=Privacy.NONE,
        core=True,
        when=is_("category", *_SOME),
        standard="CM.CMENRTPT",
    )
    ended = partial_date(
        T("Fin", "End"),
        core=True,
        when=is_("is_ongoing", "no"),
        missing=FACT_MISSING,
        standard="CM.CMENDTC",
    )
