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
    ("progression", "Progression", "Progression"),
    ("residual", "Maladie résiduelle", "Residual disease"),
    ("not_oncological", "Maladie non cancéreuse", "Not a cancer"),
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

YES_NO_UNKNOWN = values(
    "yes_no_unknown", ("yes", "Oui", "Yes"), ("no", "Non", "No"), ("unknown", "Ne sait pas", "Unknown")
)

FREQUENCY = values(
    "frequency",
    ("once_daily", "1 fois par jour", "Once a day"),
    ("twice_daily", "2 fois par jour", "Twice a day"),
    ("three_daily", "3 fois par jour", "Three times a day"),
    ("alternate_days", "1 jour sur 2", "Every other day"),
    ("weekly", "1 fois par semaine", "Once a week"),
    ("two_weekly", "Toutes les 2 semaines", "Every 2 weeks"),
    ("three_weekly", "Toutes les 3 semaines", "Every 3 weeks"),
    ("four_weekly", "Toutes les 4 semaines", "Every 4 weeks"),
    ("cycle", "Par cycle, avec pauses", "In cycles, with breaks"),
    ("other", "Autre rythme", "Other schedule"),
)

ROUTE = values(
    "route",
    ("oral", "Orale", "Oral"),
    ("tube", "Par sonde", "By feeding tube"),
    ("intravenous", "Intraveineuse", "Intravenous"),
    ("subcutaneous", "Sous-cutanée", "Subcutaneous"),
    ("intramuscular", "Intramusculaire", "Intramuscular"),
    ("intrathecal", "Intrathécale", "Intrathecal"),
    ("intratumoral", "Intratumorale", "Intratumoral"),
    ("topical", "Locale", "Topical"),
    ("other", "Autre", "Other"),
)

PHARMACEUTICAL_FORM = values(
    "pharmaceutical_form",
    ("tablet", "Comprimé", "Tablet"),
    ("capsule", "Gélule ou capsule", "Capsule"),
    ("oral_solution", "Solution buvable", "Oral solution"),
    ("oral_suspension", "Suspension buvable", "Oral suspension"),
    ("powder", "Poudre ou granulés", "Powder or granules"),
    ("injection", "Solution injectable", "Solution for injection"),
    ("infusion", "Solution pour perfusion", "Solution for infusion"),
    ("cream", "Crème ou gel", "Cream or gel"),
    ("other", "Autre", "Other"),
)

PERFORMANCE_SCALE = values(
    "performance_scale",
    ("lansky", "Lansky (moins de 16 ans)", "Lansky (under 16 years)"),
    ("karnofsky", "Karnofsky (16 ans et plus)", "Karnofsky (16 years and over)"),
    ("ecog", "OMS / ECOG", "WHO / ECOG"),
)

PROGRESSION_CONTEXT = values(
    "progression_context",
    ("resistance", "Résistance, sous traitement", "Resistance, on treatment"),
    ("rebound", "Rebond, dans les mois qui suivent l’arrêt", "Rebound, within months of stopping"),
    ("regrowth", "Reprise évolutive tardive", "Late regrowth"),
    ("unclear", "Indéterminé", "Unclear"),
)
