"""One act of information, of consent or non-opposition, or its withdrawal."""

from registry.fields.base import (
    FACT_MISSING,
    FieldSet,
    Privacy,
    RecordKind,
    T,
    choice,
    choices,
    date,
    is_,
    text,
    values,
)

CONSENT_EVENT = values(
    "consent_event",
    ("information", "Information donnée, pas d’opposition", "Information given, no objection"),
    ("consent", "Consentement écrit", "Written consent"),
    ("assent", "Assentiment de l’enfant", "Child’s assent"),
    ("coming_of_age", "Information à la majorité", "Information at coming of age"),
    ("objection", "Opposition à la recherche", "Objection to research"),
    ("withdrawal", "Retrait du consentement", "Withdrawal of consent"),
)

INFORMED = values(
    "informed",
    ("patient", "Patient", "Patient"),
    ("both_parents", "Les deux parents", "Both parents"),
    ("one_parent", "Un parent", "One parent"),
    ("guardian", "Tuteur", "Guardian"),
    ("trusted_person", "Personne de confiance", "Trusted person"),
)

NOTICE = values(
    "notice",
    ("access", "Note sur le médicament et son accès", "Notice on the drug and its access"),
    ("data", "Note sur les données personnelles", "Notice on personal data"),
    ("research", "Note de la recherche", "Research notice"),
)


class ConsentFields(FieldSet):
    record = RecordKind(
        "consent",
        T("Information et consentement", "Information and consent"),
        T("Information et consentement", "Information and consent"),
        T("Nouvelle information ou consentement", "New information or consent"),
        parent="patient",
    )

    event = choice(CONSENT_EVENT, T("Acte", "Act"), privacy=Privacy.NONE, required=True, core=True)
    given_on = date(T("Date", "Date"), required=True, core=True)
    informed = choices(INFORMED, T("Qui", "Who"), privacy=Privacy.NONE, required=True, core=True)
    notices = choices(
        NOTICE,
        T("Notes remises", "Notices given"),
        privacy=Privacy.NONE,
        core=True,
        when=is_("event", "information", "consent", "assent", "coming_of_age"),
        missing=FACT_MISSING,
    )
    notice_version = text(
        T("Version de la note", "Version of the notice"),
        privacy=Privacy.NONE,
        max_length=40,
        core=True,
        when=is_("event", "information", "consent", "assent", "coming_of_age"),
        missing=FACT_MISSING,
    )
    language = text(
        T("Langue de la note", "Language of the notice"),
        privacy=Privacy.NONE,
        max_length=40,
        expected=False,
        when=is_("event", "information", "consent", "assent", "coming_of_age"),
    )
    stated_reason = text(
        T("Raison, si elle est dite", "Reason, if given"),
        privacy=Privacy.FREE_TEXT,
        max_length=400,
        when=is_("event", "objection", "withdrawal"),
        expected=False,
    )
