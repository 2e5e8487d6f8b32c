"""A line of a list of authorisations, as an authority or a pharmacy sends it: no record of a patient."""

from registry.fields.access_request import NOT_STARTED
from registry.fields.base import (
    FieldSet,
    Privacy,
    RecordKind,
    Section,
    T,
    choice,
    coded,
    month,
    partial_date,
    reference,
    text,
)
from registry.fields.values import SEX, YES_NO


class AuthorisationFields(FieldSet):
    record = RecordKind(
        "authorisation",
        T("Autorisation", "Authorisation"),
        T("Listes d’autorisations", "Lists of authorisations"),
        T("Nouvelle autorisation", "New authorisation"),
        parent="centre",
    )

    line = Section(T("Ligne de la liste", "Line of the list"))
    drug = reference("drug", T("Médicament", "Drug"), privacy=Privacy.NONE, required=True)
    authorised_on = partial_date(T("Date de l’autorisation", "Date of authorisation"), required=True)
    number = text(T("Numéro d’autorisation", "Authorisation number"), privacy=Privacy.INDIRECT, max_length=60)
    birth_month = month(T("Mois de naissance", "Month of birth"))
    sex = choice(SEX, T("Sexe", "Sex"), privacy=Privacy.INDIRECT)
    scheme = coded("scheme", T("Régime d’accès", "Access scheme"), privacy=Privacy.NONE)
    eligible = choice(YES_NO, T("Relève du registre", "Eligible for the registry"), privacy=Privacy.NONE)
    never_received = choice(YES_NO, T("Médicament jamais reçu", "Drug never received"), privacy=Privacy.NONE)
    reason = choice(NOT_STARTED, T("Pourquoi", "Why"), privacy=Privacy.NONE)
