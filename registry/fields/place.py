"""Countries and centres: where records belong."""

from registry.fields.base import FieldSet, Privacy, RecordKind, T, choice, reference, text
from registry.fields.values import LANGUAGE


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
