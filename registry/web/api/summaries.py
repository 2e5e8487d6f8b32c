"""The numbers of a drug, as `registry summary` and the drug page give them."""

from __future__ import annotations

import datetime as dt
from typing import Any

from flask import Response, g, request

from registry.access.audience import NAME, audience_of, reads_all_in_full
from registry.errors import Invalid, Problem
from registry.fields.base import T
from registry.fields.catalogue import KINDS
from registry.i18n import gettext as _
from registry.models.drug import Drug
from registry.queries import drugs
from registry.queries.disclosed import disclosed_numbers
from registry.schemas.reading import Gate, Source, Unreadable, read
from registry.summaries.audiences import Audience
from registry.summaries.filters import FILTERS, JOINED, Filters, parse_filters
from registry.summaries.parameters import MEANINGS, Parameters, parse
from registry.web import drug_all_centres
from registry.web.api import records, wire
from registry.web.api.parameters import Parameter
from registry.web.api.resources import Resource
from registry.web.clock import today


def _day(text: str) -> dt.date:
    day: dt.date | None = read(KINDS["course"].fields["first_dose"], text, Gate(Source.JSON, today()))
    if day is None:
        raise Unreadable(_("Give a date."))
    return day


CUT_OFF = Parameter(
    "cut_off",
    {"type": "string", "format": "date"},
    T(
        "Seuls comptent les faits de ce jour ou d’avant ; aujourd’hui par défaut.",
        "Only facts on or before this day count; today by default.",
    ),
    _day,
)


AUDIENCE = Parameter(
    NAME,
    {"type": "string", "enum": [str(audience) for audience in Audience]},
    T(
        "full : les lignes du lecteur, en entier (par défaut) ; centres et public : tous les centres, petits nombres "
        "masqués, sans filtre",
        "full: the reader’s own rows, every number (the default); centres and public: all centres, small counts "
        "hidden, without filters",
    ),
    str,
)


def of_summary() -> tuple[Parameter, ...]:
    """The parameters of a summary: the audience, the cut-off, every choice of the numbers, and the filters."""
    chosen = (
        Parameter(
            name, {"type": "string"}, T(f"{m.text.fr} : {m.allowed.fr}", f"{m.text.en}: {m.allowed.en}"), str
        )
        for name, m in MEANINGS.items()
    )
    narrowed = (Parameter(name, {"type": "string"}, _filter_words(name), str) for name in FILTERS)
    return (AUDIENCE, CUT_OFF, *chosen, *narrowed)


def _filter_words(name: str) -> T:
    """What a filter looks at, and how its values are written."""
    text, declared = FILTERS[name].text, FILTERS[name].values
    if name in ("since", "until"):
        return T(f"{text.fr} : un jour", f"{text.en}: a day")
    codes = f" ({', '.join(declared.codes)})" if declared else ""
    return T(
        f"{text.fr} : codes{codes} séparés par {JOINED}", f"{text.en}: codes{codes} separated by {JOINED}"
    )


def show(resource: Resource, record_id: str) -> Response:
    """The summary of a drug over the reader's rows and whose rows those are; or over all centres, for an audience."""
    drug = records.row_of(resource, record_id)
    audience = _audience()
    if audience is not Audience.FULL:
        return wire.answer(_disclosed(drug, audience))
    numbers = drugs.numbers_of(
        g.session, drug, cut_off=_cut_off(), parameters=_parameters(), filters=_filters()
    )
    centres, countries = drugs.coverage(g.session)
    covers = {"centres": [centre.id for centre in centres], "countries": list(countries)}
    return wire.answer(numbers.summary.document() | {"covers": covers})


def _audience() -> Audience:
    given = request.args.getlist(NAME)
    if len(given) > 1:
        refused = _("The parameter %(name)s is given twice.") % {"name": NAME}
        raise Invalid(refused, [Problem(NAME, "unreadable", refused)])
    return audience_of(g.scope.role, "".join(given))


def _disclosed(drug: Drug, audience: Audience) -> dict[str, Any]:
    """The numbers of all centres: under the reader's choices for whoever reads them in full, else as they come."""
    if not reads_all_in_full(g.scope.role):
        return drug_all_centres.numbers_of_all(drug, audience).document()
    return disclosed_numbers(
        g.session,
        drug,
        audience=audience,
        cut_off=_cut_off(),
        threshold=drug_all_centres.threshold(),
        parameters=_parameters(),
        filters=_filters(),
    ).document()


def _parameters() -> Parameters:
    own = {NAME, CUT_OFF.name, *FILTERS}
    return parse(f"{name}={value}" for name, value in request.args.items(multi=True) if name not in own)


def _filters() -> Filters:
    return parse_filters(
        f"{name}={value}" for name, value in request.args.items(multi=True) if name in FILTERS
    )


def _cut_off() -> dt.date:
    given = request.args.getlist(CUT_OFF.name)
    if not given:
        return today()
    try:
        if len(given) > 1:
            raise Unreadable(_("The parameter %(name)s is given twice.") % {"name": CUT_OFF.name})
        day: dt.date = CUT_OFF.read(given[0])
    except Unreadable as refused:
        raise Invalid(str(refused), [Problem(CUT_OFF.name, "unreadable", str(refused))]) from None
    return day
