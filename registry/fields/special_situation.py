"""A pregnancy, or another situation that pharmacovigilance follows, with or without a reaction."""

from registry.fields.base import (
    FACT_MISSING,
    FieldSet,
    Privacy,
    RecordKind,
    Section,
    T,
    choice,
    date,
    decimal,
    integer,
    is_,
    long_text,
    partial_date,
    reference,
    text,
    values,
)
from registry.fields.values import YES_NO, YES_NO_UNKNOWN

SITUATION = values(
    "situation",
    ("pregnancy", "Grossesse", "Pregnancy"),
    ("breastfeeding", "Allaitement", "Breastfeeding"),
    ("paternal", "Exposition paternelle", "Exposure through the father"),
    ("overdose", "Surdosage", "Overdose"),
    ("error", "Erreur médicamenteuse", "Medication error"),
    ("misuse", "Mésusage", "Misuse"),
    ("abuse", "Abus", "Abuse"),
    ("no_effect", "Défaut d’efficacité inattendu", "Unexpected lack of efficacy"),
    ("infection", "Transmission d’un agent infectieux", "Transmission of an infectious agent"),
    ("interaction", "Interaction", "Interaction"),
    ("occupational", "Exposition professionnelle", "Occupational exposure"),
    ("quality", "Défaut de qualité", "Quality defect"),
)

PREGNANCY_OUTCOME = values(
    "pregnancy_outcome",
    ("ongoing", "En cours", "Ongoing"),
    ("live_birth", "Naissance vivante", "Live birth"),
    ("miscarriage", "Fausse couche spontanée", "Miscarriage"),
    ("termination_medical", "Interruption médicale", "Termination for medical reasons"),
    ("termination", "Interruption volontaire", "Voluntary termination"),
    ("stillbirth", "Mort fœtale in utero", "Stillbirth"),
    ("unknown", "Inconnue", "Unknown"),
)

_PREGNANCY = ("pregnancy", "paternal")


class SpecialSituationFields(FieldSet):
    record = RecordKind(
        "special_situation",
        T("Grossesse ou situation particulière", "Pregnancy or special situation"),
        T("Grossesses et situations particulières", "Pregnancies and special situations"),
        T("Nouvelle situation particulière", "New special situation"),
        parent="patient",
    )

    event = Section(T("Situation", "Situation"))
    situation = choice(
        SITUATION,
        T("Situation", "Situation"),
        privacy=Privacy.NONE,
        required=True,
        core=True,
        standard="G.k.10.r",
    )
    drug = reference("drug", T("Médicament", "Drug"), privacy=Privacy.NONE, required=True, core=True)
    occurred_on = partial_date(T("Date", "Date"), required=True, core=True)
    has_reaction = choice(
        YES_NO,
        T("Avec une toxicité", "With a toxicity"),
        help=T("Si oui, saisissez aussi la toxicité.", "If so, enter the toxicity too."),
        privacy=Privacy.NONE,
        core=True,
    )
    description = long_text(
        T("Description", "Description"),
        help=T(
            "Ce qui est arrivé, sans nom ni date de naissance.",
            "What happened, without name or date of birth.",
        ),
        privacy=Privacy.FREE_TEXT,
        core=True,
    )
    first_received = date(
        T("Connue du centre le", "Known to the centre on"), core=True, expected=False, standard="C.1.4"
    )

    pregnancy = Section(T("Grossesse", "Pregnancy"))
    last_period = partial_date(
        T("Dernières règles", "Last menstrual period"),
        core=True,
        when=is_("situation", *_PREGNANCY),
        missing=FACT_MISSING,
        standard="D.6",
    )
    expected_delivery = partial_date(
        T("Terme prévu", "Expected delivery"),
        core=True,
        when=is_("situation", *_PREGNANCY),
        expected=False,
        missing=FACT_MISSING,
    )
    exposed_from_week = integer(
        T("Exposition, de la semaine", "Exposure, from week"),
        privacy=Privacy.NONE,
        minimum=0,
        maximum=45,
        core=True,
        when=is_("situation", *_PREGNANCY),
        missing=FACT_MISSING,
        standard="G.k.6",
    )
    exposed_to_week = integer(
        T("à la semaine", "to week"),
        privacy=Privacy.NONE,
        minimum=0,
        maximum=45,
        core=True,
        when=is_("situation", *_PREGNANCY),
        missing=FACT_MISSING,
    )
    obstetric_history = text(
        T("Antécédents obstétricaux", "Obstetric history"),
        privacy=Privacy.FREE_TEXT,
        max_length=400,
        core=True,
        when=is_("situation", *_PREGNANCY),
        expected=False,
    )
    pregnancy_outcome = choice(
        PREGNANCY_OUTCOME,
        T("Issue", "Outcome"),
        privacy=Privacy.NONE,
        core=True,
        when=is_("situation", *_PREGNANCY),
    )
    ended_on = partial_date(
        T("Date de l’issue", "Date of outcome"),
        core=True,
        when=is_(
            "pregnancy_outcome",
            "live_birth",
            "miscarriage",
            "termination_medical",
            "termination",
            "stillbirth",
        ),
        missing=FACT_MISSING,
    )
    child_term = integer(
        T("Terme à la naissance", "Gestational age at birth"),
        privacy=Privacy.NONE,
        minimum=20,
        maximum=45,
        unit=T("semaines", "weeks"),
        core=True,
        when=is_("pregnancy_outcome", "live_birth", "stillbirth"),
        missing=FACT_MISSING,
    )
    child_weight = decimal(
        T("Poids de naissance", "Birth weight"),
        privacy=Privacy.NONE,
        minimum=200,
        maximum=7000,
        unit=T("g", "g"),
        core=True,
        when=is_("pregnancy_outcome", "live_birth", "stillbirth"),
        missing=FACT_MISSING,
    )
    malformation = choice(
        YES_NO_UNKNOWN,
        T("Malformation", "Malformation"),
        privacy=Privacy.NONE,
        core=True,
        when=is_("pregnancy_outcome", "live_birth", "stillbirth", "termination_medical"),
    )
    malformation_text = text(
        T("Laquelle", "Which"),
        privacy=Privacy.FREE_TEXT,
        max_length=400,
        core=True,
        when=is_("malformation", "yes"),
    )
