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
    choices,
    coded,
    date,
    decimal,
    given,
    is_,
    partial_date,
    reference,
    text,
    values,
)
from registry.fields.values import (
    DOSE_BASIS,
    DOSE_UNIT,
    FREQUENCY,
    PHARMACEUTICAL_FORM,
    RESPONSE_CATEGORY,
    ROUTE,
    STOP_REASON,
    YES_NO_UNKNOWN,
)

DRUG_ROLE = values(
    "drug_role",
    ("studied", "Médicament suivi", "Drug under study"),
    ("backbone", "Traitement associé", "Backbone"),
)


class CourseFields(FieldSet):
    record = RecordKind(
        "course",
        T("Traitement", "Course"),
        T("Traitements", "Courses"),
        T("Nouveau traitement", "New course"),
        parent="patient",
    )

    access = Section(T("Accès", "Access"))
    access_scheme = coded(
        "scheme",
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

    treatment = Section(T("Début", "Start"))
    first_dose = date(T("Première prise", "First dose"), required=True, core=True, standard="EX.EXSTDTC")
    stop = Section(
        T("Fin de traitement", "End of treatment"),
        T("Vide tant que le traitement est en cours.", "Empty while treatment is ongoing."),
    )
    last_dose = date(
        T("Dernière prise", "Last dose"),
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
    other_stop_reasons = choices(
        STOP_REASON,
        T("Autres raisons de l’arrêt", "Other reasons for stopping"),
        privacy=Privacy.NONE,
        core=True,
        when=given("stop_reason"),
        expected=False,
    )
    stop_text = text(
        T("Précision sur l’arrêt", "Detail of the stop"),
        privacy=Privacy.FREE_TEXT,
        when=given("stop_reason"),
        expected=False,
        max_length=2000,
    )
    toxicity_at_stop = choice(
        YES_NO_UNKNOWN,
        T("Toxicité en cours à l’arrêt", "Toxicity ongoing at stop"),
        privacy=Privacy.NONE,
        core=True,
        when=given("last_dose"),
    )
    toxicity_followed_until = partial_date(
        T("Suivi de cette toxicité jusqu’au", "This toxicity followed until"),
        core=True,
        when=is_("toxicity_at_stop", "yes"),
        expected=False,
        missing=FACT_MISSING,
    )
    post_treatment_follow_up = choice(
        YES_NO_UNKNOWN,
        T("Suivi après l’arrêt prévu", "Follow-up after stop planned"),
        privacy=Privacy.NONE,
        core=True,
        when=given("last_dose"),
        expected=False,
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
    dose_frequency = choice(
        FREQUENCY,
        T("Rythme", "Frequency"),
        privacy=Privacy.NONE,
        core=True,
        expected=False,
        standard="EX.EXDOSFRQ",
    )
    route = choice(
        ROUTE, T("Voie", "Route"), privacy=Privacy.NONE, core=True, expected=False, standard="EX.EXROUTE"
    )
    formulation = choice(
        PHARMACEUTICAL_FORM,
        T("Forme", "Form"),
        privacy=Privacy.NONE,
        core=True,
        expected=False,
        standard="EX.EXDOSFRM",
    )
    planned_dose = decimal(
        T("Dose prévue par le protocole", "Dose planned by the protocol"),
        help=T("Dans la même unité ; sert de référence.", "In the same unit; used as the reference."),
        privacy=Privacy.NONE,
        minimum=0,
        maximum=1e12,
        core=True,
        when=given("starting_dose"),
        expected=False,
    )
    role = choice(
        DRUG_ROLE,
        T("Rôle dans l’association", "Role in the combination"),
        privacy=Privacy.NONE,
        core=True,
        expected=False,
    )
