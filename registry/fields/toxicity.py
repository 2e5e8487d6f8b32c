"""A toxicity: CTCAE term and grade, dates, seriousness, and per drug its causality and the action taken."""

from registry.fields.base import (
    FACT_MISSING,
    Desk,
    Field,
    FieldSet,
    Privacy,
    RecordKind,
    Section,
    T,
    choice,
    choices,
    coded,
    date,
    decimal,
    given,
    is_,
    long_text,
    partial_date,
    reference,
    text,
    values,
)
from registry.fields.values import ACTION, CAUSALITY, GRADE, OUTCOME, SERIOUSNESS, TOXICITY_NATURE, YES_NO

REPORT_TYPE = values(
    "report_type",
    ("spontaneous", "Spontanée", "Spontaneous"),
    ("study", "Étude, recueil actif", "Study, active collection"),
    ("other", "Autre", "Other"),
    ("unknown", "Inconnu", "Not known"),
)

REPORTER = values(
    "reporter",
    ("physician", "Médecin", "Physician"),
    ("pharmacist", "Pharmacien", "Pharmacist"),
    ("other_professional", "Autre professionnel de santé", "Other health professional"),
    ("lawyer", "Juriste", "Lawyer"),
    ("consumer", "Patient ou proche", "Patient or relative"),
)

CIRCUMSTANCES = values(
    "circumstances",
    ("overdose", "Surdosage", "Overdose"),
    ("error", "Erreur médicamenteuse", "Medication error"),
    ("misuse", "Mésusage", "Misuse"),
    ("abuse", "Abus", "Abuse"),
    ("occupational", "Exposition professionnelle", "Occupational exposure"),
    ("off_label", "Hors AMM", "Off-label use"),
    ("paternal", "Exposition paternelle", "Exposure through the father"),
    ("none", "Aucune : usage prévu", "None: intended use"),
    exclusive="none",
)

EXPECTEDNESS = values(
    "expectedness",
    ("expected", "Attendue", "Expected"),
    ("unexpected", "Inattendue", "Unexpected"),
    ("unknown", "Ne peut être dit", "Cannot be said"),
)

CAUSALITY_METHOD = values(
    "causality_method",
    ("reporter", "Avis du notificateur", "Reporter’s opinion"),
    ("who_umc", "OMS-UMC", "WHO-UMC"),
    ("naranjo", "Naranjo", "Naranjo"),
    ("french", "Méthode française", "French method"),
    ("other", "Autre", "Other"),
)

RECHALLENGE = values(
    "rechallenge",
    ("recurred", "Oui, récidive", "Yes, it recurred"),
    ("not_recurred", "Oui, sans récidive", "Yes, it did not recur"),
    ("unknown_result", "Oui, résultat inconnu", "Yes, result unknown"),
    ("no", "Non", "No"),
)

SUSPECT_ROLE = values(
    "suspect_role",
    ("suspect", "Suspect", "Suspect"),
    ("concomitant", "Concomitant", "Concomitant"),
    ("interacting", "Interaction", "Interacting"),
    ("not_given", "Non administré", "Not administered"),
)


def _measure(label: T, standard: str) -> Field:
    """A laboratory value or limit of the toxicity, in the unit beside it."""
    return decimal(
        label,
        privacy=Privacy.NONE,
        minimum=-1e6,
        maximum=1e9,
        when=given("lab_analyte"),
        expected=False,
        standard=standard,
    )


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
    lab_analyte = coded(
        "analyte",
        T("Analyse", "Test"),
        help=T(
            "La valeur propose le terme et le grade ; vous gardez la main.",
            "The value proposes the term and the grade; you have the last word.",
        ),
        privacy=Privacy.NONE,
        when=is_("nature", "laboratory"),
        expected=False,
        standard="LB.LBTEST",
    )
    lab_value = _measure(T("Valeur la plus anormale", "Most abnormal value"), "LB.LBORRES")
    lab_unit = coded(
        "lab_unit",
        T("Unité", "Unit"),
        privacy=Privacy.NONE,
        when=given("lab_analyte"),
        expected=False,
        standard="LB.LBORRESU",
    )
    lab_lower = _measure(T("Limite inférieure de la normale", "Lower limit of normal"), "LB.LBORNRLO")
    lab_upper = _measure(T("Limite supérieure de la normale", "Upper limit of normal"), "LB.LBORNRHI")
    lab_baseline = _measure(T("Valeur avant traitement", "Value before treatment"), "LB.LBBLFL")
    grade = choice(
        GRADE,
        T("Grade CTCAE", "CTCAE grade"),
        help=T("Le plus élevé atteint.", "The highest reached."),
        privacy=Privacy.NONE,
        required=True,
        core=True,
        standard="AE.AETOXGR",
    )
    grade_reason = text(
        T(
            "Raison d’un grade autre que celui de la valeur",
            "Reason for a grade other than that of the value",
        ),
        privacy=Privacy.FREE_TEXT,
        max_length=2000,
        when=given("lab_analyte"),
        expected=False,
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

    hospitalised_on = partial_date(
        T("Hospitalisation, début", "Hospital stay, start"),
        core=True,
        when=is_("seriousness", "hospitalisation"),
        missing=FACT_MISSING,
    )
    discharged_on = partial_date(
        T("Hospitalisation, fin", "Hospital stay, end"),
        core=True,
        when=is_("seriousness", "hospitalisation"),
        expected=False,
        missing=FACT_MISSING,
    )

    evolution = Section(T("Évolution", "Outcome"))
    outcome = choice(OUTCOME, T("Évolution", "Outcome"), privacy=Privacy.NONE, core=True, standard="AE.AEOUT")
    treatment_given = text(
        T("Traitement correctif, examens", "Treatment given, tests"),
        help=T(
            "En quelques mots, sans nom ni date de naissance.",
            "In a few words, without name or date of birth.",
        ),
        privacy=Privacy.FREE_TEXT,
        max_length=2000,
        core=True,
        expected=False,
        standard="AE.AECONTRT",
    )

    report = Section(
        T("Pharmacovigilance", "Pharmacovigilance"),
        T(
            "Ce que la déclaration demande en plus ; le reste est repris de la fiche.",
            "What the report asks beyond this form; the rest is taken from it.",
        ),
    )
    first_received = date(
        T("Connue du centre le", "Known to the centre on"),
        help=T("Point de départ des délais de déclaration.", "Start of the reporting deadlines."),
        core=True,
        expected=False,
        standard="C.1.4",
    )
    report_type = choice(
        REPORT_TYPE,
        T("Type de notification", "Type of report"),
        privacy=Privacy.NONE,
        core=True,
        expected=False,
        to_confirm=True,
        standard="C.1.3",
    )
    reporter = choice(
        REPORTER,
        T("Qualification du notificateur", "Reporter’s qualification"),
        privacy=Privacy.NONE,
        core=True,
        expected=False,
        standard="C.2.r.4",
    )
    circumstances = choices(
        CIRCUMSTANCES,
        T("Circonstances particulières", "Special circumstances"),
        privacy=Privacy.NONE,
        core=True,
        expected=False,
        standard="G.k.10.r",
    )
    narrative = long_text(
        T("Narratif", "Narrative"),
        help=T(
            "Proposé à partir de la fiche, à relire. Ni nom ni date de naissance.",
            "Proposed from the form, to be read again. No name, no date of birth.",
        ),
        privacy=Privacy.FREE_TEXT,
        core=True,
        expected=False,
        standard="H.1",
    )

    desk = Section(T("Évaluation de pharmacovigilance", "Pharmacovigilance assessment"))
    expectedness = choice(
        EXPECTEDNESS,
        T("Attendue", "Expectedness"),
        privacy=Privacy.NONE,
        core=True,
        desk=Desk.SAFETY,
        expected=False,
    )
    expectedness_reference = text(
        T("Référence et version (RCP, brochure)", "Reference and version (SmPC, brochure)"),
        privacy=Privacy.NONE,
        core=True,
        desk=Desk.SAFETY,
        when=given("expectedness"),
        expected=False,
    )
    worldwide_case = text(
        T("Numéro de cas mondial", "Worldwide case number"),
        privacy=Privacy.INDIRECT,
        core=True,
        desk=Desk.SAFETY,
        expected=False,
        max_length=100,
        standard="C.1.8.1",
    )


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
    causality_method = choice(
        CAUSALITY_METHOD,
        T("Méthode d’imputabilité", "Causality method"),
        privacy=Privacy.NONE,
        core=True,
        when=given("causality"),
        expected=False,
        standard="G.k.9.i.2.r.2",
    )
    action = choice(
        ACTION,
        T("Mesure prise", "Action taken"),
        privacy=Privacy.NONE,
        core=True,
        missing=FACT_MISSING,
        standard="AE.AEACN",
    )
    rechallenge = choice(
        RECHALLENGE,
        T("Réintroduction", "Rechallenge"),
        privacy=Privacy.NONE,
        core=True,
        when=is_("action", "interrupted", "withdrawn"),
        expected=False,
        standard="G.k.9.i.4",
    )
    role = choice(
        SUSPECT_ROLE,
        T("Rôle du médicament", "Role of the drug"),
        privacy=Privacy.NONE,
        core=True,
        expected=False,
        standard="G.k.1",
    )
    sponsor_causality = choice(
        CAUSALITY,
        T("Imputabilité selon la pharmacovigilance", "Causality, pharmacovigilance"),
        privacy=Privacy.NONE,
        core=True,
        desk=Desk.SAFETY,
        expected=False,
    )
    centre_score = text(
        T("Score de la méthode française (CRPV)", "Score of the French method (regional centre)"),
        help=T("Recopié du CRPV, par exemple I3.", "Copied from the regional centre, for example I3."),
        privacy=Privacy.NONE,
        core=True,
        desk=Desk.SAFETY,
        expected=False,
        to_confirm=True,
        max_length=20,
    )


class ToxicityGradeFields(FieldSet):
    record = RecordKind(
        "toxicity_grade",
        T("Changement de grade", "Grade change"),
        T("Changements de grade", "Grade changes"),
        T("Nouveau changement de grade", "New grade change"),
        parent="toxicity",
    )

    graded_on = partial_date(T("À partir du", "From"), required=True, core=True)
    grade = choice(
        GRADE,
        T("Grade CTCAE", "CTCAE grade"),
        privacy=Privacy.NONE,
        required=True,
        core=True,
        standard="AE.AETOXGR",
    )
