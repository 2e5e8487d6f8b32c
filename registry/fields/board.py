"""A decision of a tumour board."""

from registry.fields.base import (
    FACT_MISSING,
    FieldSet,
    Privacy,
    RecordKind,
    T,
    choice,
    date,
    is_,
    long_text,
    reference,
    text,
    values,
)

BOARD_TYPE = values(
    "board_type",
    ("rcppi", "RCP pédiatrique interrégionale (RCPPI)", "Interregional paediatric board (RCPPI)"),
    ("national", "RCP nationale", "National board"),
    ("molecular", "RCP moléculaire", "Molecular board"),
    ("local", "RCP locale", "Local board"),
    ("international", "RCP internationale", "International board"),
)

RECOMMENDATION = values(
    "recommendation",
    ("recommended", "Recommandé", "Recommended"),
    ("option", "Une option parmi d’autres", "One option among others"),
    ("not_recommended", "Non recommandé", "Not recommended"),
    ("deferred", "Décision différée", "Decision deferred"),
)

TRIAL_ANSWER = values(
    "trial_answer",
    ("none_open", "Pas d’essai ouvert", "No trial open"),
    ("not_eligible", "Non éligible", "Not eligible"),
    ("refused", "Refus du patient ou des parents", "Refused by the patient or parents"),
    ("distance", "Éloignement du centre investigateur", "Too far from the trial centre"),
    ("closed", "Essai fermé aux inclusions", "Trial closed to inclusion"),
    ("eligible", "Éligible à un essai ouvert", "Eligible for an open trial"),
    ("other", "Autre", "Other"),
)
"""Why no trial, or that one is open to the patient."""


class BoardFields(FieldSet):
    record = RecordKind(
        "board",
        T("Décision de RCP", "Tumour board decision"),
        T("Décisions de RCP", "Tumour board decisions"),
        T("Nouvelle décision de RCP", "New tumour board decision"),
        parent="patient",
    )

    held_on = date(T("Date de la RCP", "Date of the tumour board"), required=True)
    type = choice(BOARD_TYPE, T("Type de RCP", "Type of board"), privacy=Privacy.NONE, required=True)
    drug = reference("drug", T("Médicament discuté", "Drug discussed"), privacy=Privacy.NONE)
    recommendation = choice(RECOMMENDATION, T("Avis", "Recommendation"), privacy=Privacy.NONE, required=True)
    trial = choice(
        TRIAL_ANSWER, T("Essai clinique", "Clinical trial"), privacy=Privacy.NONE, missing=FACT_MISSING
    )
    alternative = text(
        T("Autre traitement proposé", "Other treatment proposed"),
        privacy=Privacy.FREE_TEXT,
        max_length=400,
        when=is_("recommendation", "option", "not_recommended", "deferred"),
        expected=False,
    )
    first_line_reason = text(
        T("Justification d’une première ligne", "Justification of a first line"),
        help=T(
            "Si le patient n’est ni en rechute ni réfractaire.",
            "When the patient is neither in relapse nor refractory.",
        ),
        privacy=Privacy.FREE_TEXT,
        max_length=2000,
        expected=False,
    )
    options = long_text(
        T("Options discutées", "Options discussed"), privacy=Privacy.FREE_TEXT, expected=False
    )
