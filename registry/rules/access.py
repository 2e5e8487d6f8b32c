"""What the rules of requests, tumour boards and courses say of access: drugs of interest, schemes, authorisations."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable

from registry.rules.base import Case, Record, before, iso
from registry.rules.dates import is_dead
from registry.schemes.catalogue import ELSEWHERE, SCHEMES

RECENT_AFTER = 2007
"""The registry follows drugs first authorised in the European Union after this year, or of a new formulation."""

OLDEST = 26
"""The study is for patients up to 25 years: 26 completed years raise a question."""

SOON = dt.timedelta(days=60)
"""An authorisation that ends within this time is to be renewed."""

EVERYWHERE = (ELSEWHERE.code, "EU")
"""Schemes that belong to no country."""


def is_old(drug: Record) -> bool:
    """Known not to be a drug of interest. One without a year was never authorised, or nobody knows: no question."""
    year = drug.get("eu_year")
    return year is not None and year <= RECENT_AFTER and drug.get("new_formulation") != "yes"


def is_of_another_country(scheme: str | None, patient: Record) -> bool:
    """The scheme of a country other than that of the patient's centre."""
    found, centre = SCHEMES.get(scheme or ""), str(patient.get("centre_id") or "")
    return found is not None and bool(centre) and found.country not in (centre[:2], *EVERYWHERE)


def was_closed(scheme: str | None, on: dt.date | None) -> bool:
    """The scheme did not exist yet, or no longer, on that day."""
    found = SCHEMES.get(scheme or "")
    return found is not None and on is not None and not found.was_open(on)


def named_drugs(rows: Iterable[Record]) -> list[str]:
    return [row["drug"] for row in rows if row.get("drug")]


def is_ongoing(course: Record, patient: Record) -> bool:
    """Treatment began and did not end."""
    return bool(course.get("first_dose")) and not course.get("last_dose") and not is_dead(patient)


def granted(requests: Iterable[Record], drugs: Iterable[str]) -> list[Record]:
    """The requests for one of these drugs that were granted."""
    wanted = set(drugs)
    return [one for one in requests if one.get("decision") == "granted" and one.get("drug") in wanted]


def last_expiry(requests: Iterable[Record]) -> dt.date | None:
    """The day the last of the authorisations ends; None when one of them has no end, or there is none."""
    ends: list[dt.date | None] = [request.get("expires_on") for request in requests]
    known = [end for end in ends if end is not None]
    return max(known) if known and len(known) == len(ends) else None


def has_expired(end: dt.date | None, on: dt.date) -> bool:
    return end is not None and end < on


def expires_soon(end: dt.date | None, on: dt.date) -> bool:
    return end is not None and on <= end <= on + SOON


def is_never_started(request: Record) -> bool:
    return request.get("decision") == "granted" and request.get("is_started") == "no"


def belies(course: Record, request: Record, others: Iterable[Record]) -> bool:
    """A course under the scheme of a request that "never started", with its drug, after its decision, and under no
    other request."""
    return (
        is_never_started(request)
        and request.get("drug") in course.get("drugs", ())
        and bool(request.get("scheme"))
        and course.get("access_scheme") == request.get("scheme")
        and iso(course.get("first_dose")) >= iso(request.get("decided_on")) > ""
        and not any(is_started_instead(other, request) for other in others)
    )


def is_started_instead(other: Record, request: Record) -> bool:
    """Another request for the drug that was granted and is not said never to have started."""
    return (
        other.get("drug") == request.get("drug")
        and other.get("decision") == "granted"
        and other.get("is_started") != "no"
    )


def first_line_without_reason(case: Case) -> bool:
    """A disease in first line, and neither request nor tumour board says why."""
    return any(one.get("disease_status") == "first_line" for one in case.others("diagnosis")) and not any(
        one.get("first_line_reason") for one in (*case.others("board"), *case.others("access_request"))
    )


def starts_before(request: Record, course: Record) -> bool:
    return before(course.get("first_dose"), request.get("decided_on"))
