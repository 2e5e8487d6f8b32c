"""A declaration of a toxicity: to whom, when, under which reference, and its acknowledgement."""

from registry.fields.base import (
    FACT_MISSING,
    FieldSet,
    Privacy,
    RecordKind,
    T,
    choice,
    date,
    integer,
    is_,
    text,
    values,
)

RECIPIENT = values(
    "recipient",
    ("crpv", "Centre régional de pharmacovigilance", "Regional pharmacovigilance centre"),
    ("company", "Laboratoire", "Company"),
    ("authority", "Autorité nationale", "National authority"),
    ("sponsor", "Pharmacovigilance du promoteur", "Sponsor’s pharmacovigilance"),
    ("ethics", "Comité d’éthique", "Ethics committee"),
    ("other", "Autre", "Other"),
)

REPORT_STEP = values(
    "report_step",
    ("initial", "Initiale", "Initial"),
    ("follow_up", "Suivi", "Follow-up"),
    ("nullification", "Annulation", "Nullification"),
)


class DeclarationFields(FieldSet):
    record = RecordKind(
        "declaration",
        T("Déclaration", "Declaration"),
        T("Déclarations", "Declarations"),
        T("Nouvelle déclaration", "New declaration"),
        parent="toxicity",
    )

    recipient = choice(
        RECIPIENT, T("Destinataire", "Recipient"), privacy=Privacy.NONE, required=True, core=True
    )
    recipient_name = text(
        T("Préciser le destinataire", "Name of the recipient"),
        privacy=Privacy.NONE,
        core=True,
        when=is_("recipient", "authority", "company", "other"),
        expected=False,
    )
    step = choice(
        REPORT_STEP,
        T("Initiale ou suivi", "Initial or follow-up"),
        privacy=Privacy.NONE,
        core=True,
        standard="C.1.11",
    )
    step_number = integer(
        T("Suivi n°", "Follow-up number"),
        privacy=Privacy.NONE,
        minimum=1,
        maximum=99,
        core=True,
        when=is_("step", "follow_up"),
        expected=False,
    )
    sent_on = date(T("Envoyée le", "Sent on"), required=True, core=True)
    reference = text(
        T("Référence", "Reference"),
        privacy=Privacy.INDIRECT,
        max_length=100,
        core=True,
        missing=FACT_MISSING,
    )
    acknowledged_on = date(
        T("Accusé de réception le", "Acknowledged on"), core=True, expected=False, missing=FACT_MISSING
    )
    acknowledgement = text(
        T("Numéro d’accusé", "Acknowledgement number"),
        privacy=Privacy.INDIRECT,
        max_length=100,
        core=True,
        expected=False,
    )
