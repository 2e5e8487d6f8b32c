"""Rules on the grounds of an access request: who is eligible, for which drug, under which scheme."""

from __future__ import annotations

from registry.fields.base import T
from registry.rules.access import OLDEST, first_line_without_reason, is_of_another_country, is_old, was_closed
from registry.rules.base import DRUGS, Case, Record, ask
from registry.rules.dates import is_at_least


def _is_unjustified_first_line(case: Case) -> bool:
    return not case.record.get("first_line_reason") and first_line_without_reason(case)


def _is_against(row: Record) -> bool:
    """A criterion that speaks against the request."""
    return (row.get("kind") or "inclusion", row.get("is_met")) in (("inclusion", "no"), ("exclusion", "yes"))


def _renews_nothing(case: Case) -> bool:
    drug = case.record.get("drug")
    return case.record.get("type") == "renewal" and not any(
        other.get("drug") == drug for other in case.siblings
    )


def _is_there_already(case: Case) -> bool:
    names = ("drug", "requested_on", "scheme")
    told = [case.record.get(name) for name in names]
    return all(told) and any([other.get(name) for name in names] == told for other in case.siblings)


RULES = (
    ask(
        "ACC-19",
        "access_request",
        "drug",
        T(
            "Ce médicament est autorisé dans l’Union européenne depuis 2007 ou avant, sans forme nouvelle : "
            "il n’est pas suivi ici. Est-ce le bon ?",
            "This drug has been authorised in the European Union since 2007 or before, without a new form: "
            "it is not followed here. Is it the right one?",
        ),
        lambda c: any(is_old(drug) for drug in c.drug_facts.values()),
        needs=(DRUGS,),
    ),
    ask(
        "ACC-20",
        "access_request",
        "trial",
        T(
            "Le patient peut entrer dans un essai. Pourquoi l’accès est-il demandé hors essai ?",
            "The patient may enter a trial. Why is access asked for outside it?",
        ),
        lambda c: c.record.get("trial") == "eligible" and not c.record.get("trial_text"),
    ),
    ask(
        "ACC-21",
        "access_request",
        "scheme",
        T(
            "Ce régime d’accès est celui d’un autre pays que celui du centre. Est-ce le bon ?",
            "This access scheme is that of a country other than the centre’s. Is it the right one?",
        ),
        lambda c: is_of_another_country(c.record.get("scheme"), c.patient),
    ),
    ask(
        "ACC-22",
        "access_request",
        "scheme",
        T(
            "Ce régime d’accès n’était pas ouvert à la date de la demande ({requested_on}). Lequel est juste ?",
            "This access scheme was not open on the date of request ({requested_on}). Which is right?",
        ),
        lambda c: was_closed(c.record.get("scheme"), c.record.get("requested_on")),
    ),
    ask(
        "ACC-23",
        "access_request",
        "first_line_reason",
        T(
            "La maladie est en première ligne, ce qui est une exception. Quelle en est la raison ?",
            "The disease is in first line, which is an exception. What is the reason?",
        ),
        _is_unjustified_first_line,
        needs=("diagnosis", "board", "access_request"),
    ),
    ask(
        "ACC-24",
        "access_request",
        "requested_on",
        T(
            "Le patient a 26 ans révolus ou plus à la demande ({requested_on}). Est-ce exact ?",
            "The patient is 26 completed years or older at the request ({requested_on}). Is that right?",
        ),
        lambda c: is_at_least(OLDEST, c.patient, c.record.get("requested_on")),
    ),
    ask(
        "ACC-25",
        "access_request",
        "no_alternative",
        T(
            "Il existe un traitement approprié. Pourquoi celui-ci est-il demandé ?",
            "There is an appropriate treatment. Why is this one asked for?",
        ),
        lambda c: c.record.get("no_alternative") == "no" and not c.record.get("justification"),
    ),
    ask(
        "ACC-26",
        "access_request",
        "decision",
        T(
            "Un critère n’est pas rempli, ou un critère de non-éligibilité l’est, et la demande est acceptée. "
            "Est-ce exact ?",
            "A criterion is not met, or an exclusion criterion is, and the request is granted. Is that right?",
        ),
        lambda c: c.record.get("decision") == "granted" and any(_is_against(row) for row in c.rows),
    ),
    ask(
        "ACC-27",
        "access_request",
        "type",
        T(
            "Un renouvellement, sans autre demande de ce médicament. La première reste-t-elle à saisir ?",
            "A renewal without another request for this drug. Is the first still to be entered?",
        ),
        _renews_nothing,
    ),
    ask(
        "ACC-28",
        "access_request",
        "requested_on",
        T(
            "Une demande du même médicament, sous le même régime, porte la même date. Est-elle saisie deux fois ?",
            "A request for the same drug under the same scheme has the same date. Is it entered twice?",
        ),
        _is_there_already,
    ),
    ask(
        "ACC-29",
        "access_request",
        "payer",
        T(
            "Le laboratoire fournit à titre gracieux, et le médicament n’est pas fourni gratuitement. "
            "Lequel est juste ?",
            "The company supplies free of charge, and the drug is not supplied free. Which is right?",
        ),
        lambda c: c.record.get("payer") == "company" and c.record.get("is_free") == "no",
    ),
    ask(
        "ACC-30",
        "access_request",
        "commitment",
        T(
            "Le prescripteur ne s’est pas engagé. La demande peut-elle être faite ?",
            "The prescriber made no commitment. Can the request be made?",
        ),
        lambda c: c.record.get("commitment") == "no",
    ),
)
