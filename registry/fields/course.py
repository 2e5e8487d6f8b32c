"""A course: one patient treated with one or several drugs, and the dose of each."""

from registry.fields.base import (
    FACT_MISSING,
    FieldSet,
    Missing,
    Privacy,
    RecordKind,
    Section,
    T,
    choice,
    date,
    decimal,
    reference,
)
from registry.fields.values import ACCESS_SCHEME, DOSE_BASIS, DOSE_UNIT, RESPONSE_CATEGORY, STOP_REASON


class CourseFields(FieldSet):
    record = RecordKind(
        "course",
        T("Traitement", "Course"),
        T("Traitements", "Courses"),
        T("Nouveau traitement", "New course"),
        parent="patient",
    )

    access = Section(T("Accès", "Access"))
    access_scheme = choice(
        ACCESS_SCHEME,
        T("Régime d’accès", "Access scheme"),
        privacy=Privacy.NONE,
        core=True,
        missing=FACT_MISSING,
    )
    board_date = date(
        T("Date de la RCP", "Date of the tumour board"),
        help=T("Réunion de concertation pluridisciplinaire.", "Multidisciplinary tumour board."),
        missing=(Missing.NOT_DONE, Missing.NOT_AVAILABLE, Missing.UNKNOWN),
    )

    treatment = Section(T("Traitement", "Treatment"))
    first_dose = date(T("Première prise", "First dose"), required=True, core=True, standard="EX.EXSTDTC")
    last_dose = date(
        T("Dernière prise", "Last dose"),
        help=T("Vide tant que le traitement est en cours.", "Empty while treatment is ongoing."),
        core=True,
        expected=False,
        missing=FACT_MISSING,
        standard="EX.EXENDTC",
    )
    stop_reason = choice(
        STOP_REASON,
        T("Raison principale de l’arrêt", "Main reason for stopping"),
        privacy=Privacy.NONE,
        core=True,
        expected=False,
        missing=FACT_MISSING,
        standard="DS.DSDECOD",
    )
    best_response = choice(
        RESPONSE_CATEGORY,
        T("Meilleure réponse selon le centre", "Best response as the centre sees it"),
        help=T(
            "Comparée à celle que donnent les évaluations, jamais comptée.",
            "Compared with the one from the assessments, never counted.",
        ),
        privacy=Privacy.NONE,
        expected=False,
        missing=(Missing.NOT_DONE, Missing.NOT_AVAILABLE, Missing.NOT_APPLICABLE),
    )


class CourseDrugFields(FieldSet):
    record = RecordKind(
        "course_drug",
        T("Médicament", "Drug"),
        T("Médicaments", "Drugs"),
        T("Nouveau médicament", "New drug"),
        parent="course",
        embedded=True,
    )

    drug = reference(
        "drug", T("Médicament", "Drug"), privacy=Privacy.NONE, required=True, core=True, standard="EX.EXTRT"
    )
    starting_dose = decimal(
        T("Dose de départ", "Starting dose"),
        privacy=Privacy.NONE,
        minimum=0,
        maximum=1e12,
        core=True,
        missing=FACT_MISSING,
        standard="EX.EXDOSE",
    )
    dose_unit = choice(DOSE_UNIT, T("Unité", "Unit"), privacy=Privacy.NONE, core=True, standard="EX.EXDOSU")
    dose_basis = choice(DOSE_BASIS, T("Rapportée à", "Basis"), privacy=Privacy.NONE, core=True)
