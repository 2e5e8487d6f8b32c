"""A toxicity: CTCAE term and grade, dates, seriousness, and per drug its causality and the action taken."""

from registry.fields.base import (
    FACT_MISSING,
    FieldSet,
    Privacy,
    RecordKind,
    Section,
    T,
    choice,
    choices,
    coded,
    is_,
    partial_date,
    reference,
    text,
)
from registry.fields.values import ACTION, CAUSALITY, GRADE, OUTCOME, SERIOUSNESS, TOXICITY_NATURE, YES_NO


class ToxicityFields(FieldSet):
    record = RecordKind(
        "toxicity",
        T("Toxicité", "Toxicity"),
        T("Toxicités", "Toxicities"),
        T("Nouvelle toxicité", "New toxicity"),
        parent="course",
    )

    event = Section(T("Terme et grade", "Term and grade"))
    term = coded(
        "ctcae",
        T("Terme CTCAE", "CTCAE term"),
        help=T(
            "En français ou en anglais, sans accents si vous voulez. « Autre, à préciser » sous la classe d’organe.",
            "In English or French. “Other, specify” is listed under its organ class.",
        ),
        privacy=Privacy.NONE,
        required=True,
        core=True,
        standard="AE.AETOXCD",
    )
    term_text = text(
        T("Préciser", "Specify"),
        help=T(
            "Ce qui est arrivé, en quelques mots, sans nom ni date de naissance.",
            "What happened, in a few words, without name or date of birth.",
        ),
        privacy=Privacy.FREE_TEXT,
        core=True,
        expected=False,
        standard="AE.AETERM",
    )
    coded_term = text(
        T("Terme codé", "Coded term"),
        help=T("Facultatif : terme du dictionnaire du site.", "Optional: term of the site’s own dictionary."),
        privacy=Privacy.FREE_TEXT,
        expected=False,
        standard="AE.AEDECOD",
    )
    nature = choice(
        TOXICITY_NATURE,
        T("Clinique ou biologique", "Clinical or laboratory"),
        privacy=Privacy.NONE,
        required=True,
        core=True,
    )
    grade = choice(
        GRADE,
        T("Grade CTCAE", "CTCAE grade"),
        privacy=Privacy.NONE,
        required=True,
        core=True,
        standard="AE.AETOXGR",
    )

    dates = Section(T("Dates", "Dates"))
    onset = partial_date(
        T("Début", "Onset"),
        required=True,
        core=True,
        standard="AE.AESTDTC",
    )
    ongoing = choice(
        YES_NO, T("En cours à ce jour", "Ongoing"), privacy=Privacy.NONE, core=True, standard="AE.AEENRTPT"
    )
    end = partial_date(
        T("Fin", "End"), core=True, when=is_("ongoing", "no", ""), missing=FACT_MISSING, standard="AE.AEENDTC"
    )

    gravity = Section(T("Gravité", "Seriousness"))
    seriousness = choices(
        SERIOUSNESS,
        T("Critères de gravité", "Seriousness criteria"),
        help=T(
            "Tout ce qui s’applique. Le grade ne fait pas la gravité.",
            "All that apply. The grade does not make it serious.",
        ),
        privacy=Privacy.NONE,
        core=True,
        standard="AE.AESER",
    )

    evolution = Section(T("Évolution", "Outcome"))
    outcome = choice(OUTCOME, T("Évolution", "Outcome"), privacy=Privacy.NONE, core=True, standard="AE.AEOUT")


class ToxicityDrugFields(FieldSet):
    record = RecordKind(
        "toxicity_drug",
        T("Imputabilité et mesure, par médicament", "Causality and action, per drug"),
        T("Imputabilités et mesures", "Causalities and actions"),
        T("Nouvelle imputabilité", "New causality"),
        parent="toxicity",
        embedded=True,
    )

    drug = reference("drug", T("Médicament", "Drug"), privacy=Privacy.NONE, required=True, core=True)
    causality = choice(
        CAUSALITY,
        T("Imputabilité", "Causality"),
        privacy=Privacy.NONE,
        core=True,
        missing=FACT_MISSING,
        standard="AE.AEREL",
    )
    action = choice(
        ACTION,
        T("Mesure prise", "Action taken"),
        privacy=Privacy.NONE,
        core=True,
        missing=FACT_MISSING,
        standard="AE.AEACN",
    )
