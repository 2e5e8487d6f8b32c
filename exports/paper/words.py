"""The words of a paper form that no declaration holds."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from registry.fields.base import T
from registry.fields.layout import DRAFT, VOID

REGISTRY = T("Registre", "Registry")
BOOKLET = T("Fiches du registre", "Forms of the registry")
BLANK = T("Fiche vierge", "Blank form")
STATES: Mapping[str, T] = MappingProxyType({DRAFT: T("Brouillon", "Draft"), VOID: T("Annulée", "Void")})
"""What is said of a record that does not count."""

PATIENT = T("Numéro de patient", "Patient number")
CENTRE = T("Centre", "Centre")
VISIT_DATE = T("Date de la visite", "Date of the visit")

DAY, MONTH, YEAR = T("jj", "dd"), T("mm", "mm"), T("aaaa", "yyyy")
IF_KNOWN = T("jour et mois si connus", "day and month if known")
ALL_THAT_APPLY = T("Plusieurs réponses possibles.", "Tick all that apply.")
ALONE = T("« {words} » se coche seul.", "“{words}” is ticked alone.")
FROM_LIST = T("En toutes lettres.", "In full.")
RESPONSE_CODE = T(
    "Code du critère : CR, PR, MR, SD, PD, NE, ou un code propre à ce critère.",
    "Code of the criterion: CR, PR, MR, SD, PD, NE, or a code of its own.",
)
DRUG_NAME = T("Nom international (DCI).", "International name (INN).")
NEEDED = T("* Nécessaire pour marquer la fiche complète.", "* Needed to mark the record complete.")

FILLED_BY = T("Remplie par", "Filled in by")
FILLED_ON = T("Le", "On")
ENTERED_BY = T("Saisie dans le registre par", "Entered in the registry by")
SOURCE = T(
    "Document source : papier. À conserver dans le dossier du patient.",
    "Source document: paper. To be kept in the patient’s file.",
)
PRINTED = T(
    "Imprimée le {when} par {by}. Version {version} de la fiche {record}.",
    "Printed on {when} by {by}. Version {version} of record {record}.",
)
WITHOUT_TEXT = T(
    "Sans les textes libres, que ce rôle ne lit pas.",
    "Without typed words, which this role does not read.",
)
DICTIONARY = T("Dictionnaire {version}", "Dictionary {version}")
PAGE = T("Page {page} sur {pages}", "Page {page} of {pages}")
NO_ROWS = T("Aucune ligne.", "No row.")
