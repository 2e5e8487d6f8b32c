"""A follow-up visit: the child, the treatment, and what happened since the last one."""

from registry.fields.base import (
    FACT_MISSING,
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
from registry.fields.values import PERFORMANCE_SCALE, YES_NO

NOT_SEEN = values(
    "not_seen",
    ("postponed", "Visite reportée", "Visit postponed"),
    ("lost", "Perdu de vue", "Lost to follow-up"),
    ("dead", "Décès", "Death"),
    ("transferred", "Suivi par un autre centre", "Followed by another centre"),
    ("other", "Autre", "Other"),
)

PUBERTY = values(
    "puberty",
    ("1", "Tanner 1", "Tanner 1"),
    ("2", "Tanner 2", "Tanner 2"),
    ("3", "Tanner 3", "Tanner 3"),
    ("4", "Tanner 4", "Tanner 4"),
    ("5", "Tanner 5", "Tanner 5"),
)

ADHERENCE = values(
    "adherence",
    ("good", "Bonne", "Good"),
    ("fair", "Moyenne", "Fair"),
    ("poor", "Mauvaise", "Poor"),
)


class FollowUpFields(FieldSet):
    record = RecordKind(
        "follow_up",
        T("Visite de suivi", "Follow-up visit"),
        T("Visites de suivi", "Follow-up visits"),
        T("Nouvelle visite de suivi", "New follow-up visit"),
        parent="course",
    )

    visit = Section(T("Visite", "Visit"))
    month = integer(
        T("Visite du mois", "Visit of month"),
        help=T(
            "Mois du calendrier depuis la première prise ; vide si non prévue.",
            "Month of the calendar since the first dose; empty if unplanned.",
        ),
        privacy=Privacy.NONE,
        minimum=0,
        maximum=240,
        core=True,
        expected=False,
        standard="SV.VISITNUM",
    )
    planned_on = date(T("Date prévue", "Planned date"), core=True, expected=False, standard="SV.SVSTDTC")
    is_seen = choice(YES_NO, T("Patient vu", "Patient seen"), privacy=Privacy.NONE, required=True, core=True)
    visited_on = date(
        T("Date de la visite", "Date of visit"),
        required=True,
        core=True,
        when=is_("is_seen", "yes"),
        standard="SV.SVSTDTC",
    )
    not_seen_reason = choice(
        NOT_SEEN,
        T("Pourquoi", "Why not"),
        privacy=Privacy.NONE,
        core=True,
        when=is_("is_seen", "no"),
        missing=FACT_MISSING,
    )

    child = Section(T("L’enfant", "The child"))
    weight = decimal(
        T("Poids", "Weight"),
        privacy=Privacy.NONE,
        minimum=0.3,
        maximum=300,
        unit=T("kg", "kg"),
        core=True,
        when=is_("is_seen", "yes"),
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
        when=is_("is_seen", "yes"),
        missing=MEASURE_MISSING,
        standard="VS.HEIGHT",
    )
    performance_scale = choice(
        PERFORMANCE_SCALE,
        T("Échelle d’état général", "Performance scale"),
        privacy=Privacy.NONE,
        core=True,
        when=is_("is_seen", "yes"),
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
    puberty = choice(
        PUBERTY,
        T("Stade pubertaire", "Stage of puberty"),
        privacy=Privacy.INDIRECT,
        when=is_("is_seen", "yes"),
        expected=False,
        missing=(*MEASURE_MISSING, Missing.NOT_APPLICABLE, Missing.REFUSED),
    )
    growth = text(
        T("Croissance et développement", "Growth and development"),
        privacy=Privacy.FREE_TEXT,
        max_length=2000,
        when=is_("is_seen", "yes"),
        expected=False,
    )

    treatment = Section(T("Depuis la dernière visite", "Since the last visit"))
    dose_changed = choice(
        YES_NO,
        T("Dose changée ou interrompue", "Dose changed or interrupted"),
        help=T("Si oui, saisissez la période de dose.", "If so, enter the dose period."),
        privacy=Privacy.NONE,
        core=True,
        when=is_("is_seen", "yes"),
    )
    adherence = choice(
        ADHERENCE,
        T("Observance", "Adherence"),
        privacy=Privacy.NONE,
        core=True,
        when=is_("is_seen", "yes"),
        expected=False,
        missing=(Missing.NOT_APPLICABLE, *FACT_MISSING),
    )
    missed_doses = integer(
        T("Prises manquées", "Doses missed"),
        privacy=Privacy.NONE,
        minimum=0,
        maximum=1000,
        core=True,
        when=is_("adherence", "fair", "poor"),
        expected=False,
        missing=FACT_MISSING,
    )
    concomitant_changed = choice(
        YES_NO,
        T("Traitements concomitants changés", "Concomitant treatments changed"),
        privacy=Privacy.NONE,
        core=True,
        when=is_("is_seen", "yes"),
    )
    has_toxicity = choice(
        YES_NO,
        T("Toxicité ou situation particulière", "Toxicity or special situation"),
        help=T(
            "Si oui, saisissez-la : elle sera aussi à déclarer.",
            "If so, enter it: it will have to be declared too.",
        ),
        privacy=Privacy.NONE,
        core=True,
        when=is_("is_seen", "yes"),
    )
    assessment_done = choice(
        YES_NO,
        T("Tumeur évaluée", "Tumour assessed"),
        privacy=Privacy.NONE,
        core=True,
        when=is_("is_seen", "yes"),
    )
    questionnaire_done = choice(
        YES_NO,
        T("Questionnaire de qualité de vie rempli", "Quality-of-life questionnaire filled in"),
        privacy=Privacy.NONE,
        core=True,
        when=is_("is_seen", "yes"),
        expected=False,
    )
    health_care = text(
        T("Hospitalisations et recours aux soins", "Hospital stays and care"),
        privacy=Privacy.FREE_TEXT,
        max_length=2000,
        when=is_("is_seen", "yes"),
        expected=False,
    )
