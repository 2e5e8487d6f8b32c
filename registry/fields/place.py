"""Countries and centres: where records belong."""

from registry.fields.base import FieldSet, Privacy, RecordKind, T, choice, choices, reference, text, values
from registry.fields.values import LANGUAGE

IDENTIFIERS = values(
    "identifiers",
    ("surname_letters", "3 premières lettres du nom", "First 3 letters of the surname"),
    ("first_name_letters", "2 premières lettres du prénom", "First 2 letters of the first name"),
    ("birth_day", "Jour de naissance", "Day of birth"),
)
"""What may be asked beyond the month of birth; each code is the name of the patient's field that it opens."""


class CountryFields(FieldSet):
    record = RecordKind(
        "country",
        T("Pays", "Country"),
        T("Pays", "Countries"),
        T("Nouveau pays", "New country"),
        clinical=False,
    )

    language = choice(
        LANGUAGE,
        T("Langue par défaut", "Default language"),
        help=T("Langue des nouveaux comptes du pays.", "Language of new accounts in the country."),
        privacy=Privacy.NONE,
        required=True,
    )
    identifiers = choices(
        IDENTIFIERS,
        T(
            "Identifiants autorisés en plus du mois de naissance",
            "Identifiers allowed beyond the month of birth",
        ),
        help=T(
            "Seulement si la base légale du pays le permet. Aucun par défaut.",
            "Only where the legal basis of the country allows it. None by default.",
        ),
        privacy=Privacy.NONE,
        expected=False,
    )


class CentreFields(FieldSet):
    record = RecordKind(
        "centre",
        T("Centre", "Centre"),
        T("Centres", "Centres"),
        T("Nouveau centre", "New centre"),
        clinical=False,
    )

    country_id = reference("country", T("Pays", "Country"), privacy=Privacy.NONE, required=True)
    name = text(T("Nom du centre", "Centre name"), privacy=Privacy.NONE, required=True)
