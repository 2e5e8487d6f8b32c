"""Writes the requests for access: with the criteria one by one, refusals, and authorisations that were never used."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping

from registry.demo.access import Access, Request, granted
from registry.demo.bodies import Body
from registry.demo.chart import Chart
from registry.demo.giving import GIVEN
from registry.demo.rows import Written
from registry.demo.story import Course
from registry.demo.treatments import DOSES, TREATMENTS, drugs_of
from registry.fields.base import T
from registry.schemes.base import Category
from registry.schemes.catalogue import SCHEMES

CRITERIA: tuple[tuple[str, T], ...] = (
    (
        "inclusion",
        T(
            "Maladie en rechute ou réfractaire, ou sans traitement standard",
            "Disease relapsed, refractory, or without standard treatment",
        ),
    ),
    ("inclusion", T("Altération de la cible documentée", "Alteration of the target documented")),
    ("inclusion", T("Inclusion dans un essai impossible", "Entry into a trial not possible")),
    ("exclusion", T("Hypersensibilité connue au médicament", "Known hypersensitivity to the drug")),
)
PRESCRIBERS = (
    T("Oncologue pédiatre", "Paediatric oncologist"),
    T("Hématologue pédiatre", "Paediatric haematologist"),
    T("Neuropédiatre", "Paediatric neurologist"),
)
TRIALS = {
    "none_open": 52,
    "not_eligible": 20,
    "closed": 11,
    "distance": 6,
    "refused": 5,
    "other": 4,
}
TRIAL_TEXT = T("Essai ouvert, centre investigateur à l’étranger.", "Open trial, trial centre abroad.")
WHY = T(
    "Progression après les traitements disponibles ; cible documentée ; bénéfice attendu supérieur au risque.",
    "Progression after available treatments; target documented; benefit expected to outweigh the risk.",
)
FIRST = ("first_line", "not_oncological", "residual")
FIRST_LINE = T(
    "Pas de traitement standard de première ligne dans cette maladie.",
    "No standard first-line treatment of this disease.",
)
REFUSALS = (
    T("Données insuffisantes dans l’indication.", "Insufficient data in the indication."),
    T(
        "Essai ouvert pour lequel le patient est éligible.",
        "An open trial for which the patient is eligible.",
    ),
)
CANCELLED = T("Demande retirée par le prescripteur.", "Request withdrawn by the prescriber.")
PAYERS: Mapping[Category, Mapping[str, int]] = {
    Category.EARLY: {"health_insurance": 9, "hospital": 1},
    Category.NAMED: {"company": 55, "health_insurance": 35, "hospital": 8, "charity": 2},
    Category.GROUP: {"company": 9, "other": 1},
    Category.FUND: {"fund": 1},
}
OTHERWISE_PAID = {"health_insurance": 60, "hospital": 25, "family": 5, "charity": 5, "other": 5}
NOT_STARTED = {"choice": 30, "trial": 20, "supply": 15, "other_treatment": 25, "other": 10}
"""Why a drug that was granted to a living patient is not begun."""

REFUSED, UNUSED = 0.06, 0.06
MONTHS = {3: 1, 6: 4, 12: 6, 24: 1}


def write_requests(chart: Chart, course: Course, access: Access, body: Body) -> Iterator[Written]:
    """The requests for the drugs of a course; before them, for some, one that was refused or not used."""
    yield from _earlier(chart, course, access, body)
    for request in access.requests:
        for drug in course.drugs:
            yield from _write(chart, request, drug, body)


def write_unused(chart: Chart, access: Access, body: Body, *, reason: str, on: dt.date) -> Iterator[Written]:
    """The requests of a patient who was never treated."""
    for request in access.requests:
        for drug in chart.life.start.drugs:
            yield from _write(chart, request, drug, body, reason=reason, established=on)


def _earlier(chart: Chart, course: Course, access: Access, body: Body) -> Iterator[Written]:
    """A request for another drug that led nowhere: refused, cancelled, or granted and not used."""
    chance = chart.chance
    others = [
        d for name in TREATMENTS[chart.life.start.diagnosis] for d in drugs_of(name) if d not in course.drugs
    ]
    asked = access.board - dt.timedelta(days=chance.randint(30, 60))
    if not others or not access.requests or asked <= chart.life.diagnosed:
        return
    scheme, decided = access.scheme, chance.after(asked, 3, 12)
    if not SCHEMES[scheme].was_open(asked):
        return
    if chance.happens(REFUSED):
        decision = chance.deal("refusal", {"refused": 70, "cancelled": 30})
        yield from _write(
            chart, Request(scheme, "first", asked, decision, decided), chance.choice(others), body
        )
    elif chance.happens(UNUSED):
        request = granted(scheme, "first", asked=asked, decided=decided)
        reason = chance.deal("not started", NOT_STARTED)
        established = chance.after(decided, 5, 15)
        yield from _write(chart, request, chance.choice(others), body, reason=reason, established=established)


def _write(
    chart: Chart,
    request: Request,
    drug: str,
    body: Body,
    *,
    reason: str = "",
    established: dt.date | None = None,
) -> Iterator[Written]:
    chance, is_granted = chart.chance, request.decision == "granted"
    trial = "eligible" if request.decision == "refused" else chance.deal("trial", TRIALS)
    dose, given = DOSES[drug], GIVEN[drug]
    kind, row = chart.of_patient(
        "access_request",
        drug=drug,
        scheme=request.scheme,
        type=request.type,
        requested_on=request.asked,
        prescriber_role=chart.says(chance.choice(PRESCRIBERS)),
        weight=body.weight(request.asked),
        planned_dose=dose.amount,
        dose_unit=dose.unit,
        dose_basis=dose.basis,
        dose_frequency=given.frequency,
        route=given.route,
        planned_months=chance.of(MONTHS),
        trial=trial,
        trial_text=chart.says(TRIAL_TEXT) if trial in ("eligible", "other") else None,
        no_alternative=chance.of({"yes": 995, "no": 5}),
        justification=chart.says(WHY) if chart.is_whole else None,
        is_deferrable=chance.of({"no": 92, "yes": 8}),
        first_line_reason=chart.says(FIRST_LINE) if chart.life.disease_status in FIRST else None,
        commitment="yes",
        decision=request.decision,
        decided_on=request.decided,
        refusal_reason=_refusal(chart, request),
        **(_authorisation(chart, request) if is_granted else {}),
        is_started=("no" if reason else "yes") if is_granted else None,
        not_started_reason=reason,
        not_started_on=established,
    )
    yield kind, row
    if chart.is_whole and request.type == "first":
        yield from _criteria(chart, row["id"] or "", is_refused=request.decision == "refused")


def _refusal(chart: Chart, request: Request) -> str | None:
    match request.decision:
        case "refused":
            return chart.says(REFUSALS[1])
        case "cancelled":
            return chart.says(CANCELLED)
        case _:
            return None


def _authorisation(chart: Chart, request: Request) -> dict[str, object]:
    chance, category = chart.chance, SCHEMES[request.scheme].category
    payer = chance.deal(f"payer {category}", PAYERS.get(category, OTHERWISE_PAID))
    return {
        "authorisation_number": f"DEMO-{chance.randint(10000, 99999)}",
        "valid_from": request.valid,
        "expires_on": request.expires,
        "expires_on_missing": None if request.expires else "not_available",
        "payer": payer,
        "is_free": "yes" if payer == "company" else chance.of({"no": 90, "unknown": 10}),
    }


def _criteria(chart: Chart, request_id: str, *, is_refused: bool) -> Iterator[Written]:
    for kind, wording in CRITERIA:
        met = (
            "no"
            if kind == "exclusion"
            else chart.chance.deal("criterion", {"yes": 97, "unknown": 3}, eager=0.05)
        )
        if is_refused and wording is CRITERIA[2][1]:
            met = "no"
        yield chart.write(
            "access_criterion",
            access_request_id=request_id,
            kind=kind,
            wording=chart.says(wording),
            is_met=met,
        )
