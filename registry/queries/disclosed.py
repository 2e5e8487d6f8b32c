"""Numbers of the rows of all centres for whoever does not read these rows: made apart, and disclosed.

The one reader of registry.access.aggregate. What leaves are rows of numbers without patients.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping

from sqlalchemy import select

from registry.access.aggregate import all_rows
from registry.db import RegistrySession
from registry.models.drug import Drug
from registry.models.patient import Patient
from registry.models.place import Centre
from registry.queries import drugs
from registry.queries.drug_overview import counted_in
from registry.queries.kept import Shelves, stamp_of
from registry.summaries.audiences import Audience, check_choices
from registry.summaries.disclosure import Disclosed, disclose, disclose_rows
from registry.summaries.filters import EVERYONE, Filters
from registry.summaries.parameters import DEFAULTS, Parameters
from registry.summaries.table import Row
from registry.summaries.tally import make_row

_KEPT, _OVERVIEWS = Shelves(24), Shelves(4)

SAID: Mapping[str, tuple[str, str]] = {
    "registered": ("registered", ""),
    "treated": ("treated", "registered"),
    "evaluable": ("evaluable", "treated"),
    "orr": ("responders", "evaluable"),
    "toxicity_any": ("toxicity_any", "treated"),
    "toxicity_grade3": ("severe", "treated"),
    "toxicity_serious": ("serious", "treated"),
}
"""The outputs of the overview: whom each counts, of whom. Made like those of the summary, and so hidden like them."""


def disclosed_numbers(
    session: RegistrySession,
    drug: Drug,
    *,
    audience: Audience,
    cut_off: dt.date,
    threshold: int,
    parameters: Parameters = DEFAULTS,
    filters: Filters = EVERYONE,
) -> Disclosed:
    """The numbers of a drug over all centres, small counts hidden. Filters are refused, as their difference tells."""
    check_choices(filters, parameters)
    with all_rows(session) as wide:

        def make() -> Disclosed:
            found = drugs.numbers_of(wide, drug, cut_off=cut_off, parameters=parameters)
            circles = found.frames.patients.groupby("centre_id")["patient_id"]
            known = [tuple(ids) for _, ids in circles]
            return disclose(found.summary, audience=audience, circles=known, threshold=threshold)

        key = (drug.id, drug.inn, audience, cut_off, threshold, parameters)
        return _KEPT.make_once(wide, key, make, stamp=stamp_of(wide))


def disclosed_overview(
    session: RegistrySession, *, cut_off: dt.date, threshold: int
) -> Mapping[str, Disclosed]:
    """Every drug at a glance over all centres, by INN: what SAID names, hidden where its page hides it."""
    with all_rows(session) as wide:

        def make() -> Mapping[str, Disclosed]:
            circles = _circles(wide)
            return {
                drug: disclose_rows(
                    tuple(_rows(sets)),
                    drug=drug,
                    cut_off=cut_off,
                    audience=Audience.CENTRES,
                    circles=circles,
                    threshold=threshold,
                )
                for drug, sets in counted_in(wide, cut_off=cut_off).items()
            }

        return _OVERVIEWS.make_once(wide, (cut_off, threshold), make, stamp=stamp_of(wide))


def all_places(session: RegistrySession) -> tuple[int, int]:
    """How many centres and countries there are."""
    with all_rows(session) as wide:
        countries = list(wide.scalars(select(Centre.country_id)))
    return len(countries), len(set(countries))


def _circles(wide: RegistrySession) -> list[tuple[str, ...]]:
    """The patients of each centre."""
    found: dict[str, list[str]] = {}
    for patient, centre in wide.execute(select(Patient.id, Patient.centre_id)):
        found.setdefault(centre, []).append(patient)
    return [tuple(ids) for ids in found.values()]


def _rows(sets: Mapping[str, frozenset[str]]) -> Iterator[Row]:
    """The rows of the overview as the summary of the drug has them."""
    for output, (counted, whole) in SAID.items():
        patients = tuple(sorted(sets.get(counted, ())))
        yield make_row(
            output,
            n=len(patients),
            total=len(sets.get(whole, ())) if whole else None,
            patients=patients,
            population=whole or "registered",
            reading=DEFAULTS.reading if output in ("evaluable", "orr") else "",
        )
