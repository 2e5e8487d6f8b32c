"""Drugs: the registry's list, which a coordinator or an import may lengthen."""

from registry.fields.base import FieldSet, Missing, Privacy, RecordKind, T, choice, choices, integer, text
from registry.fields.values import PHARMACEUTICAL_FORM, YES_NO


class DrugFields(FieldSet):
    record = RecordKind(
        "drug",
        T("Médicament", "Drug"),
        T("Médicaments", "Drugs"),
        T("Nouveau médicament", "New drug"),
        clinical=False,
    )

    inn = text(
        T("DCI", "INN"),
        help=T(
            "Dénomination commune internationale, en anglais.",
            "International non-proprietary name, in English.",
        ),
        privacy=Privacy.NONE,
        required=True,
        core=True,
        standard="CM.CMDECOD",
    )
    inn_fr = text(T("DCI en français", "INN in French"), privacy=Privacy.NONE, expected=False)
    drug_class = text(T("Classe", "Class"), privacy=Privacy.NONE)
    target = text(
        T("Cible", "Target"),
        help=T(
            "« Non applicable » s’il agit sans cible moléculaire.",
            "“Not applicable” if it acts without a molecular target.",
        ),
        privacy=Privacy.NONE,
        missing=(Missing.NOT_APPLICABLE, Missing.UNKNOWN),
    )
    eu_year = integer(
        T("Première autorisation dans l’UE", "First authorisation in the EU"),
        help=T(
            "Année. « Non applicable » s’il n’a jamais été autorisé.",
            "Year. “Not applicable” if never authorised.",
        ),
        privacy=Privacy.NONE,
        minimum=1950,
        maximum=2100,
        missing=(Missing.NOT_APPLICABLE, Missing.UNKNOWN),
    )
    forms = choices(
        PHARMACEUTICAL_FORM,
        T("Formes usuelles", "Usual forms"),
        privacy=Privacy.NONE,
        expected=False,
        missing=(Missing.NOT_APPLICABLE, Missing.UNKNOWN),
    )
    new_formulation = choice(
        YES_NO,
        T("Nouvelle formulation après 2007", "New formulation after 2007"),
        help=T(
            "Un médicament plus ancien sous une forme nouvelle est aussi un médicament d’intérêt.",
            "An older drug in a new form is a drug of interest too.",
        ),
        privacy=Privacy.NONE,
        expected=False,
    )
    atc = text(
        T("Code ATC", "ATC code"),
        help=T(
            "Vérifié dans la liste que le site a chargée, s’il en a une.",
            "Checked against the list that the site has loaded, if any.",
        ),
        privacy=Privacy.NONE,
        max_length=7,
        expected=False,
        standard="CM.CMCLASCD",
    )
