"""The disease that is treated."""

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
    given,
    integer,
    is_,
    partial_date,
    text,
    values,
)
from registry.fields.values import DIAGNOSIS_CATEGORY, DISEASE_STATUS, YES_NO_UNKNOWN

LATERALITY = values(
    "laterality",
    ("left", "Gauche", "Left"),
    ("right", "Droit", "Right"),
    ("bilateral", "Bilatéral", "Bilateral"),
    ("midline", "Médian", "Midline"),
    ("not_applicable", "Sans objet", "Not applicable"),
)

TUMOUR_GRADE = values(
    "tumour_grade",
    ("1", "Grade 1", "Grade 1"),
    ("2", "Grade 2", "Grade 2"),
    ("3", "Grade 3", "Grade 3"),
    ("4", "Grade 4", "Grade 4"),
    ("low", "Bas grade", "Low grade"),
    ("high", "Haut grade", "High grade"),
)

STAGE_SYSTEM = values(
    "stage_system",
    ("inrgss", "INRGSS (neuroblastome)", "INRGSS (neuroblastoma)"),
    ("inss", "INSS (neuroblastome)", "INSS (neuroblastoma)"),
    ("chang", "Chang (médulloblastome)", "Chang (medulloblastoma)"),
    ("irs", "Groupe IRS (rhabdomyosarcome)", "IRS group (rhabdomyosarcoma)"),
    ("tnm", "TNM", "TNM"),
    ("siop", "SIOP (tumeurs rénales)", "SIOP (renal tumours)"),
    ("pretext", "PRETEXT (foie)", "PRETEXT (liver)"),
    ("lugano", "Lugano ou Ann Arbor (lymphome)", "Lugano or Ann Arbor (lymphoma)"),
    ("ipnhlss", "IPNHLSS (lymphome non hodgkinien)", "IPNHLSS (non-Hodgkin lymphoma)"),
    ("toronto", "Stade pédiatrique de Toronto", "Toronto paediatric stage"),
    ("lch", "Histiocytose : atteinte et organes à risque", "Histiocytosis: extent and risk organs"),
    ("other", "Autre", "Other"),
)

METASTATIC_SITE = values(
    "metastatic_site",
    ("lung", "Poumon", "Lung"),
    ("bone", "Os", "Bone"),
    ("bone_marrow", "Moelle osseuse", "Bone marrow"),
    ("liver", "Foie", "Liver"),
    ("lymph_nodes", "Ganglions à distance", "Distant lymph nodes"),
    ("brain", "Cerveau", "Brain"),
    ("leptomeningeal", "Méninges et moelle épinière", "Meninges and spinal cord"),
    ("csf", "Liquide céphalorachidien", "Cerebrospinal fluid"),
    ("skin", "Peau et tissus mous", "Skin and soft tissue"),
    ("other", "Autre", "Other"),
)


class DiagnosisFields(FieldSet):
    record = RecordKind(
        "diagnosis",
        T("Diagnostic", "Diagnosis"),
        T("Diagnostics", "Diagnoses"),
        T("Nouveau diagnostic", "New diagnosis"),
        parent="patient",
    )

    disease = Section(T("Maladie", "Disease"))
    category = choice(
        DIAGNOSIS_CATEGORY,
        T("Catégorie", "Category"),
        privacy=Privacy.NONE,
        core=True,
    )
    name = text(
        T("Diagnostic", "Diagnosis"),
        help=T(
            "Nom usuel, par exemple « gliome de bas grade ». Ni nom, ni date de naissance.",
            "Usual name, for example “low-grade glioma”. No name, no date of birth.",
        ),
        privacy=Privacy.FREE_TEXT,
        core=True,
        standard="MH.MHTERM",
    )
    iccc3 = coded(
        "iccc3", T("Groupe ICCC-3", "ICCC-3 group"), privacy=Privacy.NONE, core=True, missing=FACT_MISSING
    )
    morphology = coded(
        "icdo3_morphology",
        T("Morphologie CIM-O-3", "ICD-O-3 morphology"),
        help=T(
            "Par exemple 9421/1. Le groupe ICCC-3 en est proposé.",
            "For example 9421/1. The ICCC-3 group is proposed from it.",
        ),
        privacy=Privacy.NONE,
        expected=False,
        missing=FACT_MISSING,
    )
    topography = coded(
        "icdo3_topography",
        T("Topographie CIM-O-3", "ICD-O-3 topography"),
        help=T("Par exemple C71.6.", "For example C71.6."),
        privacy=Privacy.NONE,
        expected=False,
        missing=FACT_MISSING,
    )
    other_code = text(
        T("Autre code (CIM-10, ORPHA)", "Other code (ICD-10, ORPHA)"),
        privacy=Privacy.NONE,
        max_length=40,
        expected=False,
    )
    diagnosis_date = partial_date(
        T("Date du diagnostic initial", "Date of first diagnosis"),
        core=True,
        missing=FACT_MISSING,
        standard="MH.MHSTDTC",
    )
    disease_status = choice(
        DISEASE_STATUS,
        T("Statut de la maladie au début du traitement", "Disease status at start of treatment"),
        privacy=Privacy.NONE,
        core=True,
    )
    relapse_number = integer(
        T("Rechute n°", "Relapse number"),
        privacy=Privacy.NONE,
        minimum=1,
        maximum=20,
        core=True,
        when=is_("disease_status", "relapse"),
        missing=FACT_MISSING,
    )

    staging = Section(T("Extension", "Staging"))
    laterality = choice(
        LATERALITY,
        T("Côté", "Laterality"),
        privacy=Privacy.NONE,
        core=True,
        expected=False,
    )
    tumour_grade = choice(
        TUMOUR_GRADE,
        T("Grade de la tumeur", "Tumour grade"),
        privacy=Privacy.NONE,
        core=True,
        expected=False,
        missing=(Missing.NOT_APPLICABLE, *FACT_MISSING),
    )
    stage_system = choice(
        STAGE_SYSTEM,
        T("Système de stade", "Staging system"),
        privacy=Privacy.NONE,
        core=True,
        missing=(Missing.NOT_APPLICABLE, *FACT_MISSING),
    )
    stage = text(
        T("Stade", "Stage"),
        help=T(
            "Tel que le système l’écrit, par exemple « M » ou « IV ».",
            "As the system writes it, for example “M” or “IV”.",
        ),
        privacy=Privacy.NONE,
        max_length=40,
        core=True,
        when=given("stage_system"),
        missing=FACT_MISSING,
    )
    is_metastatic = choice(
        YES_NO_UNKNOWN,
        T("Métastases au début du traitement", "Metastases at start of treatment"),
        privacy=Privacy.NONE,
        core=True,
        missing=(Missing.NOT_APPLICABLE,),
    )
    metastatic_sites = choices(
        METASTATIC_SITE,
        T("Sites des métastases", "Metastatic sites"),
        privacy=Privacy.NONE,
        core=True,
        when=is_("is_metastatic", "yes"),
        missing=FACT_MISSING,
    )
