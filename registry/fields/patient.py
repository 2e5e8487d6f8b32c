"""The patient: a number, a month of birth, a sex; never a name, never a day of birth."""

from registry.fields.base import (
    ANY_MISSING,
    FACT_MISSING,
    FieldSet,
    Privacy,
    RecordKind,
    Section,
    T,
    choice,
    choices,
    date,
    integer,
    is_,
    month,
    partial_date,
    text,
    values,
)
from registry.fields.values import DEATH_CAUSE, SEX, VITAL_STATUS, YES_NO, YES_NO_UNKNOWN

PREDISPOSITION = values(
    "predisposition",
    ("nf1", "Neurofibromatose de type 1", "Neurofibromatosis type 1"),
    ("nf2", "Schwannomatose liée à NF2", "NF2-related schwannomatosis"),
    ("tsc", "Sclérose tubéreuse de Bourneville", "Tuberous sclerosis complex"),
    ("li_fraumeni", "Syndrome de Li-Fraumeni", "Li-Fraumeni syndrome"),
    (
        "cmmrd",
        "Déficit constitutionnel de réparation des mésappariements",
        "Constitutional mismatch repair deficiency",
    ),
    ("dicer1", "Syndrome DICER1", "DICER1 syndrome"),
    ("rhabdoid", "Prédisposition aux tumeurs rhabdoïdes", "Rhabdoid tumour predisposition"),
    ("retinoblastoma", "Rétinoblastome héréditaire", "Hereditary retinoblastoma"),
    ("down", "Trisomie 21", "Down syndrome"),
    ("other", "Autre", "Other"),
    ("none", "Aucune connue", "None known"),
    exclusive="none",
)


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

    birth_day = integer(
        T("Jour de naissance", "Day of birth"),
        privacy=Privacy.INDIRECT,
        minimum=1,
        maximum=31,
        core=True,
        expected=False,
        identifier=True,
    )
    surname_letters = text(
        T("Nom, 3 premières lettres", "Surname, first 3 letters"),
        privacy=Privacy.INDIRECT,
        max_length=3,
        core=True,
        expected=False,
        identifier=True,
    )
    first_name_letters = text(
        T("Prénom, 2 premières lettres", "First name, first 2 letters"),
        privacy=Privacy.INDIRECT,
        max_length=2,
        core=True,
        expected=False,
        identifier=True,
    )
    predisposition = choices(
        PREDISPOSITION,
        T("Prédisposition au cancer", "Cancer predisposition"),
        privacy=Privacy.INDIRECT,
        expected=False,
        missing=ANY_MISSING,
    )

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
    autopsy = choice(
        YES_NO_UNKNOWN,
        T("Autopsie", "Autopsy"),
        privacy=Privacy.NONE,
        core=True,
        when=is_("vital_status", "dead"),
        expected=False,
        standard="D.9.3",
    )
