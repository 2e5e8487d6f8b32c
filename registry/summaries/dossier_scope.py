"""Whose records a dossier is made from: those of its schemes and its indication, without those who object."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

from registry.errors import Invalid, Problem
from registry.i18n import gettext, say
from registry.schemes.base import Scheme
from registry.schemes.catalogue import COUNTRIES, SCHEMES
from registry.summaries.counting import split_by_objection
from registry.summaries.dossier import ANSM, GROUP, HAS, RECIPIENT, DossierRequest
from registry.summaries.filters import Filters, beneath, narrow
from registry.summaries.frames import DrugFrames
from registry.summaries.parameters import DEFAULTS

FRENCH = "FR"
ANYWHERE = ("EU", "XX")
"""Countries whose schemes may be granted in any other."""


def refuse_impossible(request: DossierRequest, *, today: dt.date, countries: frozenset[str]) -> None:
    """Refuse what no dossier can be made of, with a sentence. countries: those whose records the reader sees."""
    if request.start > request.end:
        raise _refused("from", gettext("The period ends (%(end)s) before it begins (%(start)s)."), request)
    if request.end > today:
        raise _refused("to", gettext("The period ends in the future (%(end)s)."), request)
    if request.recipient not in RECIPIENT:
        allowed = ", ".join(RECIPIENT.codes)
        text = gettext("There is no recipient “%(name)s”. Choose one of: %(allowed)s.")
        raise _sentence("recipient", text % {"name": request.recipient, "allowed": allowed})
    if request.indication and request.indication not in GROUP:
        text = gettext("There is no indication group “%(name)s”. Choose one of: %(allowed)s.")
        raise _sentence("indication", text % {"name": request.indication, "allowed": ", ".join(GROUP.codes)})
    for code in request.chosen_schemes:
        _refuse_scheme(code, request=request, countries=countries)


def restrict(frames: DrugFrames, request: DossierRequest, *, applicants: frozenset[str]) -> DrugFrames:
    """The records of the courses and requests under the schemes, of the patients of the indication.

    applicants: patients without a course whose latest diagnosis is of the indication; read only where one is asked for.
    """
    known, _objected = split_by_objection(frames)
    schemes = request.chosen_schemes
    courses = known.courses[known.courses["access_scheme"].isin(schemes)]
    requests = known.requests[known.requests["scheme"].isin(schemes)]
    ours = {*courses["patient_id"], *requests["patient_id"]}
    kept = beneath(
        replace(
            known,
            patients=known.patients[known.patients["patient_id"].isin(courses["patient_id"])],
            applicants=known.applicants[known.applicants["patient_id"].isin(ours)],
            courses=courses,
            requests=requests,
        )
    )
    return _of_indication(kept, request, applicants=applicants) if request.indication else kept


def _of_indication(frames: DrugFrames, request: DossierRequest, *, applicants: frozenset[str]) -> DrugFrames:
    chosen = Filters(diagnosis=(request.indication,))
    narrowed = narrow(frames, chosen, cut_off=request.end, parameters=DEFAULTS)
    ours = {*narrowed.patients["patient_id"]} | (applicants - {*frames.patients["patient_id"]})
    people = frames.applicants[frames.applicants["patient_id"].isin(ours)]
    return beneath(
        replace(narrowed, applicants=people, requests=frames.requests, situations=frames.situations)
    )


def _refuse_scheme(code: str, *, request: DossierRequest, countries: frozenset[str]) -> None:
    if code not in SCHEMES:
        known = ", ".join(scheme.code for scheme in COUNTRIES[FRENCH].schemes)
        text = gettext("There is no access scheme “%(code)s”. Those of France are: %(known)s.")
        raise _sentence("scheme", text % {"code": code, "known": known})
    scheme = SCHEMES[code]
    named = {"code": code, "country": say(COUNTRIES[scheme.country].label)}
    if request.recipient in (HAS, ANSM) and scheme.country != FRENCH:
        text = gettext(
            "The scheme %(code)s is that of another country (%(country)s): "
            "a dossier for HAS or ANSM takes French schemes."
        )
        raise _sentence("scheme", text % named)
    if not _is_seen(scheme, countries):
        text = gettext(
            "The scheme %(code)s is that of another country (%(country)s), of which you see no centre."
        )
        raise _sentence("scheme", text % named)


def _is_seen(scheme: Scheme, countries: frozenset[str]) -> bool:
    return scheme.country in countries or scheme.country in ANYWHERE


def _refused(place: str, text: str, request: DossierRequest) -> Invalid:
    return _sentence(place, text % {"start": request.start.isoformat(), "end": request.end.isoformat()})


def _sentence(place: str, text: str) -> Invalid:
    return Invalid(text, [Problem(place, "dossier", text)])
