"""Rules of the access request: its dates, its decision and what followed."""

from __future__ import annotations

from registry.fields.base import T
from registry.rules import access_grounds
from registry.rules.access import (
    belies,
    expires_soon,
    granted,
    has_expired,
    is_never_started,
    is_ongoing,
    is_started_instead,
    last_expiry,
    starts_before,
)
from registry.rules.base import Case, Record, ask, before, iso, refuse
from registry.rules.dates import before_birth, future, is_dead, is_later_by, order, perhaps_after_death
from registry.schemes.base import expiry
from registry.schemes.catalogue import SCHEMES

TIME_TO_START = 60
"""Days after the decision within which a treatment said to have begun is entered."""

_REQUEST = T("La demande", "The request")
_DECISION = T("La décision", "The decision")


def _courses(case: Case) -> list[Record]:
    """The courses of the drug that is asked for."""
    drug = case.record.get("drug")
    return [course for course in case.others("course") if drug in course.get("drugs", ())] if drug else []


def _lasts_too_long(case: Case) -> bool:
    """Longer than the scheme allows, from its first day or else from the decision."""
    scheme, ends = SCHEMES.get(case.record.get("scheme") or ""), case.record.get("expires_on")
    begins = case.record.get("valid_from") or case.record.get("decided_on")
    if scheme is None or begins is None or ends is None:
        return False
    return before(expiry(scheme, granted=begins), ends)


def _is_the_last(case: Case) -> bool:
    """A granted request that no other of the drug outlives."""
    if case.record.get("decision") != "granted" or not case.record.get("expires_on"):
        return False
    others = granted(case.siblings, [case.record.get("drug") or ""])
    end = last_expiry([case.record, *others])
    return end is not None and end == case.record["expires_on"]


def _is_in_use(case: Case) -> bool:
    return any(is_ongoing(course, case.patient) for course in _courses(case))


def _is_running_out(case: Case) -> bool:
    return expires_soon(case.record.get("expires_on"), case.on) and _is_the_last(case) and _is_in_use(case)


def _has_run_out(case: Case) -> bool:
    return has_expired(case.record.get("expires_on"), case.on) and _is_the_last(case) and _is_in_use(case)


def _is_belied(case: Case) -> bool:
    return is_never_started(case.record) and any(
        belies(course, case.record, case.siblings) for course in _courses(case)
    )


def _is_given_all_the_same(case: Case) -> bool:
    """Said never to have started, and a later course of the drug stands under another scheme or none."""
    if not is_never_started(case.record) or _is_belied(case):
        return False
    decided = iso(case.record.get("decided_on"))
    return any(iso(course.get("first_dose")) >= decided for course in _courses(case)) and not any(
        is_started_instead(other, case.record) for other in case.siblings
    )


def _is_without_course(case: Case) -> bool:
    if case.record.get("is_started") != "yes" or _courses(case):
        return False
    return is_later_by(case.record.get("decided_on"), case.on, days=TIME_TO_START)


def _was_given_against(case: Case) -> bool:
    """Refused or cancelled, and a course of the drug began after it with no other request granted."""
    decided = iso(case.record.get("decided_on"))
    if case.record.get("decision") not in ("refused", "cancelled") or not decided:
        return False
    return not granted(case.siblings, [case.record.get("drug") or ""]) and any(
        iso(course.get("first_dose")) >= decided for course in _courses(case)
    )


def _is_decided_late(case: Case) -> bool:
    """The first authorisation of the drug, and treatment had begun."""
    if case.record.get("decision") != "granted" or not case.record.get("decided_on"):
        return False
    earlier = granted(case.siblings, [case.record.get("drug") or ""])
    return not any(before(one.get("decided_on"), case.record["decided_on"]) for one in earlier) and any(
        starts_before(case.record, course) for course in _courses(case)
    )


RULES = (
    future("ACC-01", "access_request", "requested_on", _REQUEST),
    future("ACC-02", "access_request", "decided_on", _DECISION),
    order(
        "ACC-03",
        "access_request",
        ("requested_on", T("la demande", "the request")),
        ("decided_on", _DECISION),
    ),
    before_birth("ACC-04", "access_request", "requested_on", _REQUEST),
    perhaps_after_death("ACC-05", "access_request", "requested_on", _REQUEST),
    order(
        "ACC-06",
        "access_request",
        ("valid_from", T("le début de validité", "the first day of validity")),
        ("expires_on", T("L’expiration", "The expiry")),
    ),
    order(
        "ACC-07",
        "access_request",
        ("decided_on", T("la décision", "the decision")),
        ("expires_on", T("L’expiration", "The expiry")),
    ),
    future(
        "ACC-08", "access_request", "not_started_on", T("La date du constat", "The date it was established")
    ),
    order(
        "ACC-09",
        "access_request",
        ("requested_on", T("la demande", "the request")),
        ("not_started_on", T("Le constat", "The date it was established")),
    ),
    ask(
        "ACC-10",
        "access_request",
        "expires_on",
        T(
            "L’autorisation court plus longtemps ({expires_on}) que ce régime ne le permet. Est-ce la date écrite ?",
            "The authorisation runs longer ({expires_on}) than this scheme allows. Is it the date in writing?",
        ),
        _lasts_too_long,
    ),
    ask(
        "ACC-11",
        "access_request",
        "expires_on",
        T(
            "L’autorisation expire le {expires_on}, dans moins de 60 jours, et le traitement continue. "
            "Le renouvellement est-il demandé ?",
            "The authorisation expires on {expires_on}, within 60 days, and treatment goes on. "
            "Is its renewal asked for?",
        ),
        _is_running_out,
        needs=("course",),
    ),
    ask(
        "ACC-12",
        "access_request",
        "expires_on",
        T(
            "L’autorisation a expiré le {expires_on} et le traitement continue. "
            "Le renouvellement ou l’arrêt reste-t-il à saisir ?",
            "The authorisation expired on {expires_on} and treatment goes on. "
            "Is its renewal or the stop still to be entered?",
        ),
        _has_run_out,
        needs=("course",),
    ),
    refuse(
        "ACC-13",
        "access_request",
        "is_started",
        T(
            "« Jamais commencé », et un traitement par ce médicament sous ce régime suit la décision. "
            "Corrigez l’un des deux.",
            "“Never started”, and a course of this drug under this scheme follows the decision. "
            "Correct one of the two.",
        ),
        _is_belied,
        needs=("course",),
    ),
    ask(
        "ACC-14",
        "access_request",
        "is_started",
        T(
            "« Jamais commencé », et un traitement par ce médicament suit la décision. Sous quel accès ?",
            "“Never started”, and a course of this drug follows the decision. Under which access?",
        ),
        _is_given_all_the_same,
        needs=("course",),
    ),
    ask(
        "ACC-15",
        "access_request",
        "is_started",
        T(
            "Le traitement est dit commencé, et aucun traitement par ce médicament n’est saisi. Reste-t-il à saisir ?",
            "Treatment is said to have started, and no course of this drug is entered. Is it still to be entered?",
        ),
        _is_without_course,
        needs=("course",),
    ),
    ask(
        "ACC-16",
        "access_request",
        "decision",
        T(
            "La demande n’a pas abouti, et le médicament a été donné ensuite. Sous quel accès ?",
            "The request was not granted, and the drug was given afterwards. Under which access?",
        ),
        _was_given_against,
        needs=("course",),
    ),
    ask(
        "ACC-17",
        "access_request",
        "decided_on",
        T(
            "La décision ({decided_on}) suit la première prise. Pourquoi ?",
            "The decision ({decided_on}) is after the first dose. Why?",
        ),
        _is_decided_late,
        needs=("course",),
    ),
    ask(
        "ACC-18",
        "access_request",
        "not_started_reason",
        T(
            "Le traitement n’a pas commencé à cause du décès, et le patient n’est pas dit décédé. Lequel est juste ?",
            "Treatment did not start because of death, and the patient is not said to be dead. Which is right?",
        ),
        lambda c: c.record.get("not_started_reason") == "death" and not is_dead(c.patient),
    ),
    *access_grounds.RULES,
)
