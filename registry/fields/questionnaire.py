"""A quality-of-life questionnaire: the instrument, who answered, its scores. No item of an instrument is shipped."""

from registry.fields.base import (
    FieldSet,
    Privacy,
    RecordKind,
    T,
    choice,
    date,
    decimal,
    is_,
    text,
    values,
)
from registry.fields.values import VISIT, YES_NO

INSTRUMENT = values(
    "instrument",
    ("pedsql_core", "PedsQL Generic Core 4.0", "PedsQL Generic Core 4.0"),
    ("pedsql_cancer", "PedsQL Cancer 3.0", "PedsQL Cancer 3.0"),
    ("pedsql_nf1", "PedsQL NF1", "PedsQL NF1"),
    ("eq5d_y", "EQ-5D-Y", "EQ-5D-Y"),
    ("eq5d_5l", "EQ-5D-5L", "EQ-5D-5L"),
    ("qlq_c30", "EORTC QLQ-C30", "EORTC QLQ-C30"),
    ("promis_25", "PROMIS Pediatric-25", "PROMIS Pediatric-25"),
    ("ped_pro_ctcae", "Ped-PRO-CTCAE", "Ped-PRO-CTCAE"),
    ("kindl", "KINDL", "KINDL"),
    ("other", "Autre", "Other"),
)

RESPONDENT = values(
    "respondent",
    ("child", "Enfant", "Child"),
    ("adolescent", "Adolescent", "Adolescent"),
    ("young_adult", "Jeune adulte", "Young adult"),
    ("parent_1", "Parent 1", "Parent 1"),
    ("parent_2", "Parent 2", "Parent 2"),
    ("other", "Autre", "Other"),
)

MODE = values("mode", ("paper", "Papier", "Paper"), ("electronic", "Électronique", "Electronic"))

NOT_FILLED = values(
    "not_filled",
    ("too_young", "Trop jeune", "Too young"),
    ("condition", "État clinique", "Clinical condition"),
    ("refusal", "Refus", "Refusal"),
    ("language", "Langue", "Language"),
    ("forgotten", "Oubli", "Forgotten"),
    ("not_available", "Questionnaire non disponible", "Questionnaire not available"),
    ("other", "Autre", "Other"),
)


class QuestionnaireFields(FieldSet):
    record = RecordKind(
        "questionnaire",
        T("Questionnaire de qualité de vie", "Quality-of-life questionnaire"),
        T("Questionnaires de qualité de vie", "Quality-of-life questionnaires"),
        T("Nouveau questionnaire", "New questionnaire"),
        parent="course",
    )

    visit = choice(VISIT, T("Visite", "Visit"), privacy=Privacy.NONE, required=True, core=True)
    instrument = choice(
        INSTRUMENT,
        T("Instrument", "Instrument"),
        privacy=Privacy.NONE,
        required=True,
        core=True,
        standard="QS.QSCAT",
    )
    instrument_text = text(
        T("Nom de l’instrument", "Name of the instrument"),
        privacy=Privacy.NONE,
        max_length=80,
        core=True,
        when=is_("instrument", "other"),
    )
    instrument_version = text(
        T("Version, tranche d’âge", "Version, age range"), privacy=Privacy.NONE, max_length=40, core=True
    )
    language = text(T("Langue", "Language"), privacy=Privacy.NONE, max_length=40, core=True, expected=False)
    respondent = choice(
        RESPONDENT,
        T("Répondant", "Respondent"),
        privacy=Privacy.NONE,
        required=True,
        core=True,
        standard="QS.QSEVAL",
    )
    is_filled = choice(YES_NO, T("Rempli", "Filled in"), privacy=Privacy.NONE, required=True, core=True)
    filled_on = date(
        T("Rempli le", "Filled in on"),
        required=True,
        core=True,
        when=is_("is_filled", "yes"),
        standard="QS.QSDTC",
    )
    mode = choice(
        MODE,
        T("Support", "Mode"),
        privacy=Privacy.NONE,
        core=True,
        when=is_("is_filled", "yes"),
        expected=False,
    )
    not_filled_reason = choice(
        NOT_FILLED,
        T("Pourquoi il n’est pas rempli", "Why it is not filled in"),
        privacy=Privacy.NONE,
        required=True,
        core=True,
        when=is_("is_filled", "no"),
        standard="QS.QSREASND",
    )
    total_score = decimal(
        T("Score total", "Total score"),
        privacy=Privacy.NONE,
        minimum=-1000,
        maximum=1000,
        core=True,
        when=is_("is_filled", "yes"),
        expected=False,
        standard="QS.QSSTRESN",
    )


class QuestionnaireScoreFields(FieldSet):
    record = RecordKind(
        "questionnaire_score",
        T("Score d’une dimension", "Score of a dimension"),
        T("Scores par dimension", "Scores by dimension"),
        T("Nouveau score", "New score"),
        parent="questionnaire",
        embedded=True,
    )

    dimension = text(
        T("Dimension", "Dimension"),
        privacy=Privacy.NONE,
        max_length=80,
        required=True,
        core=True,
        standard="QS.QSTEST",
    )
    score = decimal(
        T("Score", "Score"),
        privacy=Privacy.NONE,
        minimum=-1000,
        maximum=1000,
        required=True,
        core=True,
        standard="QS.QSSTRESN",
    )
