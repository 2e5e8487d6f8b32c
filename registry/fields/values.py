"""The value sets shared by the declarations: codes are stored, words are shown."""

from registry.fields.base import values

YES_NO = values("yes_no", ("yes", "Oui", "Yes"), ("no", "Non", "No"))

LANGUAGE = values("language", ("fr", "Français", "French"), ("en", "Anglais", "English"))

SEX = values(
    "sex", ("male", "Masculin", "Male"), ("female", "Féminin", "Female"), ("unknown", "Inconnu", "Unknown")
)

VITAL_STATUS = values(
    "vital_status",
    ("alive", "Vivant", "Alive"),
    ("dead", "Décédé", "Dead"),
    ("lost", "Perdu de vue", "Lost to follow-up"),
)

DEATH_CAUSE = values(
    "death_cause",
    ("disease", "Maladie", "Disease"),
    ("toxicity", "Toxicité du traitement", "Treatment toxicity"),
    ("other", "Autre cause", "Other cause"),
    ("unknown", "Cause inconnue", "Unknown cause"),
)

DIAGNOSIS_CATEGORY = values(
    "diagnosis_category",
    ("cns", "Tumeur du SNC", "CNS tumour"),
    ("solid", "Tumeur solide hors SNC", "Solid tumour outside the CNS"),
    ("lymphoma", "Lymphome", "Lymphoma"),
    ("leukaemia", "Leucémie", "Leukaemia"),
    ("histiocytosis", "Histiocytose", "Histiocytosis"),
    ("other", "Autre", "Other"),
)

DISEASE_STATUS = values(
    "disease_status",
    ("first_line", "Première ligne sans standard", "First line without standard"),
    ("refractory", "Réfractaire", "Refractory"),
    ("relapse", "Rechute", "Relapse"),
)

ACCESS_SCHEME = values(
    "access_scheme",
    ("AAP_PRE", "Accès précoce avant AMM (AAP)", "France: early access before authorisation (AAP)"),
    ("AAP_POST", "Accès précoce après AMM (AAP)", "France: early access after authorisation (AAP)"),
    ("AAC", "Accès compassionnel (AAC)", "France: compassionate access (AAC)"),
    ("AAC_TP", "Accès compassionnel très précoce (AAC)", "France: very early compassionate access (AAC)"),
    (
        "CPC",
        "Cadre de prescription compassionnelle (CPC)",
        "France: compassionate prescription framework (CPC)",
    ),
    ("HORS_AMM", "Hors AMM, sans cadre", "Off label, no framework"),
    ("EARLY", "Étranger : programme d’accès précoce", "Abroad: early access programme"),
    ("GROUP", "Étranger : programme compassionnel de groupe", "Abroad: compassionate programme for a group"),
    ("NAMED", "Étranger : accès nominatif", "Abroad: named-patient access"),
    ("OFFLABEL", "Étranger : hors AMM encadré", "Abroad: off-label framework"),
    ("EXPANDED", "Étranger : accès élargi", "Abroad: expanded access"),
    ("OTHER", "Autre accès", "Other access"),
)

STOP_REASON = values(
    "stop_reason",
    ("progression", "Progression de la maladie", "Disease progression"),
    ("toxicity", "Toxicité", "Toxicity"),
    ("planned", "Fin de traitement prévue", "Planned end of treatment"),
    ("response", "Réponse complète", "Complete response"),
    ("death", "Décès", "Death"),
    ("choice", "Souhait du patient ou des parents", "Choice of the patient or parents"),
    ("physician", "Décision du médecin", "Physician’s decision"),
    ("supply", "Médicament indisponible ou accès terminé", "Drug unavailable or access ended"),
    ("trial", "Inclusion dans un essai", "Entry into a trial"),
    ("transplant", "Greffe, chirurgie ou autre traitement", "Transplant, surgery or other treatment"),
    ("lost", "Perdu de vue", "Lost to follow-up"),
    ("other", "Autre", "Other"),
)

RESPONSE_CATEGORY = values(
    "response_category",
    ("CR", "Réponse complète", "Complete response"),
    ("PR", "Réponse partielle", "Partial response"),
    ("MR", "Réponse mineure", "Minor response"),
    ("SD", "Maladie stable", "Stable disease"),
    ("PD", "Progression", "Progressive disease"),
    ("NE", "Non évaluable", "Not evaluable"),
)

DOSE_UNIT = values(
    "dose_unit",
    ("mg", "mg", "mg"),
    ("ug", "µg", "µg"),
    ("g", "g", "g"),
    ("IU", "UI", "IU"),
    ("cells", "cellules", "cells"),
)

DOSE_BASIS = values(
    "dose_basis",
    ("flat_day", "par jour", "per day"),
    ("flat_dose", "par prise", "per dose"),
    ("kg_day", "par kg et par jour", "per kg per day"),
    ("kg_dose", "par kg et par prise", "per kg per dose"),
    ("m2_day", "par m² et par jour", "per m² per day"),
    ("m2_dose", "par m² et par prise", "per m² per dose"),
)

VISIT = values(
    "visit",
    ("baseline", "Référence, avant traitement", "Baseline"),
    ("on_treatment", "Sous traitement", "On treatment"),
    ("after_stop", "Après l’arrêt", "After stop"),
)

TOXICITY_NATURE = values(
    "toxicity_nature", ("clinical", "Clinique", "Clinical"), ("laboratory", "Biologique", "Laboratory")
)

GRADE = values(
    "ctcae_grade",
    ("1", "Grade 1, léger", "Grade 1, mild"),
    ("2", "Grade 2, modéré", "Grade 2, moderate"),
    ("3", "Grade 3, sévère", "Grade 3, severe"),
    ("4", "Grade 4, menaçant la vie", "Grade 4, life-threatening"),
    ("5", "Grade 5, décès", "Grade 5, death"),
)

SERIOUSNESS = values(
    "seriousness",
    ("death", "Décès", "Death"),
    ("life_threatening", "Mise en jeu du pronostic vital", "Life-threatening"),
    ("hospitalisation", "Hospitalisation ou prolongation", "Hospitalisation or its prolongation"),
    ("disability", "Invalidité ou incapacité", "Disability or incapacity"),
    ("congenital", "Anomalie ou malformation congénitale", "Congenital anomaly or birth defect"),
    ("important", "Autre situation médicalement significative", "Other medically important condition"),
    ("none", "Aucun critère : non grave", "None of them: not serious"),
    exclusive="none",
)

OUTCOME = values(
    "outcome",
    ("recovered", "Rétabli", "Recovered"),
    ("recovering", "En cours de rétablissement", "Recovering"),
    ("not_recovered", "Non rétabli", "Not recovered"),
    ("sequelae", "Rétabli avec séquelles", "Recovered with sequelae"),
    ("fatal", "Décès", "Fatal"),
    ("unknown", "Inconnue", "Unknown"),
)

CAUSALITY = values(
    "causality",
    ("related", "Liée", "Related"),
    ("possible", "Possible", "Possible"),
    ("unlikely", "Improbable", "Unlikely"),
    ("unrelated", "Non liée", "Unrelated"),
)

ACTION = values(
    "action",
    ("unchanged", "Dose inchangée", "Dose unchanged"),
    ("reduced", "Dose diminuée", "Dose reduced"),
    ("interrupted", "Traitement suspendu", "Drug interrupted"),
    ("withdrawn", "Arrêt définitif", "Drug withdrawn"),
    ("increased", "Dose augmentée", "Dose increased"),
    ("not_applicable", "Non applicable", "Not applicable"),
    ("unknown", "Inconnue", "Unknown"),
)
