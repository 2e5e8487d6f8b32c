"""A point of the medical history, or an accompanying disease."""

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
from registry.fields.values import YES_NO_UNKNOWN

HISTORY_DOMAIN = values(
    "history_domain",
    ("none", "Aucun antécédent ni comorbidité", "No history, no comorbidity"),
    ("cardiac", "Cœur et vaisseaux", "Heart and vessels"),
    ("renal", "Rein", "Kidney"),
    ("hepatic", "Foie", "Liver"),
    ("endocrine", "Hormones et croissance", "Hormones and growth"),
    ("neurological", "Système nerveux", "Nervous system"),
    ("respiratory", "Poumon", "Lung"),
    ("skin", "Peau", "Skin"),
    ("eye", "Œil", "Eye"),
    ("haematological", "Sang", "Blood"),
    ("infection", "Infection ou déficit immunitaire", "Infection or immune deficiency"),
    ("allergy", "Allergie", "Allergy"),
    ("psychiatric", "Psychisme et apprentissage", "Mind and learning"),
    ("genetic", "Maladie génétique", "Genetic disease"),
    ("surgery", "Chirurgie", "Surgery"),
    ("other", "Autre", "Other"),
)


class HistoryFields(FieldSet):
    record = RecordKind(
        "history",
        T("Antécédent ou comorbidité", "History or comorbidity"),
        T("Antécédents et comorbidités", "History and comorbidities"),
        T("Nouvel antécédent", "New history item"),
        parent="patient",
    )

    domain = choice(HISTORY_DOMAIN, T("Domaine", "Domain"), privacy=Privacy.NONE, required=True, core=True)
    name = text(
        T("Antécédent", "Item"),
        help=T("En quelques mots, sans nom.", "In a few words, without name."),
        privacy=Privacy.FREE_TEXT,
        core=True,
        when=is_("domain", *(code for code in HISTORY_DOMAIN.codes if code != "none")),
        standard="MH.MHTERM",
    )
    began = partial_date(
        T("Depuis", "Since"),
        core=True,
        when=is_("domain", *(code for code in HISTORY_DOMAIN.codes if code != "none")),
        expected=False,
        missing=FACT_MISSING,
        standard="MH.MHSTDTC",
    )
    is_ongoing = choice(
        YES_NO_UNKNOWN,
        T("Toujours présent", "Still present"),
        privacy=Privacy.NONE,
        core=True,
        when=is_("domain", *(code for code in HISTORY_DOMAIN.codes if code != "none")),
        standard="MH.MHENRTPT",
    )
