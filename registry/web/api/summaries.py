"""The numbers of a drug, as `registry summary` and the drug page give them."""

from __future__ import annotations

import datetime as dt

from flask import Response, g, request

from registry.errors import Invalid, Problem
from registry.fields.base import T
from registry.fields.catalogue import KINDS
from registry.i18n import gettext as _
from registry.queries import drugs
from registry.schemas.reading import Gate, Source, Unreadable, read
from registry.summaries.filters import FILTERS, JOINED, Filters, parse_filters
from registry.summaries.parameters import MEANINGS, Parameters, parse
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


def of_summary() -> tuple[Parameter, ...]:
    """The parameters of a summary: the cut-off, every choice that the numbers depend on, and the filters."""
    chosen = (
        Parameter(
            name, {"type": "string"}, T(f"{m.text.fr} : {m.allowed.fr}", f"{m.text.en}: {m.allowed.en}"), str
        )
        for name, m in MEANINGS.items()
    )
    narrowed = (Parameter(name, {"type": "string"}, _filter_words(name), str) for name in FILTERS)
    return (CUT_OFF, *chosen, *narrowed)


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
    """The summary of a drug over the reader's rows, and whose rows those are."""
    drug = records.row_of(resource, record_id)
    numbers = drugs.numbers_of(
        g.session, drug, cut_off=_cut_off(), parameters=_parameters(), filters=_filters()
    )
    centres, countries = drugs.coverage(g.session)
    covers = {"centres": [centre.id for centre in centres], "countries": list(countries)}
    return wire.answer(numbers.summary.document() | {"covers": covers})


def _parameters() -> Parameters:
    own = {CUT_OFF.name, *FILTERS}
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
