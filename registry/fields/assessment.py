"""An assessment of the tumour: the centre's reading, and beside it the reviewed one."""

from registry.fields.base import (
    MEASURE_MISSING,
    Desk,
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
    is_,
    long_text,
    text,
    values,
)
from registry.fields.values import PROGRESSION_CONTEXT, VISIT, YES_NO_UNKNOWN

MODALITY = values(
    "modality",
    ("mri", "IRM", "MRI"),
    ("ct", "Scanner", "CT"),
    ("pet", "TEP", "PET"),
    ("mibg", "Scintigraphie MIBG", "MIBG scan"),
    ("ultrasound", "Échographie", "Ultrasound"),
    ("clinical", "Examen clinique", "Clinical examination"),
    ("marrow", "Myélogramme", "Bone marrow"),
    ("mrd", "Maladie résiduelle", "Minimal residual disease"),
    ("blood", "Sang", "Blood"),
    ("csf", "Liquide céphalorachidien", "Cerebrospinal fluid"),
    ("other", "Autre", "Other"),
)


class AssessmentFields(FieldSet):
    record = RecordKind(
        "assessment",
        T("Évaluation", "Assessment"),
        T("Évaluations", "Assessments"),
        T("Nouvelle évaluation", "New assessment"),
        parent="course",
    )

    examination = Section(T("Examen", "Examination"))
    visit = choice(
        VISIT, T("Visite", "Visit"), privacy=Privacy.NONE, required=True, core=True, standard="RS.VISIT"
    )
    assessed_on = date(
        T("Date de l’évaluation", "Date of assessment"), required=True, core=True, standard="RS.RSDTC"
    )
    criterion = coded(
        "criterion",
        T("Critère et version", "Criterion and version"),
        privacy=Privacy.NONE,
        required=True,
        core=True,
        standard="RS.RSCAT",
    )
    target_measure = decimal(
        T("Mesure des cibles", "Target measure"),
        help=T(
            "Dans l’unité du critère : somme des diamètres en mm, produit en mm², volume en cm³, ou score.",
            "In the unit of the criterion: sum of diameters in mm, product in mm², volume in cm³, or score.",
        ),
        privacy=Privacy.NONE,
        minimum=0,
        maximum=1e6,
        core=True,
        expected=False,
        missing=MEASURE_MISSING,
        standard="TR.TRORRES",
    )
    modality = choices(
        MODALITY,
        T("Examens faits", "Examinations done"),
        privacy=Privacy.NONE,
        core=True,
        expected=False,
        standard="TR.TRMETHOD",
    )
    nadir = decimal(
        T("Plus petite mesure sous traitement", "Smallest measure on treatment"),
        help=T(
            "Vide : le registre prend la plus petite des évaluations saisies.",
            "Empty: the registry takes the smallest of the assessments entered.",
        ),
        privacy=Privacy.NONE,
        minimum=0,
        maximum=1e6,
        core=True,
        when=is_("visit", "on_treatment", "after_stop"),
        expected=False,
    )
    new_lesion = choice(
        YES_NO_UNKNOWN,
        T("Nouvelle lésion", "New lesion"),
        privacy=Privacy.NONE,
        core=True,
        when=is_("visit", "on_treatment", "after_stop"),
        expected=False,
        standard="TU.TUSTRESC",
    )
    report = long_text(
        T("Compte rendu d’imagerie", "Imaging report"),
        help=T(
            "Texte collé, sans nom ni date de naissance. Lu par le relecteur, jamais transmis à un laboratoire.",
            "Pasted text, without name or date of birth. Read by the reviewer, never sent to a company.",
        ),
        privacy=Privacy.REPORT,
        expected=False,
    )

    local = Section(T("Lecture du centre", "Local reading"))
    response = coded(
        "response",
        T("Réponse, lecture locale", "Response, local reading"),
        privacy=Privacy.NONE,
        required=True,
        core=True,
        when=is_("visit", "on_treatment", "after_stop"),
        standard="RS.RSSTRESC",
    )

    progression_context = choice(
        PROGRESSION_CONTEXT,
        T("Contexte de la progression", "Context of the progression"),
        help=T(
            "Sous traitement, dans les trois mois qui suivent l’arrêt, ou plus de six mois après.",
            "On treatment, within three months of stopping, or more than six months later.",
        ),
        privacy=Privacy.NONE,
        when=is_("visit", "on_treatment", "after_stop"),
        expected=False,
    )

    review = Section(T("Lecture relue", "Reviewed reading"))
    reviewed_response = coded(
        "response",
        T("Réponse, lecture relue", "Response, reviewed reading"),
        privacy=Privacy.NONE,
        when=is_("visit", "on_treatment", "after_stop"),
        desk=Desk.REVIEW,
        expected=False,
    )
    reviewer = text(T("Relecteur", "Reviewer"), privacy=Privacy.FREE_TEXT, desk=Desk.REVIEW, expected=False)
    reviewed_on = date(
        T("Date de la relecture", "Date of review"), privacy=Privacy.NONE, desk=Desk.REVIEW, expected=False
    )
    review_reason = text(
        T("Raison de la relecture", "Reason for the reviewed reading"),
        help=T("Pourquoi elle diffère de la lecture locale.", "Why it differs from the local reading."),
        privacy=Privacy.FREE_TEXT,
        max_length=2000,
        desk=Desk.REVIEW,
        expected=False,
    )
