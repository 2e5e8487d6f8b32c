"""The patient: a number, a month of birth, a sex; never a name, never a day of birth."""

from registry.fields.base import (
    FACT_MISSING,
    FieldSet,
    Privacy,
    RecordKind,
    Section,
    T,
    choice,
    date,
    is_,
    month,
    partial_date,
    text,
)
from registry.fields.values import DEATH_CAUSE, SEX, VITAL_STATUS, YES_NO


class PatientFields(FieldSet):
    record = RecordKind(
        "patient",
        T("Patient", "Patient"),
        T("Patients", "Patients"),
        T("Nouveau patient", "New patient"),
        parent="centre",
    )

    identity = Section(T("Identité pseudonymisée", "Pseudonymised identity"))
    number = text(
        T("Numéro de patient", "Patient number"),
        help=T("Donné par le registre, jamais réutilisé.", "Given by the registry, never reused."),
        privacy=Privacy.INDIRECT,
        core=True,
        generated=True,
        standard="DM.SUBJID",
        max_length=20,
    )
    birth_month = month(
        T("Mois et année de naissance", "Month and year of birth"),
        required=True,
        core=True,
        standard="DM.BRTHDTC",
    )
    sex = choice(SEX, T("Sexe", "Sex"), privacy=Privacy.INDIRECT, required=True, core=True, standard="DM.SEX")

    information = Section(T("Information et non-opposition", "Information and non-objection"))
    information_date = date(
        T("Information donnée le", "Information given on"),
        help=T(
            "Note d’information remise au patient ou aux titulaires de l’autorité parentale.",
            "Information notice given to the patient or to those with parental authority.",
        ),
        core=True,
        missing=FACT_MISSING,
    )
    objection = choice(
        YES_NO,
        T("Opposition à la recherche", "Objection to research"),
        help=T(
            "Dès qu’elle est enregistrée, le patient sort des synthèses et des exports.",
            "From the moment it is saved the patient leaves summaries and exports.",
        ),
        privacy=Privacy.NONE,
    )
    objection_date = date(
        T("Date de l’opposition", "Date of objection"), when=is_("objection", "yes"), missing=FACT_MISSING
    )

    last_news = Section(T("Dernières nouvelles", "Last news"))
    vital_status = choice(
        VITAL_STATUS, T("Statut vital", "Vital status"), privacy=Privacy.NONE, core=True, standard="DM.DTHFL"
    )
    vital_status_date = partial_date(
        T("Date des dernières nouvelles ou du décès", "Date of last news or of death"),
        core=True,
        missing=FACT_MISSING,
        standard="DM.DTHDTC",
    )
    death_cause = choice(
        DEATH_CAUSE,
        T("Cause du décès", "Cause of death"),
        privacy=Privacy.NONE,
        core=True,
        when=is_("vital_status", "dead"),
        missing=FACT_MISSING,
        standard="DD.DDORRES",
    )
