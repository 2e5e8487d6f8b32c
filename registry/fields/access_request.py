"""A request for access to a drug: the scheme, the criteria one by one, the decision, and what became of it."""

from registry.fields.base import (
    FACT_MISSING,
    FieldSet,
    Missing,
    Privacy,
    RecordKind,
    Section,
    T,
    choice,
    coded,
    date,
    decimal,
    given,
    integer,
    is_,
    long_text,
    reference,
    text,
    values,
)
from registry.fields.board import TRIAL_ANSWER
from registry.fields.values import DOSE_BASIS, DOSE_UNIT, FREQUENCY, ROUTE, YES_NO, YES_NO_UNKNOWN

REQUEST_TYPE = values(
    "request_type",
    ("first", "Première demande", "First request"),
    ("renewal", "Renouvellement", "Renewal"),
    ("relay", "Relais d’un autre accès", "Takes over from another access"),
    ("post_trial", "Suite d’un essai", "After a trial"),
)

REQUEST_DECISION = values(
    "request_decision",
    ("pending", "En attente", "Pending"),
    ("granted", "Acceptée", "Granted"),
    ("refused", "Refusée", "Refused"),
    ("cancelled", "Annulée", "Cancelled"),
)

PAYER = values(
    "payer",
    ("company", "Laboratoire, à titre gracieux", "Company, free of charge"),
    ("health_insurance", "Assurance maladie", "Health insurance"),
    ("hospital", "Hôpital", "Hospital"),
    ("fund", "Fonds dédié", "Dedicated fund"),
    ("charity", "Association", "Charity"),
    ("family", "Famille", "Family"),
    ("other", "Autre", "Other"),
)

NOT_STARTED = values(
    "not_started",
    ("death", "Décès avant la première prise", "Death before the first dose"),
    ("progression", "Progression, état dégradé", "Progression, worsened condition"),
    ("choice", "Souhait du patient ou des parents", "Choice of the patient or parents"),
    ("trial", "Inclusion dans un essai", "Entry into a trial"),
    ("supply", "Médicament indisponible", "Drug unavailable"),
    ("other_treatment", "Autre traitement choisi", "Another treatment chosen"),
    ("lost", "Perdu de vue", "Lost to follow-up"),
    ("other", "Autre", "Other"),
)

CRITERION_KIND = values(
    "criterion_kind",
    ("inclusion", "Critère d’éligibilité", "Eligibility criterion"),
    ("exclusion", "Critère de non-éligibilité", "Exclusion criterion"),
)


class AccessRequestFields(FieldSet):
    record = RecordKind(
        "access_request",
        T("Demande d’accès", "Access request"),
        T("Demandes d’accès", "Access requests"),
        T("Nouvelle demande d’accès", "New access request"),
        parent="patient",
    )

    request = Section(T("Demande", "Request"))
    drug = reference("drug", T("Médicament", "Drug"), privacy=Privacy.NONE, required=True, core=True)
    scheme = coded(
        "scheme", T("Régime d’accès", "Access scheme"), privacy=Privacy.NONE, required=True, core=True
    )
    type = choice(
        REQUEST_TYPE, T("Type de demande", "Type of request"), privacy=Privacy.NONE, required=True, core=True
    )
    requested_on = date(T("Date de la demande", "Date of request"), required=True, core=True)
    prescriber_role = text(
        T("Fonction du prescripteur", "Prescriber’s position"),
        help=T("Fonction ou spécialité, sans nom.", "Position or specialty, without name."),
        privacy=Privacy.NONE,
        max_length=80,
        core=True,
        expected=False,
    )
    weight = decimal(
        T("Poids", "Weight"),
        privacy=Privacy.NONE,
        minimum=0.3,
        maximum=300,
        unit=T("kg", "kg"),
        core=True,
        missing=(Missing.NOT_DONE, *FACT_MISSING),
        standard="VS.WEIGHT",
    )
    planned_dose = decimal(
        T("Posologie envisagée", "Planned dose"),
        privacy=Privacy.NONE,
        minimum=0,
        maximum=1e12,
        core=True,
        missing=FACT_MISSING,
    )
    dose_unit = choice(
        DOSE_UNIT, T("Unité", "Unit"), privacy=Privacy.NONE, core=True, when=given("planned_dose")
    )
    dose_basis = choice(
        DOSE_BASIS, T("Rapportée à", "Basis"), privacy=Privacy.NONE, core=True, when=given("planned_dose")
    )
    dose_frequency = choice(
        FREQUENCY, T("Rythme", "Frequency"), privacy=Privacy.NONE, core=True, expected=False
    )
    route = choice(ROUTE, T("Voie", "Route"), privacy=Privacy.NONE, core=True, expected=False)
    planned_months = integer(
        T("Durée envisagée", "Planned duration"),
        privacy=Privacy.NONE,
        minimum=1,
        maximum=240,
        unit=T("mois", "months"),
        core=True,
        expected=False,
        missing=(Missing.NOT_APPLICABLE, Missing.UNKNOWN),
    )

    grounds = Section(T("Justification", "Grounds"))
    trial = choice(
        TRIAL_ANSWER,
        T("Essai clinique", "Clinical trial"),
        help=T("Pourquoi le patient n’entre pas dans un essai.", "Why the patient does not enter a trial."),
        privacy=Privacy.NONE,
        required=True,
        core=True,
    )
    trial_text = text(
        T("Précision sur l’essai", "Detail on the trial"),
        privacy=Privacy.FREE_TEXT,
        max_length=400,
        core=True,
        when=is_("trial", "eligible", "other"),
        expected=False,
    )
    no_alternative = choice(
        YES_NO,
        T("Absence de traitement approprié", "No appropriate treatment"),
        privacy=Privacy.NONE,
        core=True,
    )
    justification = long_text(
        T("Justification", "Justification"),
        help=T(
            "Pourquoi ce médicament pour ce patient. Ni nom ni date de naissance.",
            "Why this drug for this patient. No name, no date of birth.",
        ),
        privacy=Privacy.FREE_TEXT,
        core=True,
        expected=False,
    )
    is_deferrable = choice(
        YES_NO,
        T("Le traitement peut-il être différé ?", "Can treatment be deferred?"),
        privacy=Privacy.NONE,
        core=True,
    )
    first_line_reason = text(
        T("Justification d’une première ligne", "Justification of a first line"),
        privacy=Privacy.FREE_TEXT,
        max_length=2000,
        expected=False,
    )
    commitment = choice(
        YES_NO,
        T("Engagement du prescripteur", "Prescriber’s commitment"),
        help=T(
            "Critères respectés, information donnée, suivi assuré.",
            "Criteria met, information given, follow-up ensured.",
        ),
        privacy=Privacy.NONE,
        core=True,
    )

    outcome = Section(T("Décision", "Decision"))
    decision = choice(
        REQUEST_DECISION, T("Décision", "Decision"), privacy=Privacy.NONE, required=True, core=True
    )
    decided_on = date(
        T("Date de la décision", "Date of decision"),
        core=True,
        when=is_("decision", "granted", "refused", "cancelled"),
        missing=FACT_MISSING,
    )
    refusal_reason = text(
        T("Motif", "Reason"),
        privacy=Privacy.FREE_TEXT,
        max_length=400,
        core=True,
        when=is_("decision", "refused", "cancelled"),
        missing=FACT_MISSING,
    )
    authorisation_number = text(
        T("Numéro d’autorisation", "Authorisation number"),
        privacy=Privacy.INDIRECT,
        max_length=60,
        core=True,
        when=is_("decision", "granted"),
        missing=(Missing.NOT_APPLICABLE, *FACT_MISSING),
    )
    valid_from = date(
        T("Valable à partir du", "Valid from"),
        core=True,
        when=is_("decision", "granted"),
        expected=False,
        missing=(Missing.NOT_APPLICABLE, *FACT_MISSING),
    )
    expires_on = date(
        T("Expire le", "Expires on"),
        help=T(
            "Proposée d’après le régime : un an pour un AAC.",
            "Proposed from the scheme: one year for a French AAC.",
        ),
        core=True,
        when=is_("decision", "granted"),
        missing=(Missing.NOT_APPLICABLE, *FACT_MISSING),
    )
    payer = choice(
        PAYER,
        T("Payeur", "Payer"),
        privacy=Privacy.NONE,
        when=is_("decision", "granted"),
        missing=FACT_MISSING,
    )
    is_free = choice(
        YES_NO_UNKNOWN,
        T("Fourni gratuitement", "Supplied free"),
        privacy=Privacy.NONE,
        when=is_("decision", "granted"),
    )

    start = Section(T("Suite", "What followed"))
    is_started = choice(
        YES_NO,
        T("Traitement commencé", "Treatment started"),
        help=T(
            "« Non » : autorisé mais jamais commencé ; cela compte dans les synthèses.",
            "“No”: authorised but never started; this counts in the summaries.",
        ),
        privacy=Privacy.NONE,
        core=True,
        when=is_("decision", "granted"),
    )
    not_started_reason = choice(
        NOT_STARTED,
        T("Pourquoi il n’a pas commencé", "Why it did not start"),
        privacy=Privacy.NONE,
        core=True,
        when=is_("is_started", "no"),
        missing=FACT_MISSING,
    )
    not_started_on = date(
        T("Constaté le", "Established on"),
        core=True,
        when=is_("is_started", "no"),
        expected=False,
        missing=FACT_MISSING,
    )


class AccessCriterionFields(FieldSet):
    record = RecordKind(
        "access_criterion",
        T("Critère", "Criterion"),
        T("Critères, un par un", "Criteria, one by one"),
        T("Nouveau critère", "New criterion"),
        parent="access_request",
        embedded=True,
    )

    kind = choice(CRITERION_KIND, T("Nature", "Kind"), privacy=Privacy.NONE, core=True)
    wording = text(
        T("Critère", "Criterion"),
        help=T("Tel que le protocole l’écrit.", "As the protocol words it."),
        privacy=Privacy.NONE,
        max_length=400,
        required=True,
        core=True,
    )
    is_met = choice(
        YES_NO_UNKNOWN, T("Rempli", "Met"), privacy=Privacy.NONE, core=True, missing=(Missing.NOT_APPLICABLE,)
    )
