"""France.

Sources: Code de la santé publique, art. L. 5121-12 (early access), L. 5121-12-1 (compassionate access: authorisation in
II, framework in III), R. 5121-70 to R. 5121-73 and R. 5121-74 to R. 5121-76-6 (requests, protocols, reports),
R. 5121-161 (whoever prescribes or dispenses reports a suspected reaction at once), R. 5121-172; ANSM and HAS pages on
the reform of 1 July 2021, which replaced the ATU and the RTU; the 2021 questions and answers on who receives
declarations; good pharmacovigilance practice, ANSM, 2022; CNIL, references on early and on compassionate access
of 22 September 2022 (RS-004 for compassionate access) and reference methodologies for research.

The protocol of a drug names the recipient of declarations; what stands here holds where it does not. Where the answers
of 2021 on ATU and RTU are carried over to the schemes that replaced them, the recipient is marked to be confirmed.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

from registry.fields.base import T
from registry.schemes.base import (
    Basis,
    Category,
    Consent,
    Country,
    Deadlines,
    Identifier,
    Precision,
    Recipient,
    Scheme,
    Standing,
)

REFORM = dt.date(2021, 7, 1)
"""Early and compassionate access replace the ATU and the RTU."""

HAS = T("HAS", "HAS")
ANSM = T("ANSM", "ANSM")

CRPV = Recipient(
    "CRPV",
    T(
        "Centre régional de pharmacovigilance, par signalement-sante.gouv.fr",
        "Regional pharmacovigilance centre, through signalement-sante.gouv.fr",
    ),
    kind="crpv",
    deadline_days=0,
)
CRPV_CARRIED_OVER = replace(CRPV, standing=Standing.TO_CONFIRM)
COMPANY = Recipient(
    "COMPANY",
    T(
        "Pharmacovigilance du laboratoire, ou le destinataire que nomme le PUT",
        "The company’s pharmacovigilance, or the recipient named in the protocol",
    ),
    kind="company",
    passes_on=Deadlines(serious=15, other=90),
)

EARLY_ACCESS = (
    Scheme(
        "AAP_PRE",
        country="FR",
        local="Autorisation d’accès précoce (AAP) avant AMM",
        label=T("Accès précoce avant AMM (AAP)", "Early access before authorisation (AAP)"),
        categories=(Category.EARLY,),
        standing=Standing.SOURCED,
        law="CSP, art. L. 5121-12 II 1°",
        authority=T("HAS, après avis conforme de l’ANSM", "HAS, after a binding opinion of ANSM"),
        validity_months=12,
        renewable=True,
        declared_to=(COMPANY,),
        collects="PUT-RD",
        since=REFORM,
        note=T(
            "Accordée au laboratoire pour une indication ; la durée court depuis la décision.",
            "Granted to the company for an indication; the duration runs from the decision.",
        ),
        in_french_reports=True,
    ),
    Scheme(
        "AAP_POST",
        country="FR",
        local="Autorisation d’accès précoce (AAP) après AMM",
        label=T("Accès précoce après AMM (AAP)", "Early access after authorisation (AAP)"),
        categories=(Category.EARLY,),
        standing=Standing.SOURCED,
        law="CSP, art. L. 5121-12 II 2°",
        authority=HAS,
        validity_months=12,
        renewable=True,
        declared_to=(CRPV_CARRIED_OVER,),
        collects="PUT-RD",
        since=REFORM,
        note=T(
            "Entre l’AMM et le remboursement ; le recueil peut être allégé.",
            "Between authorisation and reimbursement; fewer data may be asked for.",
        ),
        in_french_reports=True,
    ),
)

COMPASSIONATE_ACCESS = (
    Scheme(
        "AAC",
        country="FR",
        local="Autorisation d’accès compassionnel (AAC)",
        label=T("Accès compassionnel (AAC)", "Compassionate access (AAC)"),
        categories=(Category.NAMED,),
        standing=Standing.SOURCED,
        law="CSP, art. L. 5121-12-1 II, alinéa 1",
        authority=ANSM,
        validity_months=12,
        renewable=True,
        declared_to=(COMPANY, CRPV_CARRIED_OVER),
        collects="PUT-SP",
        since=REFORM,
        note=T(
            "Pour un patient, demandée par le prescripteur dans e-Saturne. Sans PUT-SP, la déclaration va au CRPV.",
            "For one patient, asked for by the prescriber in e-Saturne. Without a protocol, reactions go to the CRPV.",
        ),
        in_french_reports=True,
    ),
    Scheme(
        "AAC_TP",
        country="FR",
        local="Autorisation d’accès compassionnel (AAC) très précoce",
        label=T("Accès compassionnel très précoce (AAC)", "Very early compassionate access (AAC)"),
        categories=(Category.NAMED,),
        standing=Standing.SOURCED,
        law="CSP, art. L. 5121-12-1 II, alinéa 2",
        authority=ANSM,
        validity_months=12,
        renewable=True,
        declared_to=(COMPANY,),
        collects="PUT-SP",
        since=REFORM,
        note=T(
            "Pour un médicament encore à un stade très précoce de la recherche, quand le patient ne peut y participer.",
            "For a drug still at a very early stage of research that the patient cannot take part in.",
        ),
        in_french_reports=True,
    ),
    Scheme(
        "CPC",
        country="FR",
        local="Cadre de prescription compassionnelle (CPC)",
        label=T(
            "Cadre de prescription compassionnelle (CPC)",
            "Compassionate prescription framework (CPC)",
        ),
        categories=(Category.OFFLABEL,),
        standing=Standing.SOURCED,
        law="CSP, art. L. 5121-12-1 III",
        authority=ANSM,
        declared_to=(CRPV_CARRIED_OVER,),
        collects="PUT-SP",
        since=REFORM,
        note=T(
            "Usage hors AMM d’un médicament commercialisé ; une dérogation peut dispenser de PUT-SP.",
            "Off-label use of a marketed drug; a derogation may waive the protocol.",
        ),
        in_french_reports=True,
    ),
)

OFF_LABEL = Scheme(
    "HORS_AMM",
    country="FR",
    local="Prescription hors AMM, hors cadre",
    label=T("Hors AMM, sans cadre", "Off label, no framework"),
    categories=(Category.OFFLABEL,),
    standing=Standing.TO_CONFIRM,
    authority=T("aucune autorisation à demander", "no authorisation to ask for"),
    declared_to=(CRPV,),
    collects="",
)

FORMER = (
    Scheme(
        "ATUN",
        country="FR",
        local="Autorisation temporaire d’utilisation nominative (ATUn)",
        label=T("ATU nominative (avant juillet 2021)", "Named-patient ATU (before July 2021)"),
        categories=(Category.OTHER,),
        standing=Standing.SOURCED,
        authority=ANSM,
        declared_to=(COMPANY, CRPV),
        collects="PUT",
        until=REFORM,
        note=T("Devenue l’AAC.", "Became the AAC."),
        in_french_reports=True,
    ),
    Scheme(
        "ATUC",
        country="FR",
        local="Autorisation temporaire d’utilisation de cohorte (ATUc)",
        label=T("ATU de cohorte (avant juillet 2021)", "Cohort ATU (before July 2021)"),
        categories=(Category.OTHER,),
        standing=Standing.SOURCED,
        authority=ANSM,
        declared_to=(COMPANY,),
        collects="PUT",
        until=REFORM,
        note=T("Devenue l’AAP.", "Became the AAP."),
        in_french_reports=True,
    ),
    Scheme(
        "ATUEI",
        country="FR",
        local="ATU de cohorte en extension d’indication (ATUei)",
        label=T(
            "ATU en extension d’indication (avant juillet 2021)",
            "ATU for a new indication (before July 2021)",
        ),
        categories=(Category.OTHER,),
        standing=Standing.SOURCED,
        authority=ANSM,
        declared_to=(CRPV,),
        collects="PUT",
        until=REFORM,
        note=T("Devenue l’AAP.", "Became the AAP."),
        in_french_reports=True,
    ),
    Scheme(
        "RTU",
        country="FR",
        local="Recommandation temporaire d’utilisation (RTU)",
        label=T("RTU (avant juillet 2021)", "RTU (before July 2021)"),
        categories=(Category.OTHER,),
        standing=Standing.SOURCED,
        authority=ANSM,
        declared_to=(CRPV,),
        collects="PUT",
        until=REFORM,
        note=T("Devenue le CPC.", "Became the CPC."),
        in_french_reports=True,
    ),
    Scheme(
        "POSTATU",
        country="FR",
        local="Prise en charge post-ATU",
        label=T("Post-ATU (avant juillet 2021)", "Post-ATU (before July 2021)"),
        categories=(Category.OTHER,),
        standing=Standing.SOURCED,
        until=REFORM,
        note=T("Entre la fin de l’ATU et le remboursement.", "Between the end of the ATU and reimbursement."),
    ),
)

BASES = (
    Basis(
        "FR_RESEARCH",
        label=T(
            "Recherche avec non-opposition (méthodologies de référence de la CNIL)",
            "Research with non-opposition (CNIL reference methodologies)",
        ),
        standing=Standing.SOURCED,
        birth_precision=Precision.MONTH,
        consent=Consent.NON_OPPOSITION,
    ),
    Basis(
        "FR_AAC_COMPANY",
        label=T(
            "Accès compassionnel, traitement du laboratoire (CNIL, RS-004)",
            "Compassionate access, processing by the company (CNIL, RS-004)",
        ),
        standing=Standing.SOURCED,
        birth_precision=Precision.MONTH,
        identifiers=(Identifier.SURNAME_LETTERS, Identifier.FIRST_NAME_LETTERS),
        identifiers_to_confirm=(Identifier.BIRTH_DAY,),
    ),
    Basis(
        "FR_AAP_COMPANY",
        label=T(
            "Accès précoce, traitement du laboratoire (référentiel de la CNIL)",
            "Early access, processing by the company (CNIL reference)",
        ),
        standing=Standing.TO_CONFIRM,
        identifiers_to_confirm=tuple(Identifier),
    ),
    Basis(
        "FR_VIGILANCE",
        label=T(
            "Vigilances sanitaires (référentiel de la CNIL)",
            "Safety reporting (CNIL reference)",
        ),
        standing=Standing.TO_CONFIRM,
        identifiers_to_confirm=tuple(Identifier),
    ),
)

COUNTRY = Country(
    "FR",
    label=T("France", "France"),
    schemes=(*EARLY_ACCESS, *COMPASSIONATE_ACCESS, OFF_LABEL, *FORMER),
    bases=BASES,
)
